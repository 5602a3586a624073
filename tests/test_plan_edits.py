"""What a leader does to a plan: whatever it is, the minutes sum to what they did before."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meetings import plan, plan_edits
from meetings.groups import groups_of
from meetings.items import TALK, Part, PlanItem, TooLittleTime, fit, numbered

TOPICS = ['sporsmal-a', 'sporsmal-b', 'case-c']


@st.composite
def plans(draw):
    """The items of a plan as the portal makes it, some of them locked."""
    minutes = draw(st.integers(plan.SHORTEST, plan.LONGEST))
    topics = draw(st.lists(st.sampled_from(TOPICS), unique=True))
    try:
        made = plan.make(minutes, draw(st.integers(2, 60)), topics, draw(st.integers(0, 20)), draw(st.booleans()))
    except TooLittleTime:
        assume(False)
    items = list(made.items)
    for at in draw(st.sets(st.integers(0, len(items) - 1), max_size=3)):
        items = plan_edits.locked(items, at, True)
    return items


def total(items):
    return sum(item.minutes for item in items)


def what(items):
    return [(item.part, item.step, item.name, item.is_locked) for item in items]


def edited(data, items, at):
    """The items after some edit of the one at `at`."""
    edits = {
        'resize': lambda: plan_edits.resized(items, {at: data.draw(st.integers(-5, 200))}),
        'move': lambda: plan_edits.moved(items, at, data.draw(st.integers(0, len(items) - 1))),
        'drop': lambda: plan_edits.dropped(items, at) if items[at].may_drop else items,
        'add': lambda: plan_edits.added(items, 'Årshjulet', data.draw(st.integers(1, 30))),
        'lock': lambda: plan_edits.locked(items, at, not items[at].is_locked),
    }
    return edits[data.draw(st.sampled_from(sorted(edits)))]()


@given(st.data(), plans())
def test_after_any_edit_it_ends_when_it_did_and_nothing_is_too_short(data, items):
    minutes = total(items)
    for _ in range(4):
        at = data.draw(st.integers(0, len(items) - 1))
        held = [item for index, item in enumerate(items) if item.is_held and index != at]
        try:
            items = edited(data, items, at)
        except TooLittleTime:
            continue

        assert total(items) == minutes
        assert all(item.minutes >= item.least for item in items)
        assert Part.AGREEMENT in [item.part for item in items]
        kept = [(item.part, item.step, item.minutes) for item in items]
        assert all((item.part, item.step, item.minutes) in kept for item in held)


@given(st.data(), plans())
def test_what_is_moved_is_the_same_parts_and_a_talk_stays_together(data, items):
    at, to = data.draw(st.integers(0, len(items) - 1)), data.draw(st.integers(0, len(items) - 1))

    after = plan_edits.moved(items, at, to)

    assert sorted(what(after)) == sorted(what(items))
    steps = [item.step for item in after if item.part in TALK]
    assert [step for index, step in enumerate(steps) if not index or steps[index - 1] != step] == list(
        dict.fromkeys(steps)
    )
    assert plan_edits.moved(items, at, at) == items


@given(st.data(), plans())
def test_the_minutes_that_are_set_are_the_minutes_there_are(data, items):
    at, minutes = data.draw(st.integers(0, len(items) - 1)), data.draw(st.integers(1, 60))

    try:
        after = plan_edits.resized(items, {at: minutes})
    except TooLittleTime as error:
        others = sum(item.minutes if item.is_held else item.least for index, item in enumerate(items) if index != at)
        free = [item for index, item in enumerate(items) if index != at and not item.is_held]
        assert others + max(items[at].least, minutes) > total(items) or not free
        assert (error.missing > 0) == (others + max(items[at].least, minutes) > total(items))
        return

    # It is locked from then on: no number that somebody has typed is changed by another.
    assert (after[at].minutes, after[at].is_locked) == (max(items[at].least, minutes), True)
    assert what(
        [replace(after[at], is_locked=items[at].is_locked) if index == at else item for index, item in enumerate(after)]
    ) == what(items)


@given(plans(), st.integers(1, 10))
def test_an_item_of_ones_own_stands_before_the_agreement(items, minutes):
    try:
        after = plan_edits.added(items, 'Årshjulet', minutes)
    except TooLittleTime:
        return

    assert after[-2] == PlanItem(Part.OWN, minutes, name='Årshjulet')
    assert what(after[:-2] + after[-1:]) == what(items)


def test_neighbours_are_talks_and_not_phases():
    items = plan.make(60, 12, TOPICS[:2], 10).items

    assert plan_edits.neighbour(items, 1, 1) == 2
    assert plan_edits.neighbour(items, 3, 1) == 5
    assert plan_edits.neighbour(items, 6, -1) == 2
    assert plan_edits.neighbour(items, 0, -1) == 0
    assert plan_edits.neighbour(items, len(items) - 1, 1) == len(items) - 1


def test_what_is_moved_far_lets_those_between_make_way():
    items = plan.make(60, 12, TOPICS[:2], 10).items

    parts = [item.part for item in plan_edits.moved(items, 0, 5)]

    assert parts == [Part.FILM, *TALK, *TALK, Part.WELCOME, Part.AGREEMENT]


@given(plans(), st.integers(plan.SHORTEST, plan.LONGEST), st.integers(2, 60), st.integers(2, 60))
def test_another_number_of_people_has_the_talks_it_can_have(items, minutes, before, people):
    was_one, is_one = (len(groups_of(count)) == 1 for count in (before, people))
    items = [item for item in items if not was_one or item.part != Part.PLENARY]
    try:
        after = plan_edits.for_people(items, minutes, before, people)
    except TooLittleTime:
        return

    assert total(after) == minutes
    assert all(item.minutes >= item.least for item in after if not item.is_held)
    if is_one:
        assert Part.PLENARY not in [item.part for item in after]
    if was_one and not is_one:
        groups = [at for at, item in enumerate(after) if item.part == Part.GROUP]
        assert [(after[at + 1].part, after[at + 1].step) for at in groups] == [
            (Part.PLENARY, after[at].step) for at in groups
        ]
    if was_one == is_one:
        assert what(after) == what(items)


def test_an_own_item_keeps_its_minutes_when_others_are_changed():
    items = plan_edits.added(plan.make(60, 12, ['sporsmal-a']).items, 'Årshjulet', 7)

    for after in (plan_edits.resized(items, {0: 9}), plan_edits.dropped(items, 1), fit(items, 90)):
        assert [item.minutes for item in after if item.part == Part.OWN] == [7]


def test_new_items_have_ids_that_none_of_the_others_has():
    items = [
        PlanItem(Part.WELCOME, 3, id=4),
        PlanItem(Part.OWN, 3),
        PlanItem(Part.OWN, 3),
        PlanItem(Part.AGREEMENT, 4, id=0),
    ]

    assert [item.id for item in numbered(items)] == [4, 5, 6, 0]
    assert [item.id for item in numbered([PlanItem(Part.OWN, 3), PlanItem(Part.OWN, 3)])] == [0, 1]


@pytest.mark.parametrize('people', [2, 4, 5, 12, 60])
@pytest.mark.parametrize('before', [2, 4, 5, 12, 60])
def test_no_change_of_how_many_gives_two_items_one_id(before, people):
    items = numbered(plan.make(60, before, ['sporsmal-a', 'sporsmal-b'], film=10).items)

    changed = numbered(plan_edits.for_people(items, 60, before, people))

    assert len({item.id for item in changed}) == len(changed)
