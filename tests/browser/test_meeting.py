"""A meeting in a real browser: planned, projected, led from a phone, written down."""

import re
import time

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from meetings.models import Department, Meeting, Note
from tests import meetings
from tests.browser.axe import axe_finds_nothing
from tests.browser.tabs import at_widths, until

NEW = '/mote/planlegg/norskopplaering/modul-2/'
# More than the wall waits between two moves.
PAUSE = 350


@pytest.fixture(autouse=True)
def _no_guesses():
    from django.core.cache import cache

    cache.clear()


def on_wall(tab):
    """The page that is up, as (item, page)."""
    return tab.evaluate("document.querySelector('.step:not([hidden])').id").removeprefix('p-')


def is_up(tab, place):
    until(tab, f"document.querySelector('.step:not([hidden])')?.id === 'p-{place}'")


def press(tab, key, times=1):
    for _ in range(times):
        tab.wait_for_timeout(PAUSE)
        tab.keyboard.press(key)


def start(tab, meeting):
    tab.goto(meetings.door(meeting))
    tab.get_by_role('button', name='Start møtet').click()
    tab.wait_for_url('**/storskjerm/')
    until(tab, "Boolean(customElements.get('meeting-live'))")


def test_a_meeting_with_the_keyboard_alone_from_plan_to_minutes(open_tab):
    tab = open_tab()
    tab.goto('/norskopplaering/modul-2/')
    tab.get_by_role('link', name='Planlegg møte').first.press('Enter')
    tab.get_by_role('button', name='Lag planen').press('Enter')
    tab.wait_for_url('**/mote/*/')
    until(tab, "Boolean(customElements.get('meeting-plan'))")
    tab.get_by_role('button', name='Flytt ned: 2. Film').press('Enter')
    until(tab, "document.querySelectorAll('.plan__part')[4].dataset.kind === 'film'")
    until(tab, "document.activeElement.id === 'ned-1'")
    assert tab.locator('.plan__told').inner_text().startswith('Film er nå nr. 5 av 6. Slutt ')
    tab.get_by_role('button', name='Angre').press('Enter')
    until(tab, "document.querySelectorAll('.plan__part')[1].dataset.kind === 'film'")
    tab.get_by_label('Minutter til 4. Gruppe: spørsmål 1').press('ArrowUp')
    until(tab, "document.querySelector('#minutter-3').getAttribute('value') === '14'")
    assert sum(int(field.input_value()) for field in tab.locator('.plan__minutes').all()) == 45
    tab.get_by_role('button', name='Start møtet').press('Enter')
    tab.wait_for_url('**/storskjerm/')
    until(tab, "Boolean(customElements.get('meeting-live'))")

    for place in ('1-0', '2-0', '3-0', '4-0', '5-0'):
        press(tab, 'PageDown')
        is_up(tab, place)
    assert tab.locator('.clock__time').inner_text() in ('5:00', '4:59')
    tab.get_by_label('Vi skal').first.press_sequentially('Kveldstimer på nett')
    tab.keyboard.press('Enter')
    tab.keyboard.type('Norsklærerne')
    tab.keyboard.press('Enter')
    until(tab, "document.querySelector('.agreement__state').textContent.startsWith('Lagret')")
    tab.get_by_role('button', name='Avslutt møtet').press('Enter')

    tab.wait_for_selector('.closing')
    assert 'Ansvar: Norsklærerne' in ' '.join(tab.inner_text('.closing').split())
    tab.goto(tab.get_by_role('link', name='Referatet').get_attribute('href'))
    assert tab.get_by_role('heading', name='Vi ble enige om').is_visible()
    assert Meeting.objects.get().commitments.get().what == 'Kveldstimer på nett'
    # All of it went by in a moment.
    assert Meeting.objects.get().reached == set()


