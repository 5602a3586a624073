"""What all content has in common: it knows where each text comes from, and every change of it is seen."""

from django.db import models
from django.db.models import Q


class Origin(models.TextChoices):
    SOURCE = 'source', 'kilde'
    EDITORIAL = 'editorial', 'redaksjonell'


class Content(models.Model):
    """Base of everything a reader can see. Its table carries the triggers of `modules/content_version.py`."""

    is_content = True

    class Meta:
        abstract = True


class ContentVersion(models.Model):
    """One row, written by the database itself: see `modules/content_version.py`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField('versjon', max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = 'innholdsversjon'

    def __str__(self):
        return self.token


def origin_field(of):
    """The field that says where the text `of` (a name readers' admins know, in bokmål) comes from.

    New text is written by the editors until somebody says that it stands in the publishers' own.
    """
    return models.CharField(f'opphav til {of}', max_length=20, choices=Origin.choices, default=Origin.EDITORIAL)


def one_of(values, field, name):
    """The constraint, called `name`, that `field` holds one of `values`, also when a fixture is loaded."""
    return models.CheckConstraint(condition=Q(**{f'{field}__in': values}), name=name)


def web_address(field, name):
    """The constraint, called `name`, that `field` is empty or an address a browser may safely follow from our page."""
    return models.CheckConstraint(
        condition=Q(**{field: ''})
        | Q(**{f'{field}__startswith': 'https://'})
        | Q(**{f'{field}__startswith': 'http://'}),
        name=name,
    )
