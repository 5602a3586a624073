"""The admin's forms as a browser holds them: fetched, written in, and sent."""

from html.parser import HTMLParser


class Form(dict):
    """The fields of the page at `path`, by name: a text, or a list for what stands several times (a list's rows).

    `path` is then where that page led on to.
    """

    def __init__(self, client, path, html=None):
        super().__init__()
        self.client, self.path = client, path
        if html is None:
            response = client.get(path, follow=True)
            html = response.content.decode()
            self.path = response.redirect_chain[-1][0] if response.redirect_chain else path
        parser = _Fields()
        parser.feed(html)
        for name, values in parser.fields.items():
            self[name] = values if name in parser.lists or len(values) > 1 else values[0]

    def post(self, **more):
        return self.client.post(self.path, {**self, **more})

    def after(self, response):
        """The form that came back in `response`."""
        assert response.status_code == 200
        return Form(self.client, self.path, response.content.decode())

    def add(self, rows, key, **fields):
        """A new row at the end of the list `rows`."""
        self[rows] = [*self.get(rows, []), key]
        for name, value in fields.items():
            self[f'{rows}-{key}-{name}'] = value


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fields, self.lists = {}, set()
        self._templates, self._textarea, self._select, self._is_row_open = 0, None, None, False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name = attributes.get('name')
        self._templates += tag == 'template'
        if self._templates:
            return
        if tag == 'li' and 'data-key' in attributes:
            self._is_row_open = True
        kind = attributes.get('type')
        if (
            tag == 'input'
            and name
            and kind not in ('submit', 'file')
            and (kind != 'checkbox' or 'checked' in attributes)
        ):
            self._put(name, attributes.get('value', 'on' if kind == 'checkbox' else ''))
        if tag == 'input' and self._is_row_open:
            self.lists.add(name)
            self._is_row_open = False
        if tag == 'textarea':
            self._textarea = name
            self._put(name, '')
        if tag == 'select':
            self._select = name
        if tag == 'option' and self._select and (self._select not in self.fields or 'selected' in attributes):
            self.fields[self._select] = [attributes['value']]

    def handle_endtag(self, tag):
        self._templates -= tag == 'template'
        if tag == 'textarea':
            self._textarea = None
        if tag == 'select':
            self._select = None

    def handle_data(self, data):
        if self._textarea and not self._templates:
            text = self.fields[self._textarea]
            # The line break that opens a textarea is not part of it.
            text[-1] += data if text[-1] else data.removeprefix('\n')

    def _put(self, name, value):
        self.fields.setdefault(name, []).append(value)
