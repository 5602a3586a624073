from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import form_only, led_meeting, secret_page
from meetings.agenda import first_about_each
from meetings.models import Note
from meetings.numbers import whole
from modules import plain_text

LONGEST = 5000


@require_safe
@secret_page
def notes(request, key):
    """«Det vi tar med oss», for the one who writes: a field for each thing talked about."""
    return _notes_page(request, led_meeting(request, key))


def _notes_page(request, meeting, refused=None, status=200):
    """The page; `refused` is (step, text) of what could not be kept, which then stands beside what was."""
    written = list(meeting.notes.all())
    rows = []
    for step, point in first_about_each(point for point in meeting.points() if not point.item.is_skipped).items():
        mine = next((note for note in written if note.step == step and note.writer == request.device), None)
        left = refused[1] if refused and refused[0] == step else ''
        rows.append(
            {
                'key': step,
                'point': point,
                'note': mine,
                'others': [note for note in written if note.step == step and note != mine and note.text],
                'text': left or (mine.text if mine else ''),
                'refused': left,
            }
        )
    context = {
        'meeting': meeting,
        'package': meeting.module and meeting.module.package,
        'rows': rows,
        'refused': refused,
    }
    return render(request, 'meetings/notes.html', context, status=status)


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('notes')
@secret_page
def write_note(request, key):
    """Keep one note. 409 with what stands, when it was written on an older one; nothing is ever overwritten."""
    meeting = led_meeting(request, key)
    step, text = request.POST.get('step', ''), plain_text.longer(request.POST.get('text', ''))
    if step not in {item.step for item in meeting.plan_items if item.step}:
        raise Http404
    wants_json = request.headers.get('Accept') == 'application/json'
    version = whole(request.POST.get('version', '0'))
    if len(text) > LONGEST:
        fault = _('Notatet er for langt: %(length)s tegn. Det er plass til %(most)s.') % {
            'length': len(text), 'most': LONGEST,
        }  # fmt: skip
        return (
            JsonResponse({'fault': fault}, status=422)
            if wants_json
            else _notes_page(request, meeting, (step, text), status=422)
        )
    note, is_kept = Note.objects.write(meeting, step, request.device, text, version)
    if not wants_json:
        return (
            redirect('notes', meeting.public_name)
            if is_kept
            else _notes_page(request, meeting, (step, text), status=409)
        )
    if note is None:
        return JsonResponse({'version': 0, 'text': '', 'saved': ''}, status=409)
    # The same words on an older version are our own, whose answer was lost.
    saved = _('Lagret kl. %(time)s') % {'time': time_format(timezone.localtime(note.updated_at), 'H.i')}
    answer = {'version': note.version, 'text': note.text, 'saved': saved if note.text == text else ''}
    return JsonResponse(answer, status=200 if is_kept else 409)
