"""Finds the words in our code that people read: those a translator is told of, and those that nobody has marked."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

# `meetings` comes in when its own words are marked.
ROOMS = ('kompetansepakke', 'meetings', 'modules')
# What no translator can reach: it is said before Django knows of a language.
# What is understood when somebody writes it, and not said: each language has its own.
UNDERSTOOD = {'meetings/days.py'}
BEFORE_DJANGO = {'kompetansepakke/gunicorn.py', 'kompetansepakke/settings.py', 'kompetansepakke/switch.py'}
# Looks like words, and is read by nobody.
NOT_READ = {
    '{} minutes too few': 'an error that is caught, in English',
    'noopener noreferrer': 'the value of an attribute',
    'Redaktør': 'the name of a role, as it stands in the database',
    'Administrator': 'the name of a role, as it stands in the database',
    **dict.fromkeys(['General', 'Video', 'Audio', 'MPEG Audio', 'Opus', 'Vorbis'], 'a name that MediaInfo gives'),
    **dict.fromkeys(['Normal', 'Heading 1', 'Heading 2', 'List Bullet', 'Inter'], 'a name in a Word file'),
    '[æøåÆØÅ]': 'a pattern',
    'import sys; from pymediainfo import MediaInfo; print(MediaInfo.parse(sys.argv[1], output="JSON"))': 'a program',
    '[^\\s -~À-ÏÑ-ÖØ-Üßà-ïñ-öø-üÿŠšŽž«»–—…’‘“”§´`°·½]': 'a pattern',
}
MARKS = {'_', 'gettext', 'gettext_noop', 'ngettext', 'pgettext', 'npgettext'}
LAZY_MARKS = {'gettext_lazy', 'ngettext_lazy', 'pgettext_lazy', 'npgettext_lazy'}
# Two words, a letter that only Norwegian has, or one word with a capital.
WORDS = re.compile(r'[æøåÆØÅ]|(?<![\w/.<(-])[A-ZÆØÅ]?[a-zæøå]+[,:]? [a-zæøå]{2,}(?![\w/-])|^[A-ZÆØÅ][a-zæøå]+$')
# Where a text is read whatever it looks like: names that are set, and calls with what is said first or second.
READ_NAMES = {
    'description', 'help', 'help_text', 'index_title', 'label', 'message', 'metavar', 'site_header', 'site_title',
    'title', 'verbose_name', 'verbose_name_plural', 'violation_error_message',
}  # fmt: skip
READ_FIRST = re.compile(r'models\.\w+Field$|^MarkdownTextField$|^origin_field$|Error$|^Refused$')
READ_SECOND = re.compile(r'^messages\.\w+$|\.message_user$')
# What Django makes of a template for those who look for marks.
IN_TEMPLATE = re.compile(r"\b(n?p?gettext)\(((?:u?'(?:[^'\\]|\\.)*'(?:, )?)+)")


def trees():
    paths = [path for room in ROOMS for path in sorted(Path(room).rglob('*.py'))]
    return {
        path: ast.parse(path.read_text())
        for path in paths
        if 'migrations' not in path.parts and str(path) not in BEFORE_DJANGO | UNDERSTOOD
    }


def called(node):
    """What is called: «models.CharField»; '' for a node that is no call."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ''


def is_mark(node):
    return called(node).rpartition('.')[2] in MARKS | LAZY_MARKS


def text_of(node):
    """What a literal says, «{}» where something is put in; None for what is no text."""
    if isinstance(node, ast.JoinedStr):
        return ''.join(text_of(part) if isinstance(part, ast.Constant) else '{}' for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def unread(node):
    """What under `node` nobody reads, though it may look like words: docstrings, annotations, names of headers."""
    if isinstance(node, ast.Expr):
        return [node.value] if text_of(node.value) is not None else []
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if re.fullmatch(r'[\w-]+', text_of(key) or '')]
    if isinstance(node, ast.Assign):
        return [node.value] if ast.unparse(node.targets[0]) == '__all__' else []
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.Call):
        named = [one.value for one in node.keywords if one.arg == 'samesite']
        return named + (node.args[:1] if called(node).endswith(('.get', '.setdefault')) else [])
    return [annotation] if (annotation := getattr(node, 'annotation', None)) else []


def read(node):
    """What under `node` is read whatever it looks like."""
    if isinstance(node, ast.ClassDef):
        assigned = [one for one in node.body if isinstance(one, ast.Assign)]
        if any(ast.unparse(base).endswith('Choices') for base in node.bases):
            return [one.value.elts[1] for one in assigned]
        return [one.value for one in assigned if {ast.unparse(target) for target in one.targets} & READ_NAMES]
    if isinstance(node, ast.Call):
        named = [one.value for one in node.keywords if one.arg in READ_NAMES]
        first = node.args[:1] if READ_FIRST.search(called(node)) else []
        return named + first + (node.args[1:2] if READ_SECOND.search(called(node)) else [])
    return []


def unmarked(tree):
    """(line, text) of every text in `tree` that people read and no translator sees."""
    places = {one for node in ast.walk(tree) for one in read(node)}
    left_out = {one for node in ast.walk(tree) for one in unread(node)}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if node in left_out or is_mark(node):
            continue
        text = text_of(node)
        looks_read = WORDS.search(text or '') or (node in places and re.search(r'[^\W\d_]', text or ''))
        if looks_read and text not in NOT_READ:
            yield node.lineno, text
        inside = ast.iter_child_nodes(node)
        waiting += [one for one in inside if not (isinstance(node, ast.JoinedStr) and isinstance(one, ast.Constant))]


def marks(tree):
    return [node for node in ast.walk(tree) if is_mark(node)]


def arguments(call):
    """What a mark is given to find a word by: its context, the word, the word in the plural."""
    name = called(call).rpartition('.')[2]
    return call.args[: 1 + ('pgettext' in name) + name.startswith('n')]


def messages():
    """(context, msgid, msgid in the plural) of all that is marked, in templates too; '' for what a mark has none of."""
    found = [
        (called(call), [text_of(one) for one in arguments(call)]) for tree in trees().values() for call in marks(tree)
    ]
    for path in sorted(Path('templates').rglob('*.html')):
        code = templatize(path.read_text(), origin=str(path))
        found += [(one[1], list(ast.literal_eval(f'[{one[2]}]'))) for one in IN_TEMPLATE.finditer(code)]
    for name, texts in found:
        if None not in texts:
            context = texts.pop(0) if 'pgettext' in name else ''
            yield context, texts[0], texts[1] if len(texts) > 1 else ''
