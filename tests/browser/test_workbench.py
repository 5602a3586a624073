"""An editor's day: with the keyboard alone, with the mouse, and with the plug pulled."""

import io

import pytest
from PIL import Image

from modules.models import Case, Module
from tests import factories, films
from tests.browser.editing import kept_texts, rows, saved
from tests.browser.tabs import until


def walk_to(tab, selector, key='Tab'):
    """Press Tab (or Shift+Tab) until the focus is on `selector`: what cannot be reached so is a fault."""
    for _ in range(300):
        tab.keyboard.press(key)
        if tab.evaluate('selector => document.activeElement.matches(selector)', selector):
            return
    raise AssertionError(f'{selector} cannot be reached by {key}')


def test_case_with_two_questions_is_written_with_the_keyboard_alone(open_form, open_tab):
    tab = open_form()

    walk_to(tab, '#add-cases')
    tab.keyboard.press('Enter')
    key = rows(tab, 'cases')[-1]
    tab.keyboard.type('Ali')
    walk_to(tab, f'#id_cases-{key}-text')
    tab.keyboard.type('Ali venter på **praksisplass**.')
    until(tab, f'document.querySelector("#row-cases-{key} .markdownx-preview strong")?.textContent === "praksisplass"')
    for text in ('Hva gjør dere først?', 'Hvem hjelper?'):
        walk_to(tab, f'#add-cases-{key}-questions')
        tab.keyboard.press('Enter')
        tab.keyboard.type(text)
    last = rows(tab, f'cases-{key}-questions')[-1]
    walk_to(tab, f'[value="up:cases-{key}-questions:{last}"]', 'Shift+Tab')
    tab.keyboard.press('Enter')
    # The button it was moved by is gone from the first row, and the next press is at hand.
    assert tab.evaluate('document.activeElement.value') == f'down:cases-{key}-questions:{last}'
    walk_to(tab, 'input[name="_continue"]')
    tab.keyboard.press('Enter')
    saved(tab)

    case = Case.objects.get(title='Ali')
    assert [question.text for question in case.questions.all()] == ['Hvem hjelper?', 'Hva gjør dere først?']
    reader = open_tab()
    reader.goto('/norskopplaering/modul-2/')
    assert reader.get_by_text('Ali venter på').count() == 1


def test_enter_in_a_field_saves_nothing_and_moves_nothing(open_form, open_tab):
    for tab in (open_form(), open_form(open_tab(java_script_enabled=False))):
        order = rows(tab, 'questions')
        tab.evaluate('window.same = true')

        tab.locator('#id_title').fill('Halvferdig tittel')
        tab.keyboard.press('Enter')
        tab.wait_for_timeout(500)

        assert tab.evaluate('window.same')
        assert tab.locator('#id_title').input_value() == 'Halvferdig tittel'
        assert rows(tab, 'questions') == order
    assert not Module.objects.filter(title='Halvferdig tittel').exists()


def test_question_is_dragged_to_another_place(open_form):
    tab = open_form()
    first, second, *others = rows(tab, 'questions')

    handle = tab.locator(f'#row-questions-{second} .row__handle')
    handle.scroll_into_view_if_needed()
    at, goal = handle.bounding_box(), tab.locator(f'#row-questions-{first}').bounding_box()
    tab.mouse.move(at['x'] + 5, at['y'] + 5)
    tab.mouse.down()
    tab.mouse.move(goal['x'] + 20, goal['y'] + goal['height'] - 5, steps=4)
    tab.mouse.move(goal['x'] + 20, goal['y'] + 10, steps=8)
    tab.mouse.up()

    assert rows(tab, 'questions') == [second, first, *others]
    tab.locator('input[name="_continue"]').click()
    saved(tab)
    questions = Module.objects.get(slug='modul-2').questions
    assert list(questions.values_list('slug', flat=True)) == [second, first, *others]


