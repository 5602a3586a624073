"""A form of a tree as the browser sends it: what it holds by name, what that is called, and the same sent otherwise."""

from collections.abc import Iterable, Sequence

from django import forms
from django.http import QueryDict

from modules.editing.merge import State
from modules.editing.tree_form import REDRAW, Rows, Shape
from modules.slugs import random_slug


def redrawn(data: QueryDict, action: str = '', shapes: Sequence[Shape] = ()) -> QueryDict:
    """The posted `data` (a QueryDict) with `action` done: «add:questions», «up:questions:k7x2m» or «down:…».

    Anything else only says that the form is to be drawn anew. `shapes` are those of the form.
    """
    data = data.copy()
    data[REDRAW] = 'true'
    verb, _colon, rest = action.partition(':')
    prefix, _colon, key = rest.partition(':')
    keys = data.getlist(prefix)
    if verb == 'add':
        shape = shape_at(prefix, shapes)
        data.setlist(prefix, [*keys, prefix if shape and shape.is_single else random_slug()])
    elif verb in ('up', 'down') and key in keys:
        index = keys.index(key)
        other = index + (1 if verb == 'down' else -1)
        if 0 <= other < len(keys):
            keys[index], keys[other] = keys[other], keys[index]
            data.setlist(prefix, keys)
    return data


def shape_at(prefix: str, shapes: Sequence[Shape]) -> Shape | None:
    """The one of `shapes`, or of those under them, whose rows are named by `prefix`; None for a name of none."""
    for shape in shapes:
        if prefix == shape.relation:
            return shape
        relation, *rest = prefix.split('-')
        if relation == shape.relation:
            # A key may have hyphens of its own.
            for start in [0] if shape.is_single else range(1, len(rest)):
                if below := shape_at('-'.join(rest[start:]), shape.children):
                    return below
    return None


def form_state(form: forms.BaseForm, all_rows: Iterable[Rows]) -> State:
    """What the form and the rows hold, as the browser sends it: see `modules.editing.merge`. Files are left out."""
    state: State = {bound.html_name: _sent(bound) for bound in form if not isinstance(bound.field, forms.FileField)}
    for rows in all_rows:
        state[rows.prefix] = tuple(rows.keys)
        for row in rows.rows:
            state |= form_state(row, row.children)
    return state


def form_labels(form: forms.BaseForm, all_rows: Iterable[Rows], where: str = '') -> dict[str, str]:
    """What each name in `form_state` is called: «Case 2, Spørsmål 1: spørsmål»."""
    labels = {bound.html_name: f'{where}{": " if where else ""}{bound.label}' for bound in form}
    for rows in all_rows:
        labels[rows.prefix] = f'{where}{", " if where else ""}{rows.shape.heading}'
        for number, row in enumerate(rows.rows, 1):
            name = rows.shape.label if rows.shape.is_single else f'{rows.shape.label} {number}'
            labels |= form_labels(row, row.children, f'{where}{", " if where else ""}{name}')
    return labels


def _sent(bound: forms.BoundField) -> str:
    value = bound.value()
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return 'on' if value else ''
    if value is None:
        return ''
    shown = bound.field.widget.format_value(value)
    return str(shown[0] if isinstance(shown, list) and shown else shown or '')


def put(data: QueryDict, state: State) -> QueryDict:
    """The posted `data` with what it holds of the form's fields replaced by `state`."""
    data = data.copy()
    for name, value in state.items():
        data.setlist(name, list(value)) if isinstance(value, tuple) else data.__setitem__(name, value)
    return data
