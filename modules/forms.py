from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from modules.addresses import is_own_page, module_at
from modules.form_fields import FocusedField
from modules.models import Feedback


class SearchForm(forms.Form):
    bound_field_class = FocusedField

    q = forms.CharField(
        label=_('Søk etter'),
        required=False,
        validators=[MaxLengthValidator(200, _('Søket er for langt. Prøv med færre ord.'))],
        widget=forms.SearchInput(attrs={'autocomplete': 'off', 'enterkeyhint': 'search'}),
    )


class FeedbackForm(forms.ModelForm):
    """Yes or no, and a word about it. `side` is the page it is about; `nettsted` is a trap that only robots fill in."""

    bound_field_class = FocusedField
    side = forms.CharField(required=False, widget=forms.HiddenInput)
    nettsted = forms.CharField(
        required=False,
        label=_('La dette feltet stå tomt'),
        widget=forms.TextInput(attrs={'tabindex': '-1', 'autocomplete': 'off'}),
    )

    class Meta:
        model = Feedback
        fields = ['answer', 'comment']
        labels = {'answer': _('Fant du det du lette etter?'), 'comment': _('Vil du fortelle oss mer? (valgfritt)')}
        help_texts = {
            'comment': _('Ikke skriv navn, kontaktopplysninger eller noe om enkeltpersoner. Vi kan ikke svare deg.')
        }
        widgets = {'answer': forms.RadioSelect, 'comment': forms.Textarea(attrs={'rows': 5})}
        error_messages = {
            'answer': {'required': _('Velg Ja eller Nei.'), 'invalid_choice': _('Velg Ja eller Nei.')},
            'comment': {
                'max_length': _('Kommentaren er for lang: %(show_value)s tegn. Det er plass til %(limit_value)s.')
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields['answer'].choices = Feedback.Answer.choices

    @property
    def is_from_robot(self):
        return bool(self.data.get('nettsted'))

    def clean_side(self):
        """The path, or nothing when it is no page of ours."""
        path = self.cleaned_data['side']
        return path if len(path) <= 300 and is_own_page(path) else ''

    def save(self, commit=True):
        self.instance.path = self.cleaned_data['side']
        self.instance.module = module_at(self.instance.path)
        return super().save(commit)
