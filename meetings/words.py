"""What the parts of a meeting are called, and what is said in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.clock import Cut
from meetings.plan import Part
from modules import markdown
from modules.phases import PHASES
from modules.steps import Kind, Step

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NAMES = {
    Part.WELCOME: gettext_lazy('Velkommen'),
    Part.FOLLOW_UP: gettext_lazy('Siden sist'),
    Part.FILM: gettext_lazy('Film'),
    Part.INDIVIDUAL: gettext_lazy('Individuelt'),
    Part.GROUP: gettext_lazy('Gruppe'),
    Part.PLENARY: gettext_lazy('Plenum'),
    Part.OWN: gettext_lazy('Eget punkt'),
    Part.AGREEMENT: gettext_lazy('Vår avtale'),
}

# For the one who leads: what to say, or do, just now.
ADVICE = {
    Part.WELCOME: gettext_lazy(
        'Si når dere slutter, og hva dere skal ha igjen for møtet: én ting dere blir enige om å prøve.'
    ),
    Part.FOLLOW_UP: gettext_lazy('Les opp avtalen. Spør hva dere lærte, ikke hvem som glemte.'),
    Part.FILM: gettext_lazy('Be alle merke seg én ting de vil snakke om etterpå.'),
    Part.INDIVIDUAL: gettext_lazy('Vær stille selv også. Den som vil skrive, får papir.'),
    Part.GROUP: gettext_lazy('Gå rundt og lytt, uten å svare for dem. Si fra når det er to minutter igjen.'),
    Part.PLENARY: gettext_lazy(
        'Én ting fra hver gruppe. Begynn med en ny gruppe hver gang. Referenten skriver det dere tar med dere.'
    ),
    Part.OWN: gettext_lazy('Dette punktet er deres eget.'),
    Part.AGREEMENT: gettext_lazy('Bli enige om én ting: hva, hvem og innen når. Skriv det så alle ser det.'),
}

# What a page of a meeting is called that is not about a step, where it stands alone.
HEADINGS = {
    Part.FOLLOW_UP: gettext_lazy('Hvordan gikk det?'),
    Part.AGREEMENT: gettext_lazy('Hva blir vi enige om?'),
}


def topic_label(step: Step) -> str:
    """What a step is called in a list of what to talk about: which, and its text in plain words."""
    if step.kind == Kind.CASE:
        return step.label
    return f'{step.number}. {markdown.plain(step.text)}'


def short_name(step: Step) -> str:
    """A step in a sentence: «spørsmål 4», «casen om Olga», «filmen»."""
    if step.kind == Kind.QUESTION:
        return _('spørsmål %(number)s') % {'number': step.number}
    if step.kind == Kind.CASE:
        return _('casen «%(title)s»') % {'title': step.title}
    return {Kind.FILM: _('filmen'), Kind.OPENING: _('innledningen')}[step.kind]


def about(step: Step) -> str:
    """What a talk would be about, on the line of a meeting that is not planned: «spørsmål 4», «case: Olga»."""
    if step.kind == Kind.QUESTION:
        return short_name(step)
    return _('case: %(title)s') % {'title': step.title} if step.kind == Kind.CASE else _('om filmen')


def instruction(part: Part, is_one_group: bool) -> StrOrPromise:
    """What the room is to do in a phase of a talk, or '' for what is no phase."""
    phase = next((phase for phase in PHASES if phase.key == part), None)
    if phase is None:
        return ''
    return (is_one_group and phase.instruction_when_few) or phase.instruction


def no_room(missing: int) -> str:
    """Why a plan cannot be as it was asked for: it is `missing` minutes too long, or (0 or less) all else is held."""
    if missing > 0:
        return _('Det er ikke plass: det mangler %(minutes)s min. Ta bort noe eller lås opp noe først.') % {
            'minutes': missing
        }
    return _('Alt annet er låst, så minuttene har ingen steder å gå. Lås opp noe først.')


def punctuality(behind: int) -> str:
    """Where a meeting is in its time, from the whole minutes it is `behind` (below 0: ahead)."""
    if behind > 0:
        return ngettext('%(minutes)s minutt på overtid', '%(minutes)s minutter på overtid', behind) % {
            'minutes': behind
        }
    if behind < 0:
        return ngettext('%(minutes)s minutt i forkant', '%(minutes)s minutter i forkant', -behind) % {
            'minutes': -behind
        }
    return _('i rute')


def cut_words(cut: Cut, steps: Mapping[str, Step]) -> str:
    """One sentence that says what `cut` does; `steps` has the steps it skips by key, but for those that are gone."""
    skipped = [short_name(steps[key]) if key in steps else key for key in cut.skipped]
    if not cut.is_enough:
        return _('Gå rett til avtalen. Dere rekker ikke mer.')
    if skipped:
        topics = f' {_("og")} '.join(skipped)
        return _('Hopp over %(topics)s, og ta det neste gang.') % {'topics': topics}
    return _('Kort ned det som er igjen.')
