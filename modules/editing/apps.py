from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class EditingConfig(AppConfig):
    name = 'modules.editing'
    verbose_name = 'Redigering'

    def ready(self):
        from modules.editing import history, roles

        history.register()
        # Django sends the signal for apps with tables alone.
        post_migrate.connect(roles.grant, sender=apps.get_app_config('modules'))
