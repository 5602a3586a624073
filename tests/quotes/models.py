from django.db import models

from modules.models import Module, Package
from modules.models.base import Content, ContentQuerySet, MarkdownTextField, origin_field
from modules.models.questions import address_field, position_field


class Quote(Content):
    module = models.ForeignKey(Module, models.CASCADE, related_name='quotes', verbose_name='modul')
    slug = address_field()
    position = position_field()
    text = MarkdownTextField('sitat')
    said_by = models.CharField('sagt av', max_length=100, blank=True)
    origin = origin_field('opphav til sitatet')

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = 'sitat'
        verbose_name_plural = 'sitater'
        ordering = ['module', 'position', 'id']

    def __str__(self):
        return self.text[:80]


class Reply(Content):
    """What is answered to a quote: something that stands in what is new."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name='replies', verbose_name='sitat')
    slug = address_field()
    position = position_field()
    text = MarkdownTextField('svar')

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = 'svar'
        verbose_name_plural = 'svar'
        ordering = ['quote', 'position', 'id']

    def __str__(self):
        return self.text[:80]


class Motto(Content):
    """What stands in a package, and is no module."""

    package = models.ForeignKey(Package, models.CASCADE, related_name='mottos', verbose_name='kompetansepakke')
    slug = address_field()
    position = position_field()
    text = MarkdownTextField('motto')

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = 'motto'
        verbose_name_plural = 'mottoer'
        ordering = ['package', 'position', 'id']

    def __str__(self):
        return self.text[:80]
