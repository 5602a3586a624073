from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from modules.models import Module, Package


class PackageSitemap(Sitemap):
    def items(self):
        return Package.objects.published()


class ModuleSitemap(Sitemap):
    def items(self):
        return Module.objects.published().select_related('package')


class PageSitemap(Sitemap):
    def items(self):
        return ['accessibility', 'privacy']

    def location(self, item):
        return reverse(item)


SITEMAPS = {'kompetansepakker': PackageSitemap, 'moduler': ModuleSitemap, 'sider': PageSitemap}
