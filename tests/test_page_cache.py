import pytest

from modules.content_version import current
from modules.models import Case, Film, Package, ReflectionQuestion
from tests import factories
from tests.forms import Form

PATH = '/norskopplaering/modul-2/'


def test_warm_page_costs_one_query(content, client, django_assert_num_queries):
    client.get(PATH)

    with django_assert_num_queries(1):
        warm = client.get(PATH)

    assert 'Olga' in warm.content.decode()


def test_warm_page_is_the_same_answer_as_the_cold_one(content, client):
    cold, warm = client.get(PATH), client.get(PATH)

    assert cold.content == warm.content
    assert cold.headers == warm.headers
    assert warm['Cache-Control'] == 'no-cache'


def test_reader_who_has_the_page_gets_304(content, client):
    etag = client.get(PATH)['ETag']

    response = client.get(PATH, headers={'if-none-match': etag})

    assert (response.status_code, response.content) == (304, b'')
    assert response['ETag'] == etag
    assert 'Content-Security-Policy' in response


def test_etag_is_the_same_in_every_process_and_new_after_an_edit(content, client):
    from django.test import Client

    etag = client.get(PATH)['ETag']
    assert Client().get(PATH)['ETag'] == etag

    Case.objects.update(title='Olha')
    assert client.get(PATH, headers={'if-none-match': etag}).status_code == 200


@pytest.mark.parametrize('encoding', ['br', 'gzip', ''])
def test_page_is_packed_as_the_reader_accepts(content, client, encoding):
    import gzip

    import brotli

    response = client.get(PATH, headers={'accept-encoding': encoding or 'identity'})

    unpack = {'br': brotli.decompress, 'gzip': gzip.decompress, '': bytes}[encoding]
    assert 'Olga' in unpack(response.content).decode()
    assert response.headers.get('Content-Encoding', '') == encoding
    assert response['Content-Length'] == str(len(response.content))
    assert 'Accept-Encoding' in response['Vary']


def test_head_answers_like_get_without_a_body(content, client):
    client.get(PATH)

    response = client.head(PATH)

    assert (response.status_code, response.content) == (200, b'')
    assert int(response['Content-Length']) > 5000


def test_head_sends_no_body_to_the_server_in_front(rf):
    """The test client drops the body of its own accord; gunicorn complains of it in the log instead."""
    from django.http import HttpResponse

    from kompetansepakke.middleware import HeadMiddleware

    response = HeadMiddleware(lambda request: HttpResponse('Olga'))(rf.head('/'))

    assert (response.content, response['Content-Length']) == (b'', '4')
    assert HeadMiddleware(lambda request: HttpResponse('Olga'))(rf.get('/')).content == b'Olga'


def test_triggers_lost_to_a_migration_come_back_with_a_new_version(content):
    from django.db import connection

    from modules import content_version

    with connection.cursor() as cursor:
        if connection.vendor == 'sqlite':
            cursor.execute('DROP TRIGGER modules_case_update_version')
        else:
            cursor.execute('DROP TRIGGER modules_case_version ON modules_case')
    before = current()
    Case.objects.update(title='Usett')
    assert current() == before

    content_version.install('default')
    installed = current()
    Case.objects.update(title='Sett')

    assert len({before, installed, current()}) == 3


def test_captions_are_content_too(content):
    before = current()

    factories.caption_track(Film.objects.first())

    assert current() != before


def test_what_is_deleted_is_a_new_version_and_on_no_page(content, client):
    question = ReflectionQuestion.objects.filter(module__slug='modul-2').first()
    before, path = current(), '/norskopplaering/modul-2/'
    assert f'id="sporsmal-{question.slug}"' in client.get(path).content.decode()

    question.delete()

    assert current() != before
    assert f'id="sporsmal-{question.slug}"' not in client.get(path).content.decode()


def test_feedback_is_no_new_version(content, client):
    before = current()

    client.post('/tilbakemelding/', {'answer': 'yes'})

    assert current() == before != ''


