"""A meeting as a calendar file (RFC 5545), which Outlook and the others open."""

from collections.abc import Iterator
from datetime import UTC, datetime

LINE = 75


def event(
    uid: str, sequence: int, start: datetime, end: datetime, changed: datetime, title: str, text: str, address: str
) -> str:
    """A calendar of one event from `start` to `end`, which was last `changed`.

    `uid` is the same each time, and `sequence` is higher each time it is moved, so that a newer file replaces it. There
    is no METHOD: that asks for an ORGANIZER (RFC 5546, 3.2.1), whom nobody knows.
    """
    lines = [
        'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//kompetansepakke//nb', 'BEGIN:VEVENT',
        f'UID:{uid}', f'SEQUENCE:{sequence}', f'DTSTAMP:{_moment(changed)}', f'LAST-MODIFIED:{_moment(changed)}',
        f'DTSTART:{_moment(start)}', f'DTEND:{_moment(end)}',
        f'SUMMARY:{_escaped(title)}', f'DESCRIPTION:{_escaped(text)}', f'URL:{address}',
        'END:VEVENT', 'END:VCALENDAR',
    ]  # fmt: skip
    return ''.join(f'{part}\r\n' for line in lines for part in _folded(line))


def _moment(moment: datetime) -> str:
    return f'{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}'


def _escaped(text: str) -> str:
    for sign in ('\\', ';', ','):
        text = text.replace(sign, f'\\{sign}')
    return text.replace('\r', '').replace('\n', '\\n')


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, none of which cuts a letter in two."""
    piece = ''
    for letter in line:
        if len((piece + letter).encode()) > LINE:
            yield piece
            piece = ' '
        piece += letter
    yield piece
