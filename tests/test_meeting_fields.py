"""Every field of every form of a meeting and of a room, sent with what nobody meant: never a fault of ours.

The check sends the worst, and `make fuzz` all there is.
"""

from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.db import transaction
from hypothesis import settings

from meetings.models import Commitment, Department, Note
from tests import meetings

WORST = ['', '-1', '9' * 5000, '\x00', '\ud800', '9999-12-31', 'up-99999999999999999999']
ODD = [
    *WORST, ' ', 'x', '1.5', '0', '99999', '2147483648', '9' * 20, 'NaN', '٣', 'é' * 3000, '0001-01-01', '2026-02-30',
    '2026-11-26T25:61', '9999-12-31T23:59', '0001-01-01T00:00', '24:00', '-0', 'fit', "'; --", '../..', '<b>',
    'modul-99.sporsmal-x', '\u202e',
]  # fmt: skip


class Forms(HTMLParser):
    """The forms of a page that are posted: (address, fields with what they hold, the buttons as one field each)."""

    def __init__(self, html):
        super().__init__()
        self.found, self._select = [], None
        self.feed(html)
        self.found = [(action, fields, list(buttons.values())) for method, action, fields, buttons in self.found
                      if method == 'post']  # fmt: skip

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == 'form':
            self.found.append((attrs.get('method', 'get'), attrs.get('action') or '', {}, {}))
        if not self.found:
            return
        name, (_method, _action, fields, buttons) = attrs.get('name'), self.found[-1]
        if tag == 'option' and self._select and ('selected' in attrs or self._select not in fields):
            fields[self._select] = attrs.get('value', '')
        elif tag == 'select':
            self._select = name
        elif tag == 'button' and name:
            # One of each verb: «up-2» does what «up-1» does.
            verb = attrs.get('value', '').partition('-')[0]
            buttons.setdefault((name, verb), {name: attrs.get('value', '')})
        elif tag in ('input', 'textarea') and name and (attrs.get('type') != 'radio' or 'checked' in attrs):
            fields.setdefault(name, attrs.get('value', ''))

    def handle_endtag(self, tag):
        if tag == 'select':
            self._select = None


@pytest.fixture
def places(content):
    """The pages with forms in them, of a room and of meetings that are planned, in progress and over."""
    room = Department.objects.create(name='Kveldskursene')
    planned, running, ended = meetings.meeting(department=room), meetings.running(), meetings.running()
    later = meetings.running(department=room)
    for meeting in (running, ended, later):
        meeting.go(meeting.version, 3)
        Note.objects.create(meeting=meeting, step='sporsmal-tilpasset', writer='a', text='Kveldstimer')
        Commitment.objects.create(meeting=meeting, what='Kveldstimer på nett')
    ended.end(ended.version)
    paths = [meetings.door(room), f'{meetings.door(room)}adresse/', '/avdeling/', '/mote/skjerm/']
    paths += [f'{meetings.door(room)}planlegg/norskopplaering/modul-2/', '/mote/planlegg/norskopplaering/modul-2/']
    for meeting in (planned, running, ended):
        door = meetings.door(meeting)
        paths += [f'{door}{page}' for page in ('', 'leder/', 'storskjerm/', 'notater/', 'referat/', 'adresse/')]
    return paths


def test_no_field_of_any_form_gives_a_fault_of_ours(client, places):
    walked, odd_ones = set(), ODD if settings().max_examples > 100 else WORST
    for path in places:
        response = client.get(path)
        here = response.request['PATH_INFO']
        for action, fields, buttons in Forms(response.content.decode()).found:
            fields.pop('csrfmiddlewaretoken')
            place, every = action or here, [{**fields, **pressed} for pressed in buttons or [{}]]
            # Of a list of alike forms, one is enough.
            if (place, *sorted(every[0])) in walked:
                continue
            walked.add((place, *sorted(every[0])))
            tried = [{**every[0], name: odd} for name in every[0] for odd in odd_ones]
            tried += [one | dict.fromkeys(fields, odd) for one in every for odd in WORST]
            for one in tried:
                assert sent(client, place, one) in (200, 302, 404, 409, 413, 422, 429), (path, place, one)

    assert len(walked) > 39


def sent(client, path, fields):
    """The status of the answer; nothing is kept of what it did."""
    before = transaction.savepoint()
    body = urlencode(fields, errors='surrogatepass')
    response = client.post(path, body, content_type='application/x-www-form-urlencoded')
    transaction.savepoint_rollback(before)
    return response.status_code
