"""What is not published is seen by those who make it, and by those they invite."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from modules.models import Module
from tests import factories, pages

DRAFT = '/pakke-1/modul-2/'
WAYS = [DRAFT, f'{DRAFT}utskrift/', f'{DRAFT}storskjerm/', f'{DRAFT}storskjerm/film/']


@pytest.fixture
def draft(db):
    factories.full_module()
    return factories.full_module(title='Det nye temaet', status='draft', number=None)


@pytest.fixture
def editor(draft):
    client = Client()
    client.force_login(factories.editor())
    return client


def invitation(editor, module):
    return (
        editor.get(f'/admin/modules/module/{module.pk}/forhandsvis/')
        .context['shared']
        .removeprefix('http://testserver')
    )


@pytest.mark.parametrize('path', WAYS)
def test_editor_sees_a_draft_in_every_way_and_nobody_else_does(editor, path):
    seen = pages.fetch(editor, path)

    assert 'Forhåndsvisning. Modulen er ikke publisert.' in seen.text
    assert 'Det nye temaet' in seen.html
    assert 'None' not in seen.text
    assert Client().get(path).status_code == 404
    assert 'Det nye temaet' not in Client().get(path).content.decode()


def test_what_an_editor_saw_is_kept_for_nobody(editor):
    response = editor.get(DRAFT)

    assert response.headers['Cache-Control'] == 'private, no-store'
    assert response.headers['X-Robots-Tag'] == 'noindex'
    assert 'ETag' not in response.headers
    assert Client().get(DRAFT).status_code == 404


def test_someone_logged_in_without_the_right_sees_no_draft(draft, client, django_user_model):
    client.force_login(django_user_model.objects.create_user('leser', is_staff=True))

    assert client.get(DRAFT).status_code == 404


def test_invited_colleague_sees_the_module_and_nothing_else(editor, draft):
    factories.full_module(title='Enda et tema', status='draft', number=None)
    colleague = Client()

    response = colleague.get(invitation(editor, draft))

    assert (response.status_code, response.headers['Location']) == (302, DRAFT)
    cookie = colleague.cookies['forhandsvisning']
    assert (cookie['path'], cookie['httponly'], cookie['samesite']) == (DRAFT, True, 'Lax')
    assert all(pages.fetch(colleague, path) for path in WAYS)
    assert colleague.get('/pakke-1/modul-3/').status_code == 404


def test_invitation_runs_out(editor, draft, monkeypatch):
    path = invitation(editor, draft)
    invited, late = Client(), Client()
    invited.get(path)
    later = timezone.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr('time.time', later.timestamp)

    response = late.get(path)

    assert response.status_code == 410
    assert 'Lenka virker ikke lenger' in pages.check(response).text
    assert invited.get(DRAFT).status_code == 404


@pytest.mark.parametrize('token', ['x', 'MQ:1abc:xyz', 'MQ'])
def test_invented_invitation_opens_nothing(draft, client, token):
    assert client.get(f'{DRAFT}forhandsvisning/{token}/').status_code == 410
    client.cookies['forhandsvisning'] = token
    assert client.get(DRAFT).status_code == 404


def test_invitation_to_one_module_opens_no_other(editor, draft):
    factories.full_module(title='Enda et tema', status='draft', number=None)
    token = invitation(editor, draft).split('/')[-2]

    assert Client().get(f'/pakke-1/modul-3/forhandsvisning/{token}/').status_code == 410
    client = Client()
    client.cookies['forhandsvisning'] = token
    assert client.get('/pakke-1/modul-3/').status_code == 404


def test_module_is_framed_by_the_preview_page_and_by_nothing_else(editor, draft):
    response = editor.get(f'/admin/modules/module/{draft.pk}/forhandsvis/')
    framed = editor.get(response.context['framed'])

    assert "frame-src 'self'" in response.headers['Content-Security-Policy']
    assert framed.headers['X-Frame-Options'] == 'SAMEORIGIN'
    assert "frame-ancestors 'self'" in framed.headers['Content-Security-Policy']
    assert 'Det nye temaet' in pages.check(framed).text
    assert "frame-ancestors 'none'" in editor.get(DRAFT).headers['Content-Security-Policy']
    assert Client().get(response.context['framed']).status_code == 302


def test_published_module_is_previewed_without_an_invitation(editor):
    module = Module.objects.get(slug='modul-1')

    response = editor.get(f'/admin/modules/module/{module.pk}/forhandsvis/')

    assert response.context['shared'] is None
    assert editor.get(response.context['framed']).status_code == 200
    assert Client().get(response.context['framed']).status_code == 302
    assert editor.get('/admin/modules/module/999/forhandsvis/').status_code == 404


def test_address_with_a_sign_that_only_looks_like_a_number_is_404(client, db):
    client.force_login(factories.editor())
    package = factories.module().package

    assert client.get('/admin/modules/module/²/forhandsvis/').status_code == 404
    assert client.get('/admin/modules/module/²/forhandsvis/side/').status_code == 404
    assert client.post(f'/admin/modules/package/{package.pk}/flytt-modul/', {'opp': '²'}).status_code == 302
