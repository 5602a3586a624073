"""Every word in Python that people read can be translated, and is asked for when it is shown.

Templates have a test of their own (test_architecture.py).
"""

import ast
import re
import struct

import pytest
from django.apps import apps
from django.utils.translation import gettext, override, pgettext

from modules import markdown
from tests.marks import LAZY_MARKS, MARKS, ROOMS, arguments, called, marks, messages, trees, unmarked

# Django's own words on our pages: it says them in bokmål itself.
BORROWED = {'Please correct the error below.'}
PLACEHOLDER = re.compile(r'%\(\w+\)[sd]|%[sd]')


@pytest.mark.parametrize(
    'code',
    [
        "x = 'Fila er for stor.'",
        "x = 'svarer ikke'",
        "x = f'{count} adresser kontrollert'",
        "x = ['Tidspunkt']",
        "models.CharField('tittel', max_length=3)",
        "models.ForeignKey(Module, verbose_name='modul')",
        "class Meta:\n    verbose_name = verbose_name_plural = 'film'",
        "class Status(models.TextChoices):\n    DRAFT = 'draft', 'kladd'",
        "@admin.display(description='navn')\ndef name(user): pass",
        "messages.info(request, f'lagret {name}')",
        "raise ArchiveError('for stor')",
        "x = _('Fila er for stor.') + 'Velg en annen.'",
    ],
)
def test_unmarked_word_is_found(code):
    assert len(list(unmarked(ast.parse(code)))) == 1


def test_every_word_in_python_is_marked():
    walked = trees()
    found = [f'{path}:{line}: {text}' for path, tree in walked.items() for line, text in unmarked(tree)]

    assert found == [], (
        'Mark it: gettext_lazy where it is read as the module loads, gettext in a function, ngettext for a count, '
        'names in %(name)s and not in an f-string. If nobody reads it, name it in NOT_READ with the reason.'
    )
    assert {path.parts[0] for path in walked} == set(ROOMS)


def test_no_word_is_asked_for_as_a_module_loads():
    """What runs then, runs once, in whatever language comes first."""
    found = []
    for path, tree in trees().items():
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
        later = {one for function in functions for part in _body(function) for one in ast.walk(part)}
        lazy = {name for name in MARKS if re.search(rf'gettext_lazy as {name}\b', path.read_text())} | LAZY_MARKS
        found += [
            f'{path}:{call.lineno}'
            for call in marks(tree)
            if call not in later and called(call).rpartition('.')[2] not in lazy
        ]

    assert found == [], 'Use gettext_lazy there.'


def _body(function):
    return function.body if isinstance(function.body, list) else [function.body]


def test_every_marked_word_is_one_a_translator_gets_whole():
    found = [
        f'{path}:{call.lineno}'
        for path, tree in trees().items()
        for call in marks(tree)
        for text in arguments(call)
        if isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call)
    ]

    assert found == [], 'Give the mark one literal, and put in what varies afterwards: _(…) % {…}.'


def test_placeholders_are_those_a_check_of_translations_knows():
    for _context, text, plural in messages():
        held = PLACEHOLDER.findall(text)
        assert '{' not in text, text
        assert '%' not in PLACEHOLDER.sub('', text), text
        assert len(held) < 2 or all('(' in one for one in held), f'{text}: name them, for they may change places'
        assert not plural or set(held) <= set(PLACEHOLDER.findall(plural)), text


def test_no_two_marked_words_differ_in_white_space_alone():
    texts = {(context, text) for context, text, _plural in messages()}

    assert len({(context, ' '.join(text.split())) for context, text in texts}) == len(texts)
    assert [text for _context, text in texts if text != text.strip()] == []


def test_no_marked_word_stands_both_with_and_without_a_plural():
    """A catalogue has room for one of the two."""
    with_plural = {(context, text) for context, text, plural in messages() if plural}

    assert [text for context, text, plural in messages() if not plural and (context, text) in with_plural] == [], (
        'Give one of them a context: pgettext.'
    )


def test_no_marked_word_is_another_word_to_django():
    """Our bokmål is the key; where Django's own catalogue has the same key, it would say something else."""
    said = {text: pgettext(context, text) if context else gettext(text) for context, text, _plural in messages()}

    assert {text: other for text, other in said.items() if text != other}.keys() == BORROWED
    assert len(said) > 100


# A portal in another language: every word of ours begins with a sign of its own.
SIGN = '¤'


@pytest.fixture
def other_language(settings, tmp_path):
    folder = tmp_path / 'nn' / 'LC_MESSAGES'
    folder.mkdir(parents=True)
    (folder / 'django.mo').write_bytes(compiled(messages()))
    settings.LANGUAGES = [('nb', 'bokmål'), ('nn', 'nynorsk')]
    settings.LOCALE_PATHS = [tmp_path]
    with override('nn'):
        yield


def compiled(found):
    """A catalogue as GNU gettext keeps it (its manual, «The Format of GNU MO Files»)."""
    texts = {'': 'Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n'}
    for context, text, plural in found:
        key = '\0'.join(filter(None, [f'{context}\4{text}' if context else text, plural]))
        texts[key] = '\0'.join(SIGN + one for one in filter(None, [text, plural]))
    pairs = [(key.encode(), text.encode()) for key, text in sorted(texts.items())]
    start, tables, data = 28 + 16 * len(pairs), ([], []), b''
    for pair in pairs:
        for table, raw in zip(tables, pair, strict=True):
            table += [len(raw), start + len(data)]
            data += raw + b'\0'
    numbers = [0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0, *tables[0], *tables[1]]
    return struct.pack(f'<{len(numbers)}I', *numbers) + data


def test_what_a_record_is_called_follows_the_language(other_language):
    configs = [config for config in apps.get_app_configs() if config.name in ('modules', 'modules.editing')]
    names = [config.verbose_name for config in configs]
    for model in (model for config in configs for model in config.get_models()):
        names += [model._meta.verbose_name, model._meta.verbose_name_plural]
        for field in (field for field in model._meta.fields if not field.primary_key):
            names += [
                field.verbose_name,
                *filter(None, [field.help_text]),
                *(label for _value, label in field.choices or ()),
            ]

    assert [str(name) for name in names if not str(name).startswith(SIGN)] == []
    assert len(names) > 100


def test_what_an_editor_is_told_follows_the_language(other_language):
    from django.contrib import admin
    from django.contrib.auth.models import User

    from modules.editing.review import HEADINGS
    from modules.models import Feedback, Module

    def words_of(shape):
        yield from (shape.heading, shape.label, shape.add, shape.remove)
        for child in shape.children:
            yield from words_of(child)

    pages = admin.site.get_model_admin
    words = [word for shape in pages(Module).shapes for word in words_of(shape)]
    words += [word for pair in HEADINGS.values() for word in pair]
    words += [admin.site.site_header, admin.site.site_title, admin.site.index_title]
    for page in (pages(Feedback), pages(User)):
        words += [name for name, _fields in page.fieldsets or () if name]
        words += [getattr(page, name).short_description for name in page.actions]
        words += [one.title for one in page.list_filter if isinstance(one, type)]

    assert [str(word) for word in words if not str(word).startswith(SIGN)] == []
    assert len(words) > 50


def test_picture_with_no_description_yet_is_known_in_every_language(other_language):
    for placeholder in ('Beskriv bildet', f'{SIGN}Beskriv bildet'):
        assert markdown.has_undescribed_picture(f'![{placeholder}](/media/bilder/a.png)')
    assert not markdown.has_undescribed_picture('![En elv](/media/bilder/a.png)')
