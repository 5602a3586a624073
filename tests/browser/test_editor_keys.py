"""Keys in the editors' form: nothing is published, saved or thrown away by a key that was meant for something else."""

import pytest

from modules.models import Module
from tests import factories
from tests.browser.editing import log_in


@pytest.fixture
def open_form(open_tab, content):
    """Returns a function that opens the form of a module with everything in it: its tab, and the module."""
    factories.editor()

    def open_form(**options):
        module = factories.full_module(status='draft')
        tab = open_tab(**options)
        tab.goto(f'/admin/modules/module/{module.pk}/change/')
        log_in(tab)
        tab.locator('#module_form').wait_for()
        tab.wait_for_load_state()
        return tab, module

    return open_form


def boxes_to_tick(tab):
    found = tab.locator('#module_form input[type="checkbox"]:visible')
    assert found.count() > 5
    return found


def test_enter_in_a_box_to_tick_does_nothing(open_form):
    tab, module = open_form()
    tab.locator('#id_title').fill('Ikke lagret')
    sent = []
    tab.on('request', lambda request: request.method == 'POST' and sent.append(request.url))
    rows = tab.locator('.row').count()

    for box in boxes_to_tick(tab).all():
        box.press('Enter')
    tab.wait_for_timeout(300)

    assert (sent, tab.locator('.row').count()) == ([], rows)
    assert tab.locator('#id_title').input_value() == 'Ikke lagret'


def test_enter_in_a_box_to_tick_without_scripts_draws_the_form_as_it_was_written(open_form):
    tab, module = open_form(java_script_enabled=False)
    rows = tab.locator('.row').count()
    tab.locator('#id_title').fill('Ikke lagret')

    boxes_to_tick(tab).nth(2).press('Enter')
    tab.wait_for_load_state()

    assert tab.locator('#id_title').input_value() == 'Ikke lagret'
    assert tab.locator('.row').count() == rows
    assert Module.objects.get(pk=module.pk).title == module.title


@pytest.mark.parametrize('with_scripts', [True, False])
def test_enter_in_a_box_to_tick_does_not_answer_the_question_whether_to_publish(open_form, with_scripts):
    tab, module = open_form(java_script_enabled=with_scripts)
    Module.objects.filter(pk=module.pk).update(status='draft', number=None)
    tab.goto(tab.url)
    tab.locator('#id_status').select_option('published')
    tab.locator('input[name="_save"]').click()
    tab.locator('[name="_publish"]').wait_for()

    boxes_to_tick(tab).nth(2).press('Enter')
    tab.wait_for_timeout(500)

    assert tab.locator('[name="_publish"]').count() == (1 if with_scripts else 0)
    assert Module.objects.get(pk=module.pk).status == 'draft'
