"""Many who press at the same moment, on a portal of several processes."""

import threading
from functools import partial

import pytest

from meetings.models import Department, Meeting, Note
from tests import meetings
from tests.server import Server
from tests.visitor import Visitor


@pytest.fixture(scope='module')
def _started(django_db_setup):
    servers = [Server(), Server()]
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        server.stop()


@pytest.fixture
def servers(_started, transactional_db, content):
    """Two portals, each of several processes, on one database."""
    return _started


def at_once(calls):
    """What the calls give back, sorted; all are made at the same moment."""
    answers, start = [], threading.Barrier(len(calls))

    def run(call):
        start.wait()
        answers.append(call())

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def addresses(servers, meeting, place):
    return [f'{server.url}{meetings.door(meeting)}{place}' for server in servers]


def started(servers):
    """A meeting that runs, and the one who drives it."""
    meeting, driver = meetings.meeting(), Visitor()
    driver.get(addresses(servers, meeting, '')[0])
    assert driver.post(addresses(servers, meeting, 'styr/')[0], do='start') == 200
    meeting.refresh_from_db()
    return meeting, driver


def written_at_once(writers, addresses, version):
    """The answers when each of two writes its own text on what it knew as `version`."""

    def write(at):
        text = f'{at} {version}'
        return writers[at].post(addresses[at], step='sporsmal-tilpasset', text=text, version=version)

    return at_once([lambda: write(0), lambda: write(1)])


def test_ten_presses_at_once_are_one_step_forward(servers):
    meeting, driver = started(servers)
    drive = addresses(servers, meeting, 'styr/')

    for step in range(1, 4):
        answers = at_once(
            [lambda at=at: driver.post(drive[at % 2], do='next', version=meeting.version) for at in range(10)]
        )
        meeting.refresh_from_db()
        assert (answers, meeting.now_at) == ([200] + [409] * 9, step)


def test_of_two_who_press_at_once_one_moves_it_and_then_the_other_may(servers):
    meeting, _ = started(servers)
    both = [Visitor(), Visitor()]
    for visitor, address in zip(both, addresses(servers, meeting, 'leder/'), strict=True):
        visitor.get(address)
    drive = addresses(servers, meeting, 'styr/')

    for step in (1, 2):
        pressed = at_once([lambda at=at: both[at].post(drive[at], do='next', version=meeting.version) for at in (0, 1)])
        meeting.refresh_from_db()
        assert (pressed, meeting.now_at) == ([200, 409], step)
    for visitor, address in zip(both, drive, strict=True):
        assert visitor.post(address, do='minute', version=meeting.version) == 200
        meeting.refresh_from_db()


def test_two_who_write_at_once_have_a_note_each(servers):
    meeting, _ = started(servers)
    both = [Visitor(), Visitor()]
    for visitor, address in zip(both, addresses(servers, meeting, 'notater/'), strict=True):
        visitor.get(address)
    note = addresses(servers, meeting, 'notat/')

    for version in range(5):
        answers = written_at_once(both, note, version)
        assert answers == [200, 200]
        assert sorted(Note.objects.values_list('text', flat=True)) == [f'0 {version}', f'1 {version}']


def test_of_two_windows_that_save_one_note_at_once_one_is_told(servers):
    meeting, driver = started(servers)
    note = addresses(servers, meeting, 'notat/')

    for version in range(5):
        answers = written_at_once([driver, driver], note, version)
        kept = Note.objects.get()
        assert (answers, kept.version) == ([200, 409], version + 1)
        assert kept.text in (f'0 {version}', f'1 {version}')


def test_a_room_that_is_asked_for_twice_at_once_is_one(servers):
    meeting, leader = started(servers)
    other = Visitor()
    other.get(addresses(servers, meeting, 'rom/')[1])
    leader.get(addresses(servers, meeting, 'rom/')[0])
    rooms = addresses(servers, meeting, 'rom/')

    at_once([lambda at=at: (leader, other)[at % 2].post(rooms[at % 2], name='Kveldskursene') for at in range(6)])

    meeting.refresh_from_db()
    assert list(Department.objects.all()) == [meeting.department]


def test_an_agreement_that_is_sent_ten_times_at_once_is_one(servers):
    meeting, driver = started(servers)
    address = addresses(servers, meeting, 'avtale/')

    at_once([lambda at=at: driver.post(address[at % 2], what='Kveldstimer') for at in range(10)])

    assert [kept.what for kept in meeting.commitments.all()] == ['Kveldstimer']


def test_rehearsals_that_are_asked_for_at_once_are_one(servers):
    meeting, driver = started(servers)
    address = addresses(servers, meeting, 'ov/')

    at_once([lambda at=at: driver.post(address[at % 2]) for at in range(6)])

    assert meeting.rehearsals.count() == 1


def test_a_meeting_that_is_deleted_while_others_write_is_gone_and_nobody_sees_a_fault(servers):
    for _round in range(4):
        meeting, driver = started(servers)
        sent = {
            'avtale/': {'what': 'Kveldstimer'}, 'notat/': {'step': 'sporsmal-tilpasset', 'text': 'x', 'version': '0'},
            'kode/': {}, 'ov/': {}, 'styr/': {'do': 'next', 'version': meeting.version}, 'slett/': {'sure': 'on'},
        }  # fmt: skip
        calls = [
            partial(driver.post, addresses(servers, meeting, place)[0], **fields)
            for place, fields in sent.items()
            for _twice in range(2)
        ]

        answers = at_once(calls)

        assert set(answers) <= {200, 404, 409}, answers
        assert not Meeting.objects.filter(pk=meeting.pk).exists()
