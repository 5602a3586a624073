"""The way in to a meeting or a room: a key, which is a door, and then the cookie that the door gives.

    /mote/<key>/leder/  →  cookie for /mote/<public name>/  →  /mote/<public name>/leder/

After the door no address has a key in it. The cookie holds no key either, but a pass of its own, so a key can be
replaced while those who are inside stay.
"""

import secrets
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kompetansepakke.login import client_address
from meetings.models import Department, Meeting
from meetings.models.keyed import is_key

# 192 bits cannot be guessed; this is for those who try, and for the log they would fill.
GUESSES, GUESSED_WITHIN = 30, 600
DEVICE = 'enhet'
DEVICE_DAYS = 30
ROOM_DAYS = 30
# No browser keeps a cookie for longer.
LONGEST = 400
DAY = 86400
# What somebody has written, of what a form of a meeting sends.
WRITTEN = ('text', 'what', 'who', 'due_on', 'name')
# Said in the address that the door leads to, for one request: whoever comes without a cookie then, refuses cookies.
CAME_IN = 'inn'


class TooManyGuesses(Exception):
    pass


class NoEntry(Exception):
    """This browser has not been let in."""


class LeadsOn(Exception):
    """The answer is another address, and for one who came through the door a cookie; `row` is what it opens."""

    def __init__(self, address, row=None):
        super().__init__(address)
        self.address, self.row = address, row


def cookie_name(name, may_lead):
    """That of the row with the public `name`. Who leads and who reads have a cookie each, so that a lesser key never
    replaces a greater.
    """
    return f'{"leder" if may_lead else "leser"}-{name}'


def find(request, rows, key):
    """The row among `rows` that this browser may open at the address with `key`, with `may_lead`.

    A `key` is a public name, or it is a key. Raises NoEntry for a name without the cookie, whether or not there is such
    a row; Http404 for a key that opens nothing, and after a while TooManyGuesses; LeadsOn for one who is at the door.
    """
    if not is_key(key):
        row = rows.find_open(key, lambda row, may_lead: request.COOKIES.get(cookie_name(row.public_name, may_lead), ''))
        if row is None:
            raise NoEntry
        request.opened = row
        if CAME_IN in request.GET:
            raise LeadsOn(request.path, row)
        return row
    row = rows.find(key)
    if row is None:
        count_guess(request)
        raise Http404
    # What a script asks for, and what is sent, is answered where it was asked for: pages that were open before there
    # were doors go on (until the release after this one).
    if request.method in ('GET', 'HEAD') and request.headers.get('Sec-Fetch-Dest') != 'empty':
        raise LeadsOn(f'{request.path.replace(key, row.public_name, 1)}?{CAME_IN}', row)
    request.opened = row
    return row


def count_guess(request):
    """Something was tried that opens nothing. Raises TooManyGuesses after a while.

    Those who have a key are never shut out: a whole municipality may share the address that somebody guesses from.
    """
    guesses = f'guesses-{client_address(request)}'
    cache.add(guesses, 0, GUESSED_WITHIN)
    try:
        count = cache.incr(guesses)
    except ValueError:
        # It went out just now.
        return
    if count > GUESSES:
        raise TooManyGuesses


def led_meeting(request, key):
    """The meeting that one leads at the address with `key`; NoEntry for one who only reads, too."""
    return _led(find(request, Meeting.objects.kept().with_module(), key))


def led_department(request, key):
    """The department that one leads at the address with `key`; NoEntry for one who only reads, too."""
    return _led(find(request, Department.objects.kept(), key))


def _led(row):
    if not row.may_lead:
        raise NoEntry
    room = row if isinstance(row, Department) else row.department
    if room:
        room.mark_used()
    return row


def let_in(response, row):
    """Give the browser the cookie for `row` with `response`: a meeting's until the day after it, a room's a month."""
    age = ROOM_DAYS * DAY
    if isinstance(row, Meeting):
        age = min(LONGEST * DAY, DAY + max(0, int((row.ends_at - timezone.now()).total_seconds())))
    response.set_cookie(
        cookie_name(row.public_name, row.may_lead), row.lead_pass if row.may_lead else row.reader_pass, max_age=age,
        secure=settings.HTTPS, httponly=True, samesite='Lax', path=row.get_absolute_url(),
    )  # fmt: skip
    return response


def put_out(response, rows):
    """Take the cookies for `rows` from the browser with `response`, and what it is known by."""
    for row in rows:
        for may_lead in (True, False):
            response.delete_cookie(cookie_name(row.public_name, may_lead), path=row.get_absolute_url(), samesite='Lax')
    response.delete_cookie(DEVICE, path=_meetings(), samesite='Lax')
    return response


def _meetings():
    """The address that those of all meetings begin with."""
    return reverse('meeting', args=['-']).removesuffix('-/')


def secret_page(view):
    """Mark the view's page as one that not everyone may see: kept by nobody, found by no search, told to no other site.

    `request.device` is the browser that asks, and not the person: it tells who moved, and who wrote.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        known = request.COOKIES.get(DEVICE, '')
        request.opened = None
        request.device = known if len(known) == 16 and known.isalnum() else secrets.token_hex(8)
        try:
            response = view(request, *args, **kwargs)
        except LeadsOn as way:
            response = let_in(redirect(way.address), way.row)
        except (NoEntry, IntegrityError, ObjectDoesNotExist) as fault:
            # What is deleted while somebody writes in it is not there any more; nothing else is excused by that.
            if not isinstance(fault, NoEntry) and not _is_gone(request.opened):
                raise
            written = [text for name, text in request.POST.items() if name in WRITTEN or name.endswith('-learned')]
            context = {
                'has_refused_cookies': CAME_IN in request.GET,
                'written': [text for text in written if text.strip()],
            }
            response = render(request, 'meetings/no_entry.html', context, status=404)
        except TooManyGuesses:
            response = render(request, 'meetings/too_many_guesses.html', status=429)
            response.headers['Retry-After'] = str(GUESSED_WITHIN)
        if (
            request.device != known
            and response.status_code < 400
            # Where the browser sends it back: in a room, it would seem to be without one.
            and request.path.startswith(_meetings())
            and 'key' in kwargs
            and DEVICE not in response.cookies
        ):
            response.set_cookie(
                DEVICE, request.device, max_age=DEVICE_DAYS * DAY, secure=settings.HTTPS, httponly=True,
                samesite='Lax', path=_meetings(),
            )  # fmt: skip
        row = request.opened
        # Each use keeps the browser inside, also of one who sends from a page that was open before there were doors.
        if (
            row is not None
            and response.status_code < 400
            and cookie_name(row.public_name, row.may_lead) not in response.cookies
        ):
            let_in(response, row)
        response.headers['Cache-Control'] = 'private, no-store'
        response.headers['X-Robots-Tag'] = 'noindex'
        return response

    return wrapper


def _is_gone(row):
    return row is not None and not type(row).objects.filter(pk=row.pk).exists()


def form_only(back):
    """Mark a view that takes a form and has no page: who comes to its address in another way is led to `back`.

    The browser keeps the address of a form that had faults, and opens it again with the tab.
    """

    def decorate(view):
        @wraps(view)
        def wrapper(request, key, **kwargs):
            if request.method in ('GET', 'HEAD'):
                return redirect(back, key)
            return view(request, key=key, **kwargs)

        return wrapper

    return decorate
