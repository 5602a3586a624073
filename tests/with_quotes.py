"""The portal's settings, with a content model more."""

from kompetansepakke.settings import *  # noqa: F403
from kompetansepakke.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, 'tests.quotes']
