"""The address of a film, as people copy it, made one that a page of ours can show in a frame.

YouTube and Vimeo refuse to show a page for watching in a frame; each has an address for embedding of its own, and a way
of asking that the viewer is not followed: the host youtube-nocookie.com, and `dnt=1` (their own help on embedding:
support.google.com/youtube/answer/171780, help.vimeo.com/hc/en-us/articles/12426260232977).
"""

import re
from html.parser import HTMLParser
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from django.utils.translation import gettext as _
from linkify_it import LinkifyIt  # type: ignore[import-untyped]

YOUTUBE = {'youtube.com', 'youtube-nocookie.com', 'youtu.be'}
VIMEO = {'vimeo.com', 'player.vimeo.com'}
_YOUTUBE_ID = r'[\w-]{11}'
_VIMEO_ID = re.compile(r'/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/|showcase/\d+/video/|manage/videos/)?'
                       r'(\d{4,12})(?:/([0-9a-f]{6,20}))?/?', re.ASCII)  # fmt: skip
# The address of a film, as far as its host says.
_IS_FILM = re.compile(r'https?://([\w-]+\.)*(youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com)/', re.IGNORECASE)
_NO_QUOTES = str.maketrans(dict.fromkeys('"“”„«»', ' '))
_LINKIFY = LinkifyIt()
# Of what was typed: an address is much shorter.
_LONGEST = 5000
_TIME = re.compile(r'(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?', re.ASCII)


class NotAFilm(ValueError):
    """No film can be shown from what was typed; the text says what can be typed, to the editor."""


def embed_address(typed: str) -> str:
    """The address to be put in a frame for what somebody `typed`: an address to watch at, to embed, or code to embed.

    An address of another host is taken as it is, when it is one over https. Raises NotAFilm.
    """
    return frame_address(_address_in(typed.replace('&amp;', '&').strip()))


def frame_address(address: str) -> str:
    """The same for an `address` with nothing around it, such as one that is stored. Raises NotAFilm."""
    if address.startswith('//'):
        address = f'https:{address}'
    try:
        address = _unwrapped(address)
        parts = _parts(address)
    except ValueError:
        raise NotAFilm(_('Dette er ikke en nettadresse. Kopier adressen fra siden der filmen vises.')) from None
    host = _host(parts)
    if host in YOUTUBE or host.endswith('.youtube.com'):
        return _of_youtube(parts, host)
    if host in VIMEO or host.endswith('.vimeo.com'):
        return _of_vimeo(parts)
    if _wraps(host) or parts.scheme != 'https' or '://' not in address or '.' not in host:
        raise NotAFilm(_('Lim inn adressen fra YouTube eller Vimeo, eller en adresse som begynner med «https://».'))
    return address


def _address_in(typed: str) -> str:
    """The one address in what was typed: by itself, in the code of a frame, or in what a person writes around it."""
    if re.search(r'<iframe\b', typed, re.IGNORECASE):
        return _source_in(typed)
    typed = typed.translate(_NO_QUOTES).strip(" '‘’")
    if re.fullmatch(r'[^\s<>()\[\]]*', typed):
        return typed.rstrip('.,;:!?')
    found = dict.fromkeys(match.url for match in _LINKIFY.match(typed[:_LONGEST]) or [])
    films = [address for address in found if _IS_FILM.match(address)]
    if len(films) > 1:
        raise NotAFilm(_('Her er flere adresser. Lim inn adressen til én film.'))
    if not found and '<' in typed:
        raise NotAFilm(_('Fant ingen film i koden. Kopier heller adressen til filmen.'))
    return next(iter(films or found), typed)


def _unwrapped(address: str) -> str:
    """`address` without what a mail program, a search or a question about cookies has wrapped it in: the film would not
    show in a frame, and every viewer would be told of to somebody.
    """
    for _layer in range(3):
        parts = _parts(address)
        if _host(parts) in YOUTUBE | VIMEO:
            break
        inside = [value for values in parse_qs(parts.query).values() for value in values]
        films = [value for value in inside if _IS_FILM.match(value)]
        others = [value for value in inside if value.startswith('https://')] if _wraps(_host(parts)) else []
        address = next(iter(films or others), address)
    return address


