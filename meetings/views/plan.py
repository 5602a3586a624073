from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import plan_edits
from meetings.access import form_only, led_meeting, let_in, secret_page
from meetings.groups import groups_of
from meetings.invitation import invitation
from meetings.items import TooLittleTime
from meetings.numbers import whole
from meetings.plan_forms import ChangeForm, OwnItemForm
from meetings.views.invitation import module_address
from meetings.words import no_room


@require_safe
@secret_page
def meeting(request, key):
    return _plan_page(request, led_meeting(request, key))


def _plan_page(request, meeting, fault='', own=None, frame=None, status=200):
    context = {
        'meeting': meeting,
        'package': meeting.module and meeting.module.package,
        'points': meeting.points(meeting.starts_at),
        'groups': groups_of(meeting.people),
        'follow_ups': meeting.followed_by.all(),
        'own': own or OwnItemForm(),
        'frame': frame or ChangeForm.of(meeting),
        'fault': fault,
        'invitation': invitation(meeting, module_address(request, meeting)),
    }
    response = render(request, 'meetings/meeting.html', context, status=status)
    # Those that were planned in one with it, it leads on to.
    for follow_up in context['follow_ups']:
        let_in(response, follow_up)
    return response


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('meeting')
@secret_page
def edit_plan(request, key):
    """One change of the plan: `do` is what, and the index of the item it is about where there is one («up-2»)."""
    meeting = led_meeting(request, key)
    version = whole(request.POST.get('version'))
    verb, places = _pressed(request.POST.get('do', ''))
    if not meeting.is_planned:
        return _plan_page(request, meeting, _('Møtet er begynt, så planen kan ikke endres her lenger.'), status=409)
    if version != meeting.version or not all(place in range(len(meeting.items)) for place in places):
        return _plan_page(
            request, meeting, _('Noen andre endret planen samtidig. Her er den som gjelder nå. Prøv igjen.'), status=409
        )
    if verb == 'undo':
        meeting.take_back(version)
        return redirect(meeting)
    own = OwnItemForm(request.POST) if verb == 'add' else None
    frame = ChangeForm.of(meeting, request.POST) if verb == 'change' else None
    if (own or frame) and not (own or frame).is_valid():
        return _plan_page(request, meeting, own=own, frame=frame, status=422)
    try:
        items = _edited(meeting, verb, places, request.POST, own, frame)
    except TooLittleTime as error:
        return _plan_page(request, meeting, no_room(error.missing), own=own, frame=frame, status=422)
    except ValueError:
        return _plan_page(request, meeting, _('Skriv minuttene som hele tall.'), status=422)
    is_new = tuple(items) != meeting.plan_items or (frame and frame.has_changed())
    if is_new and not meeting.replan(version, items, **(frame.changes if frame else {})):
        return edit_plan(request, key)
    return redirect(meeting)


# What is done with the item at an index; where it takes two, the other is where it is put.
EDITS = {
    'up': lambda items, at: plan_edits.moved(items, at, plan_edits.neighbour(items, at, -1)),
    'down': lambda items, at: plan_edits.moved(items, at, plan_edits.neighbour(items, at, 1)),
    'move': plan_edits.moved,
    'drop': lambda items, at: plan_edits.dropped(items, at) if items[at].may_drop else items,
    'lock': lambda items, at: plan_edits.locked(items, at, not items[at].is_locked),
}


def _pressed(do):
    """What a button says, as (verb, indexes); an index that is none is -1."""
    verb, *places = (do + '--').split('-')[:3]
    count = 2 if verb == 'move' else 1 if verb in EDITS else 0
    return verb, [whole(place) for place in places[:count]]


def _edited(meeting, verb, places, fields, own, frame):
    items = meeting.plan_items
    if own:
        return plan_edits.added(items, own.cleaned_data['name'], own.cleaned_data['minutes'])
    if frame:
        return plan_edits.for_people(items, frame.cleaned_data['minutes'], meeting.people, frame.cleaned_data['people'])
    if verb in EDITS:
        return EDITS[verb](items, *places)
    return plan_edits.resized(items, _changed_minutes(items, fields))


def _changed_minutes(items, fields):
    """The minutes that have been typed over, by the index of their item; a ValueError where they are no number."""
    typed = {at: whole(fields.get(f'minutes-{at}', str(item.minutes))) for at, item in enumerate(items)}
    if -1 in typed.values():
        raise ValueError
    return {at: minutes for at, minutes in typed.items() if minutes != items[at].minutes}