def test_clicker_and_phone_take_turns_at_every_step_and_the_last_press_wins(open_tab):
    meeting = meetings.meeting()
    wall, phone = open_tab(1920, 1080), open_tab(390, 844)
    start(wall, meeting)
    phone.goto(f'{meetings.door(meeting)}leder/')
    headings = ['Film', 'Individuelt', 'Gruppe', 'Plenum', 'Vår avtale']

    for step, heading in enumerate(headings, 1):
        if step % 2:
            press(wall, 'PageDown')
        else:
            phone.get_by_role('button', name='Neste').click()
        is_up(wall, f'{step}-0')
        phone.locator('#naa-navn', has_text=heading).wait_for()
        other, word = (phone, 'Flyttet fra storskjermen') if step % 2 else (wall, 'Flyttet fra møteleders skjerm')
        other.get_by_text(word).wait_for()
        assert not wall.locator('dialog[open]').count()
    phone.get_by_role('button', name='+1 minutt').click()
    until(wall, "['5:5', '6:0'].includes(document.querySelector('.clock__time').textContent.slice(0, 3))")


def test_a_press_from_an_older_picture_changes_nothing_and_says_so(open_tab, complaints):
    meeting = meetings.meeting()
    wall = open_tab(1920, 1080)
    start(wall, meeting)
    until(wall, "document.querySelector('wall-meeting').version !== undefined")
    # Another has pressed, and this screen has not heard of it.
    wall.route('**/tilstand/', lambda route: route.abort())
    meeting.refresh_from_db()
    assert meeting.go(meeting.version, 3)

    press(wall, 'PageDown')

    wall.get_by_text('Noen andre trykket samtidig. Her er det som gjelder.').wait_for()
    is_up(wall, '3-0')
    meeting.refresh_from_db()
    assert meeting.now_at == 3
    complaints.clear()


def test_nothing_moves_under_one_who_writes_on_the_wall(open_tab):
    meeting = meetings.running()
    assert meeting.go(meeting.version, 5)
    wall = open_tab(1920, 1080)
    wall.goto(f'{meetings.door(meeting)}storskjerm/')
    until(wall, "document.querySelector('wall-meeting').version !== undefined")
    field = wall.get_by_label('Vi skal').first
    field.press_sequentially('Kurs på ')

    assert meeting.advance(meeting.version, -1)
    wall.get_by_text('Møtet er gått videre. Skriv ferdig, så følger skjermen etter.').wait_for()
    wall.keyboard.type('bra dager')

    assert field.input_value() == 'Kurs på bra dager'
    assert (on_wall(wall), wall.locator('dialog[open]').count()) == ('5-0', 0)
    wall.get_by_role('button', name='Neste').focus()
    is_up(wall, '4-0')


def test_a_step_from_elsewhere_takes_neither_the_form_nor_the_focus_of_the_leader(open_tab):
    meeting = meetings.running()
    lead = open_tab(1280, 800)
    lead.goto(f'{meetings.door(meeting)}leder/')
    until(lead, "document.querySelector('meeting-lead').seen !== undefined")
    lead.get_by_label('Vi skal').first.focus()

    assert meeting.advance(meeting.version)
    lead.get_by_role('heading', name='Film').wait_for()
    lead.keyboard.type('Kveldstimer')
    assert lead.get_by_label('Vi skal').first.input_value() == 'Kveldstimer'
    assert lead.locator('[data-announce]').inner_text() == 'Film.'

    lead.get_by_role('link', name='Notater').focus()
    assert meeting.advance(meeting.version)
    lead.get_by_role('heading', name='Individuelt').wait_for()
    assert lead.evaluate('document.activeElement.textContent') == 'Notater'
    lead.get_by_role('button', name='Neste').focus()
    lead.keyboard.press('Enter')
    lead.get_by_role('heading', name='Gruppe').wait_for()
    assert lead.evaluate('document.activeElement.id') == 'neste'


