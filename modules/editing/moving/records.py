"""The records in a package's file: JSON from somebody else, believed only as far as it is a package that we know."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from modules import plain_text, tree
from modules.editing.moving.safe_zip import ArchiveError, printable
from modules.models import Film, Package
from modules.models.base import Content

FORMAT, VERSION = 'kompetansepakke', 1
MAX_RECORDS = 5000
# The one file that never goes with a package.
FILM = (Film, 'file')
# A model, and the natural key of one of its records.
Key = tuple[type[Content], tuple[str, ...]]


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


def file_fields(model: type[models.Model]) -> list[str]:
    """The names of the fields of `model` that hold a file."""
    return [field.name for field in model._meta.fields if isinstance(field, models.FileField)]


def written_records(content: bytes) -> list[dict[str, Any]]:
    """The records in the JSON `content`, each {'model', 'fields'}, when it is a package of a version we know."""
    try:
        # Notepad begins a text with a mark (BOM).
        data = json.loads(content.decode('utf-8-sig'), parse_constant=_refuse)
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


def read_records(written: list[dict[str, Any]]) -> list[Record]:
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
        if isinstance(value, str):
            value = plain_text.longer(value) if isinstance(of, models.TextField) else plain_text.line(value)
        return of.to_python(value)
    except ValidationError:
        what = {'field': of.verbose_name, 'what': of.model._meta.verbose_name}
        raise ArchiveError(_('Feltet «%(field)s» i %(what)s har feil slags verdi.') % what) from None


def name_of(record: Record) -> str:
    """«Modul «norskopplaering/modul-2»», for a sentence."""
    name = str(record.model._meta.verbose_name)
    return f'{name[:1].upper()}{name[1:]} «{printable("/".join(record.key))}»'
