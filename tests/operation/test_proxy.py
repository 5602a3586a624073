"""The portal behind nginx, set up as the README says."""

import json
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from modules.editing.waiting import PIECE_MAX_BYTES
from tests import factories, films, meetings
from tests.forms import Form
from tests.server import Server, free_port
from tests.visitor import Visitor

pytestmark = pytest.mark.operation

CONFIGURATION = """
    {user}
    daemon off;
    pid {folder}/pid;
    error_log {folder}/error.log;
    events {{}}
    http {{
        access_log {folder}/access.log;
        client_body_temp_path {folder}/body;
        proxy_temp_path {folder}/proxy;
        fastcgi_temp_path {folder}/fastcgi;
        uwsgi_temp_path {folder}/uwsgi;
        scgi_temp_path {folder}/scgi;
        server {{
            listen 127.0.0.1:{port};
            {readme}
        }}
    }}
"""


@pytest.fixture
def proxy(transactional_db, content, settings, tmp_path):
    """The address of nginx, in front of a portal that leaves the sending of files to it."""
    nginx = shutil.which('nginx') or shutil.which('/usr/sbin/nginx')
    if not nginx:
        message = 'Driftsprøvene trenger nginx: apt-get install nginx-light'
        if os.environ.get('CI') == 'true':
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    media = Path(settings.MEDIA_ROOT)
    roots = {'MEDIA_ROOT': str(media), 'WAITING_ROOT': str(settings.WAITING_ROOT)}
    portal = Server(BEHIND_PROXY='true', MEDIA_X_ACCEL='/opplastet/', **roots)
    portal.start()
    port = free_port()
    readme = re.search(r'```nginx\n(.*?)```', Path('README.md').read_text(), re.DOTALL)[1]
    assert readme.count('http://127.0.0.1:8000') == 2 and readme.count('/srv/kompetansepakke/var/media/') == 1
    readme = readme.replace('http://127.0.0.1:8000', portal.url).replace('/srv/kompetansepakke/var/media', str(media))
    # Its own processes may otherwise not read the files of the one who runs the tests.
    user = 'user root;' if os.geteuid() == 0 else ''
    (tmp_path / 'nginx.conf').write_text(CONFIGURATION.format(folder=tmp_path, port=port, readme=readme, user=user))
    process = subprocess.Popen([nginx, '-c', tmp_path / 'nginx.conf', '-e', tmp_path / 'error.log'])
    answers_at(f'http://127.0.0.1:{port}/helse/', process)
    yield f'http://127.0.0.1:{port}'
    process.terminate()
    process.wait()
    portal.stop()


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
    headers = {'Cookie': cookies, 'X-CSRFToken': json.loads(token)['csrf']}
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
