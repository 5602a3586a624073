"""What a browser may say while a file goes up in pieces, and what someone else might."""

import io
import json

import pytest
from django.test import Client

from modules.editing import waiting
from tests import factories

ROOT = '/admin/opplasting/'


@pytest.fixture
def editor(client, db):
    client.user = factories.editor()
    client.force_login(client.user)
    return client


def begin(client, size=10, name='film.mp4', fingerprint='merke'):
    return client.post(ROOT, {'name': name, 'size': size, 'fingerprint': fingerprint}).json()


def send(client, id, offset, piece, **more):
    return client.post(
        f'{ROOT}{id}/', piece, content_type='application/octet-stream', headers={'Upload-Offset': str(offset)}, **more
    )


def test_file_goes_up_in_pieces_and_tells_how_far_it_has_come(editor):
    begun = begin(editor)
    assert begun == {'id': begun['id'], 'name': 'film.mp4', 'size': 10, 'offset': 0}

    first = send(editor, begun['id'], 0, b'01234')
    assert (first.status_code, first.json()['offset']) == (200, 5)
    again = send(editor, begun['id'], 0, b'01234')
    assert (again.status_code, again.json()['offset']) == (409, 5)
    assert editor.get(f'{ROOT}{begun["id"]}/').json() == begun | {'offset': 5}
    again = begin(editor)
    assert again == begun | {'id': again['id'], 'offset': 5}

    assert send(editor, again['id'], 5, b'56789').json()['offset'] == 10
    assert waiting.find(editor.user, again['id']).open().read() == b'0123456789'
    assert begin(editor)['offset'] == 0


@pytest.mark.parametrize('size', ['', '0', '-1', '1.5', 'mye', '٣', '1' * 16, '1e9'])
def test_size_that_no_file_has_is_refused(editor, settings, size):
    response = editor.post(ROOT, {'name': 'film.mp4', 'size': size})

    assert (response.status_code, response.json()) == (400, {'error': 'Fila er tom.'})
    assert not settings.WAITING_ROOT.exists()


def test_size_beyond_the_limit_and_the_quota_is_refused_with_the_reason(editor, monkeypatch):
    monkeypatch.setattr(waiting, 'FILE_MAX_BYTES', 1000)
    monkeypatch.setattr(waiting, 'QUOTA_BYTES', 1500)

    large = editor.post(ROOT, {'name': 'film.mp4', 'size': 1001})
    assert (large.status_code, large.json()['error'][:21]) == (400, 'Fila er for stor. Den')
    assert begin(editor, 1000)['offset'] == 0
    full = editor.post(ROOT, {'name': 'annen.mp4', 'size': 1000})
    assert (full.status_code, 'film.mp4' in full.json()['error']) == (413, True)
    assert [one['name'] for one in full.json()['waiting']] == ['film.mp4']


def test_full_disk_is_told_to_those_who_run_the_portal_too(editor, monkeypatch, caplog):
    monkeypatch.setattr(waiting, 'KEPT_FREE_BYTES', 2**62)

    response = editor.post(ROOT, {'name': 'film.mp4', 'size': 10})

    assert (response.status_code, response.json()['waiting']) == (507, [])
    assert 'Insufficient Storage' in caplog.text


@pytest.mark.parametrize('offset', ['', '-5', 'x', '5.0', '٥'])
def test_piece_without_a_place_is_refused(editor, offset):
    id = begin(editor)['id']

    response = send(editor, id, offset, b'01234')

    assert response.status_code == 400
    assert waiting.find(editor.user, id).offset == 0


def test_piece_with_nothing_or_too_much_in_it_is_refused_and_changes_nothing(editor):
    id = begin(editor, waiting.PIECE_MAX_BYTES * 2)['id']

    assert send(editor, id, 0, b'').status_code == 400
    assert send(editor, id, 0, b'0' * (waiting.PIECE_MAX_BYTES + 1)).status_code == 413
    cut = {'CONTENT_LENGTH': '5', 'wsgi.input': io.BytesIO(b'01')}
    assert send(editor, id, 0, b'01', **cut).status_code == 408
    assert waiting.find(editor.user, id).offset == 0
    assert send(editor, id, 0, b'0' * waiting.PIECE_MAX_BYTES).status_code == 200


def test_file_that_is_chosen_instead_needs_no_room_for_both(editor, monkeypatch):
    monkeypatch.setattr(waiting, 'QUOTA_BYTES', 25)
    first = begin(editor)
    assert first['offset'] == 0
    assert editor.post(ROOT, {'name': 'annen.mp4', 'size': 10}).status_code == 200

    assert editor.post(ROOT, {'name': 'ny.mp4', 'size': 10}).status_code == 413
    assert editor.post(ROOT, {'name': 'ny.mp4', 'size': 16, 'replaces': first['id']}).status_code == 413
    assert editor.post(ROOT, {'name': 'ny.mp4', 'size': 10, 'replaces': first['id']}).status_code == 200

    # Until the other is whole, it is the one that the form has.
    assert waiting.find(editor.user, first['id']) is not None


