import pytest
from django.test import Client

from modules.models import Feedback, Module
from tests import pages

FORM = {
    'answer': 'no',
    'comment': 'Jeg fant ikke «casen» om Kari.',
    'side': '/norskopplaering/modul-3/',
    'nettsted': '',
}


def test_feedback_is_kept_with_its_page_and_thanked_for(content, client):
    response = client.post('/tilbakemelding/', FORM)

    assert response.status_code == 302
    assert response.url == '/tilbakemelding/takk/?side=%2Fnorskopplaering%2Fmodul-3%2F'
    feedback = Feedback.objects.get()
    assert (feedback.answer, feedback.comment, feedback.path) == ('no', FORM['comment'], FORM['side'])
    assert feedback.module == Module.objects.get(slug='modul-3')
    assert '/norskopplaering/modul-3/' in pages.fetch(client, response.url).links


def test_feedback_link_brings_the_answer_and_the_page_along(content, page):
    ask = [link for link in page('/norskopplaering/modul-3/').links if link.startswith('/tilbakemelding/?')]

    form = page(ask[1])

    assert ask[1] == '/tilbakemelding/?svar=no&side=%2Fnorskopplaering%2Fmodul-3%2F'
    fields = {tag['id']: tag for tag in form.tags_named('input') if 'id' in tag}
    assert fields['id_side']['value'] == '/norskopplaering/modul-3/'
    assert 'checked' in fields['id_answer_1']
    assert 'checked' not in fields['id_answer_0']
    trap = {'type': 'text', 'name': 'nettsted', 'id': 'id_nettsted', 'tabindex': '-1', 'autocomplete': 'off'}
    assert fields['id_nettsted'] == trap


def test_feedback_without_an_answer_keeps_what_was_typed(db, client):
    response = client.post('/tilbakemelding/', FORM | {'answer': ''})

    form = pages.check(response)
    assert response.status_code == 422
    assert 'Velg Ja eller Nei.' in form.text
    assert FORM['comment'] in form.text
    assert Feedback.objects.count() == 0


def test_feedback_that_is_too_long_keeps_all_of_it(db, client):
    comment = 'æ' * 2001

    form = pages.check(client.post('/tilbakemelding/', FORM | {'comment': comment}))

    assert 'Kommentaren er for lang: 2001 tegn. Det er plass til 2000.' in form.text
    assert comment in form.text
    assert Feedback.objects.count() == 0


def test_feedback_from_a_robot_is_thanked_for_and_dropped(content, client):
    response = client.post('/tilbakemelding/', FORM | {'nettsted': 'https://spam.example'})

    assert response.status_code == 302
    assert Feedback.objects.count() == 0


@pytest.mark.parametrize(
    'side',
    [
        'https://evil.example/',
        '//evil.example/',
        'javascript:alert(1)',
        '/finnes/ikke/her/nei/',
        '/admin/modules/',
        '/' + 'a' * 400 + '/',
    ],
)
def test_feedback_links_back_to_our_own_pages_only(db, client, side):
    response = client.post('/tilbakemelding/', FORM | {'side': side})

    assert response.url == '/tilbakemelding/takk/'
    assert Feedback.objects.get().path == ''
    assert 'evil' not in client.get('/tilbakemelding/takk/', {'side': side}).content.decode()


def test_feedback_from_another_site_is_refused_in_norwegian(db):
    response = Client(enforce_csrf_checks=True).post('/tilbakemelding/', FORM)

    assert response.status_code == 403
    assert pages.check(response).headings == ['Skjemaet kunne ikke sendes']
    assert Feedback.objects.count() == 0


def test_thanks_stand_also_without_a_page_to_go_back_to(db, page):
    assert '/' in page('/tilbakemelding/takk/').links


def test_feedback_too_large_to_take_in_has_a_page_of_ours(db, client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = client.post('/tilbakemelding/', FORM | {'comment': 'æ' * 2000})

    assert response.status_code == 413
    assert pages.check(response).headings == ['Det du sendte, er for stort']