def test_one_who_logs_in_in_another_tab_leaves_screens_that_can_send(open_tab, complaints):
    meeting = meetings.running()
    User.objects.create_superuser('eva', password='hemmelig')
    wall = open_tab(1920, 1080)
    wall.goto(f'{meetings.door(meeting)}storskjerm/')
    notes, admin = wall.context.new_page(), wall.context.new_page()
    notes.goto(f'{meetings.door(meeting)}notater/')
    admin.goto('/admin/login/')
    admin.get_by_label('Brukernavn').fill('eva')
    admin.get_by_label('Passord').fill('hemmelig')
    admin.keyboard.press('Enter')
    admin.wait_for_url('**/admin/')

    press(wall, 'PageDown')
    notes.get_by_label('Refleksjonsspørsmål 1').fill('Kveldstimer')
    notes.get_by_text('Lagret kl.').wait_for()

    for _ in range(50):
        meeting.refresh_from_db()
        if meeting.now_at:
            break
        wall.wait_for_timeout(100)
    assert (meeting.now_at, Note.objects.get().text) == (1, 'Kveldstimer')
    assert not wall.get_by_text('Får ikke kontakt').is_visible()
    complaints.clear()


def test_the_room_is_asked_on_the_wall_between_two_points(open_tab):
    meeting = meetings.running()
    meetings.pass_minutes(meeting, 5.95)
    wall = open_tab(1920, 1080)
    wall.goto(f'{meetings.door(meeting)}storskjerm/')
    until(wall, "Boolean(document.querySelector('wall-meeting').between)")
    question = wall.get_by_role('heading', name=re.compile(r'Gjør samtalen kortere: fra 25 til 2\d minutter\.'))

    press(wall, 'PageDown')
    question.wait_for()
    assert wall.evaluate("document.activeElement.matches('.wall-offer__title')")
    until(wall, "document.querySelector('wall-meeting').version > 2")
    press(wall, 'PageUp')
    wall.get_by_role('heading', name='Det er gjort.').wait_for()
    press(wall, 'PageUp')
    wall.get_by_role('heading', name='Fleksibel norskopplæring').wait_for()
    for _ in range(2):
        press(wall, 'PageDown')
    is_up(wall, '1-0')
    assert not question.is_visible()

    meeting.refresh_from_db()
    assert [item['minutes'] for item in meeting.items] == [3, 12, 4, 13, 8, 5]


def test_a_change_of_the_plan_reaches_the_wall_and_leaves_what_is_up(open_tab):
    meeting = meetings.meeting(60, 12, ['sporsmal-tilpasset', 'sporsmal-barrierer'])
    wall = open_tab(1920, 1080)
    start(wall, meeting)
    meeting.refresh_from_db()
    meetings.pass_minutes(meeting, 33 + 5)
    assert meeting.accept(meeting.version)

    until(wall, "!document.getElementById('p-5-0')")
    assert meeting.take_back(meeting.version)
    until(wall, "Boolean(document.getElementById('p-5-0'))")
    assert on_wall(wall) == '0-0'
    assert wall.locator('.timeline__part:visible').count() == 9


def test_wall_goes_on_without_the_server_and_tells_it_afterwards(open_tab, complaints):
    meeting = meetings.meeting()
    wall = open_tab(1920, 1080)
    start(wall, meeting)

    wall.wait_for_timeout(1500)
    assert not wall.get_by_text('Får ikke kontakt med portalen.').is_visible()
    wall.context.set_offline(True)
    wall.get_by_text('Får ikke kontakt med portalen.').wait_for()
    press(wall, 'PageDown', times=2)
    is_up(wall, '2-0')
    assert wall.get_by_text('Får ikke kontakt med portalen.').is_visible()
    meeting.refresh_from_db()
    assert meeting.now_at == 0
    wall.context.set_offline(False)

    wall.get_by_text('Får ikke kontakt med portalen.').wait_for(state='hidden')
    for _ in range(50):
        meeting.refresh_from_db()
        if meeting.now_at:
            break
        wall.wait_for_timeout(100)
    assert (meeting.now_at, on_wall(wall)) == (2, '2-0')
    complaints.clear()


def test_a_wall_whose_meeting_is_deleted_stops_asking(open_tab):
    meeting = meetings.meeting()
    wall = open_tab(1920, 1080)
    start(wall, meeting)
    answers = []
    wall.on('response', lambda response: answers.append(response.status) if 'tilstand' in response.url else None)

    meeting.delete()

    wall.get_by_text('Adressen er byttet, eller møtet er slettet.').wait_for()
    wall.wait_for_timeout(2500)
    assert answers.count(404) == 1 and answers[-1] == 404


