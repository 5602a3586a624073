"""«Slik blir møtet», on the module's page."""

import re

from modules.models import Film, Module
from tests import factories

MODULE = '/norskopplaering/modul-2/'


def parts_of(page):
    """What stands on the line: (kind, minutes as the style sheet counts them)."""
    return [
        (attributes['data-kind'], int(attributes['data-tens'] + attributes['data-ones']))
        for tag, attributes, _ in page.tags
        if attributes.get('class') == 'timeline__part'
    ]


def test_the_meeting_stands_on_the_module_page(page, content):
    found = page(MODULE)

    assert parts_of(found) == [
        ('welcome', 3), ('film', 12), ('individual', 4), ('group', 13), ('plenary', 8), ('agreement', 5),
    ]  # fmt: skip
    assert 'Slik blir møtet 45 minutter · 12 personer' in found.text
    assert 'Gruppe spørsmål 1 13 minutter' in found.text
    assert 'har satt av tid til den lengste i pakka' in found.text


def test_a_film_of_known_length_gets_its_minutes(page, content):
    Film.objects.filter(module__slug='modul-2').update(duration_seconds=301)

    found = page(MODULE)

    assert parts_of(found)[1] == ('film', 6)
    assert sum(minutes for _, minutes in parts_of(found)) == 45
    assert 'Vi kjenner ikke lengden' not in found.text


def test_a_film_that_leaves_no_talk_is_to_be_seen_beforehand(page, content):
    Film.objects.filter(module__slug='modul-2').update(duration_seconds=40 * 60)

    found = page(MODULE)

    assert [kind for kind, _ in parts_of(found)] == ['welcome', 'individual', 'group', 'plenary', 'agreement']
    assert sum(minutes for _, minutes in parts_of(found)) == 45
    assert 'Se den før møtet.' in found.text


def test_a_module_with_a_film_alone_talks_about_it(page, content):
    assert 'Gruppe om filmen' in page('/norskopplaering/modul-1/').text


def test_a_module_with_nothing_to_meet_about_has_no_meeting(page, content):
    module = Module.objects.get(slug='modul-2')
    empty = factories.module(module.package, slug='tom', number=9)

    assert 'Slik blir møtet' not in page(empty.get_absolute_url()).text
    assert 'Slik blir møtet' in page(MODULE).text


def test_every_number_of_minutes_has_its_width():
    with open('static/css/timeline.css', encoding='utf-8') as file:
        rules = dict(re.findall(r"\[data-(\w+='\d+')\] \{\s+--\w+: (\d+);", file.read()))

    assert rules == {f"tens='{n}'": str(n) for n in range(19)} | {f"ones='{n}'": str(n) for n in range(10)}
