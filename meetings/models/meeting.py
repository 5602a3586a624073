from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings import agenda, clock
from meetings.plan import FEWEST, LONGEST, MOST, SHORTEST, Part, PlanItem, Showing, plans, topics_of
from meetings.rhythm import proposed_days
from meetings.topics import film_minutes, named, steps_by_key
from meetings.words import short_name
from modules.models import Module
from modules.models.base import one_of
from modules.steps import Step

from .department import Department
from .keyed import Keyed, KeyedQuerySet
from .running import Running

KEPT_WITHOUT_DEPARTMENT = timedelta(days=30)
UNDOS = 30


class MeetingQuerySet(KeyedQuerySet):
    def expired(self) -> Self:
        """Those without a department whose day has come."""
        return self.filter(department=None, starts_at__lte=timezone.now() - KEPT_WITHOUT_DEPARTMENT)

    def kept(self) -> Self:
        """All but those. Said as it is, it leaves the database free to look up the one that a key is for."""
        return self.filter(Q(department__isnull=False) | Q(starts_at__gt=timezone.now() - KEPT_WITHOUT_DEPARTMENT))

    def with_module(self) -> Self:
        return self.select_related('module__package', 'module__film', 'department')

    def plan(
        self, module: Module, starts_at: datetime, minutes: int, people: int, topics: Collection[str],
        showing: Showing = Showing.TOGETHER, department: Department | None = None, follows_up: bool = False,
    ) -> Meeting:  # fmt: skip
        """Plan a meeting on `module` and keep it. Where the film has one of its own there are two: the first is given.

        `topics` are the keys of the steps to talk about, in any order. Raises `plan.TooLittleTime`, and keeps nothing.
        """
        steps = steps_by_key(module)
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
                items=[asdict(item) for item in named(plan.items, steps)],
                unreached=list(plan.unreached),
            )
            first = first or meeting
        return first


class Meeting(Keyed, Running):
    """One meeting on a module: its plan, which is `items` (`plan_items` as records), and how it went (`Running`)."""

    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name='meetings', verbose_name=_('avdeling')
    )
    module = models.ForeignKey(Module, models.SET_NULL, null=True, related_name='meetings', verbose_name=_('modul'))
    module_title = models.CharField(_('modulens tittel'), max_length=200)
    follows = models.ForeignKey(
        'self', models.SET_NULL, null=True, blank=True, related_name='followed_by', verbose_name=_('følger etter')
    )
    starts_at = models.DateTimeField(_('begynner'))
    minutes = models.PositiveSmallIntegerField(_('minutter'))
    people = models.PositiveSmallIntegerField(_('deltakere'))
    film_is_beforehand = models.BooleanField(_('filmen er sett på forhånd'), default=False)
    items = models.JSONField(_('plan'), default=list)
    unreached = models.JSONField(_('ikke rukket'), default=list)
    undo = models.JSONField(_('planen før'), default=list)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _('møte')
        verbose_name_plural = _('møter')
        ordering = ['-starts_at', '-id']
        constraints = [
            one_of(['planned', 'running', 'ended'], 'status', 'meeting_status_known'),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST), name='meeting_minutes_within'
            ),
            models.CheckConstraint(condition=Q(people__gte=FEWEST, people__lte=MOST), name='meeting_people_within'),
            models.CheckConstraint(
                condition=Q(status='planned') | Q(started_at__isnull=False, item_ends_at__isnull=False),
                name='meeting_knows_when_it_began',
            ),
        ]

    def __str__(self) -> str:
        return f'{self.module_title} {self.starts_at:%d.%m.%Y}'

    def get_absolute_url(self) -> str:
        return reverse('meeting', args=[self.key])

    @property
    def plan_items(self) -> tuple[PlanItem, ...]:
        return tuple(PlanItem(**item | {'part': Part(item['part'])}) for item in self.items)

    @cached_property
    def steps(self) -> dict[str, Step]:
        """The steps of its module, by key: {} when the module is gone."""
        return steps_by_key(self.module)

    def points(self, start: datetime | None = None) -> list[agenda.Point]:
        """What it shows, one `agenda.Point` for each item; without `start`, from when it began or is to begin."""
        items = self.plan_items
        return agenda.points(
            items, self.steps, self.people, start or self.started_at or self.starts_at,
            began=[self.began_at(at) for at in range(len(items))], module=self.module, module_title=self.module_title,
        )  # fmt: skip

    @property
    def topics(self) -> list[str]:
        """The keys of the steps that are talked about, in order, but for those that were skipped."""
        return list(dict.fromkeys(item.step for item in self.plan_items if item.is_talk and not item.is_skipped))

    @property
    def unreached_names(self) -> list[str]:
        """What it did not come to, in words, but for what the module no longer has."""
        return [short_name(self.steps[key]) for key in self.unreached if key in self.steps]

    @property
    def is_deleted_on(self) -> date:
        if self.department:
            return self.department.is_deleted_on
        return timezone.localdate(clock.later(self.starts_at, KEPT_WITHOUT_DEPARTMENT))

    @property
    def previous(self) -> Meeting | None:
        """The meeting that this one takes up the thread from, or None."""
        if self.department_id:
            held = Meeting.objects.filter(department=self.department_id, started_at__isnull=False).exclude(pk=self.pk)
            before = held.filter(started_at__lt=self.started_at or timezone.now()).order_by('-started_at').first()
            if before:
                return before
        return self.follows

    def previous_commitments(self) -> list[Any]:
        """What was agreed the last time."""
        previous = self.previous
        return list(previous.commitments.all()) if previous else []

    # Verbs. Each says whether it was done: not, when somebody else was first.

    def replan(self, version: int, items: Collection[PlanItem], **fields: Any) -> bool:
        """A new plan in the place of the one there is, which can be brought back. What is dropped is for next time."""
        before = {
            'starts_at': self.starts_at.isoformat(),
            'minutes': self.minutes,
            'people': self.people,
            'items': self.items,
            'unreached': self.unreached,
        }
        gone = [step for step in self.topics if step not in {item.step for item in items}]
        unreached = list(dict.fromkeys([*self.unreached, *gone]))
        undo = [*self.undo, before][-UNDOS:]
        return self.change(version, items=[asdict(item) for item in items], unreached=unreached, undo=undo, **fields)

    def take_back(self, version: int) -> bool:
        """The plan as it was before the last change of it."""
        if not self.undo:
            return False
        before = self.undo[-1]
        starts_at = datetime.fromisoformat(before['starts_at'])
        return self.change(version, **before | {'starts_at': starts_at, 'undo': self.undo[:-1]})
