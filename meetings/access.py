"""The way in to a meeting or a room: its secret address, and nothing else."""

import secrets
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from kompetansepakke.login import client_address
from meetings.models import Department, Meeting

# 192 bits cannot be guessed; this is for those who try, and for the log they would fill.
GUESSES, GUESSED_WITHIN = 30, 600
DEVICE = 'enhet'
DEVICE_DAYS = 30


class TooManyGuesses(Exception):
    pass


def find(request, rows, key):
    """The row among `rows` that `key` opens, with `may_lead`. Others get Http404, and after a while TooManyGuesses.

    Those who have a key are never shut out: a whole municipality may share the address that somebody guesses from.
    """
    found = rows.find(key)
    if found is not None:
        return found
    guesses = f'guesses-{client_address(request)}'
    cache.add(guesses, 0, GUESSED_WITHIN)
    if cache.incr(guesses) > GUESSES:
        raise TooManyGuesses
    raise Http404


def led_meeting(request, key):
    """The meeting that `key` leads; Http404 for a key that only reads, too."""
    meeting = find(request, Meeting.objects.kept().with_module(), key)
    if not meeting.may_lead:
        raise Http404
    return meeting


def led_department(request, key):
    """The department that `key` leads; Http404 for a key that only reads, too."""
    department = find(request, Department.objects.kept(), key)
    if not department.may_lead:
        raise Http404
    return department


def secret_page(view):
    """Mark the view's page as behind a secret address: kept by nobody, found by no search, told to no other site.

    `request.device` is the browser that asks, and not the person: it tells who drives, and who wrote.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        known = request.COOKIES.get(DEVICE, '')
        request.device = known if len(known) == 16 and known.isalnum() else secrets.token_hex(8)
        try:
            response = view(request, *args, **kwargs)
        except TooManyGuesses:
            response = render(request, 'meetings/too_many_guesses.html', status=429)
            response.headers['Retry-After'] = str(GUESSED_WITHIN)
        if request.device != known and response.status_code < 400 and 'key' in kwargs:
            response.set_cookie(
                DEVICE, request.device, max_age=DEVICE_DAYS * 86400, secure=settings.HTTPS, httponly=True,
                samesite='Lax', path=reverse('meeting', args=['-']).removesuffix('-/'),
            )  # fmt: skip
        response.headers['Cache-Control'] = 'private, no-store'
        response.headers['X-Robots-Tag'] = 'noindex'
        return response

    return wrapper
