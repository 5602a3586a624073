"""Time and truth in a meeting that runs: going back is undoing, and what was only passed by was not done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Meeting, Note, Press
from tests import meetings
from tests.test_meeting_run import driven, press, state_of

pytestmark = pytest.mark.usefixtures('content')
SECOND = timedelta(seconds=1)


def at_group(minutes=8):
    """A meeting where the groups have talked for so many of their 13 minutes."""
    meeting = meetings.running()
    for _ in range(3):
        meetings.pass_minutes(meeting, meeting.plan_items[meeting.now_at].minutes)
        assert meeting.advance(meeting.version)
    assert meeting.plan_items[meeting.now_at].part == 'group'
    meetings.pass_minutes(meeting, minutes)
    return meeting


def test_a_press_too_many_and_one_back_end_the_item_when_it_would_have_ended():
    meeting = at_group()
    ends_at, punctual = meeting.item_ends_at, meeting.ends_at

    for by in (1, -1, 1, 1, -1, -1, -1, 1):
        meeting.advance(meeting.version, by)

    assert (meeting.now_at, meeting.item_ends_at, meeting.ends_at) == (3, ends_at, punctual)


def test_what_one_comes_back_to_began_when_it_did():
    meeting = at_group()
    began = meeting.began['3']

    meeting.advance(meeting.version)
    meeting.advance(meeting.version, -1)

    assert meeting.began['3'] == began


def test_a_clock_that_stood_stands_when_one_comes_back():
    meeting = at_group()
    meeting.pause(meeting.version)
    left = meeting.left

    meeting.advance(meeting.version)
    meeting.advance(meeting.version, -1)

    assert meeting.left == left


def test_a_glimpse_leaves_no_time_and_takes_none():
    meeting = at_group()
    meeting.advance(meeting.version)
    meeting.advance(meeting.version, -1)
    meetings.pass_minutes(meeting, 5)
    assert '4' not in meeting.began

    before = timezone.now()
    meeting.advance(meeting.version)

    assert meeting.item_ends_at - before >= meeting.plan_items[4].time
    assert timezone.datetime.fromisoformat(meeting.began['4']) >= before


def test_nothing_is_reached_that_was_up_for_five_seconds(client, page):
    meeting = meetings.running()
    while meeting.advance(meeting.version):
        meetings.pass_minutes(meeting, 5 / 60)
    meeting.end(meeting.version)

    assert meeting.unreached_steps == ['sporsmal-tilpasset']
    text = client.get(f'/mote/{meeting.key}/referat.txt').content.decode()
    assert text.count('Rakk vi ikke.') == 2


def test_what_was_written_about_was_reached_whatever_the_clock_says(client, page):
    meeting = meetings.running()
    meeting.go(meeting.version, 3)
    meeting.go(meeting.version, 5)
    meeting.end(meeting.version)
    Note.objects.create(meeting=meeting, step='sporsmal-tilpasset', writer='a', text='Kveldstimer')

    text = client.get(f'/mote/{meeting.key}/referat.txt').content.decode()

    assert meeting.unreached_steps == []
    assert 'REFLEKSJONSSPØRSMÅL 1' in text and text.count('Rakk vi ikke.') == 1
    assert 'RAKK VI IKKE' not in text


def test_a_talk_that_began_in_its_groups_began(client, page):
    meeting = meetings.running()
    meeting.go(meeting.version, 3)
    meetings.pass_minutes(meeting, 2)
    meeting.end(meeting.version)

    time = timezone.localtime(meeting.began_at(meeting.plan_items[3])).strftime('%H.%M')
    assert f'{time} Refleksjonsspørsmål 1' in page(f'/mote/{meeting.key}/referat/').text


def test_a_press_that_waited_for_the_net_counts_from_when_it_was_made(client):
    meeting = driven(client)
    meetings.pass_minutes(meeting, 10)
    before = timezone.now()

    press(client, meeting, 'go', at='1', page='0', age='300000')

    assert abs(meeting.item_ends_at - before - timedelta(minutes=7)) < 3 * SECOND
    press(client, meeting, 'pause', age='60000')
    assert abs(meeting.left - timedelta(minutes=8)) < 5 * SECOND


@pytest.mark.parametrize('age', ['', 'x', '-5', '99999999999999999999', '1e9'])
def test_an_age_that_is_none_is_now(client, age):
    meeting = driven(client)
    meetings.pass_minutes(meeting, 10)
    before = timezone.now()

    press(client, meeting, 'go', at='1', page='0', age=age)

    assert abs(meeting.item_ends_at - before - timedelta(minutes=12)) < 3 * SECOND


def test_a_press_is_never_older_than_what_it_was_pressed_on():
    meeting = meetings.running()
    meetings.pass_minutes(meeting, 3)
    meeting.advance(meeting.version)
    came_up = meeting.arrived_at

    meeting.advance(meeting.version, 1, Press(at=timezone.now() - timedelta(hours=1)))

    assert meeting.arrived_at == came_up


@pytest.mark.parametrize('stands', [False, True])
def test_minutes_that_a_talk_has_won_are_all_of_them_taken_back(stands):
    meeting = at_group(6)
    meeting.go(meeting.version, 4)
    if stands:
        meeting.pause(meeting.version)
    before = meeting.item_ends_at, meeting.left, meeting.items, meeting.expected_end
    offer = meeting.offer(timezone.now())
    assert offer.more == 6

    assert meeting.accept(meeting.version)
    assert abs(meeting.expected_end - meeting.ends_at) < timedelta(minutes=1)
    assert meeting.take_back(meeting.version)

    assert before[:3] == (meeting.item_ends_at, meeting.left, meeting.items)
    assert abs(before[3] - meeting.expected_end) < SECOND


def test_who_comes_back_to_a_talk_whose_new_length_was_taken_back_has_what_was_left():
    meeting = at_group()
    ends_at = meeting.item_ends_at
    meeting.advance(meeting.version, -1)
    meetings.pass_minutes(meeting, 9)
    ends_at -= timedelta(minutes=9)
    items = meeting.items
    assert meeting.accept(meeting.version) and meeting.items != items

    meeting.take_back(meeting.version)
    meeting.go(meeting.version, 3)

    assert abs(meeting.item_ends_at - ends_at) < SECOND


def test_undoing_leaves_what_is_on_and_what_is_past_as_they_were(client):
    meeting = driven(client)
    before = [item['minutes'] for item in meeting.items]
    late(meeting, 6)
    meeting.accept(meeting.version)
    cut = [item['minutes'] for item in meeting.items]
    meeting.go(meeting.version, 3)
    ends_at = meeting.item_ends_at

    assert meeting.take_back(meeting.version)

    assert cut[3] < before[3]
    assert [item['minutes'] for item in meeting.items] == cut[:4] + before[4:]
    assert meeting.item_ends_at == ends_at


# An offer between two points


def late(meeting, minutes):
    """What is on has run `minutes` over its time."""
    over = (timezone.now() - meeting.item_ends_at) / timedelta(minutes=1)
    meetings.pass_minutes(meeting, minutes - over - 0.05)


def test_the_wall_alone_is_asked_between_two_points_and_forward_goes_on_without(client):
    meeting = driven(client)
    late(meeting, 3)

    assert 'between' in state_of(client, meeting)
    state = press(client, meeting, 'next')[1]
    assert (state['at'], state['offered']) == (0, 'open')
    state = press(client, meeting, 'next')[1]
    assert (state['at'], state['offered'], 'between' in state) == (1, '', False)
    assert [minutes for minutes, _ in state['items']] == [3, 12, 4, 13, 8, 5]


def test_back_takes_the_offer_and_back_again_undoes_it(client, page):
    meeting = driven(client)
    late(meeting, 3)
    press(client, meeting, 'next')
    wall = page(f'/mote/{meeting.key}/storskjerm/')
    assert wall.headings == ['Gjør samtalen kortere: fra 25 til 22 minutter.']

    state = press(client, meeting, 'back')[1]
    assert (state['offered'], [minutes for minutes, _ in state['items']]) == ('taken', [3, 12, 4, 11, 7, 5])
    assert 'Fram: gå videre. Tilbake: angre.' in page(f'/mote/{meeting.key}/storskjerm/').text
    state = press(client, meeting, 'back')[1]
    assert (state['at'], state['offered']) == (0, '')
    assert [minutes for minutes, _ in state['items']] == [3, 12, 4, 13, 8, 5]

    for do in ('next', 'back', 'next'):
        state = press(client, meeting, do)[1]
    assert (state['at'], [minutes for minutes, _ in state['items']]) == (1, [3, 12, 4, 11, 7, 5])


def test_what_was_declined_comes_back_only_when_it_has_grown(client):
    meeting = driven(client)
    late(meeting, 3)
    for _ in range(2):
        press(client, meeting, 'next')
    meetings.pass_minutes(meeting, 12)

    assert 'between' not in state_of(client, meeting)
    late(meeting, 3)
    assert press(client, meeting, 'next')[1]['offered'] == 'open'


def test_a_leaders_screen_is_asked_and_not_the_room(client):
    meeting = driven(client)
    late(meeting, 3)
    client.get(f'/mote/{meeting.key}/tilstand/?fra=leder')
    meeting.refresh_from_db()

    assert meeting.has_lead
    assert press(client, meeting, 'next')[1]['at'] == 1
    meetings.pass_minutes(meeting, 12)
    Meeting.objects.update(lead_seen_at=timezone.now() - timedelta(minutes=2))
    assert press(client, meeting, 'next')[1]['offered'] == 'open'


def test_time_that_was_won_is_offered_to_the_talk_but_not_to_one_who_leafs_through(client):
    meeting = driven(client)
    press(client, meeting, 'next')
    assert press(client, meeting, 'next')[1]['at'] == 2
    press(client, meeting, 'back')
    meetings.pass_minutes(meeting, 1)

    state = press(client, meeting, 'next')[1]
    assert state['offered'] == 'open'
    assert state['between'] == '13 minutter til overs. Skal samtalen få dem?'
    state = press(client, meeting, 'back')[1]
    assert sum(minutes for minutes, _ in state['items'][2:5]) == 25 + 13


def test_a_room_is_never_told_that_it_has_no_time(client, page):
    meeting = driven(client)
    late(meeting, 40)

    press(client, meeting, 'next')

    wall = page(f'/mote/{meeting.key}/storskjerm/')
    assert 'Gå rett til avtalen. Den får 4 minutter.' in wall.text
    assert 'rekker ikke' not in wall.text


# What goes wrong on the way


def test_a_film_that_will_not_play_gives_its_minutes_to_the_talk_and_comes_back(client):
    meeting = driven(client)
    meetings.pass_minutes(meeting, 2.95)
    press(client, meeting, 'next')
    before = meeting.items

    state = press(client, meeting, 'no-film')[1]
    assert (state['at'], state['items'][1]) == (2, [12, True])
    assert sum(minutes for minutes, is_skipped in state['items'] if not is_skipped) == 45
    assert press(client, meeting, 'no-film')[0] == 409

    press(client, meeting, 'undo')
    assert [item['minutes'] for item in meeting.items[3:]] == [item['minutes'] for item in before[3:]]
    assert press(client, meeting, 'back')[1]['at'] == 1


def test_a_meeting_that_was_started_too_early_is_planned_again_as_long_as_nothing_is_written(client, page):
    meeting = driven(client)
    plan = meeting.items
    late(meeting, 14)
    press(client, meeting, 'cut')
    press(client, meeting, 'next')
    Note.objects.create(meeting=meeting, step='sporsmal-tilpasset', writer='a', text='Kveldstimer')
    assert 'Start på nytt' not in page(f'/mote/{meeting.key}/').text
    assert press(client, meeting, 'restart')[0] == 409

    Note.objects.update(text=' ')
    assert 'Start på nytt' in page(f'/mote/{meeting.key}/').text
    assert press(client, meeting, 'restart')[1]['status'] == 'planned'
    assert (meeting.items, meeting.began, meeting.unreached) == (plan, {}, [])
    assert 'Start møtet' in page(f'/mote/{meeting.key}/').text
    assert press(client, meeting, 'start')[1]['at'] == 0


def test_a_meeting_that_nobody_ended_greets_with_when_it_began(client, page):
    meeting = driven(client)
    meetings.pass_minutes(meeting, 24 * 60)

    state = state_of(client, meeting)

    assert 'etter planen' not in page(f'/mote/{meeting.key}/leder/').text
    assert state['punctuality'].startswith('Møtet begynte ')
    assert not {'offer', 'between'} & set(state)


def test_the_film_that_is_last_and_does_not_play_gives_way_to_what_was_before(content):
    meeting = meetings.running()
    film = meeting.plan_items[1]
    meeting.replan(meeting.version, [*meeting.plan_items[:1], *meeting.plan_items[2:], film])
    assert meeting.go(meeting.version, len(meeting.plan_items) - 1)

    assert meeting.drop_film(meeting.version)

    meeting.refresh_from_db()
    assert (meeting.now_at, meeting.plan_items[-1].is_skipped) == (len(meeting.plan_items) - 2, True)
    assert meeting.points()[meeting.now_at].name == 'Vår avtale'


def test_what_is_over_is_not_undone(content, client):
    meeting = meetings.running()
    client.get(meetings.door(meeting), follow=True)
    fields = {'do': 'add', 'name': 'Ekstra', 'minutes': '1', 'version': meeting.version}
    client.post(f'/mote/{meeting.public_name}/plan/', fields)
    meeting.refresh_from_db()
    meeting.go(meeting.version, len(meeting.plan_items) - 1)
    meeting.end(meeting.version)

    response = client.post(
        f'/mote/{meeting.public_name}/styr/', {'do': 'undo', 'version': meeting.version}, HTTP_ACCEPT='application/json'
    )

    assert response.status_code == 409
    assert client.get(f'/mote/{meeting.public_name}/tilstand/').status_code == 200


def test_undo_with_nothing_to_undo_says_nothing(content, client):
    meeting = meetings.meeting()
    client.get(meetings.door(meeting), follow=True)

    response = client.post(f'/mote/{meeting.public_name}/plan/', {'do': 'undo', 'version': meeting.version})

    assert 'Endringen er angret' not in response.content.decode() and response.status_code == 200


def edit(client, meeting, do, **fields):
    meeting.refresh_from_db()
    client.post(f'/mote/{meeting.public_name}/plan/', {'do': do, 'version': meeting.version} | fields)
    meeting.refresh_from_db()


def test_a_new_item_takes_over_nothing_of_one_that_was_dropped(content, client):
    meeting = meetings.running()
    client.get(meetings.door(meeting), follow=True)
    edit(client, meeting, 'add', name='Gammelt punkt', minutes='2')
    old = meeting.plan_items[-1] if meeting.plan_items[-1].name == 'Gammelt punkt' else meeting.plan_items[-2]
    meeting.go(meeting.version, meeting.plan_items.index(old))
    meetings.pass_minutes(meeting, 1)
    meeting.go(meeting.version, 0)

    edit(client, meeting, f'drop-{old.id}')
    edit(client, meeting, 'add', name='Nytt punkt', minutes='2')

    new = next(item for item in meeting.plan_items if item.name == 'Nytt punkt')
    assert new.id > old.id and meeting.began_at(new) is None
    assert str(old.id) not in meeting.began


def test_what_is_written_about_what_left_the_plan_is_in_the_minutes_and_can_be_written_on(content, client, page):
    meeting = meetings.running(minutes=90, topics=['sporsmal-tilpasset', 'sporsmal-barrierer'])
    client.get(meetings.door(meeting), follow=True)
    edit(client, meeting, 'add', name='Nytt fra ledelsen', minutes='2')
    own = next(item for item in meeting.plan_items if item.name == 'Nytt fra ledelsen')
    note, address = {'version': '0', 'text': 'Forberedt'}, f'/mote/{meeting.public_name}'
    for step in ('sporsmal-barrierer', f'punkt-{own.id}'):
        assert client.post(f'{address}/notat/', note | {'step': step}).status_code == 302

    for item in [item for item in meeting.plan_items if item.step == 'sporsmal-barrierer' or item == own]:
        edit(client, meeting, f'drop-{item.id}')

    assert 'sporsmal-barrierer' not in meeting.topics
    minutes = client.get(f'{address}/referat.txt').content.decode()
    for text in (page(f'{address}/notater/').text, minutes):
        assert text.count('Forberedt') == 2 and 'nytt fra ledelsen' in text.lower()
    sent = {'step': 'sporsmal-barrierer', 'version': '1', 'text': 'Forberedt, og mer'}
    assert client.post(f'{address}/notat/', sent).status_code == 302


def test_a_change_that_changes_nothing_is_not_told_of_as_done(content, client):
    meeting = meetings.meeting()
    client.get(meetings.door(meeting), follow=True)

    agreement = meeting.plan_items[-1].id
    response = client.post(
        f'/mote/{meeting.public_name}/plan/', {'do': f'drop-{agreement}', 'version': meeting.version}, follow=True
    )

    assert 'Punktet er tatt bort' not in response.content.decode()
