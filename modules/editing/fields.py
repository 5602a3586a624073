"""How an editor's text is taken in: what is printed otherwise than it is typed, and what has to stand in it."""

import re

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from modules import markdown, stops
from modules.film_addresses import NotAFilm, embed_address
from modules.models.base import not_too_long, only_our_pictures
from modules.typography import typeset

# What stands in for a picture on its way up (static/js/markdown-field.js).
_UNFINISHED = '(#laster-opp-'


class ProseField(forms.CharField):
    """A short text that is no Markdown: its signs become those that are printed."""

    def to_python(self, value):
        return typeset(super().to_python(value))


class MarkdownField(forms.CharField):
    """Markdown, in which every picture says what it shows."""

    is_markdown = True

    def validate(self, value):
        super().validate(value)
        # Before it is drawn: how long that takes follows how long the text is.
        not_too_long(value)
        only_our_pictures(value)
        if _UNFINISHED in value:
            raise forms.ValidationError(
                _('Et bilde er ikke ferdig lastet opp. Ta bort «Laster opp …» fra teksten, og sett inn bildet på nytt.')
            )
        if markdown.has_undescribed_picture(value):
            raise forms.ValidationError(
                _('Skriv hva bildet viser, i stedet for «Beskriv bildet». Den som ikke ser det, får det lest opp.')
            )


class RunningTimeField(forms.IntegerField):
    """Seconds, written as «12:30» or «1:02:05»."""

    widget = forms.TextInput(attrs={'class': 'vTextField', 'size': 8, 'inputmode': 'numeric'})

    def prepare_value(self, value):
        return stops.Stop(value, '').time if isinstance(value, int) else value

    def to_python(self, value):
        if match := re.fullmatch(r'\s*(?:(\d{1,2})[:.])?(\d{1,3})[:.]([0-5]\d)\s*', str(value or ''), re.ASCII):
            hours, minutes, seconds = (int(part or 0) for part in match.groups())
            return hours * 3600 + minutes * 60 + seconds
        if not str(value or '').strip():
            return None
        raise forms.ValidationError(_('Skriv lengden som minutter og sekunder: 12:30, eller med timer: 1:02:05.'))

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True


class EmbedField(forms.CharField):
    """The address of a film, as people copy it: see `modules.film_addresses`."""

    def __init__(self, **options):
        # What is typed may be longer than what comes of it.
        self.longest = options.pop('max_length')
        super().__init__(**options)

    def clean(self, value):
        value = super().clean(value)
        try:
            address = embed_address(value) if value else ''
        except NotAFilm as error:
            raise forms.ValidationError(str(error)) from None
        MaxLengthValidator(self.longest)(address)
        return address
