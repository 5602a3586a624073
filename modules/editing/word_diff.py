"""What was changed in a text, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of text that is 'same', 'removed' or 'added'."""

    kind: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces that lead from the text `old` to the text `new`: the removed ones put in are old, the added ones new.

    Line breaks count as words, so that a paragraph that is split is seen. Where nothing but a space or a sign is the
    same between two changes, they are one.
    """
    before, after = _words(old), _words(new)
    opcodes = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    pieces, removed, added = [], '', ''
    for at, (kind, i1, i2, j1, j2) in enumerate(opcodes):
        run = ''.join(before[i1:i2])
        is_between = 0 < at < len(opcodes) - 1
        if kind == 'equal' and not (is_between and not re.search(r'\w', run)):
            pieces += [*_change(removed, added), Piece('same', run)]
            removed = added = ''
        else:
            removed, added = removed + run, added + ''.join(after[j1:j2])
    return [*pieces, *_change(removed, added)]


def _change(removed: str, added: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (('removed', removed), ('added', added)) if text]


def _words(text: str) -> list[str]:
    return re.findall(r'\n|[^\S\n]+|\w+|[^\w\s]', text.replace('\r\n', '\n'))
