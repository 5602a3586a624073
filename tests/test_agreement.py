"""The agreement: one sentence, saved as it is written, by several at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from meetings.models import Commitment
from tests import meetings

JSON = {'HTTP_ACCEPT': 'application/json'}


@pytest.fixture
def meeting(content, client):
    made = meetings.running()
    client.get(meetings.door(made), follow=True)
    return made


def write(client, meeting, commitment='', version=1, after=0, **fields):
    """The answer to a script that saves `fields` as they are typed."""
    sent = {'commitment': commitment, 'version': version, 'after': after, 'what': '', 'who': '', 'due_on': ''} | fields
    return client.post(f'/mote/{meeting.public_name}/avtale/', sent, **JSON)


def test_a_sentence_is_saved_as_it_grows(client, meeting):
    first = write(client, meeting, what='tilby kveld').json()
    second = write(client, meeting, first['id'], first['version'], what='tilby kveldskurs', who='fagleder').json()

    kept = meeting.commitments.get()
    assert (kept.pk, kept.what, kept.who, kept.version) == (first['id'], 'tilby kveldskurs', 'fagleder', 2)
    assert second['saved'].startswith('Lagret kl. ') and second['faults'] == {}


def test_half_a_day_keeps_the_rest_and_is_told_of(client, meeting):
    answer = write(client, meeting, what='tilby kveldskurs', who='fagleder', due_on='fr').json()

    kept = meeting.commitments.get()
    assert (kept.what, kept.who, kept.due_on) == ('tilby kveldskurs', 'fagleder', None)
    assert answer['faults'] == {'due_on': 'Skriv dagen slik: torsdag, 14. januar eller 14.1.'}

    write(client, meeting, kept.pk, 1, what='tilby kveldskurs', who='fagleder', due_on='i morgen')
    write(client, meeting, kept.pk, 2, what='tilby kveldskurs på nett', who='fagleder', due_on='snart')
    kept.refresh_from_db()
    assert (kept.what, kept.due_on) == ('tilby kveldskurs på nett', timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize('day', ['0001-01-01', '1.1.1999', '9999-12-31'])
def test_a_day_that_nobody_can_have_meant_is_told_of(client, meeting, day):
    answer = write(client, meeting, what='tilby kveldskurs', due_on=day).json()

    assert 'due_on' in answer['faults'] and meeting.commitments.get().due_on is None


def test_a_sentence_that_says_nothing_is_not_saved(client, meeting):
    answer = write(client, meeting, who='fagleder')

    assert answer.status_code == 422
    assert answer.json()['faults'] == {'what': 'Skriv hva dere skal prøve.'}
    assert not meeting.commitments.exists()


def test_what_another_has_written_meanwhile_is_given_back_and_stands(client, meeting):
    kept = meeting.commitments.create(what='tilby kveldskurs')
    Commitment.objects.write(meeting, kept.pk, 1, None, {'what': 'tilby kveldskurs på nett', 'who': '', 'due_on': None})

    answer = write(client, meeting, kept.pk, 1, what='ringe NAV')

    assert (answer.status_code, answer.json()['what']) == (409, 'tilby kveldskurs på nett')
    assert meeting.commitments.get().what == 'tilby kveldskurs på nett'


def test_two_who_begin_at_once_learn_of_each_other(client, meeting):
    theirs = meeting.commitments.create(what='tilby kveldskurs')

    answer = write(client, meeting, what='ringe NAV')
    assert (answer.status_code, answer.json()['id']) == (409, theirs.pk)

    # Who knows of it means another.
    assert write(client, meeting, after=theirs.pk, what='ringe NAV').status_code == 200
    assert [kept.what for kept in meeting.commitments.all()] == ['tilby kveldskurs', 'ringe NAV']


def test_a_save_whose_answer_was_lost_is_no_other(client, meeting):
    write(client, meeting, what='tilby kveldskurs')
    again = write(client, meeting, what='tilby kveldskurs')

    assert (again.status_code, meeting.commitments.count(), meeting.commitments.get().version) == (200, 1, 1)


def test_words_for_one_that_is_taken_away_are_kept_as_another(client, meeting):
    gone = meeting.commitments.create(what='tilby kveldskurs').pk
    meeting.commitments.all().delete()

    answer = write(client, meeting, gone, 1, after=gone, what='tilby kveldskurs på nett')

    assert (answer.status_code, meeting.commitments.get().what) == (200, 'tilby kveldskurs på nett')


def test_without_scripts_a_conflict_shows_both(client, meeting):
    meeting.commitments.create(what='tilby kveldskurs')

    response = client.post(
        f'/mote/{meeting.public_name}/avtale/', {'what': 'ringe NAV', 'after': 0, 'from': 'notes', 'commitment': ''}
    )

    text = response.content.decode()
    assert response.status_code == 409 and '<title>Feil: Notater' in text
    assert 'Det som er lagret: «Vi skal tilby kveldskurs»' in text and 'ringe NAV' in text


def test_a_page_from_before_the_upgrade_still_writes(client, meeting):
    sent = {'what': 'Prøve', 'who': 'Alle', 'due_on': '2026-12-01', 'from': 'wall'}
    client.post(f'/mote/{meeting.key}/avtale/', sent)

    kept = meeting.commitments.get()
    assert (kept.what, kept.sentence, kept.due_on) == ('Prøve', 'Prøve', date(2026, 12, 1))


def test_every_screen_is_told_what_is_agreed(client, meeting):
    meeting.commitments.create(what='tilby kveldskurs', who='fagleder', due_on=timezone.localdate())

    (told,) = client.get(f'/mote/{meeting.public_name}/tilstand/').json()['agreed']

    assert (told['sentence'], told['who'], told['version']) == ('Vi skal tilby kveldskurs', 'fagleder', 1)
    # As one would write it, and as the field reads it again.
    answer = write(client, meeting, told['id'], 1, what=told['what'], who=told['who'], due_on=told['due_on'])
    assert answer.json()['version'] == 1


def test_the_day_of_the_next_meeting_is_offered(client, content):
    first = meetings.running()
    meetings.meeting(follows=first, starts_at=timezone.now() + timedelta(days=20))
    client.get(meetings.door(first), follow=True)

    day = timezone.localdate() + timedelta(days=20)
    write(client, first, what='ringe NAV', due_on='neste møte')

    assert first.commitments.get().due_on == day
    assert 'neste møte: ' in client.get(f'/mote/{first.public_name}/leder/').content.decode()


# How it went


@pytest.fixture
def second(content, client):
    first = meetings.running()
    agreed = [first.commitments.create(what=what) for what in ('tilby kveldskurs', 'ringe NAV')]
    made = meetings.running(follows=first, follows_up=True)
    made.go(made.version, 1)
    client.get(meetings.door(made), follow=True)
    return made, *agreed


def follow_up(client, meeting, shown, **written):
    """The answer to a page that showed `shown` as what they learned, by the agreement's pk, and had `written` added."""
    fields = {}
    for pk, learned in shown.items():
        fields |= {f'avtale-{pk}-learned-vist': learned, f'avtale-{pk}-outcome-vist': '', f'avtale-{pk}-outcome': ''}
        fields[f'avtale-{pk}-learned'] = written.get(f'learned_{pk}', learned)
    return client.post(f'/mote/{meeting.public_name}/siden-sist/', fields)


