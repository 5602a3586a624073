"""Sets of meetings: those that are kept, and how one is planned or rehearsed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from meetings.plan import Showing, plans, topics_of
from meetings.rhythm import proposed_days
from meetings.topics import film_minutes, modules_named_in, named, steps_by_key
from modules.models import Module

from .department import Department
from .keyed import KeyedQuerySet
from .planned import stored

if TYPE_CHECKING:
    from .meeting import Meeting

KEPT_WITHOUT_DEPARTMENT = timedelta(days=30)
# The hour of the night when rehearsals go.
NIGHT = 4


def last_night() -> datetime:
    """When a rehearsal was made at the earliest, that has not gone yet: it goes at four in the morning."""
    now = timezone.localtime()
    return (now if now.hour >= NIGHT else now - timedelta(days=1)).replace(
        hour=NIGHT, minute=0, second=0, microsecond=0
    )


class MeetingQuerySet(KeyedQuerySet):
    def expired(self) -> Self:
        """Those without a department whose day has come, and rehearsals of the day before."""
        limit = timezone.now() - KEPT_WITHOUT_DEPARTMENT
        is_old = Q(starts_at__lte=limit) & (Q(made_at=None) | Q(made_at__lte=limit))
        return self.filter(Q(department=None) & is_old | Q(rehearses__isnull=False, made_at__lt=last_night()))

    def kept(self) -> Self:
        """All but those. Said as it is, it leaves the database free to look up the one that a key is for."""
        limit = timezone.now() - KEPT_WITHOUT_DEPARTMENT
        is_young = Q(starts_at__gt=limit) | Q(made_at__gt=limit)
        is_current = Q(rehearses=None) | Q(made_at__gte=last_night())
        return self.filter(is_current & (Q(department__isnull=False) | is_young))

    def rehearse(self, meeting: Meeting) -> Meeting:
        """A copy of `meeting` to try it out on, which has begun; the one there was goes."""
        copied = ('module', 'module_title', 'minutes', 'people', 'film_is_beforehand', 'items', 'follows')
        known = {name: getattr(meeting, name) for name in copied}
        with transaction.atomic():
            # One at a time, so that there is one.
            self.select_for_update().get(pk=meeting.pk)
            meeting.rehearsals.all().delete()
            copy = self.create(rehearses=meeting, starts_at=timezone.now(), **known | {'follows': meeting.previous})
        copy.start(copy.version)
        return copy

    def with_module(self) -> Self:
        return self.select_related('module__package', 'module__film', 'department')

    def plan(
        self, module: Module, starts_at: datetime, minutes: int, people: int, topics: Collection[str],
        showing: Showing = Showing.TOGETHER, department: Department | None = None, follows_up: bool = False,
    ) -> Meeting:  # fmt: skip
        """Plan a meeting on `module` and keep it. Where the film has one of its own there are two: the first is given.

        `topics` are the keys of the steps to talk about, in any order. Raises `items.TooLittleTime`, and keeps nothing.
        """
        steps = steps_by_key(module, modules_named_in(topics, module))
        chosen = [key for key in topics_of(steps.values()) if key in topics]
        made = plans(minutes, people, chosen, film_minutes(steps), showing, follows_up)
        start = timezone.localtime(starts_at)
        first: Any = None
        days = [start.date(), *proposed_days(start.date(), len(made) - 1)]
        for day, plan in zip(days, made, strict=True):
            meeting = self.create(
                department=department,
                module=module,
                module_title=module.title,
                follows=first,
                starts_at=datetime.combine(day, start.time(), start.tzinfo),
                minutes=minutes,
                people=people,
                film_is_beforehand=showing == Showing.BEFOREHAND or bool(first),
                items=stored(named(plan.items, steps)),
                unreached=list(plan.unreached),
            )
            first = first or meeting
        return first
