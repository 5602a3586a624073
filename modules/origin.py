from django.db.models import TextChoices


class Origin(TextChoices):
    """Where a text comes from: the publishers' own, or written by the editors and shown as such."""

    SOURCE = 'source', 'kilde'
    EDITORIAL = 'editorial', 'redaksjonell'
