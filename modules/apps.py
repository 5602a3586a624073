from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from modules import content_version


class ModulesConfig(AppConfig):
    name = 'modules'
    verbose_name = _('Innhold')

    def ready(self):
        post_migrate.connect(content_version.install, sender=self)
