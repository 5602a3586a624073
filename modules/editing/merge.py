"""Two people wrote in the same record. What each of them changed is told apart, and put together.

A form's state is a mapping from a field's name to its text, or, for an ordered list of rows, to a tuple of keys.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

Keys = tuple[str, ...]
State = dict[str, str | Keys]


@dataclass(frozen=True)
class Conflict:
    """A field that both have changed: `theirs` is stored, `mine` is in the form."""

    name: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """`state` is what the form should hold; `taken` are the names that somebody else changed and the form now shows."""

    state: dict
    taken: list
    conflicts: list


def digest_of(state: State) -> str:
    """The state in short, to be sent along with a form: texts as ten hexadecimal digits, lists as they are."""
    return json.dumps({name: _digest(value) for name, value in state.items()}, separators=(',', ':'))


def base_of(text: str) -> dict[str, Any] | None:
    """What `digest_of` made, read back; None when it is missing or somebody has tampered with it."""
    try:
        base = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return base if isinstance(base, dict) and all(_is_digest(value) for value in base.values()) else None


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(key, str) for key in value))


def is_changed(base: dict[str, Any], state: State) -> bool:
    """True when the state is another than the one that `base` is the digest of."""
    return base != json.loads(digest_of(state))


def merge(base: dict[str, Any], current: dict[str, Any], mine: dict[str, Any]) -> Merged:
    """Put together what is stored (`current`) and what is typed (`mine`), both of them grown out of `base`.

    `base` is a digest, the other two are states. What only one has changed is taken from that one; what both have
    changed is a conflict, and the form keeps mine.
    """
    lists = {name for name, value in {**current, **mine}.items() if isinstance(value, tuple)}
    typed_in = {name for name, text in mine.items() if name not in lists and _digest(text) != base.get(name)}
    state: dict[str, Any] = {}
    # Where the fields of rows begin that they removed, and that stay because I wrote in them: those stay whole.
    revived: list[str] = []
    for name in sorted(lists, key=len):
        began, stored, have = tuple(base.get(name) or ()), current.get(name, ()), mine.get(name, ())
        written = {key for key in have if any(field.startswith(_row(name, key)) for field in typed_in)}
        is_revived = any(name.startswith(row) for row in revived)
        state[name] = have if is_revived else _merge_list(began, stored, have, written)
        revived += [_row(name, key) for key in state[name] if key in began and key not in stored]
    taken = [
        name for name in lists
        if tuple(base.get(name) or ()) != current.get(name, ()) and state[name] != mine.get(name, ())
    ]  # fmt: skip
    conflicts = []
    for name in [*current, *(name for name in mine if name not in current)]:
        if name in lists:
            continue
        old: Any = base.get(name)
        theirs: Any = current.get(name)
        typed: Any = mine.get(name)
        is_theirs = theirs is not None and _digest(theirs) != old
        is_mine = name in typed_in
        state[name] = typed if typed is not None and (is_mine or theirs is None) else theirs
        if theirs is None and old is not None and is_mine:
            conflicts.append(Conflict(name, '', typed))
        elif is_theirs and is_mine and _clean(theirs) != _clean(typed):
            conflicts.append(Conflict(name, theirs, typed))
        elif is_theirs and not is_mine:
            taken.append(name)
    return Merged(state, taken, conflicts)


def _row(name: str, key: str) -> str:
    """How the names of the fields in a row begin: there is no key in those of a row that there is one of."""
    return f'{name}-' if name.rpartition('-')[2] == key else f'{name}-{key}-'


def _merge_list(base: Keys, theirs: Keys, mine: Keys, written: set[str]) -> Keys:
    """My order, if I have moved anything, without what they removed, followed by what they added.

    What they removed while I wrote in it (the keys in `written`) stays.
    """
    if mine == base:
        return (*theirs, *(key for key in mine if key in written and key not in theirs))
    kept = [key for key in mine if key in theirs or key not in base or key in written]
    return (*kept, *(key for key in theirs if key not in base and key not in kept))


def _clean(text: str) -> str:
    """The text as both browsers send it and databases keep it."""
    return text.replace('\r\n', '\n').strip()


def _digest(value: str | tuple[str, ...]) -> str | list[str]:
    if isinstance(value, tuple):
        return list(value)
    return hashlib.sha256(_clean(value).encode()).hexdigest()[:10]
