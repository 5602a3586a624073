from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from modules.editing.moving.package_file import export
from modules.editing.moving.safe_zip import ArchiveError
from modules.models import Package


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.description = _(
            'Skriver en pakke med tekster, bilder og teksting til én fil, som kan hentes inn i en annen portal.'
        )
        parser.add_argument('slug', metavar=_('adresse'), help=_('Pakkas adresse, for eksempel norskopplaering'))
        parser.add_argument('--output', type=Path, help=_('Fila det skrives til. Uten: <adresse>.zip der du står.'))

    def handle(self, *args, slug, output, **options):
        package = Package.objects.filter(slug=slug).first()
        if package is None:
            raise CommandError(unknown(slug))
        output = output or Path(f'{slug}.zip')
        try:
            output.write_bytes(export(package))
        except ArchiveError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_('Skrevet: %(file)s') % {'file': output})


def unknown(slug):
    """What is said of a package that is not here."""
    known = ', '.join(Package.objects.values_list('slug', flat=True))
    if not known:
        return _('Det er ingen pakke med adressen «%(slug)s». De som finnes: ingen.') % {'slug': slug}
    return _('Det er ingen pakke med adressen «%(slug)s». De som finnes: %(known)s.') % {'slug': slug, 'known': known}
