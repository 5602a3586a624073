import base64
import os
import shutil

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.files.base import ContentFile

from modules.models import Module
from tests import factories
from tests.browser import needs
from tests.browser.editing import log_in

# Playwright's synchronous interface runs an event loop, in which Django would refuse the database.
os.environ['DJANGO_ALLOW_ASYNC_UNSAFE'] = '1'

FLAGS = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
]  # fmt: skip


CAPTIONS = 'WEBVTT\n\n00:00.000 --> 00:09.000\nHei, alle sammen.\n'
# Three seconds of a colour that changes, drawn and recorded by the browser.
RECORD = """async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 90 })
    const brush = canvas.getContext('2d')
    const paint = setInterval(() => {
        brush.fillStyle = `hsl(${performance.now() / 10 % 360} 60% 40%)`
        brush.fillRect(0, 0, 160, 90)
    }, 50)
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' })
    const pieces = []
    recorder.ondataavailable = ({ data }) => pieces.push(data)
    recorder.start()
    await new Promise(done => setTimeout(done, 3200))
    await new Promise(done => { recorder.onstop = done; recorder.stop() })
    clearInterval(paint)
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer())
    return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}"""


def pytest_collection_modifyitems(items):
    for item in items:
        if 'browser' in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope='session', autouse=True)
def _needs():
    if packages := needs.missing():
        message = f'Nettleserprøvene trenger mer: apt-get install --no-install-recommends {" ".join(packages)}'
        if os.environ.get('CI') == 'true':
            pytest.fail(message, pytrace=False)
        pytest.skip(message)


@pytest.fixture(scope='session')
def browser():
    executable = next(filter(None, map(shutil.which, needs.CHROMIUM)))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints():
    """What the console of a test's tabs has said was wrong."""
    return []


@pytest.fixture(scope='session', autouse=True)
def _files_are_kept(_plain_static_files):
    """Scripts and style sheets may be kept by a browser, as they may in production."""

    def serve(handler, request):
        response = original(handler, request)
        response['Cache-Control'] = 'max-age=3600'
        return response

    original = StaticFilesHandler.serve
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, 'serve', serve)
        yield


@pytest.fixture
def open_tab(browser, live_server, content, complaints):
    """Returns a function that opens a tab on the live portal. What the console complains of fails the test.

    A page that the tab goes to is one that it has seen before, unless the tab is `new`: scripts that are there at once,
    from the cache, may find what they would never find when they have to be waited for.
    """
    contexts = []

    def open_tab(width=1280, height=800, new=False, **options):
        options = {'base_url': live_server.url, 'locale': 'nb-NO'} | options
        context = browser.new_context(viewport={'width': width, 'height': height}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on('console', lambda message: message.type == 'error' and complaints.append(message.text))
        tab.on('pageerror', lambda error: complaints.append(str(error)))
        if not new:
            go_twice(tab)
        return tab

    yield open_tab

    for context in contexts:
        context.close()
    assert [text for text in complaints if '404 (Not Found)' not in text and '422 (' not in text] == []


def go_twice(tab):
    """Let each page that `tab` goes to be one it has been to: the second time all of it comes from the cache."""
    goto, visited = tab.goto, set()

    def go(path, **options):
        if path not in visited:
            visited.add(path)
            goto(path, **options)
        return goto(path, **options)

    tab.goto = go


@pytest.fixture(scope='session')
def recording(browser):
    tab = browser.new_page()
    tab.set_content('<!doctype html>')
    content = base64.b64decode(tab.evaluate(RECORD))
    tab.close()
    assert len(content) > 1000
    return content


@pytest.fixture
def film(db, recording):
    module = factories.module(factories.package(slug='filmpakke'))
    factories.question(module)
    made = factories.film(module, transcript='Alt som blir sagt i filmen.', stop_lines='0:01 Hva ville dere gjort nå?')
    made.file.save('film.webm', ContentFile(recording))
    from modules.models import CaptionTrack

    CaptionTrack(film=made, language='nb').file.save('film.vtt', ContentFile(CAPTIONS.encode()))
    return made


@pytest.fixture
def editor(content):
    return factories.editor()


@pytest.fixture
def open_form(open_tab, editor):
    """Returns a function that logs an editor in and opens the form of module 2, in a tab of its own."""

    def open_form(tab=None, **options):
        tab = tab or open_tab(**options)
        tab.goto(f'/admin/modules/module/{Module.objects.get(slug="modul-2").pk}/change/')
        if '/login/' in tab.url:
            log_in(tab)
        tab.locator('#module_form').wait_for()
        tab.wait_for_load_state()
        return tab

    return open_form