def test_first_film_of_a_module_is_stored_with_its_files(open_form, tmp_path):
    tab = open_form()
    module = factories.module(title='Uten film', status='draft', number=None)
    film, captions = films.mp4(), b'WEBVTT\n\n00:00.000 --> 00:09.000\nHei.\n'
    (tmp_path / 'film.mp4').write_bytes(film)
    (tmp_path / 'film.vtt').write_bytes(captions)
    Image.new('RGB', (40, 30), 'green').save(tmp_path / 'stillbilde.png')
    places = {
        'change': f'/admin/modules/module/{module.pk}/change/',
        'add': f'/admin/modules/module/add/?package={module.package_id}',
    }

    for name, path in places.items():
        tab.goto(path)
        tab.locator('#id_title').fill(f'Med film: {name}')
        tab.get_by_role('button', name='Legg til film', exact=True).click()
        tab.locator('#id_film-file').set_input_files(tmp_path / 'film.mp4')
        tab.locator('#id_film-poster').set_input_files(tmp_path / 'stillbilde.png')
        tab.get_by_role('button', name='Legg til teksting').click()
        tab.locator('#row-film input[type="file"]').last.set_input_files(tmp_path / 'film.vtt')
        tab.locator('input[name="_continue"]').click()
        saved(tab)

        stored = Module.objects.get(title=f'Med film: {name}').film
        assert stored.file.read() == film
        assert stored.poster.width == 40
        assert stored.caption_tracks.get().file.read() == captions


def test_picture_is_dropped_into_the_text_and_shown_beside_it(open_form, tmp_path):
    tab = open_form()
    file = io.BytesIO()
    Image.new('RGB', (40, 30), 'green').save(file, 'PNG')
    drop = """([selector, bytes]) => {
        const data = new DataTransfer()
        data.items.add(new File([new Uint8Array(bytes)], 'bilde.png', { type: 'image/png' }))
        const editor = document.querySelector(selector)
        editor.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    }"""
    tab.evaluate(drop, ['#id_cases-olga-text', list(file.getvalue())])

    until(tab, 'document.querySelector("#id_cases-olga-text").value.includes("![Beskriv bildet](/media/bilder/")')
    until(tab, 'document.querySelector("#row-cases-olga .markdownx-preview img")?.naturalWidth === 40')


def test_picture_is_chosen_with_the_keyboard_and_cannot_stay_undescribed(open_form, tmp_path):
    tab = open_form()
    Image.new('RGB', (40, 30), 'green').save(tmp_path / 'bilde.png')
    tab.on('filechooser', lambda chooser: chooser.set_files(tmp_path / 'bilde.png'))
    tab.locator('#id_cases-olga-text').focus()
    tab.keyboard.press('Control+End')

    tab.locator('.picture[data-for="id_cases-olga-text"]').focus()
    tab.keyboard.press('Enter')
    until(tab, 'document.activeElement.id === "id_cases-olga-text"')
    tab.locator('input[name="_continue"]').click()
    until(tab, 'document.querySelector("#row-cases-olga .errorlist")?.textContent.includes("Skriv hva bildet viser")')
    before, after = tab.locator('#id_cases-olga-text').input_value().split('Beskriv bildet')
    tab.locator('#id_cases-olga-text').fill(f'{before}Et kart over bygget{after}')
    tab.locator('input[name="_continue"]').click()
    saved(tab)

    assert '![Et kart over bygget](/media/bilder/' in Module.objects.get(slug='modul-2').cases.get().text


def test_rows_move_and_are_added_without_scripts(open_form, open_tab):
    tab = open_form(open_tab(java_script_enabled=False))
    keys = tab.locator('editor-rows[data-prefix="questions"] > .rows > .row')
    before = [keys.nth(index).get_attribute('data-key') for index in range(keys.count())]

    tab.locator(f'[value="down:questions:{before[0]}"]').click()
    tab.locator('#add-questions').click()

    after = [keys.nth(index).get_attribute('data-key') for index in range(keys.count())]
    assert after[:2] == [before[1], before[0]]
    assert len(after) == len(before) + 1


