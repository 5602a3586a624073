"""Who logs in, gives every form that is open in the browser an old token. Nothing typed in one is lost for that."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from modules.models import Feedback, Module
from tests import factories, meetings, pages
from tests.forms import Form

OURS = {'origin': 'http://testserver'}
ELSEWHERE = [{}, {'origin': 'null'}, {'origin': 'https://evil.example'}, {'origin': 'https://testserver'}]


@pytest.fixture
def editor(db):
    """An editor whose browser is asked for its token, as every browser is."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())
    return client


def path_of(module):
    return f'/admin/modules/module/{module.pk}/change/'


def stale(form):
    return {**form, 'csrfmiddlewaretoken': 'a' * 64, 'title': 'Skrevet i en time', 'intro': 'To linjer.\r\nDen andre.'}


def test_editors_form_with_an_old_token_is_shown_again_filled_in(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    form.add('questions', 'bcdfg', text='Hva nå?', origin='editorial')

    response = editor.post(form.path, stale(form), headers=OURS)

    assert 'Du har logget inn på nytt' in response.content.decode()
    again = form.after(response)
    assert (again['title'], again['questions-bcdfg-text']) == ('Skrevet i en time', 'Hva nå?')
    assert Module.objects.get().title == 'Tema 1'
    assert editor.post(form.path, {**again}, headers=OURS).status_code == 302
    assert Module.objects.get().title == 'Skrevet i en time'
    assert module.questions.count() == 2


def test_page_to_add_on_is_shown_again_too(editor):
    package = factories.package()
    form = Form(editor, f'/admin/modules/module/add/?package={package.pk}')

    response = editor.post(form.path, stale(form), headers=OURS)

    assert form.after(response)['title'] == 'Skrevet i en time'
    assert not Module.objects.exists()


def test_a_script_of_ours_gets_a_new_token_and_nothing_is_done_before_it_is_sent_again(content):
    client, meeting = Client(enforce_csrf_checks=True), meetings.running()
    client.get(f'/mote/{meeting.key}/leder/')
    fields = {'do': 'next', 'version': meeting.version, 'csrfmiddlewaretoken': 'a' * 64}
    address, script = f'/mote/{meeting.key}/styr/', {'accept': 'application/json'}

    for headers in ELSEWHERE:
        refused = client.post(address, fields, headers=script | headers)
        assert (refused.status_code, b'"token"' in refused.content) == (403, False)
    response = client.post(address, fields, headers=script | OURS)
    assert response.status_code == 403
    meeting.refresh_from_db()
    assert meeting.now_at == 0

    fields['csrfmiddlewaretoken'] = response.json()['token']
    assert client.post(address, fields, headers=script | OURS).json()['at'] == 1


@pytest.mark.parametrize('headers', ELSEWHERE)
@pytest.mark.parametrize('path', ['/admin/modules/module/{module}/change/', '/tilbakemelding/'])
def test_from_elsewhere_it_is_refused(editor, headers, path):
    module = factories.full_module()

    response = editor.post(path.format(module=module.pk), {'title': 'Ond', 'comment': 'Ond'}, headers=headers)

    assert response.status_code == 403
    page = pages.check(response)
    assert page.headings == ['Skjemaet kunne ikke sendes']
    assert 'Ond' not in page.html


def test_who_may_not_change_the_record_is_shown_nothing(db):
    module = factories.full_module()
    client = Client(enforce_csrf_checks=True)
    client.get('/admin/login/')

    response = client.post(path_of(module), {'title': 'X'}, headers=OURS)
    assert response.status_code == 403
    assert module.title not in response.content.decode()
    client.force_login(factories.person('Leser av tilbakemeldinger'))
    assert client.post(path_of(module), {'title': 'X'}, headers=OURS).status_code == 403


@pytest.mark.parametrize('path', ['{module}/change/', 'add/?package={package}'])
def test_form_that_is_sent_when_the_session_has_ended_is_shown_again_and_saved_after_a_login(editor, path):
    module = factories.full_module()
    form = Form(editor, f'/admin/modules/module/{path}'.format(module=module.pk, package=module.package.pk))
    typed = {**form, 'title': 'Skrevet i en time', 'intro': 'To linjer.\r\nDen andre «å».', 'number': '7'}
    page_with_token = editor.cookies['csrftoken'].value
    editor.logout()
    editor.cookies['csrftoken'] = page_with_token
    file = SimpleUploadedFile('film.mp4', b'film')

    response = editor.post(form.path, typed | {'film-file': file}, headers=OURS)

    assert response.status_code == 403
    page = pages.check(response)
    assert page.headings == ['Du er logget ut'] and 'film.mp4' in page.html
    assert [link['target'] for link in page.tags_named('a') if '/admin/login/' in link['href']] == ['_blank']
    again = sent_again(page)
    assert {name: again[name] for name in ('title', 'intro')} == {name: typed[name] for name in ('title', 'intro')}
    assert not Module.objects.filter(title='Skrevet i en time').exists()

    editor.force_login(factories.User.objects.get(username='redaktor'))
    drawn = form.after(editor.post(form.path, again | {'csrfmiddlewaretoken': 'a' * 64}, headers=OURS))
    assert editor.post(form.path, {**drawn}, headers=OURS).status_code == 302
    assert Module.objects.get(title='Skrevet i en time').intro == 'To linjer.\nDen andre «å».'


def test_who_is_logged_out_already_logs_out_and_a_password_is_not_shown(editor):
    editor.logout()

    assert editor.post('/admin/logout/', headers=OURS).status_code in (302, 403)
    editor.get('/admin/login/')
    token = editor.cookies['csrftoken'].value
    sent = {'old_password': 'hemmelig', 'csrfmiddlewaretoken': token}
    assert editor.post('/admin/password_change/', sent, headers=OURS)['Location'].startswith('/admin/login/')


def sent_again(page):
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.html)
    return {name: html.unescape(value) for name, value in found}


