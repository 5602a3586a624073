"""Meetings for tests. Each has what it must have; a test says the rest."""

from dataclasses import asdict
from datetime import timedelta

from django.utils import timezone

from meetings import plan
from meetings.models import Meeting
from meetings.topics import named, steps_by_key
from modules.models import Module


def meeting(minutes=45, people=12, topics=('sporsmal-tilpasset',), film=12, module='modul-2', **fields):
    """A meeting on a module of the real package (fixture `content`), planned as the portal plans it, to begin now."""
    module = Module.objects.get(slug=module)
    made = plan.make(minutes, people, topics, film)
    items = named(made.items, steps_by_key(module))
    defaults = {
        'module': module, 'module_title': module.title, 'starts_at': timezone.now(), 'minutes': minutes,
        'people': people, 'items': [asdict(item) for item in items],
    }  # fmt: skip
    return Meeting.objects.create(**defaults | fields)


def running(**fields):
    """A meeting that has just begun, driven from the device «a»."""
    made = meeting(**fields)
    assert made.start(made.version, 'a')
    return made


def minutes_from_now(minutes):
    return timezone.now() + timedelta(minutes=minutes)
