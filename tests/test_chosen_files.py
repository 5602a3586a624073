"""A chosen file survives every way a form can be drawn again, for a browser without scripts as well."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from modules.editing import waiting
from modules.editing.captions import as_webvtt
from modules.editing.film_file import look_into
from modules.editing.moving.package_file import export, read
from modules.editing.pictures import clean_picture
from modules.models import Film, Module
from tests import factories
from tests.forms import Form
from tests.test_uploads import CAPTIONS, MP4, picture
from tests.test_waiting import make_old


@pytest.fixture
def editor(client, db):
    client.user = factories.editor()
    client.force_login(client.user)
    return client


@pytest.fixture
def module(db):
    return factories.module(status='draft', number=None)


@pytest.fixture
def form(editor, module):
    """The module's form, with a new film in it and a caption track in that."""
    form = Form(editor, f'/admin/modules/module/{module.pk}/change/')
    return with_film(form)


def with_film(form):
    form = form.after(form.post(_redraw='add:film'))
    form.add('film-caption_tracks', 'bcdfg', language='nb')
    return form


def files():
    return {
        'film-file': SimpleUploadedFile('Året på Øya.mp4', MP4),
        'film-poster': picture(name='stillbilde.png'),
        'film-caption_tracks-bcdfg-file': SimpleUploadedFile('film.vtt', CAPTIONS),
    }


def is_stored_whole(module):
    film = Film.objects.get(module=module)
    assert (film.file.name.startswith('film/Året_på_Øya'), film.file.read()) == (True, MP4)
    assert (film.poster.width, film.caption_tracks.get().file.read()) == (20, CAPTIONS)
    return True


def all_waiting(settings):
    return [path.parent for path in settings.WAITING_ROOT.rglob('content')]


@pytest.mark.parametrize(
    ('wrong', 'right'),
    [
        ({'title': ''}, {'title': 'Tittel'}),
        ({'film-duration_seconds': '12'}, {'film-duration_seconds': '0:12'}),
        ({'_redraw': 'add:questions'}, {}),
        ({'_redraw': 'restore'}, {}),
        ({'status': 'published'}, {'_publish': 'true'}),
    ],
    ids=['no title', 'wrong length', 'a row is added', 'text is restored', 'asked whether to publish'],
)
def test_files_are_there_when_the_form_is_drawn_again(editor, module, form, settings, wrong, right):
    response = form.post(**wrong, **files())
    assert response.status_code == 200
    assert len(all_waiting(settings)) == 3
    assert not Film.objects.exists()

    drawn = response.content.decode()
    for name in ('Året på Øya.mp4', 'stillbilde.png', 'film.vtt'):
        assert f'<b class="file__name">{name}</b>' in drawn
    assert drawn.count('Klar til å lagres.</span>') == 3

    assert form.after(response).post(**right).status_code == 302
    assert is_stored_whole(module)
    assert all_waiting(settings) == []


def test_files_are_there_after_a_merge(editor, module, form, settings):
    Module.objects.filter(pk=module.pk).update(title='Skrevet av en annen')

    response = form.post(intro='Skrevet av meg', **files())
    assert 'Noen andre har lagret mens du skrev' in response.content.decode()

    assert form.after(response).post().status_code == 302
    assert is_stored_whole(module)
    module.refresh_from_db()
    assert (module.title, module.intro) == ('Skrevet av en annen', 'Skrevet av meg')


def test_files_are_there_for_a_module_that_is_new(editor, module, settings):
    form = Form(editor, f'/admin/modules/module/add/?package={module.package_id}')
    form = with_film(form)

    response = form.post(title='', **files())
    assert form.after(response).post(title='Ny modul').status_code == 302

    assert is_stored_whole(Module.objects.get(title='Ny modul'))


def test_caption_track_with_nothing_but_a_waiting_file_is_no_blank_row(editor, module, form):
    file = {'film-caption_tracks-bcdfg-file': SimpleUploadedFile('film.vtt', CAPTIONS)}

    again = form.after(form.post(title='', **file))
    assert again.post(title='Tittel').status_code == 302

    assert Film.objects.get(module=module).caption_tracks.count() == 1


