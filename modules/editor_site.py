from django.contrib.admin import AdminSite


class EditorSite(AdminSite):
    site_header = site_title = 'Kompetansepakker'
    index_title = 'Rediger innholdet'
    enable_nav_sidebar = False
