from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Department, Meeting


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.description = _('Sletter møter og avdelinger på dagen de er lovet slettet. Kjør den hver natt.')

    def handle(self, **options):
        meetings, departments = Meeting.objects.expired(), Department.objects.expired()
        count, rooms = len(meetings), len(departments)
        told = [
            ngettext('Slettet %(count)s møte uten rom.', 'Slettet %(count)s møter uten rom.', count) % {'count': count},
            ngettext('Slettet %(count)s rom.', 'Slettet %(count)s rom.', rooms) % {'count': rooms},
        ]
        meetings.delete()
        departments.delete()
        self.stdout.write(' '.join(told))
