import re
from pathlib import Path

from modules.models import Module
from modules.steps import Kind, Section, kind_of, line_of, sections_of, steps_of, walk
from modules.templatetags.modules import ICONS
from tests import factories


def module(slug):
    return Module.objects.with_contents().get(slug=slug)


def test_steps_of_a_module_are_walked_from_opening_to_ending(content):
    assert [step.key for step in walk(steps_of(module('modul-2')))] == [
        'start', 'film', 'sporsmal-tilpasset', 'sporsmal-barrierer', 'sporsmal-dimensjoner',
        'sporsmal-digitale-verktoy', 'sporsmal-muligheter', 'case-olga', 'case-olga--tilbud', 'case-olga--behov',
        'lenker-fleksibel', 'avtale',
    ]  # fmt: skip


def test_steps_of_a_module_with_only_a_film(content):
    assert [step.kind for step in steps_of(module('modul-1'))] == [Kind.OPENING, Kind.FILM, Kind.ENDING]


def test_case_question_has_the_story_at_hand(content):
    steps = {step.key: step for step in walk(steps_of(module('modul-3')))}

    part = steps['case-kari--leder']
    assert part.story == steps['case-kari'].text
    assert part.label == 'Case: Kari, spørsmål 2'


def test_keys_are_unique_in_every_module(content):
    walked = [[step.key for step in walk(steps_of(module))] for module in Module.objects.with_contents()]

    assert [len(keys) for keys in walked] == [3, 12, 16, 7, 6, 7, 2]
    assert all(len(keys) == len(set(keys)) for keys in walked)


def test_a_key_tells_the_kind_of_its_step_when_that_is_gone(content):
    steps = [step for module in Module.objects.with_contents() for step in walk(steps_of(module))]

    assert [kind_of(step.key) for step in steps] == [step.colour for step in steps]
    assert [kind_of(key) for key in ('case-borte', '', 'x')] == [Kind.CASE, None, None]


def test_sections_gather_neighbours_of_one_kind(content):
    sections = sections_of(steps_of(module('modul-3')))

    assert [(section.kind, section.key, section.count) for section in sections] == [
        (Kind.FILM, 'film', 1), (Kind.QUESTION, 'sporsmal', 6), (Kind.CASE, 'caser', 2), (Kind.LINKS, 'lenker', 6),
    ]  # fmt: skip


def test_a_link_group_without_links_is_no_step(db):
    made = factories.module()
    factories.link_group(made)

    assert [step.kind for step in steps_of(made)] == [Kind.OPENING, Kind.ENDING]


def test_every_kind_of_step_has_what_a_kind_has(content):
    """Who makes another kind is told here what is left to do."""
    on_pages = [kind for kind in Kind if kind not in (Kind.OPENING, Kind.CASE_QUESTION, Kind.ENDING)]
    templates = [f'wall/_{kind}.html' for kind in Kind]
    templates += [f'modules/_{surface}{kind}.html' for kind in on_pages for surface in ('', 'paper_')]
    colours = set(re.findall(r"\[data-kind='(\w+)'\]", Path('static/css/kinds.css').read_text()))

    assert [path for path in templates if not Path('templates', path).is_file()] == []
    # A case's questions wear what the case wears, and the opening is as the page is.
    assert {*on_pages, Kind.OPENING, Kind.ENDING} - set(ICONS) == set()
    assert {*on_pages, Kind.ENDING} - colours == set()
    assert all(Section(kind, ()).name for kind in on_pages)


def test_no_template_asks_what_kind_a_step_is():
    """What differs by kind has a template named for it, or a word in `modules.steps`."""
    walked = [path for folder in ('components', 'modules', 'wall') for path in Path('templates', folder).glob('*.html')]

    assert [path.name for path in walked if re.search(r'kind [!=]=', path.read_text())] == []
    assert Path('templates/modules/_section.html') in walked


def test_parts_say_what_and_how_many_they_are(content):
    three, two = (sections_of(steps_of(module(slug))) for slug in ('modul-3', 'modul-2'))

    assert [part.name for part in three] == ['Film', 'Refleksjonsspørsmål', 'Caser', 'Lenker']
    assert [part.contents for part in three] == ['Film', '6 spørsmål', '2 caser', '6 lenker']
    assert [part.name for part in two] == ['Film', 'Refleksjonsspørsmål', 'Case', 'Lenke']
    assert [part.short_name for part in line_of(steps_of(module('modul-2')))] == [
        'Start', 'Film', 'Spørsmål', 'Case', 'Lenke', 'Avtale',
    ]  # fmt: skip
