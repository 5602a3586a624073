"""How an editor's text is taken in: what is printed otherwise than it is typed, and what has to stand in it."""

from django import forms
from django.utils.translation import gettext as _

from modules import markdown
from modules.typography import typeset


class ProseField(forms.CharField):
    """A short text that is no Markdown: its signs become those that are printed."""

    def to_python(self, value):
        return typeset(super().to_python(value))


class MarkdownField(forms.CharField):
    """Markdown, in which every picture says what it shows."""

    is_markdown = True

    def validate(self, value):
        super().validate(value)
        if markdown.has_undescribed_picture(value):
            raise forms.ValidationError(
                _('Skriv hva bildet viser, i stedet for «Beskriv bildet». Den som ikke ser det, får det lest opp.')
            )
