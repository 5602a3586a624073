"""The portal's settings, with content models more."""

from kompetansepakke.settings import *  # noqa: F403
from kompetansepakke.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, 'tests.quotes']