def test_an_older_screen_takes_nothing_from_what_another_wrote(client, second):
    meeting, one, other = second
    shown = {one.pk: '', other.pk: ''}
    follow_up(client, meeting, shown, **{f'learned_{one.pk}': 'Mange kom.'})

    follow_up(client, meeting, shown, **{f'learned_{other.pk}': 'De svarte.'})

    assert [kept.learned for kept in Commitment.objects.order_by('pk')] == ['Mange kom.', 'De svarte.']


def test_two_who_write_how_the_same_went_are_told(client, second):
    meeting, one, _other = second
    follow_up(client, meeting, {one.pk: ''}, **{f'learned_{one.pk}': 'Mange kom.'})

    response = follow_up(client, meeting, {one.pk: ''}, **{f'learned_{one.pk}': 'Få kom.'})

    text = response.content.decode()
    assert response.status_code == 409 and 'Noen andre skrev «Mange kom.» samtidig.' in text and 'Få kom.' in text
    one.refresh_from_db()
    assert one.learned == 'Mange kom.'
    # It has been seen now.
    follow_up(client, meeting, {one.pk: 'Mange kom.'}, **{f'learned_{one.pk}': 'Få kom.'})
    one.refresh_from_db()
    assert (one.learned, one.followed_up_in) == ('Få kom.', meeting)


def test_too_much_about_how_it_went_is_told_of_and_kept_in_the_field(client, second):
    meeting, one, _other = second

    response = follow_up(client, meeting, {one.pk: ''}, **{f'learned_{one.pk}': 'Mange kom. ' * 50})

    text = response.content.decode()
    assert response.status_code == 422 and 'Skriv det kortere. Det er plass til 500 tegn.' in text
    assert text.count('Mange kom.') == 50 and '<title>Feil:' in ' '.join(text.split()).replace('<title> ', '<title>')
