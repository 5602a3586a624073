"""A module as steps: what the reading page, the wall, the print-out, the search and the plan all read.

    opening · film · question … · case (with its questions as parts) … · links … · ending

A kind of step has, besides what stands here, an icon (`templatetags/modules.py`), a colour (`kinds.css`), and on each
surface a template named for it: `wall/_film.html`, `modules/_film.html` and, on paper, `modules/_paper_film.html`.

A step's key is its address: the anchor on the page and the last part of the wall's address. It holds when an editor
moves things about; the number is only where it stands now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from modules.origin import Origin

if TYPE_CHECKING:
    from modules.models import Case, LinkGroup, Module, ReflectionQuestion


class Kind(StrEnum):
    OPENING = 'opening'
    FILM = 'film'
    QUESTION = 'question'
    CASE = 'case'
    CASE_QUESTION = 'case_question'
    LINKS = 'links'
    ENDING = 'ending'


@dataclass(frozen=True)
class Step:
    """One thing that stands alone on the wall. `text` is Markdown; `record` is the film or the link group."""

    kind: Kind
    key: str
    label: str
    title: str = ''
    text: str = ''
    title_origin: str = Origin.SOURCE
    origin: str = Origin.SOURCE
    number: int = 0
    story: str = ''
    record: Any = None
    parts: tuple[Step, ...] = ()

    @property
    def heading(self) -> str:
        """What it is called where it stands alone."""
        return self.label if self.kind in _CALLED_BY_LABEL else self.title

    @property
    def colour(self) -> Kind:
        """The kind whose colour and icon it wears: a case's questions are part of the case."""
        return Kind.CASE if self.kind == Kind.CASE_QUESTION else self.kind

    @property
    def is_question(self) -> bool:
        """True for what is to be answered: then its text is the question."""
        return self.kind in (Kind.QUESTION, Kind.CASE_QUESTION)

    @property
    def is_editorial(self) -> bool:
        return self.origin == Origin.EDITORIAL

    @property
    def has_editorial_title(self) -> bool:
        return self.title_origin == Origin.EDITORIAL


@dataclass(frozen=True)
class Section:
    """Steps of one kind that follow each other: one part of the reading page."""

    kind: Kind
    steps: tuple[Step, ...]

    @property
    def key(self) -> str:
        """The anchor of the whole part; a part of one step has the step's own."""
        return _SECTION_KEYS.get(self.kind, self.steps[0].key)

    @property
    def name(self) -> str:
        """What the part is called: «Case», or «Caser»."""
        one, several = _NAMES[self.kind]
        return str(one if self.count == 1 else several)

    @property
    def short_name(self) -> str:
        """The same in one short word, opening and ending too."""
        return str(_SHORT_NAMES[self.kind]) if self.kind in _SHORT_NAMES else self.name

    @property
    def contents(self) -> str:
        """How many of what: «5 spørsmål». What there is only one of, goes by its name."""
        return _CONTENTS[self.kind] % {'counter': self.count} if self.kind in _CONTENTS else self.name

    @property
    def is_list(self) -> bool:
        """True when its steps are lines of one list, which is counted and marked as a whole."""
        return self.kind == Kind.QUESTION

    @property
    def is_editorial(self) -> bool:
        """True when all of it was written by the editors: then it is said once, and not at each."""
        return all(step.is_editorial for step in self.steps)

    @property
    def count(self) -> int:
        """How many there are of what the part is named after: questions, cases or links."""
        if self.kind == Kind.LINKS:
            return sum(len(step.record.links.all()) for step in self.steps)
        if self.kind == Kind.CASE:
            return sum(step.kind == Kind.CASE for step in self.steps)
        return len(self.steps)


START, FILM = 'start', 'film'
# A step's key, or what it begins with where there are several of the kind.
_KEYS = {
    Kind.OPENING: START, Kind.FILM: FILM, Kind.QUESTION: 'sporsmal-', Kind.CASE: 'case-', Kind.LINKS: 'lenker-',
    Kind.ENDING: 'avtale',
}  # fmt: skip
_CALLED_BY_LABEL = (Kind.QUESTION, Kind.CASE, Kind.CASE_QUESTION)
_NAMES = {
    Kind.FILM: (gettext_lazy('Film'), gettext_lazy('Film')),
    Kind.QUESTION: (gettext_lazy('Refleksjonsspørsmål'), gettext_lazy('Refleksjonsspørsmål')),
    Kind.CASE: (gettext_lazy('Case'), gettext_lazy('Caser')),
    Kind.LINKS: (gettext_lazy('Lenke'), gettext_lazy('Lenker')),
}
_SHORT_NAMES = {
    Kind.OPENING: pgettext_lazy('first step', 'Start'),
    Kind.QUESTION: gettext_lazy('Spørsmål'),
    Kind.ENDING: gettext_lazy('Avtale'),
}
_CONTENTS = {
    Kind.QUESTION: ngettext_lazy('%(counter)s spørsmål', '%(counter)s spørsmål', 'counter'),
    Kind.CASE: ngettext_lazy('%(counter)s case', '%(counter)s caser', 'counter'),
    Kind.LINKS: ngettext_lazy('%(counter)s lenke', '%(counter)s lenker', 'counter'),
}
_SECTION_KEYS = {Kind.QUESTION: 'sporsmal', Kind.CASE: 'caser', Kind.LINKS: 'lenker'}


