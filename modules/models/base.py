"""What all content has in common: where it stands, where each text comes from, and that every change of it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules import markdown, tree
from modules.origin import Origin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


# Signs in one text: what is said in a film of two hours (150 words a minute, six signs a word).
LONGEST_TEXT = 110_000


def not_too_long(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        fault = _('Teksten er på %(length)s tegn. Det er plass til %(most)s. Del den opp.')
        raise ValidationError(fault % {'length': len(text), 'most': LONGEST_TEXT})


class LongTextField(models.TextField):
    """A longer text. To the database, and so to the migrations, it is like any other."""

    default_validators = [not_too_long]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, 'django.db.models.TextField', args, kwargs


def only_our_pictures(text: str) -> None:
    """Readers' browsers ask nobody else for anything, so a picture from elsewhere would not be seen."""
    if missing := markdown.pictures_from_elsewhere(text):
        fault = _('Bildet «%(what)s» ligger et annet sted, og leserne ser det ikke. Last det opp med «Sett inn bilde».')
        raise ValidationError([ValidationError(fault % {'what': what[:80]}) for what in missing])


class MarkdownTextField(LongTextField):
    """A longer text, in Markdown."""

    is_markdown = True
    default_validators = [not_too_long, only_our_pictures]


class ContentQuerySet(models.QuerySet):
    def get_by_natural_key(self, *key: str) -> Any:
        return self.get(**dict(zip(tree.lookups_of(self.model), key, strict=True)))


class Content(models.Model):
    """Base of everything a reader can see. Its table carries the triggers of `modules/content_version.py`.

    Its place in the tree is the field that leads to another content model; a one-to-one field says that there is one at
    most. A subclass may also say:
    """

    is_content = True
    # True for what has a page of its own in the editors' rooms, and a history of its own.
    is_document = False
    # The field that tells it from its siblings, for good.
    KEY = 'slug'
    # The relations of what stands in it, in the order they are read.
    PARTS: tuple[str, ...] = ()
    # Fields about this installation, and not about the text: they stay when the package moves to another.
    LOCAL: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str, ...]:
        parent, key = tree.parent_field(type(self)), tree.key_field(type(self))
        above = getattr(self, parent.name).natural_key() if parent else ()
        return (*above, getattr(self, key)) if key else above


class ContentVersion(models.Model):
    """One row, written by the database itself: see `modules/content_version.py`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(_('versjon'), max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = _('innholdsversjon')

    def __str__(self) -> str:
        return self.token


def origin_field(name: StrOrPromise) -> models.CharField:
    """The field that says where a text comes from, called `name` in the words of the editors: «opphav til tittelen».

    New text is written by the editors until somebody says that it stands in the publishers' own.
    """
    return models.CharField(name, max_length=20, choices=Origin.choices, default=Origin.EDITORIAL)


def one_of(values: Iterable[str], field: str, name: str) -> models.CheckConstraint:
    """The constraint, called `name`, that `field` holds one of `values`, also when a fixture is loaded."""
    return models.CheckConstraint(condition=Q(**{f'{field}__in': values}), name=name)


def web_address(field: str, name: str) -> models.CheckConstraint:
    """The constraint, called `name`, that `field` is empty or an address a browser may safely follow from our page."""
    return models.CheckConstraint(
        condition=Q(**{field: ''})
        | Q(**{f'{field}__startswith': 'https://'})
        | Q(**{f'{field}__startswith': 'http://'}),
        name=name,
    )
