"""The one place where Markdown becomes HTML: pages, wall, print-out and the admin's preview all come through here."""

import html
import re
from collections.abc import Sequence
from typing import Any

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop
from markdown_it.token import Token

from modules.markdown_rules import parser, without_comments

_PARSER = parser()


def _text(renderer: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    """-- is a dash, and text may break after a slash: «praksisplass/arbeidsplass» is wider than a phone.

    An address that is a link by itself is copied from the page, and keeps its signs.
    """
    text = html.escape(tokens[index].content)
    if not (index and tokens[index - 1].info == 'auto'):
        text = re.sub(r'(?<!-)--(?!-)', '–', text)
    return re.sub(r'(?<=\w)/(?=\w)', '/<wbr>', text)


def _image(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A picture of ours. Of one from elsewhere, there is only what it shows: no third party is asked for anything."""
    alt = renderer.renderInlineAsText(tokens[index].children or [], options, env)
    if not is_own_picture(str(tokens[index].attrs.get('src', ''))):
        return html.escape(alt)
    tokens[index].attrSet('alt', alt)
    return renderer.renderToken(tokens, index, options, env)


def _table(renderer: object, tokens: object, index: int, options: object, env: object) -> str:
    """A table is as wide as it has to be, and goes sideways in a frame of its own, which the keyboard reaches."""
    return f'<div class="table" role="region" tabindex="0" aria-label="{html.escape(gettext("Tabell"))}">\n<table>\n'


_PARSER.add_render_rule('text', _text)
_PARSER.add_render_rule('table_open', _table)
_PARSER.add_render_rule('table_close', lambda *_args: '</table>\n</div>\n')
_PARSER.add_render_rule('image', _image)


def is_own_picture(src: str) -> bool:
    """True for the address of a picture that an editor has put into a text here."""
    return re.fullmatch(rf'{re.escape(settings.MEDIA_URL)}bilder/[\w-]+\.(png|jpe?g|webp)', src) is not None


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    if tag == 'img' and attribute == 'src' and not is_own_picture(value):
        return None
    return value


# The second lock: whatever the parser lets through by mistake stops here.
_CLEANER = nh3.Cleaner(
    tags={
        'a', 'blockquote', 'br', 'code', 'div', 'em', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'img', 'li', 'ol', 'p', 's',
        'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul', 'wbr',
    },
    attributes={
        'a': {'href', 'title'}, 'img': {'src', 'alt', 'title'}, 'ol': {'start'}, 'li': {'value'},
        'td': {'align'}, 'th': {'align', 'scope'}, 'div': {'class', 'role', 'tabindex', 'aria-label'},
    },
    attribute_filter=_keep_attribute,
    url_schemes={'http', 'https', 'mailto', 'tel'},
    link_rel='noopener noreferrer',
)  # fmt: skip
_TEXT_ONLY = nh3.Cleaner(tags=set(), attributes={})


def render(text: str, top: int = 2) -> SafeString:
    """The Markdown `text` as safe HTML, its highest heading at level `top`: 2 right under the page's own h1."""
    tokens = _PARSER.parse(without_comments(text))
    headings = [token for token in tokens if token.type in ('heading_open', 'heading_close')]
    shift = top - min((int(token.tag[1]) for token in headings), default=top)
    for token in headings:
        token.tag = f'h{min(int(token.tag[1]) + shift, 6)}'
    _number(tokens)
    _align(tokens)
    return mark_safe(_CLEANER.clean(_PARSER.renderer.render(tokens, _PARSER.options, {})))


def _number(tokens: Sequence[Token]) -> None:
    """Let every item have the number that is typed."""
    counts: list[int] = []
    for token in tokens:
        if token.type == 'ordered_list_open':
            counts.append(int(token.attrs.get('start', 1)))
        elif token.type == 'ordered_list_close':
            counts.pop()
        elif token.type == 'list_item_open' and token.info:
            if int(token.info) != counts[-1]:
                token.attrSet('value', str(int(token.info)))
            counts[-1] = int(token.info) + 1


def _align(tokens: Sequence[Token]) -> None:
    """Let columns be aligned by an attribute, since no style may stand in a page, and headings say what they are of."""
    for token in tokens:
        if token.type in ('th_open', 'td_open'):
            style = str(token.attrs.pop('style', ''))
            token.attrs |= {'align': style.removeprefix('text-align:')} if style else {}
        if token.type == 'th_open':
            token.attrSet('scope', 'col')


def pictures(text: str) -> list[tuple[str, str]]:
    """(address, what it shows) of every picture in the Markdown `text`, wherever it is."""
    tokens = [child for token in _PARSER.parse(without_comments(text)) for child in token.children or []]
    images = [token for token in tokens if token.type == 'image']
    return [(str(token.attrs.get('src', '')), token.content) for token in images]


def plain(text: str) -> str:
    """The Markdown `text` as one line of plain text, as a reader sees it: for search, titles and descriptions."""
    without_tags = _TEXT_ONLY.clean(re.sub(r'(</(p|li|h\d|td|th)>|<br>)', r'\1 ', render(text)))
    return ' '.join(html.unescape(without_tags).split())


def has_undescribed_picture(text: str) -> bool:
    """True when a picture in the Markdown `text` does not say what it shows."""
    # What an upload leaves to be written over, in the language it was then, too.
    placeholder = gettext_noop('Beskriv bildet')
    return '![' in text and any(
        alt.strip() in ('', placeholder, gettext(placeholder)) for src, alt in pictures(text) if is_own_picture(src)
    )


def pictures_from_elsewhere(text: str) -> list[str]:
    """What is said of each picture in the Markdown `text` that readers would not see, since it is none of ours."""
    return [alt or src for src, alt in pictures(text) if not is_own_picture(src)] if '![' in text else []
