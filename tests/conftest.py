import pytest
from django.core.management import call_command

from tests import pages


@pytest.fixture(autouse=True)
def _plain_files(settings, tmp_path):
    """Static files under their own names, as nothing is collected, and uploads that go when the test does."""
    settings.STORAGES = settings.STORAGES | {
        'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'}
    }
    settings.STATIC_ROOT = tmp_path / 'static'
    settings.STATIC_ROOT.mkdir()
    settings.MEDIA_ROOT = tmp_path / 'media'
    settings.PASSWORD_HASHERS = ['django.contrib.auth.hashers.MD5PasswordHasher']


@pytest.fixture
def content(db):
    """The real package, as a new installation has it."""
    call_command('loaddata', 'norskopplaering', verbosity=0)


@pytest.fixture
def page(client, db):
    """Fetch a page and fail on what no page of ours may have; returns a `pages.Page`."""

    def fetch(path, status=200):
        return pages.fetch(client, path, status)

    return fetch
