"""A page of the form that is sent again after it was saved: an answer that was lost, a second press, the way back."""

import os

import pytest
from django.test import Client

from modules.editing import waiting
from modules.models import CaptionTrack, Film, Module
from tests import factories
from tests.forms import Form
from tests.test_uploads import CAPTIONS, MP4


@pytest.fixture
def editor(client, db):
    client.user = factories.editor()
    client.force_login(client.user)
    return client


@pytest.fixture
def module(db):
    return factories.module(status='draft', number=None)


def chosen(editor, name, content):
    """The id of an upload that waits, as the browser puts it in the form."""
    upload = waiting.begin(editor.user, name, len(content))
    waiting.append(upload, 0, content)
    return upload.id


def with_film(editor, form):
    form = form.after(form.post(_redraw='add:film'))
    form['film-file-venter'] = chosen(editor, 'film.mp4', MP4)
    form.add('film-caption_tracks', 'bcdfg', language='nb')
    form['film-caption_tracks-bcdfg-file-venter'] = chosen(editor, 'film.vtt', CAPTIONS)
    return form


def is_stored_once():
    (film,), (track,) = Film.objects.all(), CaptionTrack.objects.all()
    return (film.file.read(), track.file.read()) == (MP4, CAPTIONS)


@pytest.mark.parametrize('path', ['{module}/change/', 'add/?package={package}'])
def test_page_whose_answer_was_lost_is_sent_again_and_nothing_is_doubled(editor, module, path):
    path = path.format(module=module.pk, package=module.package.pk)
    form = with_film(editor, Form(editor, f'/admin/modules/module/{path}'))
    form['title'] = 'Med film'
    assert form.post().status_code == 302

    response = form.client.post(form.path, {**form}, follow=True)

    assert is_stored_once()
    assert 'Ingenting var endret. «' in response.content.decode()
    assert Module.objects.filter(title='Med film').count() == 1


def test_page_one_went_back_to_is_written_on_and_saved(editor, module):
    form = with_film(editor, Form(editor, f'/admin/modules/module/{module.pk}/change/'))
    form.post(_continue='')

    response = form.post(**{'title': 'Etterpå', 'film-caption_tracks-bcdfg-language': 'nn', '_continue': ''})

    assert response.status_code == 302
    assert is_stored_once()
    assert (Module.objects.get().title, CaptionTrack.objects.get().language) == ('Etterpå', 'nn')


def test_fault_on_a_page_that_is_sent_again_does_not_ask_for_what_is_stored(editor, module):
    form = with_film(editor, Form(editor, f'/admin/modules/module/{module.pk}/change/'))
    form.post()

    response = form.post(title='')
    assert response.status_code == 200
    page = response.content.decode()
    assert 'er ikke her lenger' not in page and 'Noen andre har lagret' not in page
    assert form.after(response).post(title='Tittel').status_code == 302

    assert is_stored_once()


def test_what_another_has_saved_since_is_shown_and_rows_are_still_known(editor, module):
    form = with_film(editor, Form(editor, f'/admin/modules/module/{module.pk}/change/'))
    form.post()
    other = Client()
    other.force_login(factories.person('Redaktør'))
    Form(other, form.path).post(intro='En annens')

    response = form.post(title='Min tittel')

    assert response.status_code == 200 and 'Noen andre har lagret' in response.content.decode()
    assert form.after(response).post().status_code == 302
    assert is_stored_once()
    assert (Module.objects.get().title, Module.objects.get().intro) == ('Min tittel', 'En annens')


def test_page_of_another_is_not_known_by_a_token_that_was_seen(editor, module):
    form = with_film(editor, Form(editor, f'/admin/modules/module/{module.pk}/change/'))
    form.post()
    other = Client()
    other.force_login(factories.person('Redaktør'))

    response = other.post(form.path, {**form, '_editor': '', 'title': 'Ond'})

    assert response.status_code == 200 and 'Noen andre har lagret' in response.content.decode()
    assert Module.objects.get().title != 'Ond'


def test_mark_of_what_was_stored_goes_after_a_day_and_takes_no_room(editor, settings):
    id = chosen(editor, 'film.mp4', MP4)
    waiting.mark_stored(waiting.find(editor.user, id))

    assert waiting.was_stored(editor.user, id)
    assert not waiting.was_stored(factories.person('Redaktør'), id)
    assert not any(waiting.was_stored(editor.user, other) for other in ('', '..', 'a' * 32, f'../1/{id}'))
    assert waiting.find(editor.user, id) is None
    (folder,) = settings.WAITING_ROOT.glob('*/*')
    assert [path.name for path in folder.iterdir()] == ['about.json']
    os.utime(folder, (0, 0))
    assert waiting.sweep() == 1
    assert not waiting.was_stored(editor.user, id)
