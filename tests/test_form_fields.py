"""Every field has a name, and leads to its help and to what is wrong with it: what one sees beside it is said with it.

On each page that a test fetches, `pages.check` sees to it. Here it is every form there is, with every field wrong.
"""

import re
from importlib import import_module
from pathlib import Path

from django import forms
from django.conf import settings
from django.test import Client

from meetings.edit_forms import MinutesForm, TopicForm
from meetings.plan_forms import PlanForm
from modules.editing.pages.people import PasswordForm
from modules.editing.tree_form import RedrawnForm, Row
from modules.models import Module
from tests import factories, pages
from tests.forms import Form

ROOMS = ('kompetansepakke.', 'meetings.', 'modules.')
# Drawn by templates of the admin's, on pages that are tried below.
IN_ADMIN = {PasswordForm, RedrawnForm, Row}
# Drawn as the plan itself, whose minutes it is: what is wrong is said above it.
IN_PLAN = {MinutesForm}
# What a form has to be told, besides what was sent.
TOLD = {
    PlanForm: {'topics': [('sporsmal-ett', 'Ett'), ('sporsmal-to', 'To')], 'film': 12, 'waiting': ['To']},
    TopicForm: {'steps': {}, 'groups': [('sporsmal-ett', 'Ett')]},
}


def forms_of_ours():
    """Every class of forms in our own rooms, found by what they come of."""
    import_module(settings.ROOT_URLCONF)
    found, left = set(), [forms.BaseForm]
    while left:
        new = set(left.pop().__subclasses__()) - found
        found |= new
        left += new
    return {form for form in found if form.__module__.startswith(ROOMS)}


def wrong(form_class):
    """A form of the class where every field has help, and a fault."""
    form = form_class({}, **TOLD.get(form_class, {}))
    for field in form.fields.values():
        field.help_text = field.help_text or 'Slik gjør du.'
    form.full_clean()
    for name in form.fields:
        form.add_error(name, 'Slik kan det ikke være.')
    return form


def controls(page):
    return [tags for tag, tags, _ in page.tags if tag in ('input', 'select', 'textarea')]


def test_every_field_of_every_form_leads_to_its_help_and_its_fault(db):
    tried = forms_of_ours() - IN_ADMIN - IN_PLAN

    assert PlanForm in tried and forms_of_ours() > IN_ADMIN
    for form_class in tried:
        form = wrong(form_class)
        for field in form.visible_fields():
            page = pages.Page(field.as_field_group())
            place = f'{field.name} in {form_class}'
            assert list(pages.faults_of_fields(page)) == [], place
            assert [classes for classes, _ids in page.said] == [{'field__help'}, {'field__error'}], place
            assert {tags.get('aria-invalid') for tags in controls(page)} == {'true'}, place
            assert len(controls(page)) == 1 or page.tags_named('legend'), place


def test_first_field_that_is_wrong_has_the_focus(db):
    for form_class in forms_of_ours() - IN_ADMIN - IN_PLAN:
        form = wrong(form_class)
        page = pages.Page(''.join(field.as_field_group() for field in form.visible_fields()))

        assert ['autofocus' in tags for tags in controls(page)].count(True) == 1, form_class
        assert 'autofocus' in controls(page)[0], form_class


def test_a_field_is_drawn_in_one_place():
    """All else is a way of its own, which knows nothing of the ids that tie the words to the field."""
    by_hand = {
        str(path)
        for path in Path('templates').rglob('*.html')
        if re.search(r'\.id_for_label|{% for \w+ in [\w.]+\.errors %}', path.read_text())
    }

    # The last but one is the sum of what is wrong, above a form; the last is drawn as a sentence.
    assert by_hand == {
        'templates/django/forms/field.html', 'templates/admin/modules/_field.html', 'templates/components/_errors.html',
        'templates/meetings/_agreement_field.html',
    }  # fmt: skip


def test_fields_of_the_admins_pages_lead_to_their_help_and_their_faults(content, client):
    client.force_login(owner := factories.editor())
    module = Form(client, f'/admin/modules/module/{Module.objects.get(slug="modul-2").pk}/change/')
    module['title'] = module[f'questions-{module["questions"][0]}-text'] = ''
    sent = [
        module.post(),
        Form(client, '/admin/modules/package/add/').post(),
        Form(client, '/admin/modules/module/add/').post(),
        client.post('/admin/password_change/'),
        client.post(f'/admin/auth/user/{owner.pk}/password/'),
        Client().post('/admin/login/', {'username': 'olga'}),
    ]

    for response in sent:
        page = pages.Page(response.content.decode())
        assert [classes for classes, _ids in page.said if 'errorlist' in classes], response.request['PATH_INFO']
        assert list(pages.faults_of_fields(page)) == [], response.request['PATH_INFO']
