from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from modules.models import Package

FIXTURE = 'norskopplaering'


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.description = _(
            'Legger inn pakka portalen starter med, hvis databasen ikke har noen pakke. Rører aldri det som er der.'
        )

    def handle(self, *args, **options):
        if Package.objects.exists():
            self.stdout.write(_('Databasen har innhold fra før. Ingenting er endret.'))
            return
        call_command('loaddata', FIXTURE, verbosity=0)
        self.stdout.write(_('Lagt inn: %(package)s') % {'package': Package.objects.get()})
