"""«Øv»: everything on a copy that is gone that night, and leaves nothing anywhere."""

from datetime import UTC, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from meetings.models import Commitment, Department, Meeting, Note
from tests import meetings, pages
from tests.test_meeting_run import press

pytestmark = pytest.mark.usefixtures('content')


@pytest.fixture
def meeting():
    """One of a room's that has agreed on something before."""
    room = Department.objects.create(name='Kveldskursene')
    before = meetings.running(department=room, starts_at=timezone.now() - timedelta(days=28))
    before.commitments.create(what='Kveldstimer')
    meetings.pass_minutes(before, 60)
    before.end(before.version)
    return meetings.meeting(department=room, starts_at=timezone.now() + timedelta(days=1))


@pytest.fixture
def copy(meeting, client):
    client.get(meetings.door(meeting))
    response = client.post(f'/mote/{meeting.public_name}/ov/')
    made = Meeting.objects.get(rehearses=meeting)
    assert response['Location'] == f'/mote/{made.public_name}/storskjerm/'
    return made


def test_a_rehearsal_runs_on_wall_phone_and_paper_and_says_what_it_is(copy, client, page):
    for place in ('storskjerm/', 'leder/', 'notater/', 'referat/', ''):
        assert 'Øving' in page(f'/mote/{copy.public_name}/{place}').text, place
    assert press(client, copy, 'next')[1]['at'] == 1
    assert page(f'/mote/{copy.public_name}/adresse/').headings
    client.post(f'/mote/{copy.public_name}/kode/')
    assert copy.pairing_codes.count() == 1


def test_a_rehearsal_leaves_nothing_in_the_meeting_or_its_room(meeting, copy, client, page):
    before = Meeting.objects.filter(pk=meeting.pk).values().get()
    agreed = Commitment.objects.get()
    client.post(f'/mote/{copy.public_name}/notat/', {'step': 'sporsmal-tilpasset', 'text': 'Prøve', 'version': '0'})
    client.post(f'/mote/{copy.public_name}/avtale/', {'what': 'Bare en prøve'})
    client.post(f'/mote/{copy.public_name}/siden-sist/', {f'avtale-{agreed.pk}-outcome': 'done'})
    press(client, copy, 'end')

    assert Meeting.objects.filter(pk=meeting.pk).values().get() == before
    agreed.refresh_from_db()
    assert (agreed.outcome, agreed.followed_up_in) == ('', None)
    room = page(meetings.door(meeting.department)).text
    assert 'Bare en prøve' not in room and 'Møtet er i gang: til storskjermen' not in room
    assert meeting.department.meetings.count() == 2
    assert client.get(f'/mote/{copy.public_name}/rom/')['Location'] == f'/mote/{copy.public_name}/'


def test_a_new_rehearsal_takes_the_place_of_the_old_one(meeting, copy, client):
    Note.objects.create(meeting=copy, step='sporsmal-tilpasset', writer='a', text='Prøve')

    client.post(f'/mote/{copy.public_name}/ov/')

    assert Meeting.objects.filter(rehearses=meeting).count() == 1
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ('made', 'looked', 'is_there'),
    [
        ((20, 0), (23, 59), True), ((20, 0), (27, 59), True), ((20, 0), (28, 1), False),
        ((3, 0), (3, 59), True), ((3, 0), (4, 1), False),
    ],
)  # fmt: skip
def test_a_rehearsal_is_gone_that_night(meeting, copy, client, monkeypatch, made, looked, is_there):
    day = timezone.localtime().replace(minute=0, second=0, microsecond=0)

    def at(hour, minute):
        return day.replace(hour=0) + timedelta(hours=hour, minutes=minute)

    Meeting.objects.filter(pk=copy.pk).update(made_at=at(*made), starts_at=at(*made))
    monkeypatch.setattr(timezone, 'now', lambda: at(*looked).astimezone(UTC))

    assert (client.get(f'/mote/{copy.public_name}/leder/').status_code == 200) is is_there
    call_command('delete_expired', verbosity=0)
    assert Meeting.objects.filter(pk=copy.pk).exists() is is_there
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_a_meeting_is_rehearsed_once_and_not_its_rehearsal(copy, client, page):
    assert 'Øv først' not in page(f'/mote/{copy.public_name}/').text
    assert pages.fetch(client, f'/mote/{copy.rehearses.public_name}/').text.count('Øv først') == 1


def test_a_rehearsal_of_the_second_of_two_is_no_meeting_that_follows_the_first(client, page):
    first = meetings.meeting()
    second = meetings.meeting(follows=first, starts_at=timezone.now() + timedelta(days=28))
    client.get(meetings.door(second))
    client.post(f'/mote/{second.public_name}/ov/')
    rehearsal = Meeting.objects.get(rehearses=second)

    client.get(meetings.door(first))
    plan = page(f'/mote/{first.public_name}/').text
    assert plan.count('Neste møte om samme modul') == 1
    client.post(f'/mote/{first.public_name}/rom/', {'name': 'Kveldskursene'})
    rehearsal.refresh_from_db()
    assert (rehearsal.department, Meeting.objects.filter(department__isnull=False).count()) == (None, 2)


def test_a_rehearsal_goes_that_night_whatever_room_it_has_come_into(meeting, copy):
    Meeting.objects.filter(pk=copy.pk).update(department=meeting.department, made_at=timezone.now() - timedelta(days=2))

    assert not Meeting.objects.kept().filter(pk=copy.pk).exists()
    call_command('delete_expired')
    assert not Meeting.objects.filter(pk=copy.pk).exists()
