"""What is written and not saved: kept in the browser, offered to the one who wrote it, and to nobody else."""

import time

import pytest
from django.contrib.auth.models import User

from modules.models import Case, Module
from tests import factories
from tests.browser.editing import kept_texts, log_in, rows, saved
from tests.browser.tabs import until


def test_unsaved_text_is_offered_back_after_a_closed_tab(open_form):
    tab = open_form()
    tab.locator('#add-cases').click()
    key = rows(tab, 'cases')[-1]
    tab.keyboard.type('Ali')
    tab.locator('#id_cases-olga-text').fill('Olga har fått jobb.')
    until(tab, 'localStorage.length > 0')
    tab.close()

    tab = open_form(tab.context.new_page())
    tab.get_by_role('button', name='Hent den fram').click()
    tab.locator(f'#row-cases-{key}').wait_for()

    assert tab.locator('#id_cases-olga-text').input_value() == 'Olga har fått jobb.'
    assert tab.locator(f'#id_cases-{key}-title').input_value() == 'Ali'
    assert Case.objects.filter(title='Ali').count() == 0
    tab.locator(f'#id_cases-{key}-text').fill('Ali venter.')
    tab.locator('input[name="_continue"]').click()
    saved(tab)
    assert Case.objects.get(slug='olga').text == 'Olga har fått jobb.'
    assert kept_texts(tab) == 0


def test_text_that_can_be_saved_can_be_fetched_back(open_form, settings):
    tab = open_form()
    # Two bytes each in a form as it is saved.
    tab.locator('#id_cases-olga-text').fill('å' * 15_000)
    until(tab, 'localStorage.length > 0')
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    tab.reload()

    tab.get_by_role('button', name='Hent den fram').click()
    until(tab, "document.querySelector('#id_cases-olga-text')?.value.length === 15000")

    tab.locator('input[name="_continue"]').click()
    saved(tab)
    assert Case.objects.get(slug='olga').text == 'å' * 15_000


def test_kept_text_can_be_thrown_away(open_form):
    tab = open_form()
    tab.locator('#id_title').fill('Ikke dette')
    until(tab, 'localStorage.length > 0')
    tab.reload()

    tab.get_by_role('button', name='Forkast den').click()

    assert kept_texts(tab) == 0
    assert tab.locator('#id_title').input_value() != 'Ikke dette'
    tab.reload()
    assert tab.get_by_role('button', name='Hent den fram').count() == 0


@pytest.mark.parametrize('refusal', ['sessionStorage', 'localStorage', 'setItem'])
def test_browser_that_refuses_memory_edits_all_the_same(open_tab, open_form, complaints, refusal):
    tab = open_tab()
    if refusal == 'setItem':
        tab.add_init_script("Storage.prototype.setItem = () => { throw Error('fullt') }")
    else:
        tab.add_init_script(f"""
            Object.defineProperty(window, '{refusal}', {{ get: () => {{ throw Error('nei') }} }})
        """)
    stacks = []
    tab.on('pageerror', lambda error: stacks.append(error.stack or str(error)))
    open_form(tab)

    tab.locator('#id_cases-olga-text').fill('Olga har fått jobb.')
    # More than the script waits before it keeps what is typed.
    tab.wait_for_timeout(500)
    tab.locator('input[name="_continue"]').click()
    saved(tab)

    assert Case.objects.get(slug='olga').text == 'Olga har fått jobb.'
    # Django's own script for light and dark asks for memory, and complains.
    assert [stack for stack in stacks if '/admin/js/theme.js' not in stack] == []
    complaints.clear()


def test_session_that_ended_while_writing_loses_nothing(open_form, complaints):
    tab = open_form()
    tab.locator('#id_cases-olga-text').fill('Olga har fått jobb.')
    tab.context.clear_cookies(name='sessionid')
    tab.locator('input[name="_continue"]').click()
    tab.get_by_role('heading', name='Du er logget ut').wait_for()

    with tab.expect_popup() as opened:
        tab.get_by_role('link', name='Logg inn i et nytt vindu').click()
    log_in(opened.value)
    opened.value.get_by_role('button', name='Logg ut').wait_for()
    tab.get_by_role('button', name='Send en gang til').click()
    until(tab, 'document.querySelector("[data-redrawn]")')
    tab.locator('input[name="_continue"]').click()
    saved(tab)

    assert Case.objects.get(slug='olga').text == 'Olga har fått jobb.'
    assert kept_texts(tab) == 0
    # 403: the form, until she had logged in.
    complaints.clear()