def _wraps(host: str) -> bool:
    """True for hosts that only lead on."""
    return re.fullmatch(r'google(\.\w+)+|.*\.safelinks\.protection\.outlook\.com', host) is not None


def _parts(address: str) -> SplitResult:
    """Raises ValueError."""
    parts = urlsplit(address if '://' in address else f'https://{address}')
    parts.hostname  # noqa: B018 (raises as well)
    return parts


def _host(parts: SplitResult) -> str:
    return re.sub(r'^(www|m|music)\.', '', (parts.hostname or '').lower())


def watch_address(address: str) -> str:
    """Where a person watches the film that `address`, of YouTube or Vimeo, shows in a frame; others are as they are."""
    if tube := re.match(
        rf'https://www\.youtube-nocookie\.com/embed/({_YOUTUBE_ID})(?:\?start=(\d+))?', address, re.ASCII
    ):
        return f'https://www.youtube.com/watch?v={tube[1]}' + (f'&t={tube[2]}s' if tube[2] else '')
    if vimeo := re.match(r'https://player\.vimeo\.com/video/(\d+)\?dnt=1(?:&h=([0-9a-f]+))?', address):
        return '/'.join(filter(None, ['https://vimeo.com', *vimeo.groups()]))
    return address


def _of_youtube(parts: SplitResult, host: str) -> str:
    query = parse_qs(parts.query)
    path = re.fullmatch(rf'/(?:(?:embed|shorts|live|v)/)?({_YOUTUBE_ID})/?', parts.path, re.ASCII)
    found = (query.get('v') or [''])[0] if parts.path.rstrip('/') == '/watch' else path[1] if path else ''
    # «/playlists11» is as long as a film's name is: only the short host has it right after itself.
    is_bare = path is not None and parts.path.count('/') == 1
    if host == 'studio.youtube.com' and (edited := re.match(rf'/video/({_YOUTUBE_ID})(/|$)', parts.path, re.ASCII)):
        found = edited[1]
    elif host not in YOUTUBE:
        found = ''
    if not re.fullmatch(_YOUTUBE_ID, found, re.ASCII) or (is_bare and host != 'youtu.be') or found == 'videoseries':
        raise NotAFilm(_('Adressen hos YouTube er ikke til én film. Åpne filmen der, og kopier adressen øverst.'))
    start = _seconds((query.get('t') or query.get('start') or parse_qs(parts.fragment).get('t') or [''])[0])
    return f'https://www.youtube-nocookie.com/embed/{found}' + (f'?start={start}' if start else '')


def _of_vimeo(parts: SplitResult) -> str:
    match = _VIMEO_ID.fullmatch(parts.path)
    if not match:
        raise NotAFilm(_('Adressen hos Vimeo er ikke til én film. Åpne filmen der, og kopier adressen øverst.'))
    number, key = match.groups()
    # A film that is not listed has a key, in its path or asked for.
    key = key or (parse_qs(parts.query).get('h') or [''])[0]
    query = {'dnt': '1'} | ({'h': key} if re.fullmatch('[0-9a-f]{6,20}', key) else {})
    start = _seconds(parts.fragment.removeprefix('t='))
    return f'https://player.vimeo.com/video/{number}?{urlencode(query)}' + (f'#t={start}s' if start else '')


def _seconds(time: str) -> int:
    """«90», «90s» and «1m30s» are 90; what is no time is 0."""
    match = _TIME.fullmatch(time)
    hours, minutes, seconds = match.groups() if match else (None, None, None)
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)


def _source_in(code: str) -> str:
    """What the first frame in the HTML `code` shows."""
    reader = _Frames()
    reader.feed(code)
    if not reader.sources:
        raise NotAFilm(_('Fant ingen film i koden. Kopier heller adressen til filmen.'))
    return reader.sources[0].strip()


class _Frames(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        source = dict(attributes).get('src')
        if tag == 'iframe' and source:
            self.sources.append(source)
