"""The addresses of meetings and rooms: shown to the one who asks, replaced, forgotten; and the way in for a screen."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import (
    NoEntry,
    count_guess,
    find,
    form_only,
    led_department,
    led_meeting,
    let_in,
    put_out,
    secret_page,
)
from meetings.forms import DeletionForm, PairingForm
from meetings.models import Department, Meeting, PairingCode


@require_http_methods(['GET', 'HEAD', 'POST'])
@secret_page
def meeting_address(request, key):
    """The secret addresses of a meeting, shown on purpose; and new ones in their place."""
    return _addresses_of(request, led_meeting(request, key), 'meeting-address')


@require_http_methods(['GET', 'HEAD', 'POST'])
@secret_page
def department_address(request, key):
    return _addresses_of(request, led_department(request, key), 'department-address')


def _addresses_of(request, row, page):
    """The page, or after a POST new addresses: `which` is «leader» or «reader», `out` whether others are put out."""
    if request.method == 'POST':
        may_lead = request.POST.get('which') != 'reader'
        row.replace_keys(may_lead=may_lead, puts_out=bool(request.POST.get('out')))
        # Who asked for it stays inside.
        return redirect(page, row.public_name)
    return render(request, 'meetings/addresses.html', _context(request, row))


def _context(request, row, **more):
    is_meeting = isinstance(row, Meeting)
    kind = 'meeting' if is_meeting else 'department'
    reading = 'minutes' if is_meeting else 'department'
    code = row.pairing_codes.valid().last() if is_meeting else None
    return {
        'row': row,
        kind: row,
        'address': request.build_absolute_uri(reverse(kind, args=[row.key])),
        'reader_address': request.build_absolute_uri(reverse(reading, args=[row.reader_key])),
        'code': code,
        'deletion': DeletionForm(),
    } | more


@require_safe
@secret_page
def address_sheet(request, key):
    """The secret addresses on a sheet to put away, with codes that bring them to a phone."""
    return render(request, 'meetings/address_sheet.html', _context(request, led_department(request, key)))


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('meeting')
@secret_page
def forget_meeting(request, key):
    """«Glem i denne nettleseren»: who uses this browser next is not let in."""
    meeting = find(request, Meeting.objects.kept(), key)
    return _forgotten(request, [meeting, *meeting.opened_with])


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('department')
@secret_page
def forget_department(request, key):
    department = find(request, Department.objects.kept(), key)
    return _forgotten(request, department.opened)


def _forgotten(request, rows):
    return put_out(render(request, 'meetings/forgotten.html', {'rows': rows}), rows)


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('meeting-address')
@secret_page
def delete_meeting(request, key):
    """A meeting without a room is deleted at once. One that has a room goes with it."""
    meeting = led_meeting(request, key)
    form = DeletionForm(request.POST)
    if meeting.department_id:
        return redirect('meeting-address', meeting.public_name)
    if not form.is_valid():
        return render(request, 'meetings/addresses.html', _context(request, meeting, deletion=form), status=422)
    rows = [meeting, *meeting.rehearsals.all()]
    response = put_out(render(request, 'meetings/meeting_deleted.html', {'rows': rows}), rows)
    meeting.delete_for_good()
    return response


# One more of the leader's own screens


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('meeting-address')
@secret_page
def new_pairing_code(request, key):
    """A code for one more screen; one that was made before is of no use any more."""
    meeting = led_meeting(request, key)
    meeting.pairing_codes.all().delete()
    PairingCode.objects.create(meeting=meeting)
    return redirect(f'{reverse("meeting-address", args=[meeting.public_name])}#kode')


@require_http_methods(['GET', 'HEAD', 'POST'])
@secret_page
def pair(request):
    """Where the code is typed, on the big screen's PC."""
    form = PairingForm(request.POST if request.method == 'POST' else None)
    if form.is_bound and form.is_valid():
        meeting = PairingCode.objects.use(form.cleaned_data['code'])
        if meeting is not None:
            meeting.may_lead = True
            page = 'meeting' if meeting.is_planned else 'meeting-wall'
            return let_in(redirect(page, meeting.public_name), meeting)
        form.add_unknown()
    if form.is_bound:
        # Counted, and not stopped: one who has the code is let in, whoever guesses from the same house.
        count_guess(request)
    return render(request, 'meetings/pair.html', {'form': form}, status=422 if form.is_bound else 200)


@require_safe
@secret_page
def to_meeting(request, key, name, place):
    """From the room on to one of its meetings, `place` being the page of it: gives the browser the meeting's cookie."""
    department = find(request, Department.objects.kept(), key)
    meeting = department.meetings.filter(public_name=name).first() if name.isprintable() else None
    if meeting is None or not (department.may_lead or place == 'minutes'):
        raise NoEntry
    meeting.may_lead = department.may_lead
    return let_in(redirect(place, meeting.public_name), meeting)
