import os
import shutil

import pytest

# Playwright's synchronous interface runs an event loop, in which Django would refuse the database.
os.environ['DJANGO_ALLOW_ASYNC_UNSAFE'] = '1'

FLAGS = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
]  # fmt: skip


def pytest_collection_modifyitems(items):
    for item in items:
        if 'browser' in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope='session')
def browser():
    executable = next(filter(None, map(shutil.which, ['chromium', 'chromium-browser', 'google-chrome'])), None)
    if executable is None:
        message = 'Nettleserprøvene trenger Chromium: apt-get install chromium'
        if os.environ.get('CI') == 'true':
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints():
    """What the console of a test's tabs has said was wrong."""
    return []


@pytest.fixture
def open_tab(browser, live_server, content, complaints):
    """Returns a function that opens a tab on the live portal. What the console complains of fails the test."""
    contexts = []

    def open_tab(width=1280, height=800, **options):
        options = {'base_url': live_server.url, 'locale': 'nb-NO'} | options
        context = browser.new_context(viewport={'width': width, 'height': height}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on('console', lambda message: message.type == 'error' and complaints.append(message.text))
        tab.on('pageerror', lambda error: complaints.append(str(error)))
        return tab

    yield open_tab

    for context in contexts:
        context.close()
    assert [text for text in complaints if '404 (Not Found)' not in text and '422 (' not in text] == []
