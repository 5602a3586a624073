"""What every field of every form does: what is typed comes in plain, and is never cut short."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property

from modules import plain_text

# Twice what the longest text of the house may have (modules/models/base.py).
TOO_LONG = 220_000


class PlainField(forms.BoundField):
    """A field whose text has passed `modules.plain_text`; all but a password, which nobody sees.

    The browser would stop at the longest a text may be, and drop the rest of what is pasted: the server says that it is
    too long, and keeps it.
    """

    @property
    def data(self) -> Any:
        value = super().data
        widget = self.field.widget
        # What is longer than any text may be, is refused: nobody waits for it to be made plain first.
        if not isinstance(value, str) or isinstance(widget, forms.PasswordInput) or len(value) > TOO_LONG:
            return value
        return plain_text.longer(value) if isinstance(widget, forms.Textarea) else plain_text.line(value)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        # Django draws no attribute that is False.
        return {**super().build_widget_attrs(attrs, widget), 'maxlength': False}


class FocusedField(PlainField):
    """A field that has the focus when it is the first that is wrong: one who sees no red is brought to it."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        if self.name == next((name for name in self.form.fields if name in self.form.errors), None):
            attrs['autofocus'] = True
        return attrs

    @cached_property
    def subwidgets(self) -> Any:
        """Of a field with several choices, it is the first of them."""
        choices = super().subwidgets
        for choice in choices[1:]:
            choice.data['attrs'].pop('autofocus', None)
        return choices


class Renderer(TemplatesSetting):
    """Draws every form that says nothing else, Django's own too, with fields that take in plain text."""

    bound_field_class = PlainField
