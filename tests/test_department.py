"""A department's room, without accounts."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format

from meetings.models import Commitment, Department, Meeting, Note
from meetings.rhythm import proposed_days
from modules.models import Module
from tests import meetings, pages
from tests.forms import Form
from tests.test_meeting_plan import ASKED
from tests.visitor import Browser

pytestmark = pytest.mark.usefixtures('november')


@pytest.fixture(autouse=True)
def _no_guesses():
    cache.clear()


@pytest.fixture
def room(content, client):
    """A room that has just been made."""
    client.post('/avdeling/', {'name': 'Kveldskursene'})
    return Department.objects.get()


def held(room, days_ago=28, **fields):
    meeting = meetings.meeting(department=room, starts_at=timezone.now() - timedelta(days=days_ago), **fields)
    meeting.start(meeting.version)
    meetings.pass_minutes(meeting, 1)
    while meeting.advance(meeting.version):
        meetings.pass_minutes(meeting, 1)
    meeting.end(meeting.version)
    Meeting.objects.filter(pk=meeting.pk).update(started_at=meeting.starts_at)
    meeting.refresh_from_db()
    return meeting


def test_a_name_gives_a_room_at_a_secret_address(content, client):
    response = client.post('/avdeling/', {'name': 'Kveldskursene'})

    room = Department.objects.get()
    assert response['Location'] == f'/avdeling/{room.public_name}/'
    found = pages.fetch(client, response['Location'])
    assert found.headings == ['Kveldskursene']
    assert 'Ingen avtaler ennå.' in found.text
    assert room.key not in found.html and room.reader_key not in found.html
    addresses = pages.fetch(client, f'{response["Location"]}adresse/')
    assert room.key in addresses.text and room.reader_key in addresses.text


@pytest.mark.parametrize(('name', 'told'), [('', 'Skriv et navn'), (' ', 'Skriv et navn'), ('å' * 101, 'for langt')])
def test_a_name_that_will_not_do_is_told_of_and_kept(content, client, name, told):
    response = client.post('/avdeling/', {'name': name})

    assert response.status_code == 422
    assert told in pages.check(response).text
    assert Department.objects.count() == 0


def test_a_room_leads_to_a_meeting_that_is_its_own(room, client, page):
    address = f'/avdeling/{room.public_name}/planlegg/norskopplaering/modul-2/'
    assert address in page(meetings.door(room)).links

    client.post(address, ASKED)

    meeting = Meeting.objects.get()
    assert meeting.department == room
    assert f'/avdeling/{room.public_name}/mote/{meeting.public_name}/' in page(meetings.door(room)).links
    assert 'Til rommet for Kveldskursene' in page(meetings.door(meeting)).text


def test_the_next_meeting_opens_with_the_agreement_of_the_last(room, client, page):
    last = held(room)
    last.commitments.create(what='Kveldstimer på nett')

    client.post(f'/avdeling/{room.key}/planlegg/norskopplaering/modul-3/', ASKED | {'topics': []})

    meeting = Meeting.objects.get(module__slug='modul-3')
    assert [item['part'] for item in meeting.items][:2] == ['welcome', 'follow_up']
    client.post(f'{meetings.door(meeting)}styr/', {'do': 'start'})
    assert 'Kveldstimer på nett' in client.get(f'{meetings.door(meeting)}storskjerm/').content.decode()


def test_what_was_not_reached_is_proposed_next_time_and_once(room, client, page):
    held(room, unreached=['sporsmal-muligheter'], days_ago=56)
    address = f'/avdeling/{room.key}/planlegg/norskopplaering/modul-2/'

    found = page(address)
    checked = {field['value'] for field in found.tags_named('input') if 'checked' in field}
    assert 'sporsmal-muligheter' in checked
    assert 'Dette rakk dere ikke sist: spørsmål 5.' in found.text
    assert 'Rakk vi ikke: spørsmål 5' in page(meetings.door(room)).text

    held(room, topics=['sporsmal-muligheter'])
    assert 'Dette rakk dere ikke sist' not in page(address).text


def test_the_room_remembers_what_was_agreed_and_how_it_went(room, page):
    meeting = held(room)
    meeting.commitments.create(what='Kveldstimer', outcome='done', learned='Flere kom.')

    found = page(meetings.door(room))

    assert 'Kveldstimer Gjort Flere kom.' in found.text
    assert f'/avdeling/{room.public_name}/mote/{meeting.public_name}/referat/' in found.links
    assert 'gjennomgått: Fleksibel norskopplæring' in found.text


def test_colleagues_read_and_change_nothing(room, client):
    meeting = held(room)
    coming = meetings.meeting(department=room, starts_at=timezone.now() + timedelta(days=7))
    running = meetings.running(department=room)
    colleague = Browser()
    address = f'/avdeling/{room.reader_key}/'

    found = pages.fetch(colleague, address)

    assert 'Møtet er i gang. Fleksibel norskopplæring mandag 30. november kl.' in found.text
    assert not [key for key in (coming.key, running.key) if key in found.html]
    minutes = f'/avdeling/{room.public_name}/mote/{meeting.public_name}/referat/'
    assert minutes in found.links
    assert pages.fetch(colleague, colleague.get(minutes)['Location']).headings
    assert colleague.get(minutes.removesuffix('referat/')).status_code == 404
    assert meeting.key not in found.html and room.key not in found.html
    for place in ('adresse/', 'slett/'):
        assert colleague.post(address + place, {'sure': 'on'}).status_code == 404
    assert colleague.get(f'{address}planlegg/norskopplaering/modul-2/').status_code == 404
    assert Department.objects.count() == 1


def test_a_rooms_data_never_shows_under_another_rooms_key(room, client, page):
    meeting = held(room)
    meeting.commitments.create(what='Bare vårt')
    Note.objects.create(meeting=meeting, step='sporsmal-tilpasset', writer='a', text='Bare vårt notat')
    client.post('/avdeling/', {'name': 'De andre'})
    other = Department.objects.get(name='De andre')
    theirs = held(other)

    assert 'Bare vårt' in page(meetings.door(room)).text
    for path in (
        meetings.door(other), f'/avdeling/{other.reader_key}/',
        f'{meetings.door(other)}planlegg/norskopplaering/modul-2/',
        *(f'/mote/{theirs.key}/{place}' for place in ('', 'storskjerm/', 'leder/', 'notater/', 'referat/')),
    ):  # fmt: skip
        response = client.get(path, follow=True)
        assert response.status_code == 200
        assert 'Bare vårt' not in response.content.decode(), path
    assert client.get(f'/mote/{meeting.selector}{theirs.secret}/').status_code == 404


def test_the_addresses_are_made_for_paper_and_only_for_one_who_leads(room, client, page):
    sheet = page(f'/avdeling/{room.key}/adresse/ark/')

    for key in (room.key, room.reader_key):
        assert f'http://testserver/avdeling/{key}/' in sheet.text
    assert len([tag for tag in sheet.tags_named('svg') if tag.get('class') == 'qr']) == 2
    assert Browser().get(f'/avdeling/{room.reader_key}/adresse/ark/').status_code == 404


def test_a_new_address_closes_the_old_one_and_its_meetings(room, client):
    meeting = meetings.meeting(department=room)
    old = [meetings.door(room), meetings.door(meeting)]
    inside = Browser()
    assert inside.get(old[0]).status_code == 200

    response = client.post(f'/avdeling/{room.public_name}/adresse/', {'which': 'leader'})

    assert [Browser().get(path).status_code for path in old] == [404, 404]
    assert client.get(response['Location']).status_code == 200
    assert inside.get(room.get_absolute_url()).status_code == 200
    read = [f'/avdeling/{room.reader_key}/', f'/mote/{meeting.reader_key}/referat/']
    assert [Browser().get(path).status_code for path in read] == [200, 200]
    room.refresh_from_db()
    client.post(f'/avdeling/{room.public_name}/adresse/', {'which': 'reader'})
    assert [Browser().get(path).status_code for path in read] == [404, 404]


def test_those_who_are_inside_can_be_put_out_but_not_the_one_who_does_it(room, client):
    meeting = meetings.running(department=room)
    others = [Browser(), Browser()]
    for other, row in zip(others, (room, meeting), strict=True):
        assert other.get(meetings.door(row)).status_code == 200

    client.post(f'/avdeling/{room.public_name}/adresse/', {'which': 'leader', 'out': 'on'})

    assert client.get(room.get_absolute_url()).status_code == 200
    for other, row in zip(others, (room, meeting), strict=True):
        assert other.get(row.get_absolute_url()).status_code == 404
    assert others[1].get(f'{meeting.get_absolute_url()}tilstand/').status_code == 404


def test_a_room_can_be_deleted_at_once(room, client):
    held(room).commitments.create(what='Noe')
    address = f'/avdeling/{room.key}/slett/'

    response = client.post(address)
    assert response.status_code == 422
    assert 'Kryss av for at alt skal slettes.' in pages.check(response).text
    assert Department.objects.count() == 1

    assert 'Rommet er slettet' in pages.check(client.post(address, {'sure': 'on'})).text
    assert (Department.objects.count(), Meeting.objects.count(), Commitment.objects.count()) == (0, 0, 0)


def test_a_room_is_deleted_on_the_promised_day_and_kept_as_long_as_it_is_used(room, client, page):
    today = timezone.localdate()
    Department.objects.update(used_on=today - timedelta(days=364))
    page(meetings.door(room))
    room.refresh_from_db()
    assert room.used_on == today

    Department.objects.update(used_on=today - timedelta(days=365))
    assert client.get(meetings.door(room)).status_code == 404
    call_command('delete_expired', verbosity=0)
    assert Department.objects.count() == 0


def test_a_meeting_without_a_room_can_get_one(content, client, page):
    meeting = meetings.running()
    address = f'/mote/{meeting.public_name}/rom/'
    assert address in page(f'/mote/{meeting.key}/referat/').links

    response = client.post(address, {'name': 'Kveldskursene'})

    meeting.refresh_from_db()
    assert meeting.department.name == 'Kveldskursene'
    assert response['Location'] == meeting.department.get_absolute_url()
    assert client.get(address)['Location'] == meeting.department.get_absolute_url()


@pytest.mark.parametrize('size', [1, 4])
def test_a_room_costs_the_same_however_many_meetings(room, client, django_assert_num_queries, size):
    for number in range(size):
        held(room, days_ago=30 + number).commitments.create(what='Noe')

    client.get(meetings.door(room))
    with django_assert_num_queries(8):
        assert client.get(room.get_absolute_url()).status_code == 200


def test_days_are_four_weeks_apart_and_never_in_a_holiday():
    assert proposed_days(date(2026, 11, 24), 3) == [date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9)]
    assert proposed_days(date(2026, 5, 28), 1) == [date(2026, 8, 20)]
    assert proposed_days(date(2026, 9, 1), 0) == []


def test_a_meeting_that_was_only_looked_at_is_not_gone_through(room, client, page):
    looked = meetings.meeting(department=room, module='modul-3', topics=['sporsmal-lederforankring'])
    looked.start(looked.version)
    meetings.pass_minutes(looked, 5 / 60)
    assert 'gjennomgått' not in page(meetings.door(room)).text
    looked.end(looked.version)

    found = page(meetings.door(room)).text

    assert 'gjennomgått' not in found
    assert found.index('Møtene vi har hatt Ingen ennå.')
    assert room.last_meeting() is None


def test_the_day_that_the_room_proposes_is_filled_in(room, client, page):
    last = held(room, days_ago=7)
    found = page(meetings.door(room))
    day = room.proposed_days()[Module.objects.get(slug='modul-3').pk]

    form = Form(client, f'/avdeling/{room.public_name}/planlegg/norskopplaering/modul-3/')

    assert form['day'] == date_format(day, 'l j. F')
    assert form['time'] == timezone.localtime(last.starts_at).strftime('%H.%M')
    assert date_format(day, 'j. F') in found.text


def test_a_room_is_used_by_whoever_leads_a_meeting_of_it(room, client):
    meeting = meetings.running(department=room)
    Department.objects.update(used_on=timezone.localdate() - timedelta(days=364))

    client.get(f'{meetings.door(meeting)}leder/', follow=True)

    room.refresh_from_db()
    assert room.used_on == timezone.localdate()


def test_a_room_made_from_the_second_of_two_has_the_first_too(content, client):
    first = meetings.running()
    second = meetings.meeting(follows=first, starts_at=timezone.now() + timedelta(days=28))
    client.get(meetings.door(second), follow=True)

    client.post(f'/mote/{second.public_name}/rom/', {'name': 'Kveldskursene'})

    assert Department.objects.get().meetings.count() == 2
