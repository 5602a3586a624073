"""Run by test_login.py in a process of its own, because TOTP decides which parts are installed."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from modules.editing import phone_code
from tests import factories, pages
from tests.test_form_fields import (  # noqa: F401  The form for the code is there only here.
    forms_of_ours,
    test_every_field_of_every_form_leads_to_its_help_and_its_fault,
    test_first_field_that_is_wrong_has_the_focus,
)

CODE = '/admin/kode/'
PREVIEW = '/admin/markdown/forhandsvisning/'


def code_of(phone):
    return f'{totp(phone.bin_key):06}'


def wrong_code(phone):
    return f'{(totp(phone.bin_key) + 500_000) % 1_000_000:06}'


@pytest.fixture
def olga(client, db):
    user = factories.person('Redaktør')
    client.force_login(user)
    return user


@pytest.fixture
def phone(olga):
    return TOTPDevice.objects.create(user=olga)


def test_password_leads_to_the_code_and_the_code_to_where_she_was_going(client, db):
    phone = TOTPDevice.objects.create(user=factories.person('Redaktør'))
    data = {'username': 'olga', 'password': 'hemmelig', 'next': '/admin/modules/module/'}

    response = client.post('/admin/login/?next=/admin/modules/module/', data, follow=True)

    asked = response.redirect_chain[-1][0]
    assert asked == '/admin/kode/?next=%2Fadmin%2Fmodules%2Fmodule%2F'
    page = pages.check(response)
    assert page.headings == ['Kode fra telefonen']
    assert 'otpauth' not in page.html
    assert 'class="qr"' not in page.html
    assert client.get('/admin/modules/module/').status_code == 302
    assert client.post(PREVIEW, {'content': 'x'}).status_code == 403
    before = client.session.session_key

    response = client.post(CODE, {'code': code_of(phone), 'next': '/admin/modules/module/'})

    assert (response.status_code, response['Location']) == (302, '/admin/modules/module/')
    assert client.session.session_key != before
    assert client.get('/admin/modules/module/').status_code == 200
    assert client.post(PREVIEW, {'content': 'x'}).status_code == 200


def test_first_time_sets_up_a_phone_that_is_kept_once_it_has_been_tried(olga, client):
    response = client.get(CODE)
    page = pages.check(response)
    setup = next(tag['value'] for tag in page.tags_named('input') if tag.get('name') == 'setup')
    phone = TOTPDevice(user=olga, key=response.context['address'] and _key(response.context['secret']))
    assert 'class="qr"' in page.html
    assert re.search('[A-Z2-7]{4}( [A-Z2-7]{4}){7}', page.text)
    assert response.context['address'].startswith('otpauth://totp/Kompetansepakker%3Aolga?secret=')
    assert not TOTPDevice.objects.exists()

    wrong = client.post(CODE, {'code': wrong_code(phone), 'setup': setup})
    assert wrong.status_code == 422
    assert wrong.context['secret'] == response.context['secret']
    assert 'Koden stemmer ikke.' in pages.check(wrong).text
    assert not TOTPDevice.objects.exists()
    assert client.get('/admin/').status_code == 302

    right = client.post(CODE, {'code': f'{code_of(phone)[:3]} {code_of(phone)[3:]}', 'setup': setup})

    assert right.status_code == 302
    assert TOTPDevice.objects.get().user == olga
    assert client.get('/admin/').status_code == 200


def _key(secret):
    return b32decode(secret.replace(' ', '')).hex()


def test_setup_of_somebody_else_or_made_up_starts_anew(olga, client):
    factories.person('Redaktør', username='viktor')
    viktor_client = type(client)()
    viktor_client.post('/admin/login/', {'username': 'viktor', 'password': 'hemmelig'})
    theirs = viktor_client.get(CODE).context

    for setup in (theirs['setup'], 'tull', ''):
        phone = TOTPDevice(user=olga, key=_key(theirs['secret']))
        response = client.post(CODE, {'code': code_of(phone), 'setup': setup})
        assert response.status_code == 422
        assert response.context['secret'] != theirs['secret']

    assert not TOTPDevice.objects.exists()


def test_one_who_has_a_phone_cannot_set_up_another_in_its_place(olga, client):
    page = client.get(CODE).context
    other = TOTPDevice(user=olga, key=_key(page['secret']))
    TOTPDevice.objects.create(user=olga)

    response = client.post(CODE, {'code': code_of(other), 'setup': page['setup']})

    assert response.status_code == 422
    assert TOTPDevice.objects.count() == 1
    assert client.get('/admin/').status_code == 302


def test_two_windows_at_once_set_up_one_phone(phone, olga):
    other = TOTPDevice(user=olga, key=default_key())

    assert phone_code._set_up(olga, other.key, code_of(other)) is None
    assert TOTPDevice.objects.get() == phone


def test_code_is_good_once(olga, phone, client):
    code = code_of(phone)
    assert client.post(CODE, {'code': code}).status_code == 302
    client.logout()
    client.force_login(olga)

    assert client.post(CODE, {'code': code}).status_code == 422
    assert client.get('/admin/').status_code == 302


def test_guessing_is_slowed_down_and_the_wait_is_said(phone, client):
    for _ in range(3):
        client.post(CODE, {'code': wrong_code(phone)})
        TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(seconds=5))
    client.post(CODE, {'code': wrong_code(phone)})

    response = client.post(CODE, {'code': code_of(phone)})

    assert response.status_code == 422
    assert re.search(r'Vent til klokka er \d\d\.\d\d\.\d\d, og prøv med en ny kode\.', pages.check(response).text)
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(minutes=1))
    assert client.post(CODE, {'code': code_of(phone)}).status_code == 302


@pytest.mark.parametrize(('code', 'fault'), [('', 'Skriv koden som står i appen.'), ('12a456', 'seks sifre.')])
def test_what_is_no_code_is_said(phone, client, code, fault):
    response = client.post(CODE, {'code': code})

    assert response.status_code == 422
    assert fault in pages.check(response).text
    phone.refresh_from_db()
    assert phone.throttling_failure_count == 0


def test_the_way_on_never_leads_out_of_the_house(phone, client):
    response = client.post(CODE, {'code': code_of(phone), 'next': 'https://evil.example/'})

    assert response['Location'] == '/admin/'


def test_only_editors_are_asked_and_one_may_log_out(olga, client, django_user_model):
    client.post(CODE, {'logout': '1'})
    assert '_auth_user_id' not in client.session
    assert client.get(CODE)['Location'] == '/admin/login/'

    client.force_login(django_user_model.objects.create_user('leser'))
    assert client.get(CODE)['Location'] == '/admin/login/'
    assert client.get('/admin/login/').status_code == 200


def verified(client, user):
    client.force_login(user)
    phone = TOTPDevice.objects.create(user=user)
    assert client.post(CODE, {'code': code_of(phone)}).status_code == 302


def test_administrator_removes_a_lost_phone_but_not_a_superusers(phone, olga, client):
    browser = type(client)()
    verified(browser, factories.person('Administrator', username='kari'))
    owner = factories.editor()
    TOTPDevice.objects.create(user=owner)
    client.post(CODE, {'code': code_of(phone)})
    assert client.get('/admin/').status_code == 200

    data = {'action': 'forget_phone', '_selected_action': [olga.pk, owner.pk]}
    html = browser.post('/admin/auth/user/', data, follow=True).content.decode()

    assert 'Koden er fjernet for olga.' in html
    assert 'Koden til en systemeier kan bare en systemeier fjerne.' in html
    assert set(TOTPDevice.objects.values_list('user__username', flat=True)) == {'kari', 'redaktor'}
    assert client.get('/admin/').status_code == 302


def test_form_for_the_code_is_tried_with_the_others():
    assert phone_code.CodeForm in forms_of_ours()


def test_secrets_have_no_pages_and_no_migration_is_missing(client, db):
    verified(client, factories.editor())

    assert client.get('/admin/otp_totp/totpdevice/').status_code == 404
    call_command('makemigrations', check=True, dry_run=True, verbosity=0)


def test_reading_pages_still_set_no_cookie(content, client):
    assert not client.get('/norskopplaering/').cookies
