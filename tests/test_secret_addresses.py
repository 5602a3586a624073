"""An address with a key in it opens what it leads to, so nobody is told it: not as a referrer, and not in the log."""

import logging

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.urls import get_resolver, reverse

from kompetansepakke.log import WithoutKeys
from meetings.models import Department
from modules import share_link
from modules.models import Module
from tests import meetings
from tests.visitor import Browser

SLUGS = {'package_slug': 'norskopplaering', 'module_slug': 'modul-2'}


@pytest.fixture(autouse=True)
def _no_guesses():
    cache.clear()


def secret_addresses(room, meeting, token):
    """Every address that takes a key or a token, with one that opens it."""
    for name, value in get_resolver().reverse_dict.items():
        path, parameters = value[0][0]
        if isinstance(name, str) and {'key', 'token'} & set(parameters):
            key = room.key if path.startswith('avdeling/') else meeting.key
            known = SLUGS | {'key': key, 'token': token, 'place': '0-0', 'name': meeting.public_name}
            yield reverse(name, kwargs={parameter: known[parameter] for parameter in parameters})


@pytest.fixture
def addresses(content):
    room = Department.objects.create(name='Kveldskursene')
    token = share_link.token_of(Module.objects.get(slug='modul-2'))
    found = list(secret_addresses(room, meetings.running(), token))
    assert len(found) >= 25
    return found


def test_no_answer_of_a_secret_address_lets_it_be_told_to_the_next(addresses):
    client, other, statuses = Client(), Client(enforce_csrf_checks=True), set()

    for address in [*addresses, *addresses]:
        wrong = '/'.join(part[::-1] if len(part) > 30 else part for part in address.split('/'))
        for path in (address, wrong, address.upper()):
            for response in (client.get(path), client.post(path), other.post(path)):
                statuses.add(response.status_code)
                assert response.headers['Referrer-Policy'] == 'strict-origin', (path, response.status_code)

    assert statuses >= {200, 302, 403, 404, 405, 410, 422, 429}


def gone(*query):
    raise OperationalError


def test_no_redirect_to_https_and_no_fault_of_ours_tells_it_either(addresses, settings):
    settings.SECURE_SSL_REDIRECT = True
    moved = Client().get(addresses[0])
    refused = Client().get(addresses[0], secure=True, headers={'host': 'evil.example'})
    with connection.execute_wrapper(gone):
        broken = Client(raise_request_exception=False).get(addresses[0], secure=True)

    assert [response.status_code for response in (moved, refused, broken)] == [301, 400, 500]
    assert {response.headers['Referrer-Policy'] for response in (moved, refused, broken)} == {'strict-origin'}


def test_addresses_without_a_key_tell_our_own_pages_where_readers_come_from(content, client):
    for path in ('/norskopplaering/modul-2/', '/mote/planlegg/norskopplaering/modul-2/', '/avdeling/', '/admin/login/'):
        assert client.get(path).headers['Referrer-Policy'] == 'same-origin'


@pytest.mark.parametrize('scheme', ['http', 'https'])
def test_forms_work_where_the_browser_tells_no_more_than_the_origin(content, settings, scheme):
    settings.SECURE_SSL_REDIRECT = scheme == 'https'
    client = Browser(enforce_csrf_checks=True)
    meeting = meetings.meeting()
    place = {'secure': scheme == 'https'}
    client.get(meetings.door(meeting), **place)
    token = client.cookies['csrftoken'].value

    def press(do, **headers):
        fields = {'do': do, 'version': '1', 'csrfmiddlewaretoken': token}
        return client.post(f'{meeting.get_absolute_url()}styr/', fields, headers=headers, **place).status_code

    assert press('start', origin='null') == 403
    assert press('start', origin='https://evil.example') == 403
    assert press('start', origin=f'{scheme}://testserver', referer=f'{scheme}://testserver/') == 302
    assert press('next', referer=f'{scheme}://testserver/') == 302


def test_no_secret_address_gets_into_the_log(addresses):
    for address in addresses:
        record = logging.LogRecord('django', 40, '', 0, 'Internal Server Error: %s', (address,), None)

        assert WithoutKeys().filter(record)
        told = record.getMessage().removeprefix('Internal Server Error: /')
        assert '…' in told and max(len(part) for part in told.split('/')) < 20, address
