"""What a plan is made of: items of whole minutes, and the arithmetic of sharing minutes between them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from itertools import count
from operator import attrgetter

from modules.steps import Kind, kind_of


class Part(StrEnum):
    """What is done in some minutes. The values of the phases are the keys of `modules.phases`."""

    WELCOME = 'welcome'
    FOLLOW_UP = 'follow_up'
    FILM = 'film'
    INDIVIDUAL = 'individual'
    GROUP = 'group'
    PLENARY = 'plenary'
    BREAK = 'break'
    OWN = 'own'
    AGREEMENT = 'agreement'


TALK = (Part.INDIVIDUAL, Part.GROUP, Part.PLENARY)


# The fewest minutes of any part, but for those that say otherwise.
LEAST = 2
_LEAST = {Part.AGREEMENT: 4, Part.FILM: 1, Part.OWN: 1, Part.BREAK: 5}


@dataclass(frozen=True)
class PlanItem:
    """Some minutes of the meeting. `step` is what they are about, and `name` what that, or the leader's own item, says.

    The minutes of one that `is_locked` are left alone when the rest is fitted anew. One that `is_skipped` was cut while
    the meeting ran. What a meeting has has an `id`, which follows it wherever it is moved (`numbered`).
    """

    part: Part
    minutes: int
    step: str = ''
    name: str = ''
    is_locked: bool = False
    is_skipped: bool = False
    id: int | None = None

    @property
    def is_held(self) -> bool:
        """Its minutes are not ours to change: a film lasts as long as it does, and an own item as long as was said."""
        return self.is_locked or self.part in (Part.FILM, Part.OWN)

    @property
    def least(self) -> int:
        return _LEAST.get(self.part, LEAST)

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
        return 2 if self.part == Part.INDIVIDUAL and kind_of(self.step.rpartition('.')[2]) == Kind.CASE else 1


class TooLittleTime(ValueError):
    """The minutes do not hold what they are to hold; `missing` is how many more it takes."""

    def __init__(self, missing: int) -> None:
        super().__init__(f'{missing} minutes too few')
        self.missing = missing


def minutes_of(items: Iterable[PlanItem]) -> int:
    return sum(item.minutes for item in items)


def pages_of(items: Sequence[PlanItem]) -> Iterator[tuple[int, int]]:
    """Every page the wall has for `items`, as (index of the item, page), in order."""
    return ((at, page) for at, item in enumerate(items) for page in range(item.pages))


def fit(
    items: Sequence[PlanItem], minutes: int, is_held: Callable[[PlanItem], bool] = attrgetter('is_held')
) -> list[PlanItem]:
    """The same items, stretched or shrunk in proportion so that they sum to `minutes`; those that are held stay.

    Raises TooLittleTime when they cannot be shrunk that far, or when all are held and do not sum to `minutes`.
    """
    free = [item for item in items if not is_held(item)]
    room = minutes - minutes_of(item for item in items if is_held(item))
    missing = sum(item.least for item in free) - room
    if missing > 0 or (not free and missing):
        raise TooLittleTime(missing)
    shares = iter(share(room, [item.minutes for item in free], [item.least for item in free]))
    return [item if is_held(item) else replace(item, minutes=next(shares)) for item in items]


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


def numbered(items: Iterable[PlanItem], above: int = -1) -> list[PlanItem]:
    """The items, those that are new with an `id` that none of them has, and `above` those that others have had."""
    items = list(items)
    fresh = count(max([above, *(item.id for item in items if item.id is not None)]) + 1)
    return [item if item.id is not None else replace(item, id=next(fresh)) for item in items]
