"""What the tokens promise, worked out from the tokens themselves. How it looks in a browser: tests/browser/."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

TOKENS = Path('static/css/tokens.css').read_text()
# Every style sheet, without its comments.
SHEETS = {
    path.name: re.sub(r'/\*.*?\*/', '', path.read_text(), flags=re.DOTALL)
    for path in sorted(Path('static/css').glob('*.css'))
}
FLOOR = '@supports not (color: light-dark(#000, #fff)) {'
ROLES = ['accent', 'brand1', 'brand2', 'neutral', 'info', 'success', 'warning', 'danger']
STEPS = [
    'background-default', 'background-tinted', 'surface-default', 'surface-tinted', 'surface-hover', 'surface-active',
    'border-subtle', 'border-default', 'border-strong', 'text-subtle', 'text-default', 'base-default', 'base-hover',
    'base-active', 'base-contrast-subtle', 'base-contrast-default',
]  # fmt: skip


def luminance(colour):
    """Relative luminance of '#rrggbb', as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours(scheme):
    """Every colour of the tokens by name, in 'light' or 'dark'."""
    found = re.findall(r'--ds-color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)', TOKENS)
    return {name: light if scheme == 'light' else dark for name, light, dark in found}


def test_contrast_is_reckoned_as_wcag_does():
    assert round(contrast('#000000', '#ffffff'), 2) == 21
    assert round(contrast('#767676', '#ffffff'), 2) == 4.54


def test_tokens_have_every_step_of_every_role_under_designsystemets_names():
    assert set(colours('light')) == {f'{role}-{step}' for role in ROLES for step in STEPS} | {
        'focus-inner',
        'focus-outer',
    }


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('role', ROLES)
def test_text_reads_on_every_ground_of_its_role(scheme, role):
    colour = {name.removeprefix(f'{role}-'): value for name, value in colours(scheme).items() if name.startswith(role)}

    for ground in ('background-default', 'background-tinted', 'surface-default', 'surface-tinted', 'surface-hover'):
        assert contrast(colour['text-default'], colour[ground]) >= 7, ground
        assert contrast(colour['text-subtle'], colour[ground]) >= 4.5, ground
    for fill in ('base-default', 'base-hover', 'base-active'):
        assert contrast(colour['base-contrast-default'], colour[fill]) >= 4.5, fill
    for ground in ('background-default', 'surface-default'):
        assert contrast(colour['border-default'], colour[ground]) >= 3, ground


@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_text_of_every_kind_reads_on_the_page_and_on_a_card(scheme):
    colour = colours(scheme)

    for role in ROLES:
        for ground in ('neutral-background-default', 'neutral-surface-default', 'neutral-background-tinted'):
            assert contrast(colour[f'{role}-text-subtle'], colour[ground]) >= 4.5, (role, ground)
    assert contrast(colour['warning-text-default'], colour['warning-surface-active']) >= 4.5


def test_browser_without_light_dark_has_every_light_value():
    """What only light-dark() gives is no colour at all in Safari before 17.5: no ground, no border, no button."""
    floor = Path('static/css/tokens-floor.css').read_text()

    assert TOKENS.count('light-dark(') == len(colours('light'))
    assert dict(re.findall(r'--ds-color-([\w-]+): (#\w{6});', floor)) == colours('light')
    assert floor.count('--ds-color-') == len(colours('light'))
    assert floor.index('@layer tokens {') < floor.index(FLOOR) < floor.index('--ds-color-')
    # A dark field with a light page's ink in it is what comes of half a scheme.
    assert 'color-scheme: light;' in floor


def test_floor_is_loaded_wherever_the_tokens_are_and_before_a_municipalitys_theme():
    link = '<link rel="stylesheet" href="{% static "css/tokens'
    pages = [text for path in Path('templates').rglob('*.html') if 'css/tokens.css' in (text := path.read_text())]

    assert len(pages) >= 2
    for text in pages:
        assert re.search(rf'{re.escape(link)}.css" %}}">\n *{re.escape(link)}-floor.css" %}}">\n', text)


def test_light_dark_beside_the_tokens_has_a_plain_colour_for_those_who_do_not_know_it():
    """With a variable in it, it is not passed over where it is unknown: it takes the whole of its property with it."""
    found = 0
    for name, text in SHEETS.items():
        known, _asked, floor = text.partition(f'  {FLOOR}\n')
        for selector, body in re.findall(r'([^{};]+)\{([^{}]*)\}', known):
            if 'light-dark(' in body and name != 'tokens.css':
                found += 1
                assert f'{selector.strip()} {{' in floor, f'{name}: give it a colour in {FLOOR}'
    assert found


