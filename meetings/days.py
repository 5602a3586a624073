"""Days as Norwegians write them: «fredag», «1.11.», «1. november», «om to uker», «uke 50»."""

import re
from datetime import date, timedelta

WEEKDAYS = ('mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag')
MONTHS = (
    'januar', 'februar', 'mars', 'april', 'mai', 'juni',
    'juli', 'august', 'september', 'oktober', 'november', 'desember',
)  # fmt: skip
NUMBERS = ('en', 'to', 'tre', 'fire', 'fem', 'seks', 'sju', 'åtte', 'ni', 'ti', 'elleve', 'tolv')
NEAR = {'i dag': 0, 'idag': 0, 'i morgen': 1, 'imorgen': 1, 'i overmorgen': 2}
NEXT_MEETING = ('neste møte', 'neste gang', 'til neste møte', 'til neste gang')
FRIDAY = 4
# What one may say before the day, and what it then is.
_BEFORE = re.compile(r'^(?:innen|før|senest|til|på|den)\s+')
_DATE = re.compile(r'^(\d{1,2})\s*(?:[./-]|\s)\s*(\d{1,2}|[a-zæøå]+)\.?\s*(?:[./-]|\s)?\s*(\d{4}|\d{2})?\.?$')
_IN = re.compile(r'^om\s+(\d{1,3}|[a-zæøå]+)\s+(dag|dager|uke|uker|måned|måneder)$')
_WEEK = re.compile(r'^(?:i\s+)?uke\s+(\d{1,2})$')


def day_of(text: str, today: date, next_meeting: date | None = None) -> date:
    """The day that `text` is about, for one who writes it `today`. A day without a year is the next one there is.

    Of a week it is the Friday, and of a month the last day: it is when something is to be done by. Raises ValueError
    for what is no day.
    """
    text = ' '.join(text.casefold().split())
    if text in NEXT_MEETING and next_meeting:
        return next_meeting
    text = _BEFORE.sub('', text)
    day = _near(text, today) or _weekday(text, today) or _away(text, today) or _month(text, today) or _date(text, today)
    if day is None:
        raise ValueError(text)
    return day


def _near(text: str, today: date) -> date | None:
    return today + timedelta(days=NEAR[text]) if text in NEAR else None


def _weekday(text: str, today: date) -> date | None:
    """«fredag» is the next one after today, «neste fredag» that of the week after this one."""
    number = _named(text.removeprefix('neste ').rstrip('.'), WEEKDAYS, 3)
    if number is None:
        return None
    monday = today - timedelta(days=today.weekday())
    if text.startswith('neste '):
        return monday + timedelta(days=7 + number)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _away(text: str, today: date) -> date | None:
    """«om to uker», «neste uke», «uke 50», «neste måned»."""
    friday = today + timedelta(days=FRIDAY - today.weekday())
    if text == 'neste uke':
        return friday + timedelta(days=7)
    if text == 'neste måned':
        return _last_of(today.year + (today.month == 12), today.month % 12 + 1)
    if found := _WEEK.match(text):
        years = (year for year in (today.year, today.year + 1) if _friday_of(year, int(found[1])))
        return next((day for year in years if (day := _friday_of(year, int(found[1]))) and day >= today), None)
    found = _IN.match(text)
    if not found:
        return None
    number = _count(found[1])
    if number is None:
        return None
    if not found[2].startswith('måned'):
        return today + timedelta(days=number * (7 if found[2].startswith('uke') else 1))
    months = today.month - 1 + number
    last = _last_of(today.year + months // 12, months % 12 + 1)
    return min(last, last.replace(day=today.day)) if today.day <= last.day else last


def _month(text: str, today: date) -> date | None:
    """«januar», «slutten av januar»: its last day."""
    month = _named(text.removeprefix('slutten av ').removeprefix('utgangen av '), MONTHS, 3)
    if month is None:
        return None
    return _last_of(today.year + (month + 1 < today.month), month + 1)


def _date(text: str, today: date) -> date | None:
    """«14. januar», «tors 14.1.», «14/1/27», «2027-01-14»; the weekday before it is not asked."""
    if re.match(r'^\d{4}-\d\d-\d\d$', text):
        return _real(int(text[:4]), int(text[5:7]), int(text[8:]))
    first, _space, rest = text.partition(' ')
    if rest and _named(first.rstrip('.,'), WEEKDAYS, 3) is not None:
        text = rest.removeprefix('den ')
    found = _DATE.match(text)
    if not found:
        return None
    day, month, year = int(found[1]), _month_number(found[2]), found[3]
    if month is None:
        return None
    if year:
        return _real(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # The next one there is; 29 February may be some years away.
    coming = (_real(today.year + more, month, day) for more in range(9))
    return next((one for one in coming if one and one >= today), None)


def _month_number(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    named = _named(text, MONTHS, 3)
    return None if named is None else named + 1


def _named(text: str, names: tuple[str, ...], fewest: int) -> int | None:
    """The index of the name that `text` is, or begins, with at least `fewest` letters; of «mai» and «mars» too."""
    return next((at for at, name in enumerate(names) if len(text) >= fewest and name.startswith(text)), None)


def _count(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    text = {'én': 'en', 'ei': 'en', 'ett': 'en', 'et': 'en', 'syv': 'sju', 'fjorten': '14'}.get(text, text)
    return 14 if text == '14' else NUMBERS.index(text) + 1 if text in NUMBERS else None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_of(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _friday_of(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, FRIDAY + 1)
    except ValueError:
        return None
