"""The calendar file, read by a library that others use."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import example, given
from hypothesis import strategies as st

from meetings import calendar_file
from tests import meetings

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=['Cs', 'Cc', 'Zl', 'Zp']), max_size=200)


@given(TEXT, TEXT)
@example('Norsk, arbeid; og mer', '\\neste \\, \\; \\\\')
@example('ø' * 200, 'Én\nto')
def test_whatever_is_written_is_read_back(title, text):
    made = calendar_file.event('1@x', 0, NOON, NOON + timedelta(minutes=45), NOON, title, text, 'https://example.org/')

    assert all(len(line.encode()) <= 75 for line in made.split('\r\n'))
    (event,) = icalendar.Calendar.from_ical(made).walk('VEVENT')
    assert (str(event['SUMMARY']), str(event['DESCRIPTION'])) == (title, text)
    assert (event.decoded('DTSTART'), event.decoded('DTEND')) == (NOON, NOON + timedelta(minutes=45))


def test_a_line_is_as_long_as_it_may_be_and_no_longer():
    made = calendar_file.event('1@x', 0, NOON, NOON, NOON, 'a' * 300, 'ø' * 300, '')

    lengths = [len(line.encode()) for line in made.split('\r\n')]
    assert max(lengths) == 75
    assert lengths.count(75) >= 4


def test_signs_that_mean_something_to_a_calendar_are_escaped():
    made = calendar_file.event('1@x', 0, NOON, NOON, NOON, 'Norsk, arbeid; og', 'Én\r\nto \\', '')

    assert 'SUMMARY:Norsk\\, arbeid\\; og\r\nDESCRIPTION:Én\\nto \\\\\r\n' in made


def test_the_time_of_day_is_the_same_wherever_it_was_told():
    start = NOON.astimezone(ZoneInfo('Europe/Oslo'))

    made = calendar_file.event('1@x', 0, start, start + timedelta(minutes=45), start, '', '', '')

    assert 'DTSTART:20261124T120000Z\r\nDTEND:20261124T124500Z\r\n' in made


def test_a_meeting_has_a_calendar_file_that_leads_nobody_to_its_secret(content, client):
    meeting = meetings.meeting(starts_at=NOON)

    response = client.get(f'/mote/{meeting.key}/kalender.ics')

    assert response['Content-Type'] == 'text/calendar; charset=utf-8'
    (event,) = icalendar.Calendar.from_ical(response.content).walk('VEVENT')
    assert event['SUMMARY'] == 'Avdelingsmøte: Fleksibel norskopplæring'
    assert event.decoded('DTEND') == NOON + timedelta(minutes=45)
    assert 'Filmen ser vi sammen,' in event['DESCRIPTION']
    assert event['URL'] == 'http://testserver/norskopplaering/modul-2/'
    assert meeting.key not in response.content.decode()


def read(client, meeting, **more):
    """The event that the calendar file of a meeting holds, and the whole file."""
    content = client.get(f'/mote/{meeting.key}/kalender.ics', **more).content
    (event,) = icalendar.Calendar.from_ical(content).walk('VEVENT')
    return event, content.decode()


def test_a_meeting_that_is_moved_is_newer_than_it_was_and_is_the_same_meeting(content, client):
    meeting = meetings.meeting(made_at=meetings.minutes_from_now(-60))
    before, file = read(client, meeting)
    assert (before['SEQUENCE'], 'METHOD' in file) == (0, False)

    meeting.replan(meeting.version, meeting.plan_items, starts_at=meeting.starts_at + timedelta(days=7))
    moved, _ = read(client, meeting, headers={'host': '127.0.0.1'})
    assert (moved['SEQUENCE'], moved['UID']) == (1, before['UID'])
    assert moved.decoded('LAST-MODIFIED') > before.decoded('LAST-MODIFIED')
    assert moved.decoded('DTSTART') == before.decoded('DTSTART') + timedelta(days=7)
    meeting.replan(meeting.version, meeting.plan_items, minutes=60)
    meeting.replan(meeting.version, meeting.plan_items, people=20)
    meeting.take_back(meeting.version)
    meeting.take_back(meeting.version)

    assert read(client, meeting)[0]['SEQUENCE'] == 3
    for part in (meeting.selector, meeting.secret, meeting.reader_secret):
        assert part not in read(client, meeting)[1]


def test_times_in_a_calendar_do_not_move_when_the_meeting_starts_early_or_is_cut(content, client):
    meeting = meetings.meeting(starts_at=meetings.minutes_from_now(20))
    before, file = read(client, meeting)

    meeting.start(meeting.version)
    meetings.pass_minutes(meeting, 6)
    meeting.starts_at += timedelta(minutes=6)
    meeting.save()
    meeting.accept(meeting.version)

    assert read(client, meeting)[1] == file


def test_the_invitation_says_when_what_and_how_to_prepare(content, page):
    meeting = meetings.meeting(starts_at=NOON, film_is_beforehand=True)

    found = page(meetings.door(meeting))

    assert 'Velkommen til avdelingsmøte tirsdag 24. november kl. 13.00–13.45.' in found.text
    assert 'Se filmen før du kommer' in found.text
    assert f'/mote/{meeting.public_name}/kalender.ics' in found.links
