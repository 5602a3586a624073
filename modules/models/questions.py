"""What a group talks about. Each has a slug of its own that stays when the order is changed, and an order that is its
number on the page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules import slugs

from .base import Content, ContentQuerySet, MarkdownTextField, Origin, one_of, origin_field
from .package import Module


def address_field() -> models.SlugField:
    return models.SlugField(_('adresse'), max_length=60, default=slugs.random_slug)


def position_field() -> models.PositiveSmallIntegerField:
    """What is new comes last until somebody moves it."""
    return models.PositiveSmallIntegerField(_('rekkefølge'), default=999)


class ReflectionQuestion(Content):
    module = models.ForeignKey(Module, models.CASCADE, related_name='questions', verbose_name=_('modul'))
    slug = address_field()
    position = position_field()
    text = MarkdownTextField(_('spørsmål'))
    origin = origin_field(_('opphav til spørsmålet'))

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = _('refleksjonsspørsmål')
        verbose_name_plural = _('refleksjonsspørsmål')
        ordering = ['module', 'position', 'id']
        constraints = [
            models.UniqueConstraint(fields=['module', 'slug'], name='question_slug_unique_in_module'),
            one_of(Origin.values, 'origin', 'question_origin_known'),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Case(Content):
    module = models.ForeignKey(Module, models.CASCADE, related_name='cases', verbose_name=_('modul'))
    slug = address_field()
    position = position_field()
    title = models.CharField(_('tittel'), max_length=100)
    title_origin = origin_field(_('opphav til tittelen'))
    text = MarkdownTextField(_('fortelling'))
    origin = origin_field(_('opphav til fortellingen'))

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = _('case')
        verbose_name_plural = _('caser')
        ordering = ['module', 'position', 'id']
        constraints = [
            models.UniqueConstraint(fields=['module', 'slug'], name='case_slug_unique_in_module'),
            # «--» parts a case from its question in the question's address.
            models.CheckConstraint(condition=~Q(slug__contains='--'), name='case_slug_without_double_hyphen'),
            one_of(Origin.values, 'title_origin', 'case_title_origin_known'),
            one_of(Origin.values, 'origin', 'case_origin_known'),
        ]

    def __str__(self) -> str:
        return self.title


class CaseQuestion(Content):
    case = models.ForeignKey(Case, models.CASCADE, related_name='questions', verbose_name=_('case'))
    slug = address_field()
    position = position_field()
    text = MarkdownTextField(_('spørsmål'))
    origin = origin_field(_('opphav til spørsmålet'))

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = _('spørsmål til casen')
        verbose_name_plural = _('spørsmål til casen')
        ordering = ['case', 'position', 'id']
        constraints = [
            models.UniqueConstraint(fields=['case', 'slug'], name='case_question_slug_unique_in_case'),
            one_of(Origin.values, 'origin', 'case_question_origin_known'),
        ]

    def __str__(self) -> str:
        return self.text[:80]
