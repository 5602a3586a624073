"""A whole meeting on a simulated clock: anything takes up to ten minutes more or less than it was to, somebody presses
once too often, and what is offered is taken, declined and undone.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from meetings import clock, plan
from meetings.items import Part, TooLittleTime
from meetings.models import Meeting
from meetings.models.planned import Planned, stored
from meetings.models.running import GLIMPSE

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
TOPICS = ['sporsmal-a', 'sporsmal-b', 'case-c', 'sporsmal-d']
DO = [
    'on',
    'take',
    'take and undo',
    'decline',
    'too many',
    'back and on',
    'pause',
    'lead takes',
    'lead takes and undoes',
    'stands',
    'stands and undoes',
]


@pytest.fixture
def time(monkeypatch):
    """The moment it is, as a list of one, in a portal whose meetings are kept in memory only."""
    now = [NOON]

    def change(meeting, version, **fields):
        assert version == meeting.version
        for name, value in fields.items():
            setattr(meeting, name, value)
        meeting.version += 1
        return True

    monkeypatch.setattr(timezone, 'now', lambda: now[0])
    monkeypatch.setattr(Planned, 'change', change)
    return now


def begun(minutes, people, topics, film):
    try:
        made = plan.make(minutes, people, topics, film)
    except TooLittleTime:
        assume(False)
    meeting = Meeting(starts_at=NOON, minutes=minutes, people=people, items=stored(made.items))
    assert meeting.start(1)
    return meeting


def advance(meeting, by=1):
    return meeting.advance(meeting.version, by)


def stands(meeting):
    """All that a room sees of where it is in its time."""
    return (
        meeting.now_at, meeting.now_page, meeting.plan_items, meeting.item_ends_at, meeting.left,
        meeting.expected_end, meeting.unreached,
    )  # fmt: skip


MEETING = (
    st.integers(30, 180), st.integers(2, 60), st.lists(st.sampled_from(TOPICS), min_size=1, unique=True),
    st.sampled_from([0, 5, 12]),
)  # fmt: skip
STEPS = st.lists(st.tuples(st.integers(-600, 600), st.sampled_from(DO)), min_size=1, max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(*MEETING, STEPS)
def test_a_meeting_ends_as_promised_whatever_takes_time_and_whoever_presses(time, minutes, people, topics, film, steps):
    time[0] = NOON
    meeting = begun(minutes, people, topics, film)
    promised = meeting.ends_at

    for delay, do in steps:
        # What is on is over, so much too late or too early.
        time[0] = max(time[0] + timedelta(seconds=31), meeting.item_ends_at + timedelta(seconds=delay))
        if do == 'pause':
            stood = meeting.item_ends_at
            meeting.pause(meeting.version)
            time[0] += timedelta(minutes=1)
            meeting.pause(meeting.version)
            assert meeting.item_ends_at == max(stood, time[0] - timedelta(minutes=1)) + timedelta(minutes=1)
        if do.startswith('lead takes'):
            is_taken(meeting, undone=do.endswith('undoes'))
        if do.startswith('stands'):
            meeting.pause(meeting.version)
            is_taken(meeting, undone=do.endswith('undoes'))
            meeting.pause(meeting.version)
        at, items = meeting.now_at, meeting.plan_items
        if not advance(meeting):
            break
        if meeting.offered:
            assert (meeting.now_at, meeting.plan_items) == (at, items)
            answer(meeting, do)
        if do == 'too many':
            press_too_many(meeting)
        if do == 'back and on':
            before = stands(meeting)
            advance(meeting, -1)
            advance(meeting)
            assert stands(meeting) == before
        assert meeting.ends_at == promised
        holds(meeting)
    agreement = meeting.plan_items[-1]
    assert agreement.part == Part.AGREEMENT and not agreement.is_skipped


def is_taken(meeting, undone):
    """What is offered on the leader's screen is taken, and gives what it says; perhaps it is taken back."""
    offer, before, ends_at = meeting.offer(timezone.now()), stands(meeting), meeting.expected_end
    if offer is None:
        return
    version = meeting.version
    assert meeting.accept(meeting.version)
    if offer.is_enough and not offer.spare:
        assert meeting.expected_end <= meeting.ends_at
    if offer.spare:
        assert ends_at < meeting.expected_end <= meeting.ends_at < meeting.expected_end + clock.MINUTE
    if undone:
        assert meeting.take_back(meeting.version) and meeting.version == version + 2
        assert stands(meeting) == before


def answer(meeting, do):
    before = stands(meeting)
    if do in ('take', 'take and undo'):
        offer = meeting.offer(timezone.now())
        assert advance(meeting, -1) and meeting.offered == 'taken'
        assert meeting.plan_items == offer.items
        if offer.is_enough:
            assert clock.expected_end(meeting.run_between(timezone.now()), timezone.now()) <= meeting.ends_at
        if do == 'take and undo':
            assert advance(meeting, -1) and meeting.offered == ''
            assert stands(meeting) == before
    assert advance(meeting)
    if meeting.offered:
        # It was taken back, and is asked once more.
        assert advance(meeting)
    assert not meeting.offered


def press_too_many(meeting):
    before, began = stands(meeting), dict(meeting.began)
    if not advance(meeting):
        return
    if meeting.offered:
        assert advance(meeting)
    time = timezone.now()
    assert advance(meeting, -1)
    assert (meeting.now_at, meeting.item_ends_at, meeting.plan_items) == (before[0], before[3], before[2])
    assert meeting.began == began and time - meeting.arrived_at < GLIMPSE


def holds(meeting):
    items = meeting.plan_items
    talks = [item for item in items if item.is_talk]
    gone = {item.step for item in talks if item.is_skipped}
    left = {item.step for item in talks if not item.is_skipped}
    assert len(meeting.unreached) == len(set(meeting.unreached))
    assert set(meeting.unreached) <= gone
    assert gone - left == set(meeting.unreached)
    if not left:
        room = (meeting.ends_at - clock.item_end(meeting.run, timezone.now())) / clock.MINUTE
        assert room < 2 + 4 + 10, 'The last topic stays while there is room for its groups and the agreement.'
