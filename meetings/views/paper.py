from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.access import led_meeting, secret_page
from meetings.agenda import first_about_each
from meetings.groups import groups_of


@require_safe
@secret_page
def run_sheet(request, key):
    """For the one who leads: when each part begins, and what to say in it."""
    meeting = led_meeting(request, key)
    points = [point for point in meeting.points() if not point.item.is_skipped]
    context = _context(meeting) | {
        'points': points,
        'groups': groups_of(meeting.people),
        'ends_at': meeting.expected_end,
    }
    return render(request, 'meetings/run_sheet.html', context)


@require_safe
@secret_page
def table_cards(request, key):
    """For each table: the question, who does what, and a code that brings it to a phone, by way of the module."""
    meeting = led_meeting(request, key)
    module = meeting.module
    address = request.build_absolute_uri(module.get_absolute_url()) if module else ''
    cards = [(point, _address_of(request, point, address)) for point in _talks(meeting)]
    context = _context(meeting) | {'cards': cards}
    return render(request, 'meetings/table_cards.html', context)


def _address_of(request, point, address):
    """Where what a talk is about can be read: `address` is that of the meeting's own module, '' when that is gone."""
    key = point.item.step.rpartition('.')[2]
    module = getattr(point.step, 'module', None)
    if module:
        address = request.build_absolute_uri(module.get_absolute_url())
    return f'{address}#{key}' if address else ''


@require_safe
@secret_page
def reflection_sheet(request, key):
    """For each who comes: the questions, with room to think in writing."""
    meeting = led_meeting(request, key)
    return render(request, 'meetings/reflection_sheet.html', _context(meeting) | {'talks': _talks(meeting)})


def _context(meeting):
    return {'meeting': meeting, 'package': meeting.module and meeting.module.package}


def _talks(meeting):
    """What is talked about, in order: the first phase of each talk."""
    talks = (point for point in meeting.points() if point.is_talk and not point.item.is_skipped)
    return list(first_about_each(talks).values())
