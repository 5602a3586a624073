"""A key is a door: it lets a browser in, and leads on to an address without a key."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from meetings.models import Department, Meeting, PairingCode
from tests import meetings, pages
from tests.visitor import Browser

pytestmark = pytest.mark.usefixtures('content')
PLACES = ['', 'leder/', 'storskjerm/', 'notater/', 'referat/', 'kalender.ics', 'kjoreplan/', 'adresse/']


@pytest.fixture(autouse=True)
def _no_guesses():
    cache.clear()


@pytest.fixture
def room():
    return Department.objects.create(name='Kveldskursene')


@pytest.mark.parametrize('place', PLACES)
def test_a_key_gives_a_cookie_for_just_that_path_and_leads_on_without_it(place):
    client, meeting = Client(), meetings.running()
    path = f'/mote/{meeting.public_name}/'

    response = client.get(f'/mote/{meeting.key}/{place}')

    assert (response.status_code, response['Location']) == (302, f'{path}{place}?inn')
    cookie = response.cookies[f'leder-{meeting.public_name}']
    assert (cookie['path'], cookie['httponly'], cookie['samesite']) == (path, True, 'Lax')
    assert cookie.value == meeting.lead_pass and cookie.value not in meeting.key
    # A sign that a cookie was offered is in the address for one request only.
    again = client.get(response['Location'])
    assert (again.status_code, again['Location']) == (302, f'{path}{place}')
    page = client.get(again['Location'])
    assert page.status_code == 200
    if place != 'adresse/':
        assert meeting.secret not in page.content.decode() and meeting.reader_secret not in page.content.decode()
    assert meeting.selector not in meeting.public_name


def test_a_room_has_a_door_too_and_its_cookie_lasts_a_month_from_each_use(room):
    client = Client()

    response = client.get(f'/avdeling/{room.key}/')

    cookie = response.cookies[f'leder-{room.public_name}']
    assert (cookie['path'], cookie['max-age']) == (f'/avdeling/{room.public_name}/', 30 * 86400)
    page = client.get(f'/avdeling/{room.public_name}/')
    assert page.cookies[f'leder-{room.public_name}']['max-age'] == 30 * 86400
    assert room.secret not in page.content.decode()


@pytest.mark.parametrize(('ahead', 'days'), [(-10, 1), (0, 1), (7, 8), (1000, 400)])
def test_the_cookie_of_a_meeting_lasts_until_the_day_after_it(ahead, days):
    meeting = meetings.meeting(starts_at=timezone.now() + timedelta(days=ahead, minutes=-45))

    cookie = Client().get(f'/mote/{meeting.key}/').cookies[f'leder-{meeting.public_name}']

    assert abs(cookie['max-age'] - days * 86400) < 60


def test_a_lesser_key_never_replaces_a_greater():
    client, meeting = Browser(), meetings.running()
    client.get(meetings.door(meeting))

    assert client.get(f'/mote/{meeting.reader_key}/referat/').status_code == 200

    assert client.get(f'/mote/{meeting.public_name}/leder/').status_code == 200
    reader = Browser()
    assert reader.get(f'/mote/{meeting.reader_key}/referat/').status_code == 200
    for place in PLACES:
        if place != 'referat/':
            assert reader.get(f'/mote/{meeting.public_name}/{place}').status_code == 404, place


def test_a_meetings_key_never_opens_its_room_and_the_room_leads_on_to_its_meetings(room):
    meeting = meetings.running(department=room)
    guest, leader = Browser(), Browser()
    guest.get(meetings.door(meeting))
    leader.get(meetings.door(room))

    assert guest.get(f'/avdeling/{room.public_name}/').status_code == 404
    for place in ('', 'storskjerm/', 'referat/'):
        response = leader.get(f'/avdeling/{room.public_name}/mote/{meeting.public_name}/{place}')
        assert response['Location'] == f'/mote/{meeting.public_name}/{place}'
        assert response.cookies[f'leder-{meeting.public_name}']['path'] == f'/mote/{meeting.public_name}/'
    assert leader.get(f'/mote/{meeting.public_name}/leder/').status_code == 200
    other = meetings.running()
    for name in (other.public_name, 'finnesikke', '\x00'):
        assert leader.get(f'/avdeling/{room.public_name}/mote/{name}/').status_code == 404


def test_a_browser_without_the_key_gets_one_page_whether_or_not_there_is_such_a_meeting():
    meeting = meetings.running()

    found = [Client().get(f'/mote/{name}/leder/') for name in (meeting.public_name, 'bcdfghjkmn', 'x')]

    assert [response.status_code for response in found] == [404] * 3
    assert len({response.content for response in found}) == 1
    page = pages.check(found[0])
    assert page.headings == ['Denne nettleseren er ikke sluppet inn']
    assert 'Åpne den én gang i denne nettleseren.' in page.text and '/mote/skjerm/' in page.links


def test_a_name_is_no_guess_of_a_key():
    """Thirty colleagues behind one address, whose cookies have gone out."""
    meeting = meetings.running()
    client = Client()

    assert {client.get(f'/mote/{meeting.public_name}/').status_code for _ in range(40)} == {404}


def test_refused_cookies_are_said_in_a_sentence_and_not_met_with_a_loop():
    meeting = meetings.running()

    refusing = Client().get(f'/mote/{meeting.public_name}/?inn')

    assert refusing.status_code == 404
    assert 'Nettleseren tar ikke imot informasjonskapselen' in pages.check(refusing).text


def test_a_pass_that_is_empty_opens_nothing():
    meeting = meetings.running()
    Meeting.objects.update(lead_pass='', reader_pass='')

    for shown in ('', 'x'):
        client = Client()
        client.cookies[f'leder-{meeting.public_name}'] = shown
        assert client.get(f'/mote/{meeting.public_name}/leder/').status_code == 404


def test_what_the_version_before_wrote_has_a_door():
    meeting = meetings.running()
    Meeting.objects.update(public_name=None, lead_pass='', reader_pass='')

    response = Browser().get(f'/mote/{meeting.key}/leder/')

    meeting.refresh_from_db()
    assert (response.status_code, len(meeting.public_name), len(meeting.lead_pass)) == (200, 10, 32)


def test_a_page_that_was_open_before_the_upgrade_goes_on_at_the_old_address():
    client, meeting = Client(), meetings.running()
    script = {'accept': 'application/json', 'sec-fetch-dest': 'empty'}
    old = f'/mote/{meeting.key}/'

    assert client.get(f'{old}tilstand/', headers=script).json()['at'] == 0
    assert client.post(f'{old}styr/', {'do': 'next', 'version': meeting.version}, headers=script).json()['at'] == 1
    fields = {'step': 'sporsmal-tilpasset', 'text': 'Kveldstimer', 'version': '0'}
    assert client.post(f'{old}notat/', fields, headers=script).json()['version'] == 1
    # A form is led on, and is let in where it is led to.
    for place, sent in (('avtale/', {'what': 'Prøve'}), ('notat/', fields)):
        sender = Client()
        assert sender.post(f'{old}{place}', sent, follow=True).status_code == 200, place
    assert client.get(f'{old}leder/', headers={'sec-fetch-dest': 'empty'}).status_code == 200


def test_a_browser_forgets_a_meeting_and_a_room_with_its_meetings(room):
    meeting = meetings.running(department=room)
    client = Browser()
    client.get(meetings.door(room))
    client.get(meetings.door(meeting))

    assert 'Glemt i denne nettleseren' in pages.check(client.post(f'/mote/{meeting.public_name}/glem/')).text
    assert client.get(f'/mote/{meeting.public_name}/').status_code == 404
    assert client.get(f'/avdeling/{room.public_name}/').status_code == 200

    client.get(meetings.door(meeting))
    response = client.post(f'/avdeling/{room.public_name}/glem/')
    for row in (room, meeting):
        cookie = response.cookies[f'leder-{row.public_name}']
        assert (cookie['path'], cookie['max-age']) == (row.get_absolute_url(), 0)
        assert client.get(row.get_absolute_url()).status_code == 404


def test_a_meeting_without_a_room_gets_a_new_key_and_is_deleted(room):
    meeting = meetings.running()
    client, other = Browser(), Browser()
    for browser in (client, other):
        browser.get(meetings.door(meeting))
    old, address = meetings.door(meeting), f'/mote/{meeting.public_name}/'
    page = pages.fetch(client, f'{address}adresse/')
    assert old in page.text and f'/mote/{meeting.reader_key}/referat/' in page.text

    client.post(f'{address}adresse/', {'which': 'leader'})
    assert Browser().get(old).status_code == 404
    assert other.get(f'{address}leder/').status_code == 200
    client.post(f'{address}adresse/', {'which': 'leader', 'out': 'on'})
    assert other.get(f'{address}leder/').status_code == 404
    assert client.get(f'{address}leder/').status_code == 200

    refused = client.post(f'{address}slett/')
    assert (refused.status_code, Meeting.objects.count()) == (422, 1)
    assert 'Kryss av for at alt skal slettes.' in pages.check(refused).text
    assert 'Møtet er slettet' in pages.check(client.post(f'{address}slett/', {'sure': 'on'})).text
    assert Meeting.objects.count() == 0

    of_room = meetings.running(department=room)
    client.get(meetings.door(of_room))
    client.post(f'/mote/{of_room.public_name}/slett/', {'sure': 'on'})
    assert Meeting.objects.get() == of_room


# A code for one more screen


def test_a_code_lets_one_screen_in_once():
    meeting = meetings.running()
    client, screen = Browser(), Browser()
    client.get(meetings.door(meeting))
    response = client.post(f'/mote/{meeting.public_name}/kode/')
    assert response['Location'] == f'/mote/{meeting.public_name}/adresse/#kode'
    code = str(PairingCode.objects.get())
    assert len(code) == 9 and code in pages.fetch(client, f'/mote/{meeting.public_name}/adresse/').text

    response = screen.post('/mote/skjerm/', {'code': f' {code.lower()} '})
    assert response['Location'] == f'/mote/{meeting.public_name}/storskjerm/'
    assert screen.get(response['Location']).status_code == 200

    again = Browser().post('/mote/skjerm/', {'code': code})
    assert again.status_code == 422
    page = pages.check(again)
    assert 'Koden virker ikke.' in page.text
    assert code in [field.get('value') for field in page.tags_named('input')]


def test_a_code_leads_to_the_plan_of_a_meeting_that_has_not_begun():
    code = PairingCode.objects.create(meeting=meetings.meeting())

    response = Browser().post('/mote/skjerm/', {'code': code.code})

    assert response['Location'] == f'/mote/{code.meeting.public_name}/'


def test_a_code_is_good_for_ten_minutes_and_a_new_one_replaces_it():
    meeting = meetings.running()
    old = PairingCode.objects.create(meeting=meeting, made_at=timezone.now() - timedelta(minutes=10, seconds=1))
    young = PairingCode.objects.create(meeting=meeting, made_at=timezone.now() - timedelta(minutes=9))

    assert Browser().post('/mote/skjerm/', {'code': old.code}).status_code == 422
    client = Browser()
    client.get(meetings.door(meeting))
    client.post(f'/mote/{meeting.public_name}/kode/')
    assert Browser().post('/mote/skjerm/', {'code': young.code}).status_code == 422
    assert PairingCode.objects.count() == 1


@pytest.mark.parametrize('typed', ['', ' ', '-', 'a' * 41, '\x00' * 8, 'æøåæøåæø', '12345678'])
def test_what_is_no_code_is_told_of_and_counted(typed):
    client = Client()

    statuses = [client.post('/mote/skjerm/', {'code': typed}).status_code for _ in range(31)]

    assert statuses == [422] * 30 + [429]


def test_wrong_codes_are_counted_and_stopped():
    client = Client()

    statuses = [client.post('/mote/skjerm/', {'code': 'BCDFGHJK'}).status_code for _ in range(31)]

    assert statuses == [422] * 30 + [429]


def test_every_cookie_is_named_where_privacy_is_told_of(client, page, room):
    meeting = meetings.running(department=room)
    for address in (meetings.door(room), meetings.door(meeting), f'/mote/{meeting.reader_key}/referat/'):
        client.get(address)
    names = {name.partition('-')[0] for name in client.cookies}
    assert names == {'csrftoken', 'enhet', 'leder', 'leser'}

    told = page('/personvern/').text

    assert [name for name in names if name not in told] == []


# What fresh eyes found


def test_a_room_leaves_the_browser_its_name_in_the_meetings(room):
    meeting = meetings.running(department=room)
    client = Browser()
    client.get(meetings.door(meeting), follow=True)
    note = {'step': 'sporsmal-tilpasset', 'text': 'Kveldstimer', 'version': '0'}
    client.post(f'/mote/{meeting.public_name}/notat/', note)

    client.get(meetings.door(room), follow=True)
    client.get(f'/avdeling/{room.public_name}/mote/{meeting.public_name}/', follow=True)

    notes = pages.fetch(client, f'/mote/{meeting.public_name}/notater/')
    assert 'Kveldstimer' in notes.text and 'Skrevet av en annen' not in notes.text


def test_forgetting_closes_the_doors_that_were_opened_with_it(room):
    first = meetings.meeting(department=room)
    second = meetings.meeting(follows=first, starts_at=timezone.now() + timedelta(days=28))
    client = Browser()
    client.get(meetings.door(room), follow=True)
    client.get(meetings.door(first), follow=True)
    client.post(f'/mote/{first.public_name}/ov/')
    rehearsal = Meeting.objects.get(rehearses=first)
    assert client.get(f'/mote/{rehearsal.public_name}/').status_code == 200

    client.post(f'/mote/{first.public_name}/glem/')
    for row in (first, second, rehearsal):
        assert client.get(f'/mote/{row.public_name}/').status_code == 404

    client.get(meetings.door(first), follow=True)
    client.post(f'/mote/{first.public_name}/ov/')
    rehearsal = Meeting.objects.get(rehearses=first)
    client.post(f'/avdeling/{room.public_name}/glem/')
    assert client.get(f'/mote/{rehearsal.public_name}/').status_code == 404


@pytest.mark.parametrize('of_room', [False, True])
def test_a_code_from_before_the_keys_were_replaced_lets_nobody_in(room, of_room):
    meeting = meetings.running(department=room)
    code = PairingCode.objects.create(meeting=meeting).code
    row = room if of_room else meeting
    client = Browser()
    client.get(meetings.door(row), follow=True)

    client.post(f'{row.get_absolute_url()}adresse/', {'which': 'leader', 'out': 'on'})

    assert Browser().post('/mote/skjerm/', {'code': code}).status_code == 422


def test_an_address_with_a_key_that_cannot_delete_leads_on_without_the_key(room):
    meeting = meetings.running(department=room)

    response = Browser().post(f'{meetings.door(meeting)}slett/', {'sure': 'on'})

    assert response['Location'] == f'/mote/{meeting.public_name}/adresse/'


def test_one_who_is_put_out_without_scripts_gets_back_what_was_written():
    meeting = meetings.running()
    client, other = Browser(), Browser()
    for browser in (client, other):
        browser.get(meetings.door(meeting), follow=True)
    other.post(f'/mote/{meeting.public_name}/adresse/', {'which': 'leader', 'out': 'on'})

    response = client.post(f'/mote/{meeting.public_name}/avtale/', {'what': 'tilby kveldskurs', 'who': 'fagleder'})

    assert response.status_code == 404
    text = pages.check(response).text
    assert 'Det du skrev, er ikke lagret.' in text and 'tilby kveldskurs' in text and 'fagleder' in text
