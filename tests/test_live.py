"""What every screen asks for every second: new enough, small enough, and for nobody to keep."""

import json
import time

from django.test import Client

from meetings.live import LiveMiddleware
from meetings.models import Meeting
from tests import meetings


def test_state_is_asked_for_anew_after_a_quarter_of_a_second(content, client, monkeypatch):
    meeting = meetings.running()
    address = f'/mote/{meeting.key}/tilstand/'
    first = client.get(address)
    # By another process, which this one hears nothing from.
    meeting.advance(meeting.version)
    now = time.monotonic()
    monkeypatch.setattr('time.monotonic', lambda: now + 0.3)

    again = client.get(address, headers={'if-none-match': first['ETag']})

    assert (again.status_code, json.loads(again.content)['at']) == (200, 1)
    assert again['ETag'] != first['ETag']


def test_state_is_kept_by_nobody_on_the_way(content, client):
    response = client.get(f'/mote/{meetings.running().key}/tilstand/')

    assert response['Cache-Control'] == 'private, no-cache'
    state = json.loads(response.content)
    assert (state['items'][0], state['total']) == ([3, False], 3 * 60 * 1000)


def test_states_that_are_kept_are_bounded(content, monkeypatch):
    monkeypatch.setattr('meetings.live.MOST_KEPT', 3)
    middleware = LiveMiddleware(lambda request: None)

    for _ in range(7):
        assert middleware.state(meetings.running().key, '').figures['status'] == 'running'

    assert Meeting.objects.count() == 7
    assert 1 <= len(middleware.kept) <= 3


def test_a_browser_is_known_by_a_name_that_leaves_the_meetings_nowhere(content, client):
    meeting = meetings.running()

    response = Client().get(f'/mote/{meeting.key}/leder/')

    cookie = response.cookies['enhet']
    assert (cookie['path'], cookie['httponly'], cookie['samesite']) == ('/mote/', True, 'Lax')
    client.get(f'/mote/{meeting.key}/leder/')
    assert 'enhet' not in client.get(f'/mote/{meeting.key}/leder/').cookies


def test_a_name_that_we_have_not_given_is_replaced(content, client):
    address = f'/mote/{meetings.running().key}/leder/'

    for invented in ('x', 'x' * 15, 'x' * 17, 'x-y.z-x-y.z-x-y.', 'x' * 4000):
        client.cookies['enhet'] = invented
        client.get(address)
        given = client.cookies['enhet'].value
        assert given != invented and len(given) == 16 and given.isalnum()
