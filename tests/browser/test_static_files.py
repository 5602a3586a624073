"""Scripts that import each other, as production serves them: under names that change with their content."""

import re

import pytest

from tests.browser.tabs import until
from tests.server import Server

WALL = '/norskopplaering/modul-2/storskjerm/'


@pytest.fixture
def server(live_server, content):
    server = Server()
    server.start()
    yield server
    server.stop()


def test_what_a_script_imports_is_fetched_under_its_hashed_name_and_once(server, open_tab):
    tab = open_tab(base_url=server.url, new=True)
    fetched = []
    tab.on('response', lambda response: '/static/js/' in response.url and fetched.append(response))

    tab.goto(WALL)
    until(tab, "Boolean(customElements.get('wall-phases'))")
    tab.keyboard.press('ArrowRight')
    until(tab, "!document.getElementById('film').hidden")

    files = [response.url.removeprefix(f'{server.url}/static/js/') for response in fetched]
    assert [file for file in files if not re.fullmatch(r'[\w-]+\.\w{12}\.js', file)] == []
    assert len(files) == len(set(files)) >= 12
    assert {'wall-deck', 'bus'} <= {file.split('.')[0] for file in files}
    assert all('immutable' in response.headers['cache-control'] for response in fetched)


def test_event_that_is_not_declared_is_no_event(open_tab):
    tab = open_tab()
    tab.goto(WALL)

    said = tab.evaluate("""async () => {
        const { tell, hear } = await import('/static/js/bus.js')
        const throws = act => { try { act(); return false } catch { return true } }
        const listeners = new AbortController()
        const heard = []
        hear('wall-say', ({ text }) => { heard.push(text) }, { signal: listeners.signal })
        tell('wall-say', { text: 'før' })
        listeners.abort()
        tell('wall-say', { text: 'etter' })
        return [throws(() => tell('wall-sya')), throws(() => hear('wall-sya', () => {}, listeners)), heard.join()]
    }""")

    assert said == [True, True, 'før']


def test_links_are_links_where_the_elements_cannot_talk(open_tab, complaints):
    tab = open_tab()
    tab.route('**/bus.js', lambda route: route.fulfill(status=502, body='', content_type='text/plain'))
    tab.goto(WALL)

    tab.get_by_role('link', name='Neste').click()

    tab.wait_for_url(f'**{WALL}film/')
    assert all('Failed to load' in text for text in complaints)
    complaints.clear()
