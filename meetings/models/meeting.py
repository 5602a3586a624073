from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings import agenda, clock
from meetings.items import Part, PlanItem
from meetings.numbers import whole
from meetings.plan import FEWEST, LONGEST, MOST, SHORTEST
from meetings.rhythm import proposed_days
from meetings.topics import modules_named_in, named, steps_by_key
from meetings.words import NAMES, short_name
from modules.models import Module
from modules.models.base import one_of
from modules.steps import Step

from .department import Department
from .driven import Driven
from .keyed import Keyed
from .meeting_set import KEPT_WITHOUT_DEPARTMENT, MeetingQuerySet
from .planned import items_of


def this_moment() -> datetime:
    return timezone.now()


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
    # What the minutes say of who was there. Nobody counts before somebody says it.
    attended = models.PositiveSmallIntegerField(_('til stede'), null=True, blank=True)
    facilitator = models.CharField(_('møteleder'), max_length=100, blank=True, db_default='')
    note_taker = models.CharField(_('referent'), max_length=100, blank=True, db_default='')
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

    def written_points(self) -> list[agenda.Point]:
        """Its points, and one for each thing that somebody has written about and that has gone from the plan since."""
        points = self.points()
        known = agenda.first_about_each(points)
        names = {f'punkt-{item.id}': item.name for before in self.undo for item in items_of(before['items'])}
        gone = [
            PlanItem(Part.OWN, 1, name=names.get(key) or str(NAMES[Part.OWN]), id=whole(key.removeprefix('punkt-')))
            if key.startswith('punkt-')
            else PlanItem(Part.GROUP, 1, step=key)
            for key in dict.fromkeys(note.step for note in self.notes.all() if note.text.strip())
            if key not in known
        ]
        steps = steps_by_key(self.module, modules_named_in([item.step for item in gone], self.module)) if gone else {}
        return [*points, *agenda.points(named(gone, steps), steps, self.people, module=self.module)]

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

    def replace_keys(self, *, may_lead: bool, puts_out: bool) -> None:
        """A code that was made before lets no screen in any more, nor does a rehearsal."""
        super().replace_keys(may_lead=may_lead, puts_out=puts_out)
        if may_lead:
            self.pairing_codes.all().delete()
        for rehearsal in self.rehearsals.all():
            rehearsal.replace_keys(may_lead=may_lead, puts_out=puts_out)

    def whole(self) -> list[models.QuerySet]:
        return [Meeting.objects.filter(Q(pk=self.pk) | Q(rehearses=self.pk))]

    @property
    def continued_by(self) -> MeetingQuerySet:
        """Those that were planned to follow it; a rehearsal of one is none."""
        return self.followed_by.filter(rehearses=None)

    @property
    def opened_with(self) -> list[Meeting]:
        """Those whose door is opened with its own: its rehearsal, and those that follow it."""
        return [*self.rehearsals.all(), *self.continued_by]

    @cached_property
    def next_meeting(self) -> Meeting | None:
        """The one that is planned after this one, in the same room or as the second of two; or None."""
        if self.department_id:
            coming = Meeting.objects.filter(department=self.department_id, status=self.Status.PLANNED)
            return coming.filter(starts_at__gt=self.starts_at).exclude(pk=self.pk).order_by('starts_at').first()
        return self.continued_by.filter(status=self.Status.PLANNED).order_by('starts_at').first()

    @property
    def next_day(self) -> date:
        """When they meet again, as far as anybody knows: as it is planned, or else as the rhythm proposes."""
        if coming := self.next_meeting:
            return timezone.localdate(coming.starts_at)
        return proposed_days(timezone.localdate(), 1)[0]

    def previous_commitments(self) -> list[Any]:
        """What was agreed the last time."""
        previous = self.previous
        return list(previous.commitments.all()) if previous else []
