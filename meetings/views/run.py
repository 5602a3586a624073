"""The meeting while it runs: the wall, the leader's view, and the one address where it is driven from."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from meetings import live
from meetings.access import led_meeting, secret_page
from meetings.forms import CommitmentForm, FollowUpForm
from meetings.models import Meeting
from meetings.numbers import whole
from meetings.state import milliseconds, public_id, state_of
from modules.frames import allow_film
from modules.phases import ROLES


def _context(request, meeting):
    points = meeting.points()
    pages = [page for point in points for page in point.pages]
    here = next((at for at, page in enumerate(pages) if page.place == (meeting.now_at, meeting.now_page)), 0)
    return {
        'meeting': meeting,
        'module': meeting.module,
        'package': meeting.module and meeting.module.package,
        'points': points,
        'pages': pages,
        'current': pages[here],
        'place': here + 1,
        'coming': pages[here + 1] if here + 1 < len(pages) else None,
        'roles': ROLES,
        'state': state_of(meeting).told(),
        'device': public_id(request.device),
        'is_driving': meeting.driver == request.device,
        'commitments': meeting.commitments.all(),
        'commitment_form': CommitmentForm(),
        'follow_ups': [(commitment, FollowUpForm.of(commitment)) for commitment in meeting.previous_commitments()],
    }


@require_safe
@secret_page
def meeting_wall(request, key, place=''):
    """The meeting for a projector. Which page is up is the record's to say, whatever place the address names."""
    meeting = led_meeting(request, key)
    if meeting.is_planned:
        return redirect(meeting)
    response = render(request, 'meetings/wall.html', _context(request, meeting))
    return allow_film(response, meeting.module)


@require_safe
@secret_page
def lead(request, key):
    """What the one who leads needs to see, on another screen or a phone: now, next, the clock, and the buttons."""
    meeting = led_meeting(request, key)
    if meeting.is_planned:
        return redirect(meeting)
    return render(request, 'meetings/lead.html', _context(request, meeting))


@require_safe
@secret_page
def state(request, key):
    """Reached only past `live.LiveMiddleware`: when the key opens nothing, or a method other than GET is used."""
    return live.answer(request, state_of(led_meeting(request, key)))


DRIVING = {
    'next': lambda meeting, version, fields: meeting.advance(version),
    'back': lambda meeting, version, fields: meeting.advance(version, -1),
    'go': lambda meeting, version, fields: meeting.go(version, whole(fields.get('at')), whole(fields.get('page'))),
    'minute': lambda meeting, version, fields: meeting.add_minute(version),
    'pause': lambda meeting, version, fields: meeting.pause(version),
    'cut': lambda meeting, version, fields: meeting.accept_cut(version),
    'end': lambda meeting, version, fields: meeting.end(version),
    'resume': lambda meeting, version, fields: meeting.resume(version),
}


@require_POST
@secret_page
def drive(request, key):
    """One press: `do` is which, `version` what the one who pressed saw. 409 when it was pressed from an old picture, or
    by one who does not drive: then nothing is done, and the answer says how things stand.

    A script gets the state; a form is led back to where it stood (`from`).
    """
    meeting = led_meeting(request, key)
    version, verb = whole(request.POST.get('version')), request.POST.get('do')
    if verb == 'start':
        # Whatever plan there is now is the one that starts.
        is_done = meeting.start(meeting.version, request.device) or not meeting.is_planned
    elif verb == 'take':
        is_done = meeting.take_over(version, request.device)
    else:
        may = not meeting.driver or meeting.driver == request.device
        is_done = may and verb in DRIVING and DRIVING[verb](meeting, version, request.POST)
    if request.headers.get('Accept') == 'application/json':
        fresh = Meeting.objects.with_module().get(pk=meeting.pk)
        response = JsonResponse(state_of(fresh).told(), status=200 if is_done else 409)
        response.headers['X-Now'] = str(milliseconds(timezone.now()))
        return response
    if verb == 'end' and is_done:
        return redirect('minutes', meeting.key)
    back = 'lead' if request.POST.get('from') == 'lead' else 'meeting-wall'
    return redirect(back, meeting.key)


@require_POST
@secret_page
def agree(request, key):
    """The agreement: written on the wall or in the leader's view, or taken away again (`remove`)."""
    meeting = led_meeting(request, key)
    back = 'lead' if request.POST.get('from') == 'lead' else 'meeting-wall'
    remove = request.POST.get('remove', '')
    if remove:
        meeting.commitments.filter(pk=whole(remove)).delete()
        return redirect(back, meeting.key)
    form = CommitmentForm(request.POST)
    if not form.is_valid():
        page = 'meetings/lead.html' if back == 'lead' else 'meetings/wall.html'
        return render(request, page, _context(request, meeting) | {'commitment_form': form}, status=422)
    form.instance.meeting = meeting
    form.save()
    return redirect(back, meeting.key)


@require_POST
@secret_page
def follow_up(request, key):
    """How it went with what was agreed last time."""
    meeting = led_meeting(request, key)
    back = 'lead' if request.POST.get('from') == 'lead' else 'meeting-wall'
    for commitment in meeting.previous_commitments():
        form = FollowUpForm.of(commitment, request.POST)
        if form.is_valid() and form.has_changed():
            form.instance.followed_up_in = meeting
            form.save()
    return redirect(back, meeting.key)
