"""A meeting that runs: one record, many screens."""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone
from docx import Document

from meetings.live import LiveMiddleware
from meetings.models import Department, Meeting, Note
from meetings.word_file import LOOKS, as_docx
from modules.models import Film, ReflectionQuestion
from tests import meetings, pages
from tests.test_meeting_plan import NO_INDEXES
from tests.visitor import Browser

JSON = {'accept': 'application/json'}


@pytest.fixture(autouse=True)
def _no_guesses():
    cache.clear()


def driven(client, **fields):
    """A meeting that `client` has started."""
    meeting = meetings.meeting(**fields)
    client.post(f'/mote/{meeting.key}/styr/', {'do': 'start'})
    meeting.refresh_from_db()
    return meeting


def press(client, meeting, do, version=None, **fields):
    """The answer's (status, state)."""
    meeting.refresh_from_db()
    data = {'do': do, 'version': meeting.version if version is None else version, **fields}
    response = client.post(f'/mote/{meeting.key}/styr/', data, headers=JSON)
    meeting.refresh_from_db()
    return response.status_code, json.loads(response.content)


def state_of(client, meeting):
    return json.loads(client.get(f'/mote/{meeting.key}/tilstand/').content)


def test_starting_puts_the_plan_on_the_wall(content, client, page):
    meeting = meetings.meeting()

    response = client.post(f'/mote/{meeting.key}/styr/', {'do': 'start', 'version': '1'})

    assert response['Location'] == f'/mote/{meeting.public_name}/storskjerm/'
    wall = page(f'/mote/{meeting.key}/storskjerm/')
    assert wall.headings[0] == 'Fleksibel norskopplæring'
    assert wall.ids.count('p-2-0') == 1
    assert 'i rute' in wall.text


def test_every_page_of_a_meeting_keeps_the_rules_of_the_house(content, client, page):
    meeting = driven(client, minutes=90, topics=['sporsmal-tilpasset', 'case-olga'])

    walked = 0
    while True:
        for place in ('storskjerm/', 'leder/', 'notater/', 'referat/'):
            page(f'/mote/{meeting.key}/{place}')
            walked += 1
        if press(client, meeting, 'next')[0] == 409:
            break

    # Welcome, film, a question's phases, the break, a case's, the agreement.
    assert walked == 4 * (1 + 1 + 3 + 1 + 4 + 1)


def test_a_case_has_its_story_before_its_questions(content, client, page):
    meeting = driven(client, topics=['case-olga'])
    for _ in range(2):
        press(client, meeting, 'next')

    story = page(f'/mote/{meeting.key}/storskjerm/')
    press(client, meeting, 'next')
    asked = page(f'/mote/{meeting.key}/storskjerm/')

    assert (meeting.now_at, meeting.now_page) == (2, 1)
    assert story.headings == asked.headings == ['Case: Olga']
    assert 'Kan dere møte Olgas behov' in asked.text


def test_a_talk_about_the_film_has_something_to_talk_about_and_says_that_it_is_ours(content, client, page):
    meeting = driven(client, module='modul-1', topics=['film'])
    for _ in range(2):
        press(client, meeting, 'next')

    wall = page(f'/mote/{meeting.key}/storskjerm/')

    assert wall.headings == ['Samtale om filmen']
    assert 'Hva i filmen kjente dere igjen? Hva vil dere gjøre mer av?' in wall.text
    assert 'Forslag fra redaksjonen' in wall.text
    assert 'Hva i filmen kjente dere igjen?' in page(f'/mote/{meeting.key}/leder/').text


def test_next_and_back_move_one_page_and_stop_at_the_ends(content, client):
    meeting = driven(client)

    assert press(client, meeting, 'back')[0] == 409
    assert [press(client, meeting, 'next')[1]['at'] for _ in range(5)] == [1, 2, 3, 4, 5]
    assert press(client, meeting, 'next')[0] == 409
    assert press(client, meeting, 'back')[1]['at'] == 4


def test_the_wall_of_a_meeting_may_frame_the_film_of_its_module(content, client):
    Film.objects.filter(module__slug='modul-2').update(embed_url='https://video.example/v/1')
    meeting = driven(client)

    for place, may in (('storskjerm/', True), ('leder/', False)):
        policy = client.get(f'/mote/{meeting.key}/{place}').headers['Content-Security-Policy'].split('; ')
        assert ('frame-src https://video.example' in policy) is may


