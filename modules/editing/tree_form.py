"""The forms of a tree of records: a module's questions, its cases with their questions, its groups with their links.

Every record's form is named by the record's own address (`questions-k7x2m-text`), so nothing is numbered: the order of
the addresses in the posted list is the order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.models import modelform_factory
from django.http import QueryDict
from django.utils.translation import gettext as _

from modules.models.base import Content
from modules.slugs import ALPHABET
from modules.tree import MAX_PARTS, Branch

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Makes the form field of a model field.
MakeField = Callable[[Any], Any]

# Says that the form was sent to be shown anew (with a row moved or added, say), not to be saved.
REDRAW = '_redraw'
# No double hyphen: it parts a case from its question in an address.
_ADDRESS = re.compile(r'(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*')
# Made by a browser, or the primary key of a record that somebody else has deleted.
_NEW_KEY = re.compile(rf'[{ALPHABET}]{{5}}|[0-9]{{1,18}}')


@dataclass(frozen=True)
class Shape(Branch):
    """What the rows of one branch of the tree are in a form: their fields, and the labels that the editor is told."""

    fields: tuple[str, ...]
    heading: StrOrPromise
    label: StrOrPromise
    add: StrOrPromise
    remove: StrOrPromise
    children: tuple[Shape, ...] = ()


class RedrawnForm(forms.ModelForm):
    """A form that is no error, and not to be saved, while it is only being drawn anew.

    What is stored and not changed is not tried against the model's rules: each of them costs a query.
    """

    @property
    def is_redrawn(self) -> bool:
        return self.is_bound and REDRAW in self.data

    @property
    def errors(self) -> Any:
        return forms.utils.ErrorDict() if self.is_redrawn else super().errors

    def is_valid(self) -> bool:
        return not self.is_redrawn and super().is_valid()

    @property
    def is_new(self) -> bool:
        return self.instance.pk is None

    def clean(self) -> dict[str, Any]:
        """What a file tells about itself counts more than what is typed about it (see `FilmField`)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        tells = [getattr(value, 'tells', {}).items() for value in cleaned.values()]
        self.told = {name: value for told in tells for name, value in told if name in self.fields}
        return cleaned | self.told

    def _post_clean(self) -> None:
        if self.is_new or self.has_changed():
            super()._post_clean()  # type: ignore[misc]


class Row(RedrawnForm):
    """One record's form, with the rows under it. A new one that nobody has written in is left out."""

    DELETE = forms.BooleanField(required=False)

    def __init__(self, *, shape: Shape, key: str, make_field: MakeField, **kwargs: Any) -> None:
        self.shape, self.key = shape, key
        super().__init__(use_required_attribute=False, **kwargs)
        self.fields['DELETE'].label = shape.remove
        sent: Any = (self.data, self.files) if self.is_bound else ()
        self.children = [
            Rows(child, self.instance, f'{self.prefix}-{child.relation}', make_field, *sent) for child in shape.children
        ]
        self.empty_permitted = self.is_new and not any(rows.has_changed() for rows in self.children)

    @property
    def is_deleted(self) -> bool:
        return self.is_bound and bool(self['DELETE'].data)

    @property
    def written_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name != 'DELETE']

    @property
    def is_blank(self) -> bool:
        return self.is_new and not self.has_changed() and not any(rows.has_changed() for rows in self.children)

    def is_valid(self) -> bool:
        if self.is_redrawn:
            return False
        if self.is_deleted:
            return True
        return all([super().is_valid(), *(rows.is_valid() for rows in self.children)])