def steps_of(module: Module) -> list[Step]:
    """The steps of `module` (loaded `with_contents`, or every relation costs a query), in the order they are walked.

    A case's questions are its parts; `walk` puts them in line. A module without questions, cases or links has an
    opening, its film if there is one, and an ending.
    """
    return [
        Step(
            Kind.OPENING, START, _('Introduksjon'), title=module.title, text=module.intro,
            title_origin=module.title_origin, origin=module.intro_origin, number=module.number or 0,
        ),
        *_film(module),
        *(_question(number, question) for number, question in enumerate(module.questions.all(), 1)),
        *(_case(number, case) for number, case in enumerate(module.cases.all(), 1)),
        *(_links(group) for group in module.link_groups.all() if group.links.all()),
        Step(Kind.ENDING, _KEYS[Kind.ENDING], _('Vår avtale'), title=_('Hva blir vi enige om?')),
    ]  # fmt: skip


def kind_of(key: str) -> Kind | None:
    """The kind of the step at `key`, even when there is no such step any more; None for what is no key.

    A question of a case counts as the case.
    """
    return next((kind for kind, beginning in _KEYS.items() if key.startswith(beginning)), None)


def walk(steps: Iterable[Step]) -> Iterator[Step]:
    """Every step in the order of the wall: each followed by its parts."""
    for step in steps:
        yield step
        yield from step.parts


def sections_of(steps: Iterable[Step]) -> list[Section]:
    """The parts of the reading page: neighbours of one kind together, without the wall's opening and ending."""
    inner = [step for step in steps if step.kind not in (Kind.OPENING, Kind.ENDING)]
    return [Section(kind, tuple(group)) for kind, group in groupby(inner, key=lambda step: step.kind)]


def line_of(steps: Iterable[Step]) -> list[Section]:
    """The wall's line: neighbours of one kind together, opening and ending too, a case's questions in line with it."""
    return [Section(kind, tuple(group)) for kind, group in groupby(walk(steps), key=lambda step: step.colour)]


def _film(module: Module) -> Iterator[Step]:
    film = getattr(module, 'film', None)
    if film is None:
        return
    # Our own name for a film without one is no content, so it is nobody's suggestion.
    title, title_origin = film.title, film.title_origin
    if not title:
        title, title_origin = _('Film til modul %(number)s') % {'number': module.number}, Origin.SOURCE
    yield Step(
        Kind.FILM, FILM, _('Film'), title=title, text=film.summary,
        title_origin=title_origin, origin=film.summary_origin, record=film,
    )  # fmt: skip


def _question(number: int, question: ReflectionQuestion) -> Step:
    label = _('Refleksjonsspørsmål %(number)s') % {'number': number}
    key = f'{_KEYS[Kind.QUESTION]}{question.slug}'
    return Step(Kind.QUESTION, key, label, text=question.text, origin=question.origin, number=number)


def _case(number: int, case: Case) -> Step:
    key = f'{_KEYS[Kind.CASE]}{case.slug}'
    label = _('Case: %(title)s') % {'title': case.title}
    parts = tuple(
        Step(
            Kind.CASE_QUESTION, f'{key}--{question.slug}',
            _('Case: %(title)s, spørsmål %(number)s') % {'title': case.title, 'number': part_number},
            title=case.title, text=question.text, title_origin=case.title_origin, origin=question.origin,
            number=part_number, story=case.text,
        )
        for part_number, question in enumerate(case.questions.all(), 1)
    )  # fmt: skip
    return Step(
        Kind.CASE, key, label, title=case.title, text=case.text,
        title_origin=case.title_origin, origin=case.origin, number=number, parts=parts,
    )  # fmt: skip


def _links(group: LinkGroup) -> Step:
    is_editorial = all(link.origin == Origin.EDITORIAL for link in group.links.all())
    return Step(
        Kind.LINKS, f'{_KEYS[Kind.LINKS]}{group.slug}', _('Lenker'), title=group.heading, title_origin=group.origin,
        origin=Origin.EDITORIAL if is_editorial else Origin.SOURCE, record=group,
    )  # fmt: skip
