"""«Slik blir møtet»: what a module's page shows of the meeting it could be."""

from django.template.loader import render_to_string

from meetings import plan
from meetings.words import NAMES
from modules.steps import Kind

EXAMPLE_MINUTES, EXAMPLE_PEOPLE = 45, 12


def outline(sections, module):
    """A meeting of 45 minutes for twelve on `module`, drawn from `sections` of its steps.

    Empty where there is neither film, question nor case to meet about.
    """
    steps = {step.key: step for section in sections for step in section.steps}
    film = next((step for step in steps.values() if step.kind == Kind.FILM), None)
    topics = plan.topics_of(steps.values())
    if not film and not topics:
        return ''
    minutes = plan.film_minutes(film.record.duration_seconds) if film else 0
    chosen = plan.proposed(topics, EXAMPLE_MINUTES, minutes)
    try:
        made, is_beforehand = plan.make(EXAMPLE_MINUTES, EXAMPLE_PEOPLE, chosen, minutes), False
    except plan.TooLittleTime:
        made, is_beforehand = plan.beforehand(EXAMPLE_MINUTES, EXAMPLE_PEOPLE, chosen), True
    context = {
        'module': module,
        'items': [(item, NAMES[item.part], steps.get(item.step)) for item in made.items],
        'minutes': EXAMPLE_MINUTES,
        'people': EXAMPLE_PEOPLE,
        'is_beforehand': is_beforehand,
        'is_film_unknown': bool(film) and not film.record.duration_seconds,
    }
    return render_to_string('meetings/_outline.html', context)
