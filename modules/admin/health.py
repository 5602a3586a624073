"""«Helsesjekk»: what in the content needs an eye, each with the way to its field."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from modules import health
from modules.models import Module


@require_safe
def report(request, site):
    if not request.user.has_perm('modules.view_module'):
        raise PermissionDenied
    context = {
        **site.each_context(request),
        'title': _('Helsesjekk'),
        'groups': [(*health.KINDS[kind], found) for kind, found in health.faults().items()],
        'modules': Module.objects.filter(status=Module.Status.PUBLISHED).select_related('package'),
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
