"""A meeting on paper."""

from datetime import UTC, datetime

import pytest

from modules.models import ReflectionQuestion
from tests import meetings

TWO = datetime(2026, 11, 24, 13, tzinfo=UTC)


@pytest.fixture
def meeting(content):
    return meetings.meeting(60, 12, ['sporsmal-tilpasset', 'case-olga'], starts_at=TWO)


def test_run_sheet_has_clock_times_and_what_to_say(meeting, page):
    sheet = page(f'/mote/{meeting.key}/kjoreplan/')

    assert 'tirsdag 24. november 2026 · kl. 14.00–15.00 · 12 personer · 3 grupper (4 + 4 + 4)' in sheet.text
    assert '14.00 Velkommen 5 minutter' in sheet.text
    assert '14.05 Film 12 minutter' in sheet.text
    assert 'Si: «Tenk og skriv hver for seg. Ingen snakker ennå.»' in sheet.text
    assert '15.00 Slutt' in sheet.text


def test_table_cards_have_the_question_the_roles_and_a_code_that_keeps_the_secret(meeting, page):
    cards = page(f'/mote/{meeting.key}/bordkort/')

    assert 'Refleksjonsspørsmål 1' in cards.text and 'Case: Olga' in cards.text
    assert 'Ordstyrer: den som' in cards.text
    assert 'testserver/norskopplaering/modul-2/#case-olga' in cards.text
    assert len([name for name, _, _ in cards.tags if name == 'article']) == 2
    assert f'testserver/mote/{meeting.key}' not in cards.text


def test_reflection_sheet_has_room_to_write(meeting, page):
    sheet = page(f'/mote/{meeting.key}/refleksjonsark/')

    lines = [attributes for name, attributes, _ in sheet.tags if attributes.get('class') == 'paper__lines']
    assert len(lines) == 1 + 2 + 1
    assert 'Ikke skriv navn på kursdeltakere' in sheet.text


@pytest.mark.parametrize('place', ['kjoreplan/', 'bordkort/', 'refleksjonsark/'])
def test_paper_stands_when_the_module_has_changed(meeting, page, place):
    ReflectionQuestion.objects.filter(slug='tilpasset').delete()
    assert 'Hvordan jobber dere på deres' in page(f'/mote/{meeting.key}/{place}').text or place == 'kjoreplan/'

    meeting.module.delete()
    page(f'/mote/{meeting.key}/{place}')


@pytest.mark.parametrize('place', ['kjoreplan/', 'bordkort/', 'refleksjonsark/'])
def test_paper_is_for_those_who_lead(meeting, client, place):
    assert client.get(f'/mote/{meeting.reader_key}/{place}').status_code == 404
