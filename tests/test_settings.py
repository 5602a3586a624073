import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PRODUCTION = {
    'SECRET_KEY': 'x7' * 30 + 'tilfeldig-nok-til-en-prøve',
    'ALLOWED_HOSTS': 'kompetanse.kommune.example',
    'HTTPS': 'true',
    'BEHIND_PROXY': 'true',
}

# A setting of the browser tests' own, which `check --deploy` rightly objects to.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != 'DJANGO_ALLOW_ASYNC_UNSAFE'}


def manage(*command, **environment):
    return subprocess.run(
        [sys.executable, 'manage.py', *command], env=ENVIRONMENT | environment, capture_output=True, text=True
    )


def test_without_a_secret_key_nothing_starts_and_the_cure_is_said():
    result = manage('check', SECRET_KEY='')

    assert result.returncode != 0
    assert 'SECRET_KEY mangler.' in result.stderr
    assert 'secrets.token_urlsafe(50)' in result.stderr


def test_check_deploy_is_silent_with_the_documented_settings(tmp_path):
    result = manage('check', '--deploy', '--fail-level', 'WARNING', **PRODUCTION)

    assert result.returncode == 0, result.stderr
    assert 'System check identified no issues (1 silenced).' in result.stdout
    readme = Path('README.md').read_text()
    assert all(name in readme for name in PRODUCTION)


def test_check_deploy_speaks_without_them():
    assert 'security.W008' in manage('check', '--deploy', HTTPS='false').stderr


def test_database_address_that_is_empty_or_wrong_is_no_riddle():
    assert manage('check', DATABASE_URL='').returncode == 0

    assert 'DATABASE_URL skal begynne med postgres://' in manage('check', DATABASE_URL='mysql://x').stderr


@pytest.mark.parametrize('place', ['', '/venter', '/x/../venter'])
def test_files_that_wait_cannot_be_put_where_everyone_may_fetch_them(tmp_path, place):
    result = manage('check', MEDIA_ROOT=str(tmp_path), WAITING_ROOT=f'{tmp_path}{place}')

    assert 'WAITING_ROOT kan ikke ligge i MEDIA_ROOT' in result.stderr
    assert manage('check', MEDIA_ROOT=str(tmp_path), WAITING_ROOT=f'{tmp_path}-venter').returncode == 0


SWITCHES = re.findall(r"switch\(env, '(\w+)'", Path('kompetansepakke/settings.py').read_text())


def switched(**environment):
    """What the switches are, when the portal starts with `environment`."""
    names = ', '.join(f'settings.{name}' for name in SWITCHES)
    return manage('shell', '--no-imports', '-c', f'from django.conf import settings; print({names})', **environment)


def test_every_switch_is_said_in_words_that_people_use():
    assert set(SWITCHES) == {'DEBUG', 'HTTPS', 'BEHIND_PROXY', 'TOTP'}
    assert 'env.bool' not in Path('kompetansepakke/settings.py').read_text()
    for on, off in [('true', 'false'), ('On', 'Off'), ('YES', 'NO'), ('1', '0'), ('ja', 'nei'), (' Ja ', '')]:
        assert switched(**dict.fromkeys(SWITCHES, on)).stdout.split() == ['True'] * 4, on
        assert switched(**dict.fromkeys(SWITCHES, off)).stdout.split() == ['False'] * 4, off


@pytest.mark.parametrize(('name', 'value'), [*((name, 'sann') for name in SWITCHES), ('TOTP', '2'), ('HTTPS', 'ture')])
def test_a_switch_that_is_neither_on_nor_off_starts_nothing_and_the_cure_is_said(name, value):
    result = manage('check', **{name: value})

    assert result.returncode != 0
    cure = f'{name} er «{value}». Skriv true eller false (eller on/off, yes/no, 1/0, ja/nei).'
    assert result.stderr.splitlines()[-1] == f'django.core.exceptions.ImproperlyConfigured: {cure}'


def test_theme_folder_without_a_theme_is_said(tmp_path):
    result = manage('check', THEME_DIR=str(tmp_path))

    assert result.returncode != 0
    assert f'Fant ikke {tmp_path}/tema.css.' in result.stderr


def test_every_setting_from_the_environment_is_in_the_readme():
    names = re.findall(r"(?:env(?:\.\w+)?\(|switch\(env, )'(\w+)'", Path('kompetansepakke/settings.py').read_text())
    names += re.findall(r"""env(?:\.\w+)?\(["'](\w+)""", Path('kompetansepakke/gunicorn.py').read_text())

    readme = Path('README.md').read_text()
    assert len(names) == 14
    assert [name for name in names if f'`{name}`' not in readme] == []


def test_sqlite_is_set_up_for_two_people_at_once(db):
    from django.db import connection

    if os.environ.get('DATABASE_URL', '').startswith('postgres'):
        assert connection.vendor == 'postgresql'
        return
    assert connection.settings_dict['OPTIONS']['transaction_mode'] == 'IMMEDIATE'
    with connection.cursor() as cursor:
        assert cursor.execute('PRAGMA synchronous').fetchone() == (1,)
