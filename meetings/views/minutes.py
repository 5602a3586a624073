from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import find, form_only, led_meeting, secret_page
from meetings.forms import AttendanceForm
from meetings.minutes import as_text, write
from meetings.models import Meeting
from meetings.word_file import as_docx
from modules.steps import FILM


def _read_meeting(request, key):
    """The meeting whose minutes `key` opens: the leader's key, or the one for colleagues."""
    return find(request, Meeting.objects.kept().with_module(), key)


@require_safe
@secret_page
def minutes(request, key):
    """The minutes, to read, print and copy; for one who was not there, with the film and how long it takes to read."""
    return _minutes_page(request, _read_meeting(request, key))


def _minutes_page(request, meeting, attendance=None, status=200):
    written = write(meeting)
    context = {
        'attendance': attendance or AttendanceForm(instance=meeting),
        'meeting': meeting,
        'module': None,
        'package': meeting.module and meeting.module.package,
        'minutes': written,
        'text': as_text(written.lines),
        'film': meeting.steps.get(FILM),
    }
    return render(request, 'meetings/minutes.html', context, status=status)


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('minutes')
@secret_page
def attendance(request, key):
    """How many were there, and who led it and wrote it down."""
    meeting = led_meeting(request, key)
    form = AttendanceForm(request.POST, instance=meeting)
    if not form.is_valid():
        return _minutes_page(request, Meeting.objects.with_module().get(pk=meeting.pk), form, status=422)
    Meeting.objects.filter(pk=meeting.pk).update(**form.cleaned_data)
    return redirect('minutes', meeting.public_name)


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
    author = meeting.department.name if meeting.department else _('Kompetansepakke')
    file = as_docx(write(meeting).lines, author, meeting.ended_at or timezone.now())
    kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    return _file(HttpResponse(file, content_type=kind), meeting, 'docx')


def _file(response, meeting, extension):
    day = f'{timezone.localtime(meeting.starts_at):%Y-%m-%d}'
    response.headers['Content-Disposition'] = f'attachment; filename="referat-{day}.{extension}"'
    return response
