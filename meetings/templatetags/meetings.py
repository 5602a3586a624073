from django import template
from django.utils.translation import ngettext
from lucide.templatetags.lucide import lucide

from modules.templatetags.modules import ICONS

register = template.Library()

_ICONS = ICONS | {
    'welcome': 'flag',
    'follow_up': 'history',
    'break': 'coffee',
    'own': 'bookmark',
    'agreement': 'handshake',
}


@register.simple_tag
def part_icon(part, size):
    """The icon of a part of a meeting, or of the kind of step it is about."""
    return lucide(_ICONS[part], size=size, aria_hidden='true')


@register.simple_tag
def minutes_in(form, item):
    """What stands in the field for the minutes of `item`: what was typed, also where it is wrong."""
    return form.typed.get(item.id, item.minutes)


@register.simple_tag
def is_first(at, first_open):
    return at == first_open


@register.filter
def in_words(minutes):
    """45 → «45 minutter»."""
    return ngettext('%(minutes)s minutt', '%(minutes)s minutter', minutes) % {'minutes': minutes}


@register.filter
def tens(number):
    """The tens of a number of minutes, which a style sheet can count with: 45 → 4."""
    return number // 10


@register.filter
def ones(number):
    return number % 10
