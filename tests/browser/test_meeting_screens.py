"""The meeting's own screens: the agenda, a question that stands still, and the picture it ends with."""

import pytest
from django.utils import timezone

from meetings.items import Part, PlanItem
from meetings.lines import lines
from meetings.models import Meeting
from tests import meetings
from tests.browser.axe import axe_finds_nothing
from tests.browser.tabs import until
from tests.browser.test_meeting import is_up, press

SIZES = [(1920, 1080), (1280, 800), (800, 600)]

NAMES = '.timeline__line:not([data-talk]) .timeline__word, .timeline__topic'

# Where the lines of the question stand, and how large they are.
LINES = """() => {
  const prose = document.querySelector('.step:not([hidden]) [data-size="question"] > .step__prose')
  const range = document.createRange()
  range.selectNodeContents(prose)
  const lines = [...range.getClientRects()].map(({ x, y, width, height }) => [x, y, width, height].map(Math.round))
  // All of them are in sight.
  const { scrollHeight, clientHeight } = prose.parentElement
  return JSON.stringify([getComputedStyle(prose).fontSize, scrollHeight <= clientHeight, lines])
}"""


def wall_of(open_tab, meeting, width=1280, height=800, **fields):
    tab = open_tab(width, height, **fields)
    tab.goto(meetings.door(meeting))
    tab.goto(f'/mote/{meeting.public_name}/storskjerm/')
    until(tab, "Boolean(customElements.get('meeting-live'))")
    return tab


@pytest.mark.parametrize(('width', 'height'), SIZES)
@pytest.mark.parametrize('topic', ['sporsmal-tilpasset', 'sporsmal-barrierer', 'case-olga'])
def test_a_question_has_the_same_lines_in_the_same_place_through_its_phases(open_tab, width, height, topic):
    meeting = meetings.running(topics=[topic], people=12)
    # The story of a case stands alone before its questions.
    places = ['2-1' if topic.startswith('case') else '2-0', '3-0', '4-0']
    tab = wall_of(open_tab, meeting, width, height)

    shown = []
    press(tab, 'PageDown', 3 if topic.startswith('case') else 2)
    for place in places:
        is_up(tab, place)
        until(tab, "document.documentElement.hasAttribute('data-clock')")
        shown.append(tab.evaluate(LINES))
        press(tab, 'PageDown')

    assert len(shown) == 3 and len(set(shown)) == 1 and ',true,' in shown[0], '\n'.join(shown)

    # So it is on a screen that comes to it from nowhere, and is there before its clock.
    tab.goto(f'/mote/{meeting.public_name}/storskjerm/')
    press(tab, 'PageUp')
    is_up(tab, '4-0')
    until(tab, "document.documentElement.hasAttribute('data-clock')")
    tab.reload()
    until(tab, "document.documentElement.hasAttribute('data-clock') && Boolean(customElements.get('meeting-live'))")
    tab.wait_for_timeout(300)
    assert tab.evaluate(LINES) == shown[0]


@pytest.mark.parametrize(('width', 'height'), SIZES)
def test_the_clock_has_its_corner_and_what_is_read_stands_clear_of_it(open_tab, width, height):
    meeting = meetings.running()
    meeting.go(meeting.version, 3)
    tab = wall_of(open_tab, meeting, width, height)
    until(tab, "document.documentElement.hasAttribute('data-clock')")

    clock = tab.locator('.clock__ring').bounding_box()
    question = tab.locator('.step:not([hidden]) [data-size="question"]').bounding_box()
    edge = width - clock['x'] - clock['width']
    assert question['x'] + question['width'] >= width - edge - 1
    assert question['y'] >= clock['y'] + clock['height']
    for part in tab.locator('.wall__header > * >> visible=true, .step:not([hidden]) .step__label').all():
        box = part.bounding_box()
        assert box is None or box['x'] + box['width'] <= clock['x']


@pytest.mark.parametrize('minutes', [15, 45, 90, 180])
@pytest.mark.parametrize('width', [1280, 1920])
def test_every_line_of_the_timeline_keeps_its_name(open_tab, minutes, width):
    topics = ['sporsmal-tilpasset'] if minutes < 60 else ['sporsmal-tilpasset', 'sporsmal-barrierer', 'case-olga']
    meeting = meetings.running(minutes=minutes, topics=topics, film=0 if minutes < 45 else 12)
    for at in range(len(meeting.plan_items)):
        meeting.go(meeting.version, at)
    tab = wall_of(open_tab, meeting, width, 720)
    until(tab, "document.querySelectorAll('.timeline__part').length > 3")

    cut = tab.evaluate(
        """names => [...document.querySelectorAll(names)]
      .filter(word => word.scrollWidth > word.clientWidth + 1 || getComputedStyle(word).position === 'absolute' ||
        word.getBoundingClientRect().right > innerWidth)
      .map(word => word.textContent.trim())""",
        NAMES,
    )
    talks = tab.locator('.timeline__topic').all_inner_texts()
    assert (cut, len(talks)) == ([], len(topics))
    assert len(tab.locator(NAMES).all()) == len(lines(meeting.points()))


