"""What is true of every page, checked wherever a test fetches one."""

import re
from html.parser import HTMLParser

# What a browser takes for an order to fetch a page ahead (Firefox «next», too); our policy refuses it (default-src).
AHEAD = {'next', 'prev', 'prefetch', 'prerender'}
PRELOADED = {'font', 'image', 'script', 'style'}
# What is said of a field: help where it stands with one, and what is wrong wherever it stands.
FIELD, HELP, FAULT = {'field', 'form-row'}, {'field__help', 'help', 'helptext'}, {'field__error', 'errorlist'}
VOID = {'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'}


class Page(HTMLParser):
    """A parsed page.

    `headings` are the h1 that are shown; `text` is as read (white space folded), `copy` the same without what a person
    typed; `links` in order, `ids`, and `tags` as (name, attributes, whether it stands in a label). `said` is what says
    something of a field: its classes, and the ids it can be found by, its own and those of all it stands in.
    """

    def __init__(self, html):
        super().__init__()
        self.html = html
        self.tags, self.ids, self.links, self.labels = [], [], [], set()
        self.headings, self.title, self.copy = [], '', ''
        self.said, self._around = [], []
        self._open, self._texts, self._hidden_at = [], [], None
        self.feed(html)
        self.text = ' '.join(' '.join(self._texts).split())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes, any(name == 'label' for name in self._open)))
        if 'id' in attributes:
            self.ids.append(attributes['id'])
        if tag == 'a':
            # A link may wait for its address: the wall's «previous», on the first step.
            self.links += [attributes['href']] if 'href' in attributes else []
        if tag == 'label' and 'for' in attributes:
            self.labels.add(attributes['for'])
        if 'hidden' in attributes and tag not in VOID and self._hidden_at is None:
            self._hidden_at = len(self._open)
        if tag == 'h1' and self._hidden_at is None:
            self.headings.append('')
        if tag not in VOID:
            self._open.append(tag)
            self._around.append((attributes.get('id'), set((attributes.get('class') or '').split())))
            self._note_what_is_said()

    def handle_endtag(self, tag):
        if tag in VOID or tag not in self._open:
            return
        while self._open.pop() != tag:
            self._around.pop()
        self._around.pop()
        if self._hidden_at is not None and len(self._open) <= self._hidden_at:
            self._hidden_at = None

    def handle_data(self, data):
        if 'title' in self._open and 'svg' not in self._open:
            self.title += data
        elif 'h1' in self._open and self._hidden_at is None:
            self.headings[-1] += data
        if not {'script', 'style', 'head'} & set(self._open):
            self._texts.append(data)
            if 'textarea' not in self._open:
                self.copy += data

    def _note_what_is_said(self):
        (_id, classes), around = self._around[-1], set().union(*(names for _id, names in self._around))
        # A form's faults that are no field's stand above it, in a list of Django's.
        is_said = classes & FAULT and 'nonfield' not in classes or classes & HELP and around & FIELD
        if is_said and self._hidden_at is None and 'template' not in self._open:
            self.said.append((classes, {id for id, _names in self._around if id}))

    def tags_named(self, name):
        return [attributes for tag, attributes, _ in self.tags if tag == name]


def fetch(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, f'{path} answered {response.status_code}'
    return check(response, path)


def check(response, path=''):
    """The page in `response`; an AssertionError says which of the house's rules it breaks."""
    page = Page(response.content.decode())
    faults = list(_faults(page))
    assert not faults, f'{path}: {faults}'
    return page


def _faults(page):
    if page.tags_named('html')[0].get('lang') != 'nb':
        yield 'lang is not nb'
    if len(page.headings) != 1:
        yield f'{len(page.headings)} h1'
    else:
        heading = ' '.join(page.headings[0].split())
        if heading not in ' '.join(page.title.split()):
            yield f'the title «{page.title}» does not hold the h1 «{heading}»'
    if duplicates := {id for id in page.ids if page.ids.count(id) > 1}:
        yield f'duplicate ids {duplicates}'
    for href in page.links:
        if href.startswith('#') and href[1:] not in page.ids:
            yield f'link to {href}, which is not there'
    yield from faults_of_fields(page)
    for tag, attributes, in_label in page.tags:
        yield from _tag_faults(page, tag, attributes, in_label)
    for found in re.findall(r""".{0,20}["'].{0,20}""", page.copy):
        yield f'straight quotes in «{found}»'


def faults_of_fields(page):
    """What is not as it should be with the names of the page's fields, their help and what is wrong with them."""
    described = {id for _, attributes, _ in page.tags for id in (attributes.get('aria-describedby') or '').split()}
    for tag, attributes, in_label in page.tags:
        is_hidden = 'hidden' in attributes or attributes.get('type') in ('hidden', 'submit')
        if tag in ('input', 'select', 'textarea') and not is_hidden:
            named = in_label or attributes.get('id') in page.labels or 'aria-label' in attributes
            if not named:
                yield f'{tag} {attributes.get("name")} without a label'
    for missing in described - set(page.ids):
        yield f'aria-describedby leads to {missing}, which is not there'
    for classes, ids in page.said:
        if not ids & described:
            yield f'no field is described by {" ".join(classes)} in {ids}: let it have an id that the field leads to'


def _tag_faults(page, tag, attributes, in_label):
    if tag == 'style' or (tag == 'script' and 'src' not in attributes):
        yield f'inline {tag}'
    for name in attributes:
        if name == 'style' or name.startswith('on'):
            yield f'{name} on {tag}'
    if tag == 'link' and (ahead := AHEAD & set(attributes['rel'].lower().split())):
        yield f'link rel {ahead}: our policy refuses what is fetched ahead, say it on the <a>'
    if tag == 'link' and attributes['rel'] == 'preload' and attributes.get('as') not in PRELOADED:
        yield f'preload of {attributes.get("as")}, which our policy refuses'
    if tag == 'img' and 'alt' not in attributes:
        yield 'img without alt'