def test_text_saved_on_to_the_list_is_not_offered_again(open_form):
    tab = open_form()
    tab.locator('#id_title').fill('Ny tittel')
    tab.locator('input[name="_save"]').click()
    tab.wait_for_url('**/module/')
    saved(tab)

    assert kept_texts(tab) == 0


def test_text_that_is_asked_about_is_not_said_to_be_saved_and_is_offered_again(open_form):
    tab = open_form()
    draft = factories.module(title='Uten film', status='draft', number=None)
    path = f'/admin/modules/module/{draft.pk}/change/'
    tab.goto(path)
    tab.locator('#id_intro').fill('Skrevet i en hel time.')
    tab.get_by_label('Status').select_option('publisert')
    tab.locator('input[name="_continue"]').click()
    tab.get_by_role('heading', name='Publisere modulen slik den er?').wait_for()
    assert tab.locator('.messagelist').count() == 0
    tab.close()

    tab = open_form(tab.context.new_page())
    assert tab.locator('.messagelist').count() == 0
    tab.goto(path)
    tab.get_by_role('button', name='Hent den fram').click()
    until(tab, 'document.querySelector("[data-redrawn]")')
    assert tab.locator('#id_intro').input_value() == 'Skrevet i en hel time.'
    tab.locator('input[name="_continue"]').click()
    tab.get_by_role('button', name='Publiser likevel').click()
    saved(tab)

    assert Module.objects.get(pk=draft.pk).intro == 'Skrevet i en hel time.'
    assert kept_texts(tab) == 0


def test_success_of_something_else_is_no_sign_that_the_text_is_saved(open_form, open_tab):
    # A page that is loaded twice has told its message the first time.
    tab = open_form(open_tab(new=True))
    draft = factories.module(title='Uten film', status='draft', number=None)
    move = f"""() => fetch('/admin/modules/package/{draft.package_id}/flytt-modul/', {{
        method: 'POST', redirect: 'manual',
        body: new URLSearchParams({{ ned: {Module.objects.first().pk},
            csrfmiddlewaretoken: document.querySelector('[name="csrfmiddlewaretoken"]').value }}),
    }})"""
    tab.goto(f'/admin/modules/module/{draft.pk}/change/')
    tab.locator('#id_intro').fill('Skrevet i en hel time.')
    tab.get_by_label('Status').select_option('publisert')

    # Done in another tab, and told in the one that comes to draw a page first.
    tab.evaluate(move)
    tab.locator('input[name="_continue"]').click()
    tab.get_by_role('heading', name='Publisere modulen slik den er?').wait_for()
    assert 'Flyttet: ' in tab.locator('.messagelist .success').inner_text()
    assert kept_texts(tab) == 1
    # And on a page that is gone to from the question.
    tab.evaluate(move)
    tab.goto('/admin/')
    assert 'Flyttet: ' in tab.locator('.messagelist .success').inner_text()

    assert kept_texts(tab) == 1


INTRO = '#id_intro'
OFFER = 'Du har tekst her som ikke ble lagret'


def offers(tab):
    """How many texts the page offers, once the other tabs have had time to say what they have open."""
    tab.wait_for_timeout(600)
    return tab.get_by_role('heading', name=OFFER).count()


def write(tab, text):
    before = kept_texts(tab)
    tab.locator(INTRO).fill(text)
    until(tab, f'Object.values(localStorage).some(copy => copy.includes({text!r}))')
    return before


def log_out(tab, answer=None):
    tab.get_by_role('button', name='Logg ut').click()
    if answer:
        tab.get_by_role('dialog', name='Du har tekst som ikke er lagret').wait_for()
        tab.get_by_role('button', name=answer).click()
    tab.wait_for_url('**/logout/')


def test_two_tabs_of_one_module_keep_a_text_each(open_form):
    first = open_form()
    second = open_form(first.context.new_page())
    write(first, 'Skrevet i den første.')
    write(second, 'Skrevet i den andre.')
    assert kept_texts(first) == 2

    first.locator('input[name="_continue"]').click()
    saved(first)

    # What the other has open is that one's to keep, and nobody is offered it.
    assert kept_texts(first) == 1
    assert offers(first) == 0
    second.close()
    first.reload()
    assert offers(first) == 1
    first.get_by_role('button', name='Hent den fram').click()
    first.get_by_role('heading', name='Noen andre har lagret').or_(first.locator('[data-redrawn]')).first.wait_for(
        state='attached'
    )
    assert first.locator(INTRO).input_value() == 'Skrevet i den andre.'


