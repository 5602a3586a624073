"""A department's room: what it has done together, what it agreed, and what comes next. Reached by a secret address."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import find, form_only, led_department, led_meeting, let_in, put_out, secret_page
from meetings.forms import DeletionForm, DepartmentForm
from meetings.models import Commitment, Department
from modules.models import Module


@require_http_methods(['GET', 'HEAD', 'POST'])
@secret_page
def new_department(request):
    """«Lag et rom for avdelingen»: a name, and it is there."""
    form = DepartmentForm(request.POST if request.method == 'POST' else None)
    if form.is_bound and form.is_valid():
        department = Department.objects.create(**form.cleaned_data)
        return let_in(redirect(department), department)
    return render(request, 'meetings/new_department.html', {'form': form}, status=422 if form.is_bound else 200)


@require_http_methods(['GET', 'HEAD', 'POST'])
@secret_page
def room_for_meeting(request, key):
    """A room that begins with a meeting which had none."""
    meeting = led_meeting(request, key)
    if meeting.rehearses_id:
        return redirect(meeting)
    if meeting.department:
        return redirect(meeting.department)
    form = DepartmentForm(request.POST if request.method == 'POST' else None)
    if form.is_bound and form.is_valid():
        department = Department.objects.create(**form.cleaned_data)
        if department.take_in(meeting):
            return let_in(redirect(department), department)
        # Pressed twice: the first made the room, and gave its cookie.
        department.delete()
        return redirect(meeting)
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
    meetings = list(
        department.meetings.select_related('module__package', 'module__film')
        .prefetch_related('notes', 'commitments')
        .order_by('-starts_at')
    )
    held = [meeting for meeting in meetings if meeting.was_held]
    done = {meeting.module_id for meeting in held}
    modules = list(Module.objects.published().select_related('package').order_by('package', 'number'))
    days = department.proposed_days(held)
    context = {
        'department': department,
        'coming': [meeting for meeting in reversed(meetings) if meeting.is_planned],
        'running': [meeting for meeting in meetings if meeting.is_running and not meeting.was_held],
        'held': held,
        # Of the last meeting alone: what is offered once has been offered.
        'unreached': ', '.join(held[0].unreached_names) if held else '',
        'planned': {meeting.module_id for meeting in meetings if meeting.is_planned},
        'next_module': next((module for module in modules if module.pk not in done), None),
        'modules': [(module, module.pk in done, days.get(module.pk)) for module in modules],
        'commitments': list(
            Commitment.objects.filter(meeting__department=department).select_related('meeting').order_by('-pk')
        ),
        'deletion': deletion or DeletionForm(),
    }
    return render(request, 'meetings/department.html', context, status=status)


@require_http_methods(['GET', 'HEAD', 'POST'])
@form_only('department')
@secret_page
def delete_department(request, key):
    department = led_department(request, key)
    form = DeletionForm(request.POST)
    if not form.is_valid():
        return _room(request, department, form, status=422)
    rows = department.opened
    response = put_out(render(request, 'meetings/department_deleted.html', {'rows': rows}), rows)
    department.delete_for_good()
    return response
