"""What editors write, on page, wall and paper: nothing of it is cut, and nothing is wider than the screen."""

import pytest

from meetings.models import Department
from modules.models import Case, Feedback, Link, Module, Package, ReflectionQuestion
from tests import factories, meetings
from tests.browser.editing import log_in
from tests.browser.tabs import at_widths, until

TABLE = '\n'.join([
    '| Uke | Mandag | Tirsdag | Onsdag | Torsdag | Fredag | Ansvarlig for oppfølgingen |',
    '|----:|--------|---------|--------|---------|--------|:--------------------------:|',
    '| 34 | Kartlegging | Språkpraksis | Klasserom | Arbeidsplassbesøk | Individuell veiledning | Programrådgiveren |',
    '| 100 | Klasserom | Språkpraksis | Fagopplæring | Arbeidsgivermøte | Oppsummering | Kontaktlæreren på kveldstid |',
])  # fmt: skip
LIST = '\n'.join(f'{number}. Punkt nummer {number}' for number in range(1, 13))
DATES = '17. mai er alle fri.\n\n3. desember møtes vi.'
# Eighty letters, as long as a compound that somebody makes for fun, or a file name that is pasted.
LONG = 'menneskerettighetsorganisasjonssamarbeidspartnerskapsavtaleforhandlingsutvalgene'
assert len(LONG) == 80

WALLS = [(800, 600), (1024, 768), (1920, 1080)]


@pytest.fixture
def intro(content):
    """Returns a function that makes `text` the introduction of module 2."""

    def intro(text):
        Module.objects.filter(slug='modul-2').update(intro=text)

    return intro


def box_of(tab, selector):
    return tab.eval_on_selector(selector, 'element => element.getBoundingClientRect().toJSON()')


def settled(tab):
    until(tab, "Boolean(customElements.get('wall-text')) && document.fonts.status === 'loaded'")
    tab.evaluate('() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))')


@pytest.mark.parametrize(('width', 'height'), WALLS)
def test_wide_table_is_whole_on_the_wall(open_tab, intro, width, height):
    intro(TABLE)
    tab = open_tab(width, height)
    tab.goto('/norskopplaering/modul-2/storskjerm/')
    settled(tab)

    table, text = box_of(tab, '.step:not([hidden]) table'), box_of(tab, '.step:not([hidden]) wall-text')

    assert table['left'] >= text['left'] and table['right'] <= text['right'] + 1 <= width + 1
    assert tab.evaluate('document.documentElement.scrollWidth') <= width
    # Small enough to be whole, large enough to be read.
    assert (
        tab.eval_on_selector('.step:not([hidden]) td', 'td => parseFloat(getComputedStyle(td).fontSize)') >= height / 72
    )


def test_wide_table_is_whole_on_paper(open_tab, intro):
    intro(TABLE)
    tab = open_tab(794, 1123)
    tab.goto('/norskopplaering/modul-2/utskrift/')
    tab.emulate_media(media='print')

    table, paper = box_of(tab, '.paper table'), box_of(tab, '.paper')

    assert table['left'] >= paper['left'] and table['right'] <= paper['right']
    assert tab.evaluate('document.documentElement.scrollWidth') <= 794


@pytest.mark.parametrize('width', [320, 390])
def test_wide_table_goes_sideways_by_itself_on_a_phone(open_tab, intro, width):
    intro(TABLE)
    tab = open_tab(width, 800)
    tab.goto('/norskopplaering/modul-2/')
    table = tab.get_by_role('region', name='Tabell')

    assert tab.evaluate('document.documentElement.scrollWidth') <= width
    assert table.evaluate('frame => frame.scrollWidth > frame.clientWidth')
    # As wide as there is room for.
    assert table.evaluate('frame => frame.clientWidth') >= width - 40
    table.focus()
    tab.keyboard.press('ArrowRight')
    until(tab, "document.querySelector('.table').scrollLeft > 0")
    # The words are whole.
    lines = """cell => {
        const range = document.createRange()
        range.selectNodeContents(cell)
        return range.getClientRects().length
    }"""
    assert table.locator('td', has_text='Arbeidsplassbesøk').evaluate(lines) == 1