def test_no_request_tells_which_meeting_it_comes_from(open_tab):
    meeting = meetings.meeting()
    tab, told = open_tab(), []
    tab.context.on('request', lambda request: told.append((request.url, request.all_headers().get('referer', ''))))

    start(tab, meeting)
    tab.goto(f'{meetings.door(meeting)}leder/')
    tab.get_by_role('button', name='Neste').first.click()
    tab.goto(f'{meetings.door(meeting)}referat/')
    tab.get_by_role('link', name='Personvern').click()
    tab.wait_for_url('**/personvern/')

    assert len(told) > 20
    assert any('/styr/' in address and referrer for address, referrer in told)
    assert [address for address, referrer in told if meeting.secret in referrer] == []


def test_a_cut_is_one_key_and_the_topic_is_gone_from_the_wall(open_tab):
    meeting = meetings.meeting(60, 12, ['sporsmal-tilpasset', 'sporsmal-barrierer'])
    wall = open_tab(1920, 1080)
    start(wall, meeting)
    late = timezone.now() - timezone.timedelta(minutes=33)
    Meeting.objects.update(started_at=late, starts_at=late, item_ends_at=timezone.now())

    wall.get_by_role('button', name='Gjør kortere').wait_for()
    press(wall, 'k')
    until(wall, "!document.getElementById('p-5-0')")
    press(wall, 'PageDown', times=5)
    is_up(wall, '8-0')
    assert wall.locator('.timeline__part:visible').count() == 6


def test_a_note_is_saved_as_it_is_typed_and_survives_what_happens(open_tab, complaints):
    meeting = meetings.running()
    tab = open_tab()
    tab.goto(f'{meetings.door(meeting)}notater/')
    field = tab.get_by_label('Refleksjonsspørsmål 1')

    field.press_sequentially('Kveldstimer')
    tab.get_by_text(re.compile(r'Lagret kl\. \d\d\.\d\d')).wait_for()
    assert Note.objects.get().text == 'Kveldstimer'

    tab.context.set_offline(True)
    field.press_sequentially(' på nett')
    tab.get_by_text('Ikke lagret ennå. Vi prøver igjen.').wait_for()
    tab.context.set_offline(False)
    tab.reload()
    assert field.input_value() == 'Kveldstimer på nett'
    tab.get_by_text(re.compile(r'Lagret kl\. \d\d\.\d\d')).wait_for()
    until(tab, 'localStorage.length === 0')
    assert Note.objects.get().text == 'Kveldstimer på nett'
    complaints.clear()


def test_a_note_saved_as_its_page_is_drawn_anew_stands_there(open_tab, complaints):
    tab = open_tab()
    tab.goto(f'{meetings.door(meetings.running())}notater/')
    field = tab.get_by_label('Refleksjonsspørsmål 1')
    saves = []

    def draw_before_the_save(route):
        drawn = route.fetch()
        saves.pop().continue_()
        # The page is being left, and can be asked nothing.
        time.sleep(1)
        route.fulfill(response=drawn)

    tab.route('**/notat/', lambda route: saves.append(route), times=1)
    field.fill('Kveldstimer')
    while not saves:
        tab.wait_for_timeout(50)
    tab.route('**/notater/', draw_before_the_save, times=1)
    tab.reload()

    assert field.input_value() == 'Kveldstimer'
    until(tab, 'localStorage.length === 0')
    # 409: the server has these words already.
    complaints.clear()


def test_a_note_is_told_of_once_and_not_at_every_key(open_tab):
    meeting = meetings.running()
    tab = open_tab()
    tab.goto(f'{meetings.door(meeting)}notater/')
    tab.evaluate("""() => {
      window.told = []
      const places = [...document.querySelectorAll('[role="status"], [role="alert"]')]
      const watch = new MutationObserver(() => {
        const shown = places.filter(place => !place.closest('[hidden]'))
        const text = shown.map(place => place.textContent.trim()).filter(Boolean).join(' ')
        if (text && text !== window.told.at(-1)) window.told.push(text)
      })
      for (const place of places) watch.observe(place, { childList: true, subtree: true, characterData: true })
    }""")
    field = tab.get_by_label('Refleksjonsspørsmål 1')

    for word in ('Fem ', 'ord ', 'med ', 'pauser ', 'her'):
        field.press_sequentially(word)
        tab.wait_for_timeout(900)
    until(tab, 'localStorage.length === 0')

    assert tab.evaluate('window.told') == ['Notatet er lagret.']


