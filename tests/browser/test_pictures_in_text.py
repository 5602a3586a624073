"""Pictures on their way into a text: each in its own place or gone with the reason, whatever the network does."""

import io
import re

import pytest
from PIL import Image

from modules.models import Module
from tests.browser.editing import log_in, saved
from tests.browser.tabs import until

FIELD = '#id_cases-olga-text'
UPLOAD, PREVIEW = '**/admin/markdown/bilde/', '**/admin/markdown/forhandsvisning/'
CODE = r'!\[Beskriv bildet\]\(/media/bilder/[\w-]+\.(?:png|webp)\)'
# Gives what the browser would give to one who drops or pastes: files, and a text beside them.
GIVE = """
([selector, kind, files, text]) => {
    const given = new DataTransfer()
    for (const [name, type, bytes] of files) given.items.add(new File([new Uint8Array(bytes)], name, { type }))
    if (text) given.setData('text/plain', text)
    const options = { bubbles: true, cancelable: true }
    const event = kind === 'drop'
        ? new DragEvent('drop', { dataTransfer: given, ...options })
        : new ClipboardEvent('paste', { clipboardData: given, ...options })
    return !document.querySelector(selector).dispatchEvent(event)
}
"""


def picture(name='bilde.png', color='green', format='PNG', **options):
    out = io.BytesIO()
    Image.new('RGB', (40, 30), color).save(out, format, **options)
    return [name, f'image/{format.lower()}', list(out.getvalue())]


def give(tab, *files, kind='drop', text='', selector=FIELD):
    """True when the page took what was given, and the browser does nothing of its own with it."""
    return tab.evaluate(GIVE, [selector, kind, files, text])


def text_of(tab):
    return tab.locator(FIELD).input_value()


def notes(tab, role='alert'):
    return tab.locator(f'.markdownx__note[role="{role}"]')


def held_back(tab):
    """The uploads of `tab`, each held until the test lets it go on."""
    held = []
    tab.route(UPLOAD, lambda route: held.append(route))
    return held


def write_in(tab, text):
    tab.locator(FIELD).fill(text)
    tab.locator(FIELD).press('Control+End')


def test_two_pictures_dropped_at_once_land_each_in_its_own_place(open_form):
    tab = open_form()
    write_in(tab, 'Før. ')
    held = held_back(tab)

    give(tab, picture('a.png'), picture('b.webp', format='WEBP'))
    assert re.fullmatch(
        r'Før\. \[Laster opp a\.png …\]\(#laster-opp-\w+\)\n\n\[Laster opp b\.webp …\]\(#laster-opp-\w+\)', text_of(tab)
    )
    until_held(tab, held, 2)
    # The last is there first.
    next(route for route in held if 'b.webp' in route.request.post_data_buffer.decode('latin-1')).continue_()
    until(tab, f'document.querySelector("{FIELD}").value.includes(".webp)")')
    next(route for route in held if 'a.png' in route.request.post_data_buffer.decode('latin-1')).continue_()
    until(tab, f'!document.querySelector("{FIELD}").value.includes("laster-opp")')

    assert re.fullmatch(rf'Før\. {CODE}\n\n{CODE}', text_of(tab))
    assert text_of(tab).index('.png)') < text_of(tab).index('.webp)')
    # The first that came is marked, and the next did not take that away.
    assert tab.evaluate('getSelection().toString()') == 'Beskriv bildet'


def until_held(tab, held, count):
    for _ in range(100):
        if len(held) >= count:
            return
        tab.wait_for_timeout(50)
    raise AssertionError(f'{len(held)} uploads, not {count}')


def test_a_slow_picture_takes_nothing_from_one_who_writes_on(open_form):
    tab = open_form()
    write_in(tab, 'Før. ')
    held = held_back(tab)
    give(tab, picture())
    until_held(tab, held, 1)

    tab.keyboard.type(' Etter')
    held[0].continue_()
    until(tab, f'!document.querySelector("{FIELD}").value.includes("laster-opp")')
    tab.keyboard.type(' bildet.')

    assert re.fullmatch(rf'Før\. {CODE} Etter bildet\.', text_of(tab))


def test_a_slow_picture_takes_no_focus_from_another_field(open_form):
    tab = open_form()
    write_in(tab, 'Før. ')
    held = held_back(tab)
    give(tab, picture())
    until_held(tab, held, 1)

    tab.locator('#id_title').click()
    held[0].continue_()
    until(tab, f'!document.querySelector("{FIELD}").value.includes("laster-opp")')

    assert tab.evaluate('document.activeElement.id') == 'id_title'
    assert re.fullmatch(rf'Før\. {CODE}', text_of(tab))


def test_a_mark_that_was_deleted_brings_no_picture(open_form):
    tab = open_form()
    held = held_back(tab)
    write_in(tab, '')
    give(tab, picture())
    until_held(tab, held, 1)

    tab.locator(FIELD).fill('Likevel ikke.')
    held[0].continue_()
    tab.wait_for_timeout(700)

    assert text_of(tab) == 'Likevel ikke.'


