"""What every screen has to know of a meeting: where it is, and where it is in its time.

It is taken once for all who ask at the same moment (see `live`), so it holds figures; the words are found when it is
told.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from meetings import clock, words
from meetings.items import PlanItem
from meetings.models import Commitment, Meeting
from modules.steps import Step


@dataclass(frozen=True)
class State:
    """`figures` of the `meeting` (its pk) can be sent as they are. `offer` is what it may do about its time, and
    `between` what it is asked about between two points.

    `items` are what it has, and `steps`, by key, those that an offer skips. `began_at` is of one that nobody ended.
    `agreed` is what has been agreed.
    """

    figures: dict[str, Any]
    meeting: int
    items: tuple[PlanItem, ...] = ()
    offer: clock.Offer | None = None
    between: clock.Offer | None = None
    steps: dict[str, Step] = field(default_factory=dict)
    began_at: datetime | None = None
    agreed: tuple[Commitment, ...] = ()

    def told(self) -> dict[str, Any]:
        """The figures, with what is said of them in the reader's language."""
        told = dict(self.figures)
        if self.began_at:
            told['punctuality'] = words.began(self.began_at)
        elif 'behind' in told:
            told['punctuality'] = words.punctuality(told['behind'])
        if self.offer:
            told['offer'] = words.offer_words(self.offer, self.items, told['at'], self.steps)
            told['take'] = words.take_words(self.offer)
        if self.between:
            told['between'] = words.offer_words(self.between, self.items, told['at'], self.steps)
        told['agreed'] = [agreed(commitment) for commitment in self.agreed]
        if told['screen']:
            told['moved'] = words.moved(told['screen'])
        return told


def state_of(meeting: Meeting) -> State:
    """The state of `meeting` just now. Moments are milliseconds since 1970.

    `items` are [minutes, whether it is skipped] of each item of the plan, `done` whether it has been on, and `plan`
    tells whether they are the same ones in the same order. `left` is what is left while the clock stands, `behind`
    whole minutes over time. `offered` is what stands on the wall between two points (`Running.Offered`). `by` moved
    it last, and from `screen`.
    """
    items, now = meeting.plan_items, timezone.now()
    figures = {
        'version': meeting.version,
        'status': meeting.status,
        'at': meeting.now_at,
        'page': meeting.now_page,
        'key': f'p-{items[meeting.now_at].id}-{meeting.now_page}',
        'by': public_id(meeting.driver),
        'screen': meeting.driver_screen,
        'items': [[item.minutes, item.is_skipped] for item in items],
        'done': [bool(meeting.began_at(item)) for item in items],
        'plan': _digest([(item.id, item.is_skipped) for item in items]),
    }
    if meeting.started_at:
        figures |= {'ends': milliseconds(meeting.item_ends_at), 'total': items[meeting.now_at].minutes * 60000}
    if meeting.left is not None:
        figures['left'] = int(meeting.left.total_seconds() * 1000)
    agreed = tuple(meeting.commitments.all())
    # What the wall shows beside the agreement, when that is up.
    figures['noted'] = _digest([(note.pk, note.version) for note in meeting.notes.all()])
    if not meeting.is_running:
        return State(figures, meeting.pk, agreed=agreed)
    figures |= {
        'behind': clock.behind(meeting.run, now),
        'offered': meeting.offered,
        'undo': bool(meeting.undo),
        'blank': meeting.is_blank,
    }
    offer = meeting.offer(now)
    between = offer if meeting.offered else meeting.offer_between(now)
    skipped = {key for one in (offer, between) if one for key in one.skipped}
    steps = {key: meeting.steps[key] for key in skipped if key in meeting.steps}
    began_at = meeting.started_at if meeting.is_forgotten else None
    return State(figures, meeting.pk, items, offer, between, steps, began_at, agreed)


def agreed(commitment: Commitment) -> dict[str, Any]:
    """An agreement as the screens show it, each field as one would write it."""
    return {
        'id': commitment.pk,
        'version': commitment.version,
        'what': commitment.what,
        'who': commitment.who,
        'due_on': words.day(commitment.due_on) if commitment.due_on else '',
        'sentence': commitment.sentence,
    }


def _digest(facts: Any) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]


def public_id(device: str) -> str:
    """A device's name as others may know it; '' for no device."""
    return hashlib.sha256(device.encode()).hexdigest()[:12] if device else ''


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