def test_every_part_of_the_timeline_has_a_name(open_tab):
    meeting = meetings.running(minutes=90, topics=['sporsmal-tilpasset', 'sporsmal-barrierer', 'case-olga'])
    tab = open_tab(1280, 720)
    tab.goto(f'{meetings.door(meeting)}storskjerm/')

    line = tab.get_by_role('navigation', name='Møtelinja')
    # A talk is one item, with its phases in a list of their own.
    names = [part.aria_snapshot() for part in line.locator('.timeline__part').all()]
    talks = [talk.aria_snapshot() for talk in line.locator('.timeline__line[data-talk]').all()]

    assert len(names) == len(meeting.items)
    for name, item in zip(names, meeting.points(), strict=True):
        assert item.name in name and str(item.item.minutes) in name, name
    assert [talk.count('listitem') for talk in talks] == [4, 4, 4]
    assert 'Spørsmål 1' in talks[0] and 'Case: Olga' in talks[2]


@pytest.mark.parametrize(('key', 'code', 'place'), [
    ('ArrowDown', 'ArrowDown', '1-0'), ('n', 'KeyN', '1-0'), ('т', 'KeyN', '1-0'), ('P', 'KeyP', '0-0'),
])  # fmt: skip
def test_clickers_and_keyboards_of_all_kinds_move_the_meeting(open_tab, key, code, place):
    meeting = meetings.running()
    tab = open_tab(1920, 1080)
    tab.goto(f'{meetings.door(meeting)}storskjerm/')
    until(tab, "document.querySelector('wall-meeting').version !== undefined")

    press = """([key, code]) => document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))"""
    tab.evaluate(press, [key, code])

    is_up(tab, place)
    if place != '0-0':
        tab.wait_for_timeout(PAUSE)
        tab.keyboard.press('ArrowUp')
        is_up(tab, '0-0')


def test_two_windows_that_write_the_same_note_lose_nothing(open_tab):
    meeting = meetings.running()
    one = open_tab()
    one.goto(f'{meetings.door(meeting)}notater/')
    one.get_by_label('Refleksjonsspørsmål 1').fill('Fra det ene')
    one.get_by_text('Lagret kl.').wait_for()
    two = one.context.new_page()
    two.goto(f'{meetings.door(meeting)}notater/')

    one.get_by_label('Refleksjonsspørsmål 1').fill('Fra det ene, og mer')
    until(one, 'localStorage.length === 0')
    two.get_by_label('Refleksjonsspørsmål 1').fill('Fra det andre')
    two.locator('.note__conflict:visible').wait_for()
    assert two.locator('.note__conflict:visible').get_attribute('role') == 'alert'
    assert two.get_by_text('Ikke lagret: notatet er endret i et annet vindu.').is_visible()
    two.get_by_role('button', name='Behold begge').click()

    until(two, 'localStorage.length === 0')
    assert Note.objects.get().text == 'Fra det ene, og mer\n\nFra det andre'


def test_addresses_and_texts_are_copied_with_a_button(open_tab):
    meeting = meetings.meeting()
    tab = open_tab()
    tab.context.grant_permissions(['clipboard-read', 'clipboard-write'])
    tab.goto(f'{meetings.door(meeting)}adresse/')

    tab.get_by_role('button', name='Kopier adressen for dem som leder').click()
    tab.get_by_text('Kopiert.').wait_for()
    assert tab.evaluate('navigator.clipboard.readText()').endswith(meetings.door(meeting))
    tab.get_by_role('link', name='Til møtet').click()
    tab.get_by_role('button', name='Kopier innkallingen').press('Enter')
    until(tab, "navigator.clipboard.readText().then(text => text.startsWith('Velkommen til avdelingsmøte'))")


