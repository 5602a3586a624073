from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = 'meetings'
    verbose_name = _('Møter')

    def ready(self):
        from meetings.outline import outline
        from modules import openings

        openings.fill('meeting-on-module', outline)
