from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import led_department, let_in, secret_page
from meetings.items import TooLittleTime
from meetings.models import Meeting
from meetings.picture import Picture, picture
from meetings.plan import topics_of
from meetings.plan_forms import PlanForm
from meetings.topics import film_minutes, steps_by_key
from meetings.words import short_name, topic_label
from modules.models import Module
from modules.steps import FILM


@require_safe
def choose_module(request):
    """«Hold et møte»: on which module, of those that have something to meet about."""
    modules = Module.objects.published().with_counts().select_related('package').order_by('package', 'number')
    about = [
        module for module in modules if getattr(module, 'film', None) or module.question_count or module.case_count
    ]
    return render(request, 'meetings/choose_module.html', {'modules': about})


@require_http_methods(['GET', 'HEAD', 'POST'])
@secret_page
def new_meeting(request, package_slug, module_slug, key=None):
    """«Planlegg møte»: the minutes, the people and the topics; then a meeting of its own, at a secret address.

    With the `key` of a department it is that one's, and takes up the thread from its last.
    """
    department = led_department(request, key) if key else None
    module = _published_module(package_slug, module_slug)
    steps = steps_by_key(module)
    topics, film = topics_of(steps.values()), film_minutes(steps)
    if not topics and not film:
        raise Http404
    last = department and department.last_meeting()
    waiting = [step for step in last.unreached_steps if step in topics] if last and last.module_id == module.pk else []
    order = [*waiting, *(step for step in topics if step not in waiting)]
    when = department and department.proposed_start(module)
    form = PlanForm(
        request.POST if request.method == 'POST' else None,
        initial=PlanForm.proposal(order, film, bool(last), when) | {'order': order},
        topics=[(step, topic_label(steps[step])) for step in topics],
        film=film,
        follows_up=bool(last),
        waiting=[short_name(steps[step]) for step in waiting],
        is_film_guessed=bool(film) and not steps[FILM].record.duration_seconds,
    )
    follows_up, is_preview = bool(last and last.commitments.exists()), 'preview' in request.POST
    if form.is_bound and form.is_valid() and not is_preview:
        try:
            meeting = Meeting.objects.plan(module, **form.wish, department=department, follows_up=follows_up)
            told = '?gjort=proposed' if form.is_proposed_anew else ''
            return let_in(redirect(f'{meeting.get_absolute_url()}{told}'), meeting)
        except TooLittleTime:
            form.add_error('film', _no_room(form.cleaned_data['minutes']))
    context = {
        'package': module.package,
        'module': module,
        'department': department,
        'form': form,
    }
    wish = form.wish if form.is_bound and form.is_valid() else None if form.is_bound else form.proposed_wish
    seen = picture(steps, topics, wish, follows_up) if wish else Picture((), {})
    context |= {
        'picture': seen,
        'choices': [(choice, seen.minutes.get(choice.data['value'])) for choice in form['topics']] if topics else [],
        # What another length has room for is ticked by the script.
        'proposed': ' '.join(wish['topics']) if wish and getattr(form, 'is_proposed_anew', False) else '',
    }
    is_refused = form.is_bound and (form.errors or not is_preview)
    return render(request, 'meetings/new_meeting.html', context, status=422 if is_refused else 200)


def _published_module(package_slug, module_slug):
    module = (
        Module.objects.published()
        .filter(package__slug=package_slug, slug=module_slug)
        .select_related('package', 'film')
        .first()
    )
    if module is None:
        raise Http404
    return module


def _no_room(minutes):
    return _(
        'Filmen og en samtale får ikke plass på %(minutes)s minutter. Se filmen før møtet, del i to møter, '
        'eller sett av mer tid.'
    ) % {'minutes': minutes}
