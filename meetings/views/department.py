"""A department's room: what it has done together, what it agreed, and what comes next. Reached by a secret address."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.access import find, led_department, led_meeting, secret_page
from meetings.forms import DeletionForm, DepartmentForm
from meetings.models import Commitment, Department
from meetings.rhythm import proposed_days
from modules.models import Module


@require_http_methods(['GET', 'HEAD', 'POST'])
@secret_page
def new_department(request):
    """«Lag et rom for avdelingen»: a name, and it is there."""
    form = DepartmentForm(request.POST if request.method == 'POST' else None)
    if form.is_bound and form.is_valid():
        return redirect(Department.objects.create(**form.cleaned_data))
    return render(request, 'meetings/new_department.html', {'form': form}, status=422 if form.is_bound else 200)


@require_http_methods(['GET', 'HEAD', 'POST'])
@secret_page
def room_for_meeting(request, key):
    """A room that begins with a meeting which had none."""
    meeting = led_meeting(request, key)
    if meeting.department:
        return redirect(meeting.department)
    form = DepartmentForm(request.POST if request.method == 'POST' else None)
    if form.is_bound and form.is_valid():
        department = Department.objects.create(**form.cleaned_data)
        department.take_in(meeting)
        return redirect(department)
    context = {'form': form, 'meeting': meeting}
    return render(request, 'meetings/new_department.html', context, status=422 if form.is_bound else 200)


@require_safe
@secret_page
def department(request, key):
    """The room. A colleague's address shows what is done and agreed; what changes anything is the leader's."""
    return _room(request, find(request, Department.objects.kept(), key))


def _room(request, department, deletion=None, status=200):
    if department.may_lead:
        department.mark_used()
    meetings = list(department.meetings.select_related('module__package', 'module__film').order_by('-starts_at'))
    held = [meeting for meeting in meetings if not meeting.is_planned]
    done = {meeting.module_id for meeting in held}
    modules = list(Module.objects.published().select_related('package').order_by('package', 'number'))
    left = [module for module in modules if module.pk not in done]
    last = timezone.localdate(held[0].started_at) if held else timezone.localdate()
    days = dict(zip([module.pk for module in left], proposed_days(last, len(left)), strict=True))
    context = {
        'department': department,
        'coming': [meeting for meeting in reversed(meetings) if meeting.is_planned],
        'running': [meeting for meeting in meetings if meeting.is_running],
        'held': held,
        # Of the last meeting alone: what is offered once has been offered.
        'unreached': ', '.join(held[0].unreached_names) if held else '',
        'modules': [(module, module.pk in done, days.get(module.pk)) for module in modules],
        'commitments': list(
            Commitment.objects.filter(meeting__department=department).select_related('meeting').order_by('-pk')
        ),
        'deletion': deletion or DeletionForm(),
        **_addresses(request, department),
    }
    return render(request, 'meetings/department.html', context, status=status)


def _addresses(request, department):
    return {
        'address': request.build_absolute_uri(department.get_absolute_url()),
        'reader_address': request.build_absolute_uri(reverse('department', args=[department.reader_key])),
    }


@require_safe
@secret_page
def address_sheet(request, key):
    """The secret addresses on a sheet to put away, with codes that bring them to a phone."""
    department = led_department(request, key)
    return render(request, 'meetings/address_sheet.html', {'department': department, **_addresses(request, department)})


@require_POST
@secret_page
def replace_address(request, key):
    """A new secret address; the old one opens nothing from now on. `which` is «leader» or «reader»."""
    department = led_department(request, key)
    if request.POST.get('which') == 'reader':
        department.replace_reader_key()
    else:
        department.replace_key()
    return redirect(department)


@require_POST
@secret_page
def delete_department(request, key):
    department = led_department(request, key)
    form = DeletionForm(request.POST)
    if not form.is_valid():
        return _room(request, department, form, status=422)
    department.delete()
    return render(request, 'meetings/department_deleted.html')
