from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings import clock
from meetings.items import PlanItem

from .planned import Planned

# What a row has that a portal of the version before wrote, while a new one is put in its place.
EMPTY = models.Value({}, models.JSONField())
# What is up for less than this was passed by, and not done.
GLIMPSE = timedelta(seconds=30)
# How long a leader's screen that has fallen silent is still taken to be there.
SEEN_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class Press:
    """Who pressed, from which screen (`views.run.SCREENS`), and when: a press may have waited for the net."""

    device: str = ''
    screen: str = ''
    at: datetime | None = None


NOBODY = Press()


def is_begun(stay: Mapping[str, Any]) -> bool:
    """It was up long enough for what was left of it to be what is left."""
    return stay['up'] >= GLIMPSE.total_seconds()


class Running(Planned):
    """A meeting while it runs: the one record of where it is.

    What is on is the item at `now_at`, and of an item that is several pages on the wall, the page `now_page`. What has
    been up is remembered by the item's id: when it began (`began`), and how it was left (`stays`).
    """

    class Status(models.TextChoices):
        PLANNED = 'planned', _('planlagt')
        RUNNING = 'running', _('i gang')
        ENDED = 'ended', _('ferdig')

    class Offered(models.TextChoices):
        """What stands on the wall between two points: an offer, or that it was taken."""

        OPEN = 'open', _('vises')
        TAKEN = 'taken', _('tatt')

    status = models.CharField(_('tilstand'), max_length=10, choices=Status.choices, default=Status.PLANNED)
    driver = models.CharField(_('sist styrt fra'), max_length=32, blank=True)
    driver_screen = models.CharField(_('skjermen den sist ble styrt fra'), max_length=10, blank=True, db_default='')
    lead_seen_at = models.DateTimeField(_('møteleders skjerm sist sett'), null=True, blank=True)
    now_at = models.PositiveSmallIntegerField(_('punktet som er oppe'), default=0)
    now_page = models.PositiveSmallIntegerField(_('side av punktet'), default=0)
    # Known of all that have begun: the database sees to it.
    item_ends_at: Any = models.DateTimeField(_('punktet slutter'), null=True, blank=True)
    arrived_at = models.DateTimeField(_('punktet kom opp'), null=True, blank=True)
    left = models.DurationField(_('igjen mens klokka står'), null=True, blank=True)
    started_at = models.DateTimeField(_('begynte'), null=True, blank=True)
    ended_at = models.DateTimeField(_('sluttet'), null=True, blank=True)
    began = models.JSONField(_('når punktene begynte'), default=dict)
    stays = models.JSONField(_('hvordan punktene ble forlatt'), default=dict, db_default=EMPTY)
    at_start = models.JSONField(_('planen da det begynte'), default=dict, db_default=EMPTY)
    offered = models.CharField(
        _('tilbud på storskjermen'), max_length=10, choices=Offered.choices, blank=True, db_default=''
    )
    is_blank = models.BooleanField(_('storskjermen er svart'), default=False, db_default=False)
    declined_at = models.SmallIntegerField(_('etter planen da tilbudet ble avslått'), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_planned(self) -> bool:
        return self.status == self.Status.PLANNED

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.RUNNING

    @property
    def is_ended(self) -> bool:
        return self.status == self.Status.ENDED

    @property
    def ends_at(self) -> datetime:
        """The end that was promised."""
        if self.started_at is None:
            return self.planned_end
        return clock.promised_end(self.starts_at, self.started_at, self.minutes)

    @property
    def run(self) -> clock.Run:
        """The meeting as `clock` knows it. Only one that has started has any."""
        left_at = {int(key): datetime.fromisoformat(stay['ends']) for key, stay in self.stays.items() if is_begun(stay)}
        return clock.Run(self.plan_items, self.now_at, self.item_ends_at, self.ends_at, self.left, left_at)

    @property
    def expected_end(self) -> datetime:
        """When it will end as things stand, or did end."""
        if self.is_ended and self.ended_at:
            return self.ended_at
        return clock.expected_end(self.run, timezone.now()) if self.is_running else self.planned_end

    @property
    def is_forgotten(self) -> bool:
        """It was to end long ago, and nobody has said that it did."""
        return self.is_running and clock.is_forgotten(self.run, timezone.now())

    @property
    def has_lead(self) -> bool:
        """A leader's screen asks how things stand."""
        return self.lead_seen_at is not None and timezone.now() - self.lead_seen_at < SEEN_FOR

    @property
    def has_writing(self) -> bool:
        """Somebody has written in it."""
        raise NotImplementedError

    @property
    def may_restart(self) -> bool:
        return not self.is_planned and bool(self.at_start) and not self.has_writing

    def began_at(self, item: PlanItem) -> datetime | None:
        """When `item` came up, and stayed; or None."""
        moment = self.began.get(str(item.id))
        return datetime.fromisoformat(moment) if moment else None

    def up_for(self, now: datetime) -> timedelta:
        """How long what is on has been up, all in all."""
        item = self.plan_items[self.now_at]
        since = self.arrived_at or self.began_at(item) or now
        before = self.stays.get(str(item.id), {}).get('up', 0)
        return timedelta(seconds=before) + max(timedelta(0), now - since)

    def offer(self, now: datetime) -> clock.Offer | None:
        """What it may do about its time; between two points, as it is when what is on is over."""
        if not self.is_running:
            return None
        return clock.offer(self.run_between(now) if self.offered else self.run, now)

    def run_between(self, now: datetime) -> clock.Run:
        """The meeting as it is if what is on is left now."""
        return replace(self.run, item_ends_at=now, left=None)

    def offer_between(self, now: datetime) -> clock.Offer | None:
        """The offer that a step forward leads to on the wall, at the end of a point, or None.

        A leader's screen shows it instead, where there is one. What has been declined has to grow by `clock.LATE`.
        """
        if not self.is_running or self.offered or self.has_lead or self.is_forgotten:
            return None
        is_last_page = self.now_page + 1 >= self.plan_items[self.now_at].pages
        run = self.run_between(now)
        offer = clock.offer(run, now) if is_last_page and clock.coming(run) else None
        # Whoever leafs through has won no time, and who leaves the last talk wants no more of it.
        if offer is None or offer.more or (offer.spare and self.up_for(now) < GLIMPSE):
            return None
        if self.declined_at is None:
            return offer
        behind, declined = clock.behind(run, now), self.declined_at
        has_turned = (behind > 0) != (declined > 0)
        return offer if has_turned or (abs(behind) - abs(declined)) * clock.MINUTE >= clock.LATE else None
