from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings import clock
from meetings.plan import PlanItem, pages_of


class Running(models.Model):
    """A meeting while it runs: the one record of where it is, and what moves it.

    What is on is the item at `now_at`, and of an item that is several pages on the wall, the page `now_page`. Every
    change goes through `change`, which only succeeds for the one who knew how things stood.
    """

    class Status(models.TextChoices):
        PLANNED = 'planned', _('planlagt')
        RUNNING = 'running', _('i gang')
        ENDED = 'ended', _('ferdig')

    version = models.PositiveIntegerField(_('versjon'), default=1)
    status = models.CharField(_('tilstand'), max_length=10, choices=Status.choices, default=Status.PLANNED)
    driver = models.CharField(_('styres fra'), max_length=32, blank=True)
    now_at = models.PositiveSmallIntegerField(_('punktet som er oppe'), default=0)
    now_page = models.PositiveSmallIntegerField(_('side av punktet'), default=0)
    # Known of all that have begun: the database sees to it.
    item_ends_at: Any = models.DateTimeField(_('punktet slutter'), null=True, blank=True)
    left = models.DurationField(_('igjen mens klokka står'), null=True, blank=True)
    started_at = models.DateTimeField(_('begynte'), null=True, blank=True)
    ended_at = models.DateTimeField(_('sluttet'), null=True, blank=True)
    began = models.JSONField(_('når punktene begynte'), default=dict)

    if TYPE_CHECKING:
        # What it runs by, of the meeting that it is a part of.
        objects: Any
        starts_at: Any
        minutes: Any
        items: Any
        unreached: Any

        @property
        def plan_items(self) -> tuple[PlanItem, ...]: ...

        @property
        def topics(self) -> list[str]: ...

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
            return clock.later(self.starts_at, timedelta(minutes=self.minutes))
        return clock.promised_end(self.starts_at, self.started_at, self.minutes)

    @property
    def run(self) -> clock.Run:
        """The meeting as `clock` knows it. Only one that has started has any."""
        return clock.Run(self.plan_items, self.now_at, self.item_ends_at, self.ends_at, self.left)

    def began_at(self, at: int) -> datetime | None:
        """When the item at the index `at` was up for the first time, or None."""
        moment = self.began.get(str(at))
        return datetime.fromisoformat(moment) if moment else None

    # Verbs. Each says whether it was done: not, when somebody else was first.

    def change(self, version: int, **fields: Any) -> bool:
        """Set `fields` if nobody has changed the meeting since `version`."""
        done = type(self).objects.filter(pk=self.pk, version=version).update(version=F('version') + 1, **fields)
        if done:
            for name, value in fields.items():
                setattr(self, name, value)
            self.version = version + 1
        return bool(done)

    def start(self, version: int, driver: str) -> bool:
        if not self.is_planned or not self.items:
            return False
        now = timezone.now()
        return self.change(
            version, status=self.Status.RUNNING, driver=driver, started_at=now, **self._arrival(0, 0, now)
        )

    def go(self, version: int, at: int, page: int = 0) -> bool:
        """Go to a page of the item at the index `at`; its minutes begin when it is another one than was up."""
        if not self.is_running or (at, page) not in pages_of(self.plan_items):
            return False
        if at == self.now_at:
            return self.change(version, now_page=page)
        return self.change(version, **self._arrival(at, page, timezone.now()))

    def advance(self, version: int, by: int = 1) -> bool:
        """One page forward, or back with `by` -1; at either end nothing happens."""
        places = list(pages_of(self.plan_items))
        here = places.index((self.now_at, self.now_page)) if (self.now_at, self.now_page) in places else 0
        if not 0 <= here + by < len(places):
            return False
        return self.go(version, *places[here + by])

    def _arrival(self, at: int, page: int, now: datetime) -> dict[str, Any]:
        began = self.began | {str(at): self.began.get(str(at), now.isoformat())}
        ends_at = now + self.plan_items[at].time
        return {'now_at': at, 'now_page': page, 'item_ends_at': ends_at, 'left': None, 'began': began}

    def add_minute(self, version: int) -> bool:
        if not self.is_running:
            return False
        if self.left is not None:
            return self.change(version, left=self.left + clock.MINUTE)
        return self.change(version, item_ends_at=clock.item_end(self.run, timezone.now()) + clock.MINUTE)

    def pause(self, version: int) -> bool:
        """The clock stands still, or goes on from where it stood."""
        now = timezone.now()
        if not self.is_running:
            return False
        if self.left is not None:
            return self.change(version, item_ends_at=now + self.left, left=None)
        return self.change(version, left=max(timedelta(0), self.item_ends_at - now))

    def accept_cut(self, version: int) -> bool:
        cut = clock.cut(self.run, timezone.now()) if self.is_running else None
        if cut is None:
            return False
        unreached = list(dict.fromkeys([*self.unreached, *cut.skipped]))
        return self.change(version, items=[asdict(item) for item in cut.items], unreached=unreached)

    def take_over(self, version: int, driver: str) -> bool:
        return self.change(version, driver=driver)

    def end(self, version: int) -> bool:
        """The meeting is over. What it did not come to is kept for the next one."""
        if not self.is_running:
            return False
        begun = {self.items[int(at)]['step'] for at in self.began}
        missed = [step for step in self.topics if step not in begun]
        unreached = list(dict.fromkeys([*self.unreached, *missed]))
        return self.change(version, status=self.Status.ENDED, ended_at=timezone.now(), left=None, unreached=unreached)

    def resume(self, version: int) -> bool:
        """It was not over after all."""
        return self.is_ended and self.change(version, status=self.Status.RUNNING, ended_at=None)
