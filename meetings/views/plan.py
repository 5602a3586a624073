from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import calendar_file, plan, plan_edits
from meetings.access import led_meeting, secret_page
from meetings.forms import ChangeForm, OwnItemForm
from meetings.numbers import whole


@require_safe
@secret_page
def meeting(request, key):
    return _plan_page(request, led_meeting(request, key))


def _plan_page(request, meeting, fault='', own=None, frame=None, status=200):
    context = {
        'meeting': meeting,
        'package': meeting.module and meeting.module.package,
        'points': meeting.points(meeting.starts_at),
        'groups': plan.groups_of(meeting.people),
        'follow_ups': meeting.followed_by.all(),
        'own': own or OwnItemForm(),
        'frame': frame or ChangeForm.of(meeting),
        'fault': fault,
        'address': request.build_absolute_uri(meeting.get_absolute_url()),
        'invitation': _invitation(meeting, _module_address(request, meeting)),
    }
    return render(request, 'meetings/meeting.html', context, status=status)


@require_safe
@secret_page
def calendar(request, key):
    """The meeting for people's calendars. It leads to the module, which everyone may see, and not to the meeting."""
    meeting = led_meeting(request, key)
    address = _module_address(request, meeting)
    file = calendar_file.event(
        f'{meeting.selector}@{request.get_host()}', meeting.starts_at, meeting.ends_at, timezone.now(),
        _('Avdelingsmøte: %(title)s') % {'title': meeting.module_title}, _invitation(meeting, address), address,
    )  # fmt: skip
    response = HttpResponse(file, content_type='text/calendar; charset=utf-8')
    response.headers['Content-Disposition'] = 'attachment; filename="avdelingsmote.ics"'
    return response


def _module_address(request, meeting):
    return request.build_absolute_uri(meeting.module.get_absolute_url() if meeting.module else reverse('front'))


def _invitation(meeting, address):
    """What to send to those who are to come."""
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    lines = [
        _('Velkommen til avdelingsmøte %(day)s kl. %(start)s–%(end)s.')
        % {'day': date_format(start, 'l j. F'), 'start': time_format(start, 'H.i'), 'end': time_format(end, 'H.i')},
        _('Vi snakker om «%(title)s», og blir enige om én ting vi vil prøve.') % {'title': meeting.module_title},
    ]
    if meeting.film_is_beforehand:
        lines.append(_('Se filmen før du kommer: %(address)s') % {'address': address})
    elif any(item.part == plan.Part.FILM for item in meeting.plan_items):
        lines.append(_('Filmen ser vi sammen. Du trenger ikke å forberede deg: %(address)s') % {'address': address})
    else:
        lines.append(_('Du trenger ikke å forberede deg: %(address)s') % {'address': address})
    return '\n'.join(lines)


# What a change is about: how many indexes it names.
INDEXES = {'up': 1, 'down': 1, 'drop': 1, 'lock': 1, 'move': 2}


@require_POST
@secret_page
def edit_plan(request, key):
    """One change of the plan: `do` is what, and the index of the item it is about where there is one («up-2»)."""
    meeting = led_meeting(request, key)
    version = whole(request.POST.get('version'))
    verb, at, to = (request.POST.get('do', '') + '--').split('-')[:3]
    places = [whole(place) for place in (at, to)[: INDEXES.get(verb, 0)]]
    if not meeting.is_planned:
        return _plan_page(request, meeting, _('Møtet er begynt, så planen kan ikke endres her lenger.'), status=409)
    if version != meeting.version or not all(place in range(len(meeting.items)) for place in places):
        return _plan_page(
            request, meeting, _('Noen andre endret planen samtidig. Her er den som gjelder nå. Prøv igjen.'), status=409
        )
    own = OwnItemForm(request.POST) if verb == 'add' else None
    frame = ChangeForm.of(meeting, request.POST) if verb == 'change' else None
    if (own or frame) and not (own or frame).is_valid():
        return _plan_page(request, meeting, own=own, frame=frame, status=422)
    if verb == 'undo':
        meeting.take_back(version)
        return redirect(meeting)
    try:
        if frame:
            minutes, people = frame.cleaned_data['minutes'], frame.cleaned_data['people']
            items = plan_edits.for_people(meeting.plan_items, minutes, meeting.people, people)
        else:
            items = _edited(meeting.plan_items, verb, places, request.POST, own)
    except plan.TooLittleTime as error:
        fault = (
            _('Det er ikke plass: det mangler %(minutes)s min. Ta bort noe eller lås opp noe først.')
            % {'minutes': error.missing}
            if error.missing > 0
            else _('Alt annet er låst, så minuttene har ingen steder å gå. Lås opp noe først.')
        )
        return _plan_page(request, meeting, fault, own=own, frame=frame, status=422)
    except ValueError:
        return _plan_page(request, meeting, _('Skriv minuttene som hele tall.'), status=422)
    is_new = tuple(items) != meeting.plan_items or (frame and frame.has_changed())
    if is_new and not meeting.replan(version, items, **(frame.changes if frame else {})):
        return edit_plan(request, key)
    return redirect(meeting)


def _edited(items, verb, places, fields, own):
    if own:
        return plan_edits.added(items, own.cleaned_data['name'], own.cleaned_data['minutes'])
    at = places[0] if places else None
    if verb in ('up', 'down'):
        return plan_edits.moved(items, at, plan_edits.neighbour(items, at, -1 if verb == 'up' else 1))
    if verb == 'move':
        return plan_edits.moved(items, *places)
    if verb == 'drop' and items[at].may_drop:
        return plan_edits.dropped(items, at)
    if verb == 'lock':
        return plan_edits.locked(items, at, not items[at].is_locked)
    return plan_edits.resized(items, _changed_minutes(items, fields))


def _changed_minutes(items, fields):
    """The minutes that have been typed over, by the index of their item; a ValueError where they are no number."""
    typed = {at: whole(fields.get(f'minutes-{at}', str(item.minutes))) for at, item in enumerate(items)}
    if -1 in typed.values():
        raise ValueError
    return {at: minutes for at, minutes in typed.items() if minutes != items[at].minutes}