def test_page_whose_upload_another_page_goes_on_with_sends_one_of_its_own(editor):
    first = begin(editor)
    send(editor, first['id'], 0, b'01234')
    second = begin(editor)

    assert second['offset'] == 5
    assert send(editor, first['id'], 5, b'56789').status_code == 404
    fields = {'name': 'film.mp4', 'size': 10, 'fingerprint': 'merke', 'fresh': '1'}
    own = editor.post(ROOT, fields).json()
    assert (own['offset'], own['id'] == second['id']) == (0, False)
    for upload, piece in ((own, b'0123456789'), (second, b'56789')):
        assert send(editor, upload['id'], 10 - len(piece), piece).json()['offset'] == 10
    waiting.discard(waiting.find(editor.user, second['id']))
    assert waiting.find(editor.user, own['id']).is_whole


def test_half_file_that_is_chosen_again_goes_on_and_does_not_replace_itself(editor):
    first = begin(editor)
    send(editor, first['id'], 0, b'01234')

    again = editor.post(ROOT, {'name': 'film.mp4', 'size': 10, 'fingerprint': 'merke', 'replaces': first['id']})

    assert again.json() == first | {'id': again.json()['id'], 'offset': 5}


def test_more_than_was_said_is_refused(editor):
    id = begin(editor)['id']

    response = send(editor, id, 0, b'0' * 11)

    assert (response.status_code, 'større enn' in response.json()['error']) == (400, True)
    assert waiting.find(editor.user, id).offset == 0


def test_piece_is_no_form_whatever_it_is_called(editor):
    id = begin(editor)['id']

    for kind in ('multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'):
        response = editor.post(f'{ROOT}{id}/', b'01234', content_type=kind, headers={'Upload-Offset': '0'})
        assert response.status_code == 400

    assert waiting.find(editor.user, id).offset == 0


def test_upload_of_somebody_else_does_not_exist(editor, client):
    other = waiting.begin(factories.person('Redaktør'), 'film.mp4', 10)

    for response in (
        editor.get(f'{ROOT}{other.id}/'),
        send(editor, other.id, 0, b'0'),
        editor.post(f'{ROOT}{other.id}/slett/'),
    ):
        assert response.status_code == 404
        assert response.json() == {'error': 'Fila venter ikke her lenger. Velg den på nytt.'}
    assert other.offset == 0


@pytest.mark.parametrize('id', ['..', '%2e%2e', '..%2f2', 'a' * 32, 'x', '%00'])
def test_id_is_no_way_to_anywhere(editor, id):
    waiting.begin(editor.user, 'film.mp4', 10)

    assert send(editor, id, 0, b'0').status_code in (404, 405)
    assert editor.post(f'{ROOT}{id}/slett/').status_code in (404, 405)


def test_discarded_one_is_gone(editor):
    id = begin(editor)['id']

    assert editor.post(f'{ROOT}{id}/slett/').json() == {}

    assert editor.get(f'{ROOT}{id}/').status_code == 404
    assert send(editor, id, 0, b'0').status_code == 404


@pytest.mark.parametrize('role', [None, 'Leser av tilbakemeldinger'])
def test_nobody_but_editors_gets_in_and_all_are_told_in_json(client, db, settings, role):
    if role:
        client.force_login(factories.person(role))
    told = 'Brukeren din kan ikke endre innholdet.' if role else 'Du er logget ut.'

    for response in (
        client.get(ROOT),
        client.post(ROOT, {'name': 'film.mp4', 'size': 10}),
        client.get(f'{ROOT}{"a" * 32}/'),
        send(client, 'a' * 32, 0, b'0'),
        client.post(f'{ROOT}{"a" * 32}/slett/'),
    ):
        assert response.status_code == 403
        assert response.json()['error'].startswith(told)
    assert not settings.WAITING_ROOT.exists()


def test_token_is_fetched_anew_after_a_login_elsewhere_and_stays_here(editor):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = editor.cookies
    assert browser.post(ROOT, {'name': 'film.mp4', 'size': 10}).status_code == 403

    answer = browser.get(ROOT)
    token = answer.json()['csrf']

    assert 'no-store' in answer['Cache-Control']
    assert 'Access-Control-Allow-Origin' not in answer
    begun = browser.post(ROOT, {'name': 'film.mp4', 'size': 10}, headers={'X-CSRFToken': token})
    assert begun.status_code == 200
    piece = browser.post(
        f'{ROOT}{begun.json()["id"]}/', b'0123456789', content_type='application/octet-stream',
        headers={'X-CSRFToken': token, 'Upload-Offset': '0'},
    )  # fmt: skip
    assert json.loads(piece.content)['offset'] == 10


def test_piece_larger_than_what_a_form_may_hold_in_memory_is_taken(editor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    id = begin(editor, 200)['id']

    assert send(editor, id, 0, b'0' * 200).json()['offset'] == 200


def test_wrong_method_is_said_to_be(editor):
    id = begin(editor)['id']

    assert editor.put(f'{ROOT}{id}/').status_code == 405
    assert editor.delete(ROOT).status_code == 405
    assert editor.get(f'{ROOT}{id}/slett/').status_code == 405
