from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from modules import markdown, openings
from modules.models import Module
from modules.qr import qr_path
from modules.steps import START, Step

register = template.Library()

register.filter('markdown', markdown.render, is_safe=True)
register.filter('plain', markdown.plain)


# The icon of a kind of step or of a phase, the same everywhere.
ICONS = {
    'opening': 'flag',
    'film': 'square-play',
    'question': 'message-circle-question-mark',
    'case': 'user-round',
    'links': 'link',
    'ending': 'handshake',
    'individual': 'pencil',
    'group': 'users',
    'plenary': 'megaphone',
}

register.simple_tag(openings.filling, name='opening')


@register.simple_tag
def kind_icon(kind: str, size: int) -> str:
    return lucide(ICONS[kind], size=size, aria_hidden='true')


@register.filter
def minutes(seconds: int) -> str:
    """A running time as people say it: 725 → «12 min», 45 → «1 min»."""
    return _('%(minutes)s min') % {'minutes': max(1, round(seconds / 60))}


@register.filter
def short_address(url: str) -> str:
    """An address as it is said and typed: without «https://» and the last slash."""
    return url.split('://')[-1].removesuffix('/')


@register.simple_tag
def wall_address(module: Module, step: Step | None = None) -> str:
    """The address of `step` (its first one without) on the wall of `module`."""
    place = [module.package.slug, module.slug]
    if step is None or step.key == START:
        return reverse('wall', args=place)
    return reverse('wall-step', args=[*place, step.key])


@register.inclusion_tag('components/_qr.html')
def qr(address: str, label: str) -> dict[str, object]:
    """The address as a QR code, which is called `label` by those who cannot see it."""
    side, path = qr_path(address)
    # A quiet zone of four modules around it, as ISO/IEC 18004 asks for.
    return {'path': path, 'from': -4, 'size': side + 8, 'label': label}
