from django.db.models import prefetch_related_objects
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
from meetings.state import public_id
from meetings.views.screens import agreement_context, note_row
from modules import plain_text

LONGEST = 5000


@require_safe
@secret_page
def notes(request, key):
    """Notes, for the one who writes: a field for each thing talked about, and the agreement."""
    return _notes_page(request, led_meeting(request, key))


def _notes_page(request, meeting, refused=None, fault='', status=200):
    return render(request, 'meetings/notes.html', notes_context(request, meeting, refused, fault), status=status)


def notes_context(request, meeting, refused=None, fault=''):
    """What the page is drawn from; `refused` is (step, text) of what could not be kept, and `fault` why."""
    prefetch_related_objects([meeting], 'commitments', 'notes')
    points = [point for point in meeting.written_points() if not point.item.is_skipped]
    rows = []
    for step, point in first_about_each(points).items():
        row = note_row(meeting, point, [one for one in points if one.note_key == step], request.device)
        if refused and refused[0] == step:
            row |= {'text': refused[1] or row['text'], 'refused': refused[1], 'fault': fault}
        rows.append(row)
    return {
        'meeting': meeting,
        'package': meeting.module and meeting.module.package,
        'rows': rows,
        'refused': refused,
        'device': public_id(request.device),
        **agreement_context(meeting),
    }


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('notes')
@secret_page
def write_note(request, key):
    """Keep one note. 409 with what stands, when it was written on an older one; nothing is ever overwritten."""
    meeting = led_meeting(request, key)
    step, text = request.POST.get('step', ''), plain_text.longer(request.POST.get('text', ''))
    if step not in first_about_each(meeting.written_points()):
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
            else _notes_page(request, meeting, (step, text), fault, status=422)
        )
    note, is_kept = Note.objects.write(meeting, step, request.device, text, version)
    if not wants_json:
        return (
            redirect('notes', meeting.public_name)
            if is_kept
            else _notes_page(request, meeting, (step, text), _('Noen andre endret notatet samtidig.'), status=409)
        )
    if note is None:
        return JsonResponse({'version': 0, 'text': '', 'saved': ''}, status=409)
    # The same words on an older version are our own, whose answer was lost.
    saved = _('Lagret kl. %(time)s') % {'time': time_format(timezone.localtime(note.updated_at), 'H.i')}
    answer = {'version': note.version, 'text': note.text, 'saved': saved if note.text == text else ''}
    return JsonResponse(answer, status=200 if is_kept else 409)