def test_undo_takes_the_picture_and_then_the_words_before_it(open_form):
    tab = open_form()
    tab.locator(FIELD).focus()
    tab.keyboard.press('Control+a')
    tab.keyboard.type('Før.')
    give(tab, picture())
    until(tab, f'/bilder/.test(document.querySelector("{FIELD}").value)')

    tab.keyboard.press('Control+z')
    assert text_of(tab) == 'Før.'
    tab.keyboard.press('Control+Shift+z')
    assert re.fullmatch(rf'Før\.{CODE}', text_of(tab))


def test_undo_of_what_was_written_meanwhile_never_stores_a_mark(open_form):
    tab = open_form()
    held = held_back(tab)
    write_in(tab, 'Før. ')
    give(tab, picture())
    until_held(tab, held, 1)
    tab.keyboard.type(' Mer.')
    held[0].continue_()
    until(tab, f'/bilder/.test(document.querySelector("{FIELD}").value)')

    tab.keyboard.press('Control+z')
    tab.keyboard.press('Control+z')
    tab.locator('#id_title').focus()

    assert 'laster-opp' not in text_of(tab)


def test_picture_without_a_network_says_so_and_comes_when_it_is_tried_again(open_form, complaints):
    tab = open_form()
    write_in(tab, 'I denne modulen')
    tab.context.set_offline(True)

    give(tab, picture('kart.png'))
    notes(tab).wait_for()
    assert 'kart.png: Fikk ikke kontakt med portalen. Bildet er ikke lastet opp.' in notes(tab).inner_text()
    assert text_of(tab) == 'I denne modulen'
    tab.context.set_offline(False)
    tab.get_by_role('button', name='Prøv igjen').click()
    until(tab, f'/bilder/.test(document.querySelector("{FIELD}").value)')

    assert re.fullmatch(rf'I denne modulen{CODE}', text_of(tab))
    assert notes(tab).count() == 0
    complaints.clear()


@pytest.mark.parametrize(
    ('answer', 'reason', 'may_try_again'),
    [
        ({'status': 413, 'body': '<html>Too large</html>'}, 'Bildet er for stort. Det kan være på høyst 10 MB.', False),
        ({'status': 502, 'body': '<html>Bad gateway</html>'}, 'Portalen kunne ikke ta imot bildet nå.', True),
        ({'status': 200, 'body': '<html>Logg inn</html>'}, 'Portalen kunne ikke ta imot bildet nå.', True),
        ({'status': 200, 'body': '{"image_code": "x"}'}, 'Portalen kunne ikke ta imot bildet nå.', True),
    ],
)
def test_an_answer_that_is_not_ours_never_comes_into_the_text(open_form, complaints, answer, reason, may_try_again):
    tab = open_form()
    write_in(tab, 'Før.')
    tab.route(UPLOAD, lambda route: route.fulfill(content_type='text/html', **answer))

    give(tab, picture())
    notes(tab).wait_for()

    assert reason in notes(tab).inner_text()
    assert notes(tab).get_by_role('button', name='Prøv igjen').count() == may_try_again
    assert text_of(tab) == 'Før.'
    complaints.clear()


def test_picture_that_never_comes_through_is_given_up_and_the_text_is_whole(open_form, complaints):
    tab = open_form()
    tab.clock.install()
    write_in(tab, 'Før.')
    held = held_back(tab)
    give(tab, picture())
    until_held(tab, held, 1)

    tab.clock.fast_forward('05:00')
    notes(tab).wait_for()

    assert 'Det tok for lang tid.' in notes(tab).inner_text()
    assert text_of(tab) == 'Før.'
    complaints.clear()


def test_one_who_was_logged_out_logs_in_elsewhere_and_tries_again(open_form, complaints):
    tab = open_form()
    write_in(tab, 'Før.')
    cookies = tab.context.cookies()
    tab.context.clear_cookies(name=next(cookie['name'] for cookie in cookies if 'sessionid' in cookie['name']))

    give(tab, picture())
    notes(tab).wait_for()
    assert 'Du er logget ut. Logg inn i et nytt vindu, og prøv igjen her.' in notes(tab).inner_text()
    assert text_of(tab) == 'Før.'
    other = tab.context.new_page()
    other.goto('/admin/')
    log_in(other)
    other.locator('#user-tools').wait_for()
    # The login has made the token of this page an old one.
    tab.get_by_role('button', name='Prøv igjen').click()
    until(tab, f'/bilder/.test(document.querySelector("{FIELD}").value)')

    assert re.fullmatch(rf'Før\.{CODE}', text_of(tab))
    tab.locator(FIELD).fill(text_of(tab).replace('Beskriv bildet', 'Et kart'))
    tab.locator('input[name="_continue"]').click()
    saved(tab)
    complaints.clear()