def test_no_address_and_nothing_stored_holds_a_key_after_the_door(open_tab):
    meeting = meetings.running(department=Department.objects.create(name='Kveldskursene'))
    room, tab = meeting.department, open_tab()
    walked = 0

    for door in (meetings.door(room), meetings.door(meeting)):
        tab.goto(door)
        assert '?' not in tab.url
    for place in ('', 'leder/', 'storskjerm/', 'notater/', 'referat/', 'kjoreplan/', 'bordkort/', 'refleksjonsark/'):
        tab.goto(f'{meeting.get_absolute_url()}{place}')
        stored = tab.evaluate('JSON.stringify([localStorage, sessionStorage, location.href])')
        for secret in (meeting.secret, meeting.reader_secret, room.secret, room.reader_secret):
            assert secret not in tab.content() and secret not in stored, place
        walked += 1
    assert walked == 8


def test_who_is_put_out_keeps_what_was_typed_and_is_told_why(open_tab, complaints):
    meeting = meetings.running()
    notes = open_tab()
    notes.goto(f'{meetings.door(meeting)}notater/')
    notes.get_by_label('Refleksjonsspørsmål 1').fill('Kveldstimer')
    notes.get_by_text('Lagret kl.').wait_for()

    meeting.replace_keys(may_lead=True, puts_out=True)
    notes.get_by_label('Refleksjonsspørsmål 1').press_sequentially(' på nett')
    notes.get_by_text('Ikke lagret: adressen er byttet, eller møtet er slettet.').wait_for()

    assert notes.get_by_label('Refleksjonsspørsmål 1').input_value() == 'Kveldstimer på nett'
    notes.goto(f'{meetings.door(meeting)}notater/')
    notes.get_by_text('Lagret kl.').wait_for()
    until(notes, 'localStorage.length === 0')
    assert Note.objects.get().text == 'Kveldstimer på nett'
    complaints.clear()


def test_a_browser_with_a_meeting_in_progress_is_led_back_to_it(open_tab):
    meeting = meetings.running()
    tab = open_tab()
    asked = []
    tab.goto(f'{meetings.door(meeting)}storskjerm/')
    until(tab, "Boolean(localStorage.getItem('møte i gang'))")
    assert meeting.secret not in tab.evaluate('JSON.stringify(localStorage)')

    tab.on('request', lambda request: asked.append(request.url))
    tab.goto('/norskopplaering/modul-3/')
    back = tab.get_by_role('link', name='Møtet er i gang: tilbake')
    back.wait_for()
    assert tab.get_by_text('Fleksibel norskopplæring', exact=True).first.is_visible()
    assert [url for url in asked if '/mote/' in url] == []
    assert [cookie['name'] for cookie in tab.context.cookies(tab.url)] == ['csrftoken']
    back.click()
    tab.wait_for_url('**/storskjerm/')

    meeting.refresh_from_db()
    assert meeting.end(meeting.version)
    until(tab, "!localStorage.getItem('møte i gang')")
    tab.goto('/norskopplaering/modul-3/')
    assert not back.is_visible()


def test_a_screen_is_let_in_with_eight_signs(open_tab):
    meeting = meetings.running()
    phone, wall = open_tab(390, 844), open_tab(1920, 1080)
    phone.goto(f'{meetings.door(meeting)}adresse/')
    phone.get_by_role('button', name='Lag en kode').click()
    code = phone.locator('.addresses__pairing').inner_text()

    wall.goto('/mote/skjerm/')
    wall.get_by_label('Kode').press_sequentially(code.replace('-', ' ').lower())
    wall.keyboard.press('Enter')

    wall.wait_for_url('**/storskjerm/')
    press(wall, 'PageDown')
    is_up(wall, '1-0')


