"""The plan of a meeting: every minute used, none too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings import plan
from meetings.groups import groups_of
from meetings.items import Part, PlanItem, TooLittleTime, fit, share
from meetings.plan import Plan
from modules.models import Module
from modules.steps import START, steps_of

TOPICS = ['sporsmal-a', 'sporsmal-b', 'case-olga', 'sporsmal-c', 'case-amina', 'sporsmal-d', 'case-li', 'sporsmal-e']
MINUTES = st.integers(plan.SHORTEST, plan.LONGEST)
PEOPLE = st.integers(plan.FEWEST, plan.MOST)
CHOSEN = st.lists(st.sampled_from(TOPICS), unique=True)
FILM = st.integers(0, 30)


def parts_of(plan):
    return [(item.part.value, item.minutes) for item in plan.items]


def check(made, minutes, people, topics, film, follows_up):
    """All that is true of every plan."""
    breaks = [at for at, item in enumerate(made.items) if item.part == Part.BREAK]
    parts = [item.part for item in made.items if item.part != Part.BREAK]
    reached = list(dict.fromkeys(item.step for item in made.items if item.part == Part.INDIVIDUAL))
    phases = [Part.INDIVIDUAL, Part.GROUP] + [Part.PLENARY] * (len(groups_of(people)) > 1)

    assert made.minutes == minutes
    assert len(breaks) <= (minutes >= 90) + (minutes >= 150)
    for at in breaks:
        before, after = made.items[at - 1], made.items[at + 1]
        assert before.step != after.step or before.part == Part.FILM or after.part == Part.PLENARY
        assert before.step and after.is_talk
    assert all(item.minutes >= item.least for item in made.items)
    assert made.items[-1].part == Part.AGREEMENT and made.items[-1].minutes >= 4
    assert [item.minutes for item in made.items if item.part == Part.FILM] == [film] * bool(film)
    assert parts == [
        Part.WELCOME,
        *[Part.FOLLOW_UP] * follows_up,
        *[Part.FILM] * bool(film),
        *phases * len(reached),
        Part.AGREEMENT,
    ]
    assert reached + list(made.unreached) == (topics or ['film' if film else START])


@given(MINUTES, PEOPLE, CHOSEN, FILM, st.booleans())
def test_a_plan_uses_exactly_the_minutes_there_are(minutes, people, topics, film, follows_up):
    shortest = 2 + 2 * follows_up + film + (6 if len(groups_of(people)) > 1 else 4) + 4
    if shortest > minutes:
        with pytest.raises(TooLittleTime) as caught:
            plan.make(minutes, people, topics, film, follows_up)
        assert caught.value.missing == shortest - minutes
        return

    made = plan.make(minutes, people, topics, film, follows_up)

    check(made, minutes, people, topics, film, follows_up)
    # One topic is always talked about, and no more are left out than have to be.
    talk = shortest - film - 2 - 2 * follows_up - 4
    left = [item.minutes for item in made.items if item.part in (Part.INDIVIDUAL, Part.GROUP, Part.PLENARY)]
    assert sum(left) < talk * (len(left) * 2 // talk + 1) or not made.unreached


@given(MINUTES, PEOPLE, CHOSEN, st.booleans())
def test_a_film_seen_beforehand_always_leaves_a_meeting(minutes, people, topics, follows_up):
    made = plan.beforehand(minutes, people, topics, follows_up)

    check(made, minutes, people, topics or ['film'], 0, follows_up)


@given(MINUTES, PEOPLE, CHOSEN, st.integers(1, 30), st.booleans())
def test_two_meetings_take_the_film_and_the_topics(minutes, people, topics, film, follows_up):
    if minutes < 2 + 2 * follows_up + film + 4:
        with pytest.raises(TooLittleTime):
            plan.in_two_meetings(minutes, people, topics, film, follows_up)
        return

    first, second = plan.in_two_meetings(minutes, people, topics, film, follows_up)

    assert first.minutes == minutes
    assert [item.minutes for item in first.items if item.part == Part.FILM] == [film]
    assert first.items[-1].minutes >= 4
    assert not any(item.is_locked for item in first.items)
    check(second, minutes, people, topics or ['film'], 0, True)


def test_every_module_of_the_package_has_a_plan_for_every_time_and_department(content):
    tried = 0

    for module in Module.objects.published().with_contents():
        topics = plan.topics_of(steps_of(module))
        film = plan.film_minutes(module.film.duration_seconds)
        for minutes in range(plan.SHORTEST, plan.LONGEST + 1):
            for people in range(plan.FEWEST, plan.MOST + 1):
                chosen = plan.proposed(topics, minutes, film)
                tried += 1
                try:
                    made = plan.make(minutes, people, chosen, film)
                except TooLittleTime:
                    assert minutes < film + 12
                    made = plan.beforehand(minutes, people, chosen)
                assert made.minutes == minutes
                assert made.unreached == ()

    assert tried == 6 * 166 * 59


def test_every_choice_of_topics_has_its_plan(content):
    """A plan knows no more of a topic than its key, so each number of people only has to be one of two kinds."""
    tried = 0

    for module in Module.objects.published().with_contents():
        topics = plan.topics_of(steps_of(module))
        film = plan.film_minutes(module.film.duration_seconds)
        for bits in range(2 ** len(topics)):
            chosen = [topic for at, topic in enumerate(topics) if bits >> at & 1]
            for minutes in range(plan.SHORTEST, plan.LONGEST + 1, 5):
                for people in (3, 12):
                    tried += 1
                    check(plan.beforehand(minutes, people, chosen), minutes, people, chosen or ['film'], 0, False)
                    if minutes >= film + 12:
                        check(plan.make(minutes, people, chosen, film), minutes, people, chosen, film, False)

    assert tried == 34 * 2 * sum(
        2 ** len(plan.topics_of(steps_of(module))) for module in Module.objects.published().with_contents()
    )


def test_forty_five_minutes_for_twelve_with_a_film():
    made = plan.make(45, 12, ['sporsmal-a'], film=12)

    assert parts_of(made) == [
        ('welcome', 3), ('film', 12), ('individual', 4), ('group', 13), ('plenary', 8), ('agreement', 5),
    ]  # fmt: skip


def test_a_talk_of_thirty_minutes_is_five_fifteen_ten():
    made = plan.make(38, 12, ['sporsmal-a'])

    assert parts_of(made)[1:-1] == [('individual', 5), ('group', 15), ('plenary', 10)]


@pytest.mark.parametrize(
    ('people', 'sizes'),
    [(2, [2]), (3, [3]), (4, [4]), (5, [5]), (6, [3, 3]), (7, [4, 3]), (12, [4, 4, 4]), (60, [8, 8, 8, 8, 7, 7, 7, 7])],
)
def test_groups(people, sizes):
    assert groups_of(people) == sizes


@given(PEOPLE)
def test_nobody_is_alone_and_no_group_is_large(people):
    sizes = groups_of(people)

    assert sum(sizes) == people
    assert all((2 if people == 2 else 3) <= size <= 8 for size in sizes)
    assert max(sizes) - min(sizes) <= 1


def test_few_have_no_plenary_and_the_group_gets_its_minutes():
    made = plan.make(45, 4, ['sporsmal-a'], film=12)

    assert parts_of(made)[2:-1] == [('individual', 6), ('group', 19)]


def test_topics_without_room_are_given_back_last_first():
    made = plan.make(30, 12, TOPICS, film=12)

    assert made.unreached == tuple(TOPICS[1:])
    assert {item.step for item in made.items} == {'', 'film', 'sporsmal-a'}


def test_a_film_that_leaves_no_talk_is_said_to():
    with pytest.raises(TooLittleTime) as caught:
        plan.make(20, 12, ['sporsmal-a'], film=12)

    assert caught.value.missing == 4


def test_a_film_alone_in_its_meeting_is_followed_by_a_longer_agreement():
    first, second = plan.in_two_meetings(20, 12, ['sporsmal-a'], film=12)

    assert parts_of(first) == [('welcome', 3), ('film', 12), ('agreement', 5)]
    assert parts_of(second)[1] == ('follow_up', 2)


@pytest.mark.parametrize(('seconds', 'minutes'), [(None, 12), (60, 1), (61, 2), (725, 13)])
def test_a_film_takes_its_real_length_or_the_longest_there_is(seconds, minutes):
    assert plan.film_minutes(seconds) == minutes


@pytest.mark.parametrize(
    ('minutes', 'film', 'count'), [(15, 12, 1), (45, 12, 1), (60, 12, 1), (90, 12, 2), (180, 0, 7)]
)
def test_as_many_topics_are_proposed_as_there_is_time_for(minutes, film, count):
    assert plan.proposed(TOPICS, minutes, film) == TOPICS[:count]


items = st.lists(
    st.builds(
        PlanItem,
        part=st.sampled_from(list(Part)),
        minutes=st.integers(4, 60),
        is_locked=st.booleans(),
    ),
    min_size=1,
    max_size=20,
)


@given(items, MINUTES)
def test_what_is_fitted_anew_ends_on_time_and_leaves_the_locked(before, minutes):
    least = sum(item.minutes if item.is_held else item.least for item in before)
    if least > minutes or (all(item.is_held for item in before) and least != minutes):
        with pytest.raises(TooLittleTime):
            fit(before, minutes)
        return

    after = fit(before, minutes)

    assert sum(item.minutes for item in after) == minutes
    assert all(item.minutes >= item.least for item in after if not item.is_held)
    assert [item for item in after if item.is_held] == [item for item in before if item.is_held]
    assert [(item.part, item.step, item.name) for item in after] == [
        (item.part, item.step, item.name) for item in before
    ]


@given(st.data())
def test_shares_are_as_near_to_their_proportion_as_whole_numbers_can_be(data):
    weights = data.draw(st.lists(st.integers(1, 30), min_size=1, max_size=12))
    total = data.draw(st.integers(0, 300))

    shares = share(total, weights, [0] * len(weights))

    assert sum(shares) == total
    assert all(abs(one - total * weight / sum(weights)) < 1 for one, weight in zip(shares, weights, strict=True))


def test_what_already_fits_stays_as_it_is():
    made = plan.make(45, 12, ['sporsmal-a'], film=12)

    assert Plan(tuple(fit(made.items, 45))) == made


def test_welcome_and_agreement_give_way_before_the_talk_does():
    made = plan.make(30, 12, ['sporsmal-a'], film=18)

    assert parts_of(made) == [
        ('welcome', 2), ('film', 18), ('individual', 2), ('group', 2), ('plenary', 2), ('agreement', 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ('minutes', 'frame'), [(29, [2, 2, 4]), (30, [3, 4, 5]), (59, [3, 4, 5]), (60, [5, 5, 8]), (180, [5, 5, 8])]
)
def test_a_longer_meeting_begins_and_ends_with_more_time(minutes, frame):
    made = plan.make(minutes, 12, ['sporsmal-a'], follows_up=True)

    assert [made.items[0].minutes, made.items[1].minutes, made.items[-1].minutes] == frame


def test_questions_and_cases_are_what_there_is_to_talk_about(content):
    topics = plan.topics_of(steps_of(Module.objects.with_contents().get(slug='modul-2')))

    assert len(topics) == 6
    assert topics[-1] == 'case-olga'


@pytest.mark.parametrize(
    ('minutes', 'topics', 'film', 'parts'),
    [
        (89, TOPICS[:2], 12, 'wfigpigpa'), (90, TOPICS[:2], 12, 'wfigpbigpa'), (90, TOPICS[:1], 12, 'wfbigpa'),
        (90, TOPICS[:1], 0, 'wigbpa'), (149, TOPICS[:3], 12, 'wfigpbigpigpa'),
        (180, TOPICS[:4], 12, 'wfigpbigpigpbigpa'), (180, TOPICS[:1], 12, 'wfbigpa'),
    ],
)  # fmt: skip
def test_a_long_meeting_has_a_break_between_two_things(minutes, topics, film, parts):
    made = plan.make(minutes, 12, topics, film)

    assert ''.join(item.part[0] for item in made.items) == parts
    assert made.minutes == minutes
    assert {item.minutes for item in made.items if item.part == Part.BREAK} <= {10}


def test_two_who_are_one_group_and_have_one_talk_have_no_break():
    assert Part.BREAK not in [item.part for item in plan.make(120, 3, TOPICS[:1]).items]
