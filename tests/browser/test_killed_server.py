"""The plug is pulled on the portal in the middle of a meeting."""

import re

import pytest

from meetings.models import Note
from tests import meetings
from tests.browser.tabs import until
from tests.browser.test_meeting import is_up, press, start
from tests.server import Server


@pytest.fixture
def server(live_server, content):
    server = Server()
    server.start()
    yield server
    server.stop()


def test_a_killed_server_stops_no_meeting_and_loses_no_note(server, open_tab, complaints):
    meeting = meetings.meeting()
    wall, notes = open_tab(1920, 1080, base_url=server.url), open_tab(base_url=server.url)
    start(wall, meeting)
    press(wall, 'PageDown')
    is_up(wall, '1-0')
    notes.goto(f'{meetings.door(meeting)}notater/')
    field = notes.get_by_label('Refleksjonsspørsmål 1')
    field.press_sequentially('Kveldstimer')
    notes.get_by_text(re.compile(r'Lagret kl\. \d\d\.\d\d')).wait_for()

    server.kill()
    wall.get_by_text('Får ikke kontakt med portalen.').wait_for()
    assert Note.objects.get().text == 'Kveldstimer'
    press(wall, 'PageDown', times=2)
    is_up(wall, '3-0')
    field.press_sequentially(' på nett')
    notes.get_by_text('Ikke lagret ennå. Vi prøver igjen.').wait_for()

    server.start()
    wall.get_by_text('Får ikke kontakt med portalen.').wait_for(state='hidden')
    until(notes, 'localStorage.length === 0')
    assert Note.objects.get().text == 'Kveldstimer på nett'
    for _ in range(50):
        meeting.refresh_from_db()
        if meeting.now_at == 3:
            break
        wall.wait_for_timeout(100)
    is_up(wall, '3-0')
    assert meeting.now_at == 3
    complaints.clear()
