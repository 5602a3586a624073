"""What scripts do, in Firefox and WebKit: each engine has its own dialogs, popovers, films and boxes."""

import time

import pytest
from django.core.cache import cache

from meetings.models import Note
from modules.models import Module
from tests import factories, meetings
from tests.browser.other import Firefox, Tab, WebKit

WALL = '/norskopplaering/modul-2/storskjerm/'
# More than the wall waits between two moves, in seconds.
PAUSE = 0.35


@pytest.fixture(scope='session', params=[Firefox, WebKit], ids=['firefox', 'webkit'])
def engine(request, tmp_path_factory):
    engine = request.param(tmp_path_factory.mktemp('engine'))
    yield engine
    engine.close()


@pytest.fixture
def tab(engine, live_server, content):
    cache.clear()
    tab = Tab(engine, live_server.url)
    yield tab
    assert tab.leave() == []


def open_wall(tab, path=WALL):
    tab.goto(path)
    tab.until("customElements.get('wall-phases') && document.fonts.status === 'loaded'")


def press(tab, *keys):
    for key in keys:
        tab.press(key)
        time.sleep(PAUSE)


def is_up(tab, step):
    tab.until(f"document.querySelector('.step:not([hidden])').id === '{step}'")


def test_keys_of_the_wall(tab):
    open_wall(tab)

    for key, step in [
        ('ArrowRight', 'film'), ('PageDown', 'sporsmal-tilpasset'), (' ', 'sporsmal-barrierer'),
        ('Enter', 'sporsmal-dimensjoner'), ('PageUp', 'sporsmal-barrierer'), ('ArrowLeft', 'sporsmal-tilpasset'),
        ('Home', 'start'), ('End', 'avtale'),
    ]:  # fmt: skip
        press(tab, key)
        is_up(tab, step)
    press(tab, '1', '0', 'Enter')
    is_up(tab, 'case-olga--behov')
    assert tab.value('location.pathname') == f'{WALL}case-olga--behov/'
    for key in 'o?ti':
        if key == 'i':
            press(tab, '3', 'Enter')
        press(tab, key)
        tab.until("document.querySelectorAll('dialog[open]').length === 1")
        press(tab, 'Escape')
        tab.until("!document.querySelector('dialog[open]')")
    press(tab, 'b')
    tab.until("document.querySelector('.wall__blank').open")
    press(tab, 'PageDown')
    tab.until("!document.querySelector('.wall__blank').open")
    is_up(tab, 'sporsmal-tilpasset')
    press(tab, 'd')
    assert tab.value('getComputedStyle(document.body).backgroundColor') == 'rgb(15, 27, 33)'
    tab.driver.refresh()
    is_up(tab, 'sporsmal-tilpasset')
    assert tab.value('document.documentElement.dataset.colorScheme') == 'dark'


@pytest.mark.parametrize(('width', 'height'), [(1280, 800), (390, 844)])
def test_digits_of_the_clock_stand_in_its_ring(tab, width, height):
    tab.browser.resize(width, height)
    open_wall(tab)
    assert tab.value('innerWidth') == width

    press(tab, 't')
    tab.press('5', 'Enter')
    tab.until("document.querySelector('.clock').checkVisibility()")
    time_box, ring, clock, button = (
        tab.value(f"document.querySelector('{part}').getBoundingClientRect().toJSON()")
        for part in ('.clock__time', '.clock__ring', '.clock', '.clock__button')
    )

    assert ring['left'] < time_box['left'] and time_box['right'] < ring['right']
    assert ring['top'] < time_box['top'] and time_box['bottom'] < ring['bottom']
    # The ring is round, its buttons are no strips, and there is nothing more of it.
    assert abs(ring['width'] - ring['height']) < 1
    assert button['height'] < ring['height'] / 2
    assert clock['height'] < 1.5 * ring['height']
    assert clock['right'] <= width and clock['bottom'] < height / 2


def test_phases_of_a_talk(tab):
    open_wall(tab, f'{WALL}sporsmal-barrierer/')

    press(tab, 'i')
    tab.click('wall-phases [value=start]')
    for phase in ('individual', 'group', 'plenary'):
        tab.until(f"document.querySelector('.phases__phase[aria-current]')?.dataset.phase === '{phase}'")
        assert tab.value("document.querySelector('.clock').checkVisibility()")
        time.sleep(PAUSE)
        press(tab, 'PageDown')
    is_up(tab, 'sporsmal-dimensjoner')
    assert not tab.value("document.querySelector('.clock').checkVisibility()")


