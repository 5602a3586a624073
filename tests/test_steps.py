from modules.models import Module
from modules.steps import Kind, kind_of, sections_of, steps_of, walk
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
