"""An editor's save: what is stored is said to be, nothing that was sent is lost, and one press is one record."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from modules import tree
from modules.editing.shapes import shapes_of
from modules.models import Case, ContentVersion, Film, Module, ReflectionQuestion
from tests import factories
from tests.forms import Form

ADD = '/admin/modules/module/add/'


def path_of(module):
    return f'/admin/modules/module/{module.pk}/change/'


def said(response):
    return [(message.level_tag, str(message)) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def editor(client, db):
    client.force_login(factories.editor())
    return client


# What is said


def test_what_is_stored_is_said_to_be_and_the_browser_may_forget_its_copy(editor):
    form = Form(editor, path_of(factories.module()))

    response = form.post(title='Nytt tema', _copy='k7x2m')

    assert said(response) == [('success', '«Modul 1: Nytt tema» er lagret.')]
    page = editor.get(response['Location']).content.decode()
    assert 'class="saved-k7x2m success"' in page


@pytest.mark.parametrize('copy', ['', 'A', 'x"><script>', 'k' * 33])
def test_only_a_copy_that_can_be_one_is_named(editor, copy):
    form = Form(editor, path_of(factories.module()))

    response = form.post(title='Nytt tema', _copy=copy)

    assert 'saved-' not in editor.get(response['Location']).content.decode()


@pytest.mark.parametrize('path', ['add', 'change'])
def test_nothing_is_said_to_be_stored_when_the_editor_is_asked_first(editor, path):
    module = factories.module(status='draft', number=None)
    form = Form(editor, ADD if path == 'add' else path_of(module))
    form |= {'package': module.package_id, 'title': 'Nytt tema', 'status': 'published'}

    response = form.post()

    assert 'Publisere modulen slik den er?' in response.content.decode()
    assert said(response) == []
    assert 'messagelist' not in response.content.decode()
    assert [one.title for one in Module.objects.all()] == [module.title]
    assert not Version.objects.exists()
    assert not LogEntry.objects.exists()
    assert form.after(response)['title'] == 'Nytt tema'


def test_answer_to_the_question_publishes_and_stays_on_the_page(editor):
    module = factories.module(status='draft', number=None)
    form = Form(editor, path_of(module))
    asked = form.after(form.post(status='published'))

    response = asked.post(_publish='true')

    assert response['Location'] == path_of(module)
    assert Module.objects.get().is_published
    assert said(response) == [('success', '«Modul 1: Tema 1» er lagret.')]


def test_save_of_what_was_not_changed_makes_no_version_and_says_so(editor):
    module = factories.full_module(size=2)
    Form(editor, path_of(module)).post()
    versions, token = Version.objects.count(), ContentVersion.objects.get().token

    response = Form(editor, path_of(module)).post(_copy='k7x2m')

    assert said(response)[-1] == ('success', 'Ingenting var endret. «Modul 1: Tema 1» er lagret fra før.')
    assert (Version.objects.count(), ContentVersion.objects.get().token) == (versions, token)


def test_empty_rows_that_were_added_are_told_of(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    form.add('questions', 'bcdfg', text='', origin='editorial')
    form.add(f'cases-{form["cases"][0]}-questions', 'hjkmn', text='', origin='editorial')

    response = form.post(title='Nytt tema')

    assert said(response) == [
        ('success', '«Modul 1: Nytt tema» er lagret.'),
        ('warning', 'Tomme rader er ikke lagret: Spørsmål 2 · Case 1, Spørsmål 2.'),
    ]
    assert module.questions.count() == 1


# What is sent


def test_form_that_was_cut_on_the_way_removes_nothing(editor):
    module = factories.full_module(size=2)
    form = Form(editor, path_of(module))
    for name in ('questions', 'cases', '_whole'):
        del form[name]
    form['title'] = 'Nytt tema'

    response = form.post()

    assert 'Skjemaet kom ikke helt fram' in response.content.decode()
    assert form.after(response)['title'] == 'Nytt tema'
    assert (module.questions.count(), module.cases.count()) == (2, 2)
    assert Module.objects.get().title == 'Tema 1'


@pytest.mark.parametrize('cut_at', ['title', 'questions', 'cases', 'link_groups'])
def test_form_that_was_cut_and_is_then_saved_has_lost_nothing(editor, cut_at):
    module = factories.full_module(size=2)
    # In order, first.
    Form(editor, path_of(module)).post()
    form, before = Form(editor, path_of(module)), records_of(module)
    for name in list(form)[list(form).index(cut_at) :]:
        if name != 'csrfmiddlewaretoken':
            del form[name]

    response = form.post()

    assert 'Skjemaet kom ikke helt fram' in response.content.decode()
    assert form.after(response).post().status_code == 302
    assert records_of(module) == before


def test_form_that_was_cut_inside_a_list_keeps_the_rest_of_it(editor):
    module = factories.full_module(size=3)
    form = Form(editor, path_of(module))
    cut = form['questions'][1]
    form['questions'] = form['questions'][:1]
    form[f'questions-{form["questions"][0]}-text'] = 'Endret?'
    for name in [name for name in form if name.startswith(f'questions-{cut}') or name == '_whole']:
        del form[name]

    form.after(form.post()).post()

    assert [question.text for question in module.questions.all()][0] == 'Endret?'
    assert module.questions.count() == 3


def records_of(module):
    """All that stands in the module, as it is stored."""
    return [
        [
            (type(record).__name__, record.pk, *record.__class__.objects.filter(pk=record.pk).values_list())
            for record in rows
        ]
        for rows in (module.questions.all(), module.cases.all(), module.link_groups.all(), [Module.objects.get()])
    ]


def test_text_for_a_module_that_somebody_deleted_is_shown_and_can_be_stored_when_it_is_back(editor):
    module = factories.full_module()
    form = Form(editor, path_of(module))
    written = f'cases-{form["cases"][0]}-text'
    form |= {'title': 'Skrevet i en time', written: 'Olga har fått jobb.'}
    editor.post(f'/admin/modules/module/{module.pk}/delete/', {'post': 'yes'})

    response = form.post()

    assert 'Noen andre har slettet dette mens du skrev' in response.content.decode()
    kept = form.after(response)
    assert (kept['title'], kept[written]) == ('Skrevet i en time', 'Olga har fått jobb.')
    deleted = Version.objects.get_deleted(Module).get()
    editor.post(f'/admin/modules/module/{module.pk}/history/{deleted.pk}/tilbake/')
    assert kept.post().status_code == 302
    assert Module.objects.get().title == 'Skrevet i en time'
    assert Case.objects.get().text == 'Olga har fått jobb.'


def test_module_that_never_was_is_not_found_whatever_is_sent(editor):
    factories.module()

    for path in (999, 'x', '9' * 30):
        url = f'/admin/modules/module/{path}/change/'
        assert [editor.get(url).status_code, editor.post(url, {'title': 'X'}).status_code] == [404, 404]


def test_text_stored_with_other_line_ends_is_not_changed_by_a_browser(editor):
    module = factories.full_module()
    ReflectionQuestion.objects.update(text='En linje.\nEn til.', position=1)
    Form(editor, path_of(module)).post()
    versions = Version.objects.count()

    form = Form(editor, path_of(module))
    form[f'questions-{form["questions"][0]}-text'] = 'En linje.\r\nEn til.'
    form.post()

    assert Version.objects.count() == versions


# One record


def test_page_to_add_on_makes_one_record_however_often_it_is_sent(editor):
    package = factories.package()
    form = Form(editor, f'{ADD}?package={package.pk}')
    form['title'] = 'Nytt tema'

    first, second = form.post(), form.post()
    assert [first.status_code, second.status_code] == [302, 302]
    # Written on, after the way back.
    third = form.post(title='Nytt, og bedre')

    assert third.status_code == 302
    assert [one.title for one in Module.objects.all()] == ['Nytt, og bedre']
    assert said(second)[-1][1].startswith('Ingenting var endret.')


def test_way_back_to_the_page_to_add_on_leads_to_what_was_added(editor):
    form = Form(editor, f'{ADD}?package={factories.package().pk}')
    form.post(title='Nytt tema')

    assert editor.get(form.path)['Location'] == path_of(Module.objects.get())
    Module.objects.all().delete()
    assert editor.get(form.path).status_code == 200


def test_what_somebody_else_wrote_meanwhile_in_what_was_added_is_shown(editor):
    form = Form(editor, f'{ADD}?package={factories.package().pk}')
    form.post(title='Nytt tema')
    other = Client()
    other.force_login(factories.person('Redaktør'))
    Form(other, path_of(Module.objects.get())).post(title='Deres tittel', intro='Deres innledning')

    response = form.post(title='Min tittel')

    merged = form.after(response)
    assert 'Noen andre har lagret mens du skrev' in response.content.decode()
    assert (merged['title'], merged['intro']) == ('Min tittel', 'Deres innledning')
    assert Module.objects.get().title == 'Deres tittel'


def test_token_of_one_editor_is_nothing_to_another(editor):
    form = Form(editor, f'{ADD}?package={factories.package().pk}')
    form.post(title='Nytt tema')
    other = Client()
    other.force_login(factories.person('Redaktør'))

    assert other.get(form.path).status_code == 200


def test_save_and_add_another_stays_in_the_package(editor):
    package = factories.package()
    form = Form(editor, f'{ADD}?package={package.pk}')

    response = form.post(title='Nytt tema', _addanother='true')

    assert response['Location'] == f'{ADD}?package={package.pk}'
    assert Form(editor, response['Location'])['package'] == str(package.pk)


# Of any size


def test_module_of_over_a_thousand_fields_is_saved_moved_and_cut_down(editor):
    module = factories.full_module()
    group = module.link_groups.get()
    for _ in range(250):
        factories.link(group)
    form = Form(editor, path_of(module))
    assert len(form) > 1000
    rows = f'link_groups-{group.slug}-links'
    form[rows] = form[rows][::-1]
    form[f'{rows}-{form[rows][0]}-DELETE'] = 'on'
    last = form[rows][1]

    assert form.post(title='Nytt tema').status_code == 302

    assert group.links.count() == 250
    assert (group.links.first().slug, Module.objects.get().title) == (last, 'Nytt tema')


def test_the_most_parts_a_module_may_have_can_be_sent(settings):
    def walk(shapes):
        for shape in shapes:
            yield shape
            yield from walk(shape.children)

    # Its key and the box to delete it come with it.
    fields = [(shape.is_single, len(shape.fields) + 2) for shape in walk(shapes_of(Module))]
    most = sum(count for is_single, count in fields if is_single)
    most += max(count for is_single, count in fields if not is_single) * tree.MAX_PARTS

    assert most < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_editor_is_told_how_much_room_there_is_before_it_is_gone(editor, monkeypatch):
    monkeypatch.setattr('modules.editing.document_form.MAX_PARTS', 20)
    module = factories.module()
    for _ in range(18):
        factories.question(module)
    form = Form(editor, path_of(module))
    assert 'Det er plass til 2 deler til.' in editor.get(path_of(module)).content.decode()
    for key in ('bcdfg', 'hjkmn', 'pqrst'):
        form.add('questions', key, text='Hva nå?', origin='editorial')

    response = form.post(title='Nytt tema')

    assert 'Her er 21 deler. Det er plass til 20.' in response.content.decode()
    assert form.after(response)['questions-pqrst-text'] == 'Hva nå?'
    assert module.questions.count() == 18
    form['questions-bcdfg-DELETE'] = 'on'
    assert form.post(title='Nytt tema').status_code == 302


def test_more_text_than_can_be_sent_is_told_of_in_time(editor, monkeypatch):
    monkeypatch.setattr('modules.editing.document_form.MAX_BYTES', 2000)
    form = Form(editor, path_of(factories.module()))

    response = form.post(intro='å' * 1000)

    assert 'Teksten er til sammen på 2,0 KB. Det er plass til 2,0 KB. Del den i to moduler.' in (
        response.content.decode().replace('\xa0', ' ')
    )
    assert form.after(response)['intro'] == 'å' * 1000


@pytest.mark.parametrize('change', ['title', 'text', 'order', 'new', 'deleted'])
def test_queries_of_a_save_follow_what_was_changed_and_not_how_much_there_is(editor, change):
    counts = []
    for size in (2, 12):
        module = factories.full_module(size=size)
        Form(editor, path_of(module)).post()
        form = Form(editor, path_of(module))
        rows = form['questions']
        if change == 'title':
            form['title'] = 'Nytt tema'
        elif change == 'text':
            form[f'questions-{rows[0]}-text'] = 'Og nå?'
        elif change == 'order':
            form['questions'] = rows[::-1]
        elif change == 'new':
            form.add('questions', 'bcdfg', text='Og nå?', origin='editorial')
        else:
            form[f'questions-{rows[0]}-DELETE'] = 'on'
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert form.post().status_code == 302
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert Film.objects.count() == 2
