import re

import pytest

from tests import factories
from tests.browser.axe import COLOURS, axe_finds_nothing, faults_of, show_in
from tests.browser.tabs import at_widths
from tests.test_addresses import PAGES

EVERY = [*PAGES, '/finnes-ikke/', '/sok/?q=norskopplæring', '/sok/?q=kvantefysikk', '/tilbakemelding/?svar=no']


TITLED = re.compile(r'/norskopplaering/modul-\d/')


# One visit to a page is made to tell all there is to tell; two halves, as there are two processes.
@pytest.mark.parametrize('paths', [EVERY[::2], EVERY[1::2]], ids=['one half', 'other half'])
def test_every_page_is_for_everyone(open_tab, live_server, paths):
    """For axe in the light and in the dark, with large text, with no word of a title broken; and it asks only us."""
    asked, titled = [], 0
    tab = open_tab(new=True)
    tab.on('request', lambda request: asked.append(request.url))

    for path in paths:
        tab.set_viewport_size({'width': 1280, 'height': 800})
        tab.goto(path)
        assert background_of(tab) == 'rgb(251, 249, 244)', path
        assert faults_of(tab) == [], path
        show_in(tab, 'dark')
        assert background_of(tab) == 'rgb(15, 27, 33)', path
        # The page is the same; only its colours are others.
        assert faults_of(tab, **COLOURS) == [], f'{path}, in the dark'
        show_in(tab, 'light')
        tab.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert tab.evaluate('document.documentElement.scrollWidth') <= 1280, path
        tab.evaluate("document.documentElement.style.removeProperty('font-size')")
        if TITLED.fullmatch(path):
            no_word_of_the_title_is_broken(tab, path)
            titled += 1

    assert len(EVERY) == 39
    assert titled == 3
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert tab.context.cookies() == [] or {cookie['name'] for cookie in tab.context.cookies()} == {'csrftoken'}


def background_of(tab):
    return tab.evaluate('getComputedStyle(document.body).backgroundColor')


def no_word_of_the_title_is_broken(tab, path):
    # Words that may not be broken show whether there is room for them.
    tab.evaluate("document.querySelector('h1').style.overflowWrap = 'normal'")
    for width in at_widths(tab, 800, 390, 320):
        width_needed = tab.evaluate("document.querySelector('h1').getBoundingClientRect().right")
        assert width_needed <= width - 16, path


def test_axe_finds_nothing_on_a_form_with_errors(open_tab):
    tab = open_tab()
    tab.goto('/tilbakemelding/')
    tab.get_by_role('button', name='Send tilbakemelding').click()

    tab.get_by_text('Velg Ja eller Nei.').wait_for()
    axe_finds_nothing(tab, 'form with errors')


def test_every_page_fits_every_width(open_tab):
    from modules.models import Module, ReflectionQuestion

    Module.objects.filter(slug='modul-6').update(title='Voksenopplæringssenterorganisasjonsutviklingsprosjektet')
    ReflectionQuestion.objects.filter(slug='bransjer').update(text='Arbeidsmarkedstiltaksleverandørsamarbeidspartnere?')
    table = '\n\n' + '| overskrift ' * 6 + '|\n' + '|---' * 6 + '|\n' + '| innholdet ' * 6 + '|'
    Module.objects.filter(slug='modul-5').update(intro=f'Innledning{table}')
    ReflectionQuestion.objects.filter(slug='rammer').update(text=f'Spørsmål{table}')
    tab = open_tab(new=True)

    for path in EVERY:
        tab.goto(path)
        # 640 is a screen of 1280 at 200 %, 320 the same at 400 %.
        for width in at_widths(tab, 800, 640, 390, 320):
            wide = tab.evaluate('document.documentElement.scrollWidth')
            assert wide <= width, f'{path} is {wide} wide'
            # The margin is kept too, where nothing has to be scrolled to.
            assert tab.evaluate(OUTSIDE) == [], (path, width)


