"""The meeting as it would be, while it is planned: its agenda, and the minutes that each topic has, or would have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meetings import agenda
from meetings.clock import later
from meetings.items import TooLittleTime, minutes_of
from meetings.lines import Line, lines
from meetings.plan import Plan, Showing, plans
from meetings.topics import film_minutes, named
from modules.steps import Step


@dataclass(frozen=True)
class Picture:
    """`lines` are those of the agenda, `minutes` by the key of a topic; () and {} where it cannot be done."""

    lines: Sequence[Line]
    minutes: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def starts_at(self) -> Any:
        return self.lines[0].first.starts_at if self.lines else None

    @property
    def ends_at(self) -> Any:
        if not self.lines:
            return None
        last = self.lines[-1].points[-1]
        return later(last.starts_at, last.item.time) if last.starts_at else None


def picture(steps: Mapping[str, Step], topics: Sequence[str], wish: Mapping[str, Any], follows_up: bool) -> Picture:
    """What `wish` (`PlanForm.wish`) would be; of two meetings it is the one that talks. `topics` are all there are."""
    chosen = [topic for topic in topics if topic in wish['topics']]
    made = _plan(steps, chosen, wish, follows_up)
    if made is None:
        return Picture((), {})
    points = agenda.points(named(made.items, steps), steps, wish['people'], wish['starts_at'])
    return Picture(lines(points), {topic: _would_have(steps, topics, topic, wish, follows_up) for topic in topics})


def _plan(steps: Mapping[str, Step], chosen: Sequence[str], wish: Mapping[str, Any], follows_up: bool) -> Plan | None:
    showing = Showing(wish['showing'])
    try:
        return plans(wish['minutes'], wish['people'], chosen, film_minutes(steps), showing, follows_up)[-1]
    except TooLittleTime:
        return None


def _would_have(
    steps: Mapping[str, Step], topics: Sequence[str], topic: str, wish: Mapping[str, Any], follows_up: bool
) -> int:
    """The minutes of `topic`, with what is chosen already; 0 where there is no room for it."""
    chosen = [one for one in topics if one == topic or one in wish['topics']]
    made = _plan(steps, chosen, wish, follows_up)
    return minutes_of(item for item in made.items if item.step == topic) if made else 0
