from django.core.management.base import BaseCommand

from meetings.models import Department, Meeting


class Command(BaseCommand):
    help = 'Sletter møter og avdelinger på dagen de er lovet slettet. Kjør den hver natt.'

    def handle(self, **options):
        meetings = Meeting.objects.expired()
        departments = Department.objects.expired()
        told = f'Slettet {len(meetings)} møter uten rom og {len(departments)} rom.'
        meetings.delete()
        departments.delete()
        self.stdout.write(told)
