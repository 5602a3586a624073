"""What a meeting is about, from its module: the steps behind the items of its plan, as the database has them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import prefetch_related_objects

from meetings import plan
from meetings.items import PlanItem
from modules import markdown, tree
from modules.models import Module
from modules.steps import FILM, Kind, Step, steps_of, walk

NAME_LENGTH = 300


def steps_by_key(module: Module | None) -> dict[str, Step]:
    """The steps of `module` by key; {} for a module that is gone."""
    if module is None:
        return {}
    prefetch_related_objects([module], *tree.prefetches_of(Module))
    return {step.key: step for step in walk(steps_of(module))}


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
