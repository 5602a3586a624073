from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.rhythm import proposed_days
from modules.models import Module

from .keyed import Keyed, KeyedQuerySet

KEPT_UNUSED = timedelta(days=365)


def today() -> date:
    return timezone.localdate()


class DepartmentQuerySet(KeyedQuerySet):
    def kept(self) -> Self:
        """Those whose day has not come."""
        return self.filter(used_on__gt=today() - KEPT_UNUSED)

    def expired(self) -> Self:
        return self.filter(used_on__lte=today() - KEPT_UNUSED)


class Department(Keyed):
    """Those who meet over time. Nothing in it says who they are, but for the name they gave it."""

    name = models.CharField(_('navn'), max_length=100)
    created_on = models.DateField(_('opprettet'), default=today)
    used_on = models.DateField(_('sist brukt'), default=today)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _('avdeling')
        verbose_name_plural = _('avdelinger')
        constraints = [models.CheckConstraint(condition=~models.Q(name=''), name='department_has_a_name')]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        self.have_name()
        return reverse('department', args=[self.public_name])

    @property
    def is_deleted_on(self) -> date:
        return self.used_on + KEPT_UNUSED

    def last_meeting(self) -> Any:
        """The last one that was held, or is being held; or None."""
        begun = self.meetings.filter(started_at__isnull=False).order_by('-started_at')[:10]
        return next((meeting for meeting in begun if meeting.was_held or not meeting.is_ended), None)

    def proposed_days(self, held: Sequence[Any] | None = None) -> dict[int, date]:
        """A day to meet on for each module that is left, by its pk, in order; `held` are the meetings it has had."""
        if held is None:
            held = [one for one in self.meetings.prefetch_related('notes', 'commitments') if one.was_held]
        done = {meeting.module_id for meeting in held}
        last = max((timezone.localdate(meeting.started_at) for meeting in held), default=today())
        all_of_them = Module.objects.published().order_by('package', 'number').values_list('pk', flat=True)
        left = [pk for pk in all_of_them if pk not in done]
        return dict(zip(left, proposed_days(last, len(left)), strict=True))

    def proposed_start(self, module: Any) -> datetime | None:
        """When to meet on `module`: on the day that the room proposes, at the time of day of last time; or None."""
        last, day = self.last_meeting(), self.proposed_days().get(module.pk)
        if last is None or day is None or day < today():
            return None
        return timezone.make_aware(datetime.combine(day, timezone.localtime(last.starts_at).time()))

    def mark_used(self) -> None:
        """Whoever leads it, or a meeting of it, was here today: the year begins anew."""
        if self.used_on != today():
            self.used_on = today()
            self.save(update_fields=['used_on'])

    def whole(self) -> list[models.QuerySet]:
        mine = models.Q(department=self.pk) | models.Q(rehearses__department=self.pk)
        return [Department.objects.filter(pk=self.pk), self.meetings.model.objects.filter(mine)]

    @property
    def opened(self) -> list[Any]:
        """It, and what a browser that has been in it may have the cookies of."""
        meetings = self.open_meetings()
        return [self, *meetings, *(rehearsal for one in meetings for rehearsal in one.rehearsals.all())]

    def open_meetings(self) -> list[Any]:
        """Those whose cookie a browser may still have: none is asked to forget a hundred that it has forgotten."""
        limit = timezone.now() - timedelta(days=2)
        return [meeting for meeting in self.meetings.order_by('-starts_at')[:30] if meeting.ends_at > limit]

    def take_in(self, meeting: Any) -> bool:
        """A meeting that had no department is this one's, and so are those planned in one with it; or it has one."""
        taken = type(meeting).objects.filter(pk=meeting.pk, department=None).update(department=self)
        if taken:
            first = meeting.follows if meeting.follows and not meeting.follows.department_id else meeting
            type(meeting).objects.filter(pk=first.pk, department=None).update(department=self)
            for one in (first, meeting):
                one.continued_by.filter(department=None).update(department=self)
            meeting.department = self
        return bool(taken)

    def replace_keys(self, *, may_lead: bool, puts_out: bool) -> None:
        """The keys of its meetings are replaced with its own."""
        super().replace_keys(may_lead=may_lead, puts_out=puts_out)
        for meeting in self.meetings.all():
            meeting.replace_keys(may_lead=may_lead, puts_out=puts_out)
