import re
from pathlib import Path


def test_the_arrow_between_the_apps_points_one_way():
    walked = list(Path('modules').rglob('*.py'))

    assert len(walked) > 20
    for path in walked:
        assert not re.search(r'^\s*(from|import) meetings', path.read_text(), re.MULTILINE), path


def test_html_is_marked_safe_in_one_place():
    marked = {
        str(path)
        for folder in ('modules', 'meetings', 'kompetansepakke')
        for path in Path(folder).rglob('*.py')
        if 'mark_safe' in path.read_text()
    }

    assert marked == {'modules/markdown.py'}


def test_rules_without_a_database_import_none():
    for name in ('byte_ranges', 'markdown', 'phases', 'qr', 'search', 'slugs', 'spreadsheet', 'steps', 'stops'):
        assert 'django.db' not in Path(f'modules/{name}.py').read_text()
    for name in ('plan', 'clock', 'edit', 'calendar_file', 'rhythm'):
        assert 'django' not in Path(f'meetings/{name}.py').read_text()


def test_no_migration_is_missing(db):
    from django.core.management import call_command

    call_command('makemigrations', check=True, dry_run=True, verbosity=0)


def test_every_stylesheet_wraps_itself_in_its_layer():
    # What stands in a layer gives way to Django's own styles, so the admin's file stands in none.
    walked = [path for path in Path('static/css').glob('*.css') if path.name != 'admin.css']

    assert Path('static/css/tokens.css') in walked
    for path in walked:
        text = re.sub(r'/\*.*?\*/', '', path.read_text(), flags=re.DOTALL)
        assert re.search(r'@layer (tokens|base|layout|components) \{', text), path
        assert '!important' not in text
        assert 'data:' not in text
        assert '//' not in text


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
