"""What is reached by a secret address, and by nothing else: whoever has the address may."""

import secrets
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

SELECTOR, SECRET = 8, 32
# In 100,000 rows one draw in 43,000 is of a selector that is taken.
DRAWS = 3
# Of a name that everyone may see: no vowels, so no words, and nothing that looks like something else.
NAME_SIGNS, NAME_LENGTH = 'bcdfghjkmnpqrstvwxz23456789', 10


def new_selector() -> str:
    return secrets.token_hex(SELECTOR // 2)


def new_secret() -> str:
    """192 random bits, as 32 characters that an address can hold."""
    return secrets.token_urlsafe(24)


def new_public_name() -> str:
    """A name that says nothing and opens nothing (2e14 of them)."""
    return ''.join(secrets.choice(NAME_SIGNS) for _ in range(NAME_LENGTH))


def is_key(text: str) -> bool:
    """`text` is as long as a key, or longer: no public name is."""
    return len(text) >= SELECTOR + SECRET


def _is_pass(shown: str, right: str) -> bool:
    return bool(right) and constant_time_compare(shown, right)


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
            row.have_name()
            return row
        return None

    def find_open(self, name: str, pass_for: Callable[[Any, bool], str]) -> Any:
        """The row whose public name is `name`, if `pass_for` it (row, whether to lead) is the right one; or None.

        `may_lead` is set to which of the passes it was.
        """
        row = self.filter(public_name=name).first() if name.isprintable() else None
        if row is None:
            return None
        row.may_lead = _is_pass(pass_for(row, True), row.lead_pass)
        if row.may_lead or _is_pass(pass_for(row, False), row.reader_pass):
            return row
        return None


class Keyed(models.Model):
    """`key` leads and sees everything, `reader_key` reads what is for colleagues. Both begin with the selector.

    A key is a door (`meetings.access`): it gives a browser the pass that goes with it, and after that the addresses
    have the public name.
    """

    selector = models.CharField(_('nøkkelens begynnelse'), max_length=SELECTOR, unique=True, default=new_selector)
    secret = models.CharField(_('møteleders nøkkel'), max_length=SECRET, default=new_secret)
    reader_secret = models.CharField(_('lesernes nøkkel'), max_length=SECRET, default=new_secret)
    # Null is what the version before this one wrote, while the new one was put in its place.
    public_name = models.CharField(  # noqa: DJ001
        _('navn i adressene'), max_length=12, unique=True, null=True, default=new_public_name
    )
    lead_pass = models.CharField(_('adgang for den som leder'), max_length=SECRET, default=new_secret, db_default='')
    reader_pass = models.CharField(_('adgang for den som leser'), max_length=SECRET, default=new_secret, db_default='')

    # What has not been looked up was made here, by whoever leads it.
    may_lead = True

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        return self.selector + self.secret

    @property
    def reader_key(self) -> str:
        return self.selector + self.reader_secret

    # Verbs.

    def have_name(self) -> None:
        """What was written by the version before this one gets a public name, and passes."""
        if self.public_name:
            return
        named = type(self)._base_manager.filter(pk=self.pk, public_name=None)
        named.update(public_name=new_public_name(), lead_pass=new_secret(), reader_pass=new_secret())
        self.refresh_from_db(fields=['public_name', 'lead_pass', 'reader_pass'])

    def replace_keys(self, *, may_lead: bool, puts_out: bool) -> None:
        """A new key for those who lead, or for those who read; the old one opens nothing any more.

        The browsers that are inside stay there, unless it `puts_out` those.
        """
        kind = 'lead' if may_lead else 'reader'
        fields = ['secret' if may_lead else 'reader_secret', *([f'{kind}_pass'] if puts_out else [])]
        for name in fields:
            setattr(self, name, new_secret())
        self.save(update_fields=fields)

    def delete_for_good(self) -> None:
        """Delete it with all that is its own, also while others write in it."""
        with transaction.atomic():
            for rows in self.whole():
                # Always in one order, so that nobody waits for one who waits for them.
                list(rows.order_by('pk').select_for_update(of=('self',)))
            self.delete()

    def whole(self) -> list[models.QuerySet]:
        """The rows that others may be adding to, and that go with it."""
        raise NotImplementedError
