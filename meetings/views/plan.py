from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import plan_edits
from meetings.access import form_only, led_meeting, let_in, secret_page
from meetings.edit_forms import ChangeForm, MinutesForm, OwnItemForm, TopicForm
from meetings.groups import groups_of
from meetings.invitation import invitation
from meetings.items import TooLittleTime, minutes_of
from meetings.numbers import whole
from meetings.views.invitation import module_address
from meetings.words import no_room, told


@require_safe
@secret_page
def meeting(request, key):
    return _plan_page(request, led_meeting(request, key))


def _plan_page(request, meeting, fault='', forms=None, status=200):
    """The plan; `forms` are those that were sent, by name, with what was written in them."""
    points = meeting.points()
    context = {
        'meeting': meeting,
        'package': meeting.module and meeting.module.package,
        'points': [point for point in points if not point.item.is_skipped],
        'first_open': meeting.first_open,
        'groups': groups_of(meeting.people),
        'follow_ups': meeting.continued_by,
        'own': OwnItemForm(),
        'topic': TopicForm.of(meeting),
        'minutes': MinutesForm(meeting.open_items),
        'frame': ChangeForm.of(meeting),
        'fault': fault,
        'told': told(request.GET.get('gjort', ''), points, meeting),
        'invitation': invitation(meeting, module_address(request, meeting)),
    } | (forms or {})
    response = render(request, 'meetings/meeting.html', context, status=status)
    # Those that were planned in one with it, it leads on to.
    for follow_up in context['follow_ups']:
        let_in(response, follow_up)
    return response


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('meeting')
@secret_page
def edit_plan(request, key):
    """One change of the plan: `do` is what, and the id of the item it is about where there is one («up-2»).

    While the meeting runs, what is past and what is on stay as they are, and the rest is fitted to its own minutes.
    """
    meeting = led_meeting(request, key)
    version = whole(request.POST.get('version'))
    verb, ids = _pressed(request.POST.get('do', ''))
    items = meeting.open_items
    places = [next((at for at, item in enumerate(items) if item.id == id), -1) for id in ids]
    forms = _forms(meeting, verb, items, request.POST)
    if meeting.is_ended:
        return _plan_page(request, meeting, _('Møtet er slutt, så planen kan ikke endres lenger.'), forms, status=409)
    if version != meeting.version or -1 in places:
        fault = _('Noen andre endret planen samtidig. Her er den som gjelder nå. Prøv igjen.')
        return _plan_page(request, meeting, fault, forms, status=409)
    if verb == 'undo':
        return _done(meeting, verb) if meeting.take_back(version) else _plan_page(request, meeting)
    if not all(form.is_valid() for form in forms.values()):
        return _plan_page(request, meeting, forms=forms, status=422)
    try:
        changed = _edited(meeting, items, verb, places, forms)
    except TooLittleTime as error:
        return _plan_page(
            request, meeting, no_room(error.missing, any(item.is_locked for item in items)), forms, status=422
        )
    frame = forms.get('frame')
    is_new = tuple(changed) != tuple(items) or (frame and frame.has_changed())
    if is_new and not meeting.replan_open(version, changed, **(frame.changes if frame else {})):
        return edit_plan(request, key=key)
    # What changed nothing is not told of as done.
    return _done(meeting, verb, ids) if is_new else redirect(meeting)


def _done(meeting, verb, ids=()):
    """On to the plan, where it is told what was done; without scripts, to the part it was done with."""
    about = '-'.join([verb, *(str(id) for id in ids[:1])])
    place = f'#del-{ids[0]}' if ids and verb != 'drop' else ''
    return redirect(f'{meeting.get_absolute_url()}?gjort={about}{place}')


# What is done with the item at an index; where it takes two, the other is where it is put.
EDITS = {
    'up': lambda items, at: plan_edits.moved(items, at, plan_edits.neighbour(items, at, -1)),
    'down': lambda items, at: plan_edits.moved(items, at, plan_edits.neighbour(items, at, 1)),
    'move': plan_edits.moved,
    'drop': lambda items, at: plan_edits.dropped(items, at) if items[at].may_drop else items,
    'lock': lambda items, at: plan_edits.locked(items, at, not items[at].is_locked),
}


def _pressed(do):
    """What a button says, as (verb, ids); an id that is none is -1."""
    verb, *ids = (do + '--').split('-')[:3]
    count = 2 if verb == 'move' else 1 if verb in EDITS else 0
    return verb, [whole(id) for id in ids[:count]]


def _forms(meeting, verb, items, fields):
    """The forms that a press sends, by their names on the page."""
    if verb == 'add':
        return {'own': OwnItemForm(fields)}
    if verb == 'topic':
        return {'topic': TopicForm.of(meeting, fields)}
    if verb == 'change':
        return {'frame': ChangeForm.of(meeting, fields)}
    return {} if verb in EDITS or verb == 'undo' else {'minutes': MinutesForm(items, fields)}


def _edited(meeting, items, verb, places, forms):
    if verb == 'add':
        return plan_edits.added(items, forms['own'].cleaned_data['name'], forms['own'].cleaned_data['minutes'])
    if verb == 'topic':
        return plan_edits.with_topic(items, forms['topic'].item, meeting.people)
    if verb == 'change':
        wish = forms['frame'].cleaned_data
        # While it runs, what is left is what is left.
        minutes = wish['minutes'] if 'minutes' in wish else minutes_of(items)
        return plan_edits.for_people(items, minutes, meeting.people, wish['people'])
    if verb in EDITS:
        return EDITS[verb](items, *places)
    return plan_edits.resized(items, forms['minutes'].changes)
