"""«Planlegg møte», and the plan that is edited."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from meetings.models import Department, Meeting
from modules.models import Film, Module
from tests import meetings, pages
from tests.forms import Form

pytestmark = pytest.mark.usefixtures('november')

NEW = '/mote/planlegg/norskopplaering/modul-2/'
ASKED = {
    'usual': '45', 'minutes': '', 'people': '12', 'topics': ['sporsmal-tilpasset'], 'film': 'together',
    'day': '2026-11-24', 'time': '14:00',
}  # fmt: skip
NO_INDEXES = ['', 'x', '-1', '1.5', '99999', '2147483647', '2147483648', '9' * 20, '9' * 4300, '9' * 5000]


@pytest.fixture(autouse=True)
def _no_guesses():
    cache.clear()


def parts_of(meeting):
    return [(item['part'], item['minutes']) for item in meeting.items]


def edit(client, meeting, do, **fields):
    meeting.refresh_from_db()
    response = client.post(f'{meetings.door(meeting)}plan/', {'do': do, 'version': meeting.version, **fields})
    meeting.refresh_from_db()
    return response


def test_the_module_leads_to_a_form_and_the_form_to_a_plan(content, client, page):
    assert NEW in page('/norskopplaering/modul-2/').links

    response = client.post(NEW, ASKED)

    meeting = Meeting.objects.get()
    assert (response.status_code, response['Location']) == (302, f'/mote/{meeting.public_name}/')
    assert parts_of(meeting) == [
        ('welcome', 3), ('film', 12), ('individual', 4), ('group', 13), ('plenary', 8), ('agreement', 5),
    ]  # fmt: skip
    plan = page(response['Location'])
    assert 'tirsdag 24. november kl. 14.00–14.45 · 45 minutter · 12 personer' in plan.text
    for time in ('14.00 Velkommen', '14.03 Film', '14.15 Individuelt spørsmål 1', '14.40 Vår avtale', '14.45 Slutt'):
        assert time in plan.text
    assert 'Møtet slettes 24. desember 2026.' in plan.text


def test_the_form_proposes_what_there_is_time_for(content, page):
    form = page(NEW)

    checked = {field['value'] for field in form.tags_named('input') if 'checked' in field}
    assert checked == {'45', 'sporsmal-tilpasset', 'together'}


@pytest.mark.parametrize(
    ('fields', 'told'),
    [
        ({'usual': ''}, 'Velg hvor lang tid dere har.'),
        ({'usual': 'own', 'minutes': ''}, 'Skriv et tall fra 15 til 180.'),
        ({'usual': 'own', 'minutes': '14'}, 'Skriv et tall fra 15 til 180.'),
        ({'usual': 'own', 'minutes': '181'}, 'Skriv et tall fra 15 til 180.'),
        ({'people': '1'}, 'Dere må være minst to.'),
        ({'people': '61'}, 'Et møte kan ha opptil 60 personer.'),
        ({'people': 'tolv'}, 'Skriv antallet som et tall'),
        ({'day': 'snart'}, 'Skriv dagen slik'),
        ({'time': 'etter lunsj'}, 'Skriv tida slik'),
        ({'topics': ['sporsmal-borte']}, 'Et av punktene er tatt bort'),
    ],
)
def test_what_cannot_be_understood_is_told_of_and_kept(content, client, fields, told):
    response = client.post(NEW, ASKED | fields)

    assert response.status_code == 422
    page = pages.check(response)
    assert told in page.text
    assert page.title.startswith('Feil:')
    for name, value in fields.items():
        if name in ('people', 'day', 'time', 'minutes'):
            assert {'name': name, 'value': value}.items() <= next(
                field for field in page.tags_named('input') if field.get('name') == name
            ).items() or value == ''
    assert Meeting.objects.count() == 0


BOUNDS = 'Velg en dag fra 22. november 2026 til 23. november 2027.'


@pytest.mark.parametrize('day', ['2026-11-22', '2026-11-23', '2027-11-23'])
def test_a_meeting_is_from_yesterday_to_a_year_ahead(content, client, day):
    response = client.post(NEW, ASKED | {'day': day})

    meeting = Meeting.objects.get()
    assert f'{timezone.localdate(meeting.starts_at)}' == day
    assert client.get(response['Location']).status_code == 200


@pytest.mark.parametrize(
    'day', ['2026-11-21', '0026-12-03', '0001-01-01', '1800-01-01', '2027-11-24', '2099-01-01', '9999-12-31']
)
@pytest.mark.parametrize('film', ['together', 'two'])
def test_a_day_that_is_passed_or_far_off_is_told_of_and_all_that_was_chosen_kept(content, client, day, film):
    asked = ASKED | {'day': day, 'time': '00:00', 'film': film, 'usual': '60', 'topics': ['sporsmal-barrierer']}

    response = client.post(NEW, asked)

    assert response.status_code == 422
    page = pages.check(response)
    # Above the form, and at the field.
    assert page.text.count('Velg en dag') == 2 and BOUNDS in page.text
    typed = {field.get('name'): field.get('value') for field in page.tags_named('input')}
    checked = {field['value'] for field in page.tags_named('input') if 'checked' in field}
    assert (typed['day'], typed['time'], typed['people']) == (day, '00:00', '12')
    assert checked == {'60', 'sporsmal-barrierer', film}
    assert Meeting.objects.count() == 0


def test_the_second_of_two_meetings_is_within_a_year_too(content, client):
    refused = client.post(NEW, ASKED | {'film': 'two', 'day': '2027-10-27'})
    client.post(NEW, ASKED | {'film': 'two', 'day': '2027-10-26', 'time': '23:59'})

    assert refused.status_code == 422
    assert 'Velg en dag fra 22. november 2026 til 26. oktober 2027.' in pages.check(refused).text
    days = [f'{timezone.localdate(meeting.starts_at)}' for meeting in Meeting.objects.order_by('starts_at')]
    assert days == ['2027-10-26', '2027-11-23']


@pytest.mark.parametrize(
    ('first', 'second'),
    [
        ('2026-11-24', '2027-01-12'), ('2026-11-25', '2027-01-13'), ('2027-01-13', '2027-02-10'),
        ('2027-06-09', '2027-08-25'),
    ],
)  # fmt: skip
def test_the_second_of_two_meetings_is_four_weeks_later_or_after_the_holiday(content, client, first, second):
    client.post(NEW, ASKED | {'film': 'two', 'day': first, 'time': '14:00'})

    times = [timezone.localtime(meeting.starts_at) for meeting in Meeting.objects.order_by('starts_at')]
    assert [f'{time:%Y-%m-%d %H.%M}' for time in times] == [f'{first} 14.00', f'{second} 14.00']


def test_the_second_of_two_meetings_is_within_a_year_when_a_holiday_moves_it(content, client, monkeypatch):
    monkeypatch.setattr(timezone, 'now', lambda: datetime(2026, 6, 30, 12, tzinfo=UTC))

    refused = client.post(NEW, ASKED | {'film': 'two', 'day': '2027-06-02'})

    assert refused.status_code == 422
    assert 'Velg en dag fra 29. juni 2026 til 30. mai 2027.' in pages.check(refused).text
    assert client.post(NEW, ASKED | {'film': 'two', 'day': '2027-05-30'}).status_code == 302


@pytest.mark.parametrize(
    ('now', 'day', 'status'),
    [
        # In Norway it is the 24th already, though not in UTC.
        ((23, 23, 30), '2026-11-23', 302),
        ((23, 23, 30), '2026-11-22', 422),
        ((23, 23, 30), '2027-11-24', 302),
        ((23, 22, 30), '2026-11-22', 302),
        ((23, 22, 30), '2027-11-24', 422),
    ],
)
def test_which_day_it_is_is_what_it_is_in_norway(content, client, monkeypatch, now, day, status):
    monkeypatch.setattr(timezone, 'now', lambda: datetime(2026, 11, *now, tzinfo=UTC))

    assert client.post(NEW, ASKED | {'day': day}).status_code == status


@pytest.mark.parametrize('moment', [datetime(1, 1, 1, 2, tzinfo=UTC), datetime(9999, 12, 31, 22, 59, tzinfo=UTC)])
def test_a_meeting_on_a_day_that_cannot_be_can_be_opened_and_moved(content, client, page, moment):
    room = Department.objects.create(name='Kveldskursene')
    meeting = meetings.meeting(starts_at=moment, department=room)
    if moment.year == 9999:
        alone = meetings.meeting(starts_at=moment)
        assert 'Møtet slettes 31. desember 9999.' in page(meetings.door(alone)).text

    name = f'{room.public_name}/mote/{meeting.public_name}/'
    assert f'/avdeling/{name}' in page(meetings.door(room)).links
    for place in ('', 'kjoreplan/', 'bordkort/', 'refleksjonsark/', 'notater/', 'referat/'):
        page(f'{meetings.door(meeting)}{place}')
    for place in ('kalender.ics', 'referat.txt', 'referat.docx'):
        assert client.get(f'{meetings.door(meeting)}{place}').status_code == 200
    own = f'{timezone.localdate(moment)}'
    for time in ('00:00', '23:59'):
        kept = change(client, meeting, day=own, time=time, minutes='180')
        assert kept.status_code == (302 if moment.year == 9999 else 422)
    page(meetings.door(meeting))
    assert change(client, meeting, day='2026-11-24').status_code == 302
    assert edit(client, meeting, 'undo').status_code == 302
    client.post(f'{meetings.door(meeting)}styr/', {'do': 'start'})
    for place in ('storskjerm/', 'leder/', 'referat/'):
        page(f'{meetings.door(meeting)}{place}')
    assert client.get(f'{meetings.door(meeting)}tilstand/').status_code == 200


def test_a_meeting_planned_long_ago_is_changed_without_being_moved(content, client):
    meeting = meetings.meeting(starts_at=timezone.now() - timedelta(days=20))

    assert change(client, meeting, day='2026-11-03', time='09:15', minutes='60').status_code == 302
    assert (meeting.minutes, f'{timezone.localtime(meeting.starts_at):%d.%m %H.%M}') == (60, '03.11 09.15')
    response = change(client, meeting, day='2026-11-04')
    assert response.status_code == 422
    assert BOUNDS in pages.check(response).text
    assert change(client, meeting, day='2026-11-22').status_code == 302


@pytest.mark.parametrize('number', NO_INDEXES)
def test_a_press_about_what_the_plan_does_not_have_is_refused_as_any_stale_one(content, client, number):
    meeting = meetings.meeting()
    before = (meeting.version, meeting.items)

    for do in (*(f'{verb}-{number}' for verb in ('up', 'down', 'drop', 'lock', 'move')), f'move-{number}-0',
               f'move-0-{number}'):  # fmt: skip
        response = edit(client, meeting, do)
        assert (do[:20], response.status_code) == (do[:20], 409)
        assert 'Prøv igjen.' in pages.check(response).text
    assert client.post(f'{meetings.door(meeting)}plan/', {'do': 'drop-0', 'version': number}).status_code == 409
    meeting.refresh_from_db()
    assert (meeting.version, meeting.items) == before


def test_a_film_that_leaves_no_talk_offers_two_ways(content, client, page):
    Film.objects.filter(module__slug='modul-2').update(duration_seconds=38 * 60)

    response = client.post(NEW, ASKED)
    assert response.status_code == 422
    assert 'Filmen og en samtale får ikke plass på 45 minutter.' in pages.check(response).text

    client.post(NEW, ASKED | {'film': 'beforehand'})
    assert [part for part, _ in parts_of(Meeting.objects.get())] == [
        'welcome', 'individual', 'group', 'plenary', 'agreement',
    ]  # fmt: skip
    Meeting.objects.all().delete()
    first = client.post(NEW, ASKED | {'film': 'two'})['Location']
    one, two = Meeting.objects.order_by('starts_at')
    assert first == one.get_absolute_url()
    assert ('film', 38) in parts_of(one)
    assert two.follows == one and two.starts_at > one.starts_at
    assert [part for part, _ in parts_of(two)][:2] == ['welcome', 'follow_up']
    assert two.get_absolute_url() in page(first).links
    page(two.get_absolute_url())


def test_a_module_without_anything_to_meet_about_has_no_form(content, client):
    from modules.models import Module
    from tests import factories

    empty = factories.module(Module.objects.get(slug='modul-2').package, slug='tom', number=9)

    assert client.get(f'/mote/planlegg/norskopplaering/{empty.slug}/').status_code == 404


def test_minutes_that_are_typed_hold_and_the_rest_gives_way(content, client):
    meeting = meetings.meeting()

    edit(client, meeting, 'fit', **{'minutes-3': '9'})

    assert parts_of(meeting)[3] == ('group', 9)
    assert parts_of(meeting)[1] == ('film', 12)
    assert sum(minutes for _, minutes in parts_of(meeting)) == 45


def test_more_minutes_than_there_are_is_told_of(content, client):
    meeting = meetings.meeting()
    before = parts_of(meeting)

    response = edit(client, meeting, 'fit', **{'minutes-3': '40'})

    assert response.status_code == 422
    assert 'Planen blir ' in pages.check(response).text
    assert parts_of(meeting) == before


@pytest.mark.parametrize('typed', ['', 'ti', '-5', '1.5', *('9' * length for length in (40, 4299, 4300, 5000))])
def test_nonsense_for_minutes_changes_nothing_that_does_not_sum(content, client, typed):
    meeting = meetings.meeting()

    response = edit(client, meeting, 'fit', **{'minutes-3': typed})

    assert response.status_code in (302, 422)
    assert sum(minutes for _, minutes in parts_of(meeting)) == 45


def test_a_talk_moves_with_all_its_phases(content, client):
    meeting = meetings.meeting(60, 12, ['sporsmal-tilpasset', 'sporsmal-barrierer'])

    edit(client, meeting, 'down-3')

    assert [item['step'] for item in meeting.items] == [
        '', 'film', *['sporsmal-barrierer'] * 3, *['sporsmal-tilpasset'] * 3, '',
    ]  # fmt: skip
    # A part is known by its id, wherever it has come.
    assert [item['id'] for item in meeting.items] == [0, 1, 5, 6, 7, 2, 3, 4, 8]
    edit(client, meeting, 'move-3-0')
    assert [item['step'] for item in meeting.items][:4] == [*['sporsmal-tilpasset'] * 3, '']


def test_a_locked_part_keeps_its_minutes(content, client):
    meeting = meetings.meeting()

    edit(client, meeting, 'lock-4')
    edit(client, meeting, 'fit', **{'minutes-3': '10'})

    assert parts_of(meeting)[4] == ('plenary', 8)
    assert meeting.items[4]['is_locked'] is True


def test_what_is_dropped_is_offered_next_time(content, client, page):
    meeting = meetings.meeting(60, 3, ['sporsmal-tilpasset', 'sporsmal-barrierer'])

    for id in (4, 5):
        edit(client, meeting, f'drop-{id}')

    assert meeting.unreached == ['sporsmal-barrierer']
    assert sum(minutes for _, minutes in parts_of(meeting)) == 60
    assert 'Dette tar dere neste gang: spørsmål 2.' in page(meetings.door(meeting)).text


def test_the_agreement_cannot_be_dropped(content, client):
    meeting = meetings.meeting()
    before = parts_of(meeting)

    edit(client, meeting, 'drop-5')

    assert parts_of(meeting) == before


def test_an_item_of_ones_own_comes_before_the_agreement(content, client, page):
    meeting = meetings.meeting()

    response = edit(client, meeting, 'add', name='', minutes='x')
    assert response.status_code == 422
    assert 'Skriv hva punktet er.' in pages.check(response).text

    edit(client, meeting, 'add', name='Årshjulet', minutes='5')
    assert parts_of(meeting)[-2] == ('own', 5)
    assert sum(minutes for _, minutes in parts_of(meeting)) == 45
    assert 'Eget punkt Årshjulet' in page(meetings.door(meeting)).text


def test_every_change_can_be_taken_back(content, client):
    meeting = meetings.meeting()
    before = parts_of(meeting)

    for do in ('drop-2', 'down-0', 'lock-1'):
        edit(client, meeting, do)
    for _ in range(3):
        edit(client, meeting, 'undo')

    assert parts_of(meeting) == before


def test_two_who_edit_at_once_do_not_undo_each_other(content, client):
    meeting = meetings.meeting()
    hers = {'do': 'drop-2', 'version': meeting.version}
    edit(client, meeting, 'drop-0')
    kept = parts_of(meeting)

    response = client.post(f'{meetings.door(meeting)}plan/', hers)

    assert response.status_code == 409
    assert 'Noen andre endret planen samtidig.' in pages.check(response).text
    meeting.refresh_from_db()
    assert parts_of(meeting) == kept


def test_a_plan_that_runs_is_not_edited(content, client):
    meeting = meetings.running()
    before = parts_of(meeting)

    assert edit(client, meeting, 'drop-0').status_code == 409
    assert parts_of(meeting) == before


def test_the_plan_without_scripts_is_a_form_of_buttons(content, client):
    meeting = meetings.meeting()

    form = Form(client, meetings.door(meeting))

    assert [form[f'minutes-{at}'] for at in range(6)] == ['3', '12', '4', '13', '8', '5']
    assert form['version'] == ['1'] * 5


def test_an_address_that_is_not_quite_right_opens_nothing(content, client):
    meeting = meetings.meeting()
    other = meetings.meeting()

    for key in (
        meeting.reader_key,
        meeting.selector,
        meeting.selector + other.secret,
        meeting.key[:-1],
        meeting.key + 'x',
    ):
        assert client.get(f'/mote/{key}/').status_code == 404, key
    assert client.get(f'/mote/{meeting.key}/').status_code == 200


def test_guessing_is_throttled_and_those_who_have_a_key_are_not(content, client):
    meeting = meetings.meeting()

    answers = [client.get(f'/mote/{meeting.selector}{number:032}/').status_code for number in range(31)]
    assert answers == [404] * 30 + [429]
    response = client.get(f'/mote/{"x" * 40}/leder/')
    assert (response.status_code, response['Retry-After']) == (429, '600')
    assert 'Vent ti minutter' in pages.check(response).text
    assert client.get(f'/mote/{"x" * 40}/', REMOTE_ADDR='10.0.0.7').status_code == 404
    assert client.get(f'/mote/{meeting.key}/').status_code == 200


def test_a_secret_page_is_kept_by_nobody(content, client):
    meeting = meetings.running()

    for place in ('', 'storskjerm/', 'leder/', 'notater/', 'referat/', 'referat.txt'):
        response = client.get(f'/mote/{meeting.key}/{place}')
        assert response.status_code == 200
        assert response['Cache-Control'] == 'private, no-store'
        assert response['X-Robots-Tag'] == 'noindex'


def test_a_meeting_is_deleted_on_the_promised_day(content, client, capsys):
    kept = meetings.meeting(starts_at=timezone.now() - timedelta(days=29))
    gone = meetings.meeting(starts_at=timezone.now() - timedelta(days=30, minutes=1))
    assert client.get(meetings.door(gone)).status_code == 404

    call_command('delete_expired')

    assert list(Meeting.objects.all()) == [kept]
    assert client.get(meetings.door(kept)).status_code == 200


def change(client, meeting, **fields):
    asked = {'day': '2026-12-01', 'time': '09:15', 'minutes': '60', 'people': '12'} | fields
    return edit(client, meeting, 'change', **{f'mote-{name}': value for name, value in asked.items()})


def test_a_meeting_is_moved_and_made_longer_and_all_of_it_can_be_undone(content, client, page):
    client.post(NEW, ASKED)
    meeting = Meeting.objects.get()
    before = (meeting.starts_at, meeting.minutes, meeting.people, meeting.items, meeting.unreached)

    assert change(client, meeting, people='20').status_code == 302

    told = page(meetings.door(meeting)).text
    assert 'tirsdag 1. desember kl. 09.15–10.15 · 60 minutter · 20 personer' in told
    assert sum(minutes for _, minutes in parts_of(meeting)) == 60
    assert ('film', 12) in parts_of(meeting)
    edit(client, meeting, 'undo')
    assert (meeting.starts_at, meeting.minutes, meeting.people, meeting.items, meeting.unreached) == before


def test_a_meeting_of_few_has_no_plenary_and_gets_it_back_with_more(content, client):
    client.post(NEW, ASKED)
    meeting = Meeting.objects.get()
    before = parts_of(meeting)

    change(client, meeting, people='4', minutes='45')
    assert [part for part, _ in parts_of(meeting)] == ['welcome', 'film', 'individual', 'group', 'agreement']
    change(client, meeting, people='12', minutes='45')
    assert parts_of(meeting) == before
    assert meeting.items[4]['step'] == 'sporsmal-tilpasset'


@pytest.mark.parametrize(
    ('fields', 'told'),
    [
        ({'minutes': '14'}, 'Skriv et tall fra 15 til 180.'),
        ({'people': '61'}, 'Et møte kan ha opptil 60 personer.'),
        ({'day': '31.02'}, 'Skriv dagen slik'),
        ({'day': '2026-11-21'}, BOUNDS),
        ({'day': '9999-12-31'}, BOUNDS),
        ({'minutes': '15'}, 'Planen blir 9 minutter for lang.'),
    ],
)
def test_a_change_that_cannot_be_is_told_of_and_kept(content, client, fields, told):
    client.post(NEW, ASKED)
    meeting = Meeting.objects.get()

    response = change(client, meeting, **fields)

    found = pages.check(response)
    assert (response.status_code, meeting.version) == (422, 1)
    assert told in found.text and found.title.startswith('Feil:')
    assert next(iter(fields.values())) in [field.get('value') for field in found.tags_named('input')]
    assert 'open' in next(tag for tag in found.tags_named('details'))


def test_a_topic_that_is_dropped_and_brought_back_is_not_for_next_time(content, client):
    client.post(NEW, ASKED | {'usual': '90', 'topics': ['sporsmal-tilpasset', 'sporsmal-barrierer']})
    meeting = Meeting.objects.get()
    for id in [item['id'] for item in meeting.items if item['step'] == 'sporsmal-barrierer']:
        edit(client, meeting, f'drop-{id}')
    assert meeting.unreached == ['sporsmal-barrierer']

    edit(client, meeting, 'undo')

    assert meeting.unreached == []


# What a change tells, and what is typed


@pytest.mark.parametrize(
    ('do', 'fields', 'told'),
    [
        ('down-1', {}, 'Film er nå nr. 5 av 6. Slutt 14.45.'), ('up-5', {}, 'Vår avtale er nå nr. 3 av 6.'),
        ('drop-4', {}, 'Punktet er tatt bort. Slutt 14.45.'),
        ('lock-3', {}, 'Minuttene til Gruppe: spørsmål 1 er låst.'),
        ('add', {'name': 'Nytt fra NAV', 'minutes': '5'}, 'Punktet er lagt til.'),
        ('fit', {'minutes-3': '9'}, 'Minuttene er oppdatert. Slutt 14.45.'),
        ('topic', {'tema-topic': 'sporsmal-barrierer'}, 'Samtalen er lagt til.'),
    ],
)  # fmt: skip
def test_a_change_is_told_and_leads_to_the_part_it_was_done_with(content, client, page, do, fields, told):
    client.post(NEW, ASKED)
    meeting = Meeting.objects.get()

    response = edit(client, meeting, do, **fields)

    assert response.status_code == 302
    address, _hash, place = response['Location'].partition('#')
    found = page(address)
    assert told in found.text
    assert place == (f'del-{do[-1]}' if do.startswith(('up', 'down', 'lock')) else '')
    assert not place or place in found.ids


@pytest.mark.parametrize('done', ['', 'x', 'down', 'down-', 'down-99', 'lock-x', '<b>', 'undo-' + '9' * 5000])
def test_what_comes_with_an_address_is_told_only_when_it_says_something(content, client, page, done):
    meeting = meetings.meeting()
    page(meetings.door(meeting))

    found = pages.check(client.get(meeting.get_absolute_url(), {'gjort': done}))

    assert '<b>' not in found.html


@pytest.mark.parametrize(
    ('typed', 'told'),
    [('1', 'Vår avtale trenger minst 4 minutter.'), ('181', 'Vår avtale: så lenge varer ikke møtet.'),
     ('x', 'Vår avtale: skriv minuttene som et helt tall.')],
)  # fmt: skip
def test_a_number_that_will_not_do_is_told_of_and_stands_as_it_was_typed(content, client, typed, told):
    meeting = meetings.meeting()

    response = edit(client, meeting, 'fit', **{'minutes-5': typed, 'minutes-3': '9'})

    found = pages.check(response)
    values = {
        tags['name']: tags['value'] for tags in found.tags_named('input') if 'plan__minutes' in tags.get('class', '')
    }
    assert (response.status_code, meeting.version) == (422, 1)
    assert told in found.text and found.title.startswith('Feil:')
    assert (values['minutes-5'], values['minutes-3'], values['minutes-1']) == (typed, '9', '12')


def test_every_button_of_a_plan_has_a_name_of_its_own(content, client, page):
    meeting = meetings.meeting(80, 12, ['sporsmal-tilpasset', 'sporsmal-barrierer', 'case-olga'])

    found = page(meetings.door(meeting))

    names = re.findall(r'(?:Flytt opp|Flytt ned|Ta bort|Lås minuttene til|Minutter til):? \d+\. [^<]+', found.html)
    assert len(names) == 5 * len(meeting.items) and len(set(names)) == len(names)


# While it runs


def at_film(**fields):
    """A meeting that has come to its film."""
    meeting = meetings.running(**fields)
    meetings.pass_minutes(meeting, meeting.items[0]['minutes'])
    assert meeting.advance(meeting.version)
    meeting.refresh_from_db()
    return meeting


def test_what_is_to_come_can_be_changed_while_it_runs_and_the_end_holds(content, client, page):
    meeting = at_film(minutes=80, topics=['sporsmal-tilpasset'])
    closed, total = meeting.items[:2], sum(item['minutes'] for item in meeting.items)

    for do, fields in (
        ('topic', {'tema-topic': 'sporsmal-barrierer'}), ('add', {'name': 'Nytt fra NAV', 'minutes': '5'}),
        ('down-2', {}), ('drop-4', {}), ('fit', {'minutes-3': '9'}), ('change', {'mote-people': '3'}),
    ):  # fmt: skip
        assert edit(client, meeting, do, **fields).status_code == 302, do

    assert meeting.items[:2] == closed
    assert sum(item['minutes'] for item in meeting.items) == total
    names = [item['name'] for item in meeting.items if item['part'] == 'own']
    assert (names, meeting.people, 'plenary' in [item['part'] for item in meeting.items]) == (
        ['Nytt fra NAV'],
        3,
        False,
    )
    assert page(meetings.door(meeting)).ids.count('minutter-1') == 0
    for _ in range(6):
        edit(client, meeting, 'undo')
    assert [item['id'] for item in meeting.items] == list(range(6))


@pytest.mark.parametrize('do', ['drop-1', 'up-1', 'down-0', 'lock-1', 'move-1-3', 'move-3-1'])
def test_what_is_past_or_on_is_not_changed(content, client, do):
    meeting = at_film()
    before = meeting.items

    assert edit(client, meeting, do).status_code == 409
    assert meeting.items == before


def test_a_topic_that_was_cut_can_be_taken_up_again(content, client):
    meeting = meetings.running(minutes=60, topics=['sporsmal-tilpasset', 'sporsmal-barrierer'])
    meetings.pass_minutes(meeting, 32)
    assert meeting.accept(meeting.version) and meeting.unreached == ['sporsmal-barrierer']
    assert meeting.drop_film(meeting.version)

    response = edit(client, meeting, 'topic', **{'tema-topic': 'sporsmal-barrierer'})

    assert response.status_code == 302
    assert meeting.unreached == [] and 'sporsmal-barrierer' in meeting.topics
    assert [item['part'] for item in meeting.items if item['is_skipped']] == ['film']


def test_what_was_typed_survives_that_somebody_else_was_first(content, client):
    meeting = meetings.meeting()

    response = client.post(
        f'{meetings.door(meeting)}plan/', {'do': 'add', 'version': '99', 'name': 'Nytt fra NAV', 'minutes': '7'}
    )

    assert response.status_code == 409
    assert 'Nytt fra NAV' in [field.get('value') for field in pages.check(response).tags_named('input')]


# Several modules


def test_a_meeting_talks_about_other_modules_of_the_package_too(content, client, page):
    meeting = meetings.meeting(180, 12, ['sporsmal-tilpasset'])
    choices = page(meetings.door(meeting)).html
    assert 'value="modul-3.sporsmal-lederforankring"' in choices and '<optgroup' in choices

    edit(client, meeting, 'topic', **{'tema-topic': 'modul-3.sporsmal-lederforankring'})
    meeting.start(meeting.version)

    assert meeting.topics == ['sporsmal-tilpasset', 'modul-3.sporsmal-lederforankring']
    for place in ('', 'storskjerm/', 'notater/', 'kjoreplan/', 'bordkort/', 'refleksjonsark/', 'referat/'):
        assert 'modul 3' in page(f'{meetings.door(meeting)}{place}').text, place
    assert '/norskopplaering/modul-3/#sporsmal-lederforankring' in page(f'{meetings.door(meeting)}bordkort/').html
    Module.objects.filter(slug='modul-3').update(status='draft')
    assert 'modul-3.' not in page(meetings.door(meetings.meeting())).html


# Another length


@pytest.mark.parametrize(
    ('usual', 'topics', 'count', 'is_told'),
    [('45', 1, 1, False), ('90', 1, 2, True), ('90', 3, 3, False), ('30', 1, 1, False), ('180', 1, 6, True)],
)  # fmt: skip
def test_another_length_proposes_anew_what_nobody_has_chosen_by_hand(
    content, client, page, usual, topics, count, is_told
):
    all_topics = ['sporsmal-tilpasset', 'sporsmal-barrierer', 'sporsmal-dimensjoner']
    asked = ASKED | {'usual': usual, 'minutes': '180', 'topics': all_topics[:topics], 'proposed_for': '45'}
    asked |= {'usual': 'own'} if usual == '180' else {}

    response = client.post(NEW, asked)

    meeting = Meeting.objects.get()
    assert len(meeting.topics) == count
    told = f'Med {meeting.minutes} minutter er det god tid til {count} punkt'
    assert (told in page(response['Location']).text) is is_told


@pytest.mark.parametrize('sent', ['', 'x', '-1', '1e9', '7'])
def test_what_a_proposal_was_for_may_be_nonsense(content, client, sent):
    client.post(NEW, ASKED | {'usual': '90', 'proposed_for': sent})

    assert len(Meeting.objects.get().topics) == 1


def test_what_is_wrong_is_summed_up_above_the_form_and_has_the_focus(content, client):
    found = pages.check(client.post(NEW, ASKED | {'usual': 'own', 'minutes': '15', 'people': ''}))

    summary = found.html[found.html.index('class="errors"') : found.html.index('<form class="form"')]
    assert summary.count('<li>') == 1 and 'Skriv hvor mange dere er.' in summary
    assert 'autofocus' in next(tags for tags in found.tags_named('input') if tags.get('name') == 'people')
    found = pages.check(client.post(NEW, ASKED | {'usual': 'own', 'minutes': '15'}))
    assert 'Filmen og en samtale får ikke plass på 15 minutter.' in found.html[: found.html.index('<form class="form"')]


# How long a meeting is kept


def test_a_meeting_is_kept_for_thirty_days_from_its_making_when_that_is_later(content, client, page):
    now = timezone.now()
    meeting = meetings.meeting(starts_at=now - timedelta(days=1))
    Meeting.objects.filter(pk=meeting.pk).update(made_at=now - timedelta(days=29), starts_at=now - timedelta(days=31))
    meeting.refresh_from_db()

    assert Meeting.objects.kept().filter(pk=meeting.pk).exists()
    assert meeting.is_deleted_on == timezone.localdate(now + timedelta(days=1))
    Meeting.objects.filter(pk=meeting.pk).update(made_at=now - timedelta(days=30))
    assert list(Meeting.objects.expired()) == [meeting]
    assert not Meeting.objects.kept().filter(pk=meeting.pk).exists()
