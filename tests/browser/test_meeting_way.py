"""The way back to a meeting that is in progress: where it is taken away again."""

import pytest

from meetings.models import Meeting
from tests import meetings
from tests.browser.axe import axe_finds_nothing
from tests.browser.tabs import until
from tests.browser.test_meeting import start

BACK = 'Møtet er i gang: tilbake'
KEPT = "localStorage.getItem('møte i gang')"


@pytest.fixture
def meeting(content):
    return meetings.running()


@pytest.fixture
def tab(open_tab, meeting):
    """The leader's screen, once the way back is kept."""
    tab = open_tab()
    tab.goto(f'{meetings.door(meeting)}leder/')
    until(tab, f'{KEPT} !== null')
    return tab


def test_page_that_leads_back_has_nothing_for_axe(tab):
    tab.goto('/norskopplaering/')
    tab.get_by_role('link', name=BACK).wait_for()

    axe_finds_nothing(tab, '/norskopplaering/')


def test_way_back_is_gone_when_the_leader_ends_the_meeting(tab, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(now_at=len(meeting.plan_items) - 1, version=meeting.version + 1)
    tab.reload()
    until(tab, "Boolean(customElements.get('meeting-lead'))")
    note = f'notat {tab.url.replace("leder/", "notat/")} sporsmal'
    tab.evaluate("name => localStorage.setItem(name, 'Ikke sendt')", note)
    tab.get_by_role('button', name='Avslutt møtet').click()
    tab.wait_for_url('**/referat/')

    until(tab, f'{KEPT} === null')
    # What is not sent yet is not lost with it.
    assert 'Ikke sendt' in tab.evaluate('JSON.stringify(localStorage)')
    tab.goto('/norskopplaering/')
    assert not tab.get_by_role('link', name=BACK).is_visible()


def test_way_that_leads_nowhere_any_more_is_not_offered_again(tab):
    tab.goto('/norskopplaering/')
    tab.context.clear_cookies()
    tab.get_by_role('link', name=BACK).click()
    tab.get_by_role('heading', name='Denne nettleseren er ikke sluppet inn').wait_for()

    until(tab, f'{KEPT} === null')


def test_leaders_screen_that_waits_becomes_the_real_one_at_the_start(open_tab, content):
    meeting = meetings.meeting()
    phone, wall = open_tab(390, 844), open_tab()
    phone.goto(f'{meetings.door(meeting)}leder/')
    phone.get_by_text('Møtet har ikke begynt.').wait_for()
    axe_finds_nothing(phone, '/leder/')

    start(wall, meeting)

    phone.get_by_role('button', name='Neste').click()
    until(wall, "document.querySelector('.step:not([hidden])').id === 'p-1-0'")
