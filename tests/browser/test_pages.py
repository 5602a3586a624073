import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories
from tests.test_addresses import PAGES

EVERY = [*PAGES, '/finnes-ikke/', '/sok/?q=norskopplæring', '/sok/?q=kvantefysikk', '/tilbakemelding/?svar=no']


@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_axe_finds_nothing_on_any_page(open_tab, scheme):
    tab = open_tab(color_scheme=scheme)

    for path in EVERY:
        tab.goto(path)
        assert tab.evaluate('getComputedStyle(document.body).backgroundColor') == (
            'rgb(251, 249, 244)' if scheme == 'light' else 'rgb(15, 27, 33)'
        )
        results = Axe().run(tab)
        assert results.violations_count == 0, f'{path}\n{results.generate_report()}'

    assert len(EVERY) == 37


def test_axe_finds_nothing_on_a_form_with_errors(open_tab):
    tab = open_tab()
    tab.goto('/tilbakemelding/')
    tab.get_by_role('button', name='Send tilbakemelding').click()

    tab.get_by_text('Velg Ja eller Nei.').wait_for()
    results = Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()


# 640 is a screen of 1280 at 200 %, 320 the same at 400 %.
@pytest.mark.parametrize('width', [320, 390, 640, 800])
def test_every_page_fits_its_width(open_tab, width):
    from modules.models import Module, ReflectionQuestion

    Module.objects.filter(slug='modul-6').update(title='Voksenopplæringssenterorganisasjonsutviklingsprosjektet')
    ReflectionQuestion.objects.filter(slug='bransjer').update(text='Arbeidsmarkedstiltaksleverandørsamarbeidspartnere?')
    table = '\n\n' + '| overskrift ' * 6 + '|\n' + '|---' * 6 + '|\n' + '| innholdet ' * 6 + '|'
    Module.objects.filter(slug='modul-5').update(intro=f'Innledning{table}')
    ReflectionQuestion.objects.filter(slug='rammer').update(text=f'Spørsmål{table}')
    tab = open_tab(width, 700)

    for path in EVERY:
        tab.goto(path)
        wide = tab.evaluate('document.documentElement.scrollWidth')
        assert wide <= width, f'{path} is {wide} wide'
        # The margin is kept too, where nothing has to be scrolled to.
        assert (
            tab.evaluate("""
            () => {
                const page = document.querySelector('main')
                const edge = page.getBoundingClientRect().right - parseFloat(getComputedStyle(page).paddingRight)
                return [...page.querySelectorAll('p, h1, h2, h3, li, a, button, input, table')]
                    .filter(part => part.getBoundingClientRect().right > edge + 1)
                    .filter(part => !part.closest('.trap, .visually-hidden'))
                    .map(part => part.outerHTML.slice(0, 100))
            }
        """)
            == []
        ), path


@pytest.mark.parametrize('width', [320, 390, 800])
def test_no_word_of_a_title_is_broken(open_tab, width):
    tab = open_tab(width, 700)

    for number in range(1, 7):
        tab.goto(f'/norskopplaering/modul-{number}/')
        # Words that may not be broken show whether there is room for them.
        width_needed = tab.evaluate("""
            () => {
                const heading = document.querySelector('h1')
                heading.style.overflowWrap = 'normal'
                return heading.getBoundingClientRect().right
            }
        """)
        assert width_needed <= width - 16, number


def test_every_page_fits_with_text_at_twice_its_size(open_tab):
    tab = open_tab(1280, 800)

    for path in EVERY:
        tab.goto(path)
        tab.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert tab.evaluate('document.documentElement.scrollWidth') <= 1280, path


def test_reading_asks_nobody_but_us(open_tab, live_server):
    asked = []
    tab = open_tab()
    tab.on('request', lambda request: asked.append(request.url))

    for path in PAGES:
        tab.goto(path)

    assert len(asked) > 40
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert tab.context.cookies() == [] or {cookie['name'] for cookie in tab.context.cookies()} == {'csrftoken'}


def test_reading_works_with_the_keyboard_alone(open_tab):
    tab = open_tab()
    tab.goto('/norskopplaering/modul-2/')

    tab.keyboard.press('Tab')
    assert tab.evaluate('document.activeElement.textContent') == 'Hopp til innholdet'
    tab.keyboard.press('Enter')
    # The browser follows a link within the page in its own time.
    tab.wait_for_url('**/#innhold')
    for _ in range(7):
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
