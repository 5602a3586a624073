"""How meetings and departments are found by their keys, and get them."""

import secrets
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.utils import timezone

from meetings.models import Department, Meeting
from tests import meetings
from tests.test_meeting_plan import ASKED, NEW

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_guesses():
    cache.clear()


def test_a_meeting_is_kept_or_expired_and_never_both(content, monkeypatch):
    monkeypatch.setattr(timezone, 'now', lambda: NOON)
    room = Department.objects.create(name='Kveldskursene')
    kept = [
        meetings.meeting(starts_at=NOON - timedelta(days=30) + timedelta(microseconds=1)),
        meetings.meeting(starts_at=NOON + timedelta(days=1)),
        meetings.meeting(starts_at=NOON - timedelta(days=30), department=room),
        meetings.meeting(starts_at=NOON - timedelta(days=900), department=room),
    ]
    expired = [
        meetings.meeting(starts_at=NOON - timedelta(days=30)),
        meetings.meeting(starts_at=NOON - timedelta(days=31)),
    ]

    assert set(Meeting.objects.kept()) == set(kept)
    assert set(Meeting.objects.expired()) == set(expired)


@pytest.mark.parametrize('rows', [lambda: Meeting.objects.kept().with_module(), Department.objects.kept])
def test_a_look_up_goes_straight_to_the_one_that_has_the_selector(db, rows):
    with connection.cursor() as cursor:
        if connection.vendor == 'postgresql':
            # With so few rows it would read them all, whatever it could do.
            cursor.execute('SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off')
        plan = rows().filter(selector='5f3a9c21').explain()

    assert 'selector' in plan
    for walk in ('SCAN', 'SUBQUERY', 'Seq Scan', 'SubPlan'):
        assert walk not in plan, plan


@pytest.fixture
def draws(monkeypatch):
    """The selectors that are drawn from now on, which a test fills in; then the random ones again."""
    drawn, token_hex = [], secrets.token_hex
    monkeypatch.setattr(secrets, 'token_hex', lambda size: drawn.pop(0) if size == 4 and drawn else token_hex(size))
    return drawn


def test_a_selector_that_is_taken_is_drawn_again(db, draws):
    draws += ['aaaaaaaa', 'aaaaaaaa', 'bbbbbbbb', 'aaaaaaaa', 'bbbbbbbb', 'cccccccc']

    rooms = [Department.objects.create(name='Kveldskursene') for _ in range(3)]

    assert [room.selector for room in rooms] == ['aaaaaaaa', 'bbbbbbbb', 'cccccccc']
    assert {Department.objects.find(room.key) for room in rooms} == set(rooms)


@pytest.mark.parametrize('place', ['/avdeling/', '/mote/{key}/rom/'])
def test_no_room_is_lost_to_a_selector_that_is_taken(content, client, draws, place):
    address = place.format(key=meetings.meeting().key)
    Department.objects.create(name='De andre', selector='aaaaaaaa')
    # The form draws one, which is not kept.
    draws += ['aaaaaaaa', 'aaaaaaaa', 'bbbbbbbb']

    assert client.post(address, {'name': 'Kveldskursene'}).status_code == 302
    assert Department.objects.get(name='Kveldskursene').selector == 'bbbbbbbb'


@pytest.mark.usefixtures('november')
def test_neither_of_two_meetings_is_lost_to_a_selector_that_is_taken(content, client, draws):
    draws += ['aaaaaaaa', 'aaaaaaaa', 'bbbbbbbb']

    response = client.post(NEW, ASKED | {'film': 'two'})

    assert response.status_code == 302
    assert sorted(Meeting.objects.values_list('selector', flat=True)) == ['aaaaaaaa', 'bbbbbbbb']


def test_a_row_that_cannot_be_is_not_tried_for_ever(db):
    with pytest.raises(IntegrityError):
        Department.objects.create(name='')


@pytest.mark.parametrize('key', ['\x00', '\x00' * 40, 'aaaaaaaa' + '\x00' * 32, 'æ' * 40, '\ud800' * 40, 'a' * 5000])
def test_a_key_that_no_record_can_have_opens_nothing(content, client, key):
    Department.objects.create(name='Kveldskursene', selector='aaaaaaaa')
    address = quote(key.encode('utf-8', 'surrogatepass'))

    for path in (
        f'/mote/{address}/',
        f'/mote/{address}/tilstand/',
        f'/mote/{address}/referat/',
        f'/avdeling/{address}/',
    ):
        assert client.get(path).status_code == 404, path
