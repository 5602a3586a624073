"""The wall in a real browser, driven as a person drives it. Time is the test's own: nothing waits for a real clock."""

import re

import pytest

from tests import factories
from tests.browser.axe import axe_finds_nothing
from tests.browser.tabs import until

MODULE = '/norskopplaering/modul-2/'
WALL = f'{MODULE}storskjerm/'
WALKED = [
    'start', 'film', 'sporsmal-tilpasset', 'sporsmal-barrierer', 'sporsmal-dimensjoner', 'sporsmal-digitale-verktoy',
    'sporsmal-muligheter', 'case-olga', 'case-olga--tilbud', 'case-olga--behov', 'lenker-fleksibel', 'avtale',
]  # fmt: skip
SCREENS = [(1920, 1080), (1280, 800), (800, 600)]
# More than the wall waits between two moves.
PAUSE = 400


@pytest.fixture
def open_wall(open_tab):
    """Returns a function that opens the wall at a step, in a tab whose time is moved on by the test."""

    def open_wall(path=WALL, width=1920, height=1080, **options):
        tab = open_tab(width, height, **options)
        tab.clock.install()
        tab.goto(path)
        until(tab, "Boolean(customElements.get('wall-phases')) && document.fonts.status === 'loaded'")
        return tab

    return open_wall


def press(tab, *keys):
    for key in keys:
        tab.keyboard.press(key)
        if key == 'Escape':
            # The browser closes a dialog in its own time.
            tab.locator('dialog[open]').first.wait_for(state='hidden')
        tab.clock.run_for(PAUSE)


def shown(tab):
    return tab.evaluate("[...document.querySelectorAll('.step:not([hidden])')].map(step => step.id).join()")


def path_of(tab):
    return tab.evaluate('location.pathname')


def said(tab):
    return tab.locator('[data-announce]').text_content()


def start_clock(tab, minutes):
    press(tab, 't')
    tab.get_by_label('Eller skriv et tall').fill(str(minutes))
    tab.keyboard.press('Enter')


def clock_says(tab):
    return tab.locator('.clock__face').inner_text().split()


def seconds_left(tab):
    """The clock's own figure. The machine's time goes on too, so over several pages no test can say the second."""
    minutes, seconds = clock_says(tab)[0].split(':')
    return int(minutes) * 60 + int(seconds)


# Moving


def test_keyboard_walks_the_module_and_the_address_follows(open_wall):
    tab = open_wall()

    walked = [shown(tab)]
    for key in ['ArrowRight', ' ', 'Enter', 'PageDown'] * 3:
        press(tab, key)
        walked.append(shown(tab))
        assert path_of(tab) == (WALL if walked[-1] == 'start' else f'{WALL}{walked[-1]}/')

    # One press too many changes nothing.
    assert walked == [*WALKED, 'avtale']
    assert tab.title() == 'Hva blir vi enige om? – modul 2 på storskjerm'
    press(tab, 'ArrowLeft', 'PageUp', 'Shift+ ')
    assert shown(tab) == 'case-olga--tilbud'
    press(tab, 'Home')
    assert (shown(tab), path_of(tab)) == ('start', WALL)
    press(tab, 'End')
    assert shown(tab) == 'avtale'
    press(tab, '4', 'Enter')
    assert shown(tab) == 'sporsmal-barrierer'
    press(tab, '1', '0')
    assert tab.locator('.wall__typed').inner_text() == '10'
    press(tab, 'Enter')
    assert shown(tab) == 'case-olga--behov'


def test_number_of_no_step_is_told_of(open_wall):
    tab = open_wall()

    press(tab, '9', '9', 'Enter')

    assert shown(tab) == 'start'
    assert said(tab) == 'Det er 12 steg.'
    assert tab.locator('.wall__typed').inner_text() == 'Det er 12 steg.'
    tab.clock.run_for(4000)
    assert not tab.locator('.wall__typed').is_visible()


def test_number_can_be_taken_back_and_is_forgotten(open_wall):
    tab = open_wall()

    press(tab, '7', 'Backspace', '5', 'Escape', 'Enter')
    assert shown(tab) == 'film'
    press(tab, '7')
    tab.clock.run_for(5000)
    press(tab, 'Enter')
    assert shown(tab) == 'sporsmal-tilpasset'


@pytest.mark.parametrize('blow', ['lost', 'older'])
def test_wall_walks_where_a_script_is_lost_or_a_browser_is_old(open_tab, complaints, blow):
    tab = open_tab()
    if blow == 'older':
        tab.add_init_script('delete Element.prototype.checkVisibility; delete HTMLElement.prototype.showPopover')
    else:
        tab.route('**/wall-text.js', lambda route: route.fulfill(status=502, body='', content_type='text/plain'))
        tab.route('**/wall-clock.js', lambda route: route.abort())
    tab.goto(WALL)

    tab.keyboard.press('ArrowRight')
    until(tab, "!document.getElementById('film').hidden")
    tab.wait_for_timeout(400)
    tab.get_by_role('link', name='Neste').click()
    until(tab, "!document.getElementById('sporsmal-tilpasset').hidden")
    assert all('Failed to load' in text for text in complaints)
    complaints.clear()


