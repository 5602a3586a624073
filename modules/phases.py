"""Individuelt – gruppe – plenum (IGP): the rhythm that Norwegian workplaces already know, as the wall leads it.

First everyone thinks alone, so that those who need time get it; then groups; then what is worth hearing for all. The
minutes are a start, and are changed on the spot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Phase:
    """One part of a talk: its usual `minutes`, and the one sentence that says what to do now."""

    key: str
    name: StrOrPromise
    minutes: int
    instruction: StrOrPromise
    instruction_when_few: StrOrPromise = ''


PHASES = (
    Phase('individual', _('Individuelt'), 5, _('Tenk og skriv hver for seg. Ingen snakker ennå.')),
    Phase(
        'group', _('Gruppe'), 15,
        _('Gå sammen i grupper på tre eller fire. Ta ordet etter tur rundt bordet. Velg så tre ting dere vil dele.'),
        _('Ta ordet etter tur rundt bordet, uten avbrytelser. Bli enige om én ting dere tar med videre.'),
    ),
    Phase('plenary', _('Plenum'), 10, _('Hver gruppe deler én ting de andre ikke har sagt ennå.')),
)  # fmt: skip

# Who leads is settled by something nobody can argue with; the rest follow around the table.
ROLES = (
    (_('Ordstyrer'), ''),
    (_('Tidtaker'), _('personen til venstre for ordstyreren')),
    (_('Sekretær'), _('den neste')),
    (_('Sporvakt'), _('den neste. Sier fra når dere sporer av')),
)
STARTERS = (
    _('den som har kortest vei til jobb'),
    _('den som har bursdag først'),
    _('den som stod opp først i dag'),
    _('den som har flest bokstaver i fornavnet'),
    _('den som sist drakk kaffe'),
    _('den som sist var på tur'),
)
