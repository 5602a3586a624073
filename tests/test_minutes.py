"""The minutes write themselves: what was done, what was not, and what the next meeting needs to know."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from meetings.models import Meeting, Note
from tests import meetings


@pytest.fixture
def over(content):
    """A meeting on two questions that ended after the first of them, begun ten minutes late, after another one."""
    before = meetings.meeting()
    before.commitments.create(what='Kveldstimer', outcome='done', learned='Flere kom.')
    meeting = meetings.running(minutes=90, topics=['sporsmal-tilpasset', 'sporsmal-barrierer'], follows=before)
    for _ in range(3):
        meetings.pass_minutes(meeting, 1)
        meeting.advance(meeting.version)
    meetings.pass_minutes(meeting, 1)
    meeting.end(meeting.version)
    start = timezone.localtime().replace(hour=12, minute=10)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=start - timedelta(minutes=10), started_at=start, ended_at=start + timedelta(minutes=84)
    )
    return meeting


@pytest.fixture
def text(over, client):
    """The minutes of that meeting as a file."""
    return lambda: client.get(f'/mote/{over.key}/referat.txt').content.decode()


def test_minutes_say_when_it_was_and_not_when_it_was_to_be(text):
    assert 'kl. 12.10–13.34\n' in text()


def test_minutes_say_how_it_went_with_last_times_agreement(text):
    assert '## Siden sist\n\nKveldstimer\n\nGjort. Flere kom.\n' in text()


def test_minutes_say_what_was_not_reached_and_keep_it_for_next_time(text):
    parts = text().split('## ')

    assert [part.partition('\n')[0] for part in parts if 'Ikke rukket.' in part] == ['Refleksjonsspørsmål 2']
    assert parts[-1] == 'Til neste gang\n\n- spørsmål 2\n'


def test_minutes_say_who_and_by_when_or_that_nothing_was_agreed(over, text):
    assert '## Vår avtale\n\nIngen avtale er skrevet.\n' in text()

    over.commitments.create(what='Prøve kveldstimer', who='Alle', due_on=date(2026, 12, 1))
    assert '## Vår avtale\n\nPrøve kveldstimer · Hvem: Alle · Innen: 1. desember 2026\n' in text()


def test_a_note_with_nothing_in_it_is_none(over, text):
    before = text()

    note = Note.objects.create(meeting=over, step='sporsmal-tilpasset', writer='a', text=' \n')
    assert text() == before
    Note.objects.filter(pk=note.pk).update(text='Digitale timer')
    assert text() == before.replace('## Refleksjonsspørsmål 2', 'Digitale timer\n\n## Refleksjonsspørsmål 2')