def test_links_are_links_where_the_steps_lost_their_script(open_tab):
    tab = open_tab()
    tab.route('**/wall-deck.js', lambda route: route.fulfill(status=200, body='', content_type='text/javascript'))
    tab.goto(WALL)

    tab.get_by_role('link', name='Neste').click()

    tab.wait_for_url(f'**{WALL}film/')


def test_clicker_alone_runs_the_meeting(open_wall):
    tab = open_wall()
    tab.evaluate('window.same = true')

    press(tab, 'F5')
    until(tab, 'document.fullscreenElement === document.documentElement')
    press(tab, 'PageDown', 'PageDown')
    assert shown(tab) == 'sporsmal-tilpasset'
    press(tab, '.')
    assert tab.locator('.wall__blank').is_visible()
    # The next press shows the wall again, and goes nowhere.
    press(tab, 'PageDown')
    assert not tab.locator('.wall__blank').is_visible()
    assert shown(tab) == 'sporsmal-tilpasset'
    press(tab, 'PageUp')
    assert shown(tab) == 'film'
    press(tab, 'Escape')
    press(tab, 'F5')
    press(tab, 'F5')
    assert shown(tab) == 'film'
    assert tab.evaluate('window.same') is True


def test_back_and_forward_of_the_browser_follow_the_steps(open_wall):
    tab = open_wall()
    press(tab, 'ArrowRight', 'ArrowRight')

    tab.go_back()
    assert (shown(tab), path_of(tab)) == ('film', f'{WALL}film/')
    tab.go_back()
    assert (shown(tab), path_of(tab)) == ('start', WALL)
    tab.go_forward()
    assert shown(tab) == 'film'
    assert tab.title() == 'Film til modul 2 – modul 2 på storskjerm'
    assert tab.locator('[rel=next].wall-bar__item').get_attribute('href') == f'{WALL}sporsmal-tilpasset/'


def test_moving_asks_nobody_for_anything_and_goes_on_without_a_network(open_wall):
    tab = open_wall()
    asked = []
    tab.on('request', lambda request: asked.append(request.url))

    press(tab, 'ArrowRight', 'ArrowRight')
    tab.context.set_offline(True)
    press(tab, *['ArrowRight'] * 9)
    press(tab, 'o', 'Escape', 't', 'Escape')

    assert shown(tab) == 'avtale'
    # But for the tab's icon, which the browser fetches when it likes.
    assert [url for url in asked if not url.endswith('favicon.svg')] == []


def test_reload_stays_on_the_step(open_wall):
    tab = open_wall()
    press(tab, 'ArrowRight', 'ArrowRight')

    tab.reload()

    assert shown(tab) == 'sporsmal-tilpasset'


def test_next_step_is_there_before_the_key_is_let_go(open_wall):
    tab = open_wall()

    after = tab.evaluate("""() => {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
        return document.querySelector('.step:not([hidden])').id
    }""")

    assert after == 'film'


def test_new_heading_has_focus_and_nothing_else_is_said(open_wall):
    tab = open_wall()

    press(tab, 'ArrowRight', 'ArrowRight')

    assert tab.evaluate('document.activeElement.tagName + document.activeElement.id') == 'H1tittel-sporsmal-tilpasset'
    assert said(tab) == ''
    assert tab.locator('h1:visible').count() == 1


def test_key_that_is_held_and_double_click_move_one_step(open_wall):
    tab = open_wall()

    tab.keyboard.down('ArrowRight')
    for _ in range(20):
        tab.keyboard.down('ArrowRight')
        tab.clock.run_for(100)
    tab.keyboard.up('ArrowRight')
    assert shown(tab) == 'film'

    tab.get_by_role('link', name='Neste').dblclick()
    assert shown(tab) == 'sporsmal-tilpasset'
    tab.clock.run_for(PAUSE)
    tab.keyboard.press('PageDown')
    tab.keyboard.press('PageDown')
    assert shown(tab) == 'sporsmal-barrierer'


def test_key_right_after_a_dialog_is_the_walls(open_wall):
    tab = open_wall(f'{WALL}sporsmal-barrierer/')
    press(tab, 'i')
    tab.get_by_label('Gruppe').focus()

    # A field that is gone keeps the focus until the browser draws the next frame.
    field, dialogs = tab.evaluate("""() => {
        document.querySelector('dialog[open]').close()
        const field = document.activeElement
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'i', bubbles: true }))
        return [field.name, document.querySelectorAll('dialog[open]').length]
    }""")

    assert (field, dialogs) == ('group', 1)


def test_keys_with_a_modifier_are_the_browsers(open_wall):
    tab = open_wall()

    press(tab, 'Control+b', 'Alt+t', 'Control+ArrowRight')

    assert shown(tab) == 'start'
    assert not tab.locator('dialog[open]').count()


def test_address_of_no_step_says_so_until_one_moves_on(open_wall):
    tab = open_wall(f'{WALL}finnes-ikke/')
    assert tab.get_by_text('Det steget finnes ikke.').is_visible()

    press(tab, 'ArrowRight')

    assert (shown(tab), path_of(tab)) == ('film', f'{WALL}film/')
    assert not tab.get_by_text('Det steget finnes ikke.').is_visible()