def test_the_parts_of_a_talk_are_as_wide_as_their_minutes(open_tab):
    meeting = meetings.running(minutes=90, topics=['sporsmal-tilpasset'])
    meeting.go(meeting.version, 3)
    tab = wall_of(open_tab, meeting, 1920, 1080)

    individual, group, plenary = (
        tab.locator(f'.timeline__part[data-kind="{kind}"]').bounding_box()['width']
        for kind in ('individual', 'group', 'plenary')
    )
    minutes = {item.part: item.minutes for item in meeting.plan_items}
    assert abs(group / plenary - minutes['group'] / minutes['plenary']) < 0.1
    assert individual < plenary < group


def test_the_first_look_has_both_the_timeline_and_the_buttons(open_tab):
    tab = wall_of(open_tab, meetings.running())

    bar, line = tab.locator('.wall-bar').bounding_box(), tab.locator('.timeline').bounding_box()
    assert bar['y'] + bar['height'] <= line['y'] + 1
    assert tab.locator('.wall-line').evaluate('line => getComputedStyle(line).opacity') == '1'


def test_the_room_is_welcomed_by_the_agenda(open_tab):
    meeting = meetings.running()
    tab = wall_of(open_tab, meeting)

    lines = tab.locator('.agenda__line').all_inner_texts()
    assert [line.split('\n')[1].split(' –')[0] for line in lines] == ['Velkommen', 'Film', 'Spørsmål 1', 'Vår avtale']
    assert meeting.plan_items[2].name.split('.')[0] in lines[2]
    assert tab.get_by_role('button', name='Vis i fullskjerm (F)').is_visible()
    assert meeting.key not in tab.content() and meeting.reader_key not in tab.content()
    axe_finds_nothing(tab, tab.url)


def test_a_meeting_ended_from_the_phone_ends_in_a_picture_and_back_goes_on(open_tab):
    meeting = meetings.running()
    meeting.commitments.create(what='tilby kveldskurs på nett', who='fagleder på norsk')
    meeting.go(meeting.version, 5)
    tab = wall_of(open_tab, meeting)
    is_up(tab, '5-0')

    meeting.refresh_from_db()
    meeting.end(meeting.version)
    tab.wait_for_selector('.closing')

    assert 'Vi skal tilby kveldskurs på nett' in tab.inner_text('.closing')
    assert 'Ansvar: fagleder på norsk' in ' '.join(tab.inner_text('.closing').split())
    assert tab.get_by_role('img', name='QR-kode til referatet').is_visible()
    # The leader's key stands nowhere, and the readers' only as a code.
    assert meeting.key not in tab.content() and meeting.reader_key not in tab.content()
    axe_finds_nothing(tab, tab.url)

    press(tab, 'PageUp')
    is_up(tab, '5-0')
    meeting.refresh_from_db()
    assert meeting.is_running


def test_a_long_agreement_and_many_are_shown_whole_or_say_that_they_go_on(open_tab):
    meeting = meetings.running()
    for number in range(3):
        meeting.commitments.create(what=f'{number} ' + 'prøve et kurs på kveldstid for dem som jobber ' * 6, who='alle')
    meeting.end(meeting.version)
    tab = wall_of(open_tab, meeting, 800, 600)

    assert tab.locator('.step__leaf').inner_text().startswith('del 1 av ')
    texts, count = '', int(tab.locator('.step__leaf').inner_text().split()[-1])
    for _part in range(count):
        texts += tab.inner_text('[data-size="closing"]')
        press(tab, 'PageDown')
    assert [f'{number} prøve' in texts for number in range(3)] == [True, True, True]


def sentence(tab):
    return tab.get_by_label('Vi skal').first


def stands(tab, words):
    until(tab, f"document.querySelector('agreement-field textarea').value === '{words}'")