@pytest.mark.parametrize('text', [LIST, '98. En\n99. To\n100. Tre', '1. En\n17. Sytten', DATES])
def test_numbers_are_whole_on_every_surface(open_tab, intro, text):
    intro(text)
    # How far to the left of its text a number begins, in the type it is written in; there is room for that.
    lacking = """() => [...document.querySelectorAll('.prose ol:not([hidden] *)')].map(list => {
        const ink = document.createElement('canvas').getContext('2d')
        const { fontWeight, fontSize, fontFamily } = getComputedStyle(list)
        ink.font = `${fontWeight} ${fontSize} ${fontFamily}`
        const numbers = [...list.children].map((item, at) => `${item.value || list.start + at}. `)
        const widest = Math.max(...numbers.map(number => ink.measureText(number).width))
        return Math.max(0, widest - parseFloat(getComputedStyle(list).paddingInlineStart))
    })"""
    tab = open_tab(1024, 768)

    for path in ('', 'storskjerm/', 'utskrift/'):
        tab.goto(f'/norskopplaering/modul-2/{path}')
        lists = tab.evaluate(lacking)
        assert len(lists) == (0 if text == DATES else 1), path
        assert [short for short in lists if short > 1] == [], path
        if text == DATES:
            assert tab.get_by_text('17. mai er alle fri.').first.is_visible()
            assert tab.get_by_text('3. desember møtes vi.').first.is_visible()


# The innermost elements that stand out of the page.
WIDEST = """width => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > width + 1 && !one.closest('.table, svg') && ![...one.children]
        .some(child => child.getBoundingClientRect().right > width + 1))
    .slice(0, 5).map(one => `${one.tagName}.${one.className} in ${one.parentElement.className}`)"""


def with_long_words():
    """Every name there is, made a word of eighty letters; returns the pages where people meet them."""
    package, module = Package.objects.get(), Module.objects.get(slug='modul-2')
    for field in ('title', 'lead', 'publishers', 'audience', 'contents', 'delivery', 'extent', 'body'):
        Package.objects.update(**{field: LONG})
    Module.objects.filter(pk=module.pk).update(
        title=LONG, intro=f'{LONG}\n\n## {LONG}\n\n- {LONG}\n\n[{LONG}](https://a.no)'
    )
    ReflectionQuestion.objects.filter(module=module).update(text=LONG)
    Case.objects.filter(module=module).update(title=LONG, text=LONG)
    Link.objects.filter(group__module=module).update(text=LONG, publisher=LONG)
    module.link_groups.update(heading=LONG)
    module.film.title, module.film.source_name, module.film.transcript = LONG, LONG, LONG
    module.film.summary, module.film.stop_lines = LONG, f'1:00 {LONG}'
    module.film.save()
    department = Department.objects.create(name=LONG)
    meeting = meetings.meeting(department=department, module_title=LONG)
    meeting.commitments.create(what=LONG, who=LONG)
    item = meeting.items[1] | {'name': LONG}
    meeting.items[1] = item
    meeting.save()
    Feedback.objects.create(answer='no', comment=LONG, path='/', module=module)
    ended = meetings.running(department=department)
    ended.notes.create(step='sporsmal-tilpasset', writer='a', text=LONG)
    public = [
        '/', '/norskopplaering/', '/norskopplaering/modul-2/', '/norskopplaering/modul-2/utskrift/', f'/sok/?q={LONG}',
        '/mote/planlegg/norskopplaering/modul-2/', '/norskopplaering/modul-2/storskjerm/',
        f'/mote/{meeting.key}/', f'/mote/{meeting.key}/kjoreplan/', f'/mote/{meeting.key}/bordkort/',
        f'/mote/{meeting.key}/refleksjonsark/', f'/mote/{ended.key}/leder/', f'/mote/{ended.key}/notater/',
        f'/mote/{ended.key}/referat/', f'/mote/{ended.key}/storskjerm/', f'/avdeling/{department.key}/',
    ]  # fmt: skip
    admin = [
        '/admin/', '/admin/modules/module/', f'/admin/modules/module/{module.pk}/change/',
        f'/admin/modules/module/{module.pk}/history/', f'/admin/modules/module/{module.pk}/forhandsvis/',
        f'/admin/modules/module/{module.pk}/delete/', f'/admin/modules/package/{package.pk}/change/',
        '/admin/modules/package/', '/admin/modules/feedback/', '/admin/helsesjekk/', '/admin/flytt/',
    ]  # fmt: skip
    return public, admin


def test_no_word_makes_a_page_wider_than_a_phone(open_tab, content):
    factories.editor()
    public, admin = with_long_words()
    tab = open_tab(390, 800, new=True)
    wide = []
    tab.goto('/admin/')
    log_in(tab)
    tab.locator('.front').wait_for()

    for path in [*public, *admin]:
        tab.set_viewport_size({'width': 390, 'height': 800})
        response = tab.goto(path)
        assert response.status == 200, path
        for width in at_widths(tab, 390, 320):
            needed = tab.evaluate('document.documentElement.scrollWidth')
            if needed > width:
                wide.append((path, width, needed, tab.evaluate(WIDEST, width)))

    assert len(public) + len(admin) == 27
    assert wide == [], '\n'.join(map(str, wide))
