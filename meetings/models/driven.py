from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from meetings import clock
from meetings.items import Part, PlanItem, pages_of

from .planned import UNDOS, items_of, stored
from .running import GLIMPSE, NOBODY, Press, Running, is_begun


class Driven(Running):
    """What moves a running meeting. Everyone who leads may press, from any screen, and the last press wins.

    Each verb says whether it was done: not, when somebody else was first.
    """

    class Meta:
        abstract = True

    def _press(self, version: int, press: Press, **fields: Any) -> bool:
        return self.change(version, driver=press.device, driver_screen=press.screen, **fields)

    def _moment(self, press: Press) -> datetime:
        """When it was pressed: never before what is on came up, nor in the future."""
        now = timezone.now()
        since = self.arrived_at or self.started_at or now
        return min(now, max(since, press.at or now))

    def start(self, version: int, press: Press = NOBODY) -> bool:
        if not self.is_planned or not self.items:
            return False
        now = timezone.now()
        return self._press(
            version, press, status=self.Status.RUNNING, started_at=now, ended_at=None, undo=[],
            at_start={'items': self.items, 'unreached': self.unreached}, offered='', declined_at=None,
            **self._arrival(0, 0, now, {}, {}),
        )  # fmt: skip

    def restart(self, version: int, press: Press = NOBODY) -> bool:
        """As if it had not begun, with the plan it had then; not, when somebody has written in it."""
        if not self.may_restart:
            return False
        return self._press(
            version, press, status=self.Status.PLANNED, started_at=None, ended_at=None, item_ends_at=None,
            arrived_at=None, left=None, now_at=0, now_page=0, began={}, stays={}, undo=[], at_start={}, offered='',
            **self.at_start,
        )  # fmt: skip

    def go(self, version: int, at: int, page: int = 0, press: Press = NOBODY) -> bool:
        """Go to a page of the item at the index `at`. Its minutes begin, or go on where it was left."""
        if not self.is_running or (at, page) not in pages_of(self.plan_items):
            return False
        if at == self.now_at:
            return self._press(version, press, now_page=page, **self._declined())
        now = self._moment(press)
        return self._press(version, press, **self._declined(), **self._arrival(at, page, now, *self._departure(now)))

    def advance(self, version: int, by: int = 1, press: Press = NOBODY) -> bool:
        """One page forward, or back with `by` -1; at either end nothing happens.

        An offer between two points is a page too: forward goes on without it, back takes it, and takes it back.
        """
        if not self.is_running:
            return False
        if by > 0 and self.offer_between(timezone.now()):
            return self._press(version, press, offered=self.Offered.OPEN)
        if by < 0 and self.offered == self.Offered.OPEN:
            taken = self.accept(version, press, offered=self.Offered.TAKEN)
            # What was offered may have gone by itself.
            return taken or self._press(version, press, offered='')
        if by < 0 and self.offered == self.Offered.TAKEN:
            return self.take_back(version, offered='', driver=press.device, driver_screen=press.screen)
        places = list(pages_of(self.plan_items))
        here = places.index((self.now_at, self.now_page)) if (self.now_at, self.now_page) in places else 0
        if not 0 <= here + by < len(places):
            return False
        return self.go(version, *places[here + by], press=press)

    def _declined(self) -> dict[str, Any]:
        """Whoever goes on from an offer has said no to it."""
        if self.offered == self.Offered.OPEN:
            now = timezone.now()
            return {'offered': '', 'declined_at': clock.behind(self.run_between(now), now)}
        return {'offered': ''}

    def _departure(self, now: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
        """`began` and `stays` when what is on is left at `now`. A glimpse leaves no time."""
        item, up = self.plan_items[self.now_at], self.up_for(now)
        stay = {
            'up': up.total_seconds(),
            'ends': self.item_ends_at.isoformat(),
            'left': None if self.left is None else self.left.total_seconds(),
        }
        began = {key: moment for key, moment in self.began.items() if key != str(item.id) or up >= GLIMPSE}
        return began, self.stays | {str(item.id): stay}

    def _arrival(
        self, at: int, page: int, now: datetime, began: dict[str, Any], stays: dict[str, Any]
    ) -> dict[str, Any]:
        """Back is undoing: what was left ends when it would have ended. Forward too, for what was not only glimpsed."""
        item = self.plan_items[at]
        stay = stays.get(str(item.id))
        ends_at, left = clock.later(now, item.time), None
        if stay and (at < self.now_at or is_begun(stay)):
            ends_at = datetime.fromisoformat(stay['ends'])
            left = None if stay['left'] is None else timedelta(seconds=stay['left'])
        elif stay:
            stays = stays | {str(item.id): stay | {'up': 0}}
        return {
            'now_at': at, 'now_page': page, 'is_blank': False, 'arrived_at': now, 'item_ends_at': ends_at, 'left': left,
            'stays': stays,
            'began': began | {str(item.id): began.get(str(item.id), now.isoformat())},
        }  # fmt: skip

    def add_minute(self, version: int, press: Press = NOBODY) -> bool:
        if not self.is_running:
            return False
        if self.left is not None:
            return self._press(version, press, left=self.left + clock.MINUTE)
        ends_at = clock.item_end(self.run, timezone.now()) + clock.MINUTE
        return self._press(version, press, item_ends_at=ends_at)

    def blank(self, version: int, is_blank: bool, press: Press = NOBODY) -> bool:
        """The wall is black, or shows itself again."""
        return self.is_running and self._press(version, press, is_blank=is_blank)

    def pause(self, version: int, press: Press = NOBODY) -> bool:
        """The clock stands still, or goes on from where it stood."""
        now = self._moment(press)
        if not self.is_running:
            return False
        if self.left is not None:
            return self._press(version, press, item_ends_at=now + self.left, left=None)
        return self._press(version, press, left=max(timedelta(0), self.item_ends_at - now))

    def accept(self, version: int, press: Press = NOBODY, **fields: Any) -> bool:
        """Do what is offered about the time; `take_back` undoes it."""
        offer = self.offer(timezone.now())
        if offer is None:
            return False
        more, on = offer.more * clock.MINUTE, self.plan_items[self.now_at]
        before: dict[str, Any] = {**self.as_before, 'won': {'id': on.id, 'seconds': more.total_seconds()}}
        if more and self.left is not None:
            fields['left'] = self.left + more
        elif more:
            fields['item_ends_at'] = clock.item_end(self.run, timezone.now()) + more
            before['won']['seconds'] = (fields['item_ends_at'] - self.item_ends_at).total_seconds()
        unreached = list(dict.fromkeys([*self.unreached, *offer.skipped]))
        # Who comes to what has another length now, has all of it.
        changed = {str(new.id) for new, old in zip(offer.items, self.plan_items, strict=True) if new != old}
        fields['stays'] = {key: stay for key, stay in self.stays.items() if key not in changed}
        before['stays'] = {key: stay for key, stay in self.stays.items() if key in changed}
        undo = [*self.undo, before][-UNDOS:]
        return self._press(
            version, press, items=[asdict(item) for item in offer.items], unreached=unreached, undo=undo, **fields
        )

    def drop_film(self, version: int, press: Press = NOBODY) -> bool:
        """«Filmen virker ikke»: it is skipped, and those who are to talk get its minutes."""
        items = self.plan_items
        films = {
            at for at in range(self.now_at, len(items)) if items[at].part == Part.FILM and not items[at].is_skipped
        }
        if not self.is_running or not films:
            return False
        skipped = tuple(replace(item, is_skipped=item.is_skipped or at in films) for at, item in enumerate(items))
        run, now, place = replace(self.run, items=skipped), self._moment(press), {}
        if self.now_at in films:
            run = replace(run, item_ends_at=now, left=None)
        refitted = clock.refit(run, now)
        undo = [*self.undo, self.as_before][-UNDOS:]
        self.items = [asdict(item) for item in refitted]
        if self.now_at in films:
            # Where the film is the last, there is nothing to go on to: what was before it is up again.
            places = [at for at, _page in pages_of(refitted)]
            after = next((at for at in places if at > self.now_at), places[-1] if places else None)
            if after is None:
                return False
            place = self._arrival(after, 0, now, *self._departure(now))
        return self._press(version, press, items=self.items, undo=undo, offered='', **place)

    @property
    def first_open(self) -> int:
        """What is past, and what is on, is as it is."""
        return 0 if self.is_planned else self.now_at + 1

    def replan(self, version: int, items: Collection[PlanItem], **fields: Any) -> bool:
        if not self.is_planned:
            known = {item.id: item for item in items}
            kept = {str(item.id) for item in self.plan_items if known.get(item.id) == item}
            fields |= {'offered': '', 'stays': {key: stay for key, stay in self.stays.items() if key in kept}}
            ids = {str(item.id) for item in items}
            fields['began'] = {key: moment for key, moment in self.began.items() if key in ids}
        return super().replan(version, items, **fields)

    def take_back(self, version: int, **fields: Any) -> bool:
        """While it runs, what is past and what is on stay as they are; but the minutes that what is on has won, go."""
        if self.is_ended:
            return False
        if not self.is_running or not self.undo:
            return super().take_back(version, **fields)
        record = self.undo[-1]
        before = {item.id: item for item in items_of(record['items'])}
        # But for what was skipped, too, which one may go back to again.
        past = [
            replace(item, is_skipped=before.get(item.id, item).is_skipped)
            for item in self.plan_items[: self.now_at + 1]
        ]
        won = record.get('won')
        if won and won['id'] == past[-1].id:
            past[-1] = replace(past[-1], minutes=before[won['id']].minutes)
            seconds = timedelta(seconds=won['seconds'])
            if self.left is not None:
                fields['left'] = max(timedelta(0), self.left - seconds)
            else:
                fields['item_ends_at'] = self.item_ends_at - seconds
        coming = [item for key, item in before.items() if key not in {one.id for one in past}]
        kept = {
            'items': stored([*past, *coming]), 'starts_at': self.starts_at,
            'stays': record.get('stays', {}) | self.stays,
        }  # fmt: skip
        return super().take_back(version, **kept | fields)

    def end(self, version: int, press: Press = NOBODY) -> bool:
        """The meeting is over. What it did not come to is kept for the next one."""
        if not self.is_running:
            return False
        now = timezone.now()
        began, stays = self._departure(now)
        begun = {item.step for item in self.plan_items if str(item.id) in began}
        missed = [step for step in self.topics if step not in begun]
        unreached = list(dict.fromkeys([*self.unreached, *missed]))
        return self._press(
            version, press, status=self.Status.ENDED, ended_at=now, left=None, offered='', began=began, stays=stays,
            unreached=unreached,
        )  # fmt: skip

    def resume(self, version: int, press: Press = NOBODY) -> bool:
        """It was not over after all."""
        if not self.is_ended:
            return False
        return self._press(version, press, status=self.Status.RUNNING, ended_at=None, arrived_at=timezone.now())
