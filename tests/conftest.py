from datetime import UTC

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings
from django.utils import timezone

from modules import tree
from tests import pages
from tests.visitor import Browser

# The check tries the same examples each time, `make fuzz` new ones. How long one takes says how busy the machine is.
ANY_TIME = {'deadline': None, 'suppress_health_check': [hypothesis.HealthCheck.too_slow], 'database': None}
hypothesis.settings.register_profile('check', **ANY_TIME, derandomize=True)
hypothesis.settings.register_profile('fuzz', **ANY_TIME, max_examples=1000, print_blob=True)
hypothesis.settings.load_profile('check')


def pytest_collection_modifyitems(items):
    """What asks for no database is the same with any; a test that has one in vain says so itself."""
    for item in items:
        has_database = {'db', 'transactional_db', 'live_server'} & set(item.fixturenames)
        if not has_database and not item.get_closest_marker('django_db'):
            item.add_marker(pytest.mark.anywhere)


@pytest.fixture(scope='session', autouse=True)
def _plain_static_files(tmp_path_factory):
    """Static files under their own names, as nothing is collected; before the live server starts, too.

    That server would also serve MEDIA_URL itself, past our own view, were it not elsewhere when the server starts.
    """
    storages = settings.STORAGES | {'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'}}
    static_root = tmp_path_factory.mktemp('static')
    with override_settings(STORAGES=storages, STATIC_ROOT=static_root, MEDIA_URL='http://elsewhere.example/'):
        yield


@pytest.fixture(scope='session')
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """A database for each process of tests. SQLite in a file, as the portal has it: in memory, a reader and a writer at
    once get in each other's way.
    """
    default = connections['default'].settings_dict
    if default['ENGINE'].endswith('sqlite3'):
        default['TEST']['NAME'] = str(tmp_path_factory.mktemp('database') / 'test.sqlite3')


@pytest.fixture(autouse=True)
def _light_settings(settings, tmp_path):
    """Uploads that go when the test does, and passwords that take no time."""
    settings.MEDIA_URL = '/media/'
    settings.MEDIA_ROOT = tmp_path / 'media'
    settings.WAITING_ROOT = tmp_path / 'venter'
    settings.PASSWORD_HASHERS = ['django.contrib.auth.hashers.MD5PasswordHasher']


@pytest.fixture(scope='session')
def _rows_of_the_package():
    """The rows of the real package, a list for each model, from the first time it was read."""
    return []


@pytest.fixture
def november(monkeypatch):
    """It is Monday 23 November 2026, at noon in Norway when the test begins, and time goes on from there."""
    now = timezone.now
    shift = timezone.datetime(2026, 11, 23, 11, tzinfo=UTC) - now()
    monkeypatch.setattr(timezone, 'now', lambda: now() + shift)


@pytest.fixture
def content(db, _rows_of_the_package):
    """The real package, as a new installation has it. Its file is read once; after that the same rows are written."""
    if _rows_of_the_package:
        with transaction.atomic():
            for rows in _rows_of_the_package:
                type(rows[0]).objects.bulk_create(rows)
        return
    call_command('loaddata', 'norskopplaering', verbosity=0)
    _rows_of_the_package += filter(None, (list(model.objects.all()) for model in tree.content_models()))


@pytest.fixture
def client():
    return Browser()


@pytest.fixture
def page(client, db):
    """Fetch a page and fail on what no page of ours may have; returns a `pages.Page`."""

    def fetch(path, status=200):
        return pages.fetch(client, path, status)

    return fetch
