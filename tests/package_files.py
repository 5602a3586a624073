"""Files of packages, as another portal makes them, and as somebody who means harm does."""

import io
import json
import zipfile

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from tests import factories

PICTURE = 'bilder/0a1b2c3d-0000-4000-8000-000000000000.png'
CAPTIONS = b'WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n'


def png(color='red', format='PNG'):
    out = io.BytesIO()
    Image.new('RGB', (20, 10), color).save(out, format)
    return out.getvalue()


def small_package():
    """A small package with a picture in a text, a still and captions."""
    module = factories.module(factories.package(slug='pakke'), intro=f'Se: ![Et kart](/media/{PICTURE})')
    film = factories.film(module, file='film/stor.mp4', poster='stillbilder/start.png')
    factories.caption_track(film, file='teksting/film.vtt')
    factories.question(module, slug='hva')
    for name, content in ((PICTURE, png()), ('stillbilder/start.png', png('blue')), ('teksting/film.vtt', CAPTIONS)):
        default_storage.save(name, ContentFile(content))
    return module.package


def contents_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(contents, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', compression) as file:
        for name, content in contents.items():
            file.writestr(name, content)
    return out.getvalue()


def altered(exported, change):
    """The file with its records changed by `change`, which gets the list of them and may return another content."""
    content = json.loads(exported['innhold.json'])
    content = change(content) or content
    return packed(exported | {'innhold.json': json.dumps(content)}, zipfile.ZIP_STORED)
