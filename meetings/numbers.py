"""Whole numbers that come with a press: an index, a page, a version, some minutes."""

# What an integer of either database holds.
LARGEST = 2**31 - 1


def whole(text: str | None) -> int:
    """The number from 0 to LARGEST that `text` is; for anything else -1, which is the number of nothing there is."""
    text = (text or '').strip()
    # Python refuses thousands of digits, so they are not even read.
    number = int(text) if text.isdecimal() and len(text) <= len(str(LARGEST)) else -1
    return number if number <= LARGEST else -1
