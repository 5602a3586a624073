"""A phone on its side, or a page enlarged four times: walls on which there is room for little (WCAG 1.4.10, 2.4.11)."""

import pytest

from tests import meetings
from tests.browser.tabs import until
from tests.browser.test_meeting import press
from tests.browser.test_wall import WALL


@pytest.mark.parametrize(('width', 'height'), [(320, 256), (480, 270), (640, 360), (844, 390)])
@pytest.mark.parametrize('kind', ['module', 'meeting'])
def test_question_has_most_of_a_low_screen_and_the_clock_hides_nothing(open_tab, kind, width, height):
    tab = open_tab(width, height)
    if kind == 'module':
        tab.goto(f'{WALL}sporsmal-tilpasset/')
        until(tab, "Boolean(customElements.get('wall-clock'))")
        press(tab, 't')
        tab.keyboard.type('5')
        tab.keyboard.press('Enter')
    else:
        meeting = meetings.running()
        meeting.go(meeting.version, 3)
        tab.goto(f'{meetings.door(meeting)}storskjerm/')
    tab.locator('.clock__time').wait_for()
    tab.mouse.move(20, 60)

    def box(selector):
        found = tab.locator(f'{selector} >> visible=true').first.bounding_box()
        return [round(found[name]) for name in ('x', 'y', 'width', 'height')]

    stage, clock, bar = box('.wall__stage'), box('.clock'), box('.wall-bar')
    assert stage[3] > 0.55 * height
    assert clock[1] + clock[3] <= stage[1] and stage[1] + stage[3] <= bar[1]
    for x, _y, wide, _high in (stage, clock, bar, box('.clock__buttons')):
        assert x >= 0 and x + wide <= width
    for part in tab.locator('.wall__header > * >> visible=true').all():
        place = part.bounding_box()
        is_seen = part.evaluate("part => getComputedStyle(part).clipPath === 'none'")
        assert not is_seen or place['x'] + place['width'] <= clock[0]
    last = tab.locator('.wall-bar__item').last
    last.focus()
    assert last.bounding_box()['x'] + last.bounding_box()['width'] <= width
