"""Days as Norwegians write them."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.days import day_of

# A Friday, in week 48.
TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ('text', 'day'),
    [
        ('2026-12-03', date(2026, 12, 3)),
        ('3.12.2026', date(2026, 12, 3)),
        ('03.12.26', date(2026, 12, 3)),
        ('3.12.', date(2026, 12, 3)),
        ('3.12', date(2026, 12, 3)),
        ('3/12', date(2026, 12, 3)),
        ('3. desember', date(2026, 12, 3)),
        ('3 des', date(2026, 12, 3)),
        ('3. des.', date(2026, 12, 3)),
        ('torsdag 3. desember', date(2026, 12, 3)),
        ('Tors. 3.12.', date(2026, 12, 3)),
        ('torsdag den 3. desember 2026', date(2026, 12, 3)),
        ('  innen 1. november ', date(2027, 11, 1)),
        ('1. mars', date(2027, 3, 1)),
        ('1. mai', date(2027, 5, 1)),
        ('27. november', TODAY),
        ('26. november', date(2027, 11, 26)),
        ('29. februar', date(2028, 2, 29)),
        ('fredag', date(2026, 12, 4)),
        ('lørdag', date(2026, 11, 28)),
        ('på mandag', date(2026, 11, 30)),
        ('neste fredag', date(2026, 12, 4)),
        ('neste mandag', date(2026, 11, 30)),
        ('i dag', TODAY),
        ('i morgen', date(2026, 11, 28)),
        ('om en uke', date(2026, 12, 4)),
        ('om to uker', date(2026, 12, 11)),
        ('om 14 dager', date(2026, 12, 11)),
        ('om fjorten dager', date(2026, 12, 11)),
        ('om tre måneder', date(2027, 2, 27)),
        ('neste uke', date(2026, 12, 4)),
        ('uke 50', date(2026, 12, 11)),
        ('uke 2', date(2027, 1, 15)),
        ('neste måned', date(2026, 12, 31)),
        ('januar', date(2027, 1, 31)),
        ('slutten av februar', date(2027, 2, 28)),
        ('november', date(2026, 11, 30)),
        ('neste møte', date(2027, 1, 14)),
        ('til neste gang', date(2027, 1, 14)),
    ],
)
def test_a_day_is_understood(text, day):
    assert day_of(text, TODAY, next_meeting=date(2027, 1, 14)) == day


@pytest.mark.parametrize(
    'text',
    ['', 'snart', '31.2.', '32. januar', '1.13.', '0.0.', 'om', 'om mange uker', 'uke 60', '0.1.2000', '1.1.0000',
     'fr', 'neste', 'ma', '2026-13-40', '14', '1.1.20267', '9' * 400],
)  # fmt: skip
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        day_of(text, TODAY)


def test_the_next_meeting_is_no_day_when_there_is_none():
    with pytest.raises(ValueError):
        day_of('neste møte', TODAY)


@given(st.dates(date(2001, 1, 1), date(2190, 1, 1)), st.integers(0, 330))
def test_a_day_that_comes_is_understood_without_its_year(today, away):
    day = today + timedelta(days=away)

    assert day_of(f'{day.day}.{day.month}.', today) == day
    assert day_of(f'{day:%d.%m.%Y}', today) == day


@given(st.text(max_size=40), st.dates(date(2001, 1, 1), date(2190, 1, 1)))
def test_no_text_breaks_it(text, today):
    with suppress(ValueError):
        assert day_of(text, today)
