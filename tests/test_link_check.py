"""Links are asked politely, and nobody on the inside is asked at all. The server that answers here is a real one."""

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from modules.editing import link_check
from modules.editing.link_check import Answer, check, is_public
from modules.models import Film, LinkCheck
from tests import factories

BROKEN = 'broken'


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.server.asked.append((self.command, self.path, time.monotonic()))
        self.server.together += 1
        self.server.most = max(self.server.most, self.server.together)
        time.sleep(self.server.slowness)
        status, location = self.server.pages.get(self.path, (404, None))
        if self.command == 'GET' and self.path == '/no-head/':
            status = 200
        self.server.together -= 1
        self.send_response(status)
        if location:
            self.send_header('Location', location)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.asked, server.together, server.most, server.slowness = [], 0, 0, 0
    server.url = f'http://127.0.0.1:{server.server_port}'
    server.allowed = lambda ip, port: port == server.server_port
    server.pages = {
        '/ok/': (200, None),
        '/no-head/': (405, None),
        '/moved/': (301, '/ok/'),
        '/for-now/': (302, '/ok/'),
        '/for-now-and-good/': (302, '/moved/'),
        '/to-broken/': (301, '/gone/'),
        '/round/': (302, '/round/'),
        '/inside/': (302, 'http://127.0.0.1:1/secret/'),
        '/to-file/': (302, 'file:///etc/passwd'),
        '/error/': (500, None),
        '/s%C3%B8k/?q=%C3%A6': (200, None),
    }
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ('path', 'answer'),
    [
        ('/ok/', Answer('works')),
        ('/ok/#del', Answer('works')),
        ('/no-head/', Answer('works')),
        ('/for-now/', Answer('works')),
        ('/for-now-and-good/', Answer('works')),
        ('/søk/?q=æ', Answer('works')),
        ('/gone/', Answer(BROKEN, 'svarer 404')),
        ('/error/', Answer(BROKEN, 'svarer 500')),
        ('/to-broken/', Answer(BROKEN, 'svarer 404')),
        ('/round/', Answer(BROKEN, 'sender videre for mange ganger')),
        ('/inside/', Answer(BROKEN, 'er ikke på det åpne nettet')),
        ('/to-file/', Answer(BROKEN, 'er ikke en adresse på nettet')),
    ],
)
def test_answer_is_what_a_reader_would_meet(server, path, answer):
    assert check(server.url + path, server.allowed) == answer


def test_address_that_moved_for_good_is_told_with_the_new_one(server):
    assert check(f'{server.url}/moved/', server.allowed) == Answer('moved', moved_to=f'{server.url}/ok/')


