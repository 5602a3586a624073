from django.contrib.admin.apps import AdminConfig


class EditorsConfig(AdminConfig):
    default_site = 'modules.editing.site.EditorSite'