def test_waiting_file_is_still_checked_as_what_it_is(editor, form):
    id = waiting.take(editor.user, SimpleUploadedFile('film.mp4', b'MZ et program')).id

    response = form.post(**{'film-file-venter': id})

    assert 'Fila er ikke en film nettlesere kan vise.' in response.content.decode()
    assert not Film.objects.exists()


def test_file_that_is_chosen_again_takes_the_place_of_the_one_that_waits(editor, module, form, settings):
    again = form.after(form.post(title='', **{'film-file': SimpleUploadedFile('gammel.mp4', MP4 + b'gammel')}))

    response = again.post(title='', **{'film-file': SimpleUploadedFile('ny.mp4', MP4)})
    assert 'ny.mp4' in response.content.decode() and 'gammel.mp4' not in response.content.decode()
    assert len(all_waiting(settings)) == 1
    again.after(response).post(title='Tittel')

    assert Film.objects.get(module=module).file.read() == MP4


def test_file_that_waits_can_be_taken_away_without_scripts(editor, module, form, settings):
    again = form.after(form.post(title='', **files()))
    drawn = again.post(_redraw='discard:film-file')

    assert 'Året på Øya.mp4' not in drawn.content.decode()
    assert len(all_waiting(settings)) == 2
    again.after(drawn).post(title='Tittel')

    film = Film.objects.get(module=module)
    assert (film.file.name, film.caption_tracks.count()) == ('', 1)


def test_half_a_file_is_said_to_be_so_and_nothing_is_saved(editor, module, form, settings):
    upload = waiting.begin(editor.user, 'film.mp4', 10)
    waiting.append(upload, 0, MP4[:5])

    response = form.post(title='Ny tittel', **{'film-file-venter': upload.id})

    assert 'Fila «film.mp4» kom ikke helt fram. Velg den på nytt.' in errors(response)
    module.refresh_from_db()
    assert module.title != 'Ny tittel' and not Film.objects.exists()
    # It says so until another is chosen, or this one is taken away.
    again = form.after(response)
    assert 'kom ikke helt fram' in errors(again.post())
    assert form.after(again.post(_redraw='discard:film-file')).post().status_code == 302


@pytest.mark.parametrize('whose', ['old', 'foreign', 'unknown', 'way out'])
def test_file_that_waits_no_more_is_said_to_be_gone(editor, form, whose):
    upload = waiting.take(editor.user, SimpleUploadedFile('film.mp4', MP4))
    make_old(upload)
    foreign = waiting.take(factories.person('Redaktør'), SimpleUploadedFile('film.mp4', MP4))
    id = {'old': upload.id, 'foreign': foreign.id, 'unknown': 'a' * 32, 'way out': '../../etc'}[whose]

    for more in ({}, {'_redraw': 'restore'}):
        response = form.post(**{'film-file-venter': id}, **more)
        assert 'Fila du valgte, er ikke her lenger. Velg den på nytt.' in response.content.decode()

    assert not Film.objects.exists()
    assert foreign.content.exists()


def test_save_that_fails_loses_neither_what_waits_nor_what_was_stored(editor, module, form, settings, monkeypatch):
    again = form.after(form.post(title='', **files()))

    def fail(*_arguments, **_more):
        raise RuntimeError('the plug is pulled')

    with monkeypatch.context() as patch:
        patch.setattr('modules.editing.pages.document.history.keep', fail)
        with pytest.raises(RuntimeError):
            again.post(title='Tittel')
    assert not Film.objects.exists()
    assert len(all_waiting(settings)) == 3

    assert again.post(title='Tittel').status_code == 302
    film = Film.objects.get(module=module)
    assert film.file.read() == MP4


def test_file_without_room_to_wait_is_saved_all_the_same(editor, module, form, monkeypatch):
    monkeypatch.setattr(waiting, 'QUOTA_BYTES', 0)

    assert form.post(**files()).status_code == 302

    assert is_stored_whole(module)


def test_stored_file_is_shown_with_its_size_and_can_be_taken_away(editor, module, form):
    form.post(**files())
    again = Form(editor, form.path)
    html = editor.get(form.path).content.decode()
    stored = re.search(r'<p class="file__stored">(.*?)</p>', html, re.DOTALL)[1]
    assert '>film/Året_på_Øya.mp4</a>' in stored and f'({len(MP4)}\xa0byte)' in stored

    assert again.post(**{'film-file-clear': 'on'}).status_code == 302

    assert Film.objects.get(module=module).file.name == ''