def test_text_of_several_tabs_that_were_closed_is_offered_one_by_one(open_form):
    tabs = [open_form()]
    tabs += [open_form(tabs[0].context.new_page()) for _ in range(2)]
    for number, tab in enumerate(tabs):
        write(tab, f'Skrevet i fane {number}.')
    for tab in tabs[1:]:
        tab.close()

    tabs[0].reload()

    assert offers(tabs[0]) == 3
    tabs[0].get_by_role('button', name='Forkast den').first.click()
    assert kept_texts(tabs[0]) == 2


def test_text_is_offered_to_the_one_who_wrote_it_and_to_nobody_else(open_form):
    User.objects.create_superuser('odd', password='hemmelig')
    tab = open_form()
    path = tab.evaluate('location.pathname')
    write(tab, 'Skrevet av den ene.')
    # The preview has been asked for, and is not refused as she logs out.
    tab.wait_for_timeout(700)
    tab.wait_for_load_state('networkidle')

    log_out(tab, 'Behold den og logg ut')
    tab.goto(path)
    log_in(tab, 'odd')
    tab.locator('#module_form').wait_for()
    assert offers(tab) == 0
    assert kept_texts(tab) == 1
    log_out(tab)
    tab.goto(path)
    log_in(tab)
    tab.locator('#module_form').wait_for()

    assert offers(tab) == 1


def test_logging_out_asks_what_to_do_with_what_is_not_saved(open_form):
    tab = open_form()
    write(tab, 'Ikke lagret.')

    tab.get_by_role('button', name='Logg ut').click()
    dialog = tab.get_by_role('dialog')
    dialog.wait_for()
    assert 'Modul 2: ' in dialog.inner_text()
    dialog.get_by_role('button', name='Bli her').click()
    assert tab.get_by_role('dialog').count() == 0
    assert tab.locator(INTRO).input_value() == 'Ikke lagret.'
    log_out(tab, 'Slett den og logg ut')

    assert kept_texts(tab) == 0


def test_text_for_a_new_module_of_one_package_is_not_offered_in_another(open_form):
    tab = open_form()
    one, other = Module.objects.first().package_id, factories.package(slug='annen').pk
    path = '/admin/modules/module/add/?package='
    tab.goto(f'{path}{one}')
    write(tab, 'Skrevet til den ene pakka.')

    tab.goto(f'{path}{other}')
    assert offers(tab) == 0
    tab.goto(f'{path}{one}')
    assert offers(tab) == 1


def slowly(route):
    if route.request.method == 'POST':
        time.sleep(1)
    route.continue_()


def test_what_was_written_after_the_form_was_sent_is_kept(open_form):
    tab = open_form()
    write(tab, 'Sendt.')
    # The answer takes its time, and one writes on.
    tab.route(
        '**/change/', lambda route: route.request.method == 'POST' and tab.wait_for_timeout(900) or route.continue_()
    )
    tab.evaluate("""() => {
        document.querySelector('input[name="_continue"]').click()
        const intro = document.querySelector('#id_intro')
        intro.value = 'Sendt. Og litt til.'
        intro.dispatchEvent(new Event('input', { bubbles: true }))
    }""")
    saved(tab)

    assert offers(tab) == 1
    assert 'Og litt til.' in tab.evaluate('Object.values(localStorage).join()')


def test_way_back_after_adding_makes_no_second_module(open_form):
    tab = open_form()
    tab.goto(f'/admin/modules/module/add/?package={Module.objects.first().package_id}')
    tab.locator('#id_title').fill('Bare én gang')
    tab.locator('input[name="_continue"]').click()
    saved(tab)

    tab.go_back()
    tab.locator('#id_title').wait_for()
    tab.locator('#id_title').fill('Bare én gang, men bedre')
    tab.locator('input[name="_continue"]').click()
    saved(tab)

    assert [one.title for one in Module.objects.filter(title__startswith='Bare')] == ['Bare én gang, men bedre']


def test_logging_in_in_a_new_window_lets_the_form_be_saved(open_form, complaints):
    tab = open_form()
    write(tab, 'Skrevet mens økten gikk ut.')
    tab.context.clear_cookies(name='sessionid')
    window = tab.context.new_page()
    window.goto('/admin/')
    log_in(window)
    window.locator('.front').wait_for()

    tab.locator('input[name="_continue"]').click()
    tab.get_by_role('heading', name='Ikke lagret ennå').wait_for()
    assert tab.locator(INTRO).input_value() == 'Skrevet mens økten gikk ut.'
    assert kept_texts(tab) == 1
    tab.locator('input[name="_continue"]').click()
    saved(tab)

    assert Module.objects.get(slug='modul-2').intro == 'Skrevet mens økten gikk ut.'
    assert kept_texts(tab) == 0
    # The preview was asked for while nobody was logged in.
    assert [text for text in complaints if '403 (Forbidden)' not in text] == []
    complaints.clear()
