"""Search by all words, inside words too («vern» finds «personvern»), blind to case in every letter the alphabet has.

Where no text holds the words as they are typed, their stems are looked for («barrierer» then finds «barrierene»).

There are some hundred pieces of text, so they are looked through as they are: no index to fall behind, and the same
answer in every database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import snowballstemmer
from django.utils.translation import gettext as _

from modules import plain_text, tree
from modules.markdown import plain
from modules.steps import Kind, steps_of, walk

if TYPE_CHECKING:
    from modules.models import Module, Package


CONTEXT = 90
SHORTEST_STEM = 4
_STEMMER = snowballstemmer.stemmer('norwegian')


@dataclass(frozen=True)
class Entry:
    """A piece of text that can be found: where it stands (`url`), what it is called, and its plain text."""

    url: str
    place: str
    label: str
    text: str


def fold(text: str) -> str:
    """`text` without case, character by character, so that places in the two are the same: «ÅPENHET» → «åpenhet»."""
    return ''.join(folded if len(folded := char.casefold()) == 1 else char for char in text)


def words_of(query: str) -> list[str]:
    """The words to look for, folded, each once, in the order they were typed."""
    return list(dict.fromkeys(fold(unicodedata.normalize('NFC', query)).split()))


def stems_of(words: Sequence[str]) -> list[str]:
    """What is left of each word without its ending; a word with a stem too short to say much stays as it is."""
    stems = zip(words, _STEMMER.stemWords(words), strict=True)
    return [stem if len(stem) >= SHORTEST_STEM else word for word, stem in stems]


def package_entry(package: Package) -> Entry:
    """What can be found on the package's own page: one piece of text."""
    facts = [package.audience, package.contents, package.delivery, package.extent]
    publishers = [package.publishers, package.publishers_in_full]
    texts = [text for _path, _record, _field, text in tree.texts_of(package)]
    text = ' · '.join(_plain(text) for text in [package.lead, *facts, *texts, *publishers] if text)
    return Entry(package.get_absolute_url(), _('Kompetansepakke'), package.title, text)


def coming_entry(module: Module) -> Entry:
    """A module that is only announced: it is found where the package's page tells of it."""
    return Entry(f'{module.package.get_absolute_url()}#moduler', _('Kommer snart'), module.title, _plain(module.intro))


def module_entries(module: Module) -> Iterator[Entry]:
    """What can be found in `module` (loaded `with_contents`): a piece of text for each of its steps.

    A text that stands in no step is found on the module's page.
    """
    page = module.get_absolute_url()
    steps = list(walk(steps_of(module)))
    for step in steps:
        if step.kind == Kind.ENDING:
            continue
        if step.kind == Kind.OPENING:
            yield Entry(page, module.package.title, str(module), _plain(step.text))
        elif step.kind == Kind.FILM:
            stops = [stop.text for stop in step.record.stops]
            yield Entry(
                f'{page}#{step.key}',
                str(module),
                step.title,
                ' · '.join(filter(None, [_plain(step.text), _plain(step.record.transcript), *stops])),
            )
        elif step.kind == Kind.LINKS:
            links = ' · '.join(f'{link.text} ({link.publisher})' for link in step.record.links.all())
            yield Entry(f'{page}#{step.key}', str(module), step.title, links)
        else:
            yield Entry(f'{page}#{step.key}', str(module), step.label, _plain(step.text))
    told = {text for step in steps for text in (step.text, getattr(step.record, 'transcript', ''))}
    for _path, record, _field, text in tree.texts_of(module):
        if text and text not in told:
            yield Entry(page, str(module), str(record), _plain(text))


def find(entries: Iterable[Entry], words: Sequence[str]) -> list[Entry]:
    """The entries that hold every one of the folded `words`, those with one in the label first; none for no words."""
    if not words:
        return []
    hits = [entry for entry in entries if all(word in fold(f'{entry.label} {entry.text}') for word in words)]
    return sorted(hits, key=lambda entry: not any(word in fold(entry.label) for word in words))


def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """`text` as (piece, is_hit) pairs in order: the pieces join to the text, and the hits are the folded `words`."""
    if not words:
        return [(text, False)] if text else []
    hits = re.compile('|'.join(re.escape(word) for word in words))
    pieces, end = [], 0
    for hit in hits.finditer(fold(text)):
        pieces += [(text[end : hit.start()], False), (text[hit.start() : hit.end()], True)]
        end = hit.end()
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


def excerpt(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The part of `text` around its first hit, `marked`, with an ellipsis where something is left out."""
    folded = fold(text)
    first = min((folded.find(word) for word in words if word in folded), default=0)
    start, end = _whole_words(text, max(0, first - CONTEXT), min(len(text), first + 2 * CONTEXT))
    before = [('…', False)] if start else []
    after = [('…', False)] if end < len(text) else []
    return [*before, *marked(text[start:end], words), *after]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` moved outwards to where words begin and end."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _plain(text: str) -> str:
    # What history brings back may have signs in it that come in no longer.
    return plain_text.line(plain(text))
