"""What each screen of a meeting tells a screen reader, step by step: every thing once, nothing twice, focus kept."""

import re

import pytest

from meetings.models import Meeting, Note
from tests import meetings
from tests.browser.ears import heard, listen
from tests.browser.tabs import until
from tests.browser.test_meeting import press

MORE = re.compile(r'\d+ minutter til overs\. Skal samtalen få dem\?')


@pytest.fixture
def open_ear(open_tab):
    def open_ear(path, **size):
        tab = open_tab(**size)
        listen(tab)
        tab.goto(path)
        return tab

    return open_ear


def test_plan_tells_of_each_change_and_leaves_the_focus_where_it_is_of_use(open_ear, content):
    tab = open_ear(meetings.door(meetings.meeting()))
    until(tab, "Boolean(customElements.get('meeting-plan'))")
    assert heard(tab)[0] == []

    def told(button=''):
        if button:
            tab.get_by_role('button', name=button).first.press('Enter')
        words, focus = heard(tab)
        return [re.sub(r'\d\d\.\d\d', 'tt.mm', text) for text in words], focus

    assert told('Flytt ned: 2. Film') == (['Film er nå nr. 5 av 6. Slutt tt.mm.'], 'ned-1')
    assert told('Flytt opp: 5. Film') == (['Film er nå nr. 2 av 6. Slutt tt.mm.'], 'opp-1')
    tab.locator('#minutter-3').press('ArrowUp')
    tab.keyboard.press('Tab')
    assert told() == (['Minuttene er oppdatert. Slutt tt.mm.'], 'laas-3')
    assert told('Lås minuttene til 4.')[1] == 'laas-3'
    words, focus = told('Ta bort: 5. Plenum')
    assert words == ['Punktet er tatt bort. Slutt tt.mm.']
    # The one that has come in its place.
    assert focus == 'del-5'
    assert told('Angre') == (['Endringen er angret. Slutt tt.mm.'], 'angre')
    tab.locator('#minutter-1').fill('900')
    tab.keyboard.press('Tab')
    # Focus tells of it.
    assert told() == ([], 'Film: så lenge varer ikke møtet.')


def test_leader_is_told_once_of_what_comes_and_keeps_her_place(open_ear, content):
    meeting = meetings.running()
    phone = open_ear(f'{meetings.door(meeting)}leder/', width=390, height=844)
    until(phone, "Boolean(customElements.get('meeting-lead'))")

    def told(button=''):
        if button:
            phone.get_by_role('button', name=button).press('Enter')
        return heard(phone, 2500)

    assert told() == ([], 'Hopp til innholdet')
    assert told('Neste') == (['Film.'], 'neste')
    (words,), focus = told('Neste')
    assert re.fullmatch(rf'Individuelt – spørsmål 1\. {MORE.pattern}', words) and focus == 'neste'
    assert told('Pause') == (['Klokka står.'], 'pause')
    assert told('Pause') == (['Klokka går.'], 'pause')
    # That there is a minute less to give is no other offer.
    assert told('+1 minutt') == (['Ett minutt til.'], 'minutt')
    meeting.refresh_from_db()
    assert meeting.advance(meeting.version, -1)
    (words,), focus = told()
    assert re.fullmatch(r'Film\. (i rute|\d+ minutt(er)? foran planen)', words) and focus == 'minutt'
    assert told('Neste')[0][0].startswith('Individuelt – spørsmål 1.')
    (words,), focus = told('Gi samtalen tida')
    assert re.fullmatch(r'i rute|1 minutt foran planen', words) and focus == 'neste'
    (words,), focus = told('Angre endringen')
    assert MORE.fullmatch(words) and focus == 'neste'


def test_wall_tells_what_keys_do_and_the_heading_tells_what_is_up(open_ear, content):
    meeting = meetings.running()
    wall = open_ear(f'{meetings.door(meeting)}storskjerm/', width=1920, height=1080)
    until(wall, "Boolean(customElements.get('meeting-live'))")
    heard(wall)

    def told(key):
        press(wall, key)
        return heard(wall, 1500)

    assert told('PageDown') == (['Klokka går: 12 minutter.'], 'tittel-1-0')
    assert told('PageUp') == (['Klokka er tatt bort.'], 'tittel-0-0')
    assert told('PageDown') == (['Klokka går: 12 minutter.'], 'tittel-1-0')
    assert told('PageDown') == (['Klokka går: 4 minutter.'], 'tittel-2-0')
    assert told('PageUp') == (['Klokka går: 12 minutter.'], 'tittel-1-0')
    assert told('PageDown') == (['Klokka går: 4 minutter.'], 'tittel-2-0')
    assert told('p') == (['Klokka er satt på pause.'], 'tittel-2-0')
    assert told('p') == (['Klokka går.'], 'tittel-2-0')
    assert told('m') == (['Ett minutt til.'], 'tittel-2-0')
    assert told('+') == (['Størrelse 110 prosent.'], 'tittel-2-0')
    assert told('d') == (['Mørk skjerm.'], 'tittel-2-0')
    meeting.refresh_from_db()
    assert meeting.advance(meeting.version)
    # From elsewhere: as when it is pressed here.
    assert heard(wall, 1500) == ([], 'tittel-3-0')
    meeting.refresh_from_db()
    meetings.pass_minutes(meeting, 40)
    Meeting.objects.filter(pk=meeting.pk).update(version=meeting.version + 1)
    words, _focus = heard(wall, 1500)
    assert words == ['Tida er ute.']
    press(wall, 'PageDown')
    _words, focus = heard(wall, 1500)
    assert focus.startswith('Hopp over plenum.')


def test_notes_tell_once_that_they_are_kept_and_of_a_conflict(open_ear, content, complaints):
    meeting = meetings.running()
    tab = open_ear(f'{meetings.door(meeting)}notater/')
    field = tab.get_by_label('Refleksjonsspørsmål 1')
    place = 'notat-sporsmal-tilpasset'

    field.press_sequentially('Kveld')
    assert heard(tab, 1500) == (['Notatet er lagret.'], place)
    field.press_sequentially(' og mer')
    assert heard(tab, 1500) == ([], place)
    note = Note.objects.get()
    Note.objects.filter(pk=note.pk).update(text='Annet', version=note.version + 1)
    field.press_sequentially(' til')
    words, focus = heard(tab, 1500)
    assert focus == place
    assert words == ['Notatet er endret i et annet vindu. Det som er lagret der: Annet Behold begge']
    complaints.clear()
