import re
from pathlib import Path

import pytest
from django.test import Client

from kompetansepakke.urls import handler500
from tests import factories, pages
from tests.test_addresses import FORMS, PAGES

READING = [path for path in PAGES if path not in FORMS]
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "media-src 'self'", "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
    "base-uri 'none'",
}  # fmt: skip


@pytest.mark.parametrize('path', [*PAGES, '/helse/', '/finnes-ikke/', '/admin/login/'])
def test_every_answer_has_the_policy_and_the_other_headers(content, client, path):
    headers = client.get(path).headers

    assert set(headers['Content-Security-Policy'].split('; ')) == POLICY
    assert headers['X-Content-Type-Options'] == 'nosniff'
    assert headers['Referrer-Policy'] == 'same-origin'
    assert headers['Cross-Origin-Opener-Policy'] == 'same-origin'
    assert headers['X-Frame-Options'] == 'DENY'
    assert 'camera=()' in headers['Permissions-Policy']


def test_no_reading_page_sets_a_cookie(content, client):
    for path in READING:
        assert not client.get(path).cookies, path
        assert not client.get(path).cookies, path

    assert len(READING) == len(PAGES) - len(FORMS)
    # The forms have one, so what is looked for is there to be found.
    for path in FORMS:
        assert list(Client().get(path).cookies) == ['csrftoken']


def test_no_page_asks_a_third_party_for_anything(content, page):
    asked = []
    for path in PAGES:
        for tag, attributes, _ in page(path).tags:
            if (
                tag in ('img', 'script', 'source', 'track', 'video', 'iframe', 'link')
                and attributes.get('rel') != 'canonical'
            ):
                asked += [attributes[name] for name in ('src', 'href', 'poster') if name in attributes]

    assert len(asked) > 100
    assert [address for address in asked if not address.startswith('/')] == []


def test_templates_have_nothing_inline_and_nothing_marked_safe():
    walked = list(Path('templates').rglob('*.html'))

    assert len(walked) > 25
    for path in walked:
        text = path.read_text()
        assert not re.search(r'<script>|<style|\son[a-z]+="|\sstyle="|\|safe\b', text), path


@pytest.mark.parametrize(
    ('path', 'status', 'heading'),
    [('/finnes-ikke/', 404, 'Vi finner ikke siden'), ('/norskopplaering/modul-99/', 404, 'Vi finner ikke siden')],
)
def test_unknown_address_has_a_page_of_ours(content, client, path, status, heading):
    response = client.get(path)

    assert response.status_code == status
    assert pages.check(response).headings == [heading]


def test_unknown_host_is_refused_with_a_page_of_ours(db, client):
    response = client.get('/', headers={'host': 'evil.example'})

    assert response.status_code == 400
    assert pages.check(response).headings == ['Vi forstod ikke forespørselen']


def test_forbidden_has_a_page_of_ours(db, rf):
    from kompetansepakke.views import forbidden

    response = forbidden(rf.get('/'), None)

    assert response.status_code == 403
    assert pages.check(response).headings == ['Du har ikke tilgang hit']


def test_an_error_of_ours_has_a_page_that_needs_nothing(db, client, monkeypatch):
    # A database that is gone is the likeliest cause, so the page may not need one.
    monkeypatch.setattr('modules.content_version.TABLE', 'er_borte')
    client.raise_request_exception = False

    response = client.get('/norskopplaering/')

    assert handler500 == 'kompetansepakke.views.server_error'
    assert response.status_code == 500
    assert pages.check(response).headings == ['Noe gikk galt hos oss']


def test_admin_is_in_norwegian_and_lets_nobody_in(db, client):
    response = client.get('/admin/', follow=True)

    assert response.redirect_chain == [('/admin/login/?next=/admin/', 302)]
    assert 'Logg inn' in response.content.decode()


def test_every_admin_page_opens_without_anything_inline(content, client):
    from modules.models import Case, Module

    client.force_login(factories.editor())
    module, case = Module.objects.get(slug='modul-2'), Case.objects.get(slug='olga')
    lists = ['package', 'module', 'film', 'case', 'linkgroup', 'feedback']
    paths = ['', *(f'modules/{name}/' for name in lists), 'modules/package/add/', 'modules/module/add/']
    paths += [f'modules/module/{module.pk}/change/', f'modules/case/{case.pk}/change/']

    for path in paths:
        html = client.get(f'/admin/{path}').content.decode()
        assert not re.search(r'<script>|<style|\son(click|load|change)="|\sstyle="', html), path

    assert len(paths) == 11


def test_privacy_page_tells_of_everything_that_is_stored_about_readers(db, page):
    from django.apps import apps

    from modules.models import ContentVersion, Feedback, LinkCheck

    text = page('/personvern/').text
    about_people = [
        model for model in apps.get_app_config('modules').get_models()
        if not getattr(model, 'is_content', False) and model not in (ContentVersion, LinkCheck)
    ]  # fmt: skip

    assert about_people == [Feedback]
    told = {
        'answer': 'om du svarte ja eller nei', 'comment': 'kommentaren din', 'path': 'hvilken side',
        'module': 'og modul det gjaldt', 'created_at': 'tidspunktet', 'handled_at': 'når den er håndtert',
    }  # fmt: skip
    assert {field.name for field in Feedback._meta.get_fields() if not field.primary_key} == set(told)
    assert all(words in text for words in told.values())
    assert 'csrftoken' in text
    assert 'sessionid' in text


def test_wrong_method_is_answered_with_a_page_of_ours(content, client):
    response = client.post('/norskopplaering/modul-2/')

    assert (response.status_code, response.headers['Allow']) == (405, 'GET, HEAD')
    assert '<h1>' in response.content.decode()