class Rows:
    """The rows of one relation of `parent`: a list of `Row` in order.

    `make_field` makes the form field of a model field. With `data` the posted rows are read; a posted row whose record
    somebody else has deleted is a new record with the old address, so that its text is kept.
    """

    def __init__(
        self, shape: Shape, parent: Content, prefix: str, make_field: MakeField,
        data: QueryDict | None = None, files: Any = None,
    ) -> None:  # fmt: skip
        self.shape, self.parent, self.prefix, self.make_field = shape, parent, prefix, make_field
        self.data, self.files = data, files
        self.form: Any = modelform_factory(shape.model, form=Row, fields=shape.fields, formfield_callback=make_field)
        records = {shape.key(record): record for record in shape.records(parent)}
        self.keys = list(records) if data is None else self._posted_keys(data.getlist(prefix), records)
        self.rows = [self._row(key, records.get(key)) for key in self.keys]
        self.removed = [record for key, record in records.items() if key not in self.keys]

    def _posted_keys(self, posted: list[str], records: Iterable[str]) -> list[str]:
        known = {self.shape.relation} if self.shape.is_single else set(records)
        new = _ADDRESS if self.shape.has_address else _NEW_KEY
        keys = [key for key in dict.fromkeys(posted) if key in known or new.fullmatch(key)]
        # More than can be saved is said (`DocumentForm._fault_of_size`); more than that nobody has made by hand.
        return [key for key in keys if key in known][:1] if self.shape.is_single else keys[: 2 * MAX_PARTS]

    def _row(self, key: str, record: Content | None) -> Row:
        prefix = self.prefix if self.shape.is_single else f'{self.prefix}-{key}'
        bound: dict[str, Any] = {} if self.data is None else {'data': self.data, 'files': self.files}
        # Just added by the server: nobody has seen its fields yet, so they show what they start with.
        if bound and REDRAW in bound['data'] and not any(name.startswith(f'{prefix}-') for name in bound['data']):
            bound = {}
        instance: Any = record or self.shape.model()
        if record is None and self.shape.has_address:
            instance.slug = key
        return self.form(
            instance=instance, prefix=prefix, shape=self.shape, key=key, make_field=self.make_field, **bound
        )

    @property
    def can_add(self) -> bool:
        return not (self.shape.is_single and self.rows)

    @property
    def template(self) -> Row:
        """A row to copy, its place in every name marked by what no address can hold."""
        return Rows(self.shape, self.shape.model(), self.prefix, self.make_field)._row(self.placeholder, None)

    @property
    def placeholder(self) -> str:
        return self.shape.relation if self.shape.is_single else f'__{self.shape.relation}__'

    def walk(self) -> Iterator[Row]:
        """Every row, and those under it, in the order they are read."""
        for row in self.rows:
            yield row
            for rows in row.children:
                yield from rows.walk()

    def has_changed(self) -> bool:
        """True when saving the rows would write something."""
        kept = [row for row in self.rows if not row.is_deleted and not row.is_blank]
        return bool(
            self.removed
            or any(row.is_deleted and not row.is_new for row in self.rows)
            or any(self._is_changed(row, position) for position, row in enumerate(kept, 1))
        )

    def _is_changed(self, row: Row, position: int) -> bool:
        return (
            row.is_new or row.has_changed() or self._is_moved(row, position)
            or any(rows.has_changed() for rows in row.children)
        )  # fmt: skip

    def _is_moved(self, row: Row, position: int) -> bool:
        return self.shape.has_order and row.instance.position != position

    def is_valid(self) -> bool:
        is_valid = all([row.is_valid() for row in self.rows])
        return is_valid and self._are_unique()

    def _are_unique(self) -> bool:
        seen, name = set(), self.shape.told_by
        for row in self.rows:
            value = row.cleaned_data.get(name) if name and not row.is_deleted else None
            if value is not None and value in seen:
                row.add_error(name, _('Dette står i en annen rad fra før.'))
                return False
            seen.add(value)
        return True

    def save(self) -> None:
        """Write what is new, changed, moved or deleted in the valid rows, and nothing else."""
        for record in [*self.removed, *(row.instance for row in self.rows if row.is_deleted and not row.is_new)]:
            record.delete()
        kept = [row for row in self.rows if not row.is_deleted and not row.is_blank]
        # Two that change languages cannot be written one after the other: both go, and come back as they are to be.
        renamed = [row.instance.pk for row in kept if not row.is_new and self.shape.told_by in row.changed_data]
        if renamed:
            self.shape.model._default_manager.filter(pk__in=renamed).delete()
        moved = []
        for position, row in enumerate(kept, 1):
            record = row.instance
            setattr(record, self.shape.parent, self.parent)
            is_moved = self._is_moved(row, position)
            if is_moved:
                record.position = position
            if row.is_new or row.has_changed():
                record.save()
            elif is_moved:
                moved.append(record)
            for rows in row.children:
                rows.parent = record
                rows.save()
        if moved:
            self.shape.model._default_manager.bulk_update(moved, ['position'])