def test_an_item_ends_its_minutes_after_it_came_up(content, client):
    meeting = driven(client)
    before = timezone.now()

    press(client, meeting, 'next')

    assert timedelta(0) <= meeting.item_ends_at - before - timedelta(minutes=12) < timedelta(seconds=5)


def test_one_minute_more_and_a_clock_that_stands(content, client):
    meeting = driven(client)
    end = meeting.item_ends_at

    press(client, meeting, 'minute')
    assert meeting.item_ends_at == end + timedelta(minutes=1)

    state = press(client, meeting, 'pause')[1]
    assert 230_000 < state['left'] <= 240_000
    press(client, meeting, 'minute')
    assert timedelta(seconds=290) < meeting.left <= timedelta(seconds=300)
    assert 'left' not in press(client, meeting, 'pause')[1]


def test_a_press_from_an_old_picture_changes_nothing(content, client):
    meeting = driven(client)
    old = meeting.version
    press(client, meeting, 'next')

    status, state = press(client, meeting, 'next', version=old)

    assert (status, state['at']) == (409, 1)


def test_everyone_who_leads_may_press_and_the_last_press_wins(content, client):
    meeting = driven(client)
    phone = Browser()

    assert press(phone, meeting, 'next', **{'from': 'lead'})[1]['at'] == 1
    told = state_of(client, meeting)
    assert (told['screen'], told['moved']) == ('lead', 'Flyttet fra møteleders skjerm')
    state = press(client, meeting, 'next', **{'from': 'wall'})[1]
    assert (state['at'], state['moved']) == (2, 'Flyttet fra storskjermen')
    assert state['by'] not in ('', told['by'])
    assert press(phone, meeting, 'back')[1]['at'] == 1


def late(meeting, minutes):
    """Make the meeting `minutes` late, and no more than that for as long as a test takes."""
    ends = timezone.now() + timedelta(seconds=30)
    began = ends - timedelta(minutes=minutes + meeting.items[0]['minutes'])
    Meeting.objects.filter(pk=meeting.pk).update(started_at=began, starts_at=began, item_ends_at=ends)


def test_a_late_meeting_is_made_shorter_and_keeps_its_only_question(content, client, page):
    meeting = driven(client)
    late(meeting, minutes=3)

    told = 'Gjør samtalen kortere: fra 25 til 22 minutter.'
    state = state_of(client, meeting)
    assert (state['offer'], state['take']) == (told, 'Gjør kortere')
    assert told in page(f'/mote/{meeting.key}/leder/').text

    state = press(client, meeting, 'cut')[1]
    assert state['items'] == [[minutes, False] for minutes in (3, 12, 4, 11, 7, 5)]
    assert 'offer' not in state and state['behind'] <= 0
    assert meeting.unreached == []
    state = press(client, meeting, 'undo')[1]
    assert state['items'] == [[minutes, False] for minutes in (3, 12, 4, 13, 8, 5)]
    assert state['offer'] == told


def test_a_meeting_that_cannot_hold_its_questions_skips_one_and_one_press_takes_it(content, client, page):
    meeting = driven(client, minutes=60, topics=['sporsmal-tilpasset', 'sporsmal-barrierer'])
    late(meeting, minutes=27)

    status, state = press(client, meeting, 'minute')
    assert state['punctuality'] == '28 minutter etter planen'
    told = 'Hopp over spørsmål 2, og ta det neste gang. Samtalen går fra 35 til 7 minutter.'
    assert state['offer'] == told
    assert told in page(f'/mote/{meeting.key}/leder/').text

    state = press(client, meeting, 'cut')[1]
    assert [is_skipped for _, is_skipped in state['items']] == [False] * 5 + [True] * 3 + [False]
    assert 'offer' not in state and state['behind'] <= 0
    assert meeting.unreached == ['sporsmal-barrierer']
    assert [press(client, meeting, 'next')[1]['at'] for _ in range(5)] == [1, 2, 3, 4, 8]


def test_what_there_is_no_time_for_is_for_next_time_and_only_once(content, client, page):
    meeting = driven(client, minutes=90, topics=['sporsmal-tilpasset', 'sporsmal-barrierer'])
    for _ in range(3):
        press(client, meeting, 'next')
    meetings.pass_minutes(meeting, 1)

    press(client, meeting, 'end')

    assert meeting.is_ended and meeting.unreached == ['sporsmal-barrierer']
    assert page(f'/mote/{meeting.key}/referat/').text.count('Rakk vi ikke spørsmål 2') == 1
    press(client, meeting, 'resume')
    assert meeting.is_running


