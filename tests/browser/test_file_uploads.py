"""A file goes up the moment it is chosen, and is there whatever happens to the form, the page and the network."""

import re

import pytest
from PIL import Image

from modules.editing import waiting
from modules.models import Film, Module
from tests import factories, films
from tests.browser.editing import kept_texts, log_in, saved
from tests.browser.tabs import until
from tests.browser.test_editor_pages import faults_on

MB = 1024 * 1024
# Three pieces, and no two of its megabytes alike.
FILM = films.mp4(more=b''.join(bytes([n]) * MB for n in range(9)))
CAPTIONS = b'WEBVTT\n\n00:00.000 --> 00:09.000\nHei.\n'


@pytest.fixture
def film_file(tmp_path):
    (tmp_path / 'film.mp4').write_bytes(FILM)
    return tmp_path / 'film.mp4'


@pytest.fixture
def module(content):
    return factories.module(title='Uten film', status='draft', number=None)


@pytest.fixture
def open_film(open_tab, module):
    """Returns a function that logs an editor in, and opens the form of a module with the row of a film just added."""
    factories.editor()

    def open_film(**options):
        tab = open_tab(**options)
        tab.goto(f'/admin/modules/module/{module.pk}/change/')
        if '/login/' in tab.url:
            log_in(tab)
        add_film(tab)
        return tab

    return open_film


def add_film(tab):
    tab.locator('#module_form').wait_for()
    tab.wait_for_load_state()
    tab.get_by_role('button', name='Legg til film', exact=True).click()


def choose(tab, path, field='film-file'):
    tab.locator(f'#id_{field}').set_input_files(path)


def state(tab, field='film-file'):
    return upload(tab, field).locator('.file__state').inner_text()


def upload(tab, field='film-file'):
    return tab.locator(f'file-upload:has(#id_{field})')


def is_ready(tab, field='film-file'):
    upload(tab, field).get_by_text('Klar til å lagres.', exact=True).locator('visible=true').first.wait_for()
    assert tab.locator(f'#id_{field}').input_value() == ''
    return True


def save(tab):
    tab.locator('input[name="_continue"]').click()


