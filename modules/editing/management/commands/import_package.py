from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from modules.editing.moving import package_file
from modules.editing.moving.apply import apply
from modules.editing.moving.safe_zip import ArchiveError


class Command(BaseCommand):
    help = 'Henter inn en pakke fra en fil. Det den endrer, ligger i historikken. Med samme fil igjen skjer ingenting.'

    def add_arguments(self, parser):
        parser.add_argument('file', metavar='fil', type=Path, help='Fila fra export_package, eller fra admin')
        parser.add_argument('--dry-run', action='store_true', help='Si bare hva som ville bli annerledes.')

    def handle(self, *args, file, dry_run, **options):
        try:
            with file.open('rb') as opened:
                report = apply(package_file.read(opened), dry_run=dry_run)
        except OSError as error:
            raise CommandError(f'Fila lot seg ikke åpne: {error.strerror}.') from None
        except ArchiveError as error:
            raise CommandError(f'{error} Ingenting er endret.') from None
        self.stdout.write(report.title)
        for sentence in report.notes:
            self.stdout.write(sentence)
        for change in report.changes:
            fields = ', '.join(label for label, _old, _new in change.differences)
            place = f' ({change.where})' if change.where and change.where not in change.what else ''
            self.stdout.write(f'{change.verb}: {change.what}{place}{": " if fields else ""}{fields}')
        verb = 'ville blitt annerledes' if dry_run else 'er annerledes'
        self.stdout.write(f'{len(report.changes)} ting {verb}.')