@pytest.mark.parametrize('number', NO_INDEXES)
def test_a_press_about_what_the_meeting_does_not_have_is_refused_as_any_stale_one(content, client, number):
    meeting = driven(client, topics=['case-olga'])
    kept = meeting.commitments.create(what='Prøve kveldstimer')
    before = (meeting.version, meeting.now_at, meeting.now_page)

    for fields in ({'at': number, 'page': '0'}, {'at': '0', 'page': number}, {'at': '2', 'page': number}):
        assert press(client, meeting, 'go', **fields)[0] == 409
    for do in ('next', 'minute', 'pause', 'end', 'cut', 'undo', 'no-film'):
        assert press(client, meeting, do, version=number)[0] == 409
    assert client.post(f'/mote/{meeting.key}/avtale/', {'remove': number}).status_code in (302, 422)
    assert write(client, meeting, 'Notat', version=number, step='case-olga', headers=JSON).status_code == 409
    assert write(client, meeting, 'Notat', version=number, step='case-olga').status_code == 409
    meeting.refresh_from_db()
    assert (meeting.version, meeting.now_at, meeting.now_page) == before
    assert (meeting.commitments.get(), meeting.notes.count()) == (kept, 0)


def test_a_page_that_the_meeting_has_is_gone_to(content, client):
    meeting = driven(client, topics=['case-olga'])

    assert press(client, meeting, 'go', at='2', page='1')[1]['page'] == 1
    assert press(client, meeting, 'go', at='3', page='1')[0] == 409


def test_state_costs_three_queries_the_first_time_and_none_the_next(content, client, django_assert_num_queries):
    meeting = driven(client)

    # The meeting, what is agreed, and which notes there are.
    with django_assert_num_queries(3):
        first = client.get(f'/mote/{meeting.key}/tilstand/')
    with django_assert_num_queries(0):
        again = client.get(f'/mote/{meeting.key}/tilstand/', headers={'if-none-match': first['ETag']})

    assert (again.status_code, again.content) == (304, b'')
    assert abs(int(again['X-Now']) - timezone.now().timestamp() * 1000) < 5000


def test_what_is_kept_of_a_state_has_no_words(content, client):
    meeting = driven(client, minutes=60, topics=['sporsmal-tilpasset', 'sporsmal-barrierer'])
    late(meeting, minutes=28)
    middleware = LiveMiddleware(None)

    response = middleware(RequestFactory().get(f'/mote/{meeting.key}/tilstand/'))

    ((_, kept),) = middleware.kept.values()
    words = {key: text for key, text in json.loads(response.content).items() if key in ('punctuality', 'offer')}
    assert words == {
        'punctuality': '28 minutter etter planen',
        'offer': 'Hopp over spørsmål 2, og ta det neste gang. Samtalen går fra 35 til 7 minutter.',
    }  # fmt: skip
    for text in words.values():
        assert text not in repr(kept)


def test_state_is_read_and_tells_nobody_who_drives(content, client):
    meeting = driven(client)
    address = f'/mote/{meeting.key}/tilstand/'

    assert client.post(address).status_code == 405
    assert meeting.driver
    assert meeting.driver not in client.get(address).content.decode()


def test_state_of_a_meeting_whose_day_has_come_is_gone(content, client):
    meeting = driven(client)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=31))

    assert client.get(f'/mote/{meeting.key}/tilstand/').status_code == 404


def test_the_minutes_of_an_item_begin_once(content, client):
    meeting = driven(client, topics=['case-olga'])
    for _ in range(2):
        press(client, meeting, 'next')
    ends, began = meeting.item_ends_at, meeting.began

    press(client, meeting, 'next')
    assert (meeting.now_page, meeting.item_ends_at) == (1, ends)
    meetings.pass_minutes(meeting, 1)
    began = meeting.began
    press(client, meeting, 'next')
    press(client, meeting, 'back')
    assert meeting.began == began


def test_a_clock_that_stands_over_time_has_nothing_left(content, client):
    meeting = driven(client)
    Meeting.objects.update(item_ends_at=timezone.now() - timedelta(minutes=3))

    press(client, meeting, 'pause')

    assert meeting.left == timedelta(0)


def test_state_is_for_those_who_lead(content, client):
    meeting = driven(client)

    reader = Browser()
    assert reader.get(f'/mote/{meeting.reader_key}/referat/').status_code == 200
    for key in (meeting.reader_key, meeting.public_name, f'{meeting.selector}{meeting.secret[::-1]}'):
        assert reader.get(f'/mote/{key}/tilstand/').status_code == 404


