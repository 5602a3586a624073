"""A film is judged by whether browsers will show it, and tells its own length."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from modules.editing.film_file import FilmError, look_into
from modules.models import Film
from tests import factories, films
from tests.forms import Form


@pytest.mark.parametrize(
    ('content', 'seen'),
    [
        (films.mp4(), ('mp4', 12)),
        (films.mp4(b'av01', seconds=754), ('mp4', 754)),
        (films.mp4(b'vp09'), ('mp4', 12)),
        (films.mp4(sound=b'Opus'), ('mp4', 12)),
        (films.webm(), ('webm', 12)),
        (films.webm('V_VP9', seconds=3700), ('webm', 3700)),
        (films.webm('V_AV1'), ('webm', 12)),
    ],
)
def test_film_browsers_show_is_taken_and_its_length_read(content, seen):
    assert look_into(ContentFile(content, 'hva som helst')) == seen


@pytest.mark.parametrize(
    ('content', 'reason'),
    [
        (films.mp4(b'hvc1'), r'HEVC \(H.265\)'),
        (films.mp4(b'hev1'), r'HEVC \(H.265\)'),
        (films.mp4(b'mp4v'), 'MPEG-4 Visual'),
        (films.mp4(b'ap4h'), 'ProRes'),
        (films.mp4(brand=b'qt  '), r'QuickTime-film \(.mov\)'),
        (films.mp4(None, sound=b'Opus'), 'ikke en film nettlesere kan vise'),
        (films.mp4(sound=b'ac-3'), 'Lyden i filmen er laget med AC-3'),
        (b'<html><script>', 'ikke en film nettlesere kan vise'),
        (b'\0\0\0\x18ftypmp42' + bytes(40), 'ikke en film nettlesere kan vise'),
        (films.mp4()[:200], 'ikke en film nettlesere kan vise'),
    ],
)
def test_film_browsers_do_not_show_is_refused_with_the_way_out(content, reason):
    with pytest.raises(FilmError, match=reason) as refused:
        look_into(ContentFile(content, 'film.mp4'))

    assert 'MP4 med H.264' in str(refused.value)


@pytest.mark.parametrize(('content', 'kind'), [(films.mp4(), 'mp4'), (films.webm(), 'webm')])
def test_film_that_nothing_could_be_seen_of_in_time_is_not_declared_dead(content, kind, monkeypatch):
    monkeypatch.setattr('modules.editing.film_file.SECONDS', 0.001)

    assert look_into(ContentFile(content, 'film.mp4')) == (kind, None)


@settings(max_examples=15)
@given(st.binary(max_size=300), st.integers(0, 600))
def test_whatever_is_in_a_file_it_is_a_film_or_is_refused(noise, at):
    content = films.mp4()
    try:
        look_into(ContentFile(content[:at] + noise + content[at + len(noise) :], 'film.mp4'))
    except FilmError as error:
        assert str(error)


@pytest.fixture
def editor(client, db):
    client.force_login(factories.editor())
    return client


def saved_with(editor, name, content, **fields):
    film = factories.film(factories.module())
    form = Form(editor, f'/admin/modules/module/{film.module.pk}/change/')
    response = form.post(**{'film-file': SimpleUploadedFile(name, content), **fields})
    film.refresh_from_db()
    return film, response


@pytest.mark.parametrize('typed', ['', '9:59'])
def test_length_is_the_films_own(editor, typed):
    film, response = saved_with(editor, 'film.mp4', films.mp4(seconds=754), **{'film-duration_seconds': typed})

    assert response.status_code == 302
    assert film.duration_seconds == 754


@pytest.mark.parametrize('name', ['film.MP4', 'film.m4v', 'film.mov', 'film'])
def test_name_says_what_is_in_the_film(editor, name):
    film, _response = saved_with(editor, name, films.mp4())

    assert film.file.name == 'film/film.mp4'


def test_stop_after_the_end_of_the_film_is_told_of(editor):
    lines = '0:05 Hva ser dere?\n0:12 Og nå?\n9:59 Til slutt?'

    film, response = saved_with(editor, 'film.mp4', films.mp4(seconds=12), **{'film-stop_lines': lines})

    answer = response.content.decode()
    assert 'Linje 2: Filmen er slutt ved 0:12, og stanser aldri ved 0:12.' in answer
    assert 'Linje 3: Filmen er slutt ved 0:12, og stanser aldri ved 9:59.' in answer
    assert Film.objects.get().file.name == ''


def test_large_film_is_looked_into_where_it_is(tmp_path):
    """A film of a gigabyte is never copied to be looked into: the file on the disk is read, and little of it."""
    path = tmp_path / 'film.mp4'
    path.write_bytes(films.mp4())
    with path.open('r+b') as file:
        file.truncate(1024**3)
    asked = []

    class Watched(io.FileIO):
        def read(self, size=-1):
            asked.append(size)
            return super().read(size)

    from django.core.files.base import File

    assert look_into(File(Watched(path), 'film.mp4')) == ('mp4', 12)
    assert asked == [8]
