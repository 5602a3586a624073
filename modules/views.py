from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from modules import share_link, tree
from modules.addresses import is_own_page
from modules.forms import FeedbackForm, SearchForm
from modules.frames import allow_film
from modules.models import Film, Module, Package
from modules.page_cache import reading_page
from modules.phases import PHASES, ROLES, STARTERS
from modules.search import coming_entry, excerpt, find, marked, module_entries, package_entry, stems_of, words_of
from modules.steps import START, Kind, line_of, sections_of, steps_of, walk


@require_safe
@reading_page
def front(request):
    packages = list(Package.objects.published())
    if len(packages) == 1:
        return _package_page(request, packages[0])
    return render(request, 'modules/front.html', {'packages': packages})


@require_safe
@reading_page
def package(request, package_slug):
    return _package_page(request, get_object_or_404(Package.objects.published(), slug=package_slug))


def _package_page(request, package):
    announced = list(package.modules.announced().with_counts())
    context = {
        'package': package,
        'modules': [module for module in announced if module.is_published],
        'coming': [module for module in announced if not module.is_published],
        'address': request.build_absolute_uri(package.get_absolute_url()),
    }
    return render(request, 'modules/package.html', context)


@require_safe
@reading_page
def module(request, package_slug, module_slug):
    return module_page(request, 'modules/module.html', package_slug, module_slug)


@require_safe
@reading_page
def module_print(request, package_slug, module_slug):
    return module_page(request, 'modules/module_print.html', package_slug, module_slug)


def module_page(request, template, package_slug, module_slug):
    modules, module = _modules_and_one(request, package_slug, module_slug)
    index = modules.index(module)
    context = {
        'package': module.package,
        'module': module,
        'modules': modules,
        'previous': modules[index - 1] if index else None,
        'next': modules[index + 1] if index + 1 < len(modules) else None,
        'last_number': modules[-1].number,
        'sections': sections_of(steps_of(module)),
        'address': request.build_absolute_uri(module.get_absolute_url()),
        'wall': request.build_absolute_uri(reverse('wall', args=[package_slug, module_slug])),
    }
    return _finished(module, render(request, template, context))


@require_safe
@reading_page
def wall(request, package_slug, module_slug, step_key=START):
    """The module for a projector: every step is in the page, and the one of the address is shown.

    An address of no step answers 404, with the wall from its start and a word about it.
    """
    if step_key == START and request.resolver_match.url_name == 'wall-step':
        return redirect('wall', package_slug, module_slug)
    modules, module = _modules_and_one(request, package_slug, module_slug)
    steps = steps_of(module)
    walked = list(walk(steps))
    keys = [step.key for step in walked]
    is_lost = step_key not in keys
    index = 0 if is_lost else keys.index(step_key)
    context = {
        'package': module.package,
        'module': module,
        'steps': walked,
        'current': walked[index],
        'place': index + 1,
        'previous': walked[index - 1] if index else None,
        'next': walked[index + 1] if index + 1 < len(walked) else None,
        'after_film': next((step for step in walked[2:] if step.kind != Kind.ENDING), walked[-1]),
        'passed': keys[:index],
        'line': line_of(steps),
        'sections': sections_of(steps),
        'last_number': modules[-1].number,
        'is_lost': is_lost,
        'phases': PHASES,
        'roles': ROLES,
        'starters': STARTERS,
        'address': request.build_absolute_uri(module.get_absolute_url()),
    }
    return _finished(module, render(request, 'wall/wall.html', context, status=404 if is_lost else 200))


def _finished(module, response):
    """`response`, which may show the module's film. What is not published is kept by nobody."""
    allow_film(response, module)
    if not module.is_public:
        response.is_preview = True
        response.headers['Cache-Control'] = 'private, no-store'
        response.headers['X-Robots-Tag'] = 'noindex'
    return response


@require_safe
def module_preview(request, package_slug, module_slug, token):
    """Where the link leads that an editor shares: on to the module, which is opened for as long as the link lasts."""
    module = get_object_or_404(Module, package__slug=package_slug, slug=module_slug)
    if not share_link.opens(token, module):
        return render(request, 'modules/preview_over.html', status=410)
    response = redirect(module)
    share_link.invite(response, token, module)
    return response


def _modules_and_one(request, package_slug, module_slug):
    """The package's published modules in order, and the one with the slug, loaded with its contents; 404 if none.

    One that is not published is among them for those who may see it already.
    """
    modules = list(Module.objects.filter(package__slug=package_slug).published().select_related('package', 'film'))
    module = next((module for module in modules if module.slug == module_slug), None)
    if module is None:
        module = share_link.find(request, package_slug, module_slug)
        if module is None:
            raise Http404
        modules = sorted([*modules, module], key=lambda one: one.number)
    prefetch_related_objects([module], *tree.prefetches_of(Module))
    return modules, module


@require_safe
def search(request):
    form = SearchForm(request.GET)
    query = form.cleaned_data['q'] if form.is_valid() else ''
    entries = []
    if query:
        for package in Package.objects.published().with_contents():
            entries.append(package_entry(package))
        for module in Module.objects.announced().with_contents():
            if module.is_published:
                entries += module_entries(module)
            else:
                entries.append(coming_entry(module))
    words = words_of(query)
    found = find(entries, words)
    is_by_stem = not found
    if is_by_stem:
        words = stems_of(words)
        found = find(entries, words)
    hits = [(entry, marked(entry.label, words), excerpt(entry.text, words)) for entry in found]
    context = {'form': form, 'query': query, 'hits': hits, 'is_by_stem': is_by_stem}
    return render(request, 'modules/search.html', context)


@require_http_methods(['GET', 'HEAD', 'POST'])
def feedback(request):
    if request.method != 'POST':
        initial = {'answer': request.GET.get('svar'), 'side': request.GET.get('side', '')}
        return render(request, 'modules/feedback.html', {'form': FeedbackForm(initial=initial)})
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return render(request, 'modules/feedback.html', {'form': form}, status=422)
    if not form.is_from_robot:
        form.save()
    thanks = reverse('feedback-thanks')
    side = form.cleaned_data['side']
    return redirect(f'{thanks}?{urlencode({"side": side})}' if side else thanks)


@require_safe
def feedback_thanks(request):
    side = request.GET.get('side', '')
    return render(request, 'modules/feedback_thanks.html', {'side': side if is_own_page(side) else ''})


@require_safe
@reading_page
def accessibility(request):
    return render(request, 'modules/accessibility.html', {'lacks_captions': Film.objects.lacking_captions().exists()})


@require_safe
@reading_page
def privacy(request):
    return render(request, 'modules/privacy.html')
