from django import template
from django.utils.translation import gettext as _

from modules import markdown

register = template.Library()

register.filter('markdown', markdown.render, is_safe=True)
register.filter('plain', markdown.plain)


@register.filter
def minutes(seconds):
    """A running time as people say it: 725 → «12 min», 45 → «1 min»."""
    return _('%(minutes)s min') % {'minutes': max(1, round(seconds / 60))}
