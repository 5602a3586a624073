from copy import copy
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings import words
from meetings.days import day_of
from meetings.models import Commitment, Department, Meeting
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


class DayInput(forms.TextInput):
    """A day in words, with a calendar beside it (day-field.js)."""

    template_name = 'meetings/day_input.html'

    def __init__(self, attrs=None):
        super().__init__({'autocomplete': 'off', 'autocapitalize': 'none', 'spellcheck': 'false'} | (attrs or {}))

    def format_value(self, value):
        return words.day(value) if isinstance(value, date) else super().format_value(value)


class DayField(forms.DateField):
    """A day as Norwegians write it (`meetings.days`), whatever language the browser has. `next_day` is «neste møte»."""

    widget = DayInput
    next_day = None
    default_error_messages = {'invalid': _('Skriv dagen slik: torsdag, 14. januar eller 14.1.')}

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return day_of(value, timezone.localdate(), self.next_day)
        except ValueError:
            raise ValidationError(self.error_messages['invalid'], code='invalid') from None


FIRST_YEAR, LAST_YEAR = 2000, 2199
TOO_LONG = _('Skriv det kortere. Det er plass til %(limit_value)s tegn.')


class CommitmentForm(forms.ModelForm):
    """«Vi skal … Ansvar … Innen …»: one sentence, and who, and by when. `next_day` is when they meet again."""

    bound_field_class = FocusedField
    due_on = DayField(label=_('Innen'), required=False)

    class Meta:
        model = Commitment
        fields = ['what', 'who', 'due_on']
        labels = {'what': _('Vi skal'), 'who': _('Ansvar')}
        widgets = {'what': forms.Textarea(attrs={'rows': 1, 'autocapitalize': 'none'})}
        error_messages = {
            'what': {'required': _('Skriv hva dere skal prøve.'), 'max_length': TOO_LONG},
            'who': {'max_length': TOO_LONG},
        }

    def __init__(self, *args, next_day=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields['due_on'].next_day = next_day
        self.fields['what'].widget.attrs['placeholder'] = _('… hva vil dere prøve?')
        self.fields['who'].widget.attrs |= {'autocomplete': 'off', 'placeholder': _('fornavn, rolle eller gruppe')}
        self.fields['due_on'].widget.attrs['placeholder'] = _('dag')

    @classmethod
    def of(cls, commitment=None, data=None, next_day=None):
        """The form for `commitment`, or for a new one."""
        name = commitment.pk if commitment else 'ny'
        form = cls(data, instance=commitment, next_day=next_day, auto_id=f'avtale-{name}-%s')
        # What is wrong may come later, when it is saved as it is written.
        for field in form:
            field.field.widget.attrs['aria-describedby'] = f'{field.auto_id}_error'
        return form

    def clean_what(self):
        """Without the words that stand before the field, which many write again."""
        what = ' '.join(self.cleaned_data['what'].split())
        said = str(_('Vi skal')) + ' '
        return what.removeprefix(said).removeprefix(said.lower()) or what

    def clean_due_on(self):
        """A day that somebody can have meant."""
        day = self.cleaned_data['due_on']
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.fields['due_on'].error_messages['invalid'])
        return day

    @property
    def kept(self):
        """What of it can be kept: what is wrong stays as it was. None when it does not say what."""
        if 'what' in self.errors:
            return None
        before = {name: self.initial.get(name) for name in self.fields}
        return {
            name: self.cleaned_data.get(name, before[name] or getattr(self.fields[name], 'empty_value', None))
            for name in self.fields
        }


class AttendanceForm(forms.ModelForm):
    """What the minutes say of who was there; all of it may be left out."""

    bound_field_class = FocusedField
    attended = forms.IntegerField(
        label=_('Til stede'),
        required=False,
        min_value=1,
        max_value=500,
        error_messages={
            'invalid': _('Skriv antallet som et tall, for eksempel 12.'),
            'min_value': _('Skriv antallet som et tall, for eksempel 12.'),
            'max_value': _('Skriv et tall opp til 500.'),
        },
    )

    class Meta:
        model = Meeting
        fields = ['attended', 'facilitator', 'note_taker']
        labels = {'facilitator': _('Møteleder'), 'note_taker': _('Referent')}
        help_texts = {'facilitator': _('Rolle eller fornavn.'), 'note_taker': _('Rolle eller fornavn.')}
        error_messages = {'facilitator': {'max_length': TOO_LONG}, 'note_taker': {'max_length': TOO_LONG}}


class FollowUpForm(forms.ModelForm):
    bound_field_class = FocusedField

    class Meta:
        model = Commitment
        fields = ['outcome', 'learned']
        labels = {'outcome': _('Hvordan gikk det?'), 'learned': _('Hva lærte dere?')}
        widgets = {'outcome': RadioRow}
        error_messages = {'learned': {'max_length': TOO_LONG}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields['outcome'].choices = Commitment.Outcome.choices

    @classmethod
    def of(cls, commitment, data=None):
        # What is typed is for the form alone: `commitment` is what stands.
        return cls(data, instance=copy(commitment), prefix=f'avtale-{commitment.pk}')

    def shown_name(self, name):
        """The field that says what the page showed of `name` when it was drawn."""
        return f'{self.add_prefix(name)}-vist'

    @property
    def shown(self):
        """(name of the field, value) of all that the page shows, to be sent back with what is written."""
        return [(self.shown_name(name), self.initial[name]) for name in self.fields]

    def changed_here(self, commitment):
        """The names of what was written on the page it was sent from; a page from before it could tell sends all."""
        known = {name: self.data.get(self.shown_name(name), getattr(commitment, name)) for name in self.fields}
        return [name for name in self.fields if self.cleaned_data.get(name, known[name]) != known[name]]

    def is_stale(self, name, commitment):
        """Somebody else has written something else of `name` since the page was drawn."""
        stands = getattr(commitment, name)
        return stands not in (self.data.get(self.shown_name(name), stands), self.cleaned_data[name])

    def shown_value(self, name, commitment):
        return commitment.get_outcome_display() if name == 'outcome' else getattr(commitment, name)
