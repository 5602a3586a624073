from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings import clock
from meetings.items import Part, PlanItem, numbered

UNDOS = 30


def stored(items: Iterable[PlanItem], above: int = -1) -> list[dict[str, Any]]:
    """The items as records, each with an id; new ones are `above` that one."""
    return [asdict(item) for item in numbered(items, above)]


def items_of(records: Iterable[Mapping[str, Any]]) -> tuple[PlanItem, ...]:
    """The items that `stored` made `records` of; one that was stored before items had ids has its place as its id."""
    return tuple(
        PlanItem(**{**record, 'part': Part(record['part']), 'id': at if record.get('id') is None else record['id']})
        for at, record in enumerate(records)
    )


class Planned(models.Model):
    """A meeting as it is planned: `items` are `plan_items` as records, and `undo` the plans before this one.

    Every change goes through `change`, which only succeeds for the one who knew how things stood.
    """

    version = models.PositiveIntegerField(_('versjon'), default=1)
    starts_at = models.DateTimeField(_('begynner'))
    minutes = models.PositiveSmallIntegerField(_('minutter'))
    people = models.PositiveSmallIntegerField(_('deltakere'))
    items = models.JSONField(_('plan'), default=list)
    unreached = models.JSONField(_('ikke rukket'), default=list)
    undo = models.JSONField(_('planen før'), default=list)
    # For calendars (RFC 5545, 3.8.7.4): how many times it has been moved, and when it was.
    sequence = models.PositiveIntegerField(_('ganger flyttet'), default=0, db_default=0)
    moved_at = models.DateTimeField(_('flyttet'), null=True, blank=True)

    # Set where the class has its manager.
    objects: Any

    class Meta:
        abstract = True

    @property
    def plan_items(self) -> tuple[PlanItem, ...]:
        return items_of(self.items)

    @property
    def highest_id(self) -> int:
        """The highest id that an item of it has, or has had: what is told of one is never told of another."""
        plans = [self.items, *(before['items'] for before in self.undo)]
        return max((item.id for plan in plans for item in items_of(plan) if item.id is not None), default=-1)

    @property
    def planned_end(self) -> datetime:
        """When it ends by the plan, whenever it began."""
        return clock.later(self.starts_at, timedelta(minutes=self.minutes))

    @property
    def topics(self) -> list[str]:
        """The keys of the steps that are talked about, in order, but for those that were skipped."""
        return list(dict.fromkeys(item.step for item in self.plan_items if item.is_talk and not item.is_skipped))

    @property
    def as_before(self) -> dict[str, Any]:
        """What `take_back` needs to know of the plan there is, when another takes its place."""
        return {
            'starts_at': self.starts_at.isoformat(),
            'minutes': self.minutes,
            'people': self.people,
            'items': self.items,
            'unreached': self.unreached,
        }

    @property
    def first_open(self) -> int:
        """The index of the first item that can still be changed."""
        return 0

    @property
    def open_items(self) -> list[PlanItem]:
        """The items that can still be changed, but for those that were skipped."""
        return [item for item in self.plan_items[self.first_open :] if not item.is_skipped]

    # Verbs. Each says whether it was done: not, when somebody else was first.

    def replan_open(self, version: int, items: Collection[PlanItem], **fields: Any) -> bool:
        """`items` in the place of those that are open."""
        closed = self.plan_items[: self.first_open]
        skipped = [item for item in self.plan_items[self.first_open :] if item.is_skipped]
        taken_up = {item.step for item in items if item.step}
        return self.replan(version, [*closed, *(one for one in skipped if one.step not in taken_up), *items], **fields)

    def change(self, version: int, **fields: Any) -> bool:
        """Set `fields` if nobody has changed the meeting since `version`. That it is moved, is counted."""
        if any(name in fields and fields[name] != getattr(self, name) for name in ('starts_at', 'minutes')):
            fields |= {'sequence': self.sequence + 1, 'moved_at': timezone.now()}
        done = type(self).objects.filter(pk=self.pk, version=version).update(version=F('version') + 1, **fields)
        if done:
            for name, value in fields.items():
                setattr(self, name, value)
            self.version = version + 1
        return bool(done)

    def replan(self, version: int, items: Collection[PlanItem], **fields: Any) -> bool:
        """A new plan in the place of the one there is, which can be brought back. What is dropped is for next time."""
        kept = {item.step for item in items if not item.is_skipped}
        unreached = [step for step in dict.fromkeys([*self.unreached, *self.topics]) if step not in kept]
        undo = [*self.undo, self.as_before][-UNDOS:]
        return self.change(version, items=stored(items, self.highest_id), unreached=unreached, undo=undo, **fields)

    def take_back(self, version: int, **fields: Any) -> bool:
        """The plan as it was before the last change of it."""
        if not self.undo:
            return False
        before = {name: self.undo[-1][name] for name in self.as_before}
        starts_at = datetime.fromisoformat(before['starts_at'])
        return self.change(version, **before | {'starts_at': starts_at, 'undo': self.undo[:-1]} | fields)
