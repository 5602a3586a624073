"""What taking in a package changes, told to a person."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from modules import tree
from modules.editing.moving.records import Key, Record
from modules.models import Package

# The records that are here, or will be, by their keys.
Held = dict[Key, Any]


@dataclass(frozen=True)
class Change:
    """`kind` is added, changed or removed; `differences` are (field's label, old text, new text)."""

    kind: str
    what: str
    where: str
    differences: list = field(default_factory=list)

    @property
    def verb(self) -> str:
        return {'added': _('Lagt til'), 'changed': _('Endret'), 'removed': _('Fjernet')}[self.kind]


@dataclass(frozen=True)
class Report:
    """What was changed, or would be; `notes` are sentences for a person, `version` the content's before."""

    title: str
    changes: list
    notes: list
    version: str


def held_value(one: Any, name: str) -> Any:
    value = getattr(one, name)
    return value.name or '' if isinstance(value, models.fields.files.FieldFile) else value


def label_of(one: Any, name: str) -> str:
    return str(one._meta.get_field(name).verbose_name)


def text_of(one: Any, name: str) -> str:
    """What the field `name` holds, as a person reads it."""
    of, value = one._meta.get_field(name), held_value(one, name)
    if of.choices:
        return str(dict(of.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _('ja') if value else _('nei')
    if isinstance(of, models.DateField) and value:
        return date_format(value, 'j. F Y')
    return '' if value is None else str(value)


def what_of(one: Any) -> str:
    return f'{one._meta.verbose_name}: {one}'


def where_of(one: Any) -> str:
    return str(tree.document_of(one))


def notes_of(package: Any, records: list[Record], here: Held, built: Held, own: list[Key]) -> list[str]:
    notes = [_('«%s» er bare her, og blir stående.') % built[key] for key in own]
    if (Package, package.natural_key()) not in here:
        notes.append(
            _('Pakka er ny her. Den blir publisert med det samme, slik den er i fila.')
            if package.is_published
            else _('Pakka er ny her. Den blir ikke publisert, slik den heller ikke er i fila.')
        )
    for record in records:
        film = built[record.model, record.key]
        if record.film_file and not film.file:
            notes.append(_('Filmen til «%s» er ikke med i fila, og må lastes opp for hånd.') % film.module)
    return notes