def test_a_part_is_stretched_by_its_edge_and_the_others_give_way(open_tab):
    meeting = meetings.meeting()
    tab = open_tab(1280, 1400)
    tab.goto(meetings.door(meeting))
    until(tab, "Boolean(customElements.get('meeting-plan'))")
    edge = tab.locator('[data-kind="group"] .plan__stretch').bounding_box()

    tab.mouse.move(edge['x'] + edge['width'] / 2, edge['y'] + edge['height'] / 2)
    tab.mouse.down()
    tab.mouse.move(edge['x'] + edge['width'] / 2, edge['y'] + edge['height'] / 2 + 4 * 6.4, steps=5)
    assert tab.get_by_label('Minutter til 4. Gruppe: spørsmål 1').input_value() == '17'
    tab.mouse.up()

    until(tab, "document.querySelector('#minutter-3').getAttribute('value') === '17'")
    tab.get_by_label('Hva?').press_sequentially('Nytt fra ledelsen')
    tab.keyboard.press('Enter')
    tab.get_by_text('Nytt fra ledelsen', exact=True).wait_for()
    tab.get_by_text('Endre dag, tid eller antall').click()
    tab.get_by_label('Hvor mange er dere?').fill('24')
    tab.keyboard.press('Enter')
    tab.get_by_text('45 minutter · 24 personer').wait_for()
    assert sum(int(field.input_value()) for field in tab.locator('.plan__minutes').all()) == 45
    assert Meeting.objects.get().items[1]['minutes'] == 12


def test_a_part_keeps_the_focus_however_often_it_is_moved(open_tab):
    meeting = meetings.meeting(80, 12, ['sporsmal-tilpasset', 'sporsmal-barrierer', 'case-olga'])
    tab = open_tab()
    tab.goto(meetings.door(meeting))
    until(tab, "Boolean(customElements.get('meeting-plan'))")
    places = "[...document.querySelectorAll('.plan__part')].findIndex(part => part.dataset.kind === 'film')"

    tab.locator('#ned-1').focus()
    for place in (4, 7, 10, 11):
        tab.keyboard.press('Enter')
        until(tab, f'{places} === {place}')
        until(tab, "document.activeElement.closest('.plan__part')?.dataset.kind === 'film'")
    # At the end the way down is closed, and the way up has the focus.
    assert tab.evaluate('document.activeElement.id') == 'opp-1'
    assert tab.locator('.plan__told').inner_text().startswith('Film er nå nr. 12 av 12.')


def test_quick_tabbing_on_a_slow_net_loses_nothing_and_blames_nobody(open_tab):
    meeting = meetings.meeting()
    tab = open_tab()
    tab.goto(meetings.door(meeting))
    until(tab, "Boolean(customElements.get('meeting-plan'))")

    def slowly(route):
        tab.wait_for_timeout(400)
        route.continue_()

    tab.route('**/plan/', slowly)
    tab.locator('#minutter-0').fill('7')
    tab.locator('#minutter-3').focus()
    tab.locator('#minutter-3').fill('9')
    tab.locator('#minutter-5').focus()

    until(tab, "document.querySelector('#minutter-3').getAttribute('value') === '9'")
    assert tab.locator('#minutter-0').get_attribute('value') == '7'
    assert tab.evaluate('document.activeElement.id') == 'minutter-5'
    assert not tab.locator('.plan__fault').is_visible()
    meeting.refresh_from_db()
    assert (meeting.items[0]['minutes'], meeting.items[3]['minutes']) == (7, 9)


def test_a_plan_that_will_not_do_is_told_where_one_looks(open_tab):
    meeting = meetings.meeting()
    tab = open_tab(390, 700)
    tab.goto(meetings.door(meeting))
    until(tab, "Boolean(customElements.get('meeting-plan'))")

    tab.locator('#minutter-5').fill('1')
    tab.locator('#minutter-5').press('Tab')
    tab.get_by_text('Vår avtale trenger minst 4 minutter.').wait_for()
    assert tab.locator('#minutter-5').input_value() == '1'
    assert tab.title().startswith('Feil:')
    tab.get_by_role('button', name='Legg til', exact=True).press('Enter')
    tab.get_by_text('Skriv hva punktet er.').wait_for()
    assert tab.evaluate('document.activeElement.name') == 'name'


