from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.access import find, secret_page
from meetings.minutes import as_docx, as_text, write
from meetings.models import Meeting
from modules.steps import FILM


def _read_meeting(request, key):
    """The meeting whose minutes `key` opens: the leader's key, or the one for colleagues."""
    return find(request, Meeting.objects.kept().with_module(), key)


@require_safe
@secret_page
def minutes(request, key):
    """The minutes, to read, print and copy; for one who was not there, with the film and how long it takes to read."""
    meeting = _read_meeting(request, key)
    written = write(meeting)
    context = {
        'meeting': meeting,
        'module': None,
        'package': meeting.module and meeting.module.package,
        'minutes': written,
        'text': as_text(written.lines),
        'film': meeting.steps.get(FILM),
    }
    return render(request, 'meetings/minutes.html', context)


@require_safe
@secret_page
def minutes_text(request, key):
    meeting = _read_meeting(request, key)
    text = as_text(write(meeting).lines)
    return _file(HttpResponse(text, content_type='text/plain; charset=utf-8'), meeting, 'txt')


@require_safe
@secret_page
def minutes_docx(request, key):
    meeting = _read_meeting(request, key)
    file = as_docx(write(meeting).lines)
    kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    return _file(HttpResponse(file, content_type=kind), meeting, 'docx')


def _file(response, meeting, extension):
    day = f'{timezone.localtime(meeting.starts_at):%Y-%m-%d}'
    response.headers['Content-Disposition'] = f'attachment; filename="referat-{day}.{extension}"'
    return response
