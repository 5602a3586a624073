"""Helsesjekk: every fault is found, with the way to its field, and what is well is left alone."""

import threading
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from modules.editing import review
from modules.editing.readability import lix
from modules.models import Film, Link, LinkCheck, Module
from tests import factories
from tests.forms import Form

PATH = '/admin/helsesjekk/'


@pytest.fixture
def editor(client, db):
    client.force_login(factories.editor())
    return client


@pytest.fixture
def module(db):
    """A published module with which all is well."""
    module = factories.full_module(reviewed_on=timezone.localdate())
    module.film.duration_seconds, module.film.transcript = 90, 'Hei.'
    module.film.save()
    module.link_groups.get().links.update(is_confirmed=True)
    return module


def found():
    return {kind: [(fault.what, fault.url.partition('#')[2]) for fault in faults]
            for kind, faults in review.faults().items()}  # fmt: skip


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def test_nothing_is_said_when_all_is_well(editor, module):
    assert found() == {}
    assert 'Alt er i orden.' in editor.get(PATH).content.decode()


def seed_no_film(module):
    module.film.delete()
    return 'no_film', 'id_film'


def seed_no_address(module):
    module.film.file, module.film.source_url = '', ''
    module.film.save()
    return 'no_address', 'id_film-source_url'


def seed_no_captions(module):
    module.film.caption_tracks.all().delete()
    return 'no_captions', 'id_film-caption_tracks'


def seed_no_transcript(module):
    module.film.transcript = ''
    module.film.save()
    return 'no_transcript', 'id_film-transcript'


def seed_no_duration(module):
    module.film.duration_seconds = None
    module.film.save()
    return 'no_duration', 'id_film-duration_seconds'


def seed_no_questions(module):
    module.questions.all().delete()
    return 'no_questions', 'id_questions'


def seed_no_alt(module):
    case = module.cases.get()
    question = case.questions.get()
    question.text = 'Se: ![Beskriv bildet](/media/bilder/x.png)'
    question.save()
    return 'no_alt', f'id_cases-{case.slug}-questions-{question.slug}-text'


def seed_broken(module):
    link = module.link_groups.get().links.get()
    LinkCheck.objects.create(url=link.url, result='broken', detail='svarer 404', checked_at=timezone.now())
    return 'broken', f'id_link_groups-{link.group.slug}-links-{link.slug}-url'


def seed_moved(module):
    link = module.link_groups.get().links.get()
    moved_to = 'https://example.org/ny/'
    LinkCheck.objects.create(url=link.url, result='moved', moved_to=moved_to, checked_at=timezone.now())
    return 'moved', f'id_link_groups-{link.group.slug}-links-{link.slug}-url'


def seed_unconfirmed(module):
    link = module.link_groups.get().links.get()
    link.is_confirmed = False
    link.save()
    return 'unconfirmed', f'id_link_groups-{link.group.slug}-links-{link.slug}-is_confirmed'


def seed_hard(module):
    module.intro = 'Kompetanseutviklingstiltak forutsetter organisasjonsutvikling ' * 30
    module.save()
    return 'hard', 'id_intro'


def seed_coming_soon(module):
    factories.module(status='coming_soon', number=None, status_since=days_ago(91))
    return 'coming_soon', 'id_status'


def seed_old_draft(module):
    factories.module(status='draft', status_since=days_ago(31))
    return 'old_draft', 'id_status'


SEEDS = {name: seed for name, seed in globals().items() if name.startswith('seed_')}


@pytest.mark.parametrize('seed', SEEDS.values(), ids=SEEDS)
def test_each_fault_is_found_once_and_leads_to_its_field(editor, module, seed):
    kind, field = seed(module)

    faults = found()
    page = editor.get(PATH).content.decode()

    assert list(faults) == [kind]
    assert [place for _what, place in faults[kind]] == [field]
    assert f'#{field}"' in page
    changed = review.faults()[kind][0].module
    assert f'id="{field}"' in editor.get(f'/admin/modules/module/{changed.pk}/change/').content.decode()


def test_every_kind_of_fault_is_tried():
    assert {name.removeprefix('seed_') for name in SEEDS} == set(review.HEADINGS)


@pytest.mark.parametrize(('status', 'days'), [('coming_soon', 90), ('draft', 30)])
def test_what_is_not_old_yet_is_left_alone(module, status, days):
    factories.module(status=status, number=None, status_since=days_ago(days))

    assert found() == {}


def test_queries_do_not_grow_with_the_content(module, django_assert_num_queries):
    for _ in range(2):
        factories.full_module(size=2)
        with django_assert_num_queries(8):
            review.faults()


