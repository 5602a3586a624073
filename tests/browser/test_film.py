"""A film that the test makes itself: it plays, stops for a question, fails, or is fetched from elsewhere when asked."""

from django.core.files.base import ContentFile

from tests import factories
from tests.browser.tabs import until

WALL = '/filmpakke/modul-1/storskjerm/film/'
PAGE = '/filmpakke/modul-1/'


def test_film_stops_for_the_question_and_goes_on(open_tab, film):
    tab = open_tab()

    for path in (WALL, PAGE):
        tab.goto(path)
        stop = tab.get_by_role('dialog', name='Hva ville dere gjort nå?')
        tab.evaluate("document.querySelector('video').play()")
        stop.wait_for()
        assert tab.evaluate("document.querySelector('video').paused")
        at = tab.evaluate("document.querySelector('video').currentTime")
        assert 1 <= at < 2.5
        if path == WALL:
            # It fills the wall.
            assert stop.bounding_box()['width'] == 1280
            tab.keyboard.press('PageDown')
        else:
            tab.get_by_role('button', name='Fortsett filmen').click()
        until(tab, "!document.querySelector('dialog[open]') && !document.querySelector('video').paused")
        until(tab, f"document.querySelector('video').currentTime > {at}")
        # Once passed it is passed.
        until(tab, "document.querySelector('video').currentTime > 1.6")
        assert not stop.is_visible()
        assert tab.evaluate("document.querySelectorAll('dialog[open]').length") == 0


def test_escape_leaves_the_question_and_the_film_stands(open_tab, film):
    tab = open_tab()
    tab.goto(WALL)
    tab.evaluate("document.querySelector('video').play()")
    tab.get_by_role('dialog').wait_for()

    tab.keyboard.press('Escape')

    until(tab, "!document.querySelector('dialog[open]')")
    assert tab.evaluate("document.querySelector('video').paused")


def test_keys_still_work_after_a_click_in_the_film(open_tab, film):
    tab = open_tab()
    tab.goto(WALL)

    video = tab.locator('video')
    video.click(position={'x': 300, 'y': 200})
    until(tab, "document.activeElement.tagName === 'H1'")
    tab.keyboard.press('ArrowRight')

    assert tab.evaluate('location.pathname').startswith('/filmpakke/modul-1/storskjerm/sporsmal-')
    # Nobody hears a film that is not up, not one that begins late either.
    until(tab, "document.querySelector('video').paused")
    tab.evaluate("document.querySelector('video').play().catch(() => {})")
    until(tab, "document.querySelector('video').paused")
    # Not by its first stop, a second into it.
    assert tab.evaluate("document.querySelector('video').currentTime") < 1


def test_captions_are_on_and_the_transcript_is_one_key_away(open_tab, film):
    tab = open_tab()
    tab.goto(WALL)
    until(tab, "document.querySelector('video').textTracks[0].mode === 'showing'")
    until(tab, "document.querySelector('video').textTracks[0].cues?.length === 1")
    assert not tab.get_by_text('Alt som blir sagt i filmen.').is_visible()

    tab.keyboard.press('l')

    assert tab.get_by_text('Alt som blir sagt i filmen.').is_visible()
    assert tab.get_by_role('link', name='Gå videre til spørsmålene').is_visible()
    assert not tab.locator('video').is_visible()
    tab.keyboard.press('l')
    assert tab.locator('video').is_visible()


def test_film_is_asked_for_in_parts(open_tab, film):
    tab = open_tab()
    statuses = []
    tab.on('response', lambda response: '.webm' in response.url and statuses.append(response.status))

    tab.goto(WALL)
    until(tab, "document.querySelector('video').readyState >= 2")

    assert 206 in statuses


