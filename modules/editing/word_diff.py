"""What was changed in a text, word by word."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

# Pairs of the same piece in the two texts, which is what comparing them costs: some four million a second. Two texts
# of 700 words have half a million. Two of 4,000 words that take turns have 24 million, and took six seconds.
MOST_PAIRS = 1_000_000


class Piece(NamedTuple):
    """A run of text that is 'same', 'removed' or 'added'."""

    kind: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces that lead from the text `old` to the text `new`: the removed ones put in are old, the added ones new.

    Line breaks count as words, so that a paragraph that is split is seen. Where nothing but a space or a sign is the
    same between two changes, they are one. Long texts are compared line by line first, then sentence by sentence.
    """
    old, new = old.replace('\r\n', '\n'), new.replace('\r\n', '\n')
    is_short = _pairs(_words(old), _words(new)) <= MOST_PAIRS
    runs = list(_runs(old, new, [_words] if is_short else [_lines, _sentences, _words], [MOST_PAIRS]))
    pieces, removed, added = [], '', ''
    for at, (kind, before, after) in enumerate(runs):
        is_between = 0 < at < len(runs) - 1
        if kind == 'equal' and not (is_between and not re.search(r'\w', before)):
            pieces += _change(removed, added)
            pieces.append(Piece('same', (pieces.pop().text if pieces and pieces[-1].kind == 'same' else '') + before))
            removed = added = ''
        else:
            removed, added = removed + before, added + after
    return [*pieces, *_change(removed, added)]


Run = tuple[str, str, str]


def _runs(old: str, new: str, splits: list[Callable[[str], list[str]]], left: list[int]) -> Iterator[Run]:
    """(kind, old, new) of each run, 'equal' or a change; what differs in one way of splitting is split in the next.

    `left` holds how many pairs there is time for yet. When they are used up, the rest is one change.
    """
    split, *finer = splits
    before, after = split(old), split(new)
    start, end = _alike(before, after)
    first, last = before[:start], before[len(before) - end :]
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    yield from [('equal', ''.join(first), ''.join(first))] if first else []
    left[0] -= (cost := _pairs(before, after))
    if left[0] < 0:
        left[0] += cost
        yield 'replace', ''.join(before), ''.join(after)
    else:
        for kind, i1, i2, j1, j2 in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
            pair = ''.join(before[i1:i2]), ''.join(after[j1:j2])
            if kind == 'replace' and finer:
                yield from _runs(*pair, finer, left)
            else:
                yield kind, *pair
    yield from [('equal', ''.join(last), ''.join(last))] if last else []


def _alike(before: list[str], after: list[str]) -> tuple[int, int]:
    """How many pieces are the same at the start of both, and how many of the rest at the end."""
    most, start, end = min(len(before), len(after)), 0, 0
    while start < most and before[start] == after[start]:
        start += 1
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end


def _pairs(before: list[str], after: list[str]) -> int:
    counts = Counter(after)
    return sum(counts[piece] for piece in before)


def _change(removed: str, added: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (('removed', removed), ('added', added)) if text]


def _words(text: str) -> list[str]:
    return re.findall(r'\n|[^\S\n]+|\w+|[^\w\s]', text)


def _sentences(text: str) -> list[str]:
    return re.findall(r'\n|[^\n.!?]*[.!?]+[^\S\n]*|[^\n.!?]+', text)


def _lines(text: str) -> list[str]:
    return re.findall(r'[^\n]+|\n', text)