def rules(name):
    """What every style sheet declares for elements of the class `name`, as (selector, {property: value})."""
    for text in SHEETS.values():
        for selectors, body in re.findall(r'([^{};]+)\{([^{}]*)\}', text):
            declared = dict(re.findall(r'([\w-]+):\s*([^;]+);', body))
            for selector in selectors.split(','):
                if re.search(rf'\.{name}(\[[^]]*\]|:(?!:)[\w-]+)*$', selector.strip()):
                    yield selector.strip(), declared


def test_what_opens_over_the_page_says_its_own_size():
    """Left to itself, WebKit makes an open dialog or popover that is fixed and holds a grid as high as the room."""
    markup = ''.join(path.read_text() for path in Path('templates').rglob('*.html'))
    scripts = ''.join(path.read_text() for path in Path('static/js').glob('*.js'))
    opened = set(re.findall(r'<dialog class="([\w-]+)"', markup))
    opened |= set(re.findall(r'<[a-z-]+ class="([\w-]+)"[^>]* popover\b', markup))
    # What a script makes a popover of: named here, and counted.
    assert re.findall(r'(\S+)\.popover = ', scripts) == ['this.face']
    opened.add('clock')

    laid_out = {
        name for name in opened
        if any(re.search('grid|flex', declared.get('display', '')) for _selector, declared in rules(name))
    }  # fmt: skip

    assert {'clock', 'wall__blank'} <= laid_out
    for name in laid_out:
        stated = {size for selector, declared in rules(name) if selector == f'.{name}' for size in declared}
        assert {'inline-size', 'block-size'} <= stated, f'.{name} leaves its size to the browser: give it block-size'


@pytest.mark.parametrize('folder', ['css', 'js'])
def test_no_style_sheet_or_script_is_long(folder):
    lines = {path.name: len(path.read_text().splitlines()) for path in Path('static', folder).glob(f'*.{folder}')}

    assert len(lines) >= 25
    assert {name: count for name, count in lines.items() if count > 200} == {}, 'Part it where the idea parts.'


def test_no_block_of_declarations_stands_twice():
    blocks = {}
    for name, text in SHEETS.items():
        for selector, body in re.findall(r'([^{};]+)\{([^{}]*)\}', text):
            block = frozenset(' '.join(declaration.split()) for declaration in body.split(';') if declaration.strip())
            if len(block) >= 3:
                blocks.setdefault(block, []).append(f'{name}: {" ".join(selector.split())}')

    assert len(blocks) > 250
    assert [places for places in blocks.values() if len(places) > 1] == [], 'Say it once, of both.'


def test_every_class_of_the_style_sheets_is_used():
    django = [Path(import_module(app).__file__).parent for app in ('django.contrib.admin', 'django.forms', 'markdownx')]
    ours = [*Path('templates').rglob('*.html'), *Path('static/js').glob('*.js')]
    ours += [path for room in ('modules', 'meetings', 'kompetansepakke') for path in Path(room).rglob('*.py')]
    theirs = [path for folder in django for path in folder.rglob('*') if path.suffix in ('.html', '.py')]
    given = re.compile(r"""class(?:Name)?['"]?(?:=|: | = )(?:"([^"]*)"|'([^']*)')""")
    used, known = (
        {
            one
            for path in paths
            for two in given.findall(path.read_text())
            for one in re.findall(r'[\w-]+', ''.join(two))
        }
        for paths in (ours, ours + theirs)
    )

    fields = {field.name for model in apps.get_app_config('modules').get_models() for field in model._meta.get_fields()}
    for name, text in SHEETS.items():
        classes = set(re.findall(r'\.([a-zA-Z][\w-]*)', re.sub(r'\{[^{}]*\}', '{}', text)))
        # In the admin there are Django's own, and one that is made of a field's name.
        there = known | {f'field-{field}' for field in fields} if name.startswith('admin') else used
        assert classes - there == set(), f'{name}: nothing has the class'


@pytest.mark.parametrize('path', ['/norskopplaering/', '/norskopplaering/modul-3/'])
def test_first_visit_is_light(content, client, path):
    import brotli
    from django.contrib.staticfiles import finders

    response = client.get(path, headers={'accept-encoding': 'br'})
    html = brotli.decompress(response.content).decode()
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', html))
    for file in [file for file in files if file.endswith('.js')]:
        files |= {f'js/{name}' for name in re.findall(r"from '\./([\w-]+\.js)'", Path(finders.find(file)).read_text())}

    assert len(response.content) <= 10_000
    assert len(files) >= 8
    assert sum(len(brotli.compress(Path(finders.find(file)).read_bytes())) for file in files) <= 30_000