def test_what_is_written_on_one_screen_stands_on_the_others(open_tab):
    meeting = meetings.running()
    meeting.go(meeting.version, 5)
    wall = wall_of(open_tab, meeting)
    phone, notes = open_tab(390, 844), open_tab()
    for tab, place in ((phone, 'leder/'), (notes, 'notater/')):
        tab.goto(f'{meetings.door(meeting)}{place}#avtale')
        until(tab, "Boolean(customElements.get('agreement-field'))")

    sentence(phone).press_sequentially('tilby kveldskurs')
    stands(wall, 'tilby kveldskurs')
    stands(notes, 'tilby kveldskurs')

    wall.get_by_label('Ansvar').first.fill('fagleder på norsk')
    wall.get_by_label('Innen').first.fill('i morgen')
    wall.get_by_label('Innen').first.press('Enter')
    until(phone, "document.querySelector('[name=who]').value === 'fagleder på norsk'")
    until(phone, "/^[a-zø]+dag \\d+\\. [a-z]+/.test(document.querySelector('[name=due_on]').value)")
    assert wall.locator('agreement-field:not(details *)').count() == 1
    assert meeting.commitments.count() == 1


def test_two_who_write_at_once_lose_nothing(open_tab, complaints):
    meeting = meetings.running()
    meeting.go(meeting.version, 5)
    wall, phone = wall_of(open_tab, meeting), open_tab(390, 844)
    phone.goto(f'{meetings.door(meeting)}leder/#avtale')
    until(phone, "Boolean(customElements.get('agreement-field'))")

    phone.context.set_offline(True)
    sentence(phone).press_sequentially('ringe NAV')
    sentence(wall).press_sequentially('tilby kveldskurs')
    until(wall, "document.querySelector('.agreement__state').textContent.startsWith('Lagret')")
    phone.context.set_offline(False)
    phone.get_by_role('button', name='Behold begge').click()
    until(wall, "document.querySelectorAll('agreement-field:not(details *)').length === 2")
    wall.wait_for_timeout(300)
    assert sorted(kept.what for kept in meeting.commitments.all()) == ['ringe NAV', 'tilby kveldskurs']
    complaints.clear()


def test_half_a_sentence_is_kept_when_the_meeting_is_ended_elsewhere(open_tab):
    meeting = meetings.running()
    meeting.go(meeting.version, 5)
    wall = wall_of(open_tab, meeting)
    is_up(wall, '5-0')

    sentence(wall).press_sequentially('tilby kveldsk')
    meeting.refresh_from_db()
    meeting.end(meeting.version)
    # The cursor is left in the field, and still the wall follows when nobody writes any more.
    wall.wait_for_selector('.closing', timeout=15_000)

    assert meeting.commitments.get().what == 'tilby kveldsk'
    assert 'Vi skal tilby kveldsk' in wall.inner_text('.closing')


def test_a_clicker_goes_on_though_the_cursor_is_left_in_the_agreement(open_tab):
    meeting = meetings.running()
    meeting.go(meeting.version, 5)
    wall = wall_of(open_tab, meeting)
    is_up(wall, '5-0')

    sentence(wall).press_sequentially('ringe NAV d b')
    press(wall, 'PageUp')

    is_up(wall, '4-0')
    until(wall, "document.querySelector('.agreement__state').textContent.startsWith('Lagret')")
    assert meeting.commitments.get().what == 'ringe NAV d b'


def test_what_is_noted_about_a_point_of_ones_own_stands_on_the_wall(open_tab):
    meeting = meetings.running()
    own = PlanItem(Part.OWN, 5, name='Nytt fra ledelsen')
    meeting.replan(meeting.version, [*meeting.plan_items[:1], own, *meeting.plan_items[1:]])
    meeting.go(meeting.version, 1)
    wall, notes = wall_of(open_tab, meeting), open_tab()
    notes.goto(f'{meetings.door(meeting)}notater/')
    until(notes, "Boolean(customElements.get('note-field'))")

    notes.get_by_label('Nytt fra ledelsen').press_sequentially('Ny timeplan fra januar')
    wall.locator('.step:not([hidden])').get_by_text('Ny timeplan fra januar').wait_for()
    assert notes.locator('note-field[data-now]').get_by_label('Nytt fra ledelsen').is_visible()

    meeting.refresh_from_db()
    meeting.advance(meeting.version)
    until(notes, "!document.querySelector('note-field[data-now] textarea').id.includes('punkt')")


