"""What a meeting shows, point by point: the one place where an item of a plan becomes what is read.

The plan, the wall, the leader's screen, the papers, the notes and the minutes all read the points made here, and differ
only in which of their words they show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zlib import crc32

from django.utils.translation import gettext as _

from meetings import talk, words
from meetings.clock import later
from meetings.groups import groups_of
from meetings.items import Part, PlanItem
from modules.origin import Origin
from modules.phases import STARTERS
from modules.steps import Kind, Step

PLAIN = 'meetings/_wall_plain.html'
# The template of a page that is about no step of the module, and of a talk by the kind of step it is about.
TEMPLATES = {
    Part.WELCOME: 'meetings/_wall_welcome.html',
    Part.FOLLOW_UP: 'meetings/_wall_follow_up.html',
    Part.AGREEMENT: 'meetings/_wall_agreement.html',
}
TALK_TEMPLATES = {
    Kind.QUESTION: 'wall/_question.html',
    Kind.CASE: 'wall/_case.html',
    Kind.CASE_QUESTION: 'wall/_question.html',
}


@dataclass(frozen=True)
class Point:
    """An item of a plan, the one at the index `at`, as it is shown.

    `step` is what it is about, as `module` has it now: None for what is about nothing of the module's, and for what is
    gone from it. `groups` are the sizes of those in which the room sits, and `phases` what a talk goes through in the
    plan, this one among them. `starts_at` is when it is to begin as the plan goes, `began_at` when it did; either may
    be None.
    """

    at: int
    item: PlanItem
    module: Any = None
    module_title: str = ''
    step: Step | None = None
    groups: tuple[int, ...] = (1,)
    phases: tuple[Part, ...] = ()
    starts_at: datetime | None = None
    began_at: datetime | None = None

    @property
    def is_talk(self) -> bool:
        return self.item.is_talk

    @property
    def name(self) -> str:
        """What is done: «Film», «Gruppe»."""
        return str(words.NAMES[self.item.part])

    @property
    def topic(self) -> str:
        """What that is about, beside the name: «spørsmål 4» of a talk, and what an item of the leader's own is."""
        if self.item.part == Part.OWN:
            return self.item.name
        return words.short_name(self.step) if self.step and self.is_talk else ''

    @property
    def about(self) -> str:
        """What a talk would be about, on the line of a meeting that nobody has planned yet."""
        return words.about(self.step) if self.step and self.is_talk else ''

    @property
    def label(self) -> str:
        """Name and topic as one, where all phases of a talk are one thing: «Refleksjonsspørsmål 4», «Film»."""
        if self.item.part == Part.OWN:
            return self.item.name
        if not self.is_talk:
            return self.name
        if self.prompt:
            return _('Samtale om %(topic)s') % {'topic': self.topic}
        return self.step.label if self.step else _('Samtale')

    @property
    def title(self) -> str:
        """Name and topic, of which there is one in a plan: «Gruppe: spørsmål 1», «Nytt fra ledelsen»."""
        if self.item.part == Part.OWN:
            return self.item.name
        return _('%(name)s: %(topic)s') % {'name': self.name, 'topic': self.topic} if self.topic else self.name

    @property
    def prompt(self) -> str:
        """What a talk is about that no question of the module's is for: an open one, of ours. '' for all others."""
        return str(words.OPEN_QUESTIONS.get(self.step.kind, '')) if self.step and self.is_talk else ''

    @property
    def text(self) -> str:
        """What it is about in full, in plain words, as it was when the meeting was planned."""
        return self.prompt or self.item.name

    @property
    def text_below(self) -> str:
        """The text where it stands below the label, which has said the title of a case already."""
        return '' if self.text in self.label else self.text

    @property
    def advice(self) -> str:
        """What the one who leads may say, or do."""
        return str(words.ADVICE[self.item.part])

    @property
    def instruction(self) -> str:
        """What the room is to do in a phase of a talk; '' for what is none."""
        return str(talk.instruction(self.item.part, self.groups))

    @property
    def starter(self) -> str:
        """Who begins in the groups; the same one on the wall and on paper, wherever the talk has been moved to."""
        return str(STARTERS[crc32(self.item.step.encode()) % len(STARTERS)]) if self.is_talk else ''

    @property
    def roles(self) -> list[tuple[str, str]]:
        """Who does what in the groups of a talk, and how they are found."""
        return talk.roles(self.groups, self.starter) if self.is_talk else []

    @property
    def feet(self) -> list['Point']:
        """What can stand below what is talked about: this point as each phase of the talk. The wall keeps room for the
        highest, so that a question has one place through all of them.
        """
        return [replace(self, item=replace(self.item, part=part)) for part in self.phases]

    @property
    def note_key(self) -> str:
        """What notes about it are kept under: the key of its step, or its own; '' for what nothing is written about."""
        return self.item.step or (f'punkt-{self.item.id}' if self.item.part == Part.OWN else '')

    @property
    def pages(self) -> tuple['Page', ...]:
        """What the wall shows of it, one at a time; nothing of what was skipped."""
        return tuple(Page(self, number) for number in range(self.item.pages))


