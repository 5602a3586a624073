"""Who changed what, what it said before, and the way back."""

import pytest
from django.contrib.admin.models import LogEntry

from modules.models import Case, Link, Module, Package
from tests import factories
from tests.forms import Form


@pytest.fixture
def editor(client, db):
    client.force_login(factories.editor())
    return client


@pytest.fixture
def module(db):
    return factories.full_module(intro='Slik var det.')


def edited(editor, module, **fields):
    form = Form(editor, f'/admin/modules/module/{module.pk}/change/')
    assert form.post(**fields).status_code == 302


def history_of(editor, module, query=''):
    return editor.get(f'/admin/modules/module/{module.pk}/history/{query}')


def test_history_is_empty_until_something_is_changed(editor, module):
    assert 'Ingenting er endret her i admin ennå.' in history_of(editor, module).content.decode()


def test_first_change_keeps_what_was_there_before_it(editor, module):
    edited(editor, module, intro='Slik ble det.')

    versions = history_of(editor, module).context['versions']
    assert [version.revision.user and version.revision.user.username for version in versions] == ['redaktor', None]
    assert versions[1].revision.comment == 'Slik det var før første endring'


def test_two_versions_are_compared_word_by_word(editor, module):
    edited(editor, module, intro='Slik ble det.')
    edited(editor, module, intro='Slik ble det da.')
    newest, middle, oldest = history_of(editor, module).context['versions']

    latest = history_of(editor, module).content.decode()
    all_of_it = history_of(editor, module, f'?fra={oldest.pk}&til={newest.pk}').content.decode()

    assert '<ins> da</ins>' in latest
    assert '<del>var</del><ins>ble</ins> det' in all_of_it
    assert history_of(editor, module, '?fra=tull').status_code == 404


def test_change_is_taken_back_with_questions_cases_and_links(editor, module):
    form = Form(editor, f'/admin/modules/module/{module.pk}/change/')
    case, group = form['cases'][0], form['link_groups'][0]
    link = form[f'link_groups-{group}-links'][0]
    form |= {
        'intro': 'Ny', f'cases-{case}-text': 'Ny fortelling', f'link_groups-{group}-links-{link}-DELETE': 'on',
        f'questions-{form["questions"][0]}-DELETE': 'on',
    }  # fmt: skip
    form.add(f'cases-{case}-questions', 'bcdfg', text='Nytt?', origin='editorial')
    assert form.post().status_code == 302
    oldest = history_of(editor, module).context['versions'][-1]

    response = editor.post(f'/admin/modules/module/{module.pk}/history/{oldest.pk}/tilbake/', follow=True)

    assert 'er nå slik det var' in response.content.decode()
    module.refresh_from_db()
    assert module.intro == 'Slik var det.'
    assert (module.questions.count(), Link.objects.count()) == (1, 1)
    case = Case.objects.get()
    assert case.text == 'Amina har fått jobb.'
    assert [question.text for question in case.questions.all()] == ['Hva trenger hun?']
    assert history_of(editor, module).context['versions'][0].revision.comment.startswith('Tatt tilbake til')
    assert LogEntry.objects.count() == 2


def test_captions_get_back_the_languages_they_had(editor, module):
    factories.caption_track(module.film, language='nn', file='teksting/annen.vtt')
    before = set(module.film.caption_tracks.values_list('pk', 'language', 'file'))
    form = Form(editor, f'/admin/modules/module/{module.pk}/change/')
    one, other = form['film-caption_tracks']
    languages = {f'film-caption_tracks-{one}-language': 'nn', f'film-caption_tracks-{other}-language': 'nb'}
    assert form.post(**languages).status_code == 302
    assert not before & set(module.film.caption_tracks.values_list('pk', 'language', 'file'))

    oldest = history_of(editor, module).context['versions'][-1]
    editor.post(f'/admin/modules/module/{module.pk}/history/{oldest.pk}/tilbake/')

    assert set(module.film.caption_tracks.values_list('pk', 'language', 'file')) == before


