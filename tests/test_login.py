"""Login is throttled, by user name and address together."""

import logging
import subprocess
import sys
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.utils import timezone

from kompetansepakke.login import client_address
from tests import factories, pages
from tests.test_settings import ENVIRONMENT

LOGIN = '/admin/login/'


def log_in(client, password='hemmelig', username='olga', **headers):
    return client.post(LOGIN, {'username': username, 'password': password, 'next': '/admin/'}, **headers)


def fail(client, times, **options):
    return [log_in(client, password='feil', **options).status_code for _ in range(times)]


@pytest.fixture
def olga(db):
    return factories.person('Redaktør')


def test_fifth_wrong_password_locks_with_a_page_of_ours(olga, client):
    assert fail(client, 4) == [200] * 4

    response = log_in(client, password='feil')

    assert response.status_code == 429
    assert response['Retry-After'] == '900'
    page = pages.check(response)
    assert page.headings == ['For mange forsøk på å logge inn']
    assert 'Vent et kvarter, og prøv igjen.' in page.text
    assert log_in(client).status_code == 429


def test_four_wrong_and_a_right_one_starts_anew(olga, client):
    fail(client, 4)

    assert log_in(client).status_code == 302
    assert not AccessAttempt.objects.exists()
    client.post('/admin/logout/')
    assert fail(client, 4) == [200] * 4


def test_name_with_signs_nobody_sees_is_the_same_name(olga, client):
    for name in ('ol\u200bga', '\ufeffolga', 'olga\xad', ' olga ', 'ol\u202ega'):
        log_in(client, password='feil', username=name)

    assert log_in(client).status_code == 429


def test_lock_is_for_one_name_at_one_address(olga, client):
    factories.person('Redaktør', username='viktor')
    fail(client, 5)

    assert log_in(client, username='viktor').status_code == 302
    client.logout()
    assert log_in(client, REMOTE_ADDR='192.0.2.7').status_code == 302


def test_other_browser_at_the_same_address_is_no_way_around(olga, client):
    fail(client, 3, HTTP_USER_AGENT='en')

    assert fail(client, 2, HTTP_USER_AGENT='to') == [200, 429]


def test_lock_ends_after_a_quarter_also_for_one_who_kept_trying(olga, client):
    fail(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    before = AccessAttempt.objects.values().get()
    assert fail(client, 3) == [429] * 3
    assert AccessAttempt.objects.values().get() == before

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))

    assert log_in(client).status_code == 302


def test_failures_are_forgotten_and_logins_never_kept(olga, client):
    fail(client, 2, username='noen')
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert AccessAttempt.objects.count() == 1

    log_in(client)

    assert not AccessAttempt.objects.exists()
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


def test_what_is_kept_is_what_the_privacy_page_says(olga, client, page):
    fail(client, 1)

    kept = AccessAttempt.objects.get()
    assert (kept.username, kept.ip_address) == ('olga', '127.0.0.1')
    assert 'feil' not in kept.post_data
    assert 'olga' not in kept.post_data
    text = page('/personvern/').text
    assert 'brukernavnet, IP-adressen, hvilken nettleser det var, og tidspunktet' in text


def test_failed_logins_are_not_logged(olga, client, caplog):
    # caplog listens at the root; ours does not pass on, so listen where it would be said.
    logger = logging.getLogger('axes')
    logger.addHandler(caplog.handler)
    try:
        fail(client, 5)
        logging.getLogger('axes.handlers').error('dette høres')
    finally:
        logger.removeHandler(caplog.handler)

    assert caplog.messages == ['dette høres']


