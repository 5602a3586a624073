from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modules.models.base import one_of

from .meeting import Meeting


class CommitmentQuerySet(models.QuerySet):
    def write(
        self, meeting: Meeting, pk: int, version: int, after: int | None, fields: dict[str, Any]
    ) -> tuple[Commitment, bool]:
        """Keep `fields` as the agreement `pk` of `meeting`, or a new one, and return (what stands, was it kept).

        `version` is that of the text it was written on, and `after` the newest agreement that the writer of a new one
        knew of: when another has written meanwhile, nothing is changed, and theirs is given back. The same words are no
        other.
        """
        with transaction.atomic():
            # One at a time, so that two who begin at once learn of each other.
            Meeting.objects.select_for_update().get(pk=meeting.pk)
            mine = self.filter(meeting=meeting)
            stands = mine.filter(pk=pk).first()
            if stands is None and after is not None:
                stands = mine.filter(pk__gt=after).order_by('pk').last()
                version = 0
            # A press that was sent twice is one.
            stands = stands or mine.filter(**fields).first()
            if stands is None:
                return self.create(meeting=meeting, **fields), True
            if all(getattr(stands, name) == value for name, value in fields.items()):
                return stands, True
            kept = mine.filter(pk=stands.pk, version=version).update(version=models.F('version') + 1, **fields)
            stands.refresh_from_db()
            return stands, bool(kept)


class Commitment(models.Model):
    """What the meeting agreed to try: what, who, by when; and at a later meeting, how it went."""

    class Outcome(models.TextChoices):
        DONE = 'done', _('Gjort')
        ON_THE_WAY = 'on_the_way', _('På vei')
        NOT_DONE = 'not_done', _('Ikke gjort')
        CHANGED = 'changed', _('Gjort på en annen måte')

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name='commitments', verbose_name=_('møte'))
    what = models.CharField(_('hva'), max_length=300)
    who = models.CharField(_('hvem'), max_length=100, blank=True)
    due_on = models.DateField(_('innen'), null=True, blank=True)
    outcome = models.CharField(_('hvordan det gikk'), max_length=20, choices=Outcome.choices, blank=True)
    learned = models.CharField(_('hva de lærte'), max_length=500, blank=True)
    followed_up_in = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name='follow_ups', verbose_name=_('fulgt opp i')
    )

    version = models.PositiveIntegerField(_('versjon'), default=1, db_default=1)

    objects = CommitmentQuerySet.as_manager()

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

    @property
    def sentence(self) -> str:
        """What was agreed, as a sentence: one writes after «Vi skal», and what begins with a capital stands alone."""
        text = self.what.strip()
        return gettext('Vi skal %(what)s') % {'what': text} if text[:1].islower() else text
