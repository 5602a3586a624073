"""The Markdown parser, with rules that do not change what Norwegian prose says.

Editors here know no Markdown, and write «17. mai», «3. etasje», «> 50 %», «2027. Da …», «4*5». No number that is typed
is shown as another, and no word that is typed is gone:

- A number begins a list only where it counts: more items follow and go on counting, or it is 1 and a sentence of its
  own follows. A date, a year and «007.» never do. Every item is shown with the number that is typed.
- Code by indent or by fences, headings by a line below, and addresses named elsewhere are no rules here.
- A «+» begins no list, and a «>» before a number no quotation. One «*» inside a word or a number is a star.
- A table with a row longer than its first is no table: what is too much would be lost.
- Bare addresses are links. What stands between <!-- and --> is for colleagues, and is left out.
"""

import re
from collections.abc import Callable

from linkify_it import LinkifyIt  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.rules_inline.state_inline import Delimiter

_MONTH = (
    'januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|'
    'jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|des'
)
_NUMBER = re.compile(r'(?P<number>\d{1,9})(?P<sign>[.)])(?:[ \t]+(?P<text>.*))?$')
_DATE = re.compile(rf'({_MONTH})\b', re.IGNORECASE)
_LONGEST_LIST = 999
# Every bracket that is none of a link's costs a look through the rest of its paragraph, so in 60 kB of them each costs
# 60 kB. No text has as many by itself; the rest of one that does is shown as it is written.
MOST_LONE_BRACKETS = 200

# What an address may go on inside of: linkify-it looks for the other end of each, through all that follows.
_OPENS = '([{"\'«‘“'

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


def parser() -> MarkdownIt:
    """Raw HTML is shown as text, and «javascript:» links are not made into links at all. Straight quotes become «»."""
    options = {'html': False, 'breaks': True, 'typographer': True, 'linkify': True, 'quotes': '«»‘’'}
    made = MarkdownIt('js-default', options)
    # Its other replacements change what was written: «(c)» in a paragraph of law is no ©.
    made.disable(['replacements', 'code', 'fence', 'lheading', 'reference'])
    made.linkify = _Addresses()
    # What each may come in the middle of, as in the parser itself.
    made.block.ruler.before('list', 'end_of_list', _end_of_list, {'alt': ['list']})
    made.block.ruler.at('list', _unless(list_block, _is_prose), {'alt': ['paragraph', 'blockquote']})
    made.block.ruler.at('blockquote', _unless(blockquote, _is_more_than), {'alt': ['paragraph', 'blockquote', 'list']})
    made.block.ruler.at('table', _unless(table, _is_ragged), {'alt': ['paragraph']})
    made.inline.ruler.at('emphasis', _emphasis)
    made.inline.ruler.at('link', _bounded(link))
    made.inline.ruler.at('image', _bounded(image))
    return made


def without_comments(text: str) -> str:
    """`text` without what stands between <!-- and -->; one that is not ended is text."""
    kept, at = [], 0
    while (start := text.find('<!--', at)) >= 0 and (end := text.find('-->', start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return ''.join([*kept, text[at:]])


class _Addresses(LinkifyIt):
    """Addresses that say so themselves: «f.eks.no» and «plan.no» may be names of something else."""

    def match(self, text):  # type: ignore[no-untyped-def]
        if sum(map(text.count, _OPENS)) > MOST_LONE_BRACKETS:
            return None
        found = super().match(text) or []
        says_so = re.compile('https?:|mailto:|www[.]', re.IGNORECASE)
        return [one for one in found if says_so.match(one.raw) or '@' in one.raw] or None

    def normalize(self, match):  # type: ignore[no-untyped-def]
        if not match.schema:
            match.schema, match.url = 'https:', f'https://{match.url}'
        super().normalize(match)


def _unless(rule: BlockRule, is_prose: Callable[[StateBlock, int, int], bool]) -> BlockRule:
    def unless(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return not is_prose(state, start, end) and rule(state, start, end, silent)

    return unless


def _line(state: StateBlock, at: int) -> str:
    return state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]


def _is_prose(state: StateBlock, start: int, end: int) -> bool:
    """True when the line that may begin a list does not: see the rules above."""
    first = _line(state, start)
    if first.startswith('+'):
        return True
    if not (item := _NUMBER.match(first)):
        return False
    number, text = item['number'], item['text'] or ''
    if _is_never_an_item(item):
        return True
    if state.listIndent >= 0 and state.sCount[start] < state.blkIndent:
        # The next item of a list that is begun.
        return False
    following = _next_item(state, start, end, item['sign'])
    if following is None:
        return number != '1' or not text[:1].isupper()
    return following != int(number) + 1 and number != '1'


def _is_never_an_item(item: re.Match[str]) -> bool:
    number = int(item['number'])
    return bool(_DATE.match(item['text'] or '')) or number > _LONGEST_LIST or item['number'] != str(number)


def _end_of_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph that begins with a date ends the list before it."""
    item = _NUMBER.match(_line(state, start))
    return silent and item is not None and _is_never_an_item(item)


def _next_item(state: StateBlock, start: int, end: int, sign: str) -> int | None:
    """The number of the item that follows the one in line `start`, at the same indent; None when there is none."""
    was_empty = False
    for at in range(start + 1, end):
        if state.isEmpty(at):
            was_empty = True
            continue
        is_within = state.sCount[at] > state.sCount[start]
        item = _NUMBER.match(_line(state, at))
        if item and not is_within and item['sign'] == sign and not _is_never_an_item(item):
            return int(item['number'])
        if was_empty and not is_within:
            return None
        was_empty = False
    return None


def _is_more_than(state: StateBlock, start: int, end: int) -> bool:
    return re.match(r'>\s?\d', _line(state, start)) is not None


def _is_ragged(state: StateBlock, start: int, end: int) -> bool:
    below = _line(state, start + 1) if start + 1 < end else ''
    if '-' not in below or below.strip('|:- \t'):
        return False
    width = _cells(_line(state, start))
    for at in range(start + 2, end):
        if state.isEmpty(at):
            return False
        if _cells(_line(state, at)) > width:
            return True
    return False


def _cells(line: str) -> int:
    return len(escapedSplit(line.strip().removeprefix('|').removesuffix('|')))


def _emphasis(state: StateInline, silent: bool) -> bool:
    """As the parser's own, but that one star is a star inside a word."""
    marker = state.src[state.pos]
    if silent or marker not in '_*':
        return False
    scanned = state.scanDelims(state.pos, marker == '*' and state.src[state.pos : state.pos + 2] == '**')
    for _place in range(scanned.length):
        state.push('text', '', 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker), length=scanned.length, token=len(state.tokens) - 1, end=-1,
                open=scanned.can_open, close=scanned.can_close,
            )
        )  # fmt: skip
    state.pos += scanned.length
    return True


def _bounded(rule: InlineRule) -> InlineRule:
    def bounded(state: StateInline, silent: bool) -> bool:
        if state.env.get('lone_brackets', 0) > MOST_LONE_BRACKETS:
            return False
        is_one = rule(state, silent)
        if not is_one and state.src.startswith(('[', '!['), state.pos):
            state.env['lone_brackets'] = state.env.get('lone_brackets', 0) + 1
        return is_one

    return bounded
