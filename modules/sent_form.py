"""A form that came and could not be received: shown again, with all that was typed, to be sent once more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

CSRF_FIELD = 'csrfmiddlewaretoken'


def may_be_shown(request: HttpRequest) -> bool:
    """False when there is a password in it."""
    return not any('password' in name for name in request.POST)


@never_cache
def send_again(request: HttpRequest, *, is_logged_out: bool) -> HttpResponse:
    """403, a page with what was posted. Nothing is done with it before it is sent anew.

    Files cannot be put in a form by a page: they are named, to be chosen again. One who `is_logged_out` logs in first.
    """
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != CSRF_FIELD]
    context = {'fields': fields, 'files': list(request.FILES.values()), 'is_logged_out': is_logged_out}
    return render(request, 'send_again.html', context, status=403)
