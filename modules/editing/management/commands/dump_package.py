from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from modules.editing.management.commands.export_package import unknown
from modules.fixture import as_fixture
from modules.models import Package


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.description = _(
            'Skriver en pakke fra databasen tilbake til fixtures/<adresse>.json, i den rekkefølgen den leses.'
        )
        parser.add_argument('slug', metavar=_('adresse'), help=_('Pakkas adresse, for eksempel norskopplaering'))
        parser.add_argument('--output', type=Path, help=_('Fila det skrives til, i stedet for den i fixtures/'))

    def handle(self, *args, slug, output, **options):
        package = Package.objects.filter(slug=slug).first()
        if package is None:
            raise CommandError(unknown(slug))
        output = output or settings.FIXTURE_DIRS[0] / f'{slug}.json'
        output.write_text(as_fixture(package), encoding='utf-8')
        self.stdout.write(_('Skrevet: %(file)s') % {'file': output})