def test_back_to_an_address_of_no_step_is_the_start(open_wall):
    tab = open_wall(f'{WALL}finnes-ikke/')
    press(tab, 'ArrowRight', 'ArrowRight')

    tab.go_back()
    tab.go_back()

    assert shown(tab) == 'start'


def test_whole_module_is_walked_without_scripts(open_tab):
    tab = open_tab(800, 600, java_script_enabled=False)
    tab.goto(WALL)

    walked = []
    for _ in range(11):
        heading = tab.locator('h1:visible')
        walked.append(heading.inner_text())
        assert tab.get_by_role('button').count() == 0
        tab.get_by_role('link', name='Neste').click()
        tab.wait_for_load_state()
    assert len(set(walked)) == 11
    assert tab.get_by_role('heading', name='Hva blir vi enige om?').is_visible()
    assert tab.get_by_role('link', name='Neste').count() == 0
    tab.get_by_role('link', name='Forrige').click()
    tab.wait_for_url('**/lenker-fleksibel/')
    tab.get_by_role('link', name='Avslutt').click()
    tab.wait_for_url(f'**{MODULE}')


# Hands: mouse and fingers


def test_bar_hides_when_idle_and_is_reached_by_keyboard(open_wall):
    tab = open_wall()
    bar = tab.locator('.wall-bar')

    assert bar.evaluate('bar => getComputedStyle(bar).opacity') == '1'
    tab.clock.run_for(3500)
    assert tab.evaluate("document.documentElement.hasAttribute('data-idle')")
    until(tab, "getComputedStyle(document.querySelector('.wall-bar')).opacity === '0'")
    # A clicker brings no buttons up.
    press(tab, 'PageDown')
    assert tab.evaluate("document.documentElement.hasAttribute('data-idle')")
    tab.mouse.move(500, 500)
    assert not tab.evaluate("document.documentElement.hasAttribute('data-idle')")
    tab.clock.run_for(3500)
    tab.locator('.wall-bar [data-command=overview]').focus()
    until(tab, "getComputedStyle(document.querySelector('.wall-bar')).opacity === '1'")
    tab.clock.run_for(60_000)
    assert bar.evaluate("bar => bar.matches(':focus-within')")
    until(tab, "getComputedStyle(document.querySelector('.wall-bar')).opacity === '1'")
    press(tab, 'Enter')
    assert tab.get_by_role('heading', name='Alle stegene').is_visible()


def test_space_still_means_next_after_a_click_on_the_bar(open_wall):
    tab = open_wall()

    tab.locator('.wall-bar [data-command=larger]').click()
    press(tab, ' ')

    assert shown(tab) == 'film'
    assert tab.evaluate('document.documentElement.dataset.zoom') == '1.1'


def swipe(tab, start, end):
    session = tab.context.new_cdp_session(tab)
    point = lambda x: [{'x': x, 'y': 300}]  # noqa: E731
    session.send('Input.dispatchTouchEvent', {'type': 'touchStart', 'touchPoints': point(start)})
    for x in (start + (end - start) / 2, end):
        session.send('Input.dispatchTouchEvent', {'type': 'touchMove', 'touchPoints': point(x)})
    session.send('Input.dispatchTouchEvent', {'type': 'touchEnd', 'touchPoints': []})
    tab.clock.run_for(PAUSE)


def test_fingers_swipe_and_tap(open_wall):
    tab = open_wall(width=390, height=844, has_touch=True)

    swipe(tab, 300, 100)
    assert shown(tab) == 'film'
    swipe(tab, 100, 300)
    assert shown(tab) == 'start'
    tab.touchscreen.tap(300, 500)
    tab.clock.run_for(PAUSE)
    assert shown(tab) == 'film'
    tab.touchscreen.tap(30, 800 - 200)
    tab.clock.run_for(PAUSE)
    assert shown(tab) == 'start'


def test_tap_touches_nothing_of_what_comes_up_under_the_finger(open_wall):
    tab = open_wall(width=1024, height=768, has_touch=True)
    tab.goto(f'{WALL}film/')
    button = tab.get_by_role('link', name='Gå videre til spørsmålene').bounding_box()
    tab.goto(WALL)
    # The buttons have gone.
    tab.clock.run_for(4000)

    tab.touchscreen.tap(button['x'] + button['width'] / 2, button['y'] + button['height'] / 2)
    tab.clock.run_for(PAUSE)
    tab.wait_for_timeout(400)

    assert shown(tab) == 'film'


def test_black_screen_comes_back_by_any_key_or_touch(open_wall):
    tab = open_wall(width=1280, height=800, has_touch=True)
    cover = tab.get_by_role('dialog', name='Skjermen er svart.')

    for show in [
        lambda: tab.touchscreen.tap(600, 780),
        lambda: press(tab, 'x'),
        lambda: press(tab, 'Escape'),
        lambda: press(tab, 'PageDown'),
        lambda: tab.mouse.click(100, 100),
    ]:
        tab.locator('.wall-bar [data-command=blank]').click()
        assert cover.is_visible()
        show()
        tab.clock.run_for(PAUSE)
        assert not cover.is_visible()
        assert shown(tab) == 'start'


