from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings import plan
from meetings.access import led_meeting, secret_page
from meetings.clock import later
from meetings.topics import short_name, steps_by_key
from meetings.words import ADVICE, NAMES, instruction
from modules.phases import ROLES, STARTERS


@require_safe
@secret_page
def run_sheet(request, key):
    """For the one who leads: when each part begins, and what to say in it."""
    meeting = led_meeting(request, key)
    steps = steps_by_key(meeting.module)
    is_one_group = len(plan.groups_of(meeting.people)) == 1
    start, rows = meeting.started_at or meeting.starts_at, []
    for item in meeting.plan_items:
        if item.is_skipped:
            continue
        step = steps.get(item.step)
        rows.append(
            {
                'item': item,
                'name': NAMES[item.part],
                'topic': short_name(step) if step and item.is_talk else '',
                'starts_at': start,
                'instruction': instruction(item.part, is_one_group),
                'advice': ADVICE[item.part],
            }
        )
        start = later(start, item.time)
    context = _context(meeting) | {'rows': rows, 'groups': plan.groups_of(meeting.people), 'ends_at': start}
    return render(request, 'meetings/run_sheet.html', context)


@require_safe
@secret_page
def table_cards(request, key):
    """For each table: the question, who does what, and a code that brings it to a phone, by way of the module."""
    meeting = led_meeting(request, key)
    module = meeting.module
    address = request.build_absolute_uri(module.get_absolute_url()) if module else ''
    cards = [topic | {'address': f'{address}#{topic["key"]}' if address else ''} for topic in _topics(meeting)]
    context = _context(meeting) | {'cards': cards, 'roles': ROLES, 'starter': STARTERS[meeting.pk % len(STARTERS)]}
    return render(request, 'meetings/table_cards.html', context)


@require_safe
@secret_page
def reflection_sheet(request, key):
    """For each who comes: the questions, with room to think in writing."""
    meeting = led_meeting(request, key)
    return render(request, 'meetings/reflection_sheet.html', _context(meeting) | {'topics': _topics(meeting)})


def _context(meeting):
    return {'meeting': meeting, 'package': meeting.module and meeting.module.package}


def _topics(meeting):
    """What is talked about, in order: its key, its step, and what was written down of it should the step be gone."""
    steps = steps_by_key(meeting.module)
    names = {item.step: item.name for item in meeting.plan_items}
    return [{'key': key, 'step': steps.get(key), 'text': names[key]} for key in meeting.topics]
