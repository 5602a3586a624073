"""Where a running meeting is in its time: when it will end as things stand, and what to cut when that is too late.

Everything is worked out from moments in time, never from a counter: a laptop may sleep, and a server may fall.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from meetings.plan import TALK, Part, PlanItem, TooLittleTime, fit, minutes_of

MINUTE = timedelta(minutes=1)
# Under this nobody has to do anything about it.
LATE = 2 * MINUTE
# A meeting that begins later than this has been moved, and so has its end.
WAITED_FOR = 15 * MINUTE
# The last moment that every time zone has.
END = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """A meeting as it runs. `now_at` is the index of the item that is on, `item_ends_at` when its minutes are out.

    While it stands still `left` is what is left of them. `ends_at` is the end that was promised.
    """

    items: tuple[PlanItem, ...]
    now_at: int
    item_ends_at: datetime
    ends_at: datetime
    left: timedelta | None = None


@dataclass(frozen=True)
class Cut:
    """What to cut for the meeting to end in time: the items as they will be, and the topics that are skipped.

    Where no topic is skipped, what is left is made shorter; `is_enough` is False when no cut will do.
    """

    items: tuple[PlanItem, ...]
    skipped: tuple[str, ...] = ()
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
    return item_end(run, now) + minutes_of(coming(run)) * MINUTE


def coming(run: Run) -> list[PlanItem]:
    """The items that are still to come."""
    return [item for item in run.items[run.now_at + 1 :] if not item.is_skipped]


def behind(run: Run, now: datetime) -> int:
    """Whole minutes that the meeting is over its time, as things stand; below 0 when it is ahead."""
    seconds = (expected_end(run, now) - run.ends_at).total_seconds()
    return int(seconds / 60)


def cut(run: Run, now: datetime) -> Cut | None:
    """What to cut now, or None when there is no need to.

    As long as nothing goes below its least, what is to come is made shorter, and nothing is dropped. Else topics that
    have not begun are skipped, the last one first, and as few as it takes; what remains is fitted to the time. When
    there are none left, the rest of the one that is on is skipped, and then all else. The agreement stays.
    """
    if expected_end(run, now) - run.ends_at < LATE or not coming(run):
        return None
    room = max(0, (run.ends_at - item_end(run, now)) // MINUTE)
    begun = run.items[run.now_at].step
    topics = list(dict.fromkeys(item.step for item in coming(run) if item.is_talk and item.step != begun))
    for count in range(len(topics) + 1):
        skipped = tuple(topics[len(topics) - count :])
        items = _fitted(run, room, lambda item, skipped=skipped: item.is_talk and item.step in skipped)
        if items:
            return Cut(items, skipped)
    for droppable in ((Part.PLENARY,), TALK, (*TALK, Part.FILM, Part.OWN, Part.FOLLOW_UP, Part.WELCOME)):
        items = _fitted(
            run, room, lambda item, parts=droppable: item.part in parts or (item.is_talk and item.step in topics)
        )
        if items:
            return Cut(items, tuple(topics))
    items = _marked(run, lambda item: item.part != Part.AGREEMENT)
    least = [replace(item, minutes=item.least) if not item.is_skipped else item for item in items[run.now_at + 1 :]]
    items = (*items[: run.now_at + 1], *least)
    return None if items == run.items else Cut(items, tuple(topics), is_enough=False)


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
    for giving in (TALK, tuple(Part)):
        try:
            fitted = fit([replace(item, is_locked=item.part not in giving) for item in kept], room)
        except TooLittleTime:
            continue
        unlocked = iter([replace(item, is_locked=False) for item in fitted])
        return (*items[:after], *(item if item.is_skipped else next(unlocked) for item in items[after:]))
    return ()
