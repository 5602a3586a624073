"""Feedback is read, handled and taken out by those whose role it is."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from modules.editing.spreadsheet import csv_bytes
from modules.models import Feedback
from tests import factories

LIST = '/admin/modules/feedback/'
MIDWINTER = datetime(2026, 1, 31, 23, 5, tzinfo=UTC)


@pytest.fixture
def reader(client, db):
    client.force_login(factories.person('Leser av tilbakemeldinger'))
    return client


def shown(client, query=''):
    return [feedback.comment for feedback in client.get(LIST + query).context['cl'].result_list]


def downloaded(client, query=''):
    text = client.get(f'{LIST}csv/{query}').content.decode('utf-8-sig')
    return list(csv.reader(io.StringIO(text, newline=''), delimiter=';'))


def test_list_shows_what_waits_first_and_the_rest_when_asked(reader):
    factories.feedback(comment='Ny')
    factories.feedback(comment='Gammel', handled_at=timezone.now())

    assert shown(reader) == ['Ny']
    assert shown(reader, '?handtert=nei') == ['Ny']
    assert shown(reader, '?handtert=ja') == ['Gammel']
    assert shown(reader, '?handtert=alle') == ['Gammel', 'Ny']
    assert shown(reader, '?handtert=tull') == ['Ny']


def test_list_is_filtered_by_module_and_answer(reader):
    module = factories.module(title='Vurdering')
    factories.feedback(comment='Om vurdering', module=module)
    factories.feedback(comment='Fant det', answer='yes')

    assert shown(reader, f'?module__id__exact={module.pk}') == ['Om vurdering']
    assert shown(reader, '?answer__exact=yes') == ['Fant det']


def test_long_comment_is_cut_in_the_list_and_whole_on_its_own_page(reader):
    comment = 'Dette leter jeg etter. ' * 20 + 'Slutt'
    made = factories.feedback(comment=comment)

    assert 'Slutt' not in reader.get(LIST).content.decode()
    assert comment in reader.get(f'{LIST}{made.pk}/change/').content.decode()


@pytest.mark.parametrize('size', [1, 3])
def test_list_costs_the_same_for_one_and_three(reader, django_assert_num_queries, size):
    for _ in range(size):
        factories.feedback(module=factories.module())

    with django_assert_num_queries(8):
        assert reader.get(LIST).status_code == 200


def test_several_are_marked_as_handled_and_back(reader):
    first, second = factories.feedback(), factories.feedback(handled_at=MIDWINTER)
    chosen = {'_selected_action': [first.pk, second.pk]}

    response = reader.post(f'{LIST}?handtert=alle', chosen | {'action': 'mark_handled'}, follow=True)

    assert 'Merket som håndtert: 1.' in response.content.decode()
    assert Feedback.objects.get(pk=first.pk).handled_at is not None
    assert Feedback.objects.get(pk=second.pk).handled_at == MIDWINTER

    reader.post(f'{LIST}?handtert=alle', chosen | {'action': 'mark_unhandled'})

    assert Feedback.objects.unhandled().count() == 2


def test_one_is_marked_on_its_own_page_and_nothing_else_changes(reader):
    made = factories.feedback(comment='Hva med prøver?')
    path = f'{LIST}{made.pk}/change/'
    html = reader.get(path).content.decode()
    assert 'value="Merk som håndtert"' in html
    assert 'name="_save"' not in html
    assert 'name="comment"' not in html

    reader.post(path, {'comment': 'Endret', 'answer': 'yes'})
    assert Feedback.objects.unhandled().count() == 1
    response = reader.post(path, {'_handled': 'x', 'comment': 'Endret', 'answer': 'yes'})

    made.refresh_from_db()
    assert response.status_code == 302
    assert (made.comment, made.answer) == ('Hva med prøver?', 'no')
    assert made.handled_at is not None
    assert 'value="Merk som ikke håndtert"' in reader.get(path).content.decode()
    reader.post(path, {'_unhandled': 'x'})
    assert Feedback.objects.unhandled().count() == 1


def test_reader_of_feedback_can_neither_add_nor_delete_and_an_administrator_can_delete(reader, client):
    made = factories.feedback()

    assert reader.get(f'{LIST}add/').status_code == 403
    assert reader.post(f'{LIST}{made.pk}/delete/', {'post': 'yes'}).status_code == 403
    assert 'deletelink' not in reader.get(f'{LIST}{made.pk}/change/').content.decode()

    client.force_login(factories.person('Administrator', username='kari'))
    assert 'deletelink' in client.get(f'{LIST}{made.pk}/change/').content.decode()
    client.post(f'{LIST}{made.pk}/delete/', {'post': 'yes'})
    assert not Feedback.objects.exists()


def test_editor_reaches_neither_list_nor_file(client, db):
    made = factories.feedback()
    client.force_login(factories.person('Redaktør'))

    for path in ('', 'csv/', f'{made.pk}/change/'):
        assert client.get(LIST + path).status_code == 403
    client.logout()
    assert client.get(f'{LIST}csv/').status_code == 302


def test_file_says_what_was_told_in_norwegian_and_local_time(reader):
    module = factories.module(number=2, title='Språk på jobb')
    made = factories.feedback(comment='Fant ikke «prøver»; søkte\r\npå æøå', module=module, handled_at=MIDWINTER)
    Feedback.objects.filter(pk=made.pk).update(created_at=MIDWINTER)

    response = reader.get(f'{LIST}csv/?handtert=ja')

    assert response['Content-Type'] == 'text/csv; charset=utf-8'
    assert response['Content-Disposition'] == f'attachment; filename="tilbakemeldinger-{timezone.localdate()}.csv"'
    assert response.content.startswith(b'\xef\xbb\xbfTidspunkt;Svar;Modul;Side;Kommentar;H\xc3\xa5ndtert\r\n')
    assert downloaded(reader, '?handtert=ja')[1:] == [
        ['01.02.2026 00:05', 'Nei', str(module), '/norskopplaering/', 'Fant ikke «prøver»; søkte\npå æøå',
         '01.02.2026 00:05'],
    ]  # fmt: skip


def test_file_has_what_the_list_shows_on_all_its_pages(reader):
    for number in range(51):
        factories.feedback(comment=str(number))
    factories.feedback(comment='Håndtert', handled_at=timezone.now())

    assert 'href="/admin/modules/feedback/csv/?handtert=nei"' in reader.get(f'{LIST}?handtert=nei').content.decode()
    assert len(shown(reader)) == 50
    assert [row[4] for row in downloaded(reader)[1:]] == [str(number) for number in reversed(range(51))]
    assert [row[4] for row in downloaded(reader, '?handtert=ja')[1:]] == ['Håndtert']
    assert reader.get(f'{LIST}csv/?finnes_ikke=1').status_code == 302


@pytest.mark.parametrize('size', [1, 3])
def test_file_costs_the_same_for_one_and_three(reader, django_assert_num_queries, size):
    for _ in range(size):
        factories.feedback(module=factories.module())

    with django_assert_num_queries(8):
        assert len(downloaded(reader)) == 1 + size


@pytest.mark.parametrize('start', ['=', '+', '-', '@', '\t', '\r', '\n'])
def test_what_begins_as_a_formula_is_defused(start):
    formula = start + 'HYPERLINK("https://evil.example";"Klikk")'

    (cell,), (plain,) = csv.reader(
        io.StringIO(csv_bytes([[formula], ['3 + 4 = 7']]).decode('utf-8-sig'), newline=''), delimiter=';'
    )

    assert cell == "'" + formula
    assert plain == '3 + 4 = 7'


def test_formula_in_a_comment_or_an_address_is_defused_in_the_file(reader):
    factories.feedback(comment='=1+1', path='@SUM(A1)')

    assert downloaded(reader)[1][3:5] == ["'@SUM(A1)", "'=1+1"]
