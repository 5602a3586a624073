from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from modules import share_link
from modules.editing import review
from modules.editing.pages.document import DocumentAdmin
from modules.editing.shapes import shapes_of
from modules.models import Module
from modules.views import module_page


@admin.register(Module)
class ModuleAdmin(DocumentAdmin):
    shapes = shapes_of(Module)
    list_display = ['__str__', 'status', 'package']
    list_filter = ['status', 'package']
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ['package']
    search_fields = ['title', 'intro']

    def get_fields(self, request, obj=None):
        place = ['package'] if obj is None else []
        return [*place, 'title', 'title_origin', 'status', 'intro', 'intro_origin']

    def get_urls(self):
        view, framed = map(self.admin_site.admin_view, (self.preview_view, self.framed_view))
        return [
            path('<path:object_id>/forhandsvis/side/', framed, name='modules_module_framed'),
            path('<path:object_id>/forhandsvis/', view, name='modules_module_preview'),
            *super().get_urls(),
        ]

    def preview_view(self, request, object_id):
        """What is saved of the module, at the width of a phone, with the ways to it as page, wall and paper."""
        module = self._viewed(request, object_id)
        place = [module.package.slug, module.slug]
        shared = None
        if not module.is_public:
            shared = request.build_absolute_uri(reverse('module-preview', args=[*place, share_link.token_of(module)]))
        context = {
            **self.admin_site.each_context(request),
            'title': _('Forhåndsvis'),
            'opts': self.opts,
            'module': module,
            'page': module.get_absolute_url(),
            'framed': reverse('admin:modules_module_framed', args=[module.pk]),
            'wall': reverse('wall', args=place),
            'paper': reverse('module-print', args=place),
            'shared': shared,
            'until': timezone.localdate() + timedelta(days=share_link.DAYS),
        }
        response = TemplateResponse(request, 'admin/modules/preview.html', context)
        response._csp_config = settings.SECURE_CSP | {'frame-src': ["'self'"]}
        return response

    def framed_view(self, request, object_id):
        """The module's page for the frame in the preview: no page for readers lets itself be framed."""
        module = self._viewed(request, object_id)
        response = module_page(request, 'modules/module.html', module.package.slug, module.slug)
        response._csp_config = settings.SECURE_CSP | {'frame-ancestors': ["'self'"]}
        response.headers['X-Frame-Options'] = 'SAMEORIGIN'
        return response

    def _viewed(self, request, object_id):
        pk = object_id if object_id.isdecimal() else None
        module = Module.objects.filter(pk=pk).select_related('package').first()
        if module is None:
            raise Http404
        if not self.has_view_permission(request, module):
            raise PermissionDenied
        return module

    def save_model(self, request, obj, form, change):
        if 'status' in form.changed_data:
            obj.begin_status()
        obj.take_place()
        super().save_model(request, obj, form, change)

    def lacks_of(self, record, form):
        if not (record.is_published and 'status' in form.changed_data):
            return []
        saved = Module.objects.with_contents().get(pk=record.pk)
        return [(review.HEADINGS[lack.kind][0], lack.what) for lack in review.lacks_of(saved)]
