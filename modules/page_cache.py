"""Reading pages are made once for each version of the content, and then served from memory.

A view says that its page depends on the content alone with `@reading_page`. The middleware, which stands before all
that reads a session, then keeps the finished answer – headers, and the body in every encoding – in this process.
Every request asks the database for the version (one query, `modules.content_version`), so an edit is visible on the
very next request, in every process.
"""

import gzip
import hashlib
from functools import wraps

import brotli
from django.http import HttpResponse, HttpResponseNotModified

from modules import content_version

MAX_PAGES = 1000


def reading_page(view):
    """Mark the view's page as one that depends on its address and the content alone: not on who asks, or when."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        # Before the view reads anything, so that an edit in between makes the kept page too old, never too new.
        version = content_version.current()
        response = view(request, *args, **kwargs)
        if not getattr(response, 'is_preview', False):
            response.content_version = version
        return response

    return wrapper


class PageCacheMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.pages = {}

    def __call__(self, request):
        # Under a script name the path does not tell which page it is.
        if request.method not in ('GET', 'HEAD') or request.META.get('SCRIPT_NAME'):
            return self.get_response(request)
        # A reading page reads no query string: with «?utm_…» it is the same page.
        key = (request.is_secure(), request.META.get('HTTP_HOST'), request.path)
        page = self.pages.get(key)
        if page is None or page.version != content_version.current():
            response = self.get_response(request)
            version = getattr(response, 'content_version', None)
            if not version or response.status_code != 200:
                return response
            if len(self.pages) >= MAX_PAGES:
                self.pages.clear()
            page = self.pages[key] = Page(version, response)
        return page.answer(request)


class Page:
    """A finished answer, its body ready in each content encoding ('' being none)."""

    def __init__(self, version, response):
        self.version = version
        self.bodies = {
            'br': brotli.compress(response.content, quality=9),
            'gzip': gzip.compress(response.content, mtime=0),
            '': response.content,
        }
        self.digest = hashlib.sha256(response.content).hexdigest()[:32]
        self.headers = {
            **{name: value for name, value in response.headers.items() if name != 'Content-Length'},
            'ETag': f'W/"{self.digest}"',
            'Cache-Control': 'no-cache',
            'Vary': 'Accept-Encoding',
        }

    def answer(self, request):
        """The page as the request wants it: 304 where the reader has it already, else the smallest it accepts."""
        known = request.META.get('HTTP_IF_NONE_MATCH', '')
        if self.digest in known or known.strip() == '*':
            return HttpResponseNotModified(headers=self.headers)
        encoding = _best_encoding(request.META.get('HTTP_ACCEPT_ENCODING', ''))
        response = HttpResponse(self.bodies[encoding], headers=self.headers)
        response.headers['Content-Length'] = str(len(self.bodies[encoding]))
        if encoding:
            response.headers['Content-Encoding'] = encoding
        return response


def _best_encoding(accepted):
    """The smallest of our encodings that the header `accepted` allows: 'br', 'gzip' or ''."""
    allowed = set()
    for item in accepted.split(','):
        name, _, weight = item.strip().partition(';')
        if weight.replace(' ', '') not in ('q=0', 'q=0.0', 'q=0.00', 'q=0.000'):
            allowed.add(name.strip())
    return next((name for name in ('br', 'gzip') if name in allowed), '')