def test_text_wins_over_the_picture_of_it(open_form):
    tab = open_form()
    write_in(tab, 'Før.')
    held = held_back(tab)

    assert not give(tab, picture('image.png'), kind='paste', text='Navn\tAntall\nOlga\t2')
    tab.wait_for_timeout(300)
    assert (held, text_of(tab)) == ([], 'Før.')

    assert give(tab, picture('image.png'), kind='paste')
    # A file that was copied on a Mac.
    assert give(tab, picture('kart.png'), kind='paste', text='kart.png')
    until_held(tab, held, 2)
    for route in held:
        route.continue_()
    until(tab, f'!document.querySelector("{FIELD}").value.includes("laster-opp")')
    assert re.fullmatch(rf'Før\.{CODE}{CODE}', text_of(tab))


def test_a_file_that_is_no_picture_is_refused_beside_one_that_is(open_form):
    tab = open_form()
    write_in(tab, '')

    give(tab, ['rapport.pdf', 'application/pdf', list(b'%PDF-1.7')], picture())
    until(tab, f'/bilder/.test(document.querySelector("{FIELD}").value)')

    assert 'rapport.pdf: Fila er ikke et bilde vi kan bruke.' in notes(tab).inner_text()
    assert re.fullmatch(CODE, text_of(tab))


@pytest.mark.parametrize('refused', ['a.png', 'b.png', 'c.png'])
def test_one_of_three_that_is_refused_leaves_the_others_and_no_gap(open_form, complaints, refused):
    tab = open_form()
    write_in(tab, 'Før.\n\n')
    held = held_back(tab)
    give(tab, picture('a.png'), picture('b.png'), picture('c.png'))
    until_held(tab, held, 3)

    one = next(route for route in held if refused in route.request.post_data_buffer.decode('latin-1'))
    one.abort()
    notes(tab).wait_for()
    for route in held:
        if route is not one:
            route.continue_()
    until(tab, f'!document.querySelector("{FIELD}").value.includes("laster-opp")')

    assert re.fullmatch(rf'Før\.\n\n{CODE}\n\n{CODE}', text_of(tab))
    assert notes(tab).inner_text().startswith(f'{refused}: Fikk ikke kontakt')
    complaints.clear()


def test_a_file_dropped_beside_the_field_does_not_take_the_page_away(open_form):
    assert give(open_form(), picture(), selector='#content')


def test_an_animation_says_that_it_becomes_still(open_form):
    tab = open_form()
    frames = [Image.new('RGB', (40, 30), color) for color in ('red', 'blue')]

    give(tab, picture('dans.webp', format='WEBP', save_all=True, append_images=frames, duration=90))
    notes(tab, 'status').wait_for()

    assert 'dans.webp: Bildet var en animasjon. Her står det stille.' in notes(tab, 'status').inner_text()


def test_a_form_that_is_saved_meanwhile_is_saved_with_the_picture(open_form):
    tab = open_form()
    held = held_back(tab)
    write_in(tab, '')
    give(tab, picture())
    until_held(tab, held, 1)
    tab.keyboard.type(' Olga.')

    tab.locator('input[name="_continue"]').click()
    assert 'Lagrer når bildene er på plass.' in notes(tab, 'status').inner_text()
    held[0].fulfill(
        status=200, headers={'Markdown-Field': 'true'}, content_type='application/json',
        body='{"image_code": "![Et kart](/media/bilder/a.png)", "notice": ""}',
    )  # fmt: skip
    saved(tab)

    assert Module.objects.get(slug='modul-2').cases.get().text == '![Et kart](/media/bilder/a.png) Olga.'


def test_a_form_that_is_saved_meanwhile_stays_when_the_picture_is_refused(open_form, complaints):
    tab = open_form()
    before = Module.objects.get(slug='modul-2').cases.get().text
    held = held_back(tab)
    write_in(tab, 'Ny tekst.')
    give(tab, picture())
    until_held(tab, held, 1)

    tab.locator('input[name="_continue"]').click()
    held[0].abort()
    notes(tab).wait_for()
    tab.wait_for_timeout(500)

    assert text_of(tab) == 'Ny tekst.'
    assert Module.objects.get(slug='modul-2').cases.get().text == before
    complaints.clear()


def test_picture_comes_into_a_row_that_was_added_just_now(open_form):
    tab = open_form()
    tab.locator('#add-cases').click()
    key = tab.evaluate('document.activeElement.closest(".row").dataset.key')

    give(tab, picture(), selector=f'#id_cases-{key}-text')

    until(tab, f'document.querySelector("#row-cases-{key} .markdownx-preview img")?.naturalWidth === 40')


@pytest.mark.parametrize('status', [200, 403, 502])
def test_preview_never_swallows_a_page(open_form, complaints, status):
    tab = open_form()
    page = '<html><head><style>body { display: none }</style></head><h1>Logg inn</h1></html>'
    tab.route(PREVIEW, lambda route: route.fulfill(status=status, body=page, content_type='text/html'))

    tab.locator(FIELD).fill('Noe **nytt**.')
    preview = tab.locator(f'.markdownx:has({FIELD}) .markdownx-preview')
    preview.get_by_text('Fikk ikke vist hvordan teksten blir.').wait_for()

    assert preview.locator('h1, style').count() == 0
    tab.unroute(PREVIEW)
    tab.locator(FIELD).fill('Noe **annet**.')
    preview.locator('strong', has_text='annet').wait_for()
    complaints.clear()
