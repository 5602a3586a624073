from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from modules.editing.moving.package_file import export
from modules.editing.moving.safe_zip import ArchiveError
from modules.models import Package


class Command(BaseCommand):
    help = 'Skriver en pakke med tekster, bilder og teksting til én fil, som kan hentes inn i en annen portal.'

    def add_arguments(self, parser):
        parser.add_argument('slug', metavar='adresse', help='Pakkas adresse, for eksempel norskopplaering')
        parser.add_argument('--output', type=Path, help='Fila det skrives til. Uten: <adresse>.zip der du står.')

    def handle(self, *args, slug, output, **options):
        package = Package.objects.filter(slug=slug).first()
        if package is None:
            raise CommandError(unknown(slug))
        output = output or Path(f'{slug}.zip')
        try:
            output.write_bytes(export(package))
        except ArchiveError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f'Skrevet: {output}')


def unknown(slug):
    """What is said of a package that is not here."""
    known = ', '.join(Package.objects.values_list('slug', flat=True)) or 'ingen'
    return f'Det er ingen pakke med adressen «{slug}». De som finnes: {known}.'
