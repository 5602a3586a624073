"""What a meeting is about: the steps behind the items of its plan, as the database has them.

A meeting is on one module, and may talk about questions and cases of the other modules of its package too. The key of a
step of another module has the module's slug before it: «modul-3.sporsmal-lederforankring».
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from meetings import plan
from meetings.items import PlanItem
from meetings.words import topic_label
from modules import markdown, tree
from modules.models import Module
from modules.steps import FILM, Kind, Step, steps_of, walk

NAME_LENGTH = 300


@dataclass(frozen=True)
class StepElsewhere(Step):
    """A step of another module than the meeting is on."""

    module: Any = None


def steps_by_key(module: Module | None, others: Collection[Module] = ()) -> dict[str, Step]:
    """The steps of `module` by key, and what there is to talk about in `others`; {} for a module that is gone."""
    if module is None:
        return {}
    prefetch_related_objects([module, *others], *tree.prefetches_of(Module))
    steps = {step.key: step for step in walk(steps_of(module))}
    for other in others:
        for step in steps_of(other):
            if step.kind in plan.TALKED_ABOUT:
                key = f'{other.slug}.{step.key}'
                steps[key] = _elsewhere(step, key, other)
    return steps


def _elsewhere(step: Step, key: str, module: Module) -> StepElsewhere:
    label = _('%(label)s, modul %(number)s') % {'label': step.label, 'number': module.number}
    known = {field.name: getattr(step, field.name) for field in fields(step)}
    return StepElsewhere(**known | {'key': key, 'label': label, 'module': module})


def modules_named_in(keys: Iterable[str], module: Module | None) -> Sequence[Module]:
    """The other modules of the package of `module` that the keys of steps name."""
    slugs = {key.partition('.')[0] for key in keys if '.' in key}
    if not slugs or module is None:
        return ()
    return list(Module.objects.filter(package=module.package_id, slug__in=slugs).exclude(pk=module.pk))


def other_modules(module: Module) -> Sequence[Module]:
    """The other published modules of its package, in order."""
    return list(Module.objects.published().filter(package=module.package_id).exclude(pk=module.pk).order_by('number'))


def topics_beside(module: Module | None, taken: Collection[str]) -> tuple[dict[str, Step], list[Any]]:
    """What there is to talk about in the package of `module` and is not `taken` (keys): steps by key, and choices of a
    field, the other modules as groups of theirs.
    """
    if module is None:
        return {}, []
    others = other_modules(module)
    steps = steps_by_key(module, others)
    own: list[Any] = []
    groups: dict[int, Any] = {other.pk: (str(other), []) for other in others}
    for key in plan.topics_of(steps.values()):
        if key in taken:
            continue
        step = steps[key]
        choices = groups[step.module.pk][1] if isinstance(step, StepElsewhere) else own
        choices.append((key, topic_label(step)))
    return steps, [*own, *(group for group in groups.values() if group[1])]


def film_minutes(steps: Mapping[str, Step]) -> int:
    """The minutes to set aside for the film among `steps` (by key), or 0 where there is none."""
    film = steps.get(FILM)
    return plan.film_minutes(film.record.duration_seconds) if film else 0


def named(items: Iterable[PlanItem], steps: Mapping[str, Step]) -> list[PlanItem]:
    """`items` with what each is about written down, so that the minutes stay true when the module changes."""
    names = {
        key: (step.title if step.kind in (Kind.CASE, Kind.FILM) else markdown.plain(step.text))[:NAME_LENGTH]
        for key, step in steps.items()
        if step.kind in (Kind.QUESTION, Kind.CASE, Kind.FILM)
    }
    return [replace(item, name=names.get(item.step, item.name)) for item in items]
