from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.editing import waiting


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.description = _('Sletter filer som er valgt for over et døgn siden og aldri lagret. Kjør den hver natt.')

    def handle(self, **options):
        count = waiting.sweep()
        told = ngettext('Slettet %(count)s fil som ventet.', 'Slettet %(count)s filer som ventet.', count)
        self.stdout.write(told % {'count': count})
