"""The ways to a meeting from the pages of the package: what fills the openings of those."""

from datetime import datetime, time

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy

from meetings import plan
from meetings.items import Part
from meetings.outline import EXAMPLE_MINUTES, EXAMPLE_PEOPLE
from meetings.topics import steps_by_key
from meetings.words import NAMES
from modules.steps import FILM

EXAMPLE_FILM = 12


def plan_on_module(module, is_first=True):
    """The button that plans a meeting on `module`; '' for a draft, and where there is nothing to meet about."""
    steps = steps_by_key(module) if module.is_published else {}
    if FILM not in steps and not plan.topics_of(steps.values()):
        return ''
    return render_to_string('meetings/_plan_button.html', {'module': module, 'is_first': is_first})


# What is done in each part, to one who has not been to such a meeting.
IN_PLAIN_WORDS = {
    Part.INDIVIDUAL: gettext_lazy('Tenk hver for seg'),
    Part.GROUP: gettext_lazy('Snakk i grupper'),
    Part.PLENARY: gettext_lazy('Del med alle'),
    Part.AGREEMENT: gettext_lazy('Én ting dere vil prøve'),
}
NINE = time(9)


def example_on_package():
    """A meeting as it will be, on the front page: no module's own, so it asks the database for nothing."""
    items = plan.make(EXAMPLE_MINUTES, EXAMPLE_PEOPLE, ['sporsmal'], EXAMPLE_FILM).items
    start, lines = datetime.combine(timezone.localdate(), NINE), []
    for item in items:
        lines.append((start, item.part, item.minutes, IN_PLAIN_WORDS.get(item.part, NAMES[item.part])))
        start += item.time
    return render_to_string('meetings/_example.html', {'lines': lines, 'minutes': EXAMPLE_MINUTES})


def meetings_on_package():
    """What the portal does besides showing the modules: it runs the meetings."""
    return render_to_string('meetings/_meetings_on_package.html')