@pytest.mark.parametrize(
    ('behind_proxy', 'forwarded', 'remote', 'address'),
    [
        (False, '192.0.2.1', '198.51.100.1', '198.51.100.1'),
        (True, '192.0.2.1', '127.0.0.1', '192.0.2.1'),
        (True, '203.0.113.9, 192.0.2.1', '127.0.0.1', '192.0.2.1'),
        (True, '203.0.113.9,192.0.2.1 ', '127.0.0.1', '192.0.2.1'),
        (True, None, '127.0.0.1', '127.0.0.1'),
        (True, 'tull', '127.0.0.1', '127.0.0.1'),
        (True, '2001:db8:1:2:3:4:5:6', '127.0.0.1', '2001:db8:1:2::'),
        (True, '2001:db8:1:2:ffff::1', '127.0.0.1', '2001:db8:1:2::'),
        (True, 'fe80::1%eth0', '127.0.0.1', 'fe80::'),
        (True, '::ffff:192.0.2.1', '127.0.0.1', '192.0.2.1'),
        (False, None, '', None),
    ],
)
def test_client_address_is_the_one_our_proxy_saw(rf, settings, behind_proxy, forwarded, remote, address):
    settings.BEHIND_PROXY = behind_proxy
    headers = {'HTTP_X_FORWARDED_FOR': forwarded} if forwarded else {}

    assert client_address(rf.get('/', REMOTE_ADDR=remote, **headers)) == address


def test_invented_forwarded_address_is_no_way_around(olga, client, settings):
    settings.BEHIND_PROXY = True

    answers = [fail(client, 1, HTTP_X_FORWARDED_FOR=f'203.0.113.{n}, 192.0.2.1')[0] for n in range(5)]

    assert answers == [200, 200, 200, 200, 429]


def test_login_without_an_address_is_counted_too(olga, client):
    assert fail(client, 5, REMOTE_ADDR='')[-1] == 429


def test_administrator_sees_who_is_locked_out_and_unlocks(olga, client, db):
    factories.person('Redaktør', username='viktor')
    fail(client, 4, username='viktor')
    fail(client, 5)
    client.force_login(factories.person('Administrator', username='kari'))

    locked = client.get('/admin/auth/user/?stengt=ja')
    assert [user.username for user in locked.context['cl'].result_list] == ['olga']
    assert 'Stengt</td>' in locked.content.decode()

    response = client.post('/admin/auth/user/', {'action': 'unlock', '_selected_action': [olga.pk]}, follow=True)

    assert 'Låst opp: olga.' in response.content.decode()
    assert set(AccessAttempt.objects.values_list('username', flat=True)) == {'viktor'}
    client.logout()
    assert log_in(client).status_code == 302


def test_failures_from_several_addresses_do_not_show_as_locked(olga, client):
    fail(client, 4)
    fail(client, 4, REMOTE_ADDR='192.0.2.7')
    client.force_login(factories.editor())

    assert client.get('/admin/auth/user/?stengt=ja').context['cl'].result_count == 0


def test_editor_cannot_unlock(olga, client):
    fail(client, 5)
    client.force_login(factories.person('Redaktør', username='viktor'))

    assert client.post('/admin/auth/user/', {'action': 'unlock', '_selected_action': [olga.pk]}).status_code == 403
    assert AccessAttempt.objects.exists()


def test_name_longer_than_a_name_can_be_is_wrong_as_any_other(client, db):
    response = client.post('/admin/login/', {'username': 'é' * 3000, 'password': 'feil'})

    assert response.status_code == 200
    assert AccessAttempt.objects.get().username == 'é' * 150


def test_axes_has_no_lists_of_its_own(client, db):
    client.force_login(factories.editor())

    assert client.get('/admin/axes/accessattempt/').status_code == 404


def test_code_from_the_phone_where_it_is_switched_on():
    environment = ENVIRONMENT | {'TOTP': 'true', 'DATABASE_URL': ''}
    result = subprocess.run(
        [sys.executable, '-m', 'pytest', 'tests/with_totp.py'], env=environment, capture_output=True, text=True
    )

    assert result.returncode == 0, result.stdout
    assert '17 passed' in result.stdout


def test_code_from_the_phone_is_off_unless_asked_for(client, db, settings):
    client.force_login(factories.editor())

    assert settings.TOTP is False
    assert client.get('/admin/kode/').status_code == 404
    assert 'Fjern kode på telefonen' not in client.get('/admin/auth/user/').content.decode()
    assert 'Lås opp innlogging' in client.get('/admin/auth/user/').content.decode()
