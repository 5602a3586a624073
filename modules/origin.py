from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Origin(TextChoices):
    """Where a text comes from: the publishers' own, or written by the editors and shown as such."""

    SOURCE = 'source', _('kilde')
    EDITORIAL = 'editorial', _('redaksjonell')
