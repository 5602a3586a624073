from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings import agenda, clock
from meetings.plan import FEWEST, LONGEST, MOST, SHORTEST, Showing, plans, topics_of
from meetings.rhythm import proposed_days
from meetings.topics import film_minutes, modules_named_in, named, steps_by_key
from meetings.words import short_name
from modules.models import Module
from modules.models.base import one_of
from modules.steps import Step

from .department import Department
from .driven import Driven
from .keyed import Keyed, KeyedQuerySet
from .planned import stored

KEPT_WITHOUT_DEPARTMENT = timedelta(days=30)
# The hour of the night when rehearsals go.
NIGHT = 4


def this_moment() -> datetime:
    return timezone.now()


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
        return self.filter(Q(department=None) & (is_old | Q(rehearses__isnull=False, made_at__lt=last_night())))

    def kept(self) -> Self:
        """All but those. Said as it is, it leaves the database free to look up the one that a key is for."""
        limit = timezone.now() - KEPT_WITHOUT_DEPARTMENT
        is_young = Q(starts_at__gt=limit) | Q(made_at__gt=limit)
        is_current = Q(rehearses=None) | Q(made_at__gte=last_night())
        return self.filter(Q(department__isnull=False) | (is_young & is_current))

    def rehearse(self, meeting: Meeting) -> Meeting:
        """A copy of `meeting` to try it out on, which has begun; the one there was goes."""
        meeting.rehearsals.all().delete()
        copied = ('module', 'module_title', 'minutes', 'people', 'film_is_beforehand', 'items', 'follows')
        known = {name: getattr(meeting, name) for name in copied}
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


class Meeting(Keyed, Driven):
    """One meeting on a module: its plan (`Planned`), how it goes (`Running`) and what moves it (`Driven`)."""

    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name='meetings', verbose_name=_('avdeling')
    )
    module = models.ForeignKey(Module, models.SET_NULL, null=True, related_name='meetings', verbose_name=_('modul'))
    module_title = models.CharField(_('modulens tittel'), max_length=200)
    follows = models.ForeignKey(
        'self', models.SET_NULL, null=True, blank=True, related_name='followed_by', verbose_name=_('følger etter')
    )
    rehearses: Any = models.ForeignKey(
        'self', models.CASCADE, null=True, blank=True, related_name='rehearsals', verbose_name=_('øving på')
    )
    made_at = models.DateTimeField(_('laget'), null=True, default=this_moment)
    film_is_beforehand = models.BooleanField(_('filmen er sett på forhånd'), default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _('møte')
        verbose_name_plural = _('møter')
        ordering = ['-starts_at', '-id']
        constraints = [
            one_of(['planned', 'running', 'ended'], 'status', 'meeting_status_known'),
            one_of(['', 'open', 'taken'], 'offered', 'meeting_offered_known'),
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
        self.have_name()
        return reverse('meeting', args=[self.public_name])

    @cached_property
    def steps(self) -> dict[str, Step]:
        """The steps of its module by key, and those of other modules that it is to talk about; {} without a module."""
        keys = [*(item.step for item in self.plan_items), *self.unreached]
        return steps_by_key(self.module, modules_named_in(keys, self.module))

    def points(self) -> list[agenda.Point]:
        """What it shows, one `agenda.Point` for each item: as planned, or as it went, and goes from now on."""
        items, began = self.plan_items, {}
        if self.started_at:
            began = {at: moment for at, item in enumerate(items) if (moment := self.began_at(item))}
        if self.is_running:
            began = {at: moment for at, moment in began.items() if at <= self.now_at}
            began[self.now_at + 1] = clock.item_end(self.run, timezone.now())
        return agenda.points(
            items, self.steps, self.people, self.started_at or self.starts_at, begins=began,
            began=[self.began_at(item) for item in items], module=self.module, module_title=self.module_title,
        )  # fmt: skip

    @cached_property
    def written_steps(self) -> set[str]:
        """The keys of the steps that somebody has written about."""
        return {note.step for note in self.notes.all() if note.text.strip()}

    @property
    def reached(self) -> set[str]:
        """The keys of the steps that it came to: what was talked about, and what was written about."""
        return self.written_steps | {item.step for item in self.plan_items if item.step and self.began_at(item)}

    @property
    def unreached_steps(self) -> list[str]:
        """The keys of what it was to talk about and did not come to."""
        return [step for step in self.unreached if step not in self.reached]

    @property
    def unreached_names(self) -> list[str]:
        """The same in words, but for what the module no longer has."""
        return [short_name(self.steps[key]) for key in self.unreached_steps if key in self.steps]

    @property
    def was_held(self) -> bool:
        """It is over, or forgotten, and it came to something: not only started and ended to look."""
        return (self.is_ended or self.is_forgotten) and bool(self.reached or self.commitments.all())

    @property
    def has_writing(self) -> bool:
        return bool(self.written_steps) or self.commitments.exists() or self.follow_ups.exists()

    @property
    def is_deleted_on(self) -> date:
        if self.department:
            return self.department.is_deleted_on
        return timezone.localdate(
            clock.later(max(self.starts_at, self.made_at or self.starts_at), KEPT_WITHOUT_DEPARTMENT)
        )

    @property
    def previous(self) -> Meeting | None:
        """The meeting that this one takes up the thread from, or None."""
        if self.department_id:
            held = Meeting.objects.filter(department=self.department_id, started_at__isnull=False).exclude(pk=self.pk)
            before = held.filter(started_at__lt=self.started_at or timezone.now()).order_by('-started_at')[:10]
            # One that was only looked at is no meeting to take up the thread from.
            if found := next((meeting for meeting in before if meeting.was_held or not meeting.is_ended), None):
                return found
        return self.follows

    def previous_commitments(self) -> list[Any]:
        """What was agreed the last time."""
        previous = self.previous
        return list(previous.commitments.all()) if previous else []