def test_the_wall_is_made_black_from_the_phone_and_comes_back_from_either(open_tab):
    meeting = meetings.running()
    wall, phone = wall_of(open_tab, meeting), open_tab(390, 844)
    phone.goto(f'{meetings.door(meeting)}leder/')
    until(phone, "document.querySelector('meeting-lead').seen !== undefined")
    black = phone.get_by_role('button', name='Svart skjerm')

    black.click()
    wall.locator('.wall__blank[open]').wait_for()
    until(phone, "document.querySelector('#svart').getAttribute('aria-pressed') === 'true'")
    wall.keyboard.press('PageDown')
    until(phone, "document.querySelector('#svart').getAttribute('aria-pressed') === 'false'")
    assert wall.locator('.wall__blank[open]').count() == 0

    press(wall, 'b')
    until(phone, "document.querySelector('#svart').getAttribute('aria-pressed') === 'true'")
    phone.get_by_role('button', name='Neste').click()
    until(wall, "!document.querySelector('.wall__blank').open")
    is_up(wall, '1-0')


@pytest.mark.parametrize('topic', ['sporsmal-barrierer', 'sporsmal-tilpasset'])
def test_the_leaders_buttons_are_under_the_thumb_whatever_the_text(open_tab, topic):
    meeting = meetings.running(topics=[topic])
    phone = open_tab(390, 844)
    places = set()
    for at in range(len(meeting.plan_items) - 1):
        meeting.refresh_from_db()
        meeting.go(meeting.version, at)
        phone.goto(f'{meetings.door(meeting)}leder/')
        box = phone.get_by_role('button', name='Neste').bounding_box()
        places.add((round(box['y']), round(box['y'] + box['height']) <= 844))
    assert len(places) == 1 and next(iter(places))[1]

    # Any point in two taps.
    phone.get_by_role('link', name='Planen').click()
    phone.locator('.lead-plan__go', has_text='Vår avtale').click()
    until(phone, "document.querySelector('#naa-navn').textContent.includes('Vår avtale')")
    assert phone.locator('#naa').is_visible()


def test_on_a_pc_the_leader_has_the_whole_plan_the_wall_and_the_notes(open_tab):
    meeting = meetings.running(minutes=90, topics=['sporsmal-tilpasset', 'case-olga'])
    meeting.go(meeting.version, 3)
    lead = open_tab(1280, 800)
    lead.goto(f'{meetings.door(meeting)}leder/')

    for heading in ('Planen', 'Nå på storskjermen', 'Etterpå', 'Notater', 'Vår avtale'):
        assert lead.get_by_role('heading', name=heading, exact=True).first.is_visible(), heading
    assert lead.evaluate('document.documentElement.scrollWidth') <= 1280
    axe_finds_nothing(lead, lead.url)


def test_the_plan_is_drawn_as_topics_are_ticked_and_nothing_is_planned_before_the_button(open_tab):
    tab = open_tab()
    tab.goto('/mote/planlegg/norskopplaering/modul-2/')
    until(tab, "Boolean(customElements.get('meeting-preview'))")
    first = tab.locator('.planning__when').inner_text()

    tab.get_by_label('60 minutter').check()
    until(tab, "document.querySelector('.planning__when').textContent.includes('60 minutter')")
    tab.get_by_role('checkbox').nth(1).check()
    until(tab, "document.querySelectorAll('.planning .timeline__part').length >= 5")
    minutes = [int(text.split()[0]) for text in tab.locator('.topic:has(:checked) .topic__minutes').all_inner_texts()]
    shown = tab.locator('.planning .timeline__part[data-kind="group"] .timeline__minutes').all_inner_texts()
    assert [int(text.split()[0]) for text in shown] == minutes and '45 minutter' in first
    assert Meeting.objects.count() == 0
    axe_finds_nothing(tab, tab.url)

    tab.get_by_role('button', name='Lag planen').click()
    tab.wait_for_url('**/mote/*/')
    assert len(Meeting.objects.get().topics) == len(minutes)


@pytest.mark.parametrize(('width', 'height'), SIZES)
def test_nothing_of_the_agreement_is_cut_and_no_part_leaves_the_screen(open_tab, width, height):
    meeting = meetings.running(minutes=90, topics=['sporsmal-tilpasset', 'sporsmal-barrierer', 'case-olga'])
    meeting.notes.create(step='sporsmal-tilpasset', writer='b', text='Kveldskurs')
    meeting.commitments.create(what='tilby kveldskurs', who='fagleder på norsk', due_on=timezone.localdate())
    for at in (3, len(meeting.plan_items) - 1):
        meeting.refresh_from_db()
        meeting.go(meeting.version, at)
        tab = wall_of(open_tab, meeting, width, height)
        parts = [part.bounding_box() for part in tab.locator('.timeline__part').all()]
        assert max(box['x'] + box['width'] for box in parts) <= width

    cut = 'field => field.scrollWidth > field.clientWidth'
    assert [field.evaluate(cut) for field in tab.locator('.agreed [name=who], .agreed [name=due_on]').all()][:2] == [
        False,
        False,
    ]