def test_tap_on_a_button_is_for_the_button(open_wall):
    tab = open_wall(width=390, height=844, has_touch=True)

    tab.locator('.wall-bar [data-command=overview]').tap()

    assert shown(tab) == 'start'
    assert tab.get_by_role('heading', name='Alle stegene').is_visible()


def test_overview_jumps_and_starts_where_we_are(open_wall):
    tab = open_wall()
    press(tab, 'ArrowRight', 'o')
    assert 'Film til modul 2' in tab.evaluate('document.activeElement.textContent')
    assert tab.locator('.overview__step').count() == 12

    tab.locator('.overview__step', has_text='Case: Olga, spørsmål 1').click()

    assert (shown(tab), path_of(tab)) == ('case-olga--tilbud', f'{WALL}case-olga--tilbud/')
    assert not tab.locator('dialog[open]').count()
    press(tab, 'o', 'o')
    assert not tab.locator('dialog[open]').count()
    press(tab, 'o', 'PageDown')
    assert not tab.locator('dialog[open]').count()
    assert shown(tab) == 'case-olga--tilbud'


def test_question_mark_shows_the_keys_and_they_can_be_turned_off(open_wall):
    tab = open_wall()
    press(tab, '?')
    assert tab.get_by_role('heading', name='Taster').is_visible()

    tab.get_by_label('Bruk bokstavene og tallene som taster').uncheck()
    press(tab, 'Escape', 'b', 't', '3', 'Enter')

    assert not tab.locator('.wall__blank').is_visible()
    assert not tab.locator('dialog[open]').count()
    assert shown(tab) == 'film'
    tab.reload()
    press(tab, 'b')
    assert not tab.locator('.wall__blank').is_visible()


# The screen


def test_browser_that_refuses_full_screen_is_no_trouble(open_tab):
    tab = open_tab()
    tab.add_init_script("Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('nei'))")
    tab.goto(WALL)

    tab.keyboard.press('f')
    tab.keyboard.press('ArrowRight')

    assert shown(tab) == 'film'


def test_browser_without_full_screen_has_no_button_for_it(open_tab):
    tab = open_tab()
    tab.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', { get: () => false })")
    tab.goto(WALL)

    assert tab.locator('.wall-bar [data-command=keys]').is_visible()
    assert tab.locator('[data-command=fullscreen]').count() == 0


@pytest.mark.parametrize('refusal', ['getItem', 'setItem'])
def test_browser_that_refuses_memory_is_no_trouble(open_tab, refusal):
    tab = open_tab()
    if refusal == 'getItem':
        tab.add_init_script("""
            Object.defineProperty(window, 'sessionStorage', { get: () => { throw new DOMException('nei') } })
        """)
    else:
        tab.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('fullt') }")
    tab.goto(WALL)

    tab.keyboard.press('+')
    tab.keyboard.press('d')

    assert tab.evaluate('document.documentElement.dataset.zoom') == '1.1'
    assert tab.evaluate('document.documentElement.dataset.colorScheme') == 'dark'


def test_dark_and_light_are_switched_and_kept(open_wall):
    tab = open_wall()
    background = 'getComputedStyle(document.body).backgroundColor'
    assert tab.evaluate(background) == 'rgb(251, 249, 244)'

    press(tab, 'd')
    assert tab.evaluate(background) == 'rgb(15, 27, 33)'
    tab.reload()
    until(tab, f"{background} === 'rgb(15, 27, 33)'")
    press(tab, 'd')
    assert tab.evaluate(background) == 'rgb(251, 249, 244)'


def test_larger_and_smaller_are_kept_for_the_visit_without_a_cookie(open_wall):
    tab = open_wall(f'{WALL}case-olga/')
    size = "parseFloat(getComputedStyle(document.querySelector('#case-olga .step__prose')).fontSize)"
    before = tab.evaluate(size)

    press(tab, '-', '-', '-')
    smaller = tab.evaluate(size)
    assert smaller < before * 0.8
    tab.reload()
    until(tab, f'Math.abs({size} - {smaller}) < 1')
    press(tab, *'++++++')
    assert tab.evaluate(size) > before
    assert tab.context.cookies() == []


def test_screen_is_kept_awake_while_it_is_looked_at(open_tab):
    tab = open_tab()
    tab.add_init_script("""
        window.asked = []
        Object.defineProperty(navigator, 'wakeLock', { value: { request: async kind => {
            window.asked.push(kind)
            return { release() {} }
        } } })
    """)
    tab.goto(WALL)
    assert tab.evaluate('window.asked') == ['screen']

    seen = "Object.defineProperty(document, 'visibilityState', { value: '%s', configurable: true })"
    for state in ('hidden', 'visible'):
        tab.evaluate(seen % state)
        tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert tab.evaluate('window.asked') == ['screen', 'screen']


def test_nothing_moves_for_one_who_wants_no_motion(open_wall):
    tab = open_wall(reduced_motion='reduce')
    start_clock(tab, 5)

    moving = tab.evaluate("""
        [...document.querySelectorAll('*')]
            .map(part => getComputedStyle(part))
            .filter(({ transitionDuration, animationName }) => transitionDuration !== '0s' || animationName !== 'none')
            .length
    """)

    assert moving == 0


# Sizes


