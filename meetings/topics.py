"""What a meeting is about, from its module: the steps behind the items of its plan."""

from dataclasses import replace

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from meetings import plan
from meetings.plan import Part
from modules import markdown, tree
from modules.models import Module
from modules.steps import FILM, START, Kind, Step, steps_of, walk

NAME_LENGTH = 300


def steps_by_key(module):
    """The steps of `module` by key; {} for a module that is gone."""
    if module is None:
        return {}
    prefetch_related_objects([module], *tree.prefetches_of(Module))
    return {step.key: step for step in walk(steps_of(module))}


def film_minutes(steps):
    """The minutes to set aside for the film among `steps` (by key), or 0 where there is none."""
    film = steps.get(FILM)
    return plan.film_minutes(film.record.duration_seconds) if film else 0


def topic_label(step):
    """What a step is called in a list of what to talk about: which, and its text in plain words."""
    if step.kind == Kind.CASE:
        return step.label
    return f'{step.number}. {markdown.plain(step.text)}'


def short_name(step):
    """A step in a sentence: «spørsmål 4», «casen om Olga», «filmen»."""
    if step.kind == Kind.QUESTION:
        return _('spørsmål %(number)s') % {'number': step.number}
    if step.kind == Kind.CASE:
        return _('casen «%(title)s»') % {'title': step.title}
    return _('filmen') if step.kind == Kind.FILM else _('innledningen')


def named(items, steps):
    """`items` with what each is about written down, so that the minutes stay true when the module changes."""
    names = {
        key: (step.title if step.kind in (Kind.CASE, Kind.FILM) else markdown.plain(step.text))[:NAME_LENGTH]
        for key, step in steps.items()
        if step.kind in (Kind.QUESTION, Kind.CASE, Kind.FILM)
    }
    return [replace(item, name=names.get(item.step, item.name)) for item in items]


def shown_step(item, page, steps):
    """The step that the wall shows for the page `page` of `item`: None for what has none of the module's."""
    step = steps.get(item.step) or steps.get(START) if item.part != Part.OWN else None
    if item.part == Part.WELCOME:
        return steps.get(START)
    if item.part in (Part.FOLLOW_UP, Part.OWN, Part.AGREEMENT) or (item.step and item.step not in steps):
        return None
    if step.kind == Kind.CASE and (page or item.part != Part.INDIVIDUAL):
        return _asked(step)
    return step


def _asked(case):
    """All that is asked about a case, as one step with the story beside it."""
    if not case.parts:
        return case
    text = '\n'.join(f'{part.number}. {" ".join(part.text.split())}' for part in case.parts)
    return Step(
        Kind.CASE_QUESTION, case.key, case.label, title=case.title, title_origin=case.title_origin,
        text=text if len(case.parts) > 1 else case.parts[0].text, origin=case.parts[0].origin, story=case.text,
    )  # fmt: skip
