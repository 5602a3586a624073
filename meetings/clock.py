"""Where a running meeting is in its time: when it will end as things stand, and what to do when that is not in time.

Everything is worked out from moments in time, never from a counter: a laptop may sleep, and a server may fall.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from meetings.items import TALK, Part, PlanItem, TooLittleTime, fit

MINUTE = timedelta(minutes=1)
# Under this nobody has to do anything about it.
LATE = 2 * MINUTE
# What has been won is worth asking about.
SPARE = 5 * MINUTE
# A meeting this long past its end is not late: somebody forgot to end it.
FORGOTTEN = timedelta(hours=3)
# A meeting that begins later than this has been moved, and so has its end.
WAITED_FOR = 15 * MINUTE
# The last moment that every time zone has.
END = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """A meeting as it runs. `now_at` is the index of the item that is on, `item_ends_at` when its minutes are out.

    While it stands still `left` is what is left of them. `ends_at` is the end that was promised. `left_at` is when the
    minutes are out, by id, of items to come that have been up for a while already.
    """

    items: tuple[PlanItem, ...]
    now_at: int
    item_ends_at: datetime
    ends_at: datetime
    left: timedelta | None = None
    left_at: Mapping[Any, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer:
    """Another way to spend what is left: the items as they would be, and `more` minutes for the one that is on.

    `skipped` are the topics that would go. `spare` is how many whole minutes there are too many, 0 when there are too
    few; `is_enough` is False when no cut will do.
    """

    items: tuple[PlanItem, ...]
    skipped: tuple[str, ...] = ()
    spare: int = 0
    more: int = 0
    is_enough: bool = True


def later(moment: datetime, time: timedelta) -> datetime:
    """`time` after `moment`, or the end of the calendar if that is sooner: a meeting may have been put in year 9999."""
    return moment + time if moment < END - time else END


def promised_end(planned_start: datetime, start: datetime, minutes: int) -> datetime:
    """When a meeting of `minutes` that began at `start` is to end: as planned, if it only waited a little."""
    waited = start - planned_start
    return (planned_start if timedelta(0) <= waited <= WAITED_FOR else start) + minutes * MINUTE


def item_end(run: Run, now: datetime) -> datetime:
    """When the item that is on will end as things stand: now, if its minutes are out already."""
    return now + run.left if run.left is not None else max(run.item_ends_at, now)


def expected_end(run: Run, now: datetime) -> datetime:
    end = item_end(run, now)
    for item in coming(run):
        end = max(end, run.left_at[item.id]) if item.id in run.left_at else later(end, item.time)
    return end


def coming(run: Run) -> list[PlanItem]:
    """The items that are still to come."""
    return [item for item in run.items[run.now_at + 1 :] if not item.is_skipped]


def behind(run: Run, now: datetime) -> int:
    """Whole minutes that the meeting is over its time, as things stand; below 0 when it is ahead."""
    seconds = (expected_end(run, now) - run.ends_at).total_seconds()
    return int(seconds / 60)


def is_forgotten(run: Run, now: datetime) -> bool:
    return now > later(run.ends_at, FORGOTTEN)


def offer(run: Run, now: datetime) -> Offer | None:
    """What the meeting may do about its time now, or None when there is no need to."""
    return None if is_forgotten(run, now) else cut(run, now) or give(run, now)


# What goes besides topics when those are not enough, a little more each time. A talk without its plenary is still one.
_DROPPED = (
    {Part.PLENARY},
    {Part.PLENARY, Part.BREAK, Part.OWN, Part.FOLLOW_UP, Part.WELCOME},
    {Part.PLENARY, Part.BREAK, Part.OWN, Part.FOLLOW_UP, Part.WELCOME, Part.INDIVIDUAL},
    {Part.PLENARY, Part.BREAK, Part.OWN, Part.FOLLOW_UP, Part.WELCOME, Part.INDIVIDUAL, Part.FILM},
    set(Part) - {Part.AGREEMENT},
)


def cut(run: Run, now: datetime) -> Offer | None:
    """What to cut now, or None when there is no need to.

    As long as nothing goes below its least, what is to come is made shorter, and nothing is dropped. Else topics that
    have not begun are skipped, the last one first, and as few as it takes; what remains is fitted to the time. The only
    one that there is stays while anything else can go. The agreement always stays.
    """
    if expected_end(run, now) - run.ends_at < LATE or not coming(run):
        return None
    room = max(0, (run.ends_at - item_end(run, now)) // MINUTE)
    topics = _topics(run)
    begun = [item for item in run.items[: run.now_at + 1] if item.is_talk and not item.is_skipped]
    droppable = topics if begun else topics[1:]
    for number in range(len(droppable) + 1):
        skipped = droppable[len(droppable) - number :]
        items = _fitted(run, room, lambda item, skipped=skipped: item.is_talk and item.step in skipped)
        if items:
            return Offer(items, tuple(skipped))
    for parts in _DROPPED:
        items = _fitted(
            run, room, lambda item, parts=parts: item.part in parts or (item.is_talk and item.step in droppable)
        )
        if items:
            return Offer(items, _gone(topics, items))
    items = _marked(run, lambda item: item.part != Part.AGREEMENT)
    least = [replace(item, minutes=item.least) if not item.is_skipped else item for item in items[run.now_at + 1 :]]
    items = (*items[: run.now_at + 1], *least)
    return None if items == run.items else Offer(items, tuple(topics), is_enough=False)


def give(run: Run, now: datetime) -> Offer | None:
    """To whom the minutes go that have been won, or None when they are few: to what is to be talked about.

    When all of that is done, they go to the talk that is on.
    """
    spare = (run.ends_at - expected_end(run, now)) // MINUTE
    if spare * MINUTE < SPARE:
        return None
    items = refit(run, now)
    if items != run.items:
        return Offer(items, spare=spare)
    on = run.items[run.now_at]
    if not on.is_talk:
        return None
    longer = replace(on, minutes=on.minutes + spare)
    return Offer((*run.items[: run.now_at], longer, *run.items[run.now_at + 1 :]), spare=spare, more=spare)


def refit(run: Run, now: datetime) -> tuple[PlanItem, ...]:
    """The items with what is to be talked about fitted to the time there is; as they are, where that cannot be."""
    kept, after = coming(run), run.now_at + 1
    room = (run.ends_at - item_end(run, now)) // MINUTE
    if not any(item.is_talk for item in kept):
        return run.items
    try:
        fitted = iter(fit(kept, room, lambda item: item.is_locked or not item.is_talk))
    except TooLittleTime:
        return run.items
    return (*run.items[:after], *(item if item.is_skipped else next(fitted) for item in run.items[after:]))


def _topics(run: Run) -> list[str]:
    """The topics that have not begun, in order."""
    begun = run.items[run.now_at].step
    return list(dict.fromkeys(item.step for item in coming(run) if item.is_talk and item.step != begun))


def _gone(topics: list[str], items: tuple[PlanItem, ...]) -> tuple[str, ...]:
    left = {item.step for item in items if item.is_talk and not item.is_skipped}
    return tuple(topic for topic in topics if topic not in left)


def _is_outside(parts: Collection[Part], item: PlanItem) -> bool:
    return item.part not in parts


def _marked(run: Run, is_dropped: Callable[[PlanItem], bool]) -> tuple[PlanItem, ...]:
    after = run.now_at + 1
    return (
        *run.items[:after],
        *(replace(item, is_skipped=item.is_skipped or is_dropped(item)) for item in run.items[after:]),
    )


def _fitted(run: Run, room: int, is_dropped: Callable[..., bool]) -> tuple[PlanItem, ...]:
    """The items of the run without those that are dropped, what comes fitted to `room` minutes; () if it cannot be.

    The talks give way first, and what else there is when they cannot give enough. A lock yields to the clock: it held
    while there was time.
    """
    items = _marked(run, is_dropped)
    after = run.now_at + 1
    kept = [item for item in items[after:] if not item.is_skipped]
    for giving in (set(TALK), set(Part) - {Part.FILM}):
        try:
            fitted = fit(kept, room, partial(_is_outside, giving))
        except TooLittleTime:
            continue
        unlocked = iter([replace(item, is_locked=False) for item in fitted])
        return (*items[:after], *(item if item.is_skipped else next(unlocked) for item in items[after:]))
    return ()