def faults_of_step(tab):
    """What is wrong with the step that is up, in each of its parts: what sticks out, and what is too small."""
    return tab.evaluate("""() => {
        const faults = []
        const step = document.querySelector('.step:not([hidden])')
        const small = Math.max(14, innerWidth / 1920 * 26) - 0.1
        const body = Math.max(18, innerWidth / 1920 * 40) - 0.1
        const look = part => {
            if (document.documentElement.scrollWidth > innerWidth) faults.push(`${step.id}: page is wide`)
            if (document.documentElement.scrollHeight > innerHeight) faults.push(`${step.id}: page is high`)
            for (const text of step.querySelectorAll('wall-text')) {
                if (!text.checkVisibility()) continue
                if (text.scrollHeight > text.clientHeight || text.scrollWidth > text.clientWidth) {
                    faults.push(`${step.id} ${part}: text is cut`)
                }
                const size = parseFloat(getComputedStyle(text.firstElementChild).fontSize)
                if (size < body) faults.push(`${step.id}: body is ${size}`)
            }
            const stage = document.querySelector('.wall__stage').getBoundingClientRect()
            for (const leaf of step.querySelectorAll('*')) {
                const ownText = [...leaf.childNodes].some(node => node.nodeType === 3 && node.data.trim())
                if (!ownText || !leaf.checkVisibility()) continue
                const box = leaf.getBoundingClientRect()
                if (box.right > innerWidth + 1 || box.left < -1 || box.bottom > stage.bottom + 2) {
                    faults.push(`${step.id} ${part}: ${leaf.outerHTML.slice(0, 80)} sticks out`)
                }
                const size = parseFloat(getComputedStyle(leaf).fontSize)
                if (size < small) faults.push(`${step.id}: ${leaf.outerHTML.slice(0, 80)} is ${size}`)
            }
        }
        const texts = [...step.querySelectorAll('wall-text')].filter(text => text.checkVisibility())
        look(0)
        for (const text of texts) for (let part = 1; text.turnTo(part); part++) look(part)
        return faults
    }""")


@pytest.mark.parametrize(('width', 'height'), SCREENS)
def test_every_step_of_every_module_fits(open_wall, width, height):
    walked, faults = 0, []
    for number in range(1, 7):
        tab = open_wall(f'/norskopplaering/modul-{number}/storskjerm/', width, height)
        for _ in range(tab.locator('.step').count()):
            faults += faults_of_step(tab)
            walked += 1
            press(tab, 'PageDown')
        tab.close()

    assert walked == 3 + 12 + 16 + 7 + 6 + 7
    assert faults == []


@pytest.mark.parametrize(('width', 'height'), SCREENS)
def test_texts_three_times_as_long_are_split_where_a_person_would(open_wall, content, width, height):
    from modules.models import Case, ReflectionQuestion

    question = ReflectionQuestion.objects.get(slug='tilpasset')
    case = Case.objects.get(slug='kari')
    longest = max(ReflectionQuestion.objects.all(), key=lambda question: len(question.text))
    assert longest == question
    assert max(Case.objects.all(), key=lambda case: len(case.text)) == case
    ReflectionQuestion.objects.filter(pk=question.pk).update(text='\n\n'.join([question.text] * 3))
    Case.objects.filter(pk=case.pk).update(text='\n\n'.join([case.text] * 3))

    for path, text in [
        (f'{WALL}sporsmal-tilpasset/', question.text),
        ('/norskopplaering/modul-3/storskjerm/case-kari/', case.text),
        ('/norskopplaering/modul-3/storskjerm/case-kari--leder/', case.text),
    ]:
        tab = open_wall(path, width, height)
        faults = faults_of_step(tab)
        if path.endswith('leder/'):
            # Too long to stand beside: it waits for its key, and is then read in parts.
            press(tab, 'l')
            faults += faults_of_step(tab)
        parts = tab.evaluate("""() => {
            const texts = [...document.querySelectorAll('.step:not([hidden]) wall-text')]
            const text = texts.filter(text => text.checkVisibility()).at(-1)
            const parts = []
            for (let part = 0; text.turnTo(part); part++) parts.push(text.innerText.trim())
            return parts
        }""")
        assert faults == []
        assert ' '.join(' '.join(parts).split()) == ' '.join([text.replace('"', '')] * 3)
        assert all(re.search(r'[.?]$', part) for part in parts), parts
        tab.close()


def test_text_in_parts_says_so_and_is_walked_part_by_part(open_wall, content):
    from modules.models import Case

    story = 'Olga har gått tre måneder på norskkurs, og nå har hun fått tilbud om jobb på dagtid. ' * 20
    Case.objects.filter(slug='olga').update(text=story)
    tab = open_wall(f'{WALL}case-olga/', 800, 600)
    place = tab.locator('#case-olga .step__leaf')
    count = int(place.inner_text().split()[-1].rstrip('→'))
    assert count >= 2
    # It is split, and not made too small.
    assert faults_of_step(tab) == []
    tab.evaluate("document.querySelector('#case-olga wall-text').turnTo(0)")
    tab.set_viewport_size({'width': 800, 'height': 601})
    until(tab, "document.querySelector('#case-olga .step__leaf').textContent.startsWith('del 1')")
    assert place.inner_text().startswith('del 1 av')

    press(tab, 'PageDown')
    assert shown(tab) == 'case-olga'
    assert place.inner_text().startswith('del 2 av')
    assert said(tab).startswith('del 2 av')
    press(tab, *['PageDown'] * (count - 1))
    assert shown(tab) == 'case-olga--tilbud'
    press(tab, 'PageUp')
    assert shown(tab) == 'case-olga'
    assert place.inner_text().startswith(f'del {count} av')
    # The story is at hand from the question too, read in parts and left again.
    press(tab, 'PageDown', 'l')
    assert tab.locator('#case-olga--tilbud .step__beside').is_visible()
    assert not tab.locator('#case-olga--tilbud [data-size=question]').is_visible()
    press(tab, *['PageDown'] * count)
    assert shown(tab) == 'case-olga--tilbud'
    assert tab.locator('#case-olga--tilbud [data-size=question]').is_visible()


def test_parts_keep_headings_and_numbers_with_what_they_belong_to(open_wall, content):
    from modules.models import Case

    item = 'Noe som tar et par linjer på en skjerm, slik at det ikke er plass til alle punktene på én gang.'
    story = '\n\n'.join(f'## Del {part}\n\n' + '\n'.join(f'{n}. {item}' for n in range(1, 6)) for part in range(1, 5))
    Case.objects.filter(slug='olga').update(text=story)

    for height in range(500, 700, 25):
        tab = open_wall(f'{WALL}case-olga/', 800, height)
        parts = tab.evaluate("""() => {
            const text = document.querySelector('#case-olga wall-text')
            const parts = []
            for (let part = 0; text.turnTo(part); part++) {
                const shown = [...text.querySelectorAll('h2, li')].filter(block => !block.closest('[hidden]'))
                parts.push(shown.map(block => block.tagName === 'H2' ? 'heading' : block.value))
            }
            return parts
        }""")
        assert [unit for part in parts for unit in part] == ['heading', 1, 2, 3, 4, 5] * 4
        assert len(parts) > 2
        assert all(part[-1] != 'heading' for part in parts)
        tab.close()


def test_words_stay_whole_unless_one_is_wider_than_the_room(open_wall, content):
    from modules.models import ReflectionQuestion

    word = 'Voksenopplæringssenterorganisasjonsutviklingsprosjektsamarbeidspartnertiltaksleverandør'
    ReflectionQuestion.objects.filter(slug='barrierer').update(text=f'{word}?')
    tab = open_wall(f'{WALL}sporsmal-barrierer/', 800, 600)

    assert faults_of_step(tab) == []
    assert tab.locator('#sporsmal-barrierer wall-text').get_attribute('data-breaks') == ''
    press(tab, 'PageDown')
    assert tab.locator('#sporsmal-dimensjoner wall-text').get_attribute('data-breaks') is None


@pytest.mark.parametrize(
    ('width', 'height', 'keys'), [(1920, 1080, '++++++++'), (800, 600, '++++++++'), (320, 256, '')]
)
def test_nothing_is_out_of_reach_on_a_wall_that_is_enlarged_or_very_low(open_wall, width, height, keys):
    for number in (2, 3):
        tab = open_wall(f'/norskopplaering/modul-{number}/storskjerm/', width, height)
        press(tab, *keys)
        for _ in range(tab.locator('.step').count()):
            # What does not fit can be scrolled to, or is in a part that is walked to.
            lost = tab.evaluate("""() => {
                const step = document.querySelector('.step:not([hidden])')
                const stage = document.querySelector('.wall__stage')
                const lost = []
                for (const text of step.querySelectorAll('wall-text')) {
                    if (!text.getClientRects().length) continue
                    const scrolls = getComputedStyle(text).overflowY === 'auto'
                    if (text.scrollHeight > text.clientHeight && !scrolls) lost.push(`${step.id}: cut`)
                    if (text.clientHeight < 20) lost.push(`${step.id}: nothing of it is seen`)
                }
                const end = stage.getBoundingClientRect().top + stage.scrollHeight - stage.scrollTop
                for (const part of step.querySelectorAll('a, button, h1, li, svg.qr')) {
                    if (!part.getClientRects().length || part.closest('wall-text')) continue
                    const { bottom } = part.getBoundingClientRect()
                    if (bottom > end + 2) lost.push(`${step.id}: ${part.outerHTML.slice(0, 60)}`)
                }
                return lost
            }""")
            assert lost == []
            before = shown(tab)
            for _ in range(12):
                press(tab, 'PageDown')
                if shown(tab) != before:
                    break
        tab.close()


def test_wall_fits_a_phone_and_a_screen_turned_on_its_side(open_wall):
    for width, height in [(390, 844), (320, 640), (844, 390)]:
        tab = open_wall(WALL, width, height)
        for _ in WALKED:
            assert tab.evaluate('document.documentElement.scrollWidth') <= width, shown(tab)
            press(tab, 'PageDown')
        tab.close()


# The clock


