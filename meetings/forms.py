from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Commitment, Department
from modules.form_fields import FocusedField


class RadioRow(forms.RadioSelect):
    """Choices of a word or two, which share a line."""

    is_in_a_row = True


class DepartmentForm(forms.ModelForm):
    bound_field_class = FocusedField

    class Meta:
        model = Department
        fields = ['name']
        labels = {'name': _('Hva heter avdelingen?')}
        help_texts = {'name': _('Ikke navn på personer.')}
        error_messages = {
            'name': {
                'required': _('Skriv et navn, for eksempel «Voksenopplæringen, kveld».'),
                'max_length': _('Navnet er for langt. Det er plass til %(limit_value)s tegn.'),
            }
        }


class DeletionForm(forms.Form):
    bound_field_class = FocusedField
    sure = forms.BooleanField(
        label=_('Ja, slett møtene, notatene og avtalene for godt'),
        error_messages={'required': _('Kryss av for at alt skal slettes.')},
    )


class PairingForm(forms.Form):
    """The eight signs that let a screen in, typed with or without the line between them."""

    bound_field_class = FocusedField
    code = forms.CharField(
        label=_('Kode'),
        help_text=_('Åtte tegn. Store eller små bokstaver er det samme.'),
        max_length=40,
        widget=forms.TextInput(attrs={'autocomplete': 'off', 'autocapitalize': 'characters', 'spellcheck': 'false'}),
        error_messages={
            'required': _('Skriv koden, for eksempel BCDF-2345.'),
            'max_length': _('Koden er på åtte tegn.'),
        },
    )

    def add_unknown(self):
        self.add_error(
            'code', _('Koden virker ikke. Den kan være skrevet feil, brukt før, eller over ti minutter gammel.')
        )


class CommitmentForm(forms.ModelForm):
    bound_field_class = FocusedField

    class Meta:
        model = Commitment
        fields = ['what', 'who', 'due_on']
        labels = {'what': _('Hva skal vi prøve?'), 'who': _('Hvem gjør det?'), 'due_on': _('Innen når?')}
        help_texts = {'what': _('Ingen navn eller kjennetegn på deltakere.')}
        widgets = {
            'what': forms.Textarea(attrs={'rows': 2}),
            'due_on': forms.DateInput(attrs={'type': 'date'}, format='%Y-%m-%d'),
        }
        error_messages = {
            'what': {
                'required': _('Skriv hva dere skal prøve.'),
                'max_length': _('Skriv det kortere: det er plass til %(limit_value)s tegn.'),
            },
            'who': {'max_length': _('Skriv det kortere: det er plass til %(limit_value)s tegn.')},
            'due_on': {'invalid': _('Skriv dagen slik: 24.11.2026.')},
        }


class FollowUpForm(forms.ModelForm):
    bound_field_class = FocusedField

    class Meta:
        model = Commitment
        fields = ['outcome', 'learned']
        labels = {'outcome': _('Hvordan gikk det?'), 'learned': _('Hva lærte dere?')}
        widgets = {'outcome': RadioRow}
        error_messages = {'learned': {'max_length': _('Skriv det kortere: det er plass til %(limit_value)s tegn.')}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields['outcome'].choices = Commitment.Outcome.choices

    @classmethod
    def of(cls, commitment, data=None):
        return cls(data, instance=commitment, prefix=f'avtale-{commitment.pk}')
