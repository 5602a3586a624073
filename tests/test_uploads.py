"""Every finding about django-markdownx in an attack of its own, on the views that took its views' place."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve
from PIL import Image

from tests import factories, films
from tests.forms import Form

PREVIEW = '/admin/markdown/forhandsvisning/'
UPLOAD = '/admin/markdown/bilde/'


def picture(format='PNG', size=(20, 10), mode='RGB', name=None, **options):
    file = io.BytesIO()
    Image.new(mode, size).save(file, format, **options)
    return SimpleUploadedFile(name or f'bilde.{format.lower()}', file.getvalue(), f'image/{format.lower()}')


def claimed_picture(content, name, content_type):
    return SimpleUploadedFile(name, content, content_type)


def bomb():
    """A PNG of a few kilobytes that claims to be 30,000 pixels each way."""

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    header = struct.pack('>IIBBBBB', 30_000, 30_000, 1, 0, 0, 0, 0)
    data = zlib.compress(b'\0' * 100_000)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + chunk(b'IDAT', data) + chunk(b'IEND', b'')


@pytest.fixture
def editor(client, db):
    client.force_login(factories.editor())
    return client


@pytest.mark.parametrize('path', [PREVIEW, UPLOAD])
def test_anonymous_and_ordinary_users_are_refused_without_a_redirect(client, db, django_user_model, path, settings):
    assert client.post(path, {'content': 'x', 'image': picture()}).status_code == 403

    client.force_login(django_user_model.objects.create_user('leser'))
    assert 'Du er logget ut.' in client.post(path, {'content': 'x', 'image': picture()}).content.decode()

    assert client.post(path, {'content': 'x', 'image': picture()}).status_code == 403
    assert not settings.MEDIA_ROOT.exists()


@pytest.mark.parametrize('path', [PREVIEW, UPLOAD])
def test_get_and_a_foreign_form_are_refused(editor, path):
    assert editor.get(path).status_code == 405

    foreign = Client(enforce_csrf_checks=True)
    foreign.cookies = editor.cookies
    assert foreign.post(path, {'content': 'x'}).status_code == 403


def test_answers_to_the_script_say_that_they_are_ours_and_other_pages_do_not(client, db):
    """A login or an error in between is a page: the script shows nothing that does not say this."""

    def posted(client, path):
        return client.post(path, {'content': 'x', 'image': picture()})

    refused = [posted(client, path) for path in (PREVIEW, UPLOAD)]
    client.force_login(factories.editor())
    answered = [posted(client, path) for path in (PREVIEW, UPLOAD)] + [client.post(PREVIEW), client.post(UPLOAD)]
    foreign = Client(enforce_csrf_checks=True)
    foreign.cookies = client.cookies
    pages = [posted(foreign, path) for path in (PREVIEW, UPLOAD)] + [client.get('/admin/')]

    assert [response.status_code for response in refused + answered] == [403, 403, 200, 200, 400, 400]
    assert all(response.headers.get('Markdown-Field') for response in refused + answered)
    assert not any(response.headers.get('Markdown-Field') for response in pages)


def test_animation_that_becomes_still_is_told_of(editor):
    frames = [Image.new('RGB', (20, 10), color) for color in ('red', 'blue')]
    file = io.BytesIO()
    frames[0].save(file, 'PNG', save_all=True, append_images=frames[1:])

    moving = editor.post(UPLOAD, {'image': claimed_picture(file.getvalue(), 'dans.png', 'image/png')}).json()

    assert moving['notice'] == 'Bildet var en animasjon. Her står det stille.'
    assert editor.post(UPLOAD, {'image': picture()}).json()['notice'] == ''


def test_markdownx_own_addresses_do_not_exist(editor):
    for path in ('/markdownx/upload/', '/markdownx/markdownify/'):
        assert resolve(path).func.__module__ == 'modules.views'
        assert editor.get(path).status_code == 404
        assert editor.post(path, {'image': picture(), 'content': 'x'}).status_code == 405


def test_preview_is_what_the_page_shows(editor):
    assert editor.post(PREVIEW, {'content': '*Hei* "du"'}).content.decode() == '<p><em>Hei</em> «du»</p>\n'
    assert editor.post(PREVIEW, {'content': '<script>alert(1)</script>'}).content.decode().count('<script') == 0
    assert editor.post(PREVIEW).status_code == 400


def test_picture_comes_in_and_goes_out_again(editor, settings):
    answer = editor.post(UPLOAD, {'image': picture()}).json()

    code = answer['image_code']
    assert code.startswith('![Beskriv bildet](/media/bilder/')
    served = editor.get(code[len('![Beskriv bildet](') : -1])
    assert (served.status_code, served['Content-Type']) == (200, 'image/png')
    assert served['X-Content-Type-Options'] == 'nosniff'
    assert served['Content-Security-Policy'] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ('content', 'name', 'content_type'),
    [
        (b'alert(1)', 'a.js', 'image/gif'),
        (b'<script>alert(1)</script>', 'a.html', 'image/gif'),
        (b'<script>alert(1)</script>', 'a.html', 'image/png'),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'a.svg', 'image/svg+xml'),
        (b'<s xmlns:x="http://www.w3.org/2000/svg"><x:script/></s>', 'a.svg', 'image/svg+xml'),
        (b'GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'a.gif', 'image/gif'),
        (b'\x89PNG\r\n\x1a\nbroken', 'a.png', 'image/png'),
        (b'', 'tom.png', 'image/png'),
        (bomb(), 'bombe.png', 'image/png'),
    ],
    ids=['js', 'html', 'html as png', 'svg', 'svg namespace', 'gif', 'broken png', 'empty', 'bomb'],
)  # fmt: skip
def test_what_is_no_picture_is_refused_and_not_kept(editor, settings, content, name, content_type):
    response = editor.post(UPLOAD, {'image': claimed_picture(content, name, content_type)})

    assert response.status_code == 400
    assert list(response.json()) == ['image']
    assert not settings.MEDIA_ROOT.exists()


def test_picture_that_is_also_a_page_loses_the_page(editor, settings):
    sneaky = picture(name='bilde.html')
    sneaky.file.seek(0, io.SEEK_END)
    sneaky.file.write(b'<script>alert(1)</script>')
    sneaky.file.seek(0)

    code = editor.post(UPLOAD, {'image': sneaky}).json()['image_code']

    kept = next(settings.MEDIA_ROOT.rglob('*.*'))
    assert code.endswith('.png)')
    assert b'<script>' not in kept.read_bytes()


def test_picture_with_transparency_that_is_called_jpeg_is_kept_as_what_it_is(editor):
    image = picture(mode='RGBA', name='bilde.jpg')
    image.content_type = 'image/jpeg'

    assert editor.post(UPLOAD, {'image': image}).json()['image_code'].endswith('.png)')


@pytest.mark.parametrize('mode', ['L', 'LA', 'P', 'RGB', 'RGBA', 'I;16', '1'])
def test_picture_of_every_kind_is_kept(editor, mode):
    assert 'image_code' in editor.post(UPLOAD, {'image': picture(mode=mode)}).json()


def test_picture_with_a_second_one_inside_as_phones_make_them_is_kept(editor):
    file = io.BytesIO()
    first, second = Image.new('RGB', (20, 10)), Image.new('RGB', (20, 10))
    first.save(file, 'MPO', save_all=True, append_images=[second])

    answer = editor.post(UPLOAD, {'image': claimed_picture(file.getvalue(), 'IMG_1.jpg', 'image/jpeg')})

    assert answer.json()['image_code'].endswith('.jpg)')


def test_picture_from_an_upright_phone_stays_upright_and_tells_nothing_more(editor, settings):
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    exif[0x010F] = 'Telefonen til Olga'

    editor.post(UPLOAD, {'image': picture('JPEG', size=(400, 200), exif=exif)})

    kept = next(settings.MEDIA_ROOT.rglob('*.jpg'))
    assert Image.open(kept).size == (200, 400)
    assert b'Olga' not in kept.read_bytes()


def test_picture_is_made_small_enough_for_a_page_and_large_enough_for_a_wall(editor, settings):
    editor.post(UPLOAD, {'image': picture(size=(4000, 3000))})

    assert Image.open(next(settings.MEDIA_ROOT.rglob('*.png'))).size == (1600, 1200)


def test_picture_too_large_as_a_file_or_in_pixels_is_refused_with_the_reason(editor, settings):
    settings.PICTURE_MAX_PIXELS = 100
    assert 'bildepunkter' in editor.post(UPLOAD, {'image': picture()}).json()['image'][0]

    settings.PICTURE_MAX_BYTES = 10
    assert 'for stort' in editor.post(UPLOAD, {'image': picture()}).json()['image'][0]


@pytest.mark.parametrize(
    'path',
    [
        '/media/../manage.py',
        '/media/%2e%2e/manage.py',
        '/media//etc/passwd',
        '/media/finnes-ikke.png',
        '/media/bilder/',
        '/media/%00',
    ],
)
def test_media_serves_nothing_but_uploads(client, db, settings, path):
    (settings.MEDIA_ROOT / 'bilder').mkdir(parents=True)

    assert client.get(path).status_code == 404


# The files of a film, in the module's form

MP4, WEBM = films.mp4(), films.webm()
CAPTIONS = b'WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n'


def sent_with(editor, name, content, field):
    """The module after its form was sent with a file in `field` of its film, and the text of the answer."""
    module = factories.module()
    film = factories.film(module)
    factories.caption_track(film)
    form = Form(editor, f'/admin/modules/module/{module.pk}/change/')
    at = next(key for key in form if key.endswith('-source_url')).removesuffix('source_url')
    if field.startswith('caption_tracks'):
        at = next(key for key in form if key.endswith('-language')).removesuffix('language')
        field = 'file'
    response = form.post(**{f'{at}{field}': SimpleUploadedFile(name, content)})
    film.refresh_from_db()
    return film, response.content.decode()


@pytest.mark.parametrize(
    ('field', 'name', 'content', 'reason'),
    [
        ('file', 'film.mp4', b'MZ\x90\0 et program', 'Fila er ikke en film nettlesere kan vise.'),
        ('file', 'film.mp4', b'<html><script>', 'Fila er ikke en film nettlesere kan vise.'),
        ('file', 'film.mp4', b'', 'tom'),
        ('caption_tracks', 'film.vtt', b'WEBVTTrapport\n', 'ikke teksting'),
        ('caption_tracks', 'film.vtt', b'WEBVTT\n' + b' ' * 2_200_000, 'for stor'),
        ('poster', 'bilde.png', b'<svg onload="alert(1)">', 'ikke et bilde'),
        ('poster', 'bilde.png', bomb(), 'ikke et bilde'),
    ],
)
def test_film_file_that_is_not_what_it_says_is_refused(editor, field, name, content, reason):
    film, answer = sent_with(editor, name, content, field)

    assert reason in answer
    assert (film.file.name, film.poster.name) == ('', '')
    assert film.caption_tracks.get().file.name == 'teksting/film.vtt'


@pytest.mark.parametrize(
    ('field', 'name', 'content'),
    [('file', 'film.mp4', MP4), ('file', 'film.webm', WEBM), ('caption_tracks', 'x.vtt', b'\xef\xbb\xbf' + CAPTIONS)],
)
def test_film_file_is_kept_as_it_was_sent(editor, field, name, content):
    film, _answer = sent_with(editor, name, content, field)

    kept = film.file if field == 'file' else film.caption_tracks.get().file
    assert kept.name.endswith(name)
    assert kept.read() == content


def test_still_of_a_film_is_drawn_anew(editor):
    exif = Image.Exif()
    exif[0x010F] = 'Kamera i lomma'
    sent = picture('JPEG', (3000, 2000), name='start.jpeg', exif=exif)

    film, _answer = sent_with(editor, sent.name, sent.read(), 'poster')

    assert film.poster.name == 'stillbilder/start.jpg'
    with film.poster.open() as kept:
        assert b'Kamera' not in kept.read()
    assert film.poster.width == 1600


def test_still_that_was_an_animation_is_kept_and_told_of(editor):
    frames = [Image.new('RGB', (20, 10), color) for color in ('red', 'blue')]
    file = io.BytesIO()
    frames[0].save(file, 'WEBP', save_all=True, append_images=frames[1:])

    film, _answer = sent_with(editor, 'dans.webp', file.getvalue(), 'poster')

    assert film.poster.name == 'stillbilder/dans.webp'
    assert 'Bildet var en animasjon. Her står det stille.' in editor.get('/admin/').content.decode()
