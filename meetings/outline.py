"""«Slik blir møtet»: what a module's page shows of the meeting it could be."""

from django.template.loader import render_to_string

from meetings import agenda, plan
from meetings.items import TooLittleTime
from meetings.topics import film_minutes
from modules.steps import FILM

EXAMPLE_MINUTES, EXAMPLE_PEOPLE = 45, 12


def outline(sections, module):
    """A meeting of 45 minutes for twelve on `module`, drawn from `sections` of its steps.

    Empty where there is neither film, question nor case to meet about.
    """
    steps = {step.key: step for section in sections for step in section.steps}
    film, topics = steps.get(FILM), plan.topics_of(steps.values())
    if not film and not topics:
        return ''
    minutes = film_minutes(steps)
    chosen = plan.proposed(topics, EXAMPLE_MINUTES, minutes)
    try:
        example, is_beforehand = plan.make(EXAMPLE_MINUTES, EXAMPLE_PEOPLE, chosen, minutes), False
    except TooLittleTime:
        example, is_beforehand = plan.beforehand(EXAMPLE_MINUTES, EXAMPLE_PEOPLE, chosen), True
    context = {
        'module': module,
        'points': agenda.points(example.items, steps, EXAMPLE_PEOPLE, module=module),
        'minutes': EXAMPLE_MINUTES,
        'people': EXAMPLE_PEOPLE,
        'is_beforehand': is_beforehand,
        'is_film_unknown': bool(film) and not film.record.duration_seconds,
    }
    return render_to_string('meetings/_outline.html', context)