@pytest.mark.parametrize('width', [390, 800, 1280])
def test_nothing_in_the_form_is_wider_than_the_screen(open_form, width):
    tab = open_form(width=width)
    until(tab, 'document.querySelector("#row-cases-olga .markdownx-preview p")')

    assert tab.evaluate('document.documentElement.scrollWidth') <= width


def test_preview_stands_beside_the_text_and_is_made_as_the_page_is(open_form):
    tab = open_form()
    tab.locator('#id_intro').fill('Si "hei" -- **nå**')
    until(tab, 'document.querySelector("#id_intro").closest(".markdownx").textContent.includes("Si «hei» – nå")')

    editor = tab.locator('#id_intro').bounding_box()
    preview = tab.locator('.markdownx:has(#id_intro) .markdownx-preview').bounding_box()
    assert preview['x'] >= editor['x'] + editor['width']


def test_module_goes_from_nothing_to_the_readers_and_back_with_the_mouse(open_form, open_tab):
    tab = open_form()
    tab.goto('/admin/')
    tab.get_by_role('link', name='Legg til modul').click()
    tab.get_by_label('Tittel').first.fill('Et helt nytt tema')
    tab.get_by_role('button', name='Legg til spørsmål', exact=True).click()
    tab.locator('.row textarea').last.fill('Hva gjør vi nå?')
    tab.locator('input[name="_continue"]').click()
    saved(tab)
    form = tab.url
    module = Module.objects.get(title='Et helt nytt tema')
    reader = open_tab()
    assert reader.goto(module.get_absolute_url()).status == 404

    tab.get_by_role('link', name='Forhåndsvis').click()
    phone = tab.frame_locator('.preview__phone')
    assert phone.get_by_text('Hva gjør vi nå?').count() == 1
    tab.goto(tab.get_by_role('link', name='På storskjerm').get_attribute('href'))
    tab.keyboard.press('ArrowRight')
    assert tab.get_by_text('Forhåndsvisning. Modulen er ikke publisert.').is_visible()
    assert tab.get_by_text('Hva gjør vi nå?').first.is_visible()

    tab.goto(form)
    tab.get_by_label('Status').select_option('publisert')
    tab.locator('input[name="_continue"]').click()
    tab.get_by_role('button', name='Publiser likevel').click()
    saved(tab)
    assert reader.goto(module.get_absolute_url()).status == 200
    assert reader.get_by_text('Hva gjør vi nå?').is_visible()

    tab.get_by_role('link', name='Historikk').click()
    tab.get_by_role('button', name='Ta tilbake til').click()
    saved(tab)
    assert reader.goto(module.get_absolute_url()).status == 404
    assert kept_texts(tab) == 0


def test_preview_is_made_under_the_policy(open_form):
    tab = open_form()

    tab.locator('#id_cases-olga-text').fill('Olga har fått **fast** jobb.')

    preview = tab.locator('.markdownx:has(#id_cases-olga-text) .markdownx-preview')
    preview.locator('strong', has_text='fast').wait_for()
    assert preview.inner_text().strip() == 'Olga har fått fast jobb.'


def test_editor_lets_the_keyboard_out(open_form):
    tab = open_form()
    editor = tab.locator('#id_cases-olga-text')
    editor.focus()
    before = editor.input_value()

    tab.keyboard.press('Tab')

    assert tab.evaluate('document.activeElement.id') != 'id_cases-olga-text'
    assert editor.input_value() == before


DROP = """
([editor, name, type, text]) => {
    const files = new DataTransfer()
    files.items.add(new File([text], name, { type }))
    editor.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }))
}
"""


def test_editor_says_why_a_picture_is_refused_and_keeps_the_text(open_form):
    tab = open_form()
    editor = tab.locator('#id_cases-olga-text')
    before = editor.input_value()

    tab.evaluate(DROP, [editor.element_handle(), 'notat.pdf', 'application/pdf', '%PDF-1.7'])

    alert = tab.locator('.markdownx__note[role="alert"]')
    alert.wait_for()
    assert 'notat.pdf: Fila er ikke et bilde vi kan bruke. Velg en PNG, JPEG eller WebP.' in alert.inner_text()
    assert editor.input_value() == before
