"""When to meet next: about four weeks apart (Språkløyper), and never in the middle of a holiday."""

from datetime import date, timedelta

APART = timedelta(weeks=4)
# Weeks (ISO 8601) in which Norwegian adult education has no department meetings: Christmas, and the summer.
CLOSED_WEEKS = {52, 53, 1, *range(26, 34)}


def proposed_days(last: date, count: int) -> list[date]:
    """`count` days to meet on after `last`, on the same weekday, each four weeks or a holiday after the one before."""
    days = []
    for _ in range(count):
        last += APART
        while last.isocalendar().week in CLOSED_WEEKS:
            last += timedelta(weeks=1)
        days.append(last)
    return days