def test_edit_in_admin_is_on_the_very_next_page(content, client):
    case = Case.objects.get(slug='olga')
    assert 'Olga har gått' in client.get(PATH).content.decode()
    client.force_login(factories.editor())

    form = Form(client, f'/admin/modules/module/{case.module.pk}/change/')
    form['cases-olga-text'] = 'Olga har fått fast jobb.'
    response = form.post()

    assert response.status_code == 302
    assert set(client.cookies) <= {'sessionid', 'csrftoken'}
    assert 'Olga har fått fast jobb.' in client.get(PATH).content.decode()


def test_rolled_back_edit_is_no_new_version(content):
    from django.db import transaction

    before = current()
    with transaction.atomic():
        Case.objects.update(title='Angret')
        transaction.set_rollback(True)

    assert current() == before


def test_page_differs_by_host_and_scheme(content, client):
    plain, secure = client.get(PATH).content.decode(), client.get(PATH, secure=True).content.decode()

    assert 'content="http://testserver/norskopplaering/modul-2/"' in plain
    assert 'content="https://testserver/norskopplaering/modul-2/"' in secure


def test_page_of_one_host_is_not_served_to_another(content, client, settings):
    settings.ALLOWED_HOSTS = ['en.example', 'to.example']

    one, other = (client.get(PATH, headers={'host': host}).content.decode() for host in settings.ALLOWED_HOSTS)

    assert 'http://en.example/' in one
    assert 'http://en.example/' not in other


def test_page_that_was_edited_while_it_was_made_is_not_kept_as_new(content, client, monkeypatch):
    from modules import views
    from modules.steps import steps_of

    def edited_meanwhile(module):
        steps = steps_of(module)
        Case.objects.filter(slug='olga').update(title='Olha')
        return steps

    with monkeypatch.context() as patch:
        patch.setattr(views, 'steps_of', edited_meanwhile)
        assert '>Olga<' in client.get(PATH).content.decode()

    assert '>Olha<' in client.get(PATH).content.decode()


def test_page_with_a_tracking_query_is_the_same_page(content, client, django_assert_num_queries):
    client.get(PATH)

    with django_assert_num_queries(1):
        assert client.get(f'{PATH}?utm_source=e-post', headers={'accept-encoding': 'br'})['Content-Encoding'] == 'br'


def test_encoding_that_is_refused_is_not_sent(content, client):
    assert client.get(PATH, headers={'accept-encoding': 'gzip, br;q=0'})['Content-Encoding'] == 'gzip'
    assert 'Content-Encoding' not in client.get(PATH, headers={'accept-encoding': 'brx, identity'})


def test_reader_who_takes_any_version_gets_304_without_a_length(content, client):
    response = client.get(PATH, headers={'if-none-match': '*'})

    assert response.status_code == 304
    assert 'Content-Length' not in response


def test_page_asked_for_under_a_script_name_is_neither_kept_nor_answered_from_memory(content, client):
    """The path is then the name and what is routed together, and says nothing of which page it is."""
    other = client.get('/', SCRIPT_NAME=PATH.rstrip('/'))
    assert 'Olga' in client.get(PATH).content.decode()

    assert client.get('/', SCRIPT_NAME=PATH.rstrip('/')).content == other.content
    assert 'ETag' not in other.headers


def test_404_is_not_kept(content, client):
    assert client.get('/norskopplaering/modul-7/').status_code == 404
    factories.module(Package.objects.get(), slug='modul-7', number=7)

    assert client.get('/norskopplaering/modul-7/').status_code == 200


def test_what_leads_elsewhere_is_not_kept_as_a_page(content, client):
    first, again = (client.get(f'{PATH}storskjerm/start/') for _ in range(2))

    assert (
        (first.status_code, first['Location']) == (again.status_code, again['Location']) == (302, f'{PATH}storskjerm/')
    )


def test_kept_pages_are_bounded(content, client, monkeypatch):
    monkeypatch.setattr('modules.page_cache.MAX_PAGES', 3)

    for number in range(1, 7):
        client.get(f'/norskopplaering/modul-{number}/')

    kept = next(middleware for middleware in _chain(client.handler._middleware_chain) if hasattr(middleware, 'pages'))
    assert 1 <= len(kept.pages) <= 3


def _chain(handler):
    while handler is not None:
        handler = getattr(handler, '__wrapped__', handler)
        yield handler
        handler = getattr(handler, 'get_response', None)
