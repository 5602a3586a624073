"""The meeting while it runs: the wall, the leader's view, and the one address where it is driven from."""

from datetime import timedelta

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from meetings import live
from meetings.access import form_only, led_meeting, let_in, secret_page
from meetings.models import Meeting, Press
from meetings.numbers import whole
from meetings.state import milliseconds, public_id, state_of
from meetings.views.screens import lead_context, screen_context
from modules.frames import allow_film


@require_safe
@secret_page
def meeting_wall(request, key, place=''):
    """The meeting for a projector. Which page is up is the record's to say, whatever place the address names."""
    meeting = led_meeting(request, key)
    if meeting.is_planned:
        return redirect(meeting)
    if meeting.is_ended:
        return _closing(request, meeting)
    response = render(request, 'meetings/wall.html', screen_context(request, meeting))
    return allow_film(response, meeting.module)


def _closing(request, meeting):
    """The last picture: what was agreed, what comes next, and the way to the minutes for those in the room."""
    context = {
        'meeting': meeting,
        'state': state_of(meeting).told(),
        'device': public_id(request.device),
        'commitments': meeting.commitments.all(),
        'next_meeting': meeting.next_meeting,
        'reader_address': request.build_absolute_uri(reverse('minutes', args=[meeting.reader_key])),
    }
    return render(request, 'meetings/wall_closing.html', context)


@require_safe
@secret_page
def lead(request, key):
    """What the one who leads needs to see, on another screen or a phone: now, next, the clock, and the buttons.

    Before the start it waits for it, so that a phone can be made ready.
    """
    meeting = led_meeting(request, key)
    if meeting.is_planned:
        context = {
            'meeting': meeting,
            'package': meeting.module and meeting.module.package,
            'device': public_id(request.device),
        }
        return render(request, 'meetings/lead_waiting.html', context)
    return render(request, 'meetings/lead.html', lead_context(request, meeting))


@require_safe
@secret_page
def state(request, key):
    """Reached only past `live.LiveMiddleware`: when the key opens nothing, or a method other than GET is used."""
    return live.answer(request, state_of(led_meeting(request, key)))


DRIVING = {
    'next': lambda meeting, version, press, fields: meeting.advance(version, 1, press),
    'back': lambda meeting, version, press, fields: meeting.advance(version, -1, press),
    'go': lambda meeting, version, press, fields: meeting.go(
        version, _place(meeting, fields), whole(fields.get('page')), press
    ),
    'minute': lambda meeting, version, press, fields: meeting.add_minute(version, press),
    'pause': lambda meeting, version, press, fields: meeting.pause(version, press),
    # Without a word of which, the other than it is.
    'blank': lambda meeting, version, press, fields: meeting.blank(
        version, bool(fields['on']) if 'on' in fields else not meeting.is_blank, press
    ),
    'cut': lambda meeting, version, press, fields: meeting.accept(version, press),
    'undo': lambda meeting, version, press, fields: meeting.take_back(version),
    'no-film': lambda meeting, version, press, fields: meeting.drop_film(version, press),
    'end': lambda meeting, version, press, fields: meeting.end(version, press),
    'resume': lambda meeting, version, press, fields: meeting.resume(version, press),
    'restart': lambda meeting, version, press, fields: meeting.restart(version, press),
}
# Where a form was sent from, and the page it leads back to.
SCREENS = {'wall': 'meeting-wall', 'lead': 'lead', 'plan': 'meeting', 'notes': 'notes'}


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('meeting')
@secret_page
def drive(request, key):
    """One press: `do` is which, and `version` what the one who pressed saw. Everyone who leads may press; 409 for what
    was pressed from an old picture: then nothing is done, and the answer says how things stand.

    `age` is how many milliseconds ago it was pressed. A script gets the state; a form is led back to where it stood
    (`from`).
    """
    meeting = led_meeting(request, key)
    version, verb = whole(request.POST.get('version')), request.POST.get('do')
    press = _press(request)
    if verb == 'start':
        # Whatever plan there is now is the one that starts.
        is_done = meeting.start(meeting.version, press) or not meeting.is_planned
    else:
        is_done = verb in DRIVING and DRIVING[verb](meeting, version, press, request.POST)
    if request.headers.get('Accept') == 'application/json':
        fresh = Meeting.objects.with_module().get(pk=meeting.pk)
        response = JsonResponse(state_of(fresh).told(), status=200 if is_done else 409)
        response.headers['X-Now'] = str(milliseconds(timezone.now()))
        return response
    if verb == 'end' and is_done and request.POST.get('from') == 'lead':
        return redirect('minutes', meeting.public_name)
    return redirect(SCREENS.get(request.POST.get('from'), 'meeting-wall'), meeting.public_name)


def _place(meeting, fields):
    """The index of the item with the id `item`; or `at` itself, from a page that was open before items had ids."""
    if 'item' not in fields:
        return whole(fields.get('at'))
    id = whole(fields['item'])
    return next((at for at, item in enumerate(meeting.plan_items) if item.id == id), -1)


def _press(request):
    """The press that a request is: by whom, from which screen, and when."""
    screen = request.POST.get('from', '')
    age = timedelta(milliseconds=max(0, whole(request.POST.get('age'))))
    return Press(request.device, screen if screen in SCREENS else '', timezone.now() - age)


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('meeting')
@secret_page
def rehearse(request, key):
    """«Øv»: all of it on a copy that is gone that night, and leaves nothing anywhere."""
    meeting = led_meeting(request, key)
    copy = Meeting.objects.rehearse(meeting.rehearses or meeting)
    return let_in(redirect('meeting-wall', copy.public_name), copy)