def test_film_plays_also_the_second_time_one_comes(tab, film):
    for path in ('/filmpakke/modul-1/', '/filmpakke/modul-1/storskjerm/film/') * 2:
        tab.goto(path)
        tab.until("customElements.get('film-player') && document.querySelector('video').readyState >= 2")

        tab.value("void document.querySelector('video').play()")

        tab.until("document.querySelector('video').currentTime > 0.2")
        assert tab.value("document.querySelector('video').checkVisibility()"), path
        assert tab.value("document.querySelector('track[default]').track.mode") == 'showing', path
        assert not tab.value("document.querySelector('.film-player__failed').checkVisibility()"), path
        tab.until("document.querySelector('.film-stop').open")
        assert tab.value("document.querySelector('video').paused")


def test_plan_is_changed_and_taken_back(tab):
    tab.goto(meetings.door(meetings.meeting()))
    tab.until("customElements.get('meeting-plan')")

    tab.click('#ned-1')
    tab.until("document.querySelectorAll('.plan__part')[4].dataset.kind === 'film'")
    tab.click('#angre')
    tab.until("document.querySelectorAll('.plan__part')[1].dataset.kind === 'film'")


def test_note_is_saved_as_it_is_typed(tab):
    meeting = meetings.running()
    tab.goto(f'{meetings.door(meeting)}notater/')
    field = '#notat-sporsmal-tilpasset'

    tab.write(field, 'Kveldstimer på nett')
    tab.until(f"document.querySelector('{field}').form.querySelector('.note__state').textContent.startsWith('Lagret')")
    tab.until('localStorage.length === 0')

    assert Note.objects.get().text == 'Kveldstimer på nett'
    tab.driver.refresh()
    assert tab.value(f"document.querySelector('{field}').value") == 'Kveldstimer på nett'


def test_editor_adds_a_question(tab):
    factories.editor()
    module = Module.objects.get(slug='modul-2')
    tab.goto(f'/admin/modules/module/{module.pk}/change/')
    tab.write('[name=username]', 'redaktor')
    tab.write('[name=password]', 'hemmelig')
    tab.press('Enter')
    tab.until("customElements.get('editor-rows') && document.querySelector('#module_form')")

    tab.write('#id_title', 'og mer')
    tab.press('Enter')
    time.sleep(PAUSE)
    assert tab.value('document.activeElement.id') == 'id_title'
    tab.click('#add-questions')
    tab.until("document.activeElement.matches('[name^=questions-] ')")
    tab.press('Hva gjør vi **nå**?')
    tab.until("document.activeElement.closest('.markdownx').querySelector('strong')?.textContent === 'nå'")
    tab.click('.submit-row [name=_continue]')
    tab.until("document.querySelector('.messagelist .success')")

    assert module.questions.last().text == 'Hva gjør vi **nå**?'
    assert Module.objects.get(pk=module.pk).title.endswith('og mer')


# Two pictures that the browser itself draws, dropped at once.
DROP = """
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 30 })
    canvas.getContext('2d').fillRect(0, 0, 40, 30)
    canvas.toBlob(blob => {
        const data = new DataTransfer()
        for (const name of ['a.png', 'b.png']) data.items.add(new File([blob], name, { type: 'image/png' }))
        const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
        document.querySelector('#id_intro').dispatchEvent(drop)
    })
"""


def test_editor_drops_two_pictures(tab):
    factories.editor()
    module = Module.objects.get(slug='modul-2')
    tab.goto(f'/admin/modules/module/{module.pk}/change/')
    tab.write('[name=username]', 'redaktor')
    tab.write('[name=password]', 'hemmelig')
    tab.press('Enter')
    tab.until("customElements.get('markdown-field') && document.querySelector('#id_intro')")

    tab.value(f'(() => {{ {DROP} }})()')
    kept = r'!\[Beskriv bildet\]\(\/media\/bilder\/[\w-]+\.png\)'
    tab.until(rf"/{kept}\n\n{kept}/.test(document.querySelector('#id_intro').value)")

    assert tab.value("!document.querySelector('#id_intro').value.includes('laster-opp')")
