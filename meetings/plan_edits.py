"""What a leader does to a plan: stretch, move, drop, add, lock. The minutes always sum to what they did before, or to
what the meeting has now.

Each takes the items and gives back new ones, or raises `meetings.items.TooLittleTime`: with more than nothing missing
when there is no room, otherwise when everything that could give or take minutes is held.
"""

from collections.abc import Sequence
from dataclasses import replace

from meetings.groups import groups_of
from meetings.items import Part, PlanItem, fit, minutes_of
from modules.phases import PHASES


def resized(items: Sequence[PlanItem], minutes: dict[int, int]) -> list[PlanItem]:
    """The items at the indexes of `minutes` get those minutes, and keep them; the others share the rest."""
    # Set by hand is meant: it holds until somebody opens the lock.
    changed = [
        replace(item, minutes=max(item.least, minutes[at]), is_locked=True) if at in minutes else item
        for at, item in enumerate(items)
    ]
    return fit(changed, minutes_of(items))


def moved(items: Sequence[PlanItem], at: int, to: int) -> list[PlanItem]:
    """The item at `at` stands where the one at `to` stood, and those between make way. A talk's phases go together."""
    blocks = _blocks(items)
    here, there = (next(index for index, block in enumerate(blocks) if place in block) for place in (at, to))
    blocks.insert(there, blocks.pop(here))
    return [items[index] for block in blocks for index in block]


def neighbour(items: Sequence[PlanItem], at: int, by: int) -> int:
    """The index of an item in what stands before (`by` -1) or after (1) what the item at `at` is part of; or `at`."""
    blocks = _blocks(items)
    there = next(index for index, block in enumerate(blocks) if at in block) + by
    return blocks[there][0] if 0 <= there < len(blocks) else at


def dropped(items: Sequence[PlanItem], at: int) -> list[PlanItem]:
    """The others share the minutes of the item at `at`."""
    return fit([*items[:at], *items[at + 1 :]], minutes_of(items))


def added(items: Sequence[PlanItem], name: str, minutes: int) -> list[PlanItem]:
    """An item of the leader's own, before the agreement, which takes its `minutes` from the others."""
    end = len(items) - 1 if items and items[-1].part == Part.AGREEMENT else len(items)
    own = PlanItem(Part.OWN, max(1, minutes), name=name, is_locked=True)
    fitted = fit([*items[:end], own, *items[end:]], minutes_of(items))
    fitted[end] = replace(fitted[end], is_locked=False)
    return fitted


def with_topic(items: Sequence[PlanItem], topic: PlanItem, people: int) -> list[PlanItem]:
    """A talk about what `topic` is about, for `people`, before the agreement; it takes its minutes from the others."""
    phases = PHASES[: 3 if len(groups_of(people)) > 1 else 2]
    talk = [replace(topic, part=Part(phase.key), minutes=phase.minutes, id=None) for phase in phases]
    end = len(items) - 1 if items and items[-1].part == Part.AGREEMENT else len(items)
    return fit([*items[:end], *talk, *items[end:]], minutes_of(items))


def locked(items: Sequence[PlanItem], at: int, is_locked: bool) -> list[PlanItem]:
    return [*items[:at], replace(items[at], is_locked=is_locked), *items[at + 1 :]]


def for_people(items: Sequence[PlanItem], minutes: int, before: int, people: int) -> list[PlanItem]:
    """The same talks in `minutes`, for `people` instead of `before`. One group shares its talk with nobody."""
    if len(groups_of(before)) == len(groups_of(people)) and minutes == minutes_of(items):
        return list(items)
    was_one, is_one = (len(groups_of(count)) == 1 for count in (before, people))
    if is_one and not was_one:
        items = [item for item in items if item.part != Part.PLENARY]
    elif was_one and not is_one:
        items = [
            after for item in items for after in ([item, _plenary_after(item)] if item.part == Part.GROUP else [item])
        ]
    return fit(items, minutes)


def _plenary_after(group: PlanItem) -> PlanItem:
    """In the proportion that the two have in 5–15–10, and an item of its own."""
    return replace(group, part=Part.PLENARY, minutes=max(2, group.minutes * 10 // 15), is_locked=False, id=None)


def _blocks(items: Sequence[PlanItem]) -> list[list[int]]:
    """The indexes of the items, those that are phases of one talk together."""
    blocks: list[list[int]] = []
    for index, item in enumerate(items):
        last = items[index - 1] if index else None
        if last and item.is_talk and last.is_talk and item.step == last.step:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks
