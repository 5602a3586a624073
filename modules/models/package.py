from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules import slugs, tree

from .base import Content, ContentQuerySet, LongTextField, MarkdownTextField, Origin, one_of, origin_field, web_address

TAKEN = _('Denne adressen bruker portalen selv. Velg en annen.')


def not_reserved(slug: str) -> None:
    if slug in slugs.RESERVED:
        raise ValidationError(TAKEN)


class PackageQuerySet(ContentQuerySet):
    def published(self) -> Self:
        return self.filter(is_published=True)

    def with_contents(self) -> Self:
        """Each with all that stands in it and is no module, at the cost of a fixed number of queries."""
        return self.prefetch_related(*tree.prefetches_of(Package))


class Package(Content):
    """What a directorate publishes. Lead, key facts and body come from one source, so one origin covers them."""

    is_document = True
    PARTS = ('modules',)
    LOCAL = ('position',)

    slug = models.SlugField(
        _('adresse'), max_length=60, unique=True, validators=[not_reserved],
        help_text=_('Står på utdelte ark. Ikke endre den når pakka er tatt i bruk.'),
    )  # fmt: skip
    title = models.CharField(_('tittel'), max_length=200)
    lead = LongTextField(_('ingress'), blank=True)
    publishers = models.CharField(_('utgivere'), max_length=200, blank=True)
    publishers_in_full = models.CharField(_('utgivere, fullt navn'), max_length=400, blank=True)
    audience = LongTextField(_('målgruppe'), blank=True)
    contents = LongTextField(_('innhold'), blank=True)
    delivery = LongTextField(_('gjennomføring'), blank=True)
    extent = LongTextField(_('omfang'), blank=True)
    body = MarkdownTextField(_('brødtekst'), blank=True)
    origin = origin_field(_('opphav til tekstene'))
    source_url = models.URLField(_('adresse til kilden'), max_length=500, blank=True)
    source_updated_on = models.DateField(_('sist oppdatert hos kilden'), null=True, blank=True)
    is_published = models.BooleanField(_('publisert'), default=False)
    position = models.PositiveSmallIntegerField(_('rekkefølge'), default=0)

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _('kompetansepakke')
        verbose_name_plural = _('kompetansepakker')
        ordering = ['position', 'id']
        constraints = [
            one_of(Origin.values, 'origin', 'package_origin_known'),
            web_address('source_url', 'package_source_url_is_web'),
            models.CheckConstraint(condition=~Q(slug__in=slugs.RESERVED), name='package_slug_not_reserved'),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """No new package has an address the portal will need. One that has it already keeps it: it is on paper."""
        if self.slug in slugs.TO_COME and not Package.objects.filter(pk=self.pk, slug=self.slug).exists():
            raise ValidationError({'slug': TAKEN})

    def get_absolute_url(self) -> str:
        return reverse('package', args=[self.slug])

    def next_number(self) -> int:
        """The number of a module that is published last of all."""
        return (self.modules.aggregate(highest=Max('number'))['highest'] or 0) + 1

    def free_slug(self) -> str:
        """The first «modul-7» that no module of the package has, counted on from how many there are."""
        taken = set(self.modules.values_list('slug', flat=True))
        number = len(taken) + 1
        while f'modul-{number}' in taken:
            number += 1
        return f'modul-{number}'

    @transaction.atomic
    def move(self, module: 'Module', step: int) -> bool:
        """Let `module` change numbers with the one before it (`step` -1) or after it (1); True when there was one.

        The addresses stay: they are on paper.
        """
        modules = list(self.modules.select_for_update().filter(number__isnull=False).order_by('number'))
        at = next((index for index, one in enumerate(modules) if one.pk == module.pk), None)
        if at is None or not 0 <= at + step < len(modules):
            return False
        one, other = modules[at], modules[at + step]
        numbers = one.number, other.number
        # No two may have the same number, not even on the way.
        for moved, number in ((one, modules[-1].number + 1), (other, numbers[0]), (one, numbers[1])):
            moved.number = number
            moved.save(update_fields=['number'])
        return True


class ModuleQuerySet(ContentQuerySet):
    def published(self) -> Self:
        return self.filter(status=Module.Status.PUBLISHED, package__is_published=True)

    def announced(self) -> Self:
        """Published, or said to be coming: what the package's own page tells of."""
        return self.filter(status__in=[Module.Status.PUBLISHED, Module.Status.COMING_SOON], package__is_published=True)

    def with_counts(self) -> Self:
        """Each with `question_count` and `case_count`, and its film, at the cost of one query in all."""
        return self.select_related('film').annotate(
            question_count=Count('questions', distinct=True), case_count=Count('cases', distinct=True)
        )

    def with_contents(self) -> Self:
        """Each with all that `modules.steps` reads, at the cost of a fixed number of queries, however much there is."""
        return self.select_related('package', *tree.singles_of(Module)).prefetch_related(*tree.prefetches_of(Module))


class Module(Content):
    """One subject, one meeting's worth. What is coming soon has no page and no number."""

    class Status(models.TextChoices):
        DRAFT = 'draft', _('kladd')
        PUBLISHED = 'published', _('publisert')
        COMING_SOON = 'coming_soon', _('kommer snart')

    is_document = True
    PARTS = ('film', 'questions', 'cases', 'link_groups')
    LOCAL = ('reviewed_on',)

    package = models.ForeignKey(Package, models.CASCADE, related_name='modules', verbose_name=_('kompetansepakke'))
    slug = models.SlugField(
        _('adresse'), max_length=60,
        help_text=_('For eksempel modul-2. Står på utdelte ark. Ikke endre den når modulen er tatt i bruk.'),
    )  # fmt: skip
    number = models.PositiveSmallIntegerField(
        _('nummer'), null=True, blank=True, help_text=_('Modulens nummer hos utgiveren. Tomt for det som kommer snart.')
    )
    title = models.CharField(_('tittel'), max_length=200)
    title_origin = origin_field(_('opphav til tittelen'))
    intro = MarkdownTextField(_('innledning'), blank=True)
    intro_origin = origin_field(_('opphav til innledningen'))
    status = models.CharField(_('status'), max_length=20, choices=Status.choices, default=Status.DRAFT)
    status_since = models.DateField(_('status siden'), default=timezone.localdate)
    reviewed_on = models.DateField(_('sist gjennomgått'), null=True, blank=True)

    objects = ModuleQuerySet.as_manager()

    class Meta:
        verbose_name = _('modul')
        verbose_name_plural = _('moduler')
        ordering = ['package', models.F('number').asc(nulls_last=True), 'id']
        constraints = [
            models.UniqueConstraint(fields=['package', 'slug'], name='module_slug_unique_in_package'),
            models.UniqueConstraint(fields=['package', 'number'], name='module_number_unique_in_package'),
            models.CheckConstraint(
                condition=~Q(status='published') | Q(number__isnull=False, number__gte=1),
                name='module_published_has_number',
                violation_error_message=_('En publisert modul må ha et nummer.'),
            ),
            one_of(['draft', 'published', 'coming_soon'], 'status', 'module_status_known'),
            one_of(Origin.values, 'title_origin', 'module_title_origin_known'),
            one_of(Origin.values, 'intro_origin', 'module_intro_origin_known'),
        ]

    def __str__(self) -> str:
        if not self.number:
            return self.title
        return _('Modul %(number)s: %(title)s') % {'number': self.number, 'title': self.title}

    def get_absolute_url(self) -> str:
        return reverse('module', args=[self.package.slug, self.slug])

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_public(self) -> bool:
        """Has a page that anyone can read."""
        return self.is_published and self.package.is_published

    def take_place(self) -> None:
        """Get what no editor types, where it is lacking: an address, and a number once it is published."""
        if not self.slug:
            self.slug = self.package.free_slug()
        if self.is_published and self.number is None:
            self.number = self.package.next_number()

    def begin_status(self) -> None:
        """The status is another from today on."""
        self.status_since = timezone.localdate()
