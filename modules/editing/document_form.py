"""A document, which is a package or a module with everything in it, as one form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db.models import FileField
from django.forms.models import modelform_factory
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.editing import file_widget
from modules.editing.merge import State
from modules.editing.tree_form import REDRAW, MakeField, RedrawnForm, Row, Rows, Shape
from modules.models.base import Content
from modules.tree import MAX_PARTS

# The last field of the page: what comes without it was cut on the way, and what is not there was not taken away.
WHOLE = '_whole'
# Of the text in a document. A page of the form has to be under DATA_UPLOAD_MAX_MEMORY_SIZE with all that is round it.
MAX_BYTES = 4 * 1024 * 1024


class DocumentForm:
    """The fields of `record` itself, named `fields`, and the rows of all that stands in it, by `shapes`.

    Load the record with all its parts, or every relation costs a query. `data` is what a browser sent.
    """

    def __init__(
        self,
        record: Content,
        fields: Sequence[str],
        shapes: Sequence[Shape],
        make_field: MakeField,
        data: QueryDict | None = None,
        files: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.record, self.data = record, data
        form = modelform_factory(type(record), form=RedrawnForm, fields=fields, formfield_callback=make_field)
        self.form = form(data, files, instance=record, initial=initial)
        self.rows = [Rows(shape, record, shape.relation, make_field, data, files) for shape in shapes]

    @property
    def media(self) -> forms.Media:
        return sum((row.media for row in self._templates()), self.form.media)

    def _templates(self, all_rows: Iterable[Rows] | None = None) -> Iterator[Row]:
        for rows in self.rows if all_rows is None else all_rows:
            yield rows.template
            yield from self._templates(rows.template.children)

    @property
    def count(self) -> int:
        """How many rows there are, those that are to be deleted left out."""
        return sum(not row.is_deleted for rows in self.rows for row in rows.walk())

    @property
    def room(self) -> str:
        """What is said of how many rows there is room for yet; '' while there is room enough."""
        left = max(MAX_PARTS - self.count, 0)
        if left > MAX_PARTS // 10:
            return ''
        return ngettext('Det er plass til %d del til.', 'Det er plass til %d deler til.', left) % left

    def is_valid(self) -> bool:
        is_valid = all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows)])
        if is_valid and (fault := self._fault_of_size()):
            self.form.add_error(None, ValidationError(fault))
        return is_valid and not self.form.errors

    def _fault_of_size(self) -> str:
        if self.count > MAX_PARTS:
            text = _('Her er %(count)d deler. Det er plass til %(most)d. Slett noen, eller flytt noen til en ny modul.')
            return text % {'count': self.count, 'most': MAX_PARTS}
        size = sum(len(value.encode()) for value in self.state().values() if isinstance(value, str))
        if size > MAX_BYTES:
            text = _('Teksten er til sammen på %(size)s. Det er plass til %(most)s. Del den i to moduler.')
            return text % {'size': filesizeformat(size), 'most': filesizeformat(MAX_BYTES)}
        return ''

    @property
    def has_errors(self) -> bool:
        forms_drawn = [self.form, *(row for rows in self.rows for row in rows.walk() if not row.is_deleted)]
        return self.data is not None and REDRAW not in self.data and any(form.errors for form in forms_drawn)

    def look_into_files(self) -> None:
        """Try every file that was chosen. What is wrong with one is said when the form is."""
        for form in [self.form, *(row for rows in self.rows for row in rows.walk() if not row.is_deleted)]:
            for bound in form:
                if isinstance(bound.field, forms.FileField) and bound.data:
                    with suppress(ValidationError):
                        bound.field.clean(bound.data, bound.initial)

    def has_changed(self) -> bool:
        """True when saving would write something."""
        return self.form.has_changed() or any(rows.has_changed() for rows in self.rows)

    def blank_rows(self) -> list[str]:
        """What the new rows are called that nobody wrote in, and that are left out: «Case 2, Spørsmål 1»."""
        return list(_blank_in(self.rows))

    def notices(self) -> list[str]:
        """What the editor is to know of the files that came: that an animation has become still."""
        forms_sent = [self.form, *(row for rows in self.rows for row in rows.walk() if not row.is_deleted)]
        # What stands in a row that is deleted is not tried.
        sent = [value for form in forms_sent for value in getattr(form, 'cleaned_data', {}).values()]
        return [value.notice for value in sent if getattr(value, 'notice', '')]

    def save_rows(self) -> None:
        for rows in self.rows:
            rows.save()

    def keys_given(self) -> dict[str, str]:
        """What rows are called now that they are stored, by how the names in them began. An address is kept."""
        stored = [row for rows in self.rows for row in rows.walk() if row.instance.pk]
        return {str(row.prefix): key for row in stored if (key := row.shape.key(row.instance)) != row.key}

    def told(self) -> dict[str, list[str]]:
        """[sent, stored] of every field that a file has filled in, both as a browser sends them."""
        return {
            form[name].html_name: [form[name].data or '', str(form.fields[name].prepare_value(value))]
            for form in [self.form, *(row for rows in self.rows for row in rows.walk())]
            for name, value in getattr(form, 'told', {}).items()
        }

    def written_files(self) -> Iterator[tuple[Storage, str]]:
        """(storage, name) of each file that saving has put in its place."""
        for form in [self.form, *(row for rows in self.rows for row in rows.walk())]:
            for field in form.instance._meta.fields:
                file = getattr(form.instance, field.name) if isinstance(field, FileField) else None
                if file and field.name in form.changed_data and file._committed:
                    yield file.storage, file.name

    def state(self) -> State:
        """What the form holds, as the browser sends it: see `modules.editing.merge`. Of a file, which one it is."""
        return _state_of(self.form, self.rows)

    def labels(self) -> dict[str, str]:
        """What each name in the state is called: «Case 2, Spørsmål 1: spørsmål»."""
        return _labels_of(self.form, self.rows)


def _state_of(form: forms.BaseForm, all_rows: Iterable[Rows]) -> State:
    state: State = {bound.html_name: _sent(bound) for bound in form}
    for rows in all_rows:
        state[rows.prefix] = tuple(rows.keys)
        for row in rows.rows:
            state |= _state_of(row, row.children)
    return state


def _sent(bound: forms.BoundField) -> str:
    if isinstance(bound.field, forms.FileField):
        return _file_in(bound)
    value = bound.value()
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return 'on' if value else ''
    if value is None:
        return ''
    shown: Any = bound.field.widget.format_value(value)
    return str(shown[0] if isinstance(shown, list) and shown else shown or '')


def _file_in(bound: forms.BoundField) -> str:
    """The name of what is stored, or of what has been chosen in its place; '' for one that is taken away."""
    if bound.form.is_bound:
        name, data = bound.html_name, bound.form.data
        if chosen := file_widget.chosen(bound.field.widget, data, name):
            return chosen
        if name in bound.form.files:
            posted: Any = bound.form.files[name]
            return str(posted.name)
        if data.get(f'{name}-clear'):
            return ''
    return str(bound.initial.name) if bound.initial else ''


def _labels_of(form: forms.BaseForm, all_rows: Iterable[Rows], where: str = '') -> dict[str, str]:
    labels = {bound.html_name: f'{where}{": " if where else ""}{bound.label}' for bound in form}
    for rows in all_rows:
        labels[rows.prefix] = f'{where}{", " if where else ""}{rows.shape.heading}'
        for row, name in _named(rows):
            labels |= _labels_of(row, row.children, f'{where}{", " if where else ""}{name}')
    return labels


def _named(rows: Rows) -> Iterator[tuple[Row, str]]:
    for number, row in enumerate(rows.rows, 1):
        yield row, str(rows.shape.label) if rows.shape.is_single else f'{rows.shape.label} {number}'


def _blank_in(all_rows: Iterable[Rows], where: str = '') -> Iterator[str]:
    for rows in all_rows:
        for row, name in _named(rows):
            if row.is_deleted:
                continue
            if row.is_blank:
                yield f'{where}{name}'
            else:
                yield from _blank_in(row.children, f'{where}{name}, ')
