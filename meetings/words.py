"""What the parts of a meeting are called, and what is said in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.clock import Offer
from meetings.items import Part, PlanItem
from modules import markdown
from modules.steps import Kind, Step

NAMES = {
    Part.WELCOME: gettext_lazy('Velkommen'),
    Part.FOLLOW_UP: gettext_lazy('Siden sist'),
    Part.FILM: gettext_lazy('Film'),
    Part.INDIVIDUAL: gettext_lazy('Individuelt'),
    Part.GROUP: gettext_lazy('Gruppe'),
    Part.PLENARY: gettext_lazy('Plenum'),
    Part.BREAK: gettext_lazy('Pause'),
    Part.OWN: gettext_lazy('Eget punkt'),
    Part.AGREEMENT: gettext_lazy('Vår avtale'),
}

# The same in the middle of a sentence.
IN_A_SENTENCE = {
    Part.WELCOME: gettext_lazy('velkomsten'),
    Part.FOLLOW_UP: gettext_lazy('siden sist'),
    Part.FILM: gettext_lazy('filmen'),
    Part.INDIVIDUAL: gettext_lazy('den individuelle delen'),
    Part.GROUP: gettext_lazy('gruppearbeidet'),
    Part.PLENARY: gettext_lazy('plenum'),
    Part.BREAK: gettext_lazy('pausen'),
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
        'Én ting fra hver gruppe. Begynn med en ny gruppe hver gang. Be én skrive ned det dere tar med dere.'
    ),
    Part.BREAK: gettext_lazy('Si når dere begynner igjen.'),
    Part.OWN: '',
    Part.AGREEMENT: gettext_lazy('Bli enige om én ting: hva, hvem og innen når. Skriv det så alle ser det.'),
}

# What there is to talk about where the module asks nothing.
OPEN_QUESTIONS = {
    Kind.FILM: gettext_lazy('Hva i filmen kjente dere igjen? Hva vil dere gjøre mer av?'),
    Kind.OPENING: gettext_lazy('Hva av dette kjenner dere igjen hos dere? Hva vil dere gjøre mer av?'),
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
    """A step in a sentence: «spørsmål 4», «casen om Olga», «filmen»; of another module, with which."""
    module = getattr(step, 'module', None)
    if step.kind == Kind.QUESTION and module:
        return _('spørsmål %(number)s i modul %(module)s') % {'number': step.number, 'module': module.number}
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


def on_a_line(step: Step) -> str:
    """A step on the agenda and on møtelinja: «Spørsmål 4», «Case: Olga», «Om filmen»; of another module, with which."""
    module = getattr(step, 'module', None)
    if step.kind == Kind.QUESTION and module:
        return _('Spørsmål %(number)s, modul %(module)s') % {'number': step.number, 'module': module.number}
    if step.kind == Kind.QUESTION:
        return _('Spørsmål %(number)s') % {'number': step.number}
    if step.kind == Kind.CASE:
        return _('Case: %(title)s') % {'title': step.title}
    return {Kind.FILM: _('Om filmen'), Kind.OPENING: _('Om innledningen')}[step.kind]


def no_room(missing: int, has_locked: bool) -> str:
    """Why a plan cannot be as it was asked for: it is `missing` minutes too long, or (0 or less) all else is held.

    Only where there is something to unlock is that a way out.
    """
    if missing > 0 and has_locked:
        text = _('Planen blir %(minutes)s minutter for lang. Ta bort noe, eller lås opp noe først.')
    elif missing > 0:
        text = _('Planen blir %(minutes)s minutter for lang. Ta bort noe, eller gi noe annet færre minutter.')
    elif has_locked:
        text = _('Alle de andre punktene er låst. Lås opp ett av dem først.')
    else:
        text = _('De andre punktene kan verken gi eller ta imot minutter. Legg til eller ta bort noe.')
    return text % {'minutes': missing}


def told(done: str, points: Sequence[Any], meeting: Any) -> str:
    """What a change of the plan did: `done` is the verb, and the id of the item it was done with («down-3»).

    '' for anything else: it comes with an address.
    """
    verb, _dash, id = done.partition('-')
    end = time_format(timezone.localtime(meeting.expected_end), 'H.i')
    shown = [point for point in points if not point.item.is_skipped]
    place = next((number for number, point in enumerate(shown, 1) if str(point.item.id) == id), 0)
    what = {'name': shown[place - 1].title if place else '', 'place': place, 'count': len(shown), 'end': end}
    if verb in ('up', 'down', 'move') and place:
        return _('%(name)s er nå nr. %(place)s av %(count)s. Slutt %(end)s.') % what
    if verb == 'lock' and place:
        is_locked = shown[place - 1].item.is_locked
        return (_('Minuttene til %(name)s er låst.') if is_locked else _('Minuttene til %(name)s er ikke låst.')) % what
    return {
        'drop': _('Punktet er tatt bort. Slutt %(end)s.') % what,
        'undo': _('Endringen er angret. Slutt %(end)s.') % what,
        'add': _('Punktet er lagt til. Slutt %(end)s.') % what,
        'topic': _('Samtalen er lagt til. Slutt %(end)s.') % what,
        'fit': _('Minuttene er oppdatert. Slutt %(end)s.') % what,
        'change': _('Møtet er endret. Slutt %(end)s.') % what,
        'proposed': ngettext(
            'Med %(minutes)s minutter er det god tid til %(topics)s punkt å snakke om. Vi satte det opp.',
            'Med %(minutes)s minutter er det god tid til %(topics)s punkter å snakke om. Vi satte dem opp.',
            len(meeting.topics),
        )
        % {'minutes': meeting.minutes, 'topics': len(meeting.topics)},
    }.get(verb, '')


def day(day: date) -> str:
    """A day as it is read and written: «torsdag 14. januar», with its year when that is not plain."""
    today = timezone.localdate()
    is_plain = today <= day <= today + timedelta(days=330)
    return date_format(day, 'l j. F' if is_plain else 'l j. F Y')


def began(moment: datetime) -> str:
    """What stands in the place of minutes over time, of a meeting that nobody ended."""
    start = timezone.localtime(moment)
    return _('Møtet begynte %(day)s kl. %(time)s') % {
        'day': date_format(start, 'l j. F'), 'time': time_format(start, 'H.i'),
    }  # fmt: skip


def moved(screen: str) -> str:
    """Who moved the meeting, for those who did not."""
    return {'lead': _('Flyttet fra møteleders skjerm'), 'wall': _('Flyttet fra storskjermen')}.get(screen, '')


def take_words(offer: Offer) -> str:
    """What the button says that does as `offer` says."""
    return _('Gi samtalen tida') if offer.spare else _('Gjør kortere')


def punctuality(behind: int) -> str:
    """Where a meeting is in its time, from the whole minutes it is `behind` (below 0: ahead)."""
    if behind > 0:
        return ngettext('%(minutes)s minutt etter planen', '%(minutes)s minutter etter planen', behind) % {
            'minutes': behind
        }
    if behind < 0:
        return ngettext('%(minutes)s minutt foran planen', '%(minutes)s minutter foran planen', -behind) % {
            'minutes': -behind
        }
    return _('i rute')


def offer_words(offer: Offer, items: Sequence[PlanItem], now_at: int, steps: Mapping[str, Step]) -> str:
    """What `offer` does with what comes after the index `now_at` of `items`, with the minutes before and after.

    `steps` has what is skipped by key, but for what is gone from the module.
    """
    if offer.spare:
        return _('%(minutes)s minutter til overs. Skal samtalen få dem?') % {'minutes': offer.spare}
    coming = zip(items[now_at + 1 :], offer.items[now_at + 1 :], strict=True)
    changes = [(was, then) for was, then in coming if not was.is_skipped]
    if not offer.is_enough:
        left = sum(then.minutes for _was, then in changes if not then.is_skipped)
        return _('Gå rett til avtalen. Den får %(minutes)s minutter.') % {'minutes': left}
    is_talk_only = all(was.is_talk for was, then in changes if was != then)
    counted = [(was, then) for was, then in changes if was.is_talk or not is_talk_only]
    minutes = {
        'before': sum(was.minutes for was, _then in counted),
        'after': sum(then.minutes for _was, then in counted if not then.is_skipped),
    }
    gone = [was for was, then in changes if then.is_skipped]
    if not gone and is_talk_only:
        return _('Gjør samtalen kortere: fra %(before)s til %(after)s minutter.') % minutes
    if not gone:
        return _('Gjør det som er igjen kortere: fra %(before)s til %(after)s minutter.') % minutes
    topics = [short_name(steps[key]) if key in steps else '…' for key in offer.skipped]
    parts = dict.fromkeys(_name(item) for item in gone if not (item.is_talk and item.step in offer.skipped))
    next_time = ngettext(
        'Hopp over %(what)s, og ta det neste gang.', 'Hopp over %(what)s, og ta dem neste gang.', len(topics)
    )
    told = [
        *([next_time % {'what': _list(topics)}] if topics else []),
        *([_('Hopp over %(what)s.') % {'what': _list(parts)}] if parts else []),
        (
            _('Samtalen går fra %(before)s til %(after)s minutter.')
            if is_talk_only
            else _('Det som er igjen, går fra %(before)s til %(after)s minutter.')
        )
        % minutes,
    ]
    return ' '.join(told)


def _name(item: PlanItem) -> str:
    """An item in the middle of a sentence, where it is no topic."""
    return item.name if item.part == Part.OWN else str(IN_A_SENTENCE[item.part])


def _list(names: Iterable[str]) -> str:
    """«a», «a og b», «a, b og c»."""
    *before, last = names
    return _('%(names)s og %(last)s') % {'names': ', '.join(before), 'last': last} if before else last