@dataclass(frozen=True)
class Page:
    """One page of a point on the wall. Every page is a step of its own there, and so has a key of its own."""

    point: Point
    number: int

    @property
    def place(self) -> tuple[int, int]:
        """Where it is in the meeting, as the record says it: (index of the item, page)."""
        return self.point.at, self.number

    @property
    def key(self) -> str:
        return f'{self.point.item.id}-{self.number}'

    @property
    def step(self) -> Step | None:
        """What stands there of the module's. The story of a case stands alone once; then beside all that is asked."""
        step, part = self.point.step, self.point.item.part
        if self.point.prompt:
            return Step(Kind.QUESTION, self.key, self.point.label, text=self.point.prompt, origin=Origin.EDITORIAL)
        if step and step.kind == Kind.CASE and (self.number or part != Part.INDIVIDUAL):
            step = _asked(step)
        return step and replace(step, key=self.key)

    @property
    def heading(self) -> str:
        part = self.point.item.part
        if part == Part.WELCOME:
            return self.point.module_title
        if part == Part.OWN:
            return self.point.item.name
        return str(words.HEADINGS.get(part, '')) or (self.step and self.step.heading) or self.point.name

    @property
    def template(self) -> str:
        """The file that draws it; it takes `page`, `step` and `module`."""
        if self.step is None:
            return TEMPLATES.get(self.point.item.part, PLAIN)
        return 'wall/_film.html' if self.point.item.part == Part.FILM else TALK_TEMPLATES.get(self.step.kind, PLAIN)


def points(
    items: Sequence[PlanItem],
    steps: Mapping[str, Step],
    people: int,
    start: datetime | None = None,
    begins: Mapping[int, datetime] | None = None,
    began: Sequence[datetime | None] = (),
    module: Any = None,
    module_title: str = '',
) -> list[Point]:
    """The points of `items` in order, for `people`, about `steps` (by key) of `module`.

    They are to begin from `start` on, one when the minutes of the one before are out; what was skipped takes none. For
    those whose index is in `begins`, that is when. `began` says of each item when it did begin.
    """
    groups, agenda = tuple(groups_of(people)), []
    phases: dict[str, tuple[Part, ...]] = {}
    for item in items:
        if item.is_talk and not item.is_skipped:
            phases[item.step] = (*phases.get(item.step, ()), item.part)
    for at, item in enumerate(items):
        start = (begins or {}).get(at, start)
        began_at = began[at] if began else None
        of_talk = phases.get(item.step, ()) if item.is_talk else ()
        agenda.append(Point(at, item, module, module_title, steps.get(item.step), groups, of_talk, start, began_at))
        if start and not item.is_skipped:
            start = later(start, item.time)
    return agenda


def first_about_each(points: Iterable[Point]) -> dict[str, Point]:
    """The first of `points` about each step, by its `note_key`, in order; but for those nothing is written about."""
    first: dict[str, Point] = {}
    for point in points:
        if point.note_key:
            first.setdefault(point.note_key, point)
    return first


def _asked(case: Step) -> Step:
    """All that is asked about a case, as one step with the story beside it."""
    if not case.parts:
        return case
    text = '\n'.join(f'{part.number}. {" ".join(part.text.split())}' for part in case.parts)
    return Step(
        Kind.CASE_QUESTION, case.key, case.label, title=case.title, title_origin=case.title_origin,
        text=text if len(case.parts) > 1 else case.parts[0].text, origin=case.parts[0].origin, story=case.text,
    )  # fmt: skip
