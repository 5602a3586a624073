"""Where a meeting is in its time, and what it cuts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from meetings import clock, plan
from meetings.clock import MINUTE, Run
from meetings.items import Part, TooLittleTime, numbered

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOPICS = ['sporsmal-a', 'sporsmal-b', 'case-c']


def begun(items, minutes=45):
    """The meeting at noon, when it begins."""
    items = tuple(items)
    return Run(items, 0, NOON + items[0].minutes * MINUTE, NOON + minutes * MINUTE)


def next_item(run, now):
    at = next((at for at in range(run.now_at + 1, len(run.items)) if not run.items[at].is_skipped), None)
    return at if at is None else replace(run, now_at=at, item_ends_at=now + run.items[at].minutes * MINUTE)


def test_a_meeting_that_keeps_its_plan_is_neither_behind_nor_ahead():
    run = begun(plan.make(45, 12, TOPICS[:2]).items)

    assert clock.behind(run, NOON) == 0
    assert clock.expected_end(run, NOON) == run.ends_at
    assert clock.cut(run, NOON) is None


def test_minutes_over_and_minutes_saved_are_counted():
    run = begun(plan.make(45, 12, TOPICS[:2]).items)

    assert clock.behind(run, run.item_ends_at + 4 * MINUTE) == 4
    assert clock.behind(next_item(run, NOON), NOON) == -run.items[0].minutes
    for half in (-timedelta(seconds=59), timedelta(seconds=59)):
        assert clock.behind(replace(run, ends_at=run.ends_at + half), NOON) == 0


def test_a_clock_that_stands_pushes_the_end_before_it():
    run = replace(begun(plan.make(45, 12, TOPICS[:2]).items), left=2 * MINUTE)

    assert clock.expected_end(run, NOON + 10 * MINUTE) == run.ends_at + 10 * MINUTE - MINUTE


def test_the_promised_end_waits_for_no_latecomers_but_follows_a_meeting_that_was_moved():
    assert clock.promised_end(NOON, NOON + 5 * MINUTE, 45) == NOON + 45 * MINUTE
    assert clock.promised_end(NOON, NOON + 15 * MINUTE, 45) == NOON + 45 * MINUTE
    assert clock.promised_end(NOON, NOON + 16 * MINUTE, 45) == NOON + 61 * MINUTE
    assert clock.promised_end(NOON, NOON - 3 * MINUTE, 45) == NOON + 42 * MINUTE


def minutes_of(items, *parts):
    return [item.minutes for item in items if item.part in parts and not item.is_skipped]


def test_the_only_topic_of_a_late_meeting_is_talked_about_for_less_time():
    run = next_item(begun(plan.make(45, 12, TOPICS[:1], film=12).items), NOON + 6 * MINUTE)
    assert sum(minutes_of(run.items, *clock.TALK)) == 25

    cut = clock.cut(run, NOON + 6 * MINUTE)

    assert (cut.skipped, cut.is_enough) == ((), True)
    assert minutes_of(cut.items, *clock.TALK) == [4, 11, 7]
    assert minutes_of(cut.items, Part.FILM, Part.AGREEMENT) == [12, 5]


def test_a_late_meeting_shortens_its_talks_before_it_skips_any():
    run = begun(plan.make(60, 12, TOPICS).items, 60)

    cut = clock.cut(run, run.item_ends_at + 5 * MINUTE)

    assert cut.skipped == ()
    assert [item.is_skipped for item in cut.items] == [False] * len(run.items)
    assert sum(minutes_of(cut.items, *clock.TALK)) == sum(minutes_of(run.items, *clock.TALK)) - 5
    assert minutes_of(cut.items, Part.AGREEMENT) == [8]


def test_when_the_talks_cannot_give_enough_the_rest_gives_too():
    run = begun(plan.make(45, 12, TOPICS[:1], film=12).items)

    cut = clock.cut(run, run.ends_at - 22 * MINUTE)

    assert cut.skipped == ()
    assert minutes_of(cut.items, *clock.TALK, Part.AGREEMENT) == [2, 2, 2, 4]


def test_a_meeting_too_late_for_all_its_topics_skips_the_last_and_gives_the_time_to_the_rest():
    run = begun(plan.make(60, 12, TOPICS).items, 60)

    cut = clock.cut(run, run.ends_at - 21 * MINUTE)

    assert cut.skipped == ('case-c',)
    assert cut.is_enough
    assert [item.step for item in cut.items if item.is_skipped] == ['case-c'] * 3
    assert sum(minutes_of(cut.items[1:], *clock.TALK, Part.AGREEMENT)) == 21


def test_with_one_topic_left_that_has_begun_the_rest_is_made_shorter():
    run = begun(plan.make(45, 12, TOPICS[:1]).items)
    run = next_item(run, run.item_ends_at)

    cut = clock.cut(run, run.item_ends_at + 6 * MINUTE)

    assert cut.skipped == ()
    assert [item.is_skipped for item in cut.items] == [False] * 5
    assert sum(item.minutes for item in cut.items[2:]) == sum(item.minutes for item in run.items[2:]) - 6


def test_a_film_is_as_long_as_it_is_also_when_it_is_late():
    run = begun(plan.make(60, 12, TOPICS[:2], film=12).items, 60)

    cut = clock.cut(run, run.item_ends_at + 5 * MINUTE)

    assert [item.minutes for item in cut.items if item.part == Part.FILM] == [12]


def test_when_nothing_helps_it_goes_to_the_agreement():
    run = begun(plan.make(45, 12, TOPICS[:1]).items)

    cut = clock.cut(run, NOON + 43 * MINUTE)

    assert not cut.is_enough
    assert [(item.part, item.minutes) for item in cut.items[1:] if not item.is_skipped] == [(Part.AGREEMENT, 4)]
    assert clock.cut(replace(run, items=cut.items), NOON + 43 * MINUTE) is None


@given(
    st.integers(30, 180), st.integers(2, 60), st.lists(st.sampled_from(TOPICS), min_size=1, unique=True),
    st.integers(0, 12), st.lists(st.integers(0, 600), min_size=20, max_size=20),
)  # fmt: skip
def test_accepted_cuts_always_end_on_time_and_what_is_skipped_is_skipped_once(minutes, people, topics, film, delays):
    try:
        made = plan.make(minutes, people, topics, film)
    except TooLittleTime:
        assume(False)
    run, now, skipped = begun(made.items, minutes), NOON, []
    assert run.ends_at == NOON + sum(item.minutes for item in run.items) * MINUTE

    for delay in delays:
        now = run.item_ends_at + timedelta(seconds=delay)
        cut = clock.cut(run, now)
        if cut:
            if least_minutes_to_come(run) <= (run.ends_at - clock.item_end(run, now)) // MINUTE:
                assert cut.is_enough and dropped(cut) == dropped(run)
            before, run = run, replace(run, items=cut.items)
            skipped += cut.skipped
            if not has_talk(run) and has_talk(before):
                left = (run.ends_at - clock.item_end(run, now)) // MINUTE
                assert left < 2 + 4, 'The last topic stays while there is room for its groups and the agreement.'
            if cut.is_enough:
                assert clock.expected_end(run, now) <= run.ends_at
                assert all(item.minutes >= item.least for item in clock.coming(run))
        after = next_item(run, now)
        if after is None:
            break
        run = after

    assert len(skipped) == len(set(skipped))
    assert not {item.step for item in run.items if item.part in clock.TALK and item.is_skipped} - set(made_topics(made))
    assert run.items[-1].part == Part.AGREEMENT and not run.items[-1].is_skipped


def has_talk(run):
    """Something has been, or will be, talked about."""
    return any(item.part in clock.TALK and not item.is_skipped for item in run.items)


@given(st.integers(45, 180), st.lists(st.sampled_from(TOPICS), min_size=1, unique=True), st.integers(0, 12), st.data())
def test_time_that_was_won_is_given_back_to_what_is_to_be_talked_about(minutes, topics, film, data):
    run = begun(plan.make(minutes, 12, topics, film).items, minutes)
    steps = data.draw(st.integers(0, len(run.items) - 2))
    for _ in range(steps):
        run = next_item(run, NOON)

    offer = clock.give(run, NOON)

    assert (offer is None) == (-clock.behind(run, NOON) < 5) or not has_talk_left(run)
    if offer:
        given_back = replace(run, items=offer.items, item_ends_at=run.item_ends_at + offer.more * MINUTE)
        assert clock.behind(given_back, NOON) == 0
        assert offer.spare == -clock.behind(run, NOON)
        changed = [after for before, after in zip(run.items, offer.items, strict=True) if before != after]
        assert changed and all(item.part in clock.TALK for item in changed)


def has_talk_left(run):
    return run.items[run.now_at].is_talk or any(item.is_talk for item in clock.coming(run))


def test_what_was_left_of_an_item_is_what_counts_when_one_has_gone_back_from_it():
    run = begun(plan.make(45, 12, TOPICS[:1], film=12).items)
    run = replace(next_item(run, NOON), items=tuple(numbered(run.items)))
    film, individual = run.items[1], run.items[2]

    run = replace(run, left_at={individual.id: run.item_ends_at + MINUTE})

    assert clock.behind(run, NOON) == -3 - individual.minutes + 1
    assert film.minutes == 12


def least_minutes_to_come(run):
    """A film lasts as long as it does."""
    return sum(item.minutes if item.part == Part.FILM else item.least for item in clock.coming(run))


def dropped(run):
    return [at for at, item in enumerate(run.items) if item.is_skipped]


def made_topics(made):
    return [item.step for item in made.items if item.part in clock.TALK]


def test_nothing_is_cut_until_the_meeting_is_two_minutes_late():
    run = begun(plan.make(60, 12, TOPICS).items, 60)

    assert clock.cut(run, run.item_ends_at + 2 * MINUTE - timedelta(seconds=1)) is None
    assert clock.cut(run, run.item_ends_at + 2 * MINUTE) is not None


def test_a_lock_yields_to_the_clock():
    run = begun(plan.make(45, 12, TOPICS[:1]).items)
    run = replace(run, items=tuple(replace(item, is_locked=True) for item in run.items))
    run = next_item(run, NOON)
    late = run.item_ends_at + 10 * MINUTE

    cut = clock.cut(run, late)

    assert cut.is_enough
    assert clock.expected_end(replace(run, items=cut.items), late) == run.ends_at


def test_the_talk_that_is_on_is_kept_when_the_others_and_its_plenary_go():
    run = next_item(begun(plan.make(45, 12, TOPICS[:2]).items), NOON)
    late = run.ends_at - 7 * MINUTE

    cut = clock.cut(run, late)

    kept = [(item.part, item.step) for item in clock.coming(replace(run, items=cut.items))]
    assert kept == [(Part.GROUP, 'sporsmal-a'), (Part.AGREEMENT, '')]
    assert cut.skipped == ('sporsmal-b',)


def test_what_was_skipped_stays_so_in_the_next_cut():
    items = tuple(
        replace(item, is_skipped=item.step == 'sporsmal-b') for item in plan.make(60, 12, TOPICS[:2], film=10).items
    )
    run = replace(begun(items, 60), ends_at=NOON + sum(item.minutes for item in items if not item.is_skipped) * MINUTE)

    cut = clock.cut(run, run.item_ends_at + 4 * MINUTE)

    assert [item.step for item in cut.items if item.is_skipped] == ['sporsmal-b'] * 3
    assert cut.skipped == ()


def test_the_only_topic_stays_when_its_plenary_can_go():
    run = begun(plan.make(45, 12, TOPICS[:1], film=12).items)

    cut = clock.cut(run, run.ends_at - 21 * MINUTE)

    kept = [item.part for item in clock.coming(replace(run, items=cut.items))]
    assert (cut.skipped, kept) == ((), [Part.FILM, Part.INDIVIDUAL, Part.GROUP, Part.AGREEMENT])


def test_what_has_been_won_leaves_what_is_locked():
    items = [replace(item, is_locked=item.part == Part.GROUP) for item in plan.make(45, 12, TOPICS[:1], film=12).items]
    run = next_item(begun(items), NOON)
    run = replace(run, item_ends_at=NOON)

    offer = clock.give(run, NOON)

    assert offer.spare == 15
    assert minutes_of(offer.items, Part.GROUP) == minutes_of(run.items, Part.GROUP)
