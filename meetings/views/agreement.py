"""What the meeting agrees, written as the room watches, and how it went with what it agreed the last time."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings.access import form_only, led_meeting, secret_page
from meetings.forms import CommitmentForm, FollowUpForm
from meetings.models import Commitment
from meetings.numbers import whole
from meetings.state import agreed
from meetings.views.notes import notes_context
from meetings.views.screens import agreement_context, lead_context, screen_context

# Where a form was sent from, and the page it leads back to.
BACK = {'wall': 'meeting-wall', 'lead': 'lead', 'notes': 'notes'}
CONTEXTS = {'meeting-wall': screen_context, 'lead': lead_context, 'notes': notes_context}
TEMPLATES = {'meeting-wall': 'meetings/wall.html', 'lead': 'meetings/lead.html', 'notes': 'meetings/notes.html'}


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('meeting-wall')
@secret_page
def agree(request, key):
    """The agreement: written on the wall, in the leader's view or beside the notes, or taken away again (`remove`).

    A script that saves as one types gets JSON: 409 with what stands, when another has written meanwhile; and of what is
    wrong the `faults`, while the rest is kept.
    """
    meeting = led_meeting(request, key)
    fields, back = request.POST, BACK.get(request.POST.get('from'), 'meeting-wall')
    wants_json = request.headers.get('Accept') == 'application/json'
    if remove := fields.get('remove', ''):
        meeting.commitments.filter(pk=whole(remove)).delete()
        return JsonResponse({}) if wants_json else redirect(back, meeting.public_name)
    pk, version = whole(fields.get('commitment')), whole(fields.get('version'))
    form = CommitmentForm.of(meeting.commitments.filter(pk=pk).first(), fields, meeting.next_day)
    is_valid, kept = form.is_valid(), form.kept
    faults = {name: errors[0] for name, errors in form.errors.items()}
    if kept is None or not (is_valid or wants_json):
        return _refused(request, meeting, back, form, wants_json, faults, 422)
    # A page that was open before the agreement had a version knows of no others.
    after = whole(fields['after']) if 'after' in fields else None
    stands, is_kept = Commitment.objects.write(meeting, pk, version, after, kept)
    if not is_kept:
        return _refused(request, meeting, back, form, wants_json, agreed(stands), 409)
    if not wants_json:
        return redirect(back, meeting.public_name)
    saved = _('Lagret kl. %(time)s') % {'time': time_format(timezone.localtime(), 'H.i')}
    return JsonResponse(agreed(stands) | {'saved': saved, 'faults': faults})


def _refused(request, meeting, back, form, wants_json, told, status):
    """`form` could not be kept: 422 with the faults that are `told`, or 409 with what stands."""
    if wants_json:
        return JsonResponse({'faults': told} if status == 422 else told, status=status)
    if status == 409:
        fault = _('Noen andre har skrevet avtalen samtidig. Det du skrev, står her. Det som er lagret: «%(what)s»')
        form.add_error('what', fault % {'what': told['sentence']})
    context = CONTEXTS[back](request, meeting) | agreement_context(meeting, form)
    return render(request, TEMPLATES[back], context, status=status)


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('meeting-wall')
@secret_page
def follow_up(request, key):
    """How it went with what was agreed last time."""
    meeting = led_meeting(request, key)
    back = BACK.get(request.POST.get('from'), 'meeting-wall')
    # A rehearsal shows what was agreed, and changes nothing of it.
    before = [] if meeting.rehearses_id else meeting.previous_commitments()
    forms = [(commitment, FollowUpForm.of(commitment, request.POST)) for commitment in before]
    status = 200
    for commitment, form in forms:
        is_valid, changed = form.is_valid(), form.changed_here(commitment)
        # What another screen has written meanwhile is shown, and not written over.
        for name in changed if is_valid else []:
            if form.is_stale(name, commitment):
                fault = _('Noen andre skrev «%(text)s» samtidig. Lagre igjen hvis ditt skal stå.')
                form.add_error(name, fault % {'text': form.shown_value(name, commitment)})
        if form.errors:
            status = 409 if is_valid else 422
        elif changed:
            kept = {name: form.cleaned_data[name] for name in changed}
            Commitment.objects.filter(pk=commitment.pk).update(followed_up_in=meeting, **kept)
    if status == 200:
        return redirect(back, meeting.public_name)
    context = CONTEXTS[back](request, meeting) | {'follow_ups': forms, 'has_faults': True}
    return render(request, TEMPLATES[back], context, status=status)