@pytest.mark.parametrize('place', ['storskjerm/', 'leder/', 'notater/', 'referat/', ''])
@pytest.mark.parametrize('topics', [['sporsmal-tilpasset'], ['sporsmal-tilpasset', 'sporsmal-barrierer', 'case-olga']])
def test_a_page_of_a_meeting_costs_the_same_however_much_it_holds(
    content, client, django_assert_max_num_queries, place, topics
):
    meeting = driven(client, minutes=120, topics=topics)
    for topic in topics:
        Note.objects.create(meeting=meeting, step=topic, writer='a', text='Notat')

    # The plan also says what else there is to talk about in the package.
    with django_assert_max_num_queries(13 if place else 20):
        assert client.get(f'/mote/{meeting.key}/{place}').status_code == 200


def test_a_question_that_is_gone_from_the_module_still_stands_in_the_meeting(content, client, page):
    meeting = driven(client)
    ReflectionQuestion.objects.filter(slug='tilpasset').delete()
    for _ in range(2):
        press(client, meeting, 'next')

    assert 'Hvordan jobber dere på deres opplæringssenter' in page(f'/mote/{meeting.key}/storskjerm/').text
    for place in ('referat/', 'notater/'):
        assert 'Samtale Fleksibel opplæring er å legge til rette' in page(f'/mote/{meeting.key}/{place}').text


def test_a_module_that_is_gone_leaves_the_meeting(content, client, page):
    meeting = driven(client)
    meeting.module.delete()

    for place in ('', 'storskjerm/', 'leder/', 'notater/', 'referat/'):
        assert 'Fleksibel norskopplæring' in page(f'/mote/{meeting.key}/{place}').text


# Notes


def write(client, meeting, text, version=0, step='sporsmal-tilpasset', **headers):
    return client.post(f'/mote/{meeting.key}/notat/', {'step': step, 'text': text, 'version': version}, **headers)


def test_a_note_is_kept_and_stands_in_the_minutes(content, client, page):
    meeting = driven(client)

    response = write(client, meeting, 'Kveldstimer\r\npå nett', headers=JSON)

    answer = json.loads(response.content)
    assert (answer['version'], answer['text']) == (1, 'Kveldstimer\npå nett')
    assert answer['saved'].startswith('Lagret kl. ')
    assert 'Kveldstimer på nett' in page(f'/mote/{meeting.key}/notater/').text
    assert 'Kveldstimer på nett' in page(f'/mote/{meeting.key}/referat/').text


def test_two_who_write_have_a_field_each(content, client):
    meeting = driven(client)
    other = Browser()

    assert write(client, meeting, 'Mitt').status_code == 302
    assert write(other, meeting, 'Ditt').status_code == 302

    assert sorted(Note.objects.values_list('text', flat=True)) == ['Ditt', 'Mitt']
    mine = pages.fetch(client, f'/mote/{meeting.key}/notater/')
    assert 'Skrevet av en annen Ditt' in mine.text


def test_what_was_written_on_an_older_note_is_shown_and_overwrites_nothing(content, client):
    meeting = driven(client)
    write(client, meeting, 'Først')
    write(client, meeting, 'Så', version=1)

    answer = write(client, meeting, 'Fra en gammel fane', version=1, headers=JSON)
    assert answer.status_code == 409
    assert json.loads(answer.content) == {'version': 2, 'text': 'Så', 'saved': ''}
    page = pages.check(write(client, meeting, 'Fra en gammel fane', version=1))
    assert 'Fra en gammel fane' in page.text and 'Så' in page.text
    assert Note.objects.get().text == 'Så'


def test_a_note_whose_answer_was_lost_is_told_of_as_saved(content, client):
    meeting = driven(client)
    write(client, meeting, 'Kveldstimer', headers=JSON)

    again = write(client, meeting, 'Kveldstimer', headers=JSON)

    assert again.status_code == 409
    assert json.loads(again.content)['saved'].startswith('Lagret kl. ')


def test_a_note_that_is_too_long_is_told_of_and_comes_back(content, client):
    meeting = driven(client)

    response = write(client, meeting, 'å' * 5001)

    assert response.status_code == 422
    assert 'å' * 5001 in response.content.decode()
    assert json.loads(write(client, meeting, 'å' * 5001, headers=JSON).content) == {
        'fault': 'Notatet er for langt: 5001 tegn. Det er plass til 5000.'
    }


