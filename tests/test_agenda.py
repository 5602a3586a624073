"""What a meeting shows: an item of a plan becomes a point in one place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from meetings import agenda, plan
from meetings.items import Part, PlanItem, numbered
from meetings.lines import lines
from modules.steps import START, Kind, Step, kind_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
QUESTION = Step(Kind.QUESTION, 'sporsmal-a', 'Refleksjonsspørsmål 1', text='Hva gjør dere i dag?', number=1)
PARTS = (
    Step(Kind.CASE_QUESTION, 'case-b--c', 'Case: Amina, spørsmål 1', title='Amina', text='Hva\ntrenger hun?', number=1),
    Step(Kind.CASE_QUESTION, 'case-b--d', 'Case: Amina, spørsmål 2', title='Amina', text='Og dere?', number=2),
)
CASE = Step(Kind.CASE, 'case-b', 'Case: Amina', title='Amina', text='Amina har fått jobb.', number=1, parts=PARTS)
FILM = Step(Kind.FILM, 'film', 'Film', title='Møtet')
START_STEP = Step(Kind.OPENING, START, 'Introduksjon', title='Tema')
STEPS = {step.key: step for step in (START_STEP, FILM, QUESTION, CASE, *PARTS)}


def points(*items, people=12, steps=STEPS, **fields):
    return agenda.points(numbered(items), steps, people, **fields)


def talk(step, part=Part.INDIVIDUAL, **fields):
    return PlanItem(part, 5, step=step, name='Hva gjør dere i dag?', **fields)


@pytest.mark.parametrize(
    ('item', 'told'),
    [
        (PlanItem(Part.WELCOME, 3), ('Velkommen', '', 'Velkommen')),
        (PlanItem(Part.FILM, 12, step='film'), ('Film', '', 'Film')),
        (PlanItem(Part.OWN, 5, name='Årshjulet'), ('Eget punkt', 'Årshjulet', 'Årshjulet')),
        (talk('sporsmal-a'), ('Individuelt', 'spørsmål 1', 'Refleksjonsspørsmål 1')),
        (talk('case-b', Part.GROUP), ('Gruppe', 'casen «Amina»', 'Case: Amina')),
        (talk('film', Part.PLENARY), ('Plenum', 'filmen', 'Samtale om filmen')),
        (talk(START), ('Individuelt', 'innledningen', 'Samtale om innledningen')),
        (talk('sporsmal-borte'), ('Individuelt', '', 'Samtale')),
    ],
)
def test_a_point_has_a_name_a_topic_and_a_label_of_both(item, told):
    (point,) = points(item)

    assert (point.name, point.topic, point.label) == told


def test_a_point_begins_when_the_one_before_is_out_and_what_was_skipped_takes_no_time():
    skipped = talk('sporsmal-a', is_skipped=True)

    shown = points(PlanItem(Part.WELCOME, 3), skipped, talk('case-b'), PlanItem(Part.AGREEMENT, 5), start=NOON)

    assert [(point.starts_at - NOON) // timedelta(minutes=1) for point in shown] == [0, 3, 3, 8]
    assert [len(point.pages) for point in shown] == [1, 0, 2, 1]


def test_a_case_has_its_story_alone_and_then_beside_all_that_is_asked():
    (story, asked), (group,) = (point.pages for point in points(talk('case-b'), talk('case-b', Part.GROUP)))

    assert (story.key, story.step) == ('0-0', replace(CASE, key='0-0'))
    assert (asked.step.kind, asked.step.story) == (Kind.CASE_QUESTION, 'Amina har fått jobb.')
    assert asked.step.text == '1. Hva trenger hun?\n2. Og dere?'
    assert group.step == replace(asked.step, key='1-0')


@pytest.mark.parametrize('step', [*STEPS, 'sporsmal-borte', ''])
@pytest.mark.parametrize('part', Part)
def test_every_page_has_a_heading_and_a_template_that_is_there(part, step):
    (point,) = points(PlanItem(part, 5, step=step, name='Årshjulet'), module_title='Tema')

    for page in point.pages:
        assert page.heading
        assert Path('templates', page.template).is_file()


def test_what_one_group_does_is_not_what_many_do():
    alone, many = (points(talk('sporsmal-a', Part.GROUP), people=people)[0] for people in (3, 12))

    assert alone.instruction.startswith('Ta ordet etter tur') and many.instruction.startswith('Gå sammen')
    assert alone.starter == many.starter != ''


def test_who_begins_is_the_same_wherever_the_talk_stands_in_the_plan():
    (first,) = points(talk('sporsmal-a'))
    *_before, later = points(PlanItem(Part.WELCOME, 3), PlanItem(Part.FILM, 5), talk('sporsmal-a', Part.GROUP))

    assert first.starter == later.starter and later.roles[0] == ('Ordstyrer', later.starter)


def test_the_agenda_has_a_line_for_each_talk_with_what_its_phases_take():
    shown = points(
        PlanItem(Part.WELCOME, 3), talk('sporsmal-a'), talk('sporsmal-a', Part.GROUP), talk('case-b', is_skipped=True),
        PlanItem(Part.OWN, 4, name='Årshjulet'),
    )  # fmt: skip

    assert [(line.name, line.minutes) for line in lines(shown)] == [
        ('Velkommen', 3), ('Spørsmål 1', 10), ('Case: Amina', 0), ('Årshjulet', 4),
    ]  # fmt: skip
    assert [foot.item.part for foot in shown[1].feet] == [Part.INDIVIDUAL, Part.GROUP] and shown[0].feet == []


def test_points_are_found_by_what_they_are_about():
    items = plan.make(60, 12, ['case-b', 'sporsmal-a'], film=10).items

    first = agenda.first_about_each(points(*items))

    assert [(step, point.at) for step, point in first.items()] == [('film', 1), ('case-b', 2), ('sporsmal-a', 5)]


def test_a_key_tells_the_kind_of_its_step_when_that_is_gone():
    assert {key: kind_of(key) for key in STEPS} == {key: step.colour for key, step in STEPS.items()}
    assert [kind_of(key) for key in ('sporsmal-borte', 'lenker-x', 'avtale', '', 'x')] == [
        Kind.QUESTION, Kind.LINKS, Kind.ENDING, None, None,
    ]  # fmt: skip
