from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import minutes as writing
from meetings.access import find, secret_page
from meetings.models import Meeting
from meetings.topics import steps_by_key
from meetings.words import short_name
from modules.steps import FILM

WORDS_A_MINUTE = 200


def _read_meeting(request, key):
    """The meeting whose minutes `key` opens: the leader's key, or the one for colleagues."""
    return find(request, Meeting.objects.kept().with_module(), key)


def _context(request, meeting):
    steps = steps_by_key(meeting.module)
    entries = writing.entries_of(meeting)
    previous = meeting.previous
    follow_ups = list(previous.commitments.all()) if previous else []
    unreached = [short_name(steps[key]) for key in meeting.unreached if key in steps]
    return {
        'meeting': meeting,
        'module': None,
        'package': meeting.module and meeting.module.package,
        'heading': writing.heading(meeting),
        'when': writing.when(meeting),
        'entries': entries,
        'commitments': list(meeting.commitments.all()),
        'follow_ups': follow_ups,
        'unreached': unreached,
        'blocks': list(writing.blocks_of(meeting, entries, unreached, follow_ups)),
        'film': steps.get(FILM),
    }


@require_safe
@secret_page
def minutes(request, key):
    """The minutes, to read, print and copy; for one who was not there, with the film and how long it takes to read."""
    meeting = _read_meeting(request, key)
    context = _context(request, meeting)
    context['text'] = writing.as_text(context['blocks'])
    context['reading_minutes'] = max(1, round(len(context['text'].split()) / WORDS_A_MINUTE))
    context['reader_address'] = request.build_absolute_uri(reverse('minutes', args=[meeting.reader_key]))
    return render(request, 'meetings/minutes.html', context)


@require_safe
@secret_page
def minutes_text(request, key):
    meeting = _read_meeting(request, key)
    text = writing.as_text(_context(request, meeting)['blocks'])
    return _file(HttpResponse(text, content_type='text/plain; charset=utf-8'), meeting, 'txt')


@require_safe
@secret_page
def minutes_docx(request, key):
    meeting = _read_meeting(request, key)
    file = writing.as_docx(_context(request, meeting)['blocks'])
    kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    return _file(HttpResponse(file, content_type=kind), meeting, 'docx')


def _file(response, meeting, extension):
    day = f'{timezone.localtime(meeting.starts_at):%Y-%m-%d}'
    response.headers['Content-Disposition'] = f'attachment; filename="referat-{day}.{extension}"'
    return response
