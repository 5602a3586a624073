"""Groups of those who meet. One group needs no plenary; two to four people are one."""

USUAL, MOST = 4, 8


def groups_of(people: int) -> list[int]:
    """The sizes of the groups, as equal as can be: about four in each, never one alone, and at most eight groups.

    Two are one group of two; from three on there are three to eight in each.
    """
    count = min(MOST, max(1, round(people / USUAL)))
    size, larger = divmod(people, count)
    return [size + 1] * larger + [size] * (count - larger)
