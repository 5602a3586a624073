"""What was changed in a text, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of text that is 'same', 'removed' or 'added'."""

    kind: str
    text: str


def compare(old, new):
    """The pieces that lead from the text `old` to the text `new`: the removed ones put in are old, the added ones new.

    Line breaks count as words, so that a paragraph that is split is seen.
    """
    before, after = _words(old), _words(new)
    pieces = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == 'equal':
            pieces.append(Piece('same', ''.join(before[i1:i2])))
            continue
        if i1 < i2:
            pieces.append(Piece('removed', ''.join(before[i1:i2])))
        if j1 < j2:
            pieces.append(Piece('added', ''.join(after[j1:j2])))
    return pieces


def _words(text):
    return re.findall(r'\n|[^\S\n]+|\w+|[^\w\s]', text.replace('\r\n', '\n'))