def test_film_plays_as_well_on_every_visit(open_tab, film):
    tab = open_tab()

    # What the browser keeps from the first visit comes sooner on the next, and in another order.
    for _visit in range(4):
        tab.goto(PAGE)
        assert plays(tab)
        tab.get_by_role('link', name='Vis på storskjerm').first.click()
        tab.wait_for_url('**/storskjerm/')
        tab.keyboard.press('ArrowRight')
        assert plays(tab)
        tab.goto(WALL)
        assert plays(tab)


def plays(tab):
    """True when the film is up to be played, and nothing says that it is not."""
    until(tab, "document.querySelector('video').readyState >= 1")
    # What the page had still to do when the film came, is done.
    tab.evaluate('new Promise(done => setTimeout(done, 100))')
    return tab.locator('video').is_visible() and not tab.get_by_text('Filmen lar seg ikke spille av her.').is_visible()


def test_film_that_comes_after_all_takes_its_place_again(open_tab, film, complaints):
    for path in (PAGE, WALL):
        tab = open_tab()
        tab.route('**/*.webm', lambda route: route.abort())
        tab.goto(path)
        until(tab, "document.querySelector('.film-player__failed').hidden === false")
        tab.unroute('**/*.webm')

        tab.evaluate("document.querySelector('video').load()")

        until(tab, "document.querySelector('.film-player__failed').hidden")
        assert plays(tab)
        if path == WALL:
            tab.keyboard.press('Home')
            tab.keyboard.press('ArrowRight')
            assert plays(tab)
    assert {text.split('net::')[-1] for text in complaints} == {'ERR_FAILED'}
    complaints.clear()


def test_film_whose_captions_are_gone_plays_without_them(open_tab, film):
    track = film.caption_tracks.get()
    track.file.storage.delete(track.file.name)
    tab = open_tab()

    for path in (PAGE, WALL):
        tab.goto(path)
        until(tab, "document.querySelector('track').readyState === HTMLTrackElement.ERROR")
        assert plays(tab)


def test_film_that_will_not_play_gives_way_to_plan_b(open_tab, film, complaints):
    film.file.save('film.webm', ContentFile(b'dette er ingen film' * 100))
    tab = open_tab()

    for _visit in range(2):
        tab.goto(WALL)
        tab.get_by_text('Hvis filmen ikke virker').wait_for()
        assert tab.get_by_text('Alt som blir sagt i filmen.').is_visible()
        tab.get_by_role('link', name='Gå videre til spørsmålene').click()

        assert '/storskjerm/sporsmal-' in tab.evaluate('location.pathname')
        tab.goto(PAGE)
        tab.get_by_text('Filmen lar seg ikke spille av her.').wait_for()


def test_film_that_failed_before_the_script_came_gives_way_too(open_tab, film):
    film.file.save('film.webm', ContentFile(b'dette er ingen film' * 100))
    tab = open_tab()
    held = []
    tab.route('**/film-player.js', lambda route: held.append(route))

    for path, text in ((WALL, 'Hvis filmen ikke virker'), (PAGE, 'Filmen lar seg ikke spille av her.')):
        tab.goto(path, wait_until='commit')
        until(tab, "document.querySelector('source')")
        tab.evaluate("""() => {
            document.querySelector('source').addEventListener('error', () => { document.title = 'feilet' })
            document.querySelector('video').load()
        }""")
        until(tab, "document.title === 'feilet'")
        held.pop().continue_()
        tab.get_by_text(text).wait_for()


def test_film_that_fails_behind_another_step_leaves_that_step_alone(open_tab, film, complaints):
    film.file.save('film.webm', ContentFile(b'dette er ingen film' * 100))
    tab = open_tab()
    tab.goto('/filmpakke/modul-1/storskjerm/')
    until(tab, "document.querySelector('.film-player__failed').hidden === false")

    assert tab.evaluate("document.querySelector('.step:not([hidden])').id") == 'start'
    tab.keyboard.press('PageDown')
    assert tab.get_by_text('Alt som blir sagt i filmen.').is_visible()