def test_minutes_of_forty_five_take_two_sheets_at_most(open_tab):
    meeting = meetings.running()
    note = (
        'Vi tilbyr kurs på kveldstid, og deltakerne kan følge dem på nett. Arbeidsgiverne vil ha kurs i vaktene. ' * 8
    )
    Note.objects.create(meeting=meeting, step='sporsmal-tilpasset', writer='a', text=note)
    Note.objects.create(meeting=meeting, step='film', writer='b', text=note)
    meeting.commitments.create(what='Kveldstimer på nett fra januar, to ganger i uka', who='Norsklærerne')
    assert meeting.end(meeting.version)
    tab = open_tab()
    tab.goto(f'{meetings.door(meeting)}referat/')

    sheets = len(re.findall(rb'/Type\s*/Page\b', tab.pdf(prefer_css_page_size=True)))

    assert 1 <= sheets <= 2


def test_axe_finds_nothing_on_any_page_of_a_meeting(open_tab):
    meeting = meetings.meeting(topics=['sporsmal-tilpasset', 'case-olga'], minutes=90)
    tab = open_tab()
    tab.goto(meetings.door(meeting))
    axe_finds_nothing(tab, 'plan')
    start(tab, meeting)

    for place in ('', 'leder/', 'notater/', 'referat/', 'kjoreplan/', 'bordkort/', 'refleksjonsark/'):
        tab.goto(meetings.door(meeting) + place)
        axe_finds_nothing(tab, place)
    tab.goto(f'{meetings.door(meeting)}storskjerm/')
    walked = 0
    for _ in range(10):
        axe_finds_nothing(tab, on_wall(tab))
        walked += 1
        press(tab, 'PageDown')

    assert walked == 10 and on_wall(tab) == '9-0'


def test_a_room_has_nothing_for_axe_and_fits_a_phone(open_tab):
    tab = open_tab(320, 700)
    tab.goto('/avdeling/')
    tab.get_by_label('Hva heter avdelingen?').fill('Voksenopplæringssenterets kveldskursavdeling')
    tab.get_by_role('button', name='Lag rommet').click()
    tab.get_by_role('heading', name='Voksenopplæringssenterets kveldskursavdeling').wait_for()
    room = Department.objects.get()
    for meeting in (meetings.running(department=room), meetings.meeting(department=room)):
        meeting.commitments.create(what='Kveldstimer på nett', who='Norsklærerne')

    for key in (room.key, room.reader_key, f'{room.key}/adresse/ark'):
        tab.goto(f'/avdeling/{key}/')
        axe_finds_nothing(tab, key)
        assert tab.evaluate('document.documentElement.scrollWidth') <= 320


def test_every_page_of_a_meeting_fits_every_width(open_tab):
    meeting = meetings.running(topics=['sporsmal-tilpasset', 'case-olga'], minutes=90)
    tab = open_tab()

    for place in ('', 'storskjerm/', 'leder/', 'notater/', 'referat/', 'kjoreplan/', 'bordkort/', 'refleksjonsark/'):
        tab.goto(meetings.door(meeting) + place)
        for width in at_widths(tab, 800, 390, 320):
            assert tab.evaluate('document.documentElement.scrollWidth') <= width, place
    Meeting.objects.update(status='planned')
    tab.goto(meetings.door(meeting))
    for width in at_widths(tab, 800, 390, 320):
        assert tab.evaluate('document.documentElement.scrollWidth') <= width


def test_a_meeting_runs_without_scripts(open_tab):
    meeting = meetings.meeting()
    tab = open_tab(java_script_enabled=False)
    tab.goto(meetings.door(meeting))
    tab.get_by_role('button', name='Flytt ned: 2. Film').click()
    tab.get_by_role('button', name='Start møtet').click()

    tab.get_by_role('button', name='Neste').click()
    assert tab.get_by_text('Individuelt · 4 minutter').is_visible()
    tab.goto(f'{meetings.door(meeting)}leder/')
    tab.get_by_role('button', name='Neste').click()
    assert tab.get_by_role('heading', name='Gruppe').is_visible()
    tab.goto(f'{meetings.door(meeting)}notater/')
    note = tab.locator('note-field').filter(has_text='Refleksjonsspørsmål 1')
    note.get_by_label('Refleksjonsspørsmål 1').fill('Uten skript')
    note.get_by_role('button', name='Lagre').click()
    tab.get_by_text('Lagret kl.').wait_for()
    assert tab.get_by_label('Refleksjonsspørsmål 1').input_value() == 'Uten skript'
