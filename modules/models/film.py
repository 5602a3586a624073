import re
from typing import Self
from urllib.parse import urlsplit

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from modules import film_addresses, stops

from .base import Content, ContentQuerySet, LongTextField, MarkdownTextField, Origin, one_of, origin_field, web_address
from .package import Module

# An address that a page over https may show in a frame; what follows the host is no part of the origin.
_EMBEDDABLE = re.compile(r'https://[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]{1,5})?(?=/|\?|$)')


class FilmQuerySet(ContentQuerySet):
    def lacking_captions(self) -> Self:
        """Published films that somebody who cannot hear is shut out from, here at least."""
        return self.filter(module__in=Module.objects.published()).filter(Q(caption_tracks=None) | Q(transcript=''))


class Film(Content):
    """The film of a module, and what there is to hold on to when it will not play.

    Where it is seen, best first: an uploaded file, an address to embed, the page of the source.
    """

    module = models.OneToOneField(Module, models.CASCADE, related_name='film', verbose_name=_('modul'))
    title = models.CharField(
        _('tittel'), max_length=200, blank=True, help_text=_('Uten tittel heter filmen «Film til modul 2».')
    )
    title_origin = origin_field(_('opphav til tittelen'))
    duration_seconds = models.PositiveIntegerField(
        _('lengde i sekunder'), null=True, blank=True, help_text=_('Tomt når lengden ikke er kjent.')
    )
    file = models.FileField(
        _('filmfil'), upload_to='film/', blank=True, validators=[FileExtensionValidator(['mp4', 'webm'])]
    )
    embed_url = models.URLField(
        _('adresse for innbygging'), max_length=500, blank=True,
        help_text=_('Det som står etter «src» i koden for innbygging. Vises først når leseren ber om det.'),
    )  # fmt: skip
    source_url = models.URLField(_('siden der filmen kan ses'), max_length=500, blank=True)
    source_name = models.CharField(
        _('hvem som viser filmen'), max_length=100, blank=True, help_text=_('For eksempel IMDi.')
    )
    poster = models.ImageField(_('stillbilde'), upload_to='stillbilder/', blank=True)
    summary = MarkdownTextField(
        _('kort sammendrag'), blank=True, help_text=_('Leses høyt hvis filmen ikke virker. Et par minutter er nok.')
    )
    summary_origin = origin_field(_('opphav til sammendraget'))
    transcript = MarkdownTextField(_('tekstutgave'), blank=True)
    transcript_origin = origin_field(_('opphav til tekstutgaven'))
    stop_lines = LongTextField(
        _('stopp underveis'), blank=True, validators=[stops.validate],
        help_text=_(
            'Ett stopp på hver linje: «2:30 Hva ville dere gjort nå?» Da stanser filmen, og spørsmålet fyller '
            'skjermen. Virker når filmen er lastet opp her.'
        ),
    )  # fmt: skip
    stop_lines_origin = origin_field(_('opphav til stoppene'))

    objects = FilmQuerySet.as_manager()

    class Meta:
        verbose_name = _('film')
        verbose_name_plural = _('filmer')
        ordering = ['module']
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_seconds=None) | Q(duration_seconds__gte=1),
                name='film_duration_positive',
                violation_error_message=_('Lengden må være minst ett sekund, eller tom.'),
            ),
            one_of(Origin.values, 'title_origin', 'film_title_origin_known'),
            one_of(Origin.values, 'summary_origin', 'film_summary_origin_known'),
            one_of(Origin.values, 'transcript_origin', 'film_transcript_origin_known'),
            one_of(Origin.values, 'stop_lines_origin', 'film_stop_lines_origin_known'),
            web_address('embed_url', 'film_embed_url_is_web'),
            web_address('source_url', 'film_source_url_is_web'),
        ]

    def clean(self) -> None:
        """No stop comes when the film is over."""
        if self.duration_seconds:
            stops.validate_within(self.stop_lines, self.duration_seconds)

    def __str__(self) -> str:
        return self.title or _('Film til %(module)s') % {'module': self.module}

    @property
    def source(self) -> str:
        """Who shows the film: the name the editors gave, else the host of the address."""
        return self.source_name or urlsplit(self.watch_url).hostname or ''

    @property
    def stops(self) -> list[stops.Stop]:
        return stops.parse(self.stop_lines)

    @property
    def has_editorial_stops(self) -> bool:
        return self.stop_lines_origin == Origin.EDITORIAL

    @property
    def plays_here(self) -> bool:
        """True when it plays on our page, at once or when the reader asks for it."""
        return bool(self.file or self.embed_origin)

    @property
    def embed_address(self) -> str:
        """The address to be put in a frame. What is stored may be one to watch at, from before it was made so."""
        try:
            return film_addresses.frame_address(self.embed_url.strip()) if self.embed_url else ''
        except film_addresses.NotAFilm:
            return ''

    @property
    def embed_origin(self) -> str:
        """The origin («https://host») a page has to allow for `embed_url` to be shown in it; '' when none is safe."""
        match = _EMBEDDABLE.match(self.embed_address)
        return match[0].lower() if match and not self.file else ''

    @property
    def embed_host(self) -> str:
        return self.embed_origin.removeprefix('https://')

    @property
    def captions(self) -> list[tuple['CaptionTrack', bool]]:
        """(track, is_default) of each, the one that is shown first: bokmål, else nynorsk, else what there is."""
        tracks = list(self.caption_tracks.all())
        by_language = {track.language: track for track in tracks}
        norwegian = [CaptionTrack.Language.BOKMAL, CaptionTrack.Language.NYNORSK]
        first = next(filter(None, map(by_language.get, norwegian)), None) or next(iter(tracks), None)
        return [(track, track is first) for track in tracks]

    @property
    def watch_url(self) -> str:
        """Where the film is seen when it is not uploaded here; '' when nobody knows."""
        return self.source_url or film_addresses.watch_address(self.embed_url)


class CaptionTrack(Content):
    KEY = 'language'

    class Language(models.TextChoices):
        BOKMAL = 'nb', _('bokmål')
        NYNORSK = 'nn', _('nynorsk')
        NORTHERN_SAMI = 'se', _('nordsamisk')
        ENGLISH = 'en', _('engelsk')
        UKRAINIAN = 'uk', _('ukrainsk')

    film = models.ForeignKey(Film, models.CASCADE, related_name='caption_tracks', verbose_name=_('film'))
    language = models.CharField(_('språk'), max_length=2, choices=Language.choices, default=Language.BOKMAL)
    file = models.FileField(_('tekstfil (WebVTT)'), upload_to='teksting/', validators=[FileExtensionValidator(['vtt'])])

    objects = ContentQuerySet.as_manager()

    class Meta:
        verbose_name = _('teksting')
        verbose_name_plural = _('teksting')
        ordering = ['film', 'id']
        constraints = [
            models.UniqueConstraint(fields=['film', 'language'], name='caption_track_language_unique_in_film'),
            one_of(['nb', 'nn', 'se', 'en', 'uk'], 'language', 'caption_track_language_known'),
        ]

    def __str__(self) -> str:
        return self.get_language_display()