def test_clock_runs_and_tells_of_its_end(open_wall):
    tab = open_wall(f'{WALL}sporsmal-barrierer/')
    before = tab.locator('#sporsmal-barrierer wall-text').bounding_box()['width']

    press(tab, 't')
    # What is typed at once goes to the field.
    tab.keyboard.type('15')
    tab.keyboard.press('Enter')
    assert clock_says(tab) == ['15:00', 'igjen']
    press(tab, 't')
    tab.get_by_role('button', name='2', exact=True).click()
    assert clock_says(tab) == ['2:00', 'igjen']
    assert said(tab) == 'Klokka går: 2 minutter.'
    # It stands over the question, in its corner, and takes nothing of its width.
    question = tab.locator('#sporsmal-barrierer wall-text').bounding_box()
    clock = tab.locator('.clock__ring').bounding_box()
    assert clock['y'] + clock['height'] <= question['y'] and question['width'] == before
    assert tab.locator('.clock__time').evaluate('time => parseFloat(getComputedStyle(time).fontSize)') >= 48

    tab.clock.run_for(61_000)
    assert clock_says(tab) == ['0:59', 'igjen']
    assert said(tab) == 'Ett minutt igjen.'
    tab.clock.run_for(40_000)
    assert clock_says(tab)[1:] == ['snart', 'slutt']
    tab.clock.run_for(30_000)
    assert clock_says(tab) == ['0:00', 'Tida', 'er', 'ute']
    assert said(tab) == 'Tida er ute.'


@pytest.mark.parametrize('typed', ['', 'fem', '0', '-3', '999', '1e9'])
def test_clock_says_what_it_cannot_take_and_keeps_it(open_wall, typed):
    tab = open_wall()
    press(tab, 't')

    tab.get_by_label('Eller skriv et tall').fill(typed)
    tab.keyboard.press('Enter')

    assert tab.get_by_text('Skriv et tall fra 1 til 180.').is_visible()
    assert tab.get_by_label('Eller skriv et tall').input_value() == typed
    tab.get_by_label('Eller skriv et tall').fill('2,5')
    tab.keyboard.press('Enter')
    assert clock_says(tab)[0] == '2:30'


def test_clock_survives_reload_steps_and_a_laptop_that_slept(open_wall):
    tab = open_wall()
    start_clock(tab, 10)
    tab.clock.run_for(60_000)

    press(tab, 'ArrowRight')
    tab.reload()
    tab.locator('.clock').wait_for()
    tab.clock.run_for(5000)
    assert 8 * 60 < seconds_left(tab) < 9 * 60
    tab.goto('/norskopplaering/modul-3/storskjerm/')
    assert 8 * 60 < seconds_left(tab) < 9 * 60
    # Asleep, nothing ran; the time went on.
    tab.clock.fast_forward(7 * 60_000)
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert 60 < seconds_left(tab) < 2 * 60
    tab.clock.fast_forward(60 * 60_000)
    assert clock_says(tab)[0] == '0:00'


def test_pause_and_one_more_minute(open_wall):
    tab = open_wall()
    start_clock(tab, 5)
    tab.clock.run_for(60_000)

    press(tab, 'p')
    assert clock_says(tab) == ['4:00', 'pause']
    tab.clock.run_for(120_000)
    assert clock_says(tab) == ['4:00', 'pause']
    # Space is «next», whatever the clock does.
    press(tab, ' ')
    assert shown(tab) == 'film'
    press(tab, 'm')
    assert clock_says(tab) == ['5:00', 'pause']
    press(tab, 'p')
    tab.clock.run_for(30_000)
    assert 4 * 60 + 20 < seconds_left(tab) <= 4 * 60 + 30
    tab.clock.run_for(300_000)
    assert said(tab) == 'Tida er ute.'
    press(tab, 'm')
    assert clock_says(tab)[0] in ('1:00', '0:59')
    tab.get_by_role('button', name='Ta bort klokka').click()
    assert not tab.locator('.clock').is_visible()


def test_sound_is_off_until_it_is_asked_for(open_tab):
    tab = open_tab()
    tab.add_init_script("""
        window.notes = 0
        const start = OscillatorNode.prototype.start
        OscillatorNode.prototype.start = function (...when) { window.notes++; start.apply(this, when) }
    """)
    tab.clock.install()
    tab.goto(WALL)

    start_clock(tab, 1)
    tab.clock.run_for(61_000)
    assert said(tab) == 'Tida er ute.'
    assert tab.evaluate('window.notes') == 0
    press(tab, 't')
    tab.get_by_label('Myk lyd når tida er ute').check()
    tab.get_by_label('Eller skriv et tall').fill('1')
    tab.keyboard.press('Enter')
    tab.clock.run_for(61_000)
    until(tab, 'window.notes === 2')


def test_clock_stands_over_whatever_opens(open_wall):
    tab = open_wall()
    start_clock(tab, 5)

    for key in ('o', '?', 'f'):
        press(tab, key)
        box = tab.locator('.clock__ring').bounding_box()
        top = tab.evaluate(
            '([x, y]) => document.elementFromPoint(x, y)?.closest(".clock, dialog")?.className',
            [box['x'] + box['width'] / 2, box['y'] + box['height'] / 3],
        )
        # A modal dialog makes what is outside inert, so the point may answer with the dialog's backdrop.
        dialog = tab.locator('dialog[open]')
        if dialog.count():
            other = dialog.bounding_box()
            assert other['x'] + other['width'] <= box['x']
            press(tab, 'Escape')
        else:
            assert top == 'clock'
        assert tab.locator('.clock').evaluate("clock => clock.matches(':popover-open')")


