"""The forms of a tree of records: a module's questions, its cases with their questions, its groups with their links.

Every record's form is named by the record's own address (`questions-k7x2m-text`), so nothing is numbered: the order of
the addresses in the posted list is the order. A `Rows` stands where Django's admin expects a formset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.forms.models import modelform_factory
from django.utils.translation import gettext as _

from modules.slugs import ALPHABET
from modules.tree import Branch

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Says that the form was sent to be shown anew (with a row moved or added, say), not to be saved.
REDRAW = '_redraw'
# No double hyphen: it parts a case from its question in an address.
_ADDRESS = re.compile(r'(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*')
_NEW_KEY = re.compile(rf'[{ALPHABET}]{{5}}')


@dataclass(frozen=True)
class Shape(Branch):
    """What the rows of one branch of the tree are in a form: their fields, and the labels that are said to the editor.

    `unique` names a field that no two rows may share.
    """

    fields: tuple[str, ...]
    heading: StrOrPromise
    label: StrOrPromise
    add: StrOrPromise
    remove: StrOrPromise
    children: tuple[Shape, ...] = ()
    unique: str = ''


class RedrawnForm(forms.ModelForm):
    """A form that is no error, and not to be saved, while it is only being drawn anew."""

    @property
    def is_redrawn(self):
        return self.is_bound and REDRAW in self.data

    @property
    def errors(self):
        return forms.utils.ErrorDict() if self.is_redrawn else super().errors

    def is_valid(self):
        return not self.is_redrawn and super().is_valid()


class Row(RedrawnForm):
    """One record's form, with the rows under it. A new one that nobody has written in is left out."""

    DELETE = forms.BooleanField(required=False)

    def __init__(self, *args, shape, key, make_field, **kwargs):
        self.shape, self.key = shape, key
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields['DELETE'].label = shape.remove
        self.children = [
            Rows(child, self.instance, f'{self.prefix}-{child.relation}', make_field, self.data, self.files)
            if self.is_bound
            else Rows(child, self.instance, f'{self.prefix}-{child.relation}', make_field)
            for child in shape.children
        ]
        self.empty_permitted = self.is_new and not any(rows.has_changed() for rows in self.children)

    @property
    def is_new(self):
        return self.instance.pk is None

    @property
    def is_deleted(self):
        return self.is_bound and bool(self['DELETE'].data)

    @property
    def written_fields(self):
        return [bound for bound in self if bound.name != 'DELETE']

    @property
    def is_blank(self):
        return self.is_new and not self.has_changed() and not any(rows.has_changed() for rows in self.children)

    def is_valid(self):
        if self.is_redrawn:
            return False
        if self.is_deleted:
            return True
        return all([super().is_valid(), *(rows.is_valid() for rows in self.children)])


class Rows:
    """The rows of one relation of `parent`: a list of `Row` in order.

    `make_field` is the admin's `formfield_for_dbfield`, bound to the request. With `data` the posted rows are read; a
    posted row whose record somebody else has deleted is a new record with the old address, so that its text is kept.
    """

    def __init__(self, shape, parent, prefix, make_field, data=None, files=None):
        self.shape, self.parent, self.prefix, self.make_field = shape, parent, prefix, make_field
        self.data, self.files = data, files
        self.form = modelform_factory(shape.model, form=Row, fields=shape.fields, formfield_callback=make_field)
        records = {shape.key(record): record for record in shape.records(parent)}
        self.keys = list(records) if data is None else self._posted_keys(records)
        self.rows = [self._row(key, records.get(key)) for key in self.keys]
        self.removed = [record for key, record in records.items() if key not in self.keys]
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []

    def _posted_keys(self, records):
        keys = dict.fromkeys(self.data.getlist(self.prefix))
        known = {self.shape.relation} if self.shape.is_single else set(records)
        keys = [key for key in keys if key in known or self.shape.has_address and _ADDRESS.fullmatch(key)
                or not self.shape.has_address and _NEW_KEY.fullmatch(key)]  # fmt: skip
        return keys[:1] if self.shape.is_single else keys

    def _row(self, key, record):
        prefix = self.prefix if self.shape.is_single else f'{self.prefix}-{key}'
        bound = {} if self.data is None else {'data': self.data, 'files': self.files}
        # Just added by the server: nobody has seen its fields yet, so they show what they start with.
        if bound and REDRAW in self.data and not any(name.startswith(f'{prefix}-') for name in self.data):
            bound = {}
        instance = record or self.shape.model()
        if record is None and self.shape.has_address:
            instance.slug = key
        return self.form(
            instance=instance, prefix=prefix, shape=self.shape, key=key, make_field=self.make_field, **bound
        )  # fmt: skip

    # What the admin asks of what it takes for a formset.
    has_add_permission = has_change_permission = has_delete_permission = has_view_permission = True

    @property
    def formset(self):
        return self

    def __iter__(self):
        """No forms that Django's own script should fill in: it looks for slugs made from titles."""
        return iter(())

    @property
    def forms(self):
        return self.rows

    def is_multipart(self):
        """True when a row that can be added takes a file: the browser adds rows to a form that is already drawn."""
        row = self.template
        return row.is_multipart() or any(rows.is_multipart() for rows in row.children)

    @property
    def can_add(self):
        return not (self.shape.is_single and self.rows)

    @property
    def template(self):
        """A row to copy, its place in every name marked by what no address can hold."""
        return Rows(self.shape, self.shape.model(), self.prefix, self.make_field)._row(self.placeholder, None)

    @property
    def placeholder(self):
        return self.shape.relation if self.shape.is_single else f'__{self.shape.relation}__'

    @property
    def initial_forms(self):
        return [row for row in self.rows if not row.is_new]

    @property
    def media(self):
        return self.form(shape=self.shape, key='', make_field=self.make_field).media

    @property
    def errors(self):
        return [error for row in self.rows if not row.is_deleted for error in self._errors_of(row)]

    def _errors_of(self, row):
        return [row.errors, *(error for rows in row.children for error in rows.errors)]

    def non_form_errors(self):
        return []

    def has_changed(self):
        return bool(self.removed) or any(row.has_changed() or row.is_new for row in self.rows)

    def is_valid(self):
        is_valid = all([row.is_valid() for row in self.rows])
        return is_valid and self._are_unique()

    def _are_unique(self):
        seen = set()
        for row in self.rows:
            value = row.cleaned_data.get(self.shape.unique) if self.shape.unique and not row.is_deleted else None
            if value is not None and value in seen:
                row.add_error(self.shape.unique, _('Dette står i en annen rad fra før.'))
                return False
            seen.add(value)
        return True

    def save(self, commit=True):
        """Write the rows as they stand: what is new, changed, moved or deleted. Returns nothing."""
        for record in [*self.removed, *(row.instance for row in self.rows if row.is_deleted and not row.is_new)]:
            self.deleted_objects.append(record)
            record.delete()
        kept = [row for row in self.rows if not row.is_deleted and not row.is_blank]
        for position, row in enumerate(kept, 1):
            self._save_row(row, position)

    def _save_row(self, row, position):
        is_new, record = row.is_new, row.instance
        setattr(record, self.shape.parent, self.parent)
        is_moved = self.shape.has_order and record.position != position
        if is_moved:
            record.position = position
        if is_new or is_moved or row.has_changed():
            record.save()
        if is_new:
            self.new_objects.append(record)
        elif row.has_changed() or is_moved:
            self.changed_objects.append((record, row.changed_data))
        for rows in row.children:
            rows.parent = record
            rows.save()
            self.new_objects += rows.new_objects
            self.changed_objects += rows.changed_objects
            self.deleted_objects += rows.deleted_objects