def test_what_another_has_stored_meanwhile_is_not_taken_back_unseen(editor, module):
    edited(editor, module, intro='Ny.')
    page = history_of(editor, module)
    seen = Form(editor, page.request['PATH_INFO'])
    oldest = page.context['versions'][-1]
    edited(editor, module, intro='En annens.')

    path = f'/admin/modules/module/{module.pk}/history/{oldest.pk}/tilbake/'
    response = editor.post(path, {'newest': seen['newest']}, follow=True)

    assert 'Ingenting er tatt tilbake: redaktor lagret «' in response.content.decode()
    assert Module.objects.get().intro == 'En annens.'
    again = Form(editor, f'/admin/modules/module/{module.pk}/history/')
    assert 'er nå slik' in editor.post(path, {'newest': again['newest']}, follow=True).content.decode()
    assert Module.objects.get().intro == 'Slik var det.'


def test_what_has_come_back_already_and_been_written_in_is_not_fetched_back_over(editor, module):
    editor.post(f'/admin/modules/module/{module.pk}/delete/', {'post': 'yes'})
    version = editor.get('/admin/modules/module/slettet/').context['versions'][0]
    path = f'/admin/modules/module/{version.object_id}/history/{version.pk}/tilbake/'
    assert Form(editor, '/admin/modules/module/slettet/')['newest'] == ''
    editor.post(path, {'newest': ''})
    edited(editor, Module.objects.get(), intro='En annens.')

    assert 'Ingenting er tatt tilbake' in editor.post(path, {'newest': ''}, follow=True).content.decode()
    assert Module.objects.get().intro == 'En annens.'


def test_deleted_module_comes_back_with_all_that_was_in_it(editor, module):
    url = f'/admin/modules/module/{module.pk}/delete/'
    consequences = editor.get(url).content.decode()
    assert 'Amina' in consequences
    assert 'Lenke 1' in consequences
    editor.post(url, {'post': 'yes'})
    assert not Module.objects.exists()

    version = editor.get('/admin/modules/module/slettet/').context['versions'][0]
    editor.post(f'/admin/modules/module/{version.object_id}/history/{version.pk}/tilbake/')

    back = Module.objects.get()
    assert (back.pk, back.slug, back.film.caption_tracks.count()) == (module.pk, 'modul-1', 1)
    assert (back.questions.count(), back.cases.get().questions.count(), Link.objects.count()) == (1, 1, 1)
    assert list(editor.get('/admin/modules/module/slettet/').context['versions']) == []


def test_module_whose_number_was_taken_meanwhile_does_not_come_back_by_force(editor, module):
    editor.post(f'/admin/modules/module/{module.pk}/delete/', {'post': 'yes'})
    other = factories.module(number=1, slug='modul-1')
    version = editor.get('/admin/modules/module/slettet/').context['versions'][0]

    path = f'/admin/modules/module/{version.object_id}/history/{version.pk}/tilbake/'
    response = editor.post(path, follow=True)

    assert 'Kunne ikke ta tilbake' in response.content.decode()
    assert list(Module.objects.all()) == [other]


def test_taking_back_is_for_those_who_may_change(client, editor, module, django_user_model):
    edited(editor, module, intro='Ny')
    version = history_of(editor, module).context['versions'][-1]
    path = f'/admin/modules/module/{module.pk}/history/{version.pk}/tilbake/'
    assert editor.get(path).status_code == 405

    client.force_login(django_user_model.objects.create_user('leser', is_staff=True))

    assert client.post(path).status_code == 403
    assert history_of(client, module).status_code == 403
    assert client.get('/admin/modules/module/slettet/').status_code == 403
    module.refresh_from_db()
    assert module.intro == 'Ny'


def test_deleted_package_comes_back_with_its_modules(editor, module):
    factories.full_module()
    editor.post(f'/admin/modules/package/{module.package_id}/delete/', {'post': 'yes'})
    assert not Package.objects.exists()

    version = editor.get('/admin/modules/package/slettet/').context['versions'][0]
    editor.post(f'/admin/modules/package/{version.object_id}/history/{version.pk}/tilbake/')

    assert Package.objects.get().modules.count() == 2
    assert (Case.objects.count(), Link.objects.count()) == (2, 2)
