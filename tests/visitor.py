"""Those who visit the portal without a browser: over the net, or in the process of the test."""

import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar

from django.test import Client


class Browser(Client):
    """A client that goes through a door, as every browser does: who opens an address with a key, is led on."""

    def get(self, path, *args, **kwargs):
        response = super().get(path, *args, **kwargs)
        while response.status_code == 302 and (response['Location'].endswith('?inn') or path.endswith('?inn')):
            path = response['Location']
            response = super().get(path, *args, **kwargs)
        return response


class Visitor:
    """One device: its cookies, and what it sends."""

    def __init__(self):
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.token = ''

    def get(self, address):
        """The status; and the page's CSRF token is kept for the next post."""
        with self.opener.open(address, timeout=30) as response:
            finder = _TokenFinder()
            finder.feed(response.read().decode())
            self.token = finder.token
            return response.status

    def post(self, address, **fields):
        """The status of the answer, for one who asked as a script does."""
        request = urllib.request.Request(
            address, self._body(fields), {'Accept': 'application/json', 'Origin': _origin(address)}
        )
        try:
            with self.opener.open(request, timeout=30) as response:
                return response.status
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code

    def submit(self, address, **fields):
        """The address that a form leads to."""
        request = urllib.request.Request(address, self._body(fields), {'Origin': _origin(address)})
        with self.opener.open(request, timeout=30) as response:
            return response.url

    def _body(self, fields):
        return urllib.parse.urlencode({'csrfmiddlewaretoken': self.token, **fields}).encode()


def _origin(address):
    return urllib.parse.urljoin(address, '/').rstrip('/')


class _TokenFinder(HTMLParser):
    token = ''

    def handle_starttag(self, tag, attrs):
        fields = dict(attrs)
        if fields.get('name') == 'csrfmiddlewaretoken':
            self.token = fields['value']
