"""The admin's front page: what needs attention, what changed lately, and the ways in, for whoever asks."""

from django.contrib.contenttypes.models import ContentType
from reversion.models import Version

from modules.editing import review
from modules.models import Feedback, Module, Package

LATEST = 10


def context(request):
    """What the front page shows; each part only to those who may go on to it."""
    user, parts = request.user, {}
    if user.has_perm('modules.view_module'):
        faults = review.faults()
        parts['faults'] = [(review.HEADINGS[kind][0], len(found)) for kind, found in faults.items()]
        parts['packages'] = Package.objects.prefetch_related('modules')
        parts['latest'] = _latest()
    if user.has_perm('modules.view_feedback'):
        parts['unhandled'] = Feedback.objects.unhandled().count()
    return parts


def _latest():
    """The last kept versions that somebody made, newest first."""
    types = ContentType.objects.get_for_models(Module, Package).values()
    made = Version.objects.filter(content_type__in=types, revision__user__isnull=False)
    return made.select_related('revision__user').order_by('-pk')[:LATEST]