OUTSIDE = """() => {
    const page = document.querySelector('main')
    const edge = page.getBoundingClientRect().right - parseFloat(getComputedStyle(page).paddingRight)
    return [...page.querySelectorAll('p, h1, h2, h3, li, a, button, input, .table')]
        .filter(part => part.getBoundingClientRect().right > edge + 1)
        .filter(part => !part.closest('.trap, .visually-hidden'))
        .map(part => part.outerHTML.slice(0, 100))
}"""


def test_reading_works_with_the_keyboard_alone(open_tab):
    tab = open_tab()
    tab.goto('/norskopplaering/modul-2/')

    tab.keyboard.press('Tab')
    assert tab.evaluate('document.activeElement.textContent') == 'Hopp til innholdet'
    tab.keyboard.press('Enter')
    # The browser follows a link within the page in its own time.
    tab.wait_for_url('**/#innhold')
    # Past the modules, and the ways there are.
    for _ in range(10):
        tab.keyboard.press('Tab')
    assert 'Film' in tab.evaluate('document.activeElement.textContent')
    tab.keyboard.press('Tab')
    tab.keyboard.press('Enter')
    tab.wait_for_url('**/#sporsmal')


def test_whole_module_stands_without_scripts(open_tab):
    tab = open_tab(java_script_enabled=False)

    tab.goto('/norskopplaering/modul-3/utskrift/')

    assert tab.get_by_text('Skriv ut med Ctrl + P.').is_visible()
    assert not tab.get_by_role('button', name='Skriv ut').is_visible()


def test_print_button_prints(open_tab):
    tab = open_tab()
    tab.add_init_script('window.print = () => { window.printed = true }')
    tab.goto('/norskopplaering/modul-2/utskrift/')

    tab.get_by_role('button', name='Skriv ut').click()

    assert tab.evaluate('window.printed') is True


@pytest.mark.parametrize(('number', 'sheets'), [(1, 1), (2, 2)])
def test_module_on_paper_takes_its_sheets(open_tab, number, sheets):
    tab = open_tab()
    tab.goto(f'/norskopplaering/modul-{number}/utskrift/')

    pdf = tab.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb'/Type\s*/Page\b', pdf)) == sheets


def test_anchor_shows_which_question_it_leads_to(open_tab):
    tab = open_tab()
    tab.goto('/norskopplaering/modul-2/#sporsmal-muligheter')

    box = tab.locator('#sporsmal-muligheter').bounding_box()
    assert 0 <= box['y'] < 800
    assert tab.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor") == 'rgb(251, 238, 218)'


THEME = """
@layer ds.theme.color-scheme.light {
  :root, [data-color-scheme=light] { --ds-color-accent-base-default: #7a1f5c; color-scheme: light }
  @media (prefers-color-scheme: light) { [data-color-scheme=auto] { --ds-color-accent-base-default: #7a1f5c } }
}
@layer ds.theme.color-scheme.dark {
  [data-color-scheme=dark] { --ds-color-accent-base-default: #f2b3dd; color-scheme: dark }
  @media (prefers-color-scheme: dark) {
    [data-color-scheme=auto] { --ds-color-accent-base-default: #f2b3dd; color-scheme: dark }
  }
}
"""


@pytest.mark.parametrize(
    ('scheme', 'ours', 'theirs'),
    [('light', 'rgb(11, 85, 99)', 'rgb(122, 31, 92)'), ('dark', 'rgb(108, 195, 207)', 'rgb(242, 179, 221)')],
)
def test_theme_of_a_municipality_takes_the_place_of_our_colours(open_tab, settings, tmp_path, scheme, ours, theirs):
    def button_colour():
        tab = open_tab(color_scheme=scheme)
        tab.goto('/norskopplaering/')
        return tab.locator('.button').first.evaluate('button => getComputedStyle(button).backgroundColor')

    before = button_colour()
    folder = tmp_path / 'kommune'
    folder.mkdir()
    (folder / 'tema.css').write_text(THEME)
    settings.THEME_DIR = str(folder)
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, ('tema', str(folder))]
    factories.package(is_published=False)  # A new version of the content, as after a restart.

    assert (before, button_colour()) == (ours, theirs)