def test_stop_of_a_film_that_is_left_stays_away(open_tab, film):
    tab = open_tab()
    tab.goto(WALL)

    tab.keyboard.press('PageDown')
    tab.evaluate("""() => {
        const video = document.querySelector('video')
        Object.defineProperty(video, 'currentTime', { value: 1.2 })
        video.dispatchEvent(new Event('timeupdate'))
    }""")

    assert tab.locator('dialog[open]').count() == 0


def test_film_that_fills_the_screen_lets_go_of_it(open_tab, film):
    tab = open_tab()
    tab.goto(WALL)
    tab.evaluate("document.querySelector('video').requestFullscreen()")
    until(tab, "document.fullscreenElement?.tagName === 'VIDEO'")

    tab.keyboard.press('PageDown')

    until(tab, 'document.fullscreenElement === null')


def test_clock_stands_over_the_question_of_a_stop(open_tab, film):
    tab = open_tab()
    tab.goto(WALL)
    tab.keyboard.press('t')
    tab.get_by_role('button', name='5', exact=True).click()
    tab.evaluate("document.querySelector('video').play()")
    tab.get_by_role('dialog').wait_for()

    # The top layer is painted in the order things entered it.
    until(tab, "document.querySelector('.clock').matches(':popover-open')")
    box = tab.locator('.clock__time').bounding_box()
    colours = tab.screenshot(clip=box)
    tab.evaluate("document.querySelector('.clock').style.visibility = 'hidden'")
    assert tab.screenshot(clip=box) != colours


def test_film_of_someone_else_is_fetched_when_it_is_asked_for(open_tab, db):
    module = factories.module(factories.package(slug='filmpakke'))
    factories.film(module, embed_url='https://video.example/embed/1')
    tab = open_tab()
    asked = []
    tab.route(
        'https://video.example/**', lambda route: (asked.append(route.request), route.fulfill(body='<p>Film</p>'))
    )

    for path in (PAGE, WALL):
        tab.goto(path)
        tab.wait_for_load_state('networkidle')
        assert asked == []
        assert 'video.example' in tab.get_by_text('Da henter nettleseren').inner_text()
        tab.get_by_role('button', name='Vis filmen her').click()
        until(tab, "document.querySelector('iframe')?.src === 'https://video.example/embed/1'")
        tab.frame_locator('iframe').get_by_text('Film').wait_for()
        # The host learns which site it is on, and no more.
        assert asked[0].headers['referer'].rstrip('/') == tab.evaluate('location.origin')
        asked.clear()


def test_keys_still_work_after_a_click_in_someone_elses_film(open_tab, db):
    module = factories.module(factories.package(slug='filmpakke'))
    factories.question(module)
    factories.film(module, embed_url='https://video.example/embed/1')
    tab = open_tab()
    tab.route('https://video.example/**', lambda route: route.fulfill(body='<p>Film</p>', content_type='text/html'))
    tab.goto(WALL)
    tab.get_by_role('button', name='Vis filmen her').click()
    tab.frame_locator('iframe').get_by_text('Film').wait_for()

    tab.mouse.click(640, 400)
    until(tab, "document.activeElement.tagName === 'H1'")
    tab.keyboard.press('PageDown')

    assert '/storskjerm/sporsmal-' in tab.evaluate('location.pathname')


def test_film_elsewhere_opens_in_a_tab_of_its_own(open_tab, content):
    tab = open_tab()
    tab.goto('/norskopplaering/modul-2/storskjerm/film/')

    link = tab.get_by_role('link', name='Se filmen hos IMDi')

    assert link.get_attribute('target') == '_blank'
    assert link.get_attribute('href').startswith('https://introduksjonsprogrammet.imdi.no/')
    assert tab.get_by_text('Hva modulen handler om').is_visible()


def test_film_without_scripts_is_a_link_or_a_player(open_tab, film):
    tab = open_tab(java_script_enabled=False)

    tab.goto(WALL)

    assert tab.locator('video').is_visible()
    assert tab.get_by_text('Alt som blir sagt i filmen.').is_visible()
