"""The minutes write themselves: what was done, what was not, and what the next meeting needs to know."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from docx import Document

from meetings.models import Meeting, Note
from tests import meetings, pages


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
    assert '\n\nSIDEN SIST\n\nKveldstimer\nGjort. Flere kom.\n' in text()


def test_minutes_say_what_was_not_reached_and_keep_it_for_next_time(text):
    told = text()

    assert told.count('Rakk vi ikke.') == 1 and '\n\nREFLEKSJONSSPØRSMÅL 2\n\n' in told
    assert told.index('REFLEKSJONSSPØRSMÅL 2') < told.index('Rakk vi ikke.') < told.index('RAKK VI IKKE')
    assert '\n\nRAKK VI IKKE\n\n- spørsmål 2\n\n' in told


def test_minutes_say_who_and_by_when_or_that_nothing_was_agreed(over, text):
    assert '\n\nVI BLE ENIGE OM\n\nIngen avtale er skrevet.\n' in text()

    over.commitments.create(what='prøve kveldstimer', who='Alle', due_on=date(2026, 12, 1))
    told = 'Vi skal prøve kveldstimer\nAnsvar: Alle · Innen: 1. desember 2026\n'
    assert f'\n\nVI BLE ENIGE OM\n\n{told}' in text()


def test_minutes_say_what_is_agreed_first_and_what_they_are_based_on_last(over, text):
    told = text()

    assert told.index('VI BLE ENIGE OM') < told.index('SIDEN SIST') < told.index('FILM')
    assert told.rstrip().endswith(f'{(timezone.localdate() + timedelta(days=30)).year}.')
    assert 'Bygger på modul 2 i «Fleksibel og arbeidsrettet norskopplæring» fra IMDi' in told


def test_nobody_was_there_before_somebody_says_so(over, client, page):
    address = f'/mote/{over.public_name}'
    client.get(meetings.door(over), follow=True)
    assert 'Planlagt for 12 personer' in page(f'{address}/referat/').text

    client.post(f'{address}/til-stede/', {'attended': '9', 'facilitator': 'fagleder', 'note_taker': 'Kari'})

    told = page(f'{address}/referat/').text
    assert 'Til stede 9 personer Møteleder fagleder Referent Kari' in told and 'Planlagt for' not in told
    assert (
        'Til stede: 9 personer\nMøteleder: fagleder\nReferent: Kari\n'
        in client.get(f'{address}/referat.txt').content.decode()
    )

    response = client.post(f'{address}/til-stede/', {'attended': 'mange', 'facilitator': 'rektor'})
    text = pages.check(response).text
    assert (response.status_code, 'Skriv antallet som et tall' in text, 'Til stede 9 personer' in text) == (
        422,
        True,
        True,
    )
    over.refresh_from_db()
    assert (over.attended, over.facilitator) == (9, 'fagleder')


def test_colleagues_who_read_cannot_say_who_was_there(over, client):
    client.get(f'/mote/{over.reader_key}/referat/', follow=True)

    assert client.post(f'/mote/{over.public_name}/til-stede/', {'attended': '9'}).status_code == 404
    assert 'Skriv hvem som var med' not in client.get(f'/mote/{over.public_name}/referat/').content.decode()


def test_the_word_file_is_a_norwegian_sheet_of_a4(over, client):
    over.commitments.create(what='prøve kveldstimer', who='Alle')

    document = Document(io.BytesIO(client.get(f'/mote/{over.key}/referat.docx').content))

    (sheet,) = document.sections
    about = document.core_properties
    assert (round(sheet.page_width.cm, 1), round(sheet.page_height.cm, 1)) == (21.0, 29.7)
    assert (about.author, about.language, about.title) == (
        'Kompetansepakke',
        'nb-NO',
        'Referat: Fleksibel norskopplæring',
    )
    assert about.created.date() == timezone.localdate()
    agreed = next(one for one in document.paragraphs if one.text == 'Vi skal prøve kveldstimer')
    assert (agreed.runs[0].font.name, agreed.runs[0].bold, agreed.runs[0].font.size.pt) == ('Inter', True, 15)


def test_a_note_with_nothing_in_it_is_none(over, text):
    before = text()

    note = Note.objects.create(meeting=over, step='sporsmal-tilpasset', writer='a', text=' \n')
    assert text() == before
    Note.objects.filter(pk=note.pk).update(text='Digitale timer')
    assert text() == before.replace('REFLEKSJONSSPØRSMÅL 2', 'Digitale timer\n\nREFLEKSJONSSPØRSMÅL 2')
