import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = ('kompetansepakke', 'modules', 'meetings')
# What a room may not know of: Python by its folder, templates by theirs. The longest name that fits decides.
CLOSED = {
    'modules': ('meetings', 'modules.editing'),
    'modules/editing': ('meetings',),
    'meetings': ('modules.editing',),
    'kompetansepakke': ('modules.editing', 'meetings'),
}
# The doors: what puts the house together, and what starts its work.
DOORS = {'urls.py', 'settings.py', 'apps.py', 'gunicorn.py'}
TEMPLATES = {'modules': 'modules', 'wall': 'modules', 'components': 'modules', 'meetings': 'meetings'}
# Rules that need no database, and so no settings: anybody can import them anywhere.
RULES = [
    *(f'modules.{name}' for name in (
        'byte_ranges', 'markdown', 'markdown_rules', 'origin', 'phases', 'plain_text', 'qr', 'search', 'slugs', 'steps',
        'stops', 'tree', 'typography',
    )),
    *(f'modules.editing.{name}' for name in ('merge', 'readability', 'spreadsheet', 'word_diff')),
    *(f'meetings.{name}' for name in (
        'agenda', 'calendar_file', 'clock', 'groups', 'numbers', 'plan', 'plan_edits', 'rhythm', 'words',
    )),
]  # fmt: skip


def room_of(path):
    return max((room for room in CLOSED if path.is_relative_to(room)), key=len)


def _imports(closed):
    above, _dot, name = closed.rpartition('.')
    whole = rf'^\s*(from|import) {re.escape(closed)}\b'
    return rf'{whole}|^\s*from {above} import .*\b{name}\b' if above else whole


def test_no_room_knows_of_one_it_should_not():
    paths = [path for room in ROOMS for path in Path(room).rglob('*.py')]
    wrong = [
        f'{path} imports {closed}'
        for path in paths
        for closed in CLOSED[room_of(path)]
        if not (path.parts[0] == 'kompetansepakke' and path.name in DOORS)
        if re.search(_imports(closed), path.read_text(), re.MULTILINE)
    ]

    assert wrong == [], 'Let it ask something both know, or give it a named opening (modules/openings.py).'
    assert {room_of(path) for path in paths} == set(CLOSED)


def test_no_template_knows_of_a_room_it_should_not():
    """A template knows of an app when it loads its tags, includes its parts, or leads to its pages."""
    from django.urls import get_resolver

    pages = '|'.join(name for name in get_resolver('meetings.urls').reverse_dict if isinstance(name, str))
    known = {
        'meetings': rf'{{% load [^%]*\bmeetings\b|"meetings/|{{% url "({pages})"',
        'editing': r'"admin/|{% url .admin:',
    }
    wrong = [
        f'{path} knows of {room}'
        for folder, of in TEMPLATES.items()
        for path in Path('templates', folder).rglob('*.html')
        for room, signs in known.items()
        if room != of and re.search(signs, path.read_text())
    ]

    assert wrong == [], 'Give the page a named opening (modules/openings.py).'
    assert 'edit-plan' in pages.split('|')


def test_no_template_writes_out_an_address_of_ours():
    """The table of addresses knows them. (Where editors log in is not for a reader's page to ask.)"""
    written = {
        f'{path}: {found}'
        for path in Path('templates').rglob('*.html')
        for found in re.findall(r'(?:href|action|src)="/[^"]*"|== "/[^"]*"', path.read_text())
    }

    assert written == {'templates/modules/front.html: href="/admin/"'}


@pytest.mark.parametrize('rule', RULES)
def test_rule_without_a_database_can_be_imported_anywhere(rule):
    command = f'import {rule}, sys, django.conf; assert not django.conf.settings.configured; ' + (
        "assert not [name for name in sys.modules if name.startswith(('modules.models', 'meetings.models'))]"
    )

    bare = subprocess.run([sys.executable, '-c', command], env={}, capture_output=True, text=True)

    assert bare.returncode == 0, bare.stderr


def test_html_is_marked_safe_in_one_place():
    marked = {
        str(path)
        for folder in ('modules', 'meetings', 'kompetansepakke')
        for path in Path(folder).rglob('*.py')
        if 'mark_safe' in path.read_text()
    }

    assert marked == {'modules/markdown.py'}


def test_every_file_can_be_held_in_the_head():
    """No longer than this, or its first line says why («Longer than …»). Tests are lists, and may be longer."""
    paths = [path for room in ROOMS for path in Path(room).rglob('*.py') if 'migrations' not in path.parts]
    lines = {str(path): path.read_text().splitlines() for path in paths}
    long = [path for path, text in lines.items() if len(text) > 250 and 'Longer than' not in text[0]]

    assert long == [], 'Part it where the idea parts.'
    assert len(paths) > 100


def test_no_migration_is_missing(db):
    from django.core.management import call_command

    call_command('makemigrations', check=True, dry_run=True, verbosity=0)


def test_every_stylesheet_wraps_itself_in_its_layer():
    # What stands in a layer gives way to Django's own styles, so the admin's files stand in none.
    walked = [path for path in Path('static/css').glob('*.css') if not path.name.startswith('admin')]

    assert Path('static/css/tokens.css') in walked
    for path in walked:
        text = re.sub(r'/\*.*?\*/', '', path.read_text(), flags=re.DOTALL)
        assert re.search(r'@layer (tokens|base|layout|components) \{', text), path
        assert '!important' not in text
        assert 'data:' not in text
        assert '//' not in text


def test_no_line_of_a_template_is_too_long_to_read():
    walked = list(Path('templates').rglob('*.html'))
    long = [
        f'{path}:{number}'
        for path in walked
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 160
    ]

    assert long == [], (
        'Break it where white space does no harm, or in a tag; a long text in {% blocktranslate trimmed %}.'
    )
    assert Path('templates/document.html') in walked


def test_interface_text_goes_through_gettext():
    """A word outside a tag of Django's, in a template, is a word that no translator will ever see."""
    walked = list(Path('templates').rglob('*.html'))

    assert len(walked) > 25
    for path in walked:
        text = path.read_text()
        text = re.sub(r'{% comment %}.*?{% endcomment %}|{#.*?#}', '', text, flags=re.DOTALL)
        assert not re.search(r'(aria_label|aria-label|alt|title)="[^"{]*[a-zæøå]', text), path
        text = re.sub(r'{% blocktranslate.*?{% endblocktranslate %}', '', text, flags=re.DOTALL)
        text = re.sub(r'{%.*?%}|{{.*?}}|<!doctype html>', '', text, flags=re.DOTALL)
        text = re.sub(r'<[^>]*>', '', text)
        assert not re.search(r'[a-zA-ZæøåÆØÅ]{2,}', text), (path, re.findall(r'.*[a-zA-ZæøåÆØÅ]{2,}.*', text))
