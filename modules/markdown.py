"""The one place where Markdown becomes HTML: pages, wall, print-out and the admin's preview all come through here."""

import html
import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

# Raw HTML is shown as text, and «javascript:» links are not made into links at all. Straight quotes become «».
_PARSER = MarkdownIt('js-default', {'html': False, 'breaks': True, 'typographer': True, 'quotes': '«»‘’'})
# Its other replacements change what was written: «(c)» in a paragraph of law is no ©.
_PARSER.disable('replacements')


# Every bracket that is none of a link's costs a look through the rest of its paragraph, so in 60 kB of them each costs
# 60 kB. No text has as many by itself; the rest of one that does is shown as it is written.
MOST_LONE_BRACKETS = 200


def _bounded(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def bounded(state: StateInline, silent: bool) -> bool:
        if state.env.get('lone_brackets', 0) > MOST_LONE_BRACKETS:
            return False
        is_one = rule(state, silent)
        if not is_one and state.src.startswith(('[', '!['), state.pos):
            state.env['lone_brackets'] = state.env.get('lone_brackets', 0) + 1
        return is_one

    return bounded


_PARSER.inline.ruler.at('link', _bounded(link))
_PARSER.inline.ruler.at('image', _bounded(image))


def _text(renderer: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    """-- is a dash, and text may break after a slash: «praksisplass/arbeidsplass» is wider than a phone."""
    text = re.sub(r'(?<!-)--(?!-)', '–', html.escape(tokens[index].content))
    return re.sub(r'(?<=\w)/(?=\w)', '/<wbr>', text)


_PARSER.add_render_rule('text', _text)


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    """No picture from elsewhere: the reader's browser asks no third party for anything."""
    if tag == 'img' and attribute == 'src' and not value.startswith(settings.MEDIA_URL):
        return None
    return value


# The second lock: whatever the parser lets through by mistake stops here.
_CLEANER = nh3.Cleaner(
    tags={
        'a', 'blockquote', 'br', 'code', 'em', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'img', 'li', 'ol', 'p', 'pre', 's',
        'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul', 'wbr',
    },
    attributes={'a': {'href', 'title'}, 'img': {'src', 'alt', 'title'}, 'ol': {'start'}},
    attribute_filter=_keep_attribute,
    url_schemes={'http', 'https', 'mailto', 'tel'},
    link_rel='noopener noreferrer',
)  # fmt: skip
_TEXT_ONLY = nh3.Cleaner(tags=set(), attributes={})


def render(text: str, top: int = 2) -> SafeString:
    """The Markdown `text` as safe HTML, its highest heading at level `top`: 2 right under the page's own h1."""
    tokens = _PARSER.parse(text)
    headings = [token for token in tokens if token.type in ('heading_open', 'heading_close')]
    shift = top - min((int(token.tag[1]) for token in headings), default=top)
    for token in headings:
        token.tag = f'h{min(int(token.tag[1]) + shift, 6)}'
    return mark_safe(_CLEANER.clean(_PARSER.renderer.render(tokens, _PARSER.options, {})))


def plain(text: str) -> str:
    """The Markdown `text` as one line of plain text, as a reader sees it: for search, titles and descriptions."""
    without_tags = _TEXT_ONLY.clean(re.sub(r'(</(p|li|h\d|td|th)>|<br>)', r'\1 ', render(text)))
    return ' '.join(html.unescape(without_tags).split())


def has_undescribed_picture(text: str) -> bool:
    """True when a picture in the Markdown `text` does not say what it shows."""
    if '![' not in text:
        return False
    pictures = _Pictures()
    pictures.feed(render(text))
    # What an upload leaves to be written over, in the language it was then, too.
    placeholder = gettext_noop('Beskriv bildet')
    return any(alt.strip() in ('', placeholder, gettext(placeholder)) for alt in pictures.alts)


class _Pictures(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.alts: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == 'img':
            self.alts.append(dict(attributes).get('alt') or '')
