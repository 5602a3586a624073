"""Whole numbers as they come from outside."""

import pytest

from meetings.numbers import LARGEST, whole


@pytest.mark.parametrize(('text', 'number'), [('0', 0), ('7', 7), (' 12 ', 12), ('007', 7), (f'{LARGEST}', LARGEST)])
def test_a_whole_number_is_read(text, number):
    assert whole(text) == number


@pytest.mark.parametrize(
    'text', [None, '', ' ', 'x', '-1', '+1', '1.5', '1e3', '1_000', '½', '²', f'{LARGEST + 1}', '9' * 11, '9' * 5000]
)
def test_what_is_no_whole_number_of_ours_is_that_of_nothing(text):
    assert whole(text) == -1
