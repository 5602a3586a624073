from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from modules.editing.pages.document import DocumentAdmin
from modules.editing.shapes import shapes_of
from modules.models import Package


@admin.register(Package)
class PackageAdmin(DocumentAdmin):
    """A package's texts, and the way to its modules and their order."""

    def goes_with(self, obj):
        return obj.modules.all()

    shapes = shapes_of(Package)
    list_display = ['title', 'is_published', 'source_updated_on']
    exclude = ['position']

    def beside(self, record):
        modules = list(record.modules.all()) if record.pk else []
        return {
            'numbered': [module for module in modules if module.number],
            'unnumbered': [module for module in modules if not module.number],
        }

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.move_view))
        return [path('<int:object_id>/flytt-modul/', view, name='modules_package_move'), *super().get_urls()]

    def move_view(self, request, object_id):
        """Move the module `opp` or `ned` names (a primary key) one place; answers with the package's page."""
        package = get_object_or_404(Package, pk=object_id)
        if not (self.has_change_permission(request, package) and request.user.has_perm('modules.change_module')):
            raise PermissionDenied
        step = -1 if 'opp' in request.POST else 1
        pk = request.POST.get('opp') or request.POST.get('ned') or ''
        module = package.modules.filter(pk=pk if pk.isdecimal() else None).first()
        if module and package.move(module, step):
            self.message_user(request, _('Flyttet: %(module)s') % {'module': module.title}, messages.SUCCESS)
        return redirect(reverse('admin:modules_package_change', args=[package.pk]) + '#moduler')
