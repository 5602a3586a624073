"""No text that may come in keeps a process busy: what takes a day is told from what takes a moment."""

import time

import pytest

from modules import plain_text
from modules.editing.captions import CAPTIONS_MAX_BYTES, CaptionsError, as_webvtt
from modules.form_fields import TOO_LONG
from modules.markdown import render
from modules.models.base import LONGEST_TEXT

# A run of each, between two letters; every one of the old patterns took the square of its length.
RUNS = [' ', '\t', '\n', ' \t', '\xa0', 'a ', '\u200d', '\u0301', '* \t', '👨\u200d', '\U000e0061']
IN_CAPTIONS = ['\n', '\r', '\n\n0', '<', '<i', '{\\', '0:', '00:00:00,000 --> ', ' ']
HEADS = ['WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n', '1\n00:00:01,000 --> 00:00:02,000\nHei\n']
IN_MARKDOWN = [
    '-',
    '| ',
    ':-',
    'http://a.b/(',
    'www.a.no/[',
    'https://a.no/"',
    '![',
    '[',
    '`',
    '**',
    '> ',
    '\\',
    '<!--',
]
# A hang is what is looked for, on however slow a machine.
HANG = 30


@pytest.fixture(autouse=True)
def _no_hang():
    started = time.process_time()
    yield
    assert time.process_time() - started < HANG


@pytest.mark.parametrize('sign', RUNS)
def test_a_run_of_any_sign_is_made_plain_at_once(sign):
    text = f'a{sign * (400_000 // len(sign))}b'

    assert plain_text.line(text)[0] in 'aá' and plain_text.longer(text)[0] in 'aá'


def test_what_is_longer_than_any_text_is_refused_before_it_is_made_plain(client, db, monkeypatch):
    came = []
    monkeypatch.setattr('modules.plain_text.line', lambda text: came.append(len(text)) or text)

    response = client.post('/admin/login/', {'username': 'x' * (TOO_LONG + 1), 'password': 'hemmelig'})

    assert response.status_code == 200
    assert TOO_LONG + 1 not in came


@pytest.mark.parametrize('sign', IN_CAPTIONS)
@pytest.mark.parametrize(
    'head', ['WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n', '1\n00:00:01,000 --> 00:00:02,000\nHei\n']
)
def test_captions_of_any_sign_are_read_or_refused(head, sign):
    content = f'{head}{sign * (200_000 // len(sign))}'.encode()
    assert len(content) < CAPTIONS_MAX_BYTES

    try:
        assert as_webvtt(content).startswith(b'WEBVTT')
    except CaptionsError as error:
        assert str(error)


@pytest.mark.parametrize('sign', IN_MARKDOWN)
def test_the_longest_text_of_any_sign_is_drawn(sign):
    text = f'a\n{sign * ((LONGEST_TEXT - 3) // len(sign))}x'

    assert render(text).startswith('<p>a')
