"""Where a film pauses for a question: lines an editor types, such as «2:30 Hva ville dere gjort nå?»."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Any space will do, a dash too, and a full stop between minutes and seconds: «2.30 – Hva …?».
_LINE = re.compile(r'(?:kl\.?\s*)?(?:([0-9]{1,2})[:.])?([0-9]{1,3})[:.]([0-5][0-9])(?:\s*[–—-]\s*|\s+)(\S.*)')


@dataclass(frozen=True)
class Stop:
    """A question that the film stops for, `second` seconds from its start."""

    second: int
    text: str

    @property
    def time(self) -> str:
        """As a player shows it: 150 → «2:30», 3725 → «1:02:05»."""
        hours, rest = divmod(self.second, 3600)
        minutes, seconds = divmod(rest, 60)
        return f'{hours}:{minutes:02}:{seconds:02}' if hours else f'{minutes}:{seconds:02}'


def parse(lines: str) -> list[Stop]:
    """The stops in `lines`, in the order of the film, the first of two at one second. What is no stop is left out."""
    stops: dict[int, Stop] = {}
    for line in lines.splitlines():
        if stop := _parse_line(line):
            stops.setdefault(stop.second, stop)
    return sorted(stops.values(), key=lambda stop: stop.second)


def validate(lines: str) -> None:
    """Raises ValidationError with a sentence for every line that is no stop, or comes at a time already taken."""
    errors, taken = [], set()
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip():
            continue
        stop = _parse_line(line)
        if stop is None:
            errors.append(
                _(
                    'Linje %(number)s er ikke et stopp: «%(line)s». Skriv minutter:sekunder, mellomrom og '
                    'spørsmålet, slik: «2:30 Hva …?»'
                )
                % {'number': number, 'line': line.strip()[:60]}
            )
        elif stop.second in taken:
            errors.append(
                _('Linje %(number)s: Det er alt et stopp ved %(time)s.') % {'number': number, 'time': stop.time}
            )
        else:
            taken.add(stop.second)
    if errors:
        raise ValidationError(errors)


def validate_within(lines: str, seconds: int) -> None:
    """Raises ValidationError with a sentence for every stop that comes when a film of so many `seconds` is over."""
    errors = []
    for number, line in enumerate(lines.splitlines(), 1):
        stop = _parse_line(line)
        if stop and stop.second >= seconds:
            what = {'number': number, 'time': stop.time, 'end': Stop(seconds, '').time}
            errors.append(_('Linje %(number)s: Filmen er slutt ved %(end)s, og stanser aldri ved %(time)s.') % what)
    if errors:
        raise ValidationError({'stop_lines': errors})


def _parse_line(line: str) -> Stop | None:
    if not (match := _LINE.fullmatch(line.strip())):
        return None
    hours, minutes, seconds, text = match.groups()
    second = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return Stop(second, text) if second else None
