"""LIX, the measure of how hard a text is to read that Norwegian and Swedish editors know."""

import re

# Below this a single long sentence decides, and the figure says nothing.
MIN_WORDS = 50


def lix(text: str) -> float | None:
    """The LIX of the plain `text`, or None when it has fewer than MIN_WORDS words.

    Words per sentence plus the share of words with more than six letters, in per cent: C.H. Björnsson, «Läsbarhet»,
    Stockholm 1968. Below 30 is very easy, 30–40 easy, 40–50 medium, 50–60 hard, above 60 very hard. Without an end mark
    the text is one sentence.
    """
    words = re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text)
    if len(words) < MIN_WORDS:
        return None
    sentences = len(re.findall(r'[.:!?]+(?=\s|$)', text.strip())) or 1
    long_words = sum(len(word) > 6 for word in words)
    return len(words) / sentences + 100 * long_words / len(words)
