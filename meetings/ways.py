"""The ways to a meeting from the pages of the package: what fills the openings of those."""

from django.template.loader import render_to_string

from meetings import plan
from meetings.topics import steps_by_key
from modules.steps import FILM


def plan_on_module(module, is_first=True):
    """The button that plans a meeting on `module`; '' for a draft, and where there is nothing to meet about."""
    steps = steps_by_key(module) if module.is_published else {}
    if FILM not in steps and not plan.topics_of(steps.values()):
        return ''
    return render_to_string('meetings/_plan_button.html', {'module': module, 'is_first': is_first})


def meetings_on_package():
    """What the portal does besides showing the modules: it runs the meetings."""
    return render_to_string('meetings/_meetings_on_package.html')
