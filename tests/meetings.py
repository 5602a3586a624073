"""Meetings for tests. Each has what it must have; a test says the rest."""

from datetime import datetime, timedelta

from django.utils import timezone

from meetings import plan
from meetings.models import Meeting, Press
from meetings.models.planned import stored
from meetings.topics import named, steps_by_key
from modules.models import Module


def meeting(
    minutes=45, people=12, topics=('sporsmal-tilpasset',), film=12, module='modul-2', follows_up=False, **fields
):
    """A meeting on a module of the real package (fixture `content`), planned as the portal plans it, to begin now."""
    module = Module.objects.get(slug=module)
    made = plan.make(minutes, people, topics, film, follows_up=follows_up)
    items = named(made.items, steps_by_key(module))
    defaults = {
        'made_at': None, 'module': module, 'module_title': module.title, 'starts_at': timezone.now(),
        'minutes': minutes, 'people': people, 'items': stored(items),
    }  # fmt: skip
    return Meeting.objects.create(**defaults | fields)


def running(**fields):
    """A meeting that has just begun, driven from the device «a»."""
    made = meeting(**fields)
    assert made.start(made.version, Press('a'))
    return made


def door(row):
    """The address that lets a browser in to lead the meeting or the room `row`."""
    return f'/{"mote" if isinstance(row, Meeting) else "avdeling"}/{row.key}/'


def pass_minutes(meeting, minutes):
    """Let `minutes` pass in a meeting that runs: all that it remembers happened so much earlier."""
    by = timedelta(minutes=minutes)

    def earlier(moment):
        return (datetime.fromisoformat(moment) - by).isoformat()

    for name in ('started_at', 'starts_at', 'arrived_at', 'item_ends_at'):
        setattr(meeting, name, getattr(meeting, name) - by)
    meeting.began = {key: earlier(moment) for key, moment in meeting.began.items()}
    meeting.stays = {key: stay | {'ends': earlier(stay['ends'])} for key, stay in meeting.stays.items()}
    meeting.save()


def minutes_from_now(minutes):
    return timezone.now() + timedelta(minutes=minutes)
