"""The one record of a meeting: what its verbs do, and what they refuse, whoever asks."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from meetings.models import Department, Meeting, Note
from meetings.models.planned import UNDOS
from tests import meetings

MINUTE = timedelta(minutes=1)


@pytest.fixture
def running(content):
    return meetings.running()


def stored(meeting):
    return Meeting.objects.filter(pk=meeting.pk).values().get()


def held(room, days_ago):
    made = meetings.running(department=room)
    Meeting.objects.filter(pk=made.pk).update(started_at=timezone.now() - timedelta(days=days_ago))
    return made


def test_a_meeting_starts_once(running):
    running.advance(running.version)
    before = stored(running)

    assert not running.start(running.version)
    assert stored(running) == before


def test_a_meeting_without_a_plan_does_not_start(content):
    meeting = meetings.meeting(items=[])

    assert not meeting.start(meeting.version)
    assert meeting.is_planned


@pytest.mark.parametrize('at', [-1, 6])
def test_one_goes_to_nothing_that_is_not_in_the_plan(running, at):
    assert len(running.items) == 6
    before = stored(running)

    assert not running.go(running.version, at)
    assert stored(running) == before


def test_a_meeting_that_does_not_run_is_not_led(content, running):
    planned = meetings.meeting()
    running.end(running.version)

    for meeting in (planned, running):
        before = stored(meeting)
        for verb in (
            meeting.advance,
            meeting.pause,
            meeting.add_minute,
            meeting.accept,
            meeting.drop_film,
            meeting.end,
        ):
            assert not verb(meeting.version), verb
        assert not meeting.go(meeting.version, 2)
        assert stored(meeting) == before
    assert not planned.resume(planned.version)
    assert planned.is_planned


def test_a_meeting_that_goes_on_has_not_ended(running):
    running.end(running.version)
    assert running.ended_at

    assert running.resume(running.version)
    assert stored(running)['ended_at'] is None
    assert running.is_running


def test_a_clock_that_goes_on_has_what_was_left(running):
    running.pause(running.version)
    Meeting.objects.update(left=7 * MINUTE, item_ends_at=timezone.now() - 20 * MINUTE)
    running.refresh_from_db()
    before = timezone.now()

    assert running.pause(running.version)
    assert running.left is None
    assert 7 * MINUTE <= running.item_ends_at - before < 8 * MINUTE


def test_the_clock_runs_again_at_the_next_item(running):
    running.pause(running.version)
    assert running.left

    running.advance(running.version)

    assert stored(running)['left'] is None


def test_so_many_changes_can_be_taken_back_and_no_more(content):
    meeting = meetings.meeting()
    for _ in range(UNDOS + 2):
        assert meeting.replan(meeting.version, meeting.plan_items)

    assert len(stored(meeting)['undo']) == UNDOS


def test_a_meeting_follows_the_last_one_held_before_it(content):
    room = Department.objects.create(name='Kveldskursene')
    first, second, third = (held(room, days_ago) for days_ago in (90, 60, 30))
    meetings.meeting(department=room)

    first.refresh_from_db()
    second.refresh_from_db()
    third.refresh_from_db()
    assert [third.previous, second.previous, first.previous] == [second, first, None]
    assert meetings.meeting(department=room).previous == third


def test_what_belongs_to_a_room_is_kept_as_long_as_the_room(content):
    room = Department.objects.create(name='Kveldskursene')
    old = timezone.now() - timedelta(days=31)
    in_room, alone = meetings.meeting(department=room, starts_at=old), meetings.meeting(starts_at=old)

    assert in_room.is_deleted_on == room.is_deleted_on
    assert alone.is_deleted_on == timezone.localdate(old + timedelta(days=30))
    assert list(Meeting.objects.kept()) == [in_room]
    call_command('delete_expired', verbosity=0)
    assert list(Meeting.objects.all()) == [in_room]


def test_a_note_is_changed_by_the_one_who_wrote_it_alone(running):
    for writer, text in (('a', 'Mitt'), ('b', 'Ditt')):
        assert Note.objects.write(running, 'sporsmal-tilpasset', writer, text, 0)[1]

    note, is_kept = Note.objects.write(running, 'sporsmal-tilpasset', 'a', 'Mitt, igjen', 1)

    assert (note.text, note.version, is_kept) == ('Mitt, igjen', 2, True)
    assert set(Note.objects.values_list('writer', 'text', 'version')) == {('a', 'Mitt, igjen', 2), ('b', 'Ditt', 1)}


def test_a_minute_more_on_an_item_that_has_run_over_is_a_minute_from_now(content):
    meeting = meetings.running()
    Meeting.objects.update(item_ends_at=timezone.now() - timedelta(minutes=5))
    meeting.refresh_from_db()
    before = timezone.now()

    assert meeting.add_minute(meeting.version)

    assert before + timedelta(minutes=1) <= meeting.item_ends_at <= timezone.now() + timedelta(minutes=1)