# The talk


def start_talk(tab, **minutes):
    press(tab, 'i')
    for name, value in minutes.items():
        tab.locator(f'wall-phases [name={name}]').fill(str(value))
    tab.locator('wall-phases [value=start]').click()
    tab.clock.run_for(PAUSE)


def phase(tab):
    return tab.locator('.phases__phase[aria-current]').inner_text().split()[0]


def test_wall_leads_a_talk_through_its_phases(open_wall):
    tab = open_wall(f'{WALL}sporsmal-barrierer/')

    start_talk(tab)
    assert phase(tab) == 'Individuelt'
    assert tab.locator('.phases__instruction:visible').inner_text().startswith('Tenk og skriv hver for seg.')
    assert said(tab).startswith('Tenk og skriv hver for seg.')
    assert clock_says(tab)[0] in ('5:00', '4:59')
    assert not tab.get_by_text('Ordstyrer:').is_visible()
    press(tab, 'PageDown')
    assert phase(tab) == 'Gruppe'
    assert clock_says(tab)[0] in ('15:00', '14:59')
    roles = tab.locator('.phases__roles').inner_text()
    for role in ('Ordstyrer: den som', 'Tidtaker: personen til venstre for ordstyreren', 'Sekretær', 'Sporvakt'):
        assert role in roles
    assert tab.locator('[data-starter]:visible').count() == 1
    assert faults_of_step(tab) == []
    tab.reload()
    assert phase(tab) == 'Gruppe'
    press(tab, 'PageUp')
    assert phase(tab) == 'Individuelt'
    press(tab, 'PageDown', 'PageDown')
    assert phase(tab) == 'Plenum'
    assert clock_says(tab)[0] in ('10:00', '9:59')
    assert shown(tab) == 'sporsmal-barrierer'
    press(tab, 'PageDown')
    assert shown(tab) == 'sporsmal-dimensjoner'
    assert not tab.locator('.phases__panel').is_visible()
    assert not tab.locator('.clock').is_visible()


def test_few_people_need_no_plenum(open_wall):
    tab = open_wall(f'{WALL}sporsmal-barrierer/')
    press(tab, 'i')
    tab.get_by_label('To til fire').check()
    assert not tab.get_by_label('Plenum').is_visible()
    tab.locator('wall-phases [value=start]').click()

    press(tab, 'PageDown')
    assert tab.locator('.phases__phase:visible').count() == 2
    assert 'Bli enige om én ting' in tab.locator('.phases__instruction:visible').inner_text()
    press(tab, 'PageDown')
    assert shown(tab) == 'sporsmal-dimensjoner'


def test_minutes_of_the_phases_are_changed_on_the_spot_and_kept(open_wall):
    tab = open_wall(f'{WALL}sporsmal-barrierer/')
    press(tab, 'i')
    tab.get_by_label('Gruppe').fill('ti')
    tab.locator('wall-phases [value=start]').click()
    assert tab.get_by_text('Skriv minuttene som tall fra 1 til 180.').is_visible()
    assert tab.get_by_label('Gruppe').input_value() == 'ti'
    press(tab, 'Escape')

    start_talk(tab, individual=2, group=7, plenary=3)
    assert clock_says(tab)[0] in ('2:00', '1:59')
    press(tab, 'PageDown')
    assert clock_says(tab)[0] in ('7:00', '6:59')
    press(tab, 'i')
    tab.get_by_role('button', name='Avslutt samtalen').click()
    assert not tab.locator('.phases__panel').is_visible()
    press(tab, 'PageDown', 'i')
    assert tab.get_by_label('Gruppe').input_value() == '7'


def test_talk_is_for_questions(open_wall):
    tab = open_wall()

    assert not tab.locator('.wall-bar [data-command=phases]').is_visible()
    press(tab, 'i')
    assert not tab.locator('dialog[open]').count()
    press(tab, 'PageDown', 'PageDown')
    assert tab.locator('.wall-bar [data-command=phases]').is_visible()


# For everyone (test_pages.py tries every kind of step with axe)


def test_axe_finds_nothing_on_what_opens(open_wall):
    tab = open_wall(f'{WALL}sporsmal-barrierer/', 1280, 800)

    for key in 'o?ti':
        press(tab, key)
        assert tab.locator('dialog[open]').count() == 1
        axe_finds_nothing(tab, key)
        press(tab, 'Escape')
    start_talk(tab)
    axe_finds_nothing(tab, 'talk')
    press(tab, 'PageDown')
    axe_finds_nothing(tab, 'talk in groups')
    tab.clock.run_for(16 * 60_000)
    axe_finds_nothing(tab, 'time is over')
    press(tab, 'b')
    axe_finds_nothing(tab, 'black')


def test_a_module_that_an_editor_filled_fits_too(open_wall, db):
    module = factories.full_module(factories.package(slug='lang'), size=12, slug='modul-1', title='En modul ' * 12)
    tab = open_wall(f'/lang/{module.slug}/storskjerm/', 800, 600)

    assert tab.evaluate('document.documentElement.scrollWidth') <= 800
    for _ in range(6):
        press(tab, 'PageDown')
        assert tab.evaluate('document.documentElement.scrollWidth') <= 800
