from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core import serializers
from django.core.management.base import BaseCommand, CommandError

from modules.models import Module, Package


class Command(BaseCommand):
    help = 'Skriver en pakke fra databasen tilbake til fixtures/<adresse>.json, i den rekkefølgen den leses.'

    def add_arguments(self, parser):
        parser.add_argument('slug', metavar='adresse', help='Pakkas adresse, for eksempel norskopplaering')
        parser.add_argument('--output', type=Path, help='Fila det skrives til, i stedet for den i fixtures/')

    def handle(self, *args, slug, output, **options):
        package = Package.objects.filter(slug=slug).first()
        if package is None:
            known = ', '.join(Package.objects.values_list('slug', flat=True)) or 'ingen'
            raise CommandError(f'Det er ingen pakke med adressen «{slug}». De som finnes: {known}.')
        output = output or settings.FIXTURE_DIRS[0] / f'{slug}.json'
        output.write_text(as_fixture(package), encoding='utf-8')
        self.stdout.write(f'Skrevet: {output}')


def as_fixture(package):
    """Everything in the package as a Django fixture in JSON: natural keys, in reading order, ending with a newline."""
    modules = Module.objects.filter(package=package).with_contents()
    records = chain([package], *(_records(module) for module in modules))
    return serializers.serialize(
        'json', records, indent=2, ensure_ascii=False, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )


def _records(module):
    yield module
    if hasattr(module, 'film'):
        yield module.film
        yield from module.film.caption_tracks.all()
    yield from module.questions.all()
    for case in module.cases.all():
        yield case
        yield from case.questions.all()
    for group in module.link_groups.all():
        yield group
        yield from group.links.all()
