from django.contrib.admin import AdminSite

from modules import access


class EditorSite(AdminSite):
    site_header = site_title = 'Kompetansepakker'
    index_title = 'Rediger innholdet'

    def has_permission(self, request):
        return access.may_enter(request)
