from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.editing import unused_files
from modules.models import Package


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.description = _(
            'Sletter opplastede filer som verken tekster eller tidligere versjoner viser til. Kjør den hver natt.'
        )
        parser.add_argument(
            '--days',
            type=int,
            default=unused_files.DAYS,
            help=_('hvor mange dager de skal ha ligget urørt (%(default)s)'),
        )
        parser.add_argument('--dry-run', action='store_true', help=_('si hva som ville blitt slettet, og la det ligge'))

    def handle(self, days, dry_run, **options):
        if not Package.objects.exists():
            # More likely another database than an empty portal with files.
            self.stdout.write(_('Databasen har ikke noe innhold. Ingenting er slettet.'))
            return
        files = unused_files.sweep(days, dry_run)
        for name in sorted(files):
            self.stdout.write(name)
        count, size = len(files), filesizeformat(sum(files.values()))
        if dry_run:
            told = ngettext(
                'Ville slettet %(count)s fil (%(size)s).', 'Ville slettet %(count)s filer (%(size)s).', count
            )
        else:
            told = ngettext('Slettet %(count)s fil (%(size)s).', 'Slettet %(count)s filer (%(size)s).', count)
        self.stdout.write(told % {'count': count, 'size': size})
