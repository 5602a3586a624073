from __future__ import annotations

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .meeting import Meeting


class NoteQuerySet(models.QuerySet):
    def write(self, meeting: Meeting, step: str, writer: str, text: str, version: int) -> tuple[Note | None, bool]:
        """Keep `text` as what `writer` takes with them from `step` (a step's key), and return (note, was it kept).

        `version` is that of the text it was written on: 0 for none. When another has been kept since, nothing is
        changed, and the note that stands is given back, or None.
        """
        kept = self.filter(meeting=meeting, step=step, writer=writer, version=version).update(
            text=text, version=models.F('version') + 1, updated_at=Now()
        )
        if not kept and not version:
            try:
                with transaction.atomic():
                    return self.create(meeting=meeting, step=step, writer=writer, text=text, version=1), True
            except IntegrityError:
                pass
        return self.filter(meeting=meeting, step=step, writer=writer).first(), bool(kept)


class Note(models.Model):
    """«Det vi tar med oss» from one step, by one who writes. A writer is a browser, not a person."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name='notes', verbose_name=_('møte'))
    step = models.CharField(_('steg'), max_length=150)
    writer = models.CharField(_('skrevet på'), max_length=32)
    text = models.TextField(_('det vi tar med oss'), max_length=5000, blank=True)
    version = models.PositiveIntegerField(_('versjon'), default=1)
    updated_at = models.DateTimeField(_('lagret'), auto_now=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _('notat')
        verbose_name_plural = _('notater')
        ordering = ['meeting', 'id']
        constraints = [
            models.UniqueConstraint(fields=['meeting', 'step', 'writer'], name='note_one_per_step_and_writer')
        ]

    def __str__(self) -> str:
        return self.text[:80]
