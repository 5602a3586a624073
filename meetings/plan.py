"""A meeting's plan: which minutes go to what, so that they sum exactly to those the department has.

    welcome · follow-up of last time · film · (individual · group · plenary) for each topic … · agreement

A meeting of an hour and a half or more has a break, and one of two and a half hours has two.

The rhythm is that of others: thinking alone, in groups and together (IGP) is KS's method for involving employees, also
used by Distriktssenteret; 5–15–10 minutes for the three is the Sámi reading centre's; meetings of 40–60 minutes about
four weeks apart are Språkløyper's. What we add is the arithmetic.

Minutes are whole. A topic is the key of the step it is about (`modules.steps`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil

from meetings.groups import groups_of
from meetings.items import LEAST, Part, PlanItem, TooLittleTime, fit, minutes_of, share
from modules.phases import PHASES
from modules.steps import FILM, START, Kind, Step

SHORTEST, LONGEST = 15, 180
FEWEST, MOST = 2, 60
# The longest film of the package by its own account: «Seks filmer som varer fra ca. 5 til 12 minutter».
UNKNOWN_FILM = 12
# What a talk wants when there is a choice of how many to have: between the 20 that do, and the 30 of 5–15–10.
ENOUGH_FOR_A_TALK = 20


TALKED_ABOUT = (Kind.QUESTION, Kind.CASE)
# From how many minutes on there is a break of `BREAK` minutes, and from when two.
BREAK, ONE_BREAK, TWO_BREAKS = 10, 90, 150


class Showing(StrEnum):
    """When the film is seen."""

    TOGETHER = 'together'
    BEFOREHAND = 'beforehand'
    IN_TWO = 'two'


@dataclass(frozen=True)
class Plan:
    """The items in order, and the topics there was no room for."""

    items: tuple[PlanItem, ...]
    unreached: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        return minutes_of(self.items)


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
    shortest_talk = LEAST * len(phases)
    frame = _frame(minutes, follows_up)
    room = minutes - film - minutes_of(frame)
    if room < shortest_talk:
        frame = [replace(item, minutes=item.least) for item in frame]
        room = minutes - film - minutes_of(frame)
    if room < shortest_talk:
        raise TooLittleTime(shortest_talk - room)
    talks = list(topics) or [FILM if film else START]
    reached = talks[: room // shortest_talk]
    blocks = len(reached) + bool(film)
    breaks = min(_breaks(minutes), blocks - 1 or len(phases) - 2)
    if room - breaks * BREAK < shortest_talk * len(reached):
        breaks = 0
    weights = [phase.minutes for phase in PHASES[: len(phases)]] * len(reached)
    shares = iter(share(room - breaks * BREAK, weights, [LEAST] * len(weights)))
    items = [
        *frame[:-1],
        *([PlanItem(Part.FILM, film, step=FILM)] if film else []),
        *(PlanItem(phase, next(shares), step=topic) for topic in reached for phase in phases),
        frame[-1],
    ]
    return Plan(tuple(_with_breaks(items, breaks)), tuple(talks[len(reached) :]))


def _breaks(minutes: int) -> int:
    return (minutes >= ONE_BREAK) + (minutes >= TWO_BREAKS)


def _with_breaks(items: list[PlanItem], count: int) -> list[PlanItem]:
    """The items with `count` breaks: between two things to see or talk about, as evenly spread as can be.

    Where there is one talk and nothing else, before its plenary.
    """
    starts = [at for at in range(1, len(items)) if _begins_anew(items[at - 1], items[at])]
    starts = starts or [at for at, item in enumerate(items) if item.part == Part.PLENARY]
    chosen: list[int] = []
    for number in range(1, count + 1):
        wanted = minutes_of(items) * number / (count + 1)
        left = [at for at in starts if at not in chosen]
        chosen.append(min(left, key=lambda at: abs(minutes_of(items[:at]) - wanted)))
    for at in sorted(chosen, reverse=True):
        items.insert(at, PlanItem(Part.BREAK, BREAK))
    return items


def _begins_anew(before: PlanItem, item: PlanItem) -> bool:
    """A talk begins with `item`, and something was seen or talked about before it."""
    return item.is_talk and (before.part == Part.FILM or (before.is_talk and before.step != item.step))


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


def film_minutes(seconds: int | None) -> int:
    """The whole minutes to set aside for a film of `seconds`, or for one of unknown length."""
    return ceil(seconds / 60) if seconds else UNKNOWN_FILM


def topics_of(steps: Iterable[Step]) -> list[str]:
    """The keys of what there is to talk about among the steps of a module: its questions and its cases."""
    return [step.key for step in steps if step.kind in TALKED_ABOUT]


def proposed(topics: Sequence[str], minutes: int, film: int = 0, follows_up: bool = False) -> list[str]:
    """Those of `topics` that the portal proposes for a meeting of `minutes`: the first ones, each with time enough."""
    room = minutes - film - minutes_of(_frame(minutes, follows_up)) - BREAK * _breaks(minutes)
    return list(topics[: max(1, room // ENOUGH_FOR_A_TALK)])


def _frame(minutes: int, follows_up: bool) -> list[PlanItem]:
    """What begins and ends a meeting, longer in a longer one."""
    welcome, follow_up, agreement = (2, 2, 4) if minutes < 30 else (3, 4, 5) if minutes < 60 else (5, 5, 8)
    return [
        PlanItem(Part.WELCOME, welcome),
        *([PlanItem(Part.FOLLOW_UP, follow_up)] if follows_up else []),
        PlanItem(Part.AGREEMENT, agreement),
    ]
