"""What the scripts promise each other, read from their text. What they do in a browser: tests/browser/."""

import re
from pathlib import Path

SCRIPTS = {path.stem: path.read_text() for path in sorted(Path('static/js').glob('*.js'))}
TEMPLATES = ''.join(path.read_text() for path in Path('templates').rglob('*.html'))
WALL_SCRIPTS = Path('templates/wall/_scripts.html').read_text()
# As Django's manifest storage knows an import; another way of writing it keeps the name that is not hashed.
IMPORT = re.compile(r"^import \{ [\w, ]+ \} from '\./([\w-]+)\.js';$", re.MULTILINE)


def code(text):
    """A script without its comments."""
    return re.sub(r'^\s*//.*\n', '', text, flags=re.MULTILINE)


def declared():
    """The table in bus.js, as {event: (who tells it, who hears it)}."""
    entries = re.findall(r"((?:^  // .*\n)+)^  '([\w-]+)',$", SCRIPTS['bus'], re.MULTILINE)
    table = {}
    for comment, name in entries:
        who = ' '.join(line.strip().removeprefix('// ') for line in comment.splitlines())
        tellers, hearers = who.split(': ', 1)[0].split(' → ')
        table[name] = (set(tellers.split(', ')), set(hearers.split(', ')))
    return table


def test_every_event_is_told_and_heard_by_those_the_table_names():
    table = {}
    for script, text in SCRIPTS.items():
        for verb, name in re.findall(r"(?<![\w.])(tell|hear)\('([\w-]+)'", code(text)):
            table.setdefault(name, (set(), set()))[verb == 'hear'].add(script)

    assert table == declared(), 'The table in static/js/bus.js says who tells each event, and who hears it.'
    assert all(tellers and hearers for tellers, hearers in table.values())
    # What is told or heard by a name that is worked out could be anything.
    assert not [name for name, text in SCRIPTS.items() if re.search(r"(?<![\w.])(tell|hear)\((?!'|name,)", code(text))]
    assert 'EVENTS.has(name)' in SCRIPTS['bus']


def test_no_event_of_ours_goes_beside_the_bus():
    beside = [name for name, text in SCRIPTS.items() if name != 'bus' and 'CustomEvent(' in code(text)]
    listens = [
        (name, event)
        for name, text in SCRIPTS.items()
        for event in re.findall(r"addEventListener\('([\w-]+)'", text)
        if event in declared()
    ]

    assert 'CustomEvent(' in SCRIPTS['bus']
    assert beside == [] and listens == [], 'Use tell() and hear() of static/js/bus.js.'


def test_imports_are_written_as_the_storage_rewrites_them():
    imports = {name: IMPORT.findall(text) for name, text in SCRIPTS.items()}

    assert sum(map(len, imports.values())) >= 10
    for name, text in SCRIPTS.items():
        assert len(re.findall(r'\bimport\b|\bexport\b.*\bfrom\b', text)) == len(imports[name]), (
            f"{name}.js: an import is one line, import {{ name }} from './file.js'; and no other word is «import»"
        )
        assert set(imports[name]) <= set(SCRIPTS), name


def test_what_is_imported_can_be_and_what_imports_is_a_module():
    loaded = re.findall(r'<script([^>]*)src="{% static [\'"]js/([\w-]+)\.js[\'"] %}"([^>]*)>', TEMPLATES)
    imported = {other for text in SCRIPTS.values() for other in IMPORT.findall(text)}

    assert all('type="module"' in before + after for before, _name, after in loaded)
    assert {name for _before, name, _after in loaded} | imported == set(SCRIPTS), 'No page loads it: remove it.'
    for name, text in SCRIPTS.items():
        for names, other in re.findall(r"^import \{ ([\w, ]+) \} from '\./([\w-]+)\.js';$", text, re.MULTILINE):
            exported = set(
                re.findall(r'^export (?:async )?(?:class|const|function) (\w+)', SCRIPTS[other], re.MULTILINE)
            )
            assert set(names.split(', ')) <= exported, f'{name}.js imports what {other}.js does not export'
            assert all(re.search(rf'\b{used}\b', IMPORT.sub('', text)) for used in names.split(', ')), name


def test_what_a_browser_may_refuse_is_asked_for_in_one_place():
    assert [name for name, text in SCRIPTS.items() if re.search(r'\b(local|session)Storage\b', code(text))] == [
        'storage'
    ]


def test_scripts_speak_with_the_words_of_the_page():
    """A word in a script is a word that no translator will ever see."""
    spoken = [
        (name, words)
        for name, text in SCRIPTS.items()
        for words in re.findall(r"(?:textContent = |say\(|refuse\()(?:`([^`]*)`|'([^']*)')", code(text))
        if re.search('[a-zæøåA-ZÆØÅ]{2}', re.sub(r'\$\{.*?\}', '', ''.join(words)))
    ]

    assert spoken == [], 'Put the words in a data attribute of the template, and what varies in with fill().'
    assert 'fill(this.dataset.started,' in SCRIPTS['wall-clock']


def test_what_scripts_put_into_words_has_its_place_there():
    """As gettext's own placeholders, so that a check of the translations sees one that is lost or misspelt."""
    filled = [
        found for text in SCRIPTS.values() for found in re.findall(r'fill\(\w+\.dataset\.(\w+), \{ (.*?) \}', text)
    ]

    assert len(filled) >= 5
    for name, values in filled:
        attribute = re.sub('[A-Z]', lambda letter: f'-{letter[0].lower()}', name)
        put_in = set(re.findall(r'(\w+):', values))
        places = re.findall(rf'data-{attribute}="{{% blocktranslate with (.*?) trimmed %}}(.*?){{%', TEMPLATES)
        assert places, f'data-{attribute} is filled by a script, and no template has it'
        for given, words in places:
            assert set(re.findall(r'(\w+)="%\(\1\)s"', given)) == set(re.findall(r'{{ (\w+) }}', words)) == put_in
    assert re.findall(r'translate "[^"]*\b[A-ZÆØÅ]{5,}\b', TEMPLATES) == []


def test_page_asks_for_all_of_its_scripts_at_once():
    """What is only found in a script that has come is asked for a round trip later, on a network that may be slow."""
    walked = 0
    for path in Path('templates').rglob('*.html'):
        text = path.read_text().replace('{% include "wall/_scripts.html" only %}', WALL_SCRIPTS)
        asked_for = re.findall(r'src="{% static [\'"]js/([\w-]+)\.js[\'"] %}"', text)
        for at, name in enumerate(asked_for):
            walked += 1
            missing = set(IMPORT.findall(SCRIPTS[name])) - set(asked_for[:at])
            assert not missing, f'{path} has to name {missing} before {name}'

    assert walked > 40
