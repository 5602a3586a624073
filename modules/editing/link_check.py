"""Do the addresses we link to answer? Asked politely, and never anyone on the inside.

An editor can write any address, and our server asks it. So every connection, that of a redirect too, goes to an
address on the open internet that was looked up and looked at here: what a name means cannot change in between.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import cast
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from modules import markdown, tree
from modules.models import LinkCheck, Module, Package

TIMEOUT = 10
# For an answer in all: one that sends a letter now and then is never silent for TIMEOUT seconds.
DEADLINE = 30
MAX_REDIRECTS = 5
HOSTS_AT_ONCE = 4
PAUSE = 1
PORTS = {'http': 80, 'https': 443}
USER_AGENT = 'kompetansepakke-lenkesjekk/1.0'
# Whether we connect to an IP address (text) and a port.
IsAllowed = Callable[[str, int], bool]
# What an address may hold as it is; the rest («ø») is written as bytes.
_SAFE = "/?%:@!$&'()*+,;=~-._"
_REFUSED_HEAD = {400, 403, 404, 405, 406, 429, 500, 501, 503}


@dataclass(frozen=True)
class Answer:
    """What an address answered: a `LinkCheck.Result`, in words why it is broken, or where it moved."""

    result: str
    detail: str = ''
    moved_to: str = ''


class Refused(Exception):
    """We do not ask this address, or it gave no answer; the text says why, to the editor."""


def is_public(ip: str, port: int) -> bool:
    """True when the IP address `ip` (text) is on the open internet and `port` is one that the web is on."""
    address = ipaddress.ip_address(ip)
    address = getattr(address, 'ipv4_mapped', None) or address
    return address.is_global and not address.is_multicast and port in PORTS.values()


def check(url: str, is_allowed: IsAllowed = is_public) -> Answer:
    """Ask `url` with HEAD, or GET where that is refused, following redirects. Returns an `Answer`, raises nothing.

    `is_allowed(ip, port)` decides whom we connect to.
    """
    asked, is_moved = url, True
    try:
        for _hop in range(MAX_REDIRECTS + 1):
            status, location = _ask(asked, is_allowed)
            if status not in (301, 302, 303, 307, 308) or not location:
                break
            # It has moved for good only when every step of the way says so.
            is_moved = is_moved and status in (301, 308)
            asked = urljoin(asked, location)
        else:
            raise Refused(_('sender videre for mange ganger'))
    except Refused as reason:
        return Answer(LinkCheck.Result.BROKEN, str(reason))
    if status >= 400:
        return Answer(LinkCheck.Result.BROKEN, _('svarer %(status)d') % {'status': status})
    if is_moved and _without_fragment(asked) != _without_fragment(url):
        return Answer(LinkCheck.Result.MOVED, moved_to=asked)
    return Answer(LinkCheck.Result.WORKS)


def _ask(url: str, is_allowed: IsAllowed) -> tuple[int, str | None]:
    """(status, location) of `url`; raises Refused when it is not to be asked or does not answer."""
    status, location = _send('HEAD', url, is_allowed)
    return _send('GET', url, is_allowed) if status in _REFUSED_HEAD else (status, location)


def _send(method: str, url: str, is_allowed: IsAllowed) -> tuple[int, str | None]:
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme, 0)
        host = host and host.encode('idna').decode()
    except (UnicodeError, ValueError):
        raise Refused(_('er ikke en gyldig adresse')) from None
    if scheme not in PORTS or not host or parts.username or parts.password:
        raise Refused(_('er ikke en adresse på nettet'))
    path = urlunsplit(('', '', parts.path or '/', parts.query, ''))
    try:
        connection = _connection(scheme, host, port, is_allowed)
        hang_up = threading.Timer(DEADLINE, _hang_up, [connection.sock])
        hang_up.start()
        try:
            if scheme == 'https':
                cast(ssl.SSLSocket, connection.sock).do_handshake()
            connection.request(method, quote(path, safe=_SAFE), headers={'User-Agent': USER_AGENT, 'Accept': '*/*'})
            answer = connection.getresponse()
            return answer.status, answer.headers.get('Location')
        finally:
            hang_up.cancel()
            connection.close()
    except ssl.SSLEOFError:
        raise Refused(_('svarer ikke')) from None
    except ssl.SSLError:
        raise Refused(_('har ikke et gyldig sertifikat')) from None
    except socket.gaierror:
        raise Refused(_('nettstedet finnes ikke')) from None
    except TimeoutError:
        raise Refused(_('svarer ikke innen %(seconds)s sekunder') % {'seconds': TIMEOUT}) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Refused(_('svarer ikke')) from None


def _connection(scheme: str, host: str, port: int, is_allowed: IsAllowed) -> http.client.HTTPConnection:
    """A connection to the very address that was looked at, known by its name to the other end."""
    found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not found or not all(is_allowed(ip, port) for ip in found):
        raise Refused(_('er ikke på det åpne nettet'))
    open_socket = socket.create_connection((sorted(found, key=len)[0], port), timeout=TIMEOUT)
    try:
        if scheme == 'https':
            context = ssl.create_default_context()
            open_socket = context.wrap_socket(open_socket, server_hostname=host, do_handshake_on_connect=False)
    except BaseException:
        open_socket.close()
        raise
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    connection.sock = open_socket
    return connection


def _hang_up(open_socket: socket.socket) -> None:
    # Past the TLS: whoever reads from it finds that the other end is gone.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(open_socket, socket.SHUT_RDWR)


def _without_fragment(url: str) -> str:
    return url.partition('#')[0]


def run(is_allowed: IsAllowed = is_public, pause: float = PAUSE) -> dict[str, Answer]:
    """Ask every address the content links to, and keep the answers. Returns {url: Answer}.

    One at a time at each host, with `pause` seconds in between, and a few hosts side by side. What nobody links to any
    more is forgotten.
    """
    by_host = defaultdict(list)
    for url in sorted(addresses()):
        by_host[_host(url)].append(url)

    def ask_all(urls: list[str]) -> list[tuple[str, Answer]]:
        answers = []
        for index, url in enumerate(urls):
            time.sleep(pause if index else 0)
            answers.append((url, check(url, is_allowed)))
        return answers

    answers = {}
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for found in pool.map(ask_all, by_host.values()):
            for url, answer in found:
                answers[url] = answer
                kept = {'result': answer.result, 'detail': answer.detail[:200], 'checked_at': timezone.now()}
                LinkCheck.objects.update_or_create(url=url, defaults={**kept, 'moved_to': answer.moved_to[:2000]})
    LinkCheck.objects.exclude(url__in=answers).delete()
    return answers


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def addresses() -> set[str]:
    """Every address on the web that a reader can be led to from the content, each once."""
    found = set()
    for model in tree.content_models():
        for field in model._meta.fields:
            if isinstance(field, models.URLField):
                found |= set(model._default_manager.values_list(field.name, flat=True))
    links = _Links()
    for document in [*Package.objects.with_contents(), *Module.objects.with_contents()]:
        for _path, _record, _field, text in tree.texts_of(document):
            links.feed(markdown.render(text))
    found |= links.found
    return {url for url in found if url.startswith(('https://', 'http://')) and len(url) <= 500}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == 'a':
            self.found.add(dict(attributes).get('href') or '')
