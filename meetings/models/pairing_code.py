from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .meeting import Meeting

# No vowels, so no words, and nothing that looks like something else: 27 signs, 3e11 codes.
SIGNS, LENGTH = 'BCDFGHJKMNPQRSTVWXZ23456789', 8
VALID_FOR = timedelta(minutes=10)


def new_code() -> str:
    return ''.join(secrets.choice(SIGNS) for _sign in range(LENGTH))


class PairingCodeQuerySet(models.QuerySet):
    def valid(self) -> Self:
        return self.filter(made_at__gt=timezone.now() - VALID_FOR)

    def use(self, typed: str) -> Meeting | None:
        """The meeting that the code `typed` opens, for one who leads it; after that the code opens nothing. Or None."""
        code = ''.join(sign for sign in typed.upper() if sign.isalnum())
        found = self.valid().filter(code=code).select_related('meeting').first()
        if found is None:
            return None
        # Of two who type it at once, one is let in.
        used, _of_each = self.filter(pk=found.pk).delete()
        return found.meeting if used else None


class PairingCode(models.Model):
    """Eight signs that let one more of the leader's own screens in, once, within ten minutes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name='pairing_codes', verbose_name=_('møte'))
    code = models.CharField(_('kode'), max_length=LENGTH, unique=True, default=new_code)
    made_at = models.DateTimeField(_('laget'), default=timezone.now)

    objects = PairingCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _('kode for en skjerm')
        verbose_name_plural = _('koder for skjermer')

    def __str__(self) -> str:
        return f'{self.code[:4]}-{self.code[4:]}'

    @property
    def valid_until(self) -> datetime:
        return self.made_at + VALID_FOR
