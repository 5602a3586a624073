"""The portal behind nginx, set up as `kompetansepakke/nginx.conf` says."""

import http.client
import io
import json
import os
import re
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PdfReader

from meetings.models import Department
from modules import share_link
from modules.editing.waiting import PIECE_MAX_BYTES
from modules.models import Module
from tests import factories, films, meetings
from tests.forms import Form
from tests.server import Server, free_port
from tests.visitor import Visitor

pytestmark = pytest.mark.operation

CONFIGURATION = """
    {user}
    daemon off;
    pid {folder}/pid;
    events {{}}
    http {{
        client_body_temp_path {folder}/body;
        proxy_temp_path {folder}/proxy;
        fastcgi_temp_path {folder}/fastcgi;
        uwsgi_temp_path {folder}/uwsgi;
        scgi_temp_path {folder}/scgi;
        {ours}
    }}
"""
CERTIFICATE = ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost']


@pytest.fixture
def portal(transactional_db, content, settings):
    roots = {'MEDIA_ROOT': str(settings.MEDIA_ROOT), 'WAITING_ROOT': str(settings.WAITING_ROOT)}
    portal = Server(BEHIND_PROXY='true', HTTPS='true', MEDIA_X_ACCEL='/opplastet/', **roots)
    portal.start()
    yield portal
    portal.stop()


@pytest.fixture
def proxy(portal, settings, tmp_path, monkeypatch):
    """The address of nginx, in front of a portal that leaves the sending of files to it."""
    nginx = shutil.which('nginx') or shutil.which('/usr/sbin/nginx')
    if not nginx:
        message = 'Driftsprøvene trenger nginx: apt-get install nginx-light'
        if os.environ.get('CI') == 'true':
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    # A certificate that nobody has signed.
    monkeypatch.setattr(ssl, '_create_default_https_context', ssl._create_unverified_context)
    key, signed = tmp_path / 'key', tmp_path / 'crt'
    subprocess.run([*CERTIFICATE, '-keyout', key, '-out', signed], check=True, capture_output=True)
    plain, port = free_port(), free_port()
    ours = Path('kompetansepakke/nginx.conf').read_text()
    for there, here, count in (
        ('http://127.0.0.1:8000', portal.url, 2), ('/srv/kompetansepakke/var/media', str(settings.MEDIA_ROOT), 1),
        ('listen 80;', f'listen 127.0.0.1:{plain};', 1), ('listen [::]:80;', '', 1),
        ('listen 443 ssl;', f'listen 127.0.0.1:{port} ssl;', 1), ('listen [::]:443 ssl;', '', 1),
        ('kompetansepakke.kommunen.example', 'localhost 127.0.0.1', 2), ('/var/log/nginx/', f'{tmp_path}/', 2),
        ('/etc/ssl/kompetansepakke.crt', str(signed), 1), ('/etc/ssl/kompetansepakke.key', str(key), 1),
        # As the port is another than the one that browsers leave out.
        ('Host $host;', 'Host $http_host;', 1),
    ):  # fmt: skip
        assert ours.count(there) == count, there
        ours = ours.replace(there, here)
    # Its own processes may otherwise not read the files of the one who runs the tests.
    user = 'user root;' if os.geteuid() == 0 else ''
    (tmp_path / 'nginx.conf').write_text(CONFIGURATION.format(folder=tmp_path, ours=ours, user=user))
    process = subprocess.Popen([nginx, '-c', tmp_path / 'nginx.conf', '-e', tmp_path / 'before.log'])
    answers_at(f'https://127.0.0.1:{port}/helse/', process)
    yield Proxy(f'https://127.0.0.1:{port}', f'http://127.0.0.1:{plain}', tmp_path)
    process.terminate()
    process.wait()


class Proxy(str):
    """Its address; `plain` is that of the port without TLS, and `logs` all that it has written."""

    def __new__(cls, address, plain, folder):
        made = super().__new__(cls, address)
        made.plain, made.folder = plain, folder
        return made

    @property
    def logs(self):
        return ''.join(path.read_text() for path in sorted(self.folder.glob('*.log')))


def answers_at(url, process):
    for _ in range(300):
        assert process.poll() is None, 'nginx gave up'
        try:
            return urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.1)
    raise AssertionError('nginx never answered')


