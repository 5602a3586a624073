from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Content, ContentQuerySet, Origin, one_of, origin_field, web_address
from .package import Module
from .questions import address_field, position_field


class LinkGroup(Content):
    module = models.ForeignKey(Module, models.CASCADE, related_name='link_groups', verbose_name=_('modul'))
    slug = address_field()
    position = position_field()
    heading = models.CharField(_('overskrift'), max_length=300)
    origin = origin_field(_('opphav til overskriften'))

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = _('lenkegruppe')
        verbose_name_plural = _('lenkegrupper')
        ordering = ['module', 'position', 'id']
        constraints = [
            models.UniqueConstraint(fields=['module', 'slug'], name='link_group_slug_unique_in_module'),
            one_of(Origin.values, 'origin', 'link_group_origin_known'),
        ]

    def __str__(self) -> str:
        return self.heading


class Link(Content):
    group = models.ForeignKey(LinkGroup, models.CASCADE, related_name='links', verbose_name=_('lenkegruppe'))
    slug = address_field()
    position = position_field()
    text = models.CharField(_('lenketekst'), max_length=300)
    publisher = models.CharField(_('utgiver'), max_length=100, blank=True)
    url = models.URLField(_('nettadresse'), max_length=500)
    origin = origin_field(_('opphav til lenka'))
    is_confirmed = models.BooleanField(
        _('adressen er bekreftet'), default=False, help_text=_('Noen har åpnet lenka og sett at den fører rett.')
    )

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = _('lenke')
        verbose_name_plural = _('lenker')
        ordering = ['group', 'position', 'id']
        constraints = [
            models.UniqueConstraint(fields=['group', 'slug'], name='link_slug_unique_in_group'),
            one_of(Origin.values, 'origin', 'link_origin_known'),
            web_address('url', 'link_url_is_web'),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def host(self) -> str:
        return (urlsplit(self.url).hostname or '').removeprefix('www.')


class LinkCheck(models.Model):
    """How an address answered when it was last asked. No content: asking again makes no page new."""

    class Result(models.TextChoices):
        WORKS = 'works', _('virker')
        MOVED = 'moved', _('flyttet')
        BROKEN = 'broken', _('virker ikke')

    url = models.URLField(_('nettadresse'), max_length=500, unique=True)
    result = models.CharField(_('resultat'), max_length=20, choices=Result.choices)
    detail = models.CharField(_('grunn'), max_length=200, blank=True)
    moved_to = models.URLField(_('flyttet til'), max_length=2000, blank=True)
    checked_at = models.DateTimeField(_('sist kontrollert'))

    class Meta:
        verbose_name = _('lenkekontroll')
        verbose_name_plural = _('lenkekontroller')
        ordering = ['url']
        constraints = [
            one_of(['works', 'moved', 'broken'], 'result', 'link_check_result_known'),
            web_address('url', 'link_check_url_is_web'),
            web_address('moved_to', 'link_check_moved_to_is_web'),
        ]

    def __str__(self) -> str:
        return f'{self.url}: {self.get_result_display()}'