def pieces_at(tab):
    """A list that is filled with the offset of every piece that this tab sends."""
    offsets = []

    def note(request):
        if offset := request.headers.get('upload-offset'):
            offsets.append(int(offset) // MB)

    tab.on('request', note)
    return offsets


def hold(tab):
    """Keep every piece back, until what is returned is called."""
    held, is_open = [], []

    def take(route):
        route.continue_() if is_open else held.append(route)

    def release():
        is_open.append(True)
        for route in held:
            route.continue_()

    tab.route(re.compile(r'/opplasting/[0-9a-f]{32}/$'), take)
    return release


def test_chosen_files_of_a_new_film_survive_a_fault_and_a_question_and_are_saved_whole(
    open_film, module, film_file, tmp_path, settings
):
    tab = open_film()
    (tmp_path / 'film.vtt').write_bytes(CAPTIONS)
    Image.new('RGB', (40, 30), 'green').save(tmp_path / 'stillbilde.png')
    tab.get_by_role('button', name='Legg til teksting').click()
    captions = tab.locator('#row-film .row input[type="file"]').get_attribute('id').removeprefix('id_')
    for path, field in ((film_file, 'film-file'), ('stillbilde.png', 'film-poster'), ('film.vtt', captions)):
        choose(tab, tmp_path / path, field)
        assert is_ready(tab, field)
    assert Film.objects.count() == Film.objects.exclude(module=module).count()

    tab.locator('#id_film-duration_seconds').fill('12')
    tab.get_by_label('Status').select_option('publisert')
    save(tab)
    tab.get_by_text('Skriv lengden som minutter og sekunder').wait_for()
    assert tab.locator('.file__waiting:visible').count() == 3
    tab.locator('#id_film-duration_seconds').fill('0:12')
    save(tab)
    tab.get_by_role('heading', name='Publisere modulen slik den er?').wait_for()
    assert tab.locator('.file__waiting:visible').count() == 3
    tab.get_by_role('button', name='Publiser likevel').click()
    saved(tab)

    film = Film.objects.get(module=module)
    assert film.file.read() == FILM
    assert (film.poster.width, film.caption_tracks.get().file.read()) == (40, CAPTIONS)
    assert list(settings.WAITING_ROOT.rglob('content')) == []


def test_film_without_scripts_is_chosen_once(open_tab, open_film, module, film_file):
    tab = open_film()
    tab = open_tab(java_script_enabled=False, storage_state=tab.context.storage_state())
    tab.goto(f'/admin/modules/module/{module.pk}/change/')
    tab.get_by_role('button', name='Legg til film', exact=True).click()
    choose(tab, film_file)
    tab.get_by_role('button', name='Legg til teksting').click()
    assert tab.get_by_text('film.mp4', exact=True).is_visible()
    tab.locator('.row__delete input').last.check()
    tab.locator('#id_title').fill('')
    save(tab)
    assert tab.get_by_text('film.mp4', exact=True).is_visible()
    tab.locator('#id_title').fill('Med film')
    save(tab)
    saved(tab)

    assert Film.objects.get(module=module).file.read() == FILM


def test_network_cut_three_times_is_waited_for(open_film, module, film_file, complaints):
    tab = open_film()
    offsets, cuts = pieces_at(tab), []

    def cut(route):
        # Once before each piece, and once after it has come: the answer is lost.
        if len(cuts) < 3:
            cuts.append(route.request.headers['upload-offset'])
            if len(cuts) == 2:
                route.fetch()
            route.abort('connectionreset')
        else:
            route.continue_()

    tab.route(re.compile(r'/opplasting/[0-9a-f]{32}/$'), cut)
    choose(tab, film_file)
    upload(tab).get_by_text('Venter på nett').locator('visible=true').first.wait_for()
    assert is_ready(tab)

    assert cuts == ['0', '0', '0']
    # The fourth was told that the piece had come already.
    assert offsets == [0, 0, 0, 0, 4, 8]
    save(tab)
    saved(tab)
    assert Film.objects.get(module=module).file.read() == FILM
    complaints.clear()


def test_network_that_goes_away_is_found_again_at_once(open_film, module, film_file, complaints):
    tab = open_film()
    release = hold(tab)
    choose(tab, film_file)
    upload(tab).get_by_text('er sendt', exact=False).first.wait_for()
    tab.context.set_offline(True)
    release()
    upload(tab).get_by_text('Venter på nett').locator('visible=true').first.wait_for()

    tab.context.set_offline(False)

    assert is_ready(tab)
    save(tab)
    saved(tab)
    assert Film.objects.get(module=module).file.read() == FILM
    complaints.clear()


def test_half_a_film_goes_on_when_it_is_chosen_again_on_a_new_page(open_film, module, film_file, complaints):
    tab = open_film()
    stop = re.compile(r'/opplasting/[0-9a-f]{32}/$')
    tab.route(stop, lambda route: route.abort() if route.request.headers['upload-offset'] != '0' else route.continue_())
    choose(tab, film_file)
    upload(tab).get_by_text('Venter på nett').locator('visible=true').first.wait_for()
    until(tab, 'Object.keys(localStorage).some(name => localStorage[name].includes("film-file-venter"))')
    tab.unroute(stop)
    tab.reload()

    tab.get_by_role('button', name='Hent den fram').click()
    upload(tab).get_by_text('Fila «film.mp4» kom ikke helt fram. Velg den på nytt.').wait_for()
    offsets = pieces_at(tab)
    choose(tab, film_file)
    assert is_ready(tab)

    assert offsets == [4, 8]
    save(tab)
    saved(tab)
    assert Film.objects.get(module=module).file.read() == FILM
    assert kept_texts(tab) == 0
    complaints.clear()


def save_that_waits(tab, path):
    """Save while the film at `path` is held back; until what is returned is called."""
    release = hold(tab)
    choose(tab, path)
    upload(tab).get_by_text('er sendt', exact=False).first.wait_for()
    save(tab)
    upload(tab).get_by_text('Lagrer når fila er framme.').locator('visible=true').first.wait_for()
    return release


def test_saving_waits_for_the_film_that_is_on_its_way(open_film, module, film_file):
    tab = open_film()
    release = save_that_waits(tab, film_file)
    assert not Film.objects.filter(module=module).exists()
    release()
    saved(tab)

    assert Film.objects.get(module=module).file.read() == FILM


def test_upload_is_cancelled_and_another_is_chosen(open_film, module, film_file, tmp_path, settings):
    tab = open_film()
    release = hold(tab)
    choose(tab, film_file)
    upload(tab).get_by_text('er sendt', exact=False).first.wait_for()

    upload(tab).get_by_role('button', name='Avbryt').click()
    assert not upload(tab).locator('.file__waiting').is_visible()
    assert tab.evaluate('document.activeElement.id') == 'id_film-file'
    release()
    (tmp_path / 'kort.mp4').write_bytes(films.mp4())
    choose(tab, tmp_path / 'kort.mp4')
    assert is_ready(tab)
    assert len(list(settings.WAITING_ROOT.rglob('content'))) == 1
    save(tab)
    saved(tab)

    assert Film.objects.get(module=module).file.read() == films.mp4()


@pytest.mark.parametrize('way', ['empty', 'no room', 'cancelled'])
def test_file_that_waits_stays_when_another_is_not_taken_in_its_place(
    open_film, module, film_file, tmp_path, monkeypatch, complaints, settings, way
):
    tab = open_film()
    (tmp_path / 'kort.mp4').write_bytes(films.mp4())
    choose(tab, tmp_path / 'kort.mp4')
    assert is_ready(tab)
    if way == 'no room':
        monkeypatch.setattr(waiting, 'QUOTA_BYTES', MB)
    if way == 'empty':
        film_file.write_bytes(b'')
    release = hold(tab)

    choose(tab, film_file)
    if way == 'cancelled':
        upload(tab).get_by_text('er sendt', exact=False).first.wait_for()
        upload(tab).get_by_role('button', name='Avbryt').click()
        release()
    else:
        upload(tab).get_by_text('film.mp4: ').wait_for()

    assert is_ready(tab)
    assert (upload(tab).locator('.file__name').inner_text(), state(tab)) == ('kort.mp4', 'Klar til å lagres.')
    assert upload(tab).get_by_role('button', name='Ta bort').first.is_visible()
    save(tab)
    saved(tab)
    assert Film.objects.get(module=module).file.read() == films.mp4()
    assert list(settings.WAITING_ROOT.rglob('content')) == []
    complaints.clear()


def test_file_that_is_chosen_instead_leaves_nothing_of_the_first(open_film, module, film_file, tmp_path, settings):
    tab = open_film()
    (tmp_path / 'kort.mp4').write_bytes(films.mp4())
    choose(tab, tmp_path / 'kort.mp4')
    assert is_ready(tab)

    choose(tab, film_file)
    upload(tab).get_by_text('film.mp4', exact=True).wait_for()
    assert is_ready(tab)

    until(tab, 'document.querySelector(\'[name="film-file-venter"]\').value.length === 32')
    for _ in range(40):
        if len(list(settings.WAITING_ROOT.rglob('content'))) == 1:
            break
        tab.wait_for_timeout(100)
    assert len(list(settings.WAITING_ROOT.rglob('content'))) == 1
    save(tab)
    saved(tab)
    assert Film.objects.get(module=module).file.read() == FILM


def test_who_cancels_the_file_that_a_save_waits_for_is_told_that_nothing_is_saved(open_film, module, film_file):
    tab = open_film()
    release = save_that_waits(tab, film_file)

    upload(tab).get_by_role('button', name='Avbryt').click()

    assert upload(tab).get_by_role('alert').inner_text() == 'film.mp4: Skjemaet er ikke lagret.'
    release()
    assert not Film.objects.filter(module=module).exists()


def test_file_that_waits_is_taken_away(open_film, module, film_file, settings):
    tab = open_film()
    choose(tab, film_file)
    assert is_ready(tab)

    upload(tab).get_by_role('button', name='Ta bort').click()
    assert upload(tab).get_by_role('status').inner_text() == 'Fila er tatt bort.'
    tab.locator('#id_film-title').fill('En film')
    save(tab)
    saved(tab)

    assert Film.objects.get(module=module).file.name == ''
    assert list(settings.WAITING_ROOT.rglob('content')) == []


def test_file_of_the_wrong_kind_is_refused_before_it_is_sent(open_film, film_file, tmp_path, settings, monkeypatch):
    tab = open_film()
    (tmp_path / 'film.mov').write_bytes(FILM[:100])
    (tmp_path / 'tom.mp4').write_bytes(b'')
    choose(tab, film_file)
    assert is_ready(tab)

    choose(tab, tmp_path / 'film.mov')

    refusal = upload(tab).get_by_role('alert')
    assert refusal.inner_text() == 'film.mov: Her passer bare filer av typen .mp4, .webm.'
    # The one that waited is as it was.
    assert is_ready(tab) and upload(tab).locator('.file__name').inner_text() == 'film.mp4'


def test_file_that_the_server_refuses_is_refused_with_its_reason(
    open_film, tmp_path, film_file, monkeypatch, complaints
):
    tab = open_film()
    monkeypatch.setattr(waiting, 'QUOTA_BYTES', MB)
    (tmp_path / 'tom.mp4').write_bytes(b'')

    choose(tab, film_file)
    upload(tab).get_by_text('film.mp4: Du har filer').wait_for()
    choose(tab, tmp_path / 'tom.mp4')
    upload(tab).get_by_text('tom.mp4: Fila er tom.').wait_for()

    assert not upload(tab).locator('.file__waiting').is_visible()
    assert tab.locator('[name="film-file-venter"]').input_value() == ''
    complaints.clear()


def test_file_of_a_page_that_is_closed_can_be_taken_away_to_make_room(
    open_film, film_file, tmp_path, monkeypatch, complaints, settings
):
    tab = open_film()
    monkeypatch.setattr(waiting, 'QUOTA_BYTES', 10 * MB)
    (tmp_path / 'gammel.webm').write_bytes(FILM[: 2 * MB])
    (tmp_path / 'bilde.png').write_bytes(FILM[:100])
    choose(tab, tmp_path / 'gammel.webm')
    assert is_ready(tab)
    tab.reload()
    tab.get_by_role('button', name='Forkast den').click()
    add_film(tab)
    choose(tab, tmp_path / 'bilde.png', 'film-poster')
    assert is_ready(tab, 'film-poster')

    choose(tab, film_file)
    upload(tab).get_by_text('film.mp4: Du har filer').wait_for()
    assert upload(tab).get_by_role('alert').get_by_role('button').all_inner_texts() == ['Ta bort gammel.webm (2 MB)']
    with tab.expect_response('**/slett/'):
        upload(tab).get_by_role('button', name='Ta bort gammel.webm').click()
    choose(tab, film_file)

    assert is_ready(tab) and is_ready(tab, 'film-poster')
    assert upload(tab).locator('.file__refused').text_content() == ''
    assert len(list(settings.WAITING_ROOT.rglob('content'))) == 2
    complaints.clear()


def test_login_in_a_new_window_is_found_by_a_film_that_is_half_way(open_film, module, film_file, complaints):
    tab = open_film()
    release = hold(tab)
    choose(tab, film_file)
    upload(tab).get_by_text('er sendt', exact=False).first.wait_for()
    tab.context.clear_cookies(name='sessionid')
    release()
    upload(tab).get_by_text('Du er logget ut.').locator('visible=true').first.wait_for()

    other = tab.context.new_page()
    other.goto('/admin/login/')
    log_in(other)
    other.locator('.front').wait_for()
    other.close()
    tab.evaluate('dispatchEvent(new Event("focus"))')

    assert is_ready(tab)
    complaints.clear()


def test_axe_finds_nothing_while_a_file_is_on_its_way(open_film, film_file, tmp_path, complaints):
    tab = open_film()
    hold(tab)
    (tmp_path / 'film.mov').write_bytes(b'film')
    choose(tab, tmp_path / 'film.mov', 'film-poster')
    choose(tab, film_file)
    upload(tab).get_by_text('er sendt', exact=False).first.wait_for()

    assert faults_on(tab, complaints) == []


def test_row_is_moved_while_its_file_is_on_its_way(open_film, module, tmp_path):
    tab = open_film()
    (tmp_path / 'film.vtt').write_bytes(CAPTIONS)
    release = hold(tab)
    tab.get_by_role('button', name='Legg til teksting').click()
    field = tab.locator('#row-film .row input[type="file"]').get_attribute('id').removeprefix('id_')
    choose(tab, tmp_path / 'film.vtt', field)
    upload(tab, field).get_by_text('er sendt', exact=False).first.wait_for()

    tab.evaluate('row => row.parentElement.append(row)', tab.locator('#row-film .row').element_handle())
    release()

    assert is_ready(tab, field)


def test_progress_is_said_politely(open_film, film_file):
    tab = open_film()
    tab.evaluate("""() => {
        window.said = []
        const place = document.querySelector('file-upload:has(#id_film-file) [role="status"]')
        new MutationObserver(() => said.push(place.textContent)).observe(place, { childList: true })
    }""")

    choose(tab, film_file)
    assert is_ready(tab)

    said = tab.evaluate('said')
    assert (said[0], said[-1]) == ('Fila sendes.', 'Klar til å lagres.')
    assert 3 <= len(said) <= 6


def test_module_that_is_new_takes_a_film(open_film, film_file, module):
    tab = open_film()
    tab.goto(f'/admin/modules/module/add/?package={module.package_id}')
    tab.locator('#id_title').fill('Med film')
    add_film(tab)
    choose(tab, film_file)
    save(tab)
    saved(tab)

    assert Module.objects.get(title='Med film').film.file.read() == FILM
