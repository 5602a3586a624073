from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = 'meetings'
    verbose_name = 'Møter'

    def ready(self):
        from meetings.outline import outline
        from modules import openings

        openings.fill('meeting-on-module', outline)