def test_head_is_tried_first_and_get_only_where_it_is_refused(server):
    check(f'{server.url}/ok/', server.allowed)
    check(f'{server.url}/no-head/', server.allowed)

    assert [(method, path) for method, path, _when in server.asked] == [
        ('HEAD', '/ok/'), ('HEAD', '/no-head/'), ('GET', '/no-head/'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ('scheme', 'start', 'expected'),
    [
        ('http', b'HTTP/1.1 20', Answer(BROKEN, 'svarer ikke')),
        ('http', b'HTTP/1.1 404 Borte\r\nX: ', Answer(BROKEN, 'svarer 404')),
        ('https', b'\x16\x03\x03\x40\x00\x02\x00\x3f\xfc', Answer(BROKEN, 'svarer ikke')),
    ],
)
def test_one_that_never_gets_to_the_end_is_left(monkeypatch, scheme, start, expected):
    """A letter at a time, soon enough each time for the connection, and for ever in all."""
    monkeypatch.setattr(link_check, 'DEADLINE', 0.5)
    is_over = threading.Event()

    def drip(connection):
        with connection, contextlib.suppress(OSError):
            connection.sendall(start)
            while not is_over.wait(0.05):
                connection.sendall(b'a')

    with socket.create_server(('127.0.0.1', 0)) as server:
        for _request in ('HEAD', 'GET'):
            threading.Thread(target=lambda: drip(server.accept()[0]), daemon=True).start()
        before = time.monotonic()
        answer = check(f'{scheme}://127.0.0.1:{server.getsockname()[1]}/', lambda ip, port: True)
        is_over.set()

    assert answer == expected
    assert time.monotonic() - before < link_check.TIMEOUT


def test_one_without_a_certificate_is_told_of(server):
    url = server.url.replace('http:', 'https:')

    assert check(url, server.allowed) == Answer(BROKEN, 'har ikke et gyldig sertifikat')


@pytest.mark.parametrize(
    'ip',
    ['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1',
     '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'fe80::1', 'fd00::1', '::'],
)  # fmt: skip
def test_nobody_on_the_inside_is_asked(ip):
    assert not is_public(ip, 443)


def test_the_open_internet_is_asked_on_the_ports_of_the_web():
    assert is_public('93.184.216.34', 443)
    assert is_public('2606:2800:220:1:248:1893:25c8:1946', 80)
    assert not is_public('93.184.216.34', 22)
    assert not is_public('93.184.216.34', 5432)


@pytest.mark.parametrize('host', ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0x7f000001', '2130706433'])
def test_our_own_machine_is_not_asked_under_any_name(server, host):
    answer = check(f'http://{host}:{server.server_port}/ok/')

    assert answer.result == BROKEN
    assert server.asked == []


@pytest.mark.parametrize(
    'url',
    ['ftp://example.org/', 'http://', 'http://bruker:ord@example.org/', 'http://[', 'http://x:99999/', 'http://a..b/'],
)
def test_what_is_no_address_is_told_and_not_asked(url):
    assert check(url).result == BROKEN


def test_server_that_never_answers_is_given_up(server, monkeypatch):
    monkeypatch.setattr(link_check, 'TIMEOUT', 0.2)
    server.slowness = 1

    assert check(f'{server.url}/ok/', server.allowed).detail == 'svarer ikke innen 0.2 sekunder'


def test_closed_door_is_told(server):
    server.shutdown()
    server.server_close()

    assert check(f'{server.url}/ok/', server.allowed) == Answer(BROKEN, 'svarer ikke')


def test_run_asks_one_at_a_time_with_a_pause_and_keeps_the_answers(server, db):
    server.slowness = 0.02
    group = factories.link_group(factories.module(intro=f'Se [siden]({server.url}/moved/).'))
    for path in ('/ok/', '/gone/'):
        factories.link(group, url=server.url + path)
    LinkCheck.objects.create(url='https://example.org/glemt/', result='works', checked_at='2026-01-01T00:00:00Z')

    link_check.run(server.allowed, pause=0.1)

    assert dict(LinkCheck.objects.values_list('url', 'result')) == {
        f'{server.url}/ok/': 'works',
        f'{server.url}/gone/': 'broken',
        f'{server.url}/moved/': 'moved',
    }
    assert server.most == 1
    times = [when for _method, _path, when in server.asked]
    assert times[-1] - times[0] > 0.2


def test_every_address_a_reader_can_follow_is_asked(db):
    module = factories.full_module(intro='[a](https://a.example/) [b](mailto:b@example.org)')
    Film.objects.update(source_url='https://c.example/', embed_url='https://d.example/')
    question = factories.case_question(module.cases.get(), text='<https://e.example/>')
    assert question.pk

    assert link_check.addresses() == {
        'https://a.example/', 'https://c.example/', 'https://d.example/', 'https://e.example/', 'https://example.org/1',
    }  # fmt: skip


def test_command_tells_what_needs_an_eye(db, capsys):
    factories.link(factories.link_group(factories.module()), url='http://127.0.0.1/')

    call_command('check_links')

    assert capsys.readouterr().out.splitlines() == [
        'http://127.0.0.1/ er ikke på det åpne nettet',
        '1 adresse kontrollert, 1 bør sees over.',
    ]


def test_command_counts_the_addresses(db, capsys):
    group = factories.link_group(factories.module())
    factories.link(group, url='http://127.0.0.1/')
    factories.link(group, url='http://127.0.0.2/')

    call_command('check_links')

    assert capsys.readouterr().out.splitlines()[-1] == '2 adresser kontrollert, 2 bør sees over.'
