from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = 'meetings'
    verbose_name = _('Møter')

    def ready(self):
        from meetings.outline import outline
        from meetings.ways import example_on_package, meetings_on_package, plan_on_module
        from modules import openings

        openings.fill('meeting-on-module', outline)
        openings.fill('plan-on-module', plan_on_module)
        openings.fill('meetings-on-package', meetings_on_package)
        openings.fill('example-on-package', example_on_package)
