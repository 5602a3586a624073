"""What a leader is asked when a plan is changed."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meetings import plan
from meetings.items import Part, PlanItem
from meetings.plan_forms import WhenForm
from meetings.topics import named, topics_beside
from meetings.words import NAMES
from modules.form_fields import FocusedField


class ChangeForm(WhenForm):
    """The frame of a meeting that is planned already."""

    minutes = forms.IntegerField(
        label=_('Antall minutter, 15–180'),
        min_value=plan.SHORTEST,
        max_value=plan.LONGEST,
        error_messages=dict.fromkeys(
            ['required', 'invalid', 'min_value', 'max_value'], _('Skriv et tall fra 15 til 180.')
        ),
    )

    @classmethod
    def of(cls, meeting, data=None):
        start = timezone.localtime(meeting.starts_at)
        initial = {'minutes': meeting.minutes, 'people': meeting.people, 'day': start.date(), 'time': start.time()}
        form = cls(data, initial=initial, prefix='mote')
        if not meeting.is_planned:
            # While it runs, only who is there can change.
            form.fields = {'people': form.fields['people']}
        return form

    @property
    def changes(self):
        """What it asks for, as fields of the meeting."""
        when = {'starts_at': self.starts_at} if 'day' in self.fields else {}
        return when | {name: self.cleaned_data[name] for name in ('minutes', 'people') if name in self.fields}


class TopicForm(forms.Form):
    """One more thing to talk about: of the module's, or of another module of its package, and not in the plan."""

    bound_field_class = FocusedField
    topic = forms.ChoiceField(
        label=_('Spørsmål eller case'),
        error_messages={
            'required': _('Velg hva dere vil snakke om.'),
            'invalid_choice': _('Det er tatt bort fra modulen, eller står i planen. Velg på nytt.'),
        },
    )

    def __init__(self, *args, steps, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.steps = steps
        self.fields['topic'].choices = [('', _('Velg')), *groups]

    @classmethod
    def of(cls, meeting, data=None):
        steps, groups = topics_beside(meeting.module, meeting.topics)
        return cls(data, prefix='tema', steps=steps, groups=groups)

    @property
    def has_any(self):
        return len(self.fields['topic'].choices) > 1

    @property
    def item(self):
        """What is chosen, as an item of a plan that says what it is about."""
        key = self.cleaned_data['topic']
        return named([PlanItem(Part.GROUP, plan.ENOUGH_FOR_A_TALK, step=key)], self.steps)[0]


def _too_few(least):
    return ngettext('%(part)s trenger minst %(least)s minutt.', '%(part)s trenger minst %(least)s minutter.', least)


class MinutesForm(forms.Form):
    """The minutes of each of `items` (PlanItem with id), as they stand in the plan."""

    def __init__(self, items, data=None):
        super().__init__(data)
        self.items = items
        for item in items:
            what = {'part': NAMES[item.part], 'least': item.least}
            self.fields[f'minutes-{item.id}'] = forms.IntegerField(
                required=False,
                min_value=item.least,
                max_value=plan.LONGEST,
                initial=item.minutes,
                error_messages={
                    'invalid': _('%(part)s: skriv minuttene som et helt tall.') % what,
                    'min_value': _too_few(item.least) % what,
                    'max_value': _('%(part)s: så lenge varer ikke møtet.') % what,
                },
            )

    @property
    def faults(self):
        return [error for errors in self.errors.values() for error in errors]

    @property
    def typed(self):
        """What stands in the fields, by the id of the item."""
        values = {item.id: self[f'minutes-{item.id}'].value() for item in self.items}
        return {item.id: item.minutes if values[item.id] is None else values[item.id] for item in self.items}

    @property
    def changes(self):
        """The minutes that have been typed over, by the index of their item."""
        typed = [self.cleaned_data.get(f'minutes-{item.id}') for item in self.items]
        return {
            at: minutes
            for at, (item, minutes) in enumerate(zip(self.items, typed, strict=True))
            if minutes is not None and minutes != item.minutes
        }


class OwnItemForm(forms.Form):
    bound_field_class = FocusedField
    name = forms.CharField(
        label=_('Hva?'),
        max_length=60,
        error_messages={
            'required': _('Skriv hva punktet er.'),
            'max_length': _('Skriv det kortere: det er plass til 60 tegn.'),
        },
    )
    minutes = forms.IntegerField(
        label=_('Minutter'),
        initial=5,
        min_value=1,
        max_value=plan.LONGEST,
        error_messages={
            'required': _('Skriv hvor mange minutter.'),
            'invalid': _('Skriv minuttene som et tall.'),
            'min_value': _('Et punkt har minst ett minutt.'),
            'max_value': _('Så lenge varer ikke møtet.'),
        },
    )