def test_a_note_on_what_is_not_in_the_plan_is_refused(content, client):
    meeting = driven(client)

    assert write(client, meeting, 'Notat', step='sporsmal-barrierer').status_code == 404


# The agreement, and the next meeting


def test_an_agreement_is_written_shown_and_taken_away(content, client, page):
    meeting = driven(client)
    address = f'/mote/{meeting.key}/avtale/'

    response = client.post(address, {'what': '', 'who': 'Alle', 'due_on': '2026-12-01'})
    assert response.status_code == 422
    found = pages.check(response)
    assert found.title.startswith('Feil:')
    assert 'Skriv hva dere skal prøve.' in found.text
    assert 'Alle' in [field.get('value') for field in found.tags_named('input')]

    written = {'what': 'Vi skal prøve kveldstimer', 'who': 'Norsklærerne', 'due_on': 'tirsdag 1. desember 2026'}
    client.post(address, written)
    kept = meeting.commitments.get()
    assert (kept.what, kept.sentence) == ('prøve kveldstimer', 'Vi skal prøve kveldstimer')
    assert kept.due_on == date(2026, 12, 1)
    for place in ('storskjerm/', 'leder/', 'notater/'):
        shown = page(f'/mote/{meeting.key}/{place}')
        assert 'prøve kveldstimer' in shown.text
        assert 'Norsklærerne' in [field.get('value') for field in shown.tags_named('input')]
    client.post(address, {'remove': meeting.commitments.get().pk})
    assert meeting.commitments.count() == 0


def test_an_agreement_of_another_meeting_cannot_be_taken_away(content, client):
    mine, theirs = driven(client), meetings.meeting()
    kept = theirs.commitments.create(what='Deres')

    client.post(f'/mote/{mine.key}/avtale/', {'remove': kept.pk})

    assert theirs.commitments.get() == kept


def test_the_next_meeting_opens_with_what_was_agreed(content, client, page):
    first = driven(client)
    kept = first.commitments.create(what='Prøve kveldstimer', who='Norsklærerne', due_on='2026-12-01')
    second = driven(client, follows=first)

    assert 'Avtalen fra sist: «Prøve kveldstimer»' in page(f'/mote/{second.key}/leder/').text
    field = f'avtale-{kept.pk}'
    client.post(f'/mote/{second.key}/siden-sist/', {f'{field}-outcome': 'on_the_way', f'{field}-learned': 'Få kom.'})

    kept.refresh_from_db()
    assert (kept.outcome, kept.learned, kept.followed_up_in) == ('on_the_way', 'Få kom.', second)
    told = 'Prøve kveldstimer Ansvar: Norsklærerne · Innen: 1. desember 2026 På vei. Få kom.'
    assert f'Siden sist {told}' in page(f'/mote/{second.key}/referat/').text


# The minutes


def test_the_minutes_are_text_with_headings(content, client):
    meeting = driven(client)
    for _ in range(5):
        meetings.pass_minutes(meeting, 1)
        press(client, meeting, 'next')
    write(client, meeting, 'Kveldstimer på nett')
    meeting.commitments.create(what='Prøve', who='Alle')
    press(client, meeting, 'end')

    response = client.get(f'/mote/{meeting.key}/referat.txt')

    text = response.content.decode()
    headings = [line for line in text.splitlines() if line.isupper()]
    meeting.refresh_from_db()
    film = timezone.localtime(meeting.began_at(meeting.plan_items[1])).strftime('%H.%M')
    assert headings[:2] == ['REFERAT: FLEKSIBEL NORSKOPPLÆRING', 'VI BLE ENIGE OM']
    assert [heading.split(' ', 1)[1] for heading in headings[2:]] == ['FILM', 'REFLEKSJONSSPØRSMÅL 1']
    assert headings[2].split()[0] == film
    assert 'Kveldstimer på nett' in text and 'Prøve\nAnsvar: Alle' in text and '#' not in text
    assert response['Content-Disposition'].endswith('.txt"')


def test_the_minutes_are_a_word_file_with_headings(content, client):
    meeting = driven(client)
    write(client, meeting, 'Kveldstimer')
    # As it may have been stored before text was made plain where it comes in.
    meeting.notes.update(text='Kveldstimer\x0b på nett')
    meeting.commitments.create(what='Prøve\ufffe', who='Alle')

    response = client.get(f'/mote/{meeting.key}/referat.docx')

    document = Document(io.BytesIO(response.content))
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == 'Heading 1'] == [
        'Referat: Fleksibel norskopplæring'
    ]
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == 'Heading 2']
    assert (headings[0], headings[-1]) == ('Vi ble enige om', 'Refleksjonsspørsmål 1')
    assert 'Kveldstimer på nett' in [paragraph.text for paragraph in document.paragraphs]
    assert response['Content-Disposition'].endswith('.docx"')


