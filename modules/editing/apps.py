from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import post_migrate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = 'modules.editing'
    verbose_name = _('Redigering')

    def ready(self):
        from modules.editing import history, roles

        waits, handed_out = (Path(place).resolve() for place in (settings.WAITING_ROOT, settings.MEDIA_ROOT))
        if waits.is_relative_to(handed_out):
            raise ImproperlyConfigured(
                gettext('WAITING_ROOT kan ikke ligge i MEDIA_ROOT: det som ligger der, kan alle hente.')
            )
        history.register()
        # Django sends the signal for apps with tables alone.
        post_migrate.connect(roles.grant, sender=apps.get_app_config('modules'))
