"""What is said in a meeting, from how it goes."""

from datetime import UTC, datetime

import pytest

from meetings import clock, plan
from meetings.groups import groups_of
from meetings.items import Part, PlanItem
from meetings.plan import topics_of
from meetings.talk import instruction, roles
from meetings.topics import named
from meetings.words import about, no_room, offer_words, punctuality, short_name, topic_label
from modules.steps import Kind, Step


def test_where_a_meeting_is_in_its_time_is_said_in_whole_minutes():
    assert [punctuality(behind) for behind in (-2, -1, 0, 1, 2)] == [
        '2 minutter foran planen', '1 minutt foran planen', 'i rute', '1 minutt etter planen',
        '2 minutter etter planen',
    ]  # fmt: skip


QUESTION = Step(Kind.QUESTION, 'sporsmal-a', 'Refleksjonsspørsmål 1', number=1)
CASE = Step(Kind.CASE, 'case-c', 'Case: Olga', title='Olga')
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def offered(late=0, film=12, minutes=45, topics=('sporsmal-a', 'case-c')):
    """What is said of the offer to a meeting that has begun, and is `late` minutes behind (below 0: ahead)."""
    items = tuple(plan.make(minutes, 12, topics, film).items)
    ends_at = NOON + (minutes - late) * clock.MINUTE
    run = clock.Run(items, 0, NOON + items[0].minutes * clock.MINUTE, ends_at)
    offer = clock.offer(run, NOON)
    return offer and offer_words(offer, items, 0, {step.key: step for step in (QUESTION, CASE)})


def test_what_is_offered_is_said_with_the_minutes_before_and_after():
    assert offered(late=0) is None
    assert offered(late=3) == 'Gjør samtalen kortere: fra 25 til 22 minutter.'
    assert offered(late=14) == 'Gjør det som er igjen kortere: fra 42 til 28 minutter.'
    assert offered(late=15) == ('Hopp over casen «Olga», og ta det neste gang. Samtalen går fra 25 til 10 minutter.')
    assert offered(late=22) == (
        'Hopp over casen «Olga», og ta det neste gang. Hopp over plenum. Det som er igjen, går fra 42 til 20 minutter.'
    )
    assert offered(late=40) == 'Gå rett til avtalen. Den får 4 minutter.'
    assert offered(late=-12) == '12 minutter til overs. Skal samtalen få dem?'


@pytest.mark.parametrize(
    ('people', 'told', 'named'),
    [
        (2, 'Snakk sammen, og la hverandre snakke ferdig.', []),
        (3, 'Ta ordet etter tur rundt bordet, uten avbrytelser.', ['Ordstyrer', 'Tidtaker', 'Sekretær']),
        (12, 'Gå sammen i 3 grupper, med 4 i hver.', ['Ordstyrer', 'Tidtaker', 'Sekretær', 'Sporvakt']),
        (7, 'Gå sammen i 2 grupper, med 3 eller 4 i hver.', ['Ordstyrer', 'Tidtaker', 'Sekretær']),
        (
            60,
            'Tell fra 1 til 8. De som har samme tall, er en gruppe på 7 eller 8.',
            ['Ordstyrer', 'Tidtaker', 'Sekretær', 'Sporvakt'],
        ),
    ],
)
def test_what_groups_are_told_and_who_does_what_in_them_fits_their_size(people, told, named):
    groups = groups_of(people)

    assert instruction(Part.GROUP, groups).startswith(told)
    assert [name for name, _how in roles(groups, 'den som først')] == named
    assert [how for _name, how in roles(groups, 'den som først')][:1] == ['den som først'] * bool(named)


def test_what_is_no_phase_is_told_nothing_and_plenary_is_told_the_same():
    assert instruction(Part.FILM, [4, 4]) == ''
    assert instruction(Part.PLENARY, [4]) == instruction(Part.PLENARY, [4, 4]) != ''


def test_every_kind_that_is_talked_about_has_its_words():
    """Who lets another kind be talked about is told here that it has no name in a meeting."""
    steps = [Step(kind, f'{kind}-x', 'Navnet', title='Tittel', text='Hva?', number=3) for kind in Kind]
    talked_about = set(topics_of(steps))

    topics = [step for step in steps if step.key in talked_about]
    assert {step.kind for step in topics} == {Kind.QUESTION, Kind.CASE}
    assert [short_name(step) for step in topics] == ['spørsmål 3', 'casen «Tittel»']
    for step in topics:
        assert topic_label(step)
        assert about(step) != 'om filmen'
        assert named([PlanItem(Part.GROUP, 5, step=step.key)], {step.key: step})[0].name


def test_the_way_out_of_a_plan_that_will_not_do_is_one_there_is():
    assert no_room(8, has_locked=True).endswith('8 minutter for lang. Ta bort noe, eller lås opp noe først.')
    assert no_room(8, has_locked=False).endswith('8 minutter for lang. Ta bort noe, eller gi noe annet færre minutter.')
    assert 'Lås opp' in no_room(0, has_locked=True) and 'ås' not in no_room(0, has_locked=False)
