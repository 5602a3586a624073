"""A package as one file, to be moved to another installation: texts, pictures, captions. Films are too large.

The file is a zip of `innhold.json` and what lies under `media/`. `read` finds out what a file from elsewhere holds, and
touches nothing; `modules/editing/moving/apply.py` makes it ours.
"""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from modules.editing.captions import CAPTIONS_MAX_BYTES, CaptionsError, as_webvtt
from modules.editing.moving.records import FILM, FORMAT, VERSION, file_fields, read_records, written_records
from modules.editing.moving.safe_zip import ArchiveError, printable, unpack
from modules.editing.pictures import PictureError, clean_picture
from modules.fixture import as_fixture
from modules.models import Package

CONTENTS = 'innhold.json'
MAX_JSON = 10 * 1024 * 1024
_MEDIA = re.compile(r'(bilder|stillbilder)/(?!\.)[\w.-]+\.(png|jpe?g|webp)|teksting/(?!\.)[\w.-]+\.vtt', re.IGNORECASE)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Archive:
    """What `read` has found good. `files` are {name under MEDIA_ROOT: content}, pictures drawn anew; `digests` tell
    what they were in the file."""

    records: list
    files: dict
    digests: dict


def export(package: Package) -> bytes:
    """The package as the bytes of a zip, always the same for the same content.

    Raises ArchiveError when a file of it is gone, or is not one that can be taken in again.
    """
    records = json.loads(as_fixture(package))
    for record in records:
        for name in apps.get_model(record['model']).LOCAL:
            del record['fields'][name]
    contents = {'format': FORMAT, 'version': VERSION, 'records': records}
    pictures, named = _named_in(records)
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        _put(archive, CONTENTS, json.dumps(contents, indent=2, ensure_ascii=False).encode() + b'\n')
        for name in sorted(pictures | named):
            if default_storage.exists(name):
                with default_storage.open(name) as stored:
                    content = stored.read()
                _cleaned(name, content)
                _put(archive, f'media/{name}', content)
            elif name in named:
                raise ArchiveError(_('«%s» mangler på tjeneren. Last den opp på nytt, eller fjern den.') % name)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _named_in(records: list[dict[str, Any]]) -> tuple[set[str], set[str]]:
    """The files that `records` (as in a fixture) need: a set of those shown in texts, a set of those in fields.

    Films are left out: they are too large.
    """
    in_text = re.compile(re.escape(settings.MEDIA_URL) + r'(bilder/[\w.-]+)')
    pictures, named = set(), set()
    for record in records:
        fields = record['fields']
        model = apps.get_model(record['model'])
        named |= {fields.get(name) for name in file_fields(model) if (model, name) != FILM}
        texts = (value for value in fields.values() if isinstance(value, str))
        pictures |= {name for text in texts for name in in_text.findall(text) if _MEDIA.fullmatch(name)}
    return pictures, named - {None, ''}


def read(file: BinaryIO) -> Archive:
    """The Archive in the zip `file`, which is open for reading bytes. Raises ArchiveError; nothing is changed."""
    contents = unpack(file, _limit_of)
    if CONTENTS not in contents:
        raise ArchiveError(_('Fila er ikke en kompetansepakke: «innhold.json» mangler.'))
    written = written_records(contents.pop(CONTENTS))
    records = read_records(written)
    raw = {name.removeprefix('media/'): content for name, content in contents.items()}
    pictures, named = _named_in(written)
    if missing := named - set(raw):
        raise ArchiveError(_('Innholdet viser til «%s», som ikke er med i fila.') % printable(min(missing)))
    if unused := set(raw) - named - pictures:
        raise ArchiveError(_('Fila inneholder «%s», som innholdet ikke bruker.') % printable(min(unused)))
    files = {name: _cleaned(name, content) for name, content in raw.items()}
    return Archive(records, files, {name: hashlib.sha256(content).hexdigest() for name, content in raw.items()})


def _limit_of(name: str) -> int | None:
    """How many bytes the entry `name` may have; None when it does not belong in a package."""
    if name == CONTENTS:
        return MAX_JSON
    if not name.startswith('media/') or len(name) > 100 or not _MEDIA.fullmatch(name.removeprefix('media/')):
        return None
    return CAPTIONS_MAX_BYTES if name.lower().endswith('.vtt') else settings.PICTURE_MAX_BYTES


def _cleaned(name: str, content: bytes) -> bytes:
    """The `content` as it is kept under `name`. Raises ArchiveError when it is not what the name says."""
    extension = name.rpartition('.')[2].lower()
    if extension == 'vtt':
        try:
            return as_webvtt(content)
        except CaptionsError as error:
            raise ArchiveError(_('«%(name)s»: %(why)s') % {'name': printable(name), 'why': error}) from None
    try:
        picture = clean_picture(ContentFile(content))
    except PictureError as error:
        raise ArchiveError(_('«%(name)s»: %(why)s') % {'name': printable(name), 'why': error}) from None
    if picture.extension != extension.replace('jpeg', 'jpg'):
        raise ArchiveError(_('«%s» er ikke et bilde av den typen navnet sier.') % printable(name))
    return picture.content
