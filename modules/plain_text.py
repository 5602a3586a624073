"""Text from other programs made plain: Word, Excel, PowerPoint, Teams and a Mac leave signs in it that nobody sees.

They make words unfindable, titles empty, and a Word file impossible (XML 1.0, «Char», has no place for most of them).
Every form field and every package that comes in passes here, and so did once all that was stored.
"""

import re
import unicodedata
from urllib.parse import quote, unquote

# Where a line ends in some program or other (Unicode 5.8, «Newline Guidelines»): Word's soft break is U+000B.
_BREAK = re.compile('\r\n|[\r\x0b\x0c\x85\u2028\u2029]')
# Spaces of a width of their own. The two that keep words together, U+00A0 and U+202F, stay.
_ODD_SPACE = re.compile('[\u1680\u2000-\u2006\u2008-\u200a\u205f\u2800\u3000]')
# Control signs; soft hyphen; zero width; direction (UAX 9); annotations; Hangul fillers, which are letters of no width;
# noncharacters and halves of characters. A flag of England, say, is told from them by what it begins and ends with.
_NOTHING = re.compile(
    '(\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f)'
    '|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e'
    '\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff'
    '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff'
    + ''.join(f'{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}' for plane in range(1, 17)) + ']'
)  # fmt: skip
# Joiners (U+200C, U+200D) belong inside words of many scripts, and inside an emoji; the other two say how one looks.
_JOINER = re.compile('[\u200c\u200d\ufe0e\ufe0f]')
# The categories of what they belong to: besides letters, marks, emoji and the colour of their skin (modifier symbols).
_JOINED, _LOOKS_TWO_WAYS = re.compile('L.|M[nc]|S[ok]'), re.compile('S[om]|Po|Nd|Lo')
# Word's bullets, in a font of its own.
_BULLETS = str.maketrans('\uf0b7\uf0a7\uf0d8', '•••')
# What Outlook makes of every address in a letter: each click would go by Microsoft.
_WRAPPED = re.compile(
    r'https://[\w.-]{1,80}\.safelinks\.protection\.outlook\.com/(?:[\w/]{0,40}\?)(?:[^\s<>"()\[\]]{0,500}?&)??'
    r'url=((?:[^\s<>"()\[\]&]|\([^\s<>"()&]*\))+)(?:&[^\s<>"()\[\]]{0,2000})?(?<![.,;:!?])', re.IGNORECASE
)  # fmt: skip
# A run of spaces is begun with at its first, or each of a million would be tried to its end.
_BREAKS = re.compile('(?<! ) *[\n\t][\n\t ]*')
_TABS = re.compile('(?<! ) *\t[\t ]*')
_TAB_INDENT = re.compile(r'^[ \t]*\t[ \t]*(?P<item>(?:[-*+]|\d{1,3}[.)])[ \t])?', re.MULTILINE)


def line(text: str) -> str:
    """`text` as one plain line: a break or a tab in it is a space. '' when nobody can see it."""
    return _visible(_BREAKS.sub(' ', _without_odd_signs(_unwrapped(text))))


def longer(text: str) -> str:
    """`text` as plain lines, parted by \\n: a tab is a space, and none when a paragraph begins with it.

    One before an item of a list says that the item stands in another, and becomes four spaces. '' when nobody can see
    any of it.
    """
    text = _TAB_INDENT.sub(_indent, _without_odd_signs(_unwrapped(text)))
    return _visible(_TABS.sub(' ', text))


def _unwrapped(text: str) -> str:
    """With the address that is meant, where Outlook has put its own around it."""
    return _WRAPPED.sub(_meant, text) if 'safelinks' in text else text


def _meant(found: re.Match[str]) -> str:
    address = unquote(found[1])
    if not re.fullmatch(r'https?://[^\s<>"]+', address):
        return found[0]
    return address.translate({ord(sign): quote(sign) for sign in '()[]'})


def _without_odd_signs(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = _BREAK.sub('\n', text).translate(_BULLETS)
    text = _ODD_SPACE.sub(' ', text).replace('\u2007', '\xa0')
    text = _NOTHING.sub(lambda found: found[1] or '', text)
    # What is put together may be taken apart by what is removed, so it comes last but for the joiners.
    text = unicodedata.normalize('NFC', text)
    return _JOINER.sub(lambda found: found[0] if _belongs(text, found.start()) else '', text)


def _belongs(text: str, at: int) -> bool:
    """True when the joiner, or the sign of how an emoji looks, at `at` has something to join or to change."""
    before = text[at - 1] if at else ' '
    if text[at] in '\ufe0e\ufe0f':
        return _LOOKS_TWO_WAYS.fullmatch(unicodedata.category(before)) is not None
    after = text[at + 1] if at + 1 < len(text) else ' '
    return _can_be_joined(before) and _can_be_joined(after)


def _can_be_joined(sign: str) -> bool:
    return _JOINED.fullmatch(unicodedata.category(sign)) is not None or sign == '\ufe0f'


def _indent(found: re.Match[str]) -> str:
    return '    ' * found[0].count('\t') + found['item'].replace('\t', ' ') if found['item'] else ''


def _visible(text: str) -> str:
    return text if any(unicodedata.category(sign)[0] not in 'ZCM' for sign in text) else ''
