"""How meetings and departments are found by their keys, and get them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from meetings.models import Department, Meeting
from tests import meetings

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_meeting_is_kept_or_expired_and_never_both(content, monkeypatch):
    monkeypatch.setattr(timezone, 'now', lambda: NOON)
    room = Department.objects.create(name='Kveldskursene')
    kept = [
        meetings.meeting(starts_at=NOON - timedelta(days=30) + timedelta(microseconds=1)),
        meetings.meeting(starts_at=NOON + timedelta(days=1)),
        meetings.meeting(starts_at=NOON - timedelta(days=30), department=room),
        meetings.meeting(starts_at=NOON - timedelta(days=900), department=room),
    ]
    expired = [
        meetings.meeting(starts_at=NOON - timedelta(days=30)),
        meetings.meeting(starts_at=NOON - timedelta(days=31)),
    ]

    assert set(Meeting.objects.kept()) == set(kept)
    assert set(Meeting.objects.expired()) == set(expired)


@pytest.mark.parametrize('rows', [lambda: Meeting.objects.kept().with_module(), Department.objects.kept])
def test_a_look_up_goes_straight_to_the_one_that_has_the_selector(db, rows):
    with connection.cursor() as cursor:
        if connection.vendor == 'postgresql':
            # With so few rows it would read them all, whatever it could do.
            cursor.execute('SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off')
        plan = rows().filter(selector='5f3a9c21').explain()

    assert 'selector' in plan
    for walk in ('SCAN', 'SUBQUERY', 'Seq Scan', 'SubPlan'):
        assert walk not in plan, plan
