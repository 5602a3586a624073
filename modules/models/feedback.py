from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import one_of
from .package import Module


class FeedbackQuerySet(models.QuerySet):
    def handled(self) -> Self:
        return self.filter(handled_at__isnull=False)

    def unhandled(self) -> Self:
        return self.filter(handled_at__isnull=True)

    def mark_handled(self) -> int:
        """Returns how many were not handled before. The time that stands on the others is kept."""
        return self.unhandled().update(handled_at=timezone.now())

    def mark_unhandled(self) -> int:
        return self.handled().update(handled_at=None)


class Feedback(models.Model):
    """An answer to «Fant du det du lette etter?». Nothing in it says who gave it."""

    class Answer(models.TextChoices):
        YES = 'yes', _('Ja')
        NO = 'no', _('Nei')

    answer = models.CharField(_('svar'), max_length=3, choices=Answer.choices)
    comment = models.TextField(_('kommentar'), max_length=2000, blank=True)
    path = models.CharField(_('siden det gjelder'), max_length=300, blank=True)
    module = models.ForeignKey(
        Module, models.SET_NULL, null=True, blank=True, related_name='feedback', verbose_name=_('modul')
    )
    created_at = models.DateTimeField(_('tidspunkt'), auto_now_add=True)
    handled_at = models.DateTimeField(_('håndtert'), null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _('tilbakemelding')
        verbose_name_plural = _('tilbakemeldinger')
        ordering = ['-created_at', '-id']
        constraints = [one_of(['yes', 'no'], 'answer', 'feedback_answer_known')]

    def __str__(self) -> str:
        return f'{self.get_answer_display()}: {self.path}'
