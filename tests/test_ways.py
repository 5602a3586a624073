"""The ways from what is read to a meeting."""

import re

import pytest

from modules.models import Module, Package
from tests import factories, meetings


def test_front_page_of_several_packages_leads_to_meetings_too(content, page):
    factories.package(slug='to')
    assert '/mote/planlegg/' in page('/').links

    Package.objects.update(is_published=False)

    assert '/mote/planlegg/' not in page('/').links


def test_what_a_meeting_can_be_on_is_chosen_among_the_published_with_something_to_meet_about(content, page, client):
    Module.objects.filter(slug='modul-3').update(status='draft')
    factories.module(Package.objects.get(), slug='tom', number=9)

    found = page('/mote/planlegg/')

    ways = list(dict.fromkeys(link for link in found.links if re.fullmatch(r'/mote/planlegg/.+', link)))
    assert ways == [f'/mote/planlegg/norskopplaering/modul-{number}/' for number in (1, 2, 4, 5, 6)]
    for way in ways:
        page(way)


@pytest.mark.parametrize('size', [1, 3])
def test_choice_of_modules_costs_the_same_however_long(db, client, django_assert_num_queries, size):
    for _ in range(size):
        factories.full_module(factories.package())

    with django_assert_num_queries(2):
        client.get('/mote/planlegg/')


def test_leaders_screen_waits_for_the_start_and_can_make_it(content, client, page):
    meeting = meetings.meeting()
    client.get(meetings.door(meeting))
    screen = f'/mote/{meeting.public_name}/leder/'
    assert screen in page(f'/mote/{meeting.public_name}/').links
    assert 'Møtet har ikke begynt.' in page(screen).text

    response = client.post(f'/mote/{meeting.public_name}/styr/', {'do': 'start', 'from': 'lead'})

    assert response['Location'] == screen
    assert 'Etterpå:' in page(screen).text
