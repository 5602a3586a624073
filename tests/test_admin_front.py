"""The front page of the admin is for editors."""

import pytest

from modules.models import Feedback
from tests import factories
from tests.forms import Form


@pytest.fixture
def editor(client, db):
    client.force_login(factories.editor())
    return client


def test_editor_sees_what_needs_attention_what_changed_and_the_way_in(editor):
    module = factories.full_module()
    Form(editor, f'/admin/modules/module/{module.pk}/change/').post(title='Nytt navn')
    Feedback.objects.create(answer='no')

    text = editor.get('/admin/').content.decode()

    assert 'Filmer uten tekstutgave: 1' in text
    assert 'Modul 1: Nytt navn · redaktor' in text
    assert f'href="/admin/modules/module/{module.pk}/change/"' in text
    assert '1 som ikke er håndtert' in text
    assert 'Se nettstedet' in text
    assert text.count('Sist endret') == 1


def test_front_page_says_so_when_there_is_nothing(editor):
    text = editor.get('/admin/').content.decode()

    assert 'Alt er i orden.' in text
    assert 'Ingenting er endret ennå.' in text


def test_each_role_sees_its_own_part(client, db):
    factories.full_module()
    seen = {}
    for role in ('Redaktør', 'Leser av tilbakemeldinger', 'Administrator'):
        client.force_login(factories.person(role, username=role))
        text = client.get('/admin/').content.decode()
        seen[role] = [part for part in ('Tema 1', 'Tilbakemeldinger', 'Brukere og roller') if part in text]
    client.force_login(factories.person(username='ny'))

    assert seen == {
        'Redaktør': ['Tema 1'],
        'Leser av tilbakemeldinger': ['Tilbakemeldinger'],
        'Administrator': ['Tema 1', 'Tilbakemeldinger', 'Brukere og roller'],
    }
    assert 'Du har ingen rolle her ennå.' in client.get('/admin/').content.decode()


def test_queries_of_the_front_page_do_not_grow(editor, django_assert_num_queries):
    editor.get('/admin/')
    for _ in range(2):
        module = factories.full_module(size=2)
        Form(editor, f'/admin/modules/module/{module.pk}/change/').post(title='Nytt navn')
        with django_assert_num_queries(17):
            editor.get('/admin/')
