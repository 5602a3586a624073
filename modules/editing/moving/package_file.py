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
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext as _

from modules import tree
from modules.editing.moving.safe_zip import ArchiveError, printable, unpack
from modules.editing.pictures import PictureError, clean_picture
from modules.editing.upload_fields import CAPTIONS_MAX_BYTES, is_webvtt
from modules.fixture import as_fixture
from modules.models import Film, Package
from modules.models.base import Content

FORMAT, VERSION = 'kompetansepakke', 1
CONTENTS = 'innhold.json'
MAX_JSON, MAX_RECORDS = 10 * 1024 * 1024, 5000
# The one file that never goes with a package.
FILM = (Film, 'file')
_MEDIA = re.compile(r'(bilder|stillbilder)/(?!\.)[\w.-]+\.(png|jpe?g|webp)|teksting/(?!\.)[\w.-]+\.vtt', re.IGNORECASE)
# A model, and the natural key of one of its records.
Key = tuple[type[Content], tuple[str, ...]]
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Record:
    """What the file says of one record; `key` is its natural key, `film_file` what the sender's film is called."""

    model: type[Content]
    key: tuple[str, ...]
    values: dict[str, Any]
    film_file: str = ''

    @property
    def parent(self) -> Key:
        above = tree.parent_field(self.model).related_model
        return above, self.key[:-1] if tree.key_field(self.model) else self.key


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


def file_fields(model: type[models.Model]) -> list[str]:
    """The names of the fields of `model` that hold a file."""
    return [field.name for field in model._meta.fields if isinstance(field, models.FileField)]


def read(file: BinaryIO) -> Archive:
    """The Archive in the zip `file`, which is open for reading bytes. Raises ArchiveError; nothing is changed."""
    contents = unpack(file, _limit_of)
    if CONTENTS not in contents:
        raise ArchiveError(_('Fila er ikke en kompetansepakke: «innhold.json» mangler.'))
    written = _written(contents.pop(CONTENTS))
    records = _records(written)
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
        if not is_webvtt(content):
            raise ArchiveError(_('«%s» er ikke en tekstfil for film (WebVTT).') % printable(name))
        return content
    try:
        clean, real = clean_picture(ContentFile(content))
    except PictureError as error:
        raise ArchiveError(_('«%(name)s»: %(why)s') % {'name': printable(name), 'why': error}) from None
    if real != extension.replace('jpeg', 'jpg'):
        raise ArchiveError(_('«%s» er ikke et bilde av den typen navnet sier.') % printable(name))
    return clean


def _written(content: bytes) -> list[dict[str, Any]]:
    """The records in the JSON `content`, each {'model', 'fields'}, when it is a package of a version we know."""
    try:
        data = json.loads(content.decode(), parse_constant=_refuse)
        # Half a character can be written in JSON, and nowhere else.
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ArchiveError(_('«innhold.json» i fila lar seg ikke lese. Last den ned på nytt.')) from None
    if not isinstance(data, dict) or data.get('format') != FORMAT:
        raise ArchiveError(_('Fila er ikke en kompetansepakke.'))
    version = data.get('version')
    if type(version) is int and version > VERSION:
        raise ArchiveError(_('Fila er laget av en nyere utgave av portalen. Oppgrader denne først.'))
    if type(version) is not int or version != VERSION:
        raise ArchiveError(_('Fila er laget av en utgave av portalen vi ikke kjenner.'))
    records = data.get('records')
    if not isinstance(records, list) or not records:
        raise ArchiveError(_('Det er ikke noe innhold i fila.'))
    if len(records) > MAX_RECORDS:
        raise ArchiveError(_('Det er for mye innhold i fila.'))
    for place, record in enumerate(records, 1):
        is_record = isinstance(record, dict) and isinstance(record.get('fields'), dict)
        if not is_record or not isinstance(record.get('model'), str):
            raise ArchiveError(_('Nummer %s i innholdet er ikke noe vi kan lese.') % place)
        if set(record) != {'model', 'fields'}:
            raise ArchiveError(_('Nummer %s i innholdet har mer med seg enn det skal, for eksempel en nøkkel.') % place)
    return records


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _records(written: list[dict[str, Any]]) -> list[Record]:
    """The Records of one package, parents first, when all belong together."""
    order = tree.content_models()
    labels, found = {model._meta.label_lower: model for model in order}, {}
    for item in written:
        model = labels.get(item['model'])
        if model is None:
            raise ArchiveError(_('Fila inneholder noe som ikke er innhold: «%s».') % printable(item['model']))
        record = _record(model, item['fields'])
        if (model, record.key) in found:
            raise ArchiveError(_('%s står to ganger i fila.') % name_of(record))
        found[model, record.key] = record
    if sum(record.model is Package for record in found.values()) != 1:
        raise ArchiveError(_('Det skal være nøyaktig én pakke i fila.'))
    for record in found.values():
        if record.model is not Package and record.parent not in found:
            raise ArchiveError(_('%s hører ikke til noe i fila.') % name_of(record))
    return sorted(found.values(), key=lambda record: order.index(record.model))


def _record(model: type[Content], fields: dict[str, Any]) -> Record:
    above, own = tree.parent_field(model), tree.key_field(model)
    parent = above and above.name
    known = {one.name: one for one in model._meta.fields if not one.primary_key}
    if unknown := set(fields) - set(known):
        what = {'what': model._meta.verbose_name, 'field': printable(min(unknown))}
        raise ArchiveError(_('Fila har et felt vi ikke kjenner: «%(field)s» i %(what)s.') % what)
    place = fields.get(parent, []) if parent else []
    key = [*place, fields.get(own)] if own and isinstance(place, list) else place
    if not isinstance(key, list) or not key or not all(isinstance(part, str) and part for part in key):
        raise ArchiveError(_('Fila har et innslag uten adresse: %s.') % model._meta.verbose_name)
    ignored = {parent, *model.LOCAL}
    values = {name: _value(known[name], value) for name, value in fields.items() if name not in ignored}
    # The film itself is never in the file: what the installation has, it keeps.
    film_file = values.pop('file', '') if model is FILM[0] else ''
    return Record(model, tuple(key), values, film_file)


def _value(of: models.Field, value: Any) -> Any:
    """The `value` from JSON as the field `of` holds it."""
    kinds: dict[type, type] = {models.BooleanField: bool, models.IntegerField: int}
    kind = next((kind for base, kind in kinds.items() if isinstance(of, base)), str)
    if value is None and of.null:
        return None
    try:
        if type(value) is not kind or (isinstance(value, str) and '\0' in value):
            raise ValidationError('')
        return of.to_python(value)
    except ValidationError:
        what = {'field': of.verbose_name, 'what': of.model._meta.verbose_name}
        raise ArchiveError(_('Feltet «%(field)s» i %(what)s har feil slags verdi.') % what) from None


def name_of(record: Record) -> str:
    """«Modul «norskopplaering/modul-2»», for a sentence."""
    name = str(record.model._meta.verbose_name)
    return f'{name[:1].upper()}{name[1:]} «{printable("/".join(record.key))}»'
