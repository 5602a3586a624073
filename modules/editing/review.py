"""What in the content needs an editor's eye. Nothing here stops anyone: it is told, and the editors decide."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from modules import markdown, tree
from modules.editing.readability import lix
from modules.models import LinkCheck, Module

COMING_SOON_DAYS = 90
DRAFT_DAYS = 30
# «Very hard» on Björnsson's scale.
MAX_LIX = 60

# Kind of fault: its heading, and why it matters to a reader. In the order they are shown.
HEADINGS = {
    'no_film': (gettext_lazy('Moduler uten film'), gettext_lazy('Møtet begynner med filmen.')),
    'no_address': (
        gettext_lazy('Filmer uten adresse'),
        gettext_lazy('Filmen kan ikke ses verken her eller hos andre.'),
    ),
    'no_captions': (gettext_lazy('Filmer uten teksting'), gettext_lazy('Den som ikke hører, får ikke med seg filmen.')),
    'no_transcript': (
        gettext_lazy('Filmer uten tekstutgave'),
        gettext_lazy('Den er det som leses hvis filmen ikke virker.'),
    ),
    'no_duration': (
        gettext_lazy('Filmer uten lengde'),
        gettext_lazy('Uten lengden kan ingen regne ut hvor lang tid møtet tar.'),
    ),
    'no_questions': (
        gettext_lazy('Moduler uten refleksjonsspørsmål'),
        gettext_lazy('Da er det ingenting å snakke om etter filmen.'),
    ),
    'no_alt': (
        gettext_lazy('Bilder uten beskrivelse'),
        gettext_lazy('Den som ikke ser bildet, får det lest opp. Beskriv hva det viser.'),
    ),
    'broken': (gettext_lazy('Lenker som ikke virker'), gettext_lazy('De svarte ikke da de sist ble kontrollert.')),
    'moved': (gettext_lazy('Lenker som er flyttet'), gettext_lazy('De fører videre til en annen adresse for godt.')),
    'unconfirmed': (
        gettext_lazy('Lenker som ikke er bekreftet'),
        gettext_lazy('Ingen har sett at de fører dit de skal.'),
    ),
    'hard': (
        gettext_lazy('Tekst som er tung å lese'),
        gettext_lazy(
            'LIX er ord per setning pluss prosentandelen lange ord. Over 60 er svært vanskelig, under 40 er lett.'
        ),
    ),
    'coming_soon': (
        gettext_lazy('«Kommer snart» i over 90 dager'),
        gettext_lazy('Er modulen på vei ennå? Ellers bør den bort.'),
    ),
    'old_draft': (
        gettext_lazy('Kladder eldre enn 30 dager'),
        gettext_lazy('Skal de bli ferdige, eller kan de slettes?'),
    ),
}

Checks = dict[str, LinkCheck]


@dataclass(frozen=True)
class Fault:
    """One thing to look at: `kind` is a key of HEADINGS, `what` is told to the editor, `field` is where in the form."""

    kind: str
    module: Module
    what: str
    field: str

    @property
    def url(self) -> str:
        return reverse('admin:modules_module_change', args=[self.module.pk]) + f'#id_{self.field}'


def faults() -> dict[str, list[Fault]]:
    """Every fault in every module, by kind in the order of HEADINGS: {kind: [Fault, …]}, only those that have any.

    At a fixed number of queries, however much content there is.
    """
    by_kind: dict[str, list[Fault]] = {kind: [] for kind in HEADINGS}
    checks = _checks()
    for module in Module.objects.with_contents():
        for fault in faults_of(module, checks):
            by_kind[fault.kind].append(fault)
    return {kind: found for kind, found in by_kind.items() if found}


def faults_of(module: Module, checks: Checks | None = None) -> Iterator[Fault]:
    """The faults of one module (loaded `with_contents`, or every relation costs a query).

    `checks` are the results of the link check by address, read when they are not given.
    """
    age = timezone.localdate() - module.status_since
    if module.status == Module.Status.DRAFT:
        if age > timedelta(days=DRAFT_DAYS):
            yield Fault('old_draft', module, _('kladd siden %s') % module.status_since.strftime('%d.%m.%Y'), 'status')
        return
    if module.status == Module.Status.COMING_SOON:
        if age > timedelta(days=COMING_SOON_DAYS):
            yield Fault('coming_soon', module, _('siden %s') % module.status_since.strftime('%d.%m.%Y'), 'status')
        return
    yield from lacks_of(module)
    checks = _checks() if checks is None else checks
    for group in module.link_groups.all():
        for link in group.links.all():
            check = checks.get(link.url)
            if check and check.result != LinkCheck.Result.WORKS:
                what = f'{link.text}: {check.moved_to or check.detail}'
                yield Fault(check.result, module, what, f'link_groups-{group.slug}-links-{link.slug}-url')
    for field, label, text in labelled_texts(module):
        figure = lix(markdown.plain(text))
        if figure is not None and figure > MAX_LIX:
            yield Fault('hard', module, _('%(label)s: LIX %(lix)d') % {'label': label, 'lix': round(figure)}, field)


def lacks_of(module: Module) -> Iterator[Fault]:
    """What a reader of the module would miss: told when it is published, and as long as it is so."""
    film = getattr(module, 'film', None)
    if film is None:
        yield Fault('no_film', module, _('ingen film'), 'film')
    else:
        name = film.title or _('filmen')
        if not film.file and not film.watch_url:
            yield Fault('no_address', module, name, 'film-source_url')
        if film.file and not film.caption_tracks.all():
            yield Fault('no_captions', module, name, 'film-caption_tracks')
        if not film.transcript:
            yield Fault('no_transcript', module, name, 'film-transcript')
        if film.duration_seconds is None:
            yield Fault('no_duration', module, name, 'film-duration_seconds')
    if not module.questions.all():
        yield Fault('no_questions', module, _('ingen spørsmål'), 'questions')
    for field, label, text in labelled_texts(module):
        if markdown.has_undescribed_picture(text):
            yield Fault('no_alt', module, label, field)
    for group in module.link_groups.all():
        for link in group.links.all():
            if not link.is_confirmed:
                field = f'link_groups-{group.slug}-links-{link.slug}-is_confirmed'
                yield Fault('unconfirmed', module, link.text, field)


def _checks() -> Checks:
    return {check.url: check for check in LinkCheck.objects.all()}


# What an editor knows each text as. `number` is its place among all of its kind in the module.
_CALLED = {
    'module.intro': gettext_lazy('innledningen'),
    'film.summary': gettext_lazy('sammendraget av filmen'),
    'film.transcript': gettext_lazy('tekstutgaven av filmen'),
    'reflectionquestion.text': gettext_lazy('refleksjonsspørsmål %(number)d'),
    'case.text': gettext_lazy('casen %(record)s'),
    'casequestion.text': gettext_lazy('spørsmål til casen %(parent)s'),
}


def labelled_texts(module: Module) -> Iterator[tuple[str, str, str]]:
    """(field in the form, label, Markdown) of every longer text in the module."""
    numbers: dict[Any, dict[int, int]] = defaultdict(dict)
    for path, record, field, text in tree.texts_of(module):
        opts, parent = record._meta, tree.parent_field(type(record))
        number = numbers[opts].setdefault(record.pk, len(numbers[opts]) + 1)
        called = _CALLED.get(f'{opts.model_name}.{field.name}', _('%(kind)s %(number)d'))
        names = {'record': record, 'number': number, 'kind': opts.verbose_name, 'parent': getattr(record, parent.name)}
        yield path, called % names, text
