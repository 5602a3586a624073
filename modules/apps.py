from django.apps import AppConfig
from django.db.models.signals import post_migrate

from modules import content_version


class ModulesConfig(AppConfig):
    name = 'modules'
    verbose_name = 'Innhold'

    def ready(self):
        post_migrate.connect(content_version.install, sender=self)