def fetch(url, data=None, **headers):
    """The answer, also one that refuses, as (status, headers, bytes)."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=30) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


def test_reader_gets_a_page_and_the_files_it_names(proxy):
    status, _, page = fetch(f'{proxy}/norskopplaering/modul-2/')
    assert status == 200

    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())

    assert len(files) > 5
    for file in files:
        status, headers, _ = fetch(f'{proxy}{file}')
        assert (file, status) == (file, 200)
        assert 'immutable' in headers['Cache-Control']


def test_film_is_sent_by_nginx_and_only_through_the_portal(proxy):
    film = factories.film(factories.module(factories.package(slug='filmpakke')))
    film.file.save('film.webm', ContentFile(b'0123456789' * 1000))
    name = film.file.name

    status, headers, content = fetch(f'{proxy}/media/{name}', Range='bytes=5-9')

    assert (status, content) == (206, b'56789')
    assert headers['Content-Security-Policy'] == "default-src 'none'; sandbox"
    assert headers['X-Content-Type-Options'] == 'nosniff'
    assert headers['X-Accel-Redirect'] is None
    assert headers['Content-Type'] == 'video/webm'
    assert fetch(f'{proxy}/opplastet/{name}')[0] == 404
    assert fetch(f'{proxy}/media/../../db.sqlite3')[0] in (400, 404)


def test_meeting_is_led_and_written_down(proxy):
    meeting, leader = meetings.meeting(), Visitor()
    address = f'{proxy}{meetings.door(meeting)}'
    leader.get(address)

    assert leader.post(f'{address}styr/', do='start') == 200
    meeting.refresh_from_db()
    assert leader.post(f'{address}styr/', do='next', version=meeting.version) == 200
    assert leader.post(f'{address}notat/', step='sporsmal-tilpasset', text='Kveldstimer', version=0) == 200

    meeting.refresh_from_db()
    assert (meeting.now_at, meeting.notes.get().text) == (1, 'Kveldstimer')
    status, _, state = fetch(f'{address}tilstand/')
    assert (status, json.loads(state)['at']) == (200, 1)


def test_film_goes_up_in_pieces_and_comes_out_of_nginx_whole(proxy, settings):
    module, film = factories.module(factories.package(slug='filmpakke')), films.mp4(more=os.urandom(9 * 2**20))
    editor, uploads = Client(), f'{proxy}/admin/opplasting/'
    editor.force_login(factories.editor())
    session = f'sessionid={editor.cookies["sessionid"].value}'
    _, answered, token = fetch(uploads, Cookie=session)
    cookies = f'{session}; {answered["Set-Cookie"].partition(";")[0]}'
    headers = {'Cookie': cookies, 'X-CSRFToken': json.loads(token)['csrf'], 'Origin': str(proxy)}
    about = urllib.parse.urlencode({'name': 'film.mp4', 'size': len(film), 'fingerprint': 'merke'}).encode()
    _, _, begun = fetch(uploads, about, **headers)
    upload = f'{uploads}{json.loads(begun)["id"]}/'

    for offset in range(0, len(film), PIECE_MAX_BYTES):
        piece = {'Content-Type': 'application/octet-stream', 'Upload-Offset': str(offset)}
        sent = film[offset : offset + PIECE_MAX_BYTES]
        assert fetch(upload, sent, **headers, **piece)[0] == 200
        # The answer was lost, so it is sent once more.
        status, _, answer = fetch(upload, sent, **headers, **piece)
        assert (status, json.loads(answer)['offset']) == (409, offset + len(sent))

    form = Form(editor, f'/admin/modules/module/{module.pk}/change/')
    form = Form(editor, form.path, form.post(_redraw='add:film').content.decode())
    form['film-file-venter'] = json.loads(begun)['id']
    assert form.post().url.endswith('/admin/modules/module/')
    status, _, content = fetch(f'{proxy}/media/film/film.mp4')
    assert (status, content) == (200, film)
    assert list(settings.WAITING_ROOT.rglob('content')) == []


def test_only_editors_may_send_what_is_large(proxy):
    large = b'x' * (13 * 1024 * 1024)

    assert fetch(f'{proxy}/tilbakemelding/', large)[0] == 413
    # Django refuses it for another reason: it reached the portal.
    assert fetch(f'{proxy}/admin/login/', large)[0] in (400, 403)


def test_no_log_has_a_key_after_a_whole_meeting(proxy, portal, browser):
    """The doors' own lines included, and those about what went wrong; and no sheet but the one for addresses."""
    room = Department.objects.create(name='Kveldskursene')
    meeting = meetings.meeting(department=room)
    draft = Module.objects.get(slug='modul-6')
    Module.objects.filter(pk=draft.pk).update(status='draft')
    preview = share_link.token_of(draft)
    context = browser.new_context(ignore_https_errors=True, base_url=str(proxy), locale='nb-NO')
    tab, told = context.new_page(), []
    context.on('request', lambda request: told.append(request.all_headers().get('referer', '')))
    doors = [meetings.door(room), meetings.door(meeting), f'/mote/{meeting.reader_key}/referat/']

    for door in (*doors, f'/norskopplaering/modul-6/forhandsvisning/{preview}/', doors[1].replace('-', '%2D')):
        tab.goto(door)
        tab.get_by_role('link', name='Personvern').click()
        assert moved_to(proxy.plain, door) == f'https://127.0.0.1{door}'
    tab.goto(doors[1])
    tab.get_by_role('button', name='Start møtet').click()
    tab.wait_for_url('**/storskjerm/')
    tab.keyboard.press('PageDown')
    printed = []
    for place in ('leder/', 'notater/', 'referat/', 'kjoreplan/', 'bordkort/', 'refleksjonsark/'):
        tab.goto(f'{meeting.get_absolute_url()}{place}')
        assert tab.url == f'{proxy}{meeting.get_absolute_url()}{place}'
        if place not in ('leder/', 'notater/'):
            printed.append(text_of(tab.pdf(display_header_footer=True)))
    portal.kill()
    for door in doors:
        assert fetch(f'{proxy}{door}')[0] == 502
    context.close()

    logs = proxy.logs
    assert logs.count('/mote/*') >= 6 and logs.count('/avdeling/*') >= 3 and '/forhandsvisning/*' in logs
    assert meeting.public_name in logs and len(printed) == 4 and all(meeting.public_name in text for text in printed)
    keys = [meeting.secret, meeting.reader_secret, room.secret, room.reader_secret, preview]
    for key in keys:
        for written in (key, key.replace('-', '%2D'), urllib.parse.quote(key, safe='')):
            for text in (logs, *printed, *told):
                assert written not in text


def moved_to(address, path):
    """Where the port without TLS leads on to."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=30)
    connection.request('GET', path, headers={'Referer': f'{address}{path}'})
    return connection.getresponse().headers['Location']


def text_of(pdf):
    """The text of a PDF, which the browser's own reader of them would show."""
    return ''.join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
