"""Search by all words, inside words too («vern» finds «personvern»), blind to case in every letter the alphabet has.

Where no text holds the words as they are typed, their stems are looked for («barrierer» then finds «barrierene»).

There are some hundred pieces of text, so they are looked through as they are: no index to fall behind, and the same
answer in every database.
"""

import unicodedata
from dataclasses import dataclass

import snowballstemmer

from modules.markdown import plain
from modules.steps import Kind, steps_of, walk

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


def fold(text):
    """`text` without case, character by character, so that places in the two are the same: «ÅPENHET» → «åpenhet»."""
    return ''.join(folded if len(folded := char.casefold()) == 1 else char for char in text)


def words_of(query):
    """The words to look for, folded, each once, in the order they were typed."""
    return list(dict.fromkeys(fold(unicodedata.normalize('NFC', query)).split()))


def stems_of(words):
    """What is left of each word without its ending; a word with a stem too short to say much stays as it is."""
    stems = zip(words, _STEMMER.stemWords(words), strict=True)
    return [stem if len(stem) >= SHORTEST_STEM else word for word, stem in stems]


def package_entries(package):
    """What can be found on the package's own page: one piece of text."""
    texts = [package.lead, package.audience, package.contents, package.delivery, package.extent, package.body]
    return [Entry(package.get_absolute_url(), package.title, package.title, _joined(*texts))]


def module_entries(module):
    """What can be found in `module` (loaded `with_contents`): a piece of text for each of its steps."""
    page = module.get_absolute_url()
    for step in walk(steps_of(module)):
        if step.kind == Kind.ENDING:
            continue
        if step.kind == Kind.OPENING:
            yield Entry(page, str(module), module.title, _joined(step.text))
        elif step.kind == Kind.FILM:
            yield Entry(f'{page}#{step.key}', str(module), step.title, _joined(step.text, step.record.transcript))
        elif step.kind == Kind.LINKS:
            links = ' · '.join(f'{link.text} ({link.publisher})' for link in step.record.links.all())
            yield Entry(f'{page}#{step.key}', str(module), step.title, links)
        else:
            yield Entry(f'{page}#{step.key}', str(module), step.label, _joined(step.text))


def find(entries, words):
    """The entries that hold every one of the folded `words`, those with one in the label first; none for no words."""
    if not words:
        return []
    hits = [entry for entry in entries if all(word in fold(f'{entry.label} {entry.text}') for word in words)]
    return sorted(hits, key=lambda entry: not any(word in fold(entry.label) for word in words))


def excerpt(text, words):
    """The part of `text` around its first hit, as (piece, is_hit) pairs in order; the pieces join to the excerpt."""
    text = unicodedata.normalize('NFC', text)
    folded = fold(text)
    marks = [False] * len(text)
    for word in words:
        start = folded.find(word)
        while start != -1:
            marks[start : start + len(word)] = [True] * len(word)
            start = folded.find(word, start + 1)
    first = marks.index(True) if True in marks else 0
    start, end = _whole_words(text, max(0, first - CONTEXT), min(len(text), first + 2 * CONTEXT))
    pieces = [('…', False)] if start else []
    for position in range(start, end):
        if pieces and position > start and marks[position] == marks[position - 1]:
            pieces[-1] = (pieces[-1][0] + text[position], marks[position])
        else:
            pieces.append((text[position], marks[position]))
    return [*pieces, ('…', False)] if end < len(text) else pieces


def _whole_words(text, start, end):
    """`start` and `end` moved outwards to where words begin and end."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _joined(*texts):
    return unicodedata.normalize('NFC', ' '.join(plain(text) for text in texts if text))
