"""A form of a tree as the browser sends it, and the same sent otherwise."""

from collections.abc import Sequence

from django.http import QueryDict

from modules.editing.merge import State
from modules.editing.tree_form import REDRAW, Shape
from modules.slugs import random_slug


def redrawn(data: QueryDict, action: str = '', shapes: Sequence[Shape] = ()) -> QueryDict:
    """The posted `data` with `action` done: «add:questions», «up:questions:k7x2m», «down:…» or «discard:film-file».

    Anything else only says that the form is to be drawn anew. `shapes` are those of the form.
    """
    data = data.copy()
    data[REDRAW] = 'true'
    verb, _colon, rest = action.partition(':')
    prefix, _colon, key = rest.partition(':')
    keys = data.getlist(prefix)
    if verb == 'add' and (shape := shape_at(prefix, shapes)):
        data.setlist(prefix, [*keys, prefix if shape.is_single else random_slug()])
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


def completed(data: QueryDict, stored: State) -> QueryDict:
    """The posted `data` of a form that was cut on the way, with what is `stored` in the place of what did not come."""
    data = data.copy()
    for name, value in stored.items():
        if isinstance(value, tuple):
            came = data.getlist(name)
            data.setlist(name, [*came, *(key for key in value if key not in came)])
        elif name not in data:
            data[name] = value
    return data


def renamed(data: QueryDict, keys: dict[str, str]) -> QueryDict:
    """The posted `data` with other keys for rows, by how their names begin: {'film-caption_tracks-k7x2m': '17'}."""
    data = data.copy()
    for name, key in keys.items():
        rows, _hyphen, had = name.rpartition('-')
        if had in data.getlist(rows):
            data.setlist(rows, [key if one == had else one for one in data.getlist(rows)])
            for field in [field for field in data if field.startswith(f'{name}-')]:
                data.setlist(f'{rows}-{key}{field.removeprefix(name)}', data.pop(field))
    return data


def put(data: QueryDict, state: State) -> QueryDict:
    """The posted `data` with what it holds of the form's fields replaced by `state`."""
    data = data.copy()
    for name, value in state.items():
        data.setlist(name, list(value)) if isinstance(value, tuple) else data.__setitem__(name, value)
    return data
