"""What is reached by a secret address, and by nothing else: whoever has the address may."""

import secrets
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

SELECTOR = 8
# In 100,000 rows one draw in 43,000 is of a selector that is taken.
DRAWS = 3


def new_selector() -> str:
    return secrets.token_hex(SELECTOR // 2)


def new_secret() -> str:
    """192 random bits, as 32 characters that an address can hold."""
    return secrets.token_urlsafe(24)


class KeyedQuerySet(models.QuerySet):
    def create(self, **fields: Any) -> Any:
        """A new row of `fields`. As its selector may be taken, it is tried again before an IntegrityError is raised."""
        for _draw in range(DRAWS - 1):
            try:
                with transaction.atomic():
                    return super().create(**fields)
            except IntegrityError:
                pass
        return super().create(**fields)

    def find(self, key: str) -> Any:
        """The row whose leader's or reader's key is `key`, with `may_lead` set to which of them; None if there is none.

        The row is looked up by the first part of the key, and the rest is compared in a time that tells nothing.
        """
        # No key has a NUL, which PostgreSQL refuses to be asked for.
        row = self.filter(selector=key[:SELECTOR]).first() if key.isprintable() else None
        if row is None:
            return None
        row.may_lead = constant_time_compare(key[SELECTOR:], row.secret)
        if row.may_lead or constant_time_compare(key[SELECTOR:], row.reader_secret):
            return row
        return None


class Keyed(models.Model):
    """`key` leads and sees everything, `reader_key` reads what is for colleagues. Both begin with the selector."""

    selector = models.CharField(_('nøkkelens begynnelse'), max_length=SELECTOR, unique=True, default=new_selector)
    secret = models.CharField(_('møteleders nøkkel'), max_length=32, default=new_secret)
    reader_secret = models.CharField(_('lesernes nøkkel'), max_length=32, default=new_secret)

    # What has not been looked up by a key was made here, by whoever leads it.
    may_lead = True

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        return self.selector + self.secret

    @property
    def reader_key(self) -> str:
        return self.selector + self.reader_secret