def test_field_says_what_it_takes_before_it_is_chosen(editor, form):
    html = editor.get(form.path).content.decode()

    for accept, limit in (
        ('.mp4,.webm', '2,0\xa0GB'),
        ('.png,.jpg,.jpeg,.webp', '10,0\xa0MB'),
        ('.vtt,.srt', '2,0\xa0MB'),
    ):
        assert f'accept="{accept}"' in html
        assert f'Høyst {limit}.' in html


def errors(response):
    return ' '.join(re.findall(r'<ul class="errorlist".*?</ul>', response.content.decode(), re.DOTALL))


def test_files_are_looked_into_before_anybody_has_to_wait(editor, module, form, monkeypatch):
    """Once each, and never while the content is locked."""
    looked = []
    for kind, look in (('clean_picture', clean_picture), ('look_into', look_into), ('as_webvtt', as_webvtt)):

        def seen(file, kind=kind, look=look):
            looked.append((kind, connection.in_atomic_block and len(connection.savepoint_ids)))
            return look(file)

        monkeypatch.setattr(f'modules.editing.upload_fields.{kind}', seen)
    outside = connection.in_atomic_block and len(connection.savepoint_ids)

    assert form.post(**files()).status_code == 302

    assert is_stored_whole(module)
    assert sorted(looked) == [(kind, outside) for kind in ('as_webvtt', 'clean_picture', 'look_into')]


@pytest.mark.parametrize(
    ('name', 'stem'),
    [
        ('語' * 96 + '.mp4', '語' * 16), ('🎬' * 50 + '.mp4', 'fil'), ('.mp4', 'mp4'), ('….mp4', 'fil'),
        ('a' * 300 + '.mp4', 'a' * 50), ('Året på Øya.mp4', 'Året_på_Øya'),
    ],
)  # fmt: skip
def test_film_of_any_name_is_stored_under_one_that_the_disk_and_a_package_take(editor, module, form, name, stem):
    response = form.post(**files() | {'film-file': SimpleUploadedFile(name, MP4)})

    assert response.status_code == 302
    assert Film.objects.get().file.name == f'film/{stem}.mp4'


def test_captions_of_any_name_come_out_and_in_again_with_their_package(editor, module, form):
    form.add('film-caption_tracks', 'fghjk', language='nn')
    tracks = {
        'film-caption_tracks-bcdfg-file': SimpleUploadedFile('😀.srt', CAPTIONS),
        'film-caption_tracks-fghjk-file': SimpleUploadedFile('a' * 94 + '.vtt', CAPTIONS),
    }
    assert form.post(**files() | tracks).status_code == 302

    archive = read(io.BytesIO(export(module.package)))

    assert sorted(name for name in archive.files if name.startswith('teksting/')) == [
        f'teksting/{"a" * 50}.vtt', 'teksting/fil.vtt',
    ]  # fmt: skip


def test_file_that_is_taken_away_in_another_tab_while_it_is_saved_is_said_to_be_gone(editor, form, monkeypatch):
    again = form.after(form.post(title='', **files()))
    keep = Film.save

    def discarded_first(film, *arguments, **more):
        for upload in list(waiting._all_of(editor.user)):
            waiting.discard(upload)
        return keep(film, *arguments, **more)

    monkeypatch.setattr(Film, 'save', discarded_first)
    response = again.post(title='Tittel')

    assert response.status_code == 200
    assert 'Fila du valgte, er ikke her lenger.' in response.content.decode()
    assert not Film.objects.exists()


def test_one_who_may_not_edit_leaves_no_file_behind(client, module, settings):
    reader = factories.person('Leser av tilbakemeldinger')
    client.force_login(reader)
    own = Client(enforce_csrf_checks=True)
    own.force_login(reader)

    response = own.post(
        f'/admin/modules/module/{module.pk}/change/', files() | {'csrfmiddlewaretoken': 'a' * 64},
        headers={'origin': 'http://testserver'},
    )  # fmt: skip

    assert response.status_code == 403
    assert not settings.WAITING_ROOT.exists()


def test_search_of_a_thousand_words_is_answered(editor):
    assert editor.get('/admin/modules/module/', {'q': 'ord ' * 3000}).status_code == 200
