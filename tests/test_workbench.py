"""A module with all that is in it, on one page of the admin."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from modules.models import Case, Module, ReflectionQuestion
from tests import factories
from tests.forms import Form

ADD = '/admin/modules/module/add/'


def path_of(module):
    return f'/admin/modules/module/{module.pk}/change/'


@pytest.fixture
def editor(client, db):
    client.force_login(factories.editor())
    return client


def test_case_with_two_questions_is_written_where_the_module_is(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    form.add('cases', 'bcdfg', title='Ali', title_origin='editorial', text='Ali venter.', origin='editorial')
    form.add('cases-bcdfg-questions', 'hjkmn', text='Hva nå?', origin='editorial')
    form.add('cases-bcdfg-questions', 'pqrst', text='Og så?', origin='editorial')

    assert form.post().status_code == 302

    case = module.cases.get(title='Ali')
    assert (case.slug, case.position) == ('bcdfg', 2)
    assert [(one.slug, one.text, one.position) for one in case.questions.all()] == [
        ('hjkmn', 'Hva nå?', 1),
        ('pqrst', 'Og så?', 2),
    ]


def test_form_that_is_sent_as_it_came_changes_nothing(editor):
    module = factories.full_module(size=2)
    form = Form(editor, path_of(module))
    form.post()
    before = [list(model.objects.values()) for model in (Module, ReflectionQuestion, Case)]

    assert Form(editor, path_of(module)).post().status_code == 302

    assert [list(model.objects.values()) for model in (Module, ReflectionQuestion, Case)] == before


def test_order_is_the_order_of_the_rows_and_addresses_stay(editor):
    module = factories.full_module(size=3)
    form = Form(editor, path_of(module))
    form['questions'] = form['questions'][::-1]

    form.post()

    assert [question.slug for question in module.questions.all()] == form['questions']
    assert [question.position for question in module.questions.all()] == [1, 2, 3]


@pytest.mark.parametrize(
    ('verb', 'at', 'order'),
    [('up', 1, [1, 0, 2]), ('down', 1, [0, 2, 1]), ('up', 0, [0, 1, 2]), ('down', 2, [0, 1, 2])],
)
def test_button_moves_a_row_without_scripts_and_saves_nothing(editor, verb, at, order):
    module = factories.full_module(size=3)
    form = Form(editor, path_of(module))
    keys = form['questions']
    form['title'] = 'Skrevet, ikke lagret'

    moved = form.after(form.post(_redraw=f'{verb}:questions:{keys[at]}'))

    assert moved['questions'] == [keys[index] for index in order]
    assert moved['title'] == 'Skrevet, ikke lagret'
    assert Module.objects.get().title == 'Tema 1'


@pytest.mark.parametrize('rows', ['questions', 'cases', 'link_groups', 'film'])
def test_button_adds_an_empty_row_without_scripts_and_an_empty_row_is_left_out(editor, rows):
    module = factories.module()
    form = Form(editor, path_of(module))

    added = form.after(form.post(_redraw=f'add:{rows}'))

    assert len(added[rows]) == 1
    if rows != 'film':
        assert added.post().status_code == 302
        assert not getattr(module, rows).exists()


def test_form_can_send_the_film_that_is_added_in_the_browser(editor):
    without, with_film = factories.module(), factories.full_module()

    for path in (ADD, path_of(without), path_of(with_film)):
        text = editor.get(path, follow=True).content.decode()
        assert 'type="file"' in text
        assert re.findall('<form [^>]*id="module_form"[^>]*>', text)[0].count('enctype="multipart/form-data"') == 1


def test_unknown_action_only_draws_the_form_anew(editor):
    form = Form(editor, path_of(factories.full_module()))

    for action in ('', 'add', 'add:', 'up:questions:finnes-ikke', 'up::', 'opp og ned', 'add:_base'):
        assert form.post(_redraw=action).status_code == 200


def test_deleted_rows_go_with_what_is_in_them(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    form[f'cases-{form["cases"][0]}-DELETE'] = 'on'

    form.post()

    assert not module.cases.exists()
    assert module.questions.count() == 1


def test_wrong_field_is_told_and_nothing_typed_is_lost(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    questions = f'cases-{form["cases"][0]}-questions'
    form[f'{questions}-{form[questions][0]}-text'] = ''
    form['film-duration_seconds'] = 'lang'
    form['title'] = 'Ny tittel'

    response = form.post()

    text = response.content.decode()
    assert 'Skriv lengden som minutter og sekunder: 12:30, eller' in text
    assert 'Fyll ut feltet.' in text
    assert form.after(response)['title'] == 'Ny tittel'
    assert form.after(response)['film-duration_seconds'] == 'lang'
    assert Module.objects.get().title == 'Tema 1'


def test_picture_that_says_nothing_is_told_of_and_the_text_kept(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    typed = 'Se: ![Beskriv bildet](/media/bilder/x.png)'

    response = form.post(intro=typed)

    assert 'Skriv hva bildet viser, i stedet for «Beskriv bildet».' in response.content.decode()
    assert form.after(response)['intro'] == typed
    assert form.post(intro=typed.replace('Beskriv bildet', 'Et rom')).status_code == 302


@pytest.mark.parametrize('src', ['https://eksempel.no/kart.png', '/media/../admin/'])
def test_picture_from_elsewhere_is_told_of_with_the_way_out(editor, src):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    typed = f'Se: ![Et kart]({src})'

    response = form.post(intro=typed)

    assert 'Bildet «Et kart» ligger et annet sted, og leserne ser det ikke.' in response.content.decode()
    assert form.after(response)['intro'] == typed
    assert Module.objects.get().intro == ''


def test_mark_of_a_picture_on_its_way_is_never_stored(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    typed = 'Se: [Laster opp kart.png …](#laster-opp-k3x9)'

    response = form.post(intro=typed)

    assert 'Et bilde er ikke ferdig lastet opp.' in response.content.decode()
    assert form.after(response)['intro'] == typed
    assert Module.objects.get().intro != typed


def test_text_is_shown_as_it_will_look_without_a_question_to_the_server(editor):
    module = factories.full_module(intro='Si **nå**')

    page = editor.get(path_of(module)).content.decode()

    assert '<div class="markdownx-preview"><p>Si <strong>nå</strong></p>' in page
    assert 'markdownx/js' not in page


def test_running_time_is_written_as_a_clock_shows_it(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    form['film-duration_seconds'] = '12:05'

    form.post()

    assert Module.objects.get().film.duration_seconds == 725
    assert Form(editor, path_of(module))['film-duration_seconds'] == '12:05'


@pytest.mark.parametrize(
    ('typed', 'seconds', 'shown'),
    [('1:02:05', 3725, '1:02:05'), ('1.02.05', 3725, '1:02:05'), ('62:05', 3725, '1:02:05'), ('0:45', 45, '0:45')],
)
def test_running_time_is_read_with_hours_and_without(editor, typed, seconds, shown):
    form = Form(editor, path_of(factories.full_module()))
    form['film-duration_seconds'] = typed

    form.post()

    assert Module.objects.get().film.duration_seconds == seconds
    assert Form(editor, form.path)['film-duration_seconds'] == shown


@pytest.mark.parametrize('typed', ['12:75', '1:02:60', '12', 'ti minutter', '1:2:3:4', '٣:٠٠'])
def test_running_time_that_is_none_is_told_and_kept(editor, typed):
    form = Form(editor, path_of(factories.full_module()))
    form['film-duration_seconds'] = typed

    response = form.post()

    assert 'Skriv lengden som minutter og sekunder: 12:30, eller med timer: 1:02:05.' in response.content.decode()
    assert form.after(response)['film-duration_seconds'] == typed


def test_same_language_twice_is_told(editor):
    module = factories.full_module()
    factories.caption_track(module.film, language='nn')
    form = Form(editor, path_of(module))
    for key in form['film-caption_tracks']:
        form[f'film-caption_tracks-{key}-language'] = 'en'

    assert 'Dette står i en annen rad fra før.' in form.post().content.decode()


@pytest.mark.parametrize('languages', [('nn', 'nb', ''), ('nn', 'en', 'nb'), ('en', 'nb', 'nn')])
def test_captions_take_the_language_that_others_had(editor, languages):
    module = factories.full_module()
    files = ['teksting/film.vtt', 'teksting/annen.vtt']
    factories.caption_track(module.film, language='nn', file=files[1])
    form = Form(editor, path_of(module))
    tracks = form['film-caption_tracks']
    for key, language in zip(tracks, languages, strict=False):
        form[f'film-caption_tracks-{key}-language'] = language
    if languages[2]:
        file = SimpleUploadedFile('tredje.vtt', b'WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n')
        form.add('film-caption_tracks', 'bcdfg', language=languages[2], file=file)
        form['film-caption_tracks'] = ['bcdfg', *tracks]

    assert form.post().status_code == 302

    stored = {str(track.pk): (track.language, track.file.name) for track in module.film.caption_tracks.all()}
    assert [stored[key] for key in tracks] == list(zip(languages, files, strict=False))
    assert len(stored) == (3 if languages[2] else 2)


def test_straight_signs_in_short_texts_become_printed_ones(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    form['title'] = 'Si "hei" -- og så?'

    form.post()

    assert Module.objects.get().title == 'Si «hei» – og så?'


def test_new_module_gets_its_address_and_its_number_by_itself(editor):
    factories.module(number=4, slug='modul-2')
    form = Form(editor, ADD)
    form |= {'package': Module.objects.get().package_id, 'title': 'Ny', 'status': 'draft'}

    form.post()

    module = Module.objects.get(title='Ny')
    assert (module.slug, module.number) == ('modul-3', None)
    form = Form(editor, path_of(module))
    form['status'] = 'published'
    form.post(_publish='true')
    module.refresh_from_db()
    assert module.number == 5


@pytest.mark.parametrize('key', ['Å/../x', 'ol--ga', '', 'x' * 61, '-'])
def test_invented_keys_are_no_addresses(editor, key):
    module = factories.module()
    form = Form(editor, path_of(module))
    form.add('cases', key, title='Olga', title_origin='editorial', text='Olga venter.', origin='editorial')

    assert form.post().status_code == 302

    assert not module.cases.exists()


def test_queries_do_not_grow_with_the_module(editor, django_assert_num_queries):
    # The first answer of a process also looks up the content type.
    editor.get(path_of(factories.module()))

    for size in (1, 3):
        module = factories.full_module(size=size)
        with django_assert_num_queries(11):
            editor.get(path_of(module))


def test_second_to_save_is_told_and_both_texts_are_there(editor):
    module = factories.full_module()
    mine, theirs = Form(editor, path_of(module)), Form(editor, path_of(module))
    case, question = f'cases-{mine["cases"][0]}', f'questions-{mine["questions"][0]}'
    theirs |= {f'{case}-text': 'Deres fortelling.', f'{question}-text': 'Deres spørsmål?', 'title': 'Deres tittel'}
    mine |= {f'{case}-text': 'Min fortelling.', 'intro': 'Min innledning'}
    theirs.post()

    response = mine.post()

    text = response.content.decode()
    assert 'Det er lagret i et annet vindu mens du skrev' in text
    assert '<del>Deres</del><ins>Min</ins> fortelling.' in text
    merged = mine.after(response)
    assert merged[f'{case}-text'] == 'Min fortelling.'
    assert merged[f'{question}-text'] == 'Deres spørsmål?'
    assert (merged['title'], merged['intro']) == ('Deres tittel', 'Min innledning')
    assert Case.objects.get().text == 'Deres fortelling.'
    assert merged.post().status_code == 302
    assert Case.objects.get().text == 'Min fortelling.'


def test_row_somebody_deleted_while_i_wrote_in_it_is_kept(editor):
    module = factories.full_module(size=2)
    mine, theirs = Form(editor, path_of(module)), Form(editor, path_of(module))
    written, other = mine['questions']
    theirs |= {f'questions-{written}-DELETE': 'on', f'questions-{other}-DELETE': 'on'}
    mine[f'questions-{written}-text'] = 'Min?'
    theirs.post()

    merged = mine.after(mine.post())

    assert merged['questions'] == [written]
    assert merged.post().status_code == 302
    assert [question.text for question in module.questions.all()] == ['Min?']


def test_row_somebody_added_meanwhile_is_there_too(editor):
    module = factories.full_module()
    mine, theirs = Form(editor, path_of(module)), Form(editor, path_of(module))
    theirs.add('questions', 'bcdfg', text='Deres?', origin='editorial')
    mine.add('questions', 'hjkmn', text='Mitt?', origin='editorial')
    theirs.post()

    merged = mine.after(mine.post())
    merged.post()

    assert {question.text for question in module.questions.all()} == {'Hva gjør dere i dag?', 'Mitt?', 'Deres?'}


def test_modules_change_numbers_and_keep_their_addresses(editor):
    package = factories.package()
    first, second, third = (factories.module(package) for _ in range(3))
    path = f'/admin/modules/package/{package.pk}/'

    assert editor.post(f'{path}flytt-modul/', {'opp': third.pk}).status_code == 302
    assert editor.post(f'{path}flytt-modul/', {'opp': first.pk}).status_code == 302
    assert editor.post(f'{path}flytt-modul/', {'ned': 'tull'}).status_code == 302
    assert editor.get(f'{path}flytt-modul/').status_code == 405

    assert list(package.modules.values_list('number', 'slug')) == [(1, 'modul-1'), (2, 'modul-3'), (3, 'modul-2')]
    assert 'Flytt opp Tema 2' in editor.get(f'{path}change/').content.decode()


def test_package_is_edited_and_its_address_checked(editor):
    package = factories.package()
    form = Form(editor, f'/admin/modules/package/{package.pk}/change/')
    form |= {'slug': 'sok', 'title': 'Ny "tittel"'}

    response = form.post()

    assert 'Denne adressen bruker portalen selv.' in response.content.decode()
    again = form.after(response)
    again['slug'] = 'pakke-1'
    assert again.post().status_code == 302
    package.refresh_from_db()
    assert package.title == 'Ny «tittel»'


@pytest.mark.parametrize('path', ['x/change/', '999/change/', 'x/history/', 'x/forhandsvis/', 'x/delete/'])
def test_record_that_is_not_there_is_no_error(editor, path):
    for model in ('module', 'package'):
        assert editor.get(f'/admin/modules/{model}/{path}').status_code in (302, 404)
        assert editor.post(f'/admin/modules/{model}/{path}', {'_base': '{}'}).status_code in (302, 404, 405)
