"""`make bench`: how fast a warm page is, what a first visit weighs, and how soon the wall has the next step up.

Everything is said as a ratio between things measured in one run, because machines differ and are noisy. The measure
is a static file of the same size that WhiteNoise serves from the same processes. Rounds of the two take turns, and the
median round counts. Needs wrk (Debian: `apt-get install wrk`).
"""

import datetime
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.visitor import Visitor

PORT = '8791'
SITE = f'http://127.0.0.1:{PORT}'
PAGE = '/norskopplaering/modul-2/'
ROUNDS, SECONDS = 5, 3
HTML_LIMIT, REST_LIMIT = 10_000, 30_000
LIMIT = 50
# About what the state of a meeting weighs.
STATE_SIZE = 400


def main():
    if not shutil.which('wrk'):
        sys.exit('make bench trenger wrk: apt-get install wrk')
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            'DATABASE_URL': f'sqlite:///{folder}/db.sqlite3',
            'PORT': PORT,
            'ALLOWED_HOSTS': '.localhost,127.0.0.1',
        }
        for command in ('migrate', 'load_package'):
            subprocess.run(
                [sys.executable, 'manage.py', command], env=environment, check=True, stdout=subprocess.DEVNULL
            )
        twin = Path('var/static/bench-twin.html')
        small_twin = Path('var/static/bench-twin.json')
        server = None
        try:
            # Before the server starts: WhiteNoise looks the files up once.
            twin.write_bytes(b'x' * _size_of_page(environment))
            small_twin.write_bytes(b'x' * STATE_SIZE)
            server = _start(environment)
            _throughput()
            _weight(PAGE)
            _weight(f'{PAGE}storskjerm/')
            _cold_and_warm()
            _poll()
            _wall()
        finally:
            if server:
                server.terminate()
                server.wait()
            twin.unlink(missing_ok=True)
            small_twin.unlink(missing_ok=True)


def _size_of_page(environment):
    server = _start(environment)
    try:
        return len(_get(PAGE)[0])
    finally:
        server.terminate()
        server.wait()


def _start(environment):
    command = [sys.executable, '-m', 'gunicorn', '--config', 'python:kompetansepakke.gunicorn']
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    for _ in range(100):
        try:
            _get('/helse/')
            return server
        except OSError:
            time.sleep(0.1)
    server.kill()
    sys.exit('Tjeneren kom ikke i gang.')


def _get(path, encoding='identity'):
    request = urllib.request.Request(SITE + path, headers={'Accept-Encoding': encoding})
    with urllib.request.urlopen(request, timeout=5) as response:
        return response.read(), response.headers


def _throughput():
    print(f'Lesing av {PAGE} mot en statisk fil på {len(_get(PAGE)[0])} byte, {ROUNDS} runder à {SECONDS} s:')
    for connections in (8, 64):
        rates = {PAGE: [], '/static/bench-twin.html': []}
        for _ in range(ROUNDS):
            for path, seen in rates.items():
                seen.append(_requests_per_second(path, connections))
        page, twin = (statistics.median(seen) for seen in rates.values())
        verdict = 'minst 50 %' if page >= twin / 2 else 'UNDER 50 %'
        rates = f'{page:.0f} mot {twin:.0f} per sekund'
        print(f'  {connections:2} forbindelser: {page / twin:6.0%} av fila ({rates}) – {verdict}')


def _poll():
    """What a screen that asks every second costs, against a small static file: how many screens a meeting can have."""
    visitor = Visitor()
    form = f'{SITE}/mote/planlegg/norskopplaering/modul-2/'
    visitor.get(form)
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    meeting = visitor.submit(
        form, usual=45, people=12, day=tomorrow, time='14:00', film='together', topics='sporsmal-tilpasset'
    )
    visitor.post(f'{meeting}styr/', do='start')
    state = f'{meeting}tilstand/'.removeprefix(SITE)
    rates = {state: [], '/static/bench-twin.json': []}
    for _ in range(ROUNDS):
        for path, seen in rates.items():
            seen.append(_requests_per_second(path, 64))
    asked, twin = (statistics.median(seen) for seen in rates.values())
    print(f'Tilstanden til et møte, 64 forbindelser: {asked / twin:.0%} av en statisk fil på {STATE_SIZE} byte '
          f'({asked:.0f} mot {twin:.0f} per sekund, ett spørsmål per skjerm i sekundet)')  # fmt: skip


def _requests_per_second(path, connections):
    command = ['wrk', '-t1', f'-c{connections}', f'-d{SECONDS}s', SITE + path]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if 'Non-2xx' in out or 'Socket errors' in out:
        sys.exit(f'Feil under lasting av {path}:\n{out}')
    return float(re.search(r'Requests/sec:\s+([\d.]+)', out)[1])


def _weight(page):
    body, _ = _get(page, 'br')
    html = _get(page)[0].decode()
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    rest = sum(len(_get(path, 'br')[0]) for path in files)
    print(f'Første besøk på {page} over nettet (brotli): HTML {len(body) / HTML_LIMIT:.0%} av 10 kB, '
          f'{len(files)} andre filer {rest / REST_LIMIT:.0%} av 30 kB')  # fmt: skip


def _cold_and_warm():
    """How much making the page costs, against serving it again: a host that was not seen before gets it made."""
    cold = statistics.median(_seconds(f'{number}.localhost') for number in range(60))
    warm = statistics.median(_seconds('localhost') for _ in range(60))
    print(f'En side som lages på nytt, tar {cold / warm:.0f} ganger så lang tid som en som er klar')


def _seconds(host):
    start = time.perf_counter()
    request = urllib.request.Request(SITE + PAGE, headers={'Host': host})
    urllib.request.urlopen(request, timeout=5).read()
    return time.perf_counter() - start


# From the key to the end of what the script does about it, layout and all; what the browser paints comes after.
STEP = """() => {
    const start = performance.now()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }))
    return performance.now() - start
}"""
WAIT = 350


def _wall():
    """Script time of every move through every module, at three sizes, against the 50 ms that feels instant."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which('chromium'), args=FLAGS)
        for width, height in [(1920, 1080), (1280, 800), (800, 600)]:
            tab = browser.new_page(viewport={'width': width, 'height': height})
            times = []
            for number in range(1, 7):
                tab.goto(f'{SITE}/norskopplaering/modul-{number}/storskjerm/', wait_until='networkidle')
                for _ in range(tab.locator('.step').count() - 1):
                    tab.wait_for_timeout(WAIT)
                    times.append(tab.evaluate(STEP))
            median, worst = statistics.median(times), max(times)
            print(f'Neste steg på storskjermen, {width} × {height}, {len(times)} trykk: '
                  f'midt {median / LIMIT:.0%}, verst {worst / LIMIT:.0%} av {LIMIT} ms')  # fmt: skip
        browser.close()


if __name__ == '__main__':
    main()
