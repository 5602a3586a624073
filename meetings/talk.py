"""How the room talks: what it is to do in each phase, in how many groups, and who does what in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.items import Part
from modules.phases import PHASES, ROLES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# How the room sits down, in groups of one size and of two; where there are many, with how one finds one's own.
SMALLEST_WITH_ROLES, MANY_GROUPS = 3, 4
_IN_GROUPS = (
    gettext_lazy(
        'Gå sammen i %(count)s grupper, med %(size)s i hver. Ta ordet etter tur rundt bordet. '
        'Velg så tre ting dere vil dele.'
    ),
    gettext_lazy(
        'Tell fra 1 til %(count)s. De som har samme tall, er en gruppe på %(size)s. Ta ordet etter tur rundt bordet. '
        'Velg så tre ting dere vil dele.'
    ),
)
_IN_UNEQUAL_GROUPS = (
    gettext_lazy(
        'Gå sammen i %(count)s grupper, med %(size)s eller %(larger)s i hver. Ta ordet etter tur rundt bordet. '
        'Velg så tre ting dere vil dele.'
    ),
    gettext_lazy(
        'Tell fra 1 til %(count)s. De som har samme tall, er en gruppe på %(size)s eller %(larger)s. '
        'Ta ordet etter tur rundt bordet. Velg så tre ting dere vil dele.'
    ),
)


def instruction(part: Part, groups: Sequence[int]) -> StrOrPromise:
    """What the room is to do in a phase of a talk, when it sits in `groups` of so many; '' for what is no phase."""
    phase = next((phase for phase in PHASES if phase.key == part), None)
    if phase is None:
        return ''
    if part == Part.GROUP and len(groups) == 1 and groups[0] < SMALLEST_WITH_ROLES:
        return _('Snakk sammen, og la hverandre snakke ferdig. Bli enige om én ting dere tar med videre.')
    if len(groups) == 1:
        return phase.instruction_when_few or phase.instruction
    if part == Part.GROUP:
        sizes = {'count': len(groups), 'size': groups[-1], 'larger': groups[0]}
        return (_IN_UNEQUAL_GROUPS if groups[0] != groups[-1] else _IN_GROUPS)[len(groups) >= MANY_GROUPS] % sizes
    return phase.instruction


def roles(groups: Sequence[int], starter: str) -> list[tuple[str, str]]:
    """Who does what in each of `groups`, and how they are found: as many as there are people in the smallest.

    Two need none. `starter` is who begins.
    """
    smallest = groups[-1]
    if smallest < SMALLEST_WITH_ROLES:
        return []
    return [(str(name), str(how) or starter) for name, how in ROLES[:smallest]]
