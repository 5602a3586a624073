from urllib.parse import urlsplit

from django.db import models

from .content import Content, Origin, one_of, origin_field, web_address
from .package import Module
from .tasks import InModuleQuerySet, address_field, position_field


class LinkGroup(Content):
    module = models.ForeignKey(Module, models.CASCADE, related_name='link_groups', verbose_name='modul')
    slug = address_field()
    position = position_field()
    heading = models.CharField('overskrift', max_length=300)
    origin = origin_field('overskriften')

    objects = InModuleQuerySet.as_manager()

    class Meta:
        verbose_name = 'lenkegruppe'
        verbose_name_plural = 'lenkegrupper'
        ordering = ['module', 'position', 'id']
        constraints = [
            models.UniqueConstraint(fields=['module', 'slug'], name='link_group_slug_unique_in_module'),
            one_of(Origin.values, 'origin', 'link_group_origin_known'),
        ]

    def __str__(self):
        return self.heading

    def natural_key(self):
        return (*self.module.natural_key(), self.slug)

    natural_key.dependencies = ['modules.module']


class LinkQuerySet(models.QuerySet):
    def get_by_natural_key(self, package, module, group, slug):
        return self.get(group__module__package__slug=package, group__module__slug=module, group__slug=group, slug=slug)


class Link(Content):
    class CheckResult(models.TextChoices):
        WORKS = 'works', 'virker'
        MOVED = 'moved', 'flyttet'
        BROKEN = 'broken', 'virker ikke'

    group = models.ForeignKey(LinkGroup, models.CASCADE, related_name='links', verbose_name='lenkegruppe')
    slug = address_field()
    position = position_field()
    text = models.CharField('lenketekst', max_length=300)
    publisher = models.CharField('utgiver', max_length=100, blank=True)
    url = models.URLField('nettadresse', max_length=500)
    origin = origin_field('lenka')
    is_confirmed = models.BooleanField(
        'adressen er bekreftet', default=False, help_text='Noen har åpnet lenka og sett at den fører rett.'
    )
    checked_at = models.DateTimeField('sist kontrollert', null=True, blank=True)
    check_result = models.CharField('resultat', max_length=20, choices=CheckResult.choices, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = 'lenke'
        verbose_name_plural = 'lenker'
        ordering = ['group', 'position', 'id']
        constraints = [
            models.UniqueConstraint(fields=['group', 'slug'], name='link_slug_unique_in_group'),
            one_of(['', 'works', 'moved', 'broken'], 'check_result', 'link_check_result_known'),
            one_of(Origin.values, 'origin', 'link_origin_known'),
            web_address('url', 'link_url_is_web'),
        ]

    def __str__(self):
        return self.text

    @property
    def host(self):
        return (urlsplit(self.url).hostname or '').removeprefix('www.')

    def natural_key(self):
        return (*self.group.natural_key(), self.slug)

    natural_key.dependencies = ['modules.linkgroup']
