from django.db import models
from django.utils.translation import gettext_lazy as _

from modules.models.base import one_of

from .meeting import Meeting


class Commitment(models.Model):
    """What the meeting agreed to try: what, who, by when; and at a later meeting, how it went."""

    class Outcome(models.TextChoices):
        DONE = 'done', _('Gjort')
        ON_THE_WAY = 'on_the_way', _('På vei')
        NOT_DONE = 'not_done', _('Ikke gjort')
        CHANGED = 'changed', _('Endret')

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name='commitments', verbose_name=_('møte'))
    what = models.CharField(_('hva'), max_length=300)
    who = models.CharField(_('hvem'), max_length=100, blank=True)
    due_on = models.DateField(_('innen'), null=True, blank=True)
    outcome = models.CharField(_('hvordan det gikk'), max_length=20, choices=Outcome.choices, blank=True)
    learned = models.CharField(_('hva de lærte'), max_length=500, blank=True)
    followed_up_in = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name='follow_ups', verbose_name=_('fulgt opp i')
    )

    class Meta:
        verbose_name = _('avtale')
        verbose_name_plural = _('avtaler')
        ordering = ['meeting', 'id']
        constraints = [
            models.CheckConstraint(condition=~models.Q(what=''), name='commitment_says_what'),
            one_of(['', 'done', 'on_the_way', 'not_done', 'changed'], 'outcome', 'commitment_outcome_known'),
        ]

    def __str__(self) -> str:
        return self.what
