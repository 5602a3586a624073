"""What in the content needs an editor's eye. Nothing here stops anyone: it is told, and the editors decide."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules import markdown, tree
from modules.editing.readability import lix
from modules.models import LinkCheck, Module

COMING_SOON_DAYS = 90
DRAFT_DAYS = 30
# «Very hard» on Björnsson's scale.
MAX_LIX = 60

# Kind of fault: its heading, and why it matters to a reader. In the order they are shown.
HEADINGS = {
    'no_film': (_('Moduler uten film'), _('Møtet begynner med filmen.')),
    'no_address': (_('Filmer uten adresse'), _('Filmen kan ikke ses verken her eller hos andre.')),
    'no_captions': (_('Filmer uten teksting'), _('Den som ikke hører, får ikke med seg filmen.')),
    'no_transcript': (_('Filmer uten tekstutgave'), _('Den er det som leses når filmen ikke vil spille.')),
    'no_duration': (_('Filmer uten lengde'), _('Uten lengden kan ingen regne ut hvor lang tid møtet tar.')),
    'no_questions': (_('Moduler uten refleksjonsspørsmål'), _('Da er det ingenting å snakke om etter filmen.')),
    'no_alt': (_('Bilder uten beskrivelse'), _('Den som ikke ser bildet, får det lest opp. Beskriv hva det viser.')),
    'broken': (_('Lenker som ikke virker'), _('De svarte ikke da de sist ble kontrollert.')),
    'moved': (_('Lenker som er flyttet'), _('De fører videre til en annen adresse for godt.')),
    'unconfirmed': (_('Lenker som ikke er bekreftet'), _('Ingen har sett at de fører dit de skal.')),
    'hard': (
        _('Tekst som er tung å lese'),
        _('LIX er ord per setning pluss prosenten lange ord. Over 60 er svært vanskelig, under 40 er lett.'),
    ),
    'coming_soon': (_('«Kommer snart» i over 90 dager'), _('Er modulen på vei ennå? Ellers bør den bort.')),
    'old_draft': (_('Kladder eldre enn 30 dager'), _('Skal de bli ferdige, eller kan de slettes?')),
}


@dataclass(frozen=True)
class Fault:
    """One thing to look at: `kind` is a key of HEADINGS, `what` is told to the editor, `field` is where in the form."""

    kind: str
    module: Module
    what: str
    field: str

    @property
    def url(self):
        return reverse('admin:modules_module_change', args=[self.module.pk]) + f'#id_{self.field}'


def faults():
    """Every fault in every module, by kind in the order of HEADINGS: {kind: [Fault, …]}, only those that have any.

    Eight queries, however much content there is.
    """
    by_kind = {kind: [] for kind in HEADINGS}
    checks = _checks()
    for module in Module.objects.with_contents():
        for fault in faults_of(module, checks):
            by_kind[fault.kind].append(fault)
    return {kind: found for kind, found in by_kind.items() if found}


def faults_of(module, checks=None):
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


def lacks_of(module):
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


def _checks():
    return {check.url: check for check in LinkCheck.objects.all()}


# What an editor knows each text as. `number` is its place among all of its kind in the module.
_CALLED = {
    'module.intro': _('innledningen'),
    'film.summary': _('sammendraget av filmen'),
    'film.transcript': _('tekstutgaven av filmen'),
    'reflectionquestion.text': _('refleksjonsspørsmål %(number)d'),
    'case.text': _('casen %(record)s'),
    'casequestion.text': _('spørsmål til casen %(parent)s'),
}


def labelled_texts(module):
    """(field in the form, label, Markdown) of every longer text in the module."""
    numbers = defaultdict(dict)
    for path, record, field, text in tree.texts_of(module):
        opts, parent = record._meta, tree.parent_field(type(record))
        number = numbers[opts].setdefault(record.pk, len(numbers[opts]) + 1)
        called = _CALLED.get(f'{opts.model_name}.{field.name}', _('%(kind)s %(number)d'))
        names = {'record': record, 'number': number, 'kind': opts.verbose_name, 'parent': getattr(record, parent.name)}
        yield path, called % names, text
