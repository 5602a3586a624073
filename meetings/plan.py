"""A meeting's plan: which minutes go to what, so that they sum exactly to those the department has.

    welcome · follow-up of last time · film · (individual · group · plenary) for each topic … · agreement

The rhythm is that of others: thinking alone, in groups and together (IGP) is KS's method for involving employees, also
used by Distriktssenteret; 5–15–10 minutes for the three is the Sámi reading centre's; meetings of 40–60 minutes about
four weeks apart are Språkløyper's. What we add is the arithmetic.

Minutes are whole. A topic is the key of the step it is about (`modules.steps`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from math import ceil

from meetings.groups import groups_of
from modules.phases import PHASES
from modules.steps import FILM, START, Kind, Step, kind_of

SHORTEST, LONGEST = 15, 180
FEWEST, MOST = 2, 60
# The longest film of the package by its own account: «Seks filmer som varer fra ca. 5 til 12 minutter».
UNKNOWN_FILM = 12
# What a talk wants when there is a choice of how many to have: between the 20 that do, and the 30 of 5–15–10.
ENOUGH_FOR_A_TALK = 20


class Part(StrEnum):
    """What is done in some minutes. The values of the phases are the keys of `modules.phases`."""

    WELCOME = 'welcome'
    FOLLOW_UP = 'follow_up'
    FILM = 'film'
    INDIVIDUAL = 'individual'
    GROUP = 'group'
    PLENARY = 'plenary'
    OWN = 'own'
    AGREEMENT = 'agreement'


TALK = (Part.INDIVIDUAL, Part.GROUP, Part.PLENARY)


class Showing(StrEnum):
    """When the film is seen."""

    TOGETHER = 'together'
    BEFOREHAND = 'beforehand'
    IN_TWO = 'two'


LEAST = {Part.AGREEMENT: 4, Part.FILM: 1, Part.OWN: 1}
_LEAST = 2


@dataclass(frozen=True)
class PlanItem:
    """Some minutes of the meeting. `step` is what they are about, and `name` what that, or the leader's own item, says.

    The minutes of one that `is_locked` are left alone when the rest is fitted anew. One that `is_skipped` was cut while
    the meeting ran.
    """

    part: Part
    minutes: int
    step: str = ''
    name: str = ''
    is_locked: bool = False
    is_skipped: bool = False

    @property
    def is_held(self) -> bool:
        """Its minutes are not ours to change: a film lasts as long as it does."""
        return self.is_locked or self.part == Part.FILM

    @property
    def least(self) -> int:
        return LEAST.get(self.part, _LEAST)

    @property
    def may_drop(self) -> bool:
        """A meeting ends with an agreement, whatever else goes."""
        return self.part != Part.AGREEMENT

    @property
    def time(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def is_talk(self) -> bool:
        return self.part in TALK

    @property
    def pages(self) -> int:
        """How many it is on the wall: a case has its story before its questions, and what was skipped has none."""
        if self.is_skipped:
            return 0
        return 2 if self.part == Part.INDIVIDUAL and kind_of(self.step) == Kind.CASE else 1


@dataclass(frozen=True)
class Plan:
    """The items in order, and the topics there was no room for."""

    items: tuple[PlanItem, ...]
    unreached: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        return minutes_of(self.items)


class TooLittleTime(ValueError):
    """The minutes do not hold what they are to hold; `missing` is how many more it takes."""

    def __init__(self, missing: int) -> None:
        super().__init__(f'{missing} minutes too few')
        self.missing = missing


def plans(
    minutes: int, people: int, topics: Sequence[str], film: int, showing: Showing, follows_up: bool = False
) -> Sequence[Plan]:
    """The plans it takes: two when the film is to have a meeting of its own. Raises TooLittleTime, as `make` does."""
    if film and showing == Showing.IN_TWO:
        return in_two_meetings(minutes, people, topics, film, follows_up)
    if film and showing == Showing.BEFOREHAND:
        return (beforehand(minutes, people, topics, follows_up),)
    return (make(minutes, people, topics, film, follows_up),)


def make(minutes: int, people: int, topics: Sequence[str], film: int = 0, follows_up: bool = False) -> Plan:
    """The plan of a meeting of `minutes` (15–180) for `people` (2–60) on `topics`, with `film` minutes of film.

    Without topics the talk is about the film, or without one about the introduction. Topics that there is no room for
    are given back as unreached, the last ones first to go. Raises TooLittleTime when the film and one talk do not fit:
    then `beforehand` and `in_two_meetings` do, as long as the film leaves anything at all.
    """
    phases = [Part(phase.key) for phase in PHASES[: 3 if len(groups_of(people)) > 1 else 2]]
    shortest_talk = _LEAST * len(phases)
    frame = _frame(minutes, follows_up)
    room = minutes - film - minutes_of(frame)
    if room < shortest_talk:
        frame = [replace(item, minutes=item.least) for item in frame]
        room = minutes - film - minutes_of(frame)
    if room < shortest_talk:
        raise TooLittleTime(shortest_talk - room)
    talks = list(topics) or [FILM if film else START]
    reached = talks[: room // shortest_talk]
    weights = [phase.minutes for phase in PHASES[: len(phases)]] * len(reached)
    shares = iter(share(room, weights, [_LEAST] * len(weights)))
    items = (
        *frame[:-1],
        *([PlanItem(Part.FILM, film, step=FILM)] if film else []),
        *(PlanItem(phase, next(shares), step=topic) for topic in reached for phase in phases),
        frame[-1],
    )
    return Plan(items, tuple(talks[len(reached) :]))


def beforehand(minutes: int, people: int, topics: Sequence[str], follows_up: bool = False) -> Plan:
    """The plan when everyone has seen the film before they come. There is always room for it."""
    return make(minutes, people, list(topics) or [FILM], follows_up=follows_up)


def in_two_meetings(
    minutes: int, people: int, topics: Sequence[str], film: int, follows_up: bool = False
) -> tuple[Plan, Plan]:
    """The film, and a talk about it if there is time, then the topics. Raises TooLittleTime if the film is too long."""
    try:
        first = make(minutes, people, [], film, follows_up)
    except TooLittleTime:
        frame = _frame(minutes, follows_up)
        first = Plan(tuple(fit([*frame[:-1], PlanItem(Part.FILM, film, step=FILM), frame[-1]], minutes)))
    return first, make(minutes, people, list(topics) or [FILM], follows_up=True)


def minutes_of(items: Iterable[PlanItem]) -> int:
    return sum(item.minutes for item in items)


def pages_of(items: Sequence[PlanItem]) -> Iterator[tuple[int, int]]:
    """Every page the wall has for `items`, as (index of the item, page), in order."""
    return ((at, page) for at, item in enumerate(items) for page in range(item.pages))


def fit(items: Sequence[PlanItem], minutes: int) -> list[PlanItem]:
    """The same items, stretched or shrunk in proportion so that they sum to `minutes`; those that are held stay.

    Raises TooLittleTime when they cannot be shrunk that far, or when all are held and do not sum to `minutes`.
    """
    free = [item for item in items if not item.is_held]
    room = minutes - minutes_of(item for item in items if item.is_held)
    missing = sum(item.least for item in free) - room
    if missing > 0 or (not free and missing):
        raise TooLittleTime(missing)
    shares = iter(share(room, [item.minutes for item in free], [item.least for item in free]))
    return [item if item.is_held else replace(item, minutes=next(shares)) for item in items]


def share(total: int, weights: Sequence[int], least: Sequence[int]) -> list[int]:
    """`total` as whole numbers in the proportion of `weights`, none below its `least`, by the largest remainders.

    `total` has to be at least the sum of `least`, and every weight above 0.
    """
    pinned: set[int] = set()
    while True:
        free = [index for index in range(len(weights)) if index not in pinned]
        room = total - sum(least[index] for index in pinned)
        whole = sum(weights[index] for index in free)
        small = {index for index in free if room * weights[index] < least[index] * whole}
        if not small:
            break
        pinned |= small
    shares = list(least)
    for index in free:
        shares[index] = room * weights[index] // whole
    by_remainder = sorted(free, key=lambda index: -(room * weights[index] % whole))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def film_minutes(seconds: int | None) -> int:
    """The whole minutes to set aside for a film of `seconds`, or for one of unknown length."""
    return ceil(seconds / 60) if seconds else UNKNOWN_FILM


def topics_of(steps: Iterable[Step]) -> list[str]:
    """The keys of what there is to talk about among the steps of a module: its questions and its cases."""
    return [step.key for step in steps if step.kind in (Kind.QUESTION, Kind.CASE)]


def proposed(topics: Sequence[str], minutes: int, film: int = 0, follows_up: bool = False) -> list[str]:
    """Those of `topics` that the portal proposes for a meeting of `minutes`: the first ones, each with time enough."""
    room = minutes - film - minutes_of(_frame(minutes, follows_up))
    return list(topics[: max(1, room // ENOUGH_FOR_A_TALK)])


def _frame(minutes: int, follows_up: bool) -> list[PlanItem]:
    """What begins and ends a meeting, longer in a longer one."""
    welcome, follow_up, agreement = (2, 2, 4) if minutes < 30 else (3, 4, 5) if minutes < 60 else (5, 5, 8)
    return [
        PlanItem(Part.WELCOME, welcome),
        *([PlanItem(Part.FOLLOW_UP, follow_up)] if follows_up else []),
        PlanItem(Part.AGREEMENT, agreement),
    ]