# What XML has no place for, and a few neighbours that it has.
UNPRINTABLE = [*(chr(sign) for sign in range(32) if chr(sign) not in '\t\n'), '\ud800', '\udfff', '\ufffe', '\uffff']
PRINTABLE = ['\t', '\n', ' ', '\x7f', '\x85', '\ud7ff', '\ue000', '\ufffd', '\U0001fffe', '\U0010ffff']


@pytest.mark.parametrize('kind', LOOKS)
def test_no_sign_whatever_breaks_the_word_file(kind):
    texts = [f'Runde{sign}rundt' for sign in [*UNPRINTABLE, *PRINTABLE]]

    document = Document(io.BytesIO(as_docx([(kind, text) for text in texts])))

    left = ['Runderundt'] * 34 + [f'Runde{sign}rundt' for sign in PRINTABLE]
    assert [paragraph.text for paragraph in document.paragraphs] == left


def test_no_sign_breaks_what_the_word_file_says_it_is():
    document = Document(io.BytesIO(as_docx([('title', f'Runde{"".join(UNPRINTABLE)}rundt')])))

    assert document.core_properties.title == 'Runderundt'


@pytest.mark.parametrize('sign', ['\x0b', '\x1f', '\ufffe', '\uffff'])
def test_a_sign_from_another_program_in_any_text_of_a_meeting_leaves_its_word_file(content, client, sign):
    odd = f'Runde{sign}rundt'
    room = Department.objects.create(name=odd)
    first = meetings.running(department=room)
    first.commitments.create(what=odd, who=odd, learned=odd, outcome='done')
    meeting = meetings.meeting(department=room, module_title=odd)
    for item in meeting.items:
        item['name'] = odd
    meeting.items[0]['part'] = 'own'
    meeting.save()
    meeting.start(meeting.version)
    Note.objects.create(meeting=meeting, step='sporsmal-tilpasset', writer='a', text=odd)
    meeting.commitments.create(what=odd, who=odd)

    response = client.get(f'/mote/{meeting.key}/referat.docx')

    texts = [paragraph.text for paragraph in Document(io.BytesIO(response.content)).paragraphs]
    assert len([text for text in texts if 'Runderundt' in text]) == 11
    assert sign not in ''.join(texts)
    assert client.get(f'/mote/{meeting.key}/referat.txt').status_code == 200


def test_colleagues_read_the_minutes_and_nothing_else(content, client, page):
    meeting = driven(client)
    write(client, meeting, 'Kveldstimer på nett')
    colleague = Browser()

    found = pages.fetch(colleague, f'/mote/{meeting.reader_key}/referat/')

    assert 'Kveldstimer på nett' in found.text
    assert meeting.key not in found.html
    assert colleague.get(f'/mote/{meeting.reader_key}/referat.txt').status_code == 200
    for place in ('', 'storskjerm/', 'leder/', 'notater/', 'tilstand/'):
        assert colleague.get(f'/mote/{meeting.reader_key}/{place}').status_code == 404
    for place in ('plan/', 'styr/', 'avtale/', 'siden-sist/', 'notat/'):
        assert colleague.post(f'/mote/{meeting.reader_key}/{place}', {'do': 'end'}).status_code == 404


FORMS = {
    'plan/': '', 'styr/': '', 'avtale/': 'storskjerm/', 'siden-sist/': 'storskjerm/', 'notat/': 'notater/',
    'glem/': '', 'ov/': '', 'slett/': 'adresse/', 'kode/': 'adresse/',
}  # fmt: skip


@pytest.mark.parametrize(('place', 'back'), FORMS.items())
def test_an_address_that_only_takes_forms_leads_back_to_the_meeting(content, client, place, back):
    meeting = driven(client)
    client.get(f'/mote/{meeting.key}/')
    before = Meeting.objects.filter(pk=meeting.pk).values().get()

    response = client.get(f'/mote/{meeting.public_name}/{place}')

    assert (response.status_code, response['Location']) == (302, f'/mote/{meeting.public_name}/{back}')
    assert Meeting.objects.filter(pk=meeting.pk).values().get() == before