def test_module_is_marked_as_read_through(editor, module):
    Module.objects.update(reviewed_on=None)
    assert 'aldri' in editor.get(PATH).content.decode()

    assert editor.get(f'{PATH}{module.pk}/').status_code == 405
    editor.post(f'{PATH}{module.pk}/')

    assert Module.objects.get().reviewed_on == timezone.localdate()
    assert 'aldri' not in editor.get(PATH).content.decode()


def test_helsesjekk_is_for_those_who_see_the_content(client, module):
    client.force_login(factories.person('Leser av tilbakemeldinger'))

    assert client.get(PATH).status_code == 403
    assert client.post(f'{PATH}{module.pk}/').status_code == 403


def test_publishing_what_lacks_something_asks_first_and_loses_nothing(editor):
    draft = factories.module(status='draft', number=None)
    path = f'/admin/modules/module/{draft.pk}/change/'
    form = Form(editor, path)
    form |= {'status': 'published', 'title': 'Ny tittel'}

    response = form.post()

    text = response.content.decode()
    assert 'Publisere modulen slik den er?' in text
    assert 'Moduler uten film' in text
    assert Module.objects.get().title == 'Tema 1'
    again = form.after(response)
    assert (again['status'], again['title']) == ('published', 'Ny tittel')
    assert again.post(_publish='true').status_code == 302
    assert (Module.objects.get().status, Module.objects.get().title) == ('published', 'Ny tittel')


def test_publishing_what_lacks_nothing_asks_nothing(editor):
    draft = factories.full_module(status='draft', number=None)
    Film.objects.update(duration_seconds=90, transcript='Alt som blir sagt.')
    Link.objects.update(is_confirmed=True)

    response = Form(editor, f'/admin/modules/module/{draft.pk}/change/').post(status='published')

    assert response.status_code == 302
    assert Module.objects.get().status == 'published'


def test_new_module_is_asked_about_too_and_not_made_before_the_answer(editor):
    package = factories.package()
    form = Form(editor, '/admin/modules/module/add/')
    form |= {'package': package.pk, 'title': 'Ny', 'status': 'published'}

    again = form.after(form.post())

    assert not Module.objects.exists()
    assert again.post(_publish='true').status_code == 302
    assert Module.objects.get().number == 1


def test_nothing_says_that_it_was_saved_while_it_is_asked(editor):
    draft = factories.module(status='draft', number=None)
    for path in (f'/admin/modules/module/{draft.pk}/change/', '/admin/modules/module/add/'):
        form = Form(editor, path)
        form |= {'package': draft.package_id, 'title': 'Ny tittel', 'status': 'published'}

        asked = form.post()

        assert 'Publisere modulen slik den er?' in asked.content.decode()
        for response in (asked, editor.get('/admin/')):
            assert 'messagelist' not in response.content.decode()
        assert not LogEntry.objects.exists()
        answered = editor.post(path, form.after(asked) | {'_publish': 'true'}, follow=True)
        assert '<ul class="messagelist">' in answered.content.decode()
        LogEntry.objects.all().delete()


def test_published_module_is_saved_without_being_asked_about_again(editor, module):
    module.film.delete()

    assert Form(editor, f'/admin/modules/module/{module.pk}/change/').post().status_code == 302


def test_lix_is_words_per_sentence_and_the_share_of_long_words():
    assert lix('Dette er et ord. ' * 15) == pytest.approx(4)
    assert lix('Kompetansepakke er et ord. ' * 15) == pytest.approx(4 + 25)
    assert lix('ord ' * 60) == pytest.approx(60)
    assert lix('Norsken er et ord. ' * 15) == pytest.approx(4 + 25)
    assert lix('Møtene er et ord. ' * 15) == pytest.approx(4)
    assert lix('For kort.') is None


@pytest.mark.django_db(transaction=True)
def test_links_are_checked_from_the_page_while_the_editor_goes_on(client):
    link = factories.link(factories.link_group(factories.module()), url='http://127.0.0.1/')
    client.force_login(factories.editor())
    assert client.get(f'{PATH}lenker/').status_code == 405

    text = client.post(f'{PATH}lenker/', follow=True).content.decode()

    assert 'Lenkene blir kontrollert nå.' in text
    for thread in threading.enumerate():
        if thread.name == 'check-links':
            thread.join(timeout=20)
    assert LinkCheck.objects.get().url == link.url
    assert 'er ikke på det åpne nettet' in client.get(PATH).content.decode()
