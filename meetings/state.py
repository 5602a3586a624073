"""What every screen has to know of a meeting: where it is, and where it is in its time.

It is taken once for all who ask at the same moment (see `live`), so it holds figures; the words are found when it is
told.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from meetings import clock
from meetings.models import Meeting
from meetings.words import cut_words, punctuality
from modules.steps import Step


@dataclass(frozen=True)
class State:
    """`figures` can be sent as they are; `steps` are those that `cut` skips, by key."""

    figures: dict[str, Any]
    cut: clock.Cut | None = None
    steps: dict[str, Step] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """The figures, with what is said of them in the reader's language."""
        told = dict(self.figures)
        if 'behind' in told:
            told['punctuality'] = punctuality(told['behind'])
        if self.cut:
            told['cut'] = cut_words(self.cut, self.steps)
        return told


def state_of(meeting: Meeting) -> State:
    """The state of `meeting` just now. Moments are milliseconds since 1970.

    `items` are [minutes, whether it is skipped] of each item of the plan, `left` what is left while the clock stands,
    `behind` whole minutes over time.
    """
    items = meeting.plan_items
    figures = {
        'version': meeting.version,
        'status': meeting.status,
        'at': meeting.now_at,
        'page': meeting.now_page,
        'driver': public_id(meeting.driver),
        'items': [[item.minutes, item.is_skipped] for item in items],
    }
    if meeting.started_at:
        figures |= {'ends': milliseconds(meeting.item_ends_at), 'total': items[meeting.now_at].minutes * 60000}
    if meeting.left is not None:
        figures['left'] = int(meeting.left.total_seconds() * 1000)
    if not meeting.is_running:
        return State(figures)
    now = timezone.now()
    figures['behind'] = clock.behind(meeting.run, now)
    cut = clock.cut(meeting.run, now)
    skipped = cut.skipped if cut else ()
    return State(figures, cut, {key: meeting.steps[key] for key in skipped if key in meeting.steps})


def public_id(device: str) -> str:
    """A device's name as others may know it; '' for no device."""
    return hashlib.sha256(device.encode()).hexdigest()[:12] if device else ''


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
