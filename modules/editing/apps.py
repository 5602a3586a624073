from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = 'modules.editing'
    verbose_name = _('Redigering')

    def ready(self):
        from modules.editing import history, roles

        history.register()
        # Django sends the signal for apps with tables alone.
        post_migrate.connect(roles.grant, sender=apps.get_app_config('modules'))
