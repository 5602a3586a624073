"""Captions from wherever they were made, as a browser reads them: WebVTT with at least one cue (W3C WebVTT, 4.1)."""

import html
import re
from collections.abc import Iterable

import webvtt
from django.utils.translation import gettext as _
from webvtt.errors import MalformedFileError

CAPTIONS_MAX_BYTES = 2 * 1024 * 1024
# A line of times as it is written by hand and by programs: with comma or full stop, with or without hours, and with an
# arrow that a word processor has drawn.
_ARROW = r'(?:-->|->|→|–>|—>)'
_MOMENT = r'(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})'
_TIMES = re.compile(rf'^[ \t]*{_MOMENT}[ \t]*{_ARROW}[ \t]*{_MOMENT}([ \t][^\n]*)?$', re.MULTILINE)
_LOOKS_LIKE_TIMES = re.compile(rf'^[^\n]{{0,40}}\d:\d[^\n]{{0,40}}{_ARROW}[^\n]*$', re.MULTILINE)
# What an .srt may say about looks, and WebVTT has no word for.
_SRT_LOOKS = re.compile(r'\{\\[^{}\n]*\}|</?(?:font|s|strike|span|p|div|center)(?: [^<>\n]*)?>', re.IGNORECASE)
# A sign that begins something in WebVTT, and nothing in an .srt.
_SRT_SIGN = re.compile(r'<(?!/?[ibu]>)|&(?!(?:amp|lt|gt|nbsp|lrm|rlm|#\d+);)', re.IGNORECASE)


class CaptionsError(ValueError):
    """The file has no captions that a browser would show; the text says why, to the editor."""


def as_webvtt(content: bytes) -> bytes:
    """The captions in the file `content`, which is WebVTT or SubRip (.srt), as WebVTT in UTF-8.

    What a browser reads as it is, stays as it is. Raises CaptionsError.
    """
    if len(content) > CAPTIONS_MAX_BYTES:
        raise CaptionsError(_('Fila er for stor til å være teksting.'))
    text = _text_of(content)
    mended = _mended(text)
    cues = [cue for cue in webvtt.WebVTT.from_string(mended).captions if cue.text.strip()]
    if not cues:
        raise CaptionsError(_('Det er ingen tekst i fila. Velg en .vtt- eller .srt-fil med teksting.'))
    _refuse_backwards(cues)
    is_read_as_it_is = content.removeprefix(b'\xef\xbb\xbf').startswith(b'WEBVTT') and mended == text
    return content if is_read_as_it_is and _is_utf_8(content) else mended.encode()


def _mended(text: str) -> str:
    """`text` as WebVTT. Times are mended where one can know what was meant; else CaptionsError says the line."""
    lines = re.sub('\r\n?', '\n', text).lstrip('\n ')
    timed = _TIMES.sub(_right, lines)
    for found in _LOOKS_LIKE_TIMES.finditer(timed):
        if not _TIMES.fullmatch(found[0]):
            what = {'number': timed.count('\n', 0, found.start()) + 1, 'line': found[0].strip()[:60]}
            fault = _('Linje %(number)s kan ikke leses: «%(line)s». Skriv tida slik: 00:00:01.000 --> 00:00:03.000.')
            raise CaptionsError(fault % what)
    if re.match(r'WEBVTT([ \t\n]|$)', timed, re.IGNORECASE):
        timed = f'WEBVTT{timed[6:]}'
        return text if timed == lines == text.replace('\r\n', '\n').replace('\r', '\n') else timed
    if not _TIMES.search(timed):
        raise CaptionsError(_('Fila er ikke teksting. Velg en .vtt- eller .srt-fil.'))
    try:
        looks = _SRT_SIGN.sub(lambda found: html.escape(found[0]), _SRT_LOOKS.sub('', timed))
        made = webvtt.WebVTT.from_string(f'WEBVTT\n\n{looks}')
        for cue in made.captions:
            # SubRip's number.
            cue.identifier = None
        return f'{made.content.rstrip()}\n'
    except (MalformedFileError, ValueError):
        raise CaptionsError(_('Fila er ikke teksting. Velg en .vtt- eller .srt-fil.')) from None


def _right(found: re.Match[str]) -> str:
    """The line of times as WebVTT has it; one that is right already stays as it is."""
    if re.fullmatch(r'(\d{2,4}:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(\d{2,4}:)?\d{2}:\d{2}\.\d{3}([ \t].*)?', found[0]):
        return found[0]
    first, last = (
        f'{int(hours or 0):02}:{int(minutes):02}:{seconds}.{fraction:0<3}'
        for hours, minutes, seconds, fraction in (found.groups()[:4], found.groups()[4:8])
    )
    return f'{first} --> {last}{found[9] or ""}'


def _refuse_backwards(cues: Iterable[webvtt.Caption]) -> None:
    for number, cue in enumerate(cues, 1):
        if cue.end <= cue.start:
            fault = _('Tekst nummer %(number)s slutter (%(end)s) før den begynner (%(start)s). Rett tidene i fila.')
            raise CaptionsError(fault % {'number': number, 'start': cue.start, 'end': cue.end})


def _text_of(content: bytes) -> str:
    """The text, in UTF-8, in UTF-16, or in the old set of Windows where that gives words with a letter here and there
    that English has not: another alphabet in a set of its own would be nothing but such letters.
    """
    try:
        if content.startswith((b'\xff\xfe', b'\xfe\xff')):
            text = content.decode('utf-16')
        elif wide := _wide_set_of(content):
            text = content.decode(wide)
        elif _is_utf_8(content):
            text = content.decode('utf-8-sig')
        else:
            text = content.decode('cp1252')
            letters = [sign for sign in text if sign.isalpha()]
            odd = sum(not sign.isascii() for sign in letters)
            if re.search(r'[^\s -~À-ÏÑ-ÖØ-Üßà-ïñ-öø-üÿŠšŽž«»–—…’‘“”§´`°·½]', text) or odd > len(letters) / 4:
                raise UnicodeError
    except UnicodeError:
        text = '\0'
    if '\0' in text:
        raise CaptionsError(_('Fila er lagret i et annet tegnsett. Lagre den som UTF-8, og velg den på nytt.'))
    return text


def _wide_set_of(content: bytes) -> str:
    """UTF-16 that does not say so: every other byte of its digits and spaces is zero. '' for anything else."""
    first, second = content[::2].count(0), content[1::2].count(0)
    if len(content) % 2 or bool(first) == bool(second) or first + second <= len(content) / 8:
        return ''
    return 'utf-16-be' if first else 'utf-16-le'


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
