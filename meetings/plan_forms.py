"""What a leader is asked when a meeting is planned, and when its plan is changed."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meetings import plan
from meetings.forms import DayField, RadioRow
from meetings.numbers import whole
from meetings.rhythm import proposed_days
from modules.form_fields import FocusedField

USUAL_MINUTES = (30, 45, 60, 90)
# A meeting may be told of the day after. One that is further off than this was typed wrong, and would be kept for ever.
BEFORE, AHEAD = timedelta(days=1), timedelta(days=365)


def check_day(day, is_first_of_two=False):
    """A ValidationError unless a meeting may be on `day`, in Norwegian time, and the one after it as well."""
    today = timezone.localdate()
    first, last = today - BEFORE, today + AHEAD
    latest = last
    if is_first_of_two:
        latest = min(day, last)
        while proposed_days(latest, 1)[0] > last:
            latest -= timedelta(days=1)
    if not first <= day <= latest:
        days = {'first': date_format(first, 'j. F Y'), 'last': date_format(latest, 'j. F Y')}
        raise ValidationError(_('Velg en dag fra %(first)s til %(last)s.') % days)


class WhenForm(forms.Form):
    """When a meeting begins, and for how many."""

    bound_field_class = FocusedField

    people = forms.IntegerField(
        label=_('Hvor mange er dere?'),
        initial=12,
        min_value=plan.FEWEST,
        max_value=plan.MOST,
        error_messages={
            'required': _('Skriv hvor mange dere er. Omtrent holder.'),
            'invalid': _('Skriv antallet som et tall, for eksempel 12.'),
            'min_value': _('Dere må være minst to. Er du alene, kan du lese modulen for deg selv.'),
            'max_value': _(
                'Et møte kan ha opptil 60 personer. Er dere flere, så del dere og lag et møte for hver gruppe.'
            ),
        },
    )
    day = DayField(label=_('Dag'), error_messages={'required': _('Velg dagen for møtet.')})
    time = forms.TimeField(
        label=_('Klokkeslett'),
        widget=forms.TimeInput(attrs={'inputmode': 'numeric', 'autocomplete': 'off'}, format='%H.%M'),
        input_formats=['%H.%M', '%H:%M', '%H:%M:%S', '%H%M', '%H'],
        error_messages={'required': _('Skriv når møtet begynner.'), 'invalid': _('Skriv tida slik: 14.30.')},
    )

    def clean_day(self):
        """A meeting may stay on the day it has, though not on the very first, which is none yet in UTC."""
        day = self.cleaned_data['day']
        if not day == self.initial.get('day') != date.min:
            check_day(day)
        return day

    @property
    def starts_at(self):
        return timezone.make_aware(timezone.datetime.combine(self.cleaned_data['day'], self.cleaned_data['time']))


class PlanForm(WhenForm):
    """What the portal has to know to plan a meeting.

    `topics` are (step key, label) of what can be talked about; `waiting` names those that the last meeting did not come
    to. `film` is the length of the film in minutes, or 0 for a module without one; the length of some is only guessed.
    """

    # Set when another length was chosen and the topics were left as they came: then they are proposed for that one.
    is_proposed_anew = False
    field_order = ['usual', 'minutes', 'people', 'topics', 'film', 'day', 'time']
    usual = forms.ChoiceField(
        label=_('Hvor lang tid har dere?'),
        choices=[*((str(minutes), _('%(minutes)s minutter') % {'minutes': minutes}) for minutes in USUAL_MINUTES),
                 ('own', _('En annen tid'))],
        widget=RadioRow,
        initial='45',
        error_messages={'required': _('Velg hvor lang tid dere har.')},
    )  # fmt: skip
    minutes = forms.IntegerField(label=_('Antall minutter, 15–180'), required=False)
    # For how many minutes the topics that are ticked were proposed.
    proposed_for = forms.CharField(widget=forms.HiddenInput, required=False)
    film = forms.ChoiceField(
        choices=[
            (plan.Showing.TOGETHER, _('Vi ser den sammen i møtet')),
            (plan.Showing.BEFOREHAND, _('Alle ser den før møtet')),
            (plan.Showing.IN_TWO, _('Vi deler i to møter: filmen først, spørsmålene neste gang')),
        ],
        widget=forms.RadioSelect,
        initial=plan.Showing.TOGETHER,
        required=False,
    )
    topics = forms.MultipleChoiceField(
        label=_('Hva vil dere snakke om?'),
        help_text=_('Vi krysser av for det dere rekker godt. Krysser dere av for mer, får hvert tema kortere tid.'),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={'invalid_choice': _('Et av punktene er tatt bort fra modulen. Velg på nytt.')},
    )

    def __init__(self, *args, topics, film, waiting=(), follows_up=False, is_film_guessed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields['topics'].choices = topics
        if waiting:
            unreached = _('Dette rakk dere ikke sist:')
            self.fields['topics'].help_text += f'\n{unreached} {", ".join(waiting)}.'
        self.film, self.all_topics = film, [key for key, _label in topics]
        self.follows_up = follows_up
        length = ngettext('Filmen varer %(minutes)s minutt', 'Filmen varer %(minutes)s minutter', film)
        self.fields['film'].label = length % {'minutes': film}
        if is_film_guessed:
            self.fields['film'].help_text = _(
                'Vi kjenner ikke lengden på filmen, og har satt av tid til den lengste i pakka.'
            )
        if not film:
            del self.fields['film']
        if not topics:
            del self.fields['topics']

    @staticmethod
    def proposal(topics, film, follows_up=False, when=None):
        """What stands there before anyone has chosen: 45 minutes, twelve people, `when` or at the next half hour."""
        now = timezone.localtime()
        start = when or now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=30 * (now.minute // 30 + 1))
        return {
            'topics': plan.proposed(topics, 45, film, follows_up), 'day': start.date(), 'time': start.time(),
            'proposed_for': 45,
        }  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        usual = cleaned.get('usual')
        if usual and usual != 'own':
            cleaned['minutes'] = int(usual)
        elif usual and 'minutes' in cleaned and not self._is_within(cleaned['minutes']):
            self.add_error('minutes', _('Skriv et tall fra 15 til 180.'))
        self._propose_anew(cleaned)
        if cleaned.get('film') == plan.Showing.IN_TWO and 'day' in cleaned:
            try:
                check_day(cleaned['day'], is_first_of_two=True)
            except ValidationError as error:
                self.add_error('day', error)
        return cleaned

    def _propose_anew(self, cleaned):
        """Another length has room for other topics than were proposed for the first; what was chosen by hand stays."""
        minutes, before = cleaned.get('minutes'), whole(cleaned.get('proposed_for'))
        if not self._is_within(minutes) or not self._is_within(before) or minutes == before:
            return
        film = self.film if cleaned.get('film') == plan.Showing.TOGETHER else 0
        order = self.initial.get('order', self.all_topics)
        were, are = (
            plan.proposed(order, length, of, self.follows_up) for length, of in ((before, self.film), (minutes, film))
        )
        if set(cleaned.get('topics', [])) == set(were) and set(are) != set(were):
            cleaned['topics'], self.is_proposed_anew = are, True

    @property
    def wish(self):
        """What it asks for, as `Meeting.objects.plan` takes it."""
        return {
            'starts_at': self.starts_at,
            'minutes': self.cleaned_data['minutes'],
            'people': self.cleaned_data['people'],
            'topics': self.cleaned_data.get('topics', []),
            'showing': self.cleaned_data.get('film') or plan.Showing.TOGETHER,
        }

    @property
    def proposed_wish(self):
        """What it asks for as it comes, before anyone has chosen."""
        start = timezone.make_aware(timezone.datetime.combine(self.initial['day'], self.initial['time']))
        return {
            'starts_at': start,
            'minutes': self.initial['proposed_for'],
            'people': self.fields['people'].initial,
            'topics': self.initial['topics'],
            'showing': plan.Showing.TOGETHER,
        }

    def _is_within(self, minutes):
        return minutes is not None and plan.SHORTEST <= minutes <= plan.LONGEST
