from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.editing.moving import package_file
from modules.editing.moving.apply import apply
from modules.editing.moving.safe_zip import ArchiveError


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.description = _(
            'Henter inn en pakke fra en fil. Det den endrer, ligger i historikken. Med samme fil igjen skjer ingenting.'
        )
        parser.add_argument('file', metavar=_('fil'), type=Path, help=_('Fila fra export_package, eller fra admin'))
        parser.add_argument('--dry-run', action='store_true', help=_('Si bare hva som ville bli annerledes.'))

    def handle(self, *args, file, dry_run, **options):
        try:
            with file.open('rb') as opened:
                report = apply(package_file.read(opened), dry_run=dry_run)
        except OSError as error:
            raise CommandError(_('Fila lot seg ikke åpne: %(why)s.') % {'why': error.strerror}) from None
        except ArchiveError as error:
            raise CommandError(_('%s Ingenting er endret.') % error) from None
        self.stdout.write(report.title)
        for sentence in report.notes:
            self.stdout.write(sentence)
        for change in report.changes:
            fields = ', '.join(label for label, _old, _new in change.differences)
            place = f' ({change.where})' if change.where and change.where not in change.what else ''
            self.stdout.write(f'{change.verb}: {change.what}{place}{": " if fields else ""}{fields}')
        count = len(report.changes)
        if dry_run:
            text = ngettext('%(count)d ting ville blitt annerledes.', '%(count)d ting ville blitt annerledes.', count)
        else:
            text = ngettext('%(count)d ting er annerledes.', '%(count)d ting er annerledes.', count)
        self.stdout.write(text % {'count': count})