def test_every_other_form_can_be_sent_once_more_with_what_was_typed(editor):
    factories.package()
    editor.get('/tilbakemelding/')
    typed = {'answer': 'no', 'comment': 'Linje en.\r\n"Linje" to <b>.', 'path': '/', 'csrfmiddlewaretoken': 'a' * 64}

    response = editor.post('/tilbakemelding/', typed, headers=OURS)

    assert response.status_code == 403
    assert response.headers['Cache-Control'] == 'max-age=0, no-cache, no-store, must-revalidate, private'
    page = pages.check(response)
    assert page.headings == ['Send en gang til']
    again = sent_again(page)
    assert {name: again[name] for name in ('answer', 'comment', 'path')} == {
        name: typed[name] for name in ('answer', 'comment', 'path')
    }
    assert editor.post('/tilbakemelding/', again, headers=OURS).status_code == 302
    assert '"Linje" to <b>.' in Feedback.objects.get().comment


def test_file_is_told_of_and_a_password_is_not_shown(editor):
    editor.get('/admin/')
    sent = {'file': SimpleUploadedFile('pakke.zip', b'PK'), 'csrfmiddlewaretoken': 'a' * 64}

    response = editor.post('/admin/flytt/inn/', sent, headers=OURS)
    assert 'må velges en gang til' in response.content.decode() and 'pakke.zip' in response.content.decode()
    response = editor.post('/admin/login/', {'username': 'redaktor', 'password': 'hemmelig'}, headers=OURS)
    assert response.status_code == 403
    assert 'hemmelig' not in response.content.decode()


def test_browser_without_cookies_is_told_so(db):
    response = Client(enforce_csrf_checks=True).post('/tilbakemelding/', {'comment': 'X'}, headers=OURS)

    assert response.status_code == 403
    assert 'informasjonskapsler' in response.content.decode()
