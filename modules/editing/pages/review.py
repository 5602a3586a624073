"""«Helsesjekk»: what in the content needs an eye, each with the way to its field."""

import threading

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from modules.editing import link_check, review
from modules.models import LinkCheck, Module

_running = threading.Lock()


@require_safe
def report(request, site):
    if not request.user.has_perm('modules.view_module'):
        raise PermissionDenied
    context = {
        **site.each_context(request),
        'title': _('Helsesjekk'),
        'groups': [(*review.HEADINGS[kind], found) for kind, found in review.faults().items()],
        'modules': Module.objects.filter(status=Module.Status.PUBLISHED).select_related('package'),
        'checked_at': LinkCheck.objects.aggregate(latest=Max('checked_at'))['latest'],
        'can_check': request.user.has_perm('modules.change_link'),
        'can_review': request.user.has_perm('modules.change_module'),
    }
    return TemplateResponse(request, 'admin/health.html', context)


@require_POST
def reviewed(request, pk):
    """The module has been read through today."""
    if not request.user.has_perm('modules.change_module'):
        raise PermissionDenied
    module = get_object_or_404(Module, pk=pk)
    module.reviewed_on = timezone.localdate()
    module.save(update_fields=['reviewed_on'])
    messages.success(request, _('«%s» er merket som lest gjennom i dag.') % module)
    return redirect('admin:health')


@require_POST
def check_links(request):
    """Start asking the links, and come back at once: it may take minutes. One run at a time in each process."""
    if not request.user.has_perm('modules.change_link'):
        raise PermissionDenied
    if _running.acquire(blocking=False):
        threading.Thread(target=_check_links, name='check-links', daemon=True).start()
        text = _('Lenkene blir kontrollert nå. Det kan ta noen minutter: last siden på nytt for å se svarene.')
    else:
        text = _('Lenkene blir allerede kontrollert. Last siden på nytt om litt.')
    messages.info(request, text)
    return redirect('admin:health')


def _check_links():
    try:
        link_check.run()
    finally:
        connections.close_all()
        _running.release()
