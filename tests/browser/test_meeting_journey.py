"""Two meetings of one department, with a holiday between them."""

from datetime import timedelta

from django.utils import timezone

from meetings.models import Department, Meeting
from tests.browser.tabs import until
from tests.browser.test_meeting import is_up, press


def test_the_agreement_of_one_meeting_opens_the_next_after_the_holiday(open_tab):
    tab = open_tab()
    tab.goto('/avdeling/')
    tab.get_by_label('Hva heter avdelingen?').press_sequentially('Kveldskursene')
    tab.keyboard.press('Enter')
    tab.get_by_role('heading', name='Kveldskursene').wait_for()
    room = tab.url

    plan = tab.get_by_role('link', name='Planlegg møte om Fleksibel norskopplæring')
    plan.press('Enter')
    tab.get_by_label('90 minutter').press('Space')
    tab.get_by_role('checkbox').nth(1).press('Space')
    tab.get_by_role('button', name='Lag planen').press('Enter')
    tab.get_by_role('button', name='Start møtet').press('Enter')
    tab.wait_for_url('**/storskjerm/')
    until(tab, "Boolean(customElements.get('meeting-live'))")
    press(tab, 'End')
    is_up(tab, '9-0')
    tab.get_by_label('Hva skal vi prøve?').press_sequentially('Kveldstimer på nett')
    tab.get_by_role('button', name='Lagre avtalen').press('Enter')
    tab.get_by_role('button', name='Avslutt møtet og les referatet').press('Enter')
    tab.get_by_role('heading', name='Til neste gang').wait_for()

    # The room was left over Christmas.
    Meeting.objects.update(
        started_at=timezone.now() - timedelta(weeks=8), starts_at=timezone.now() - timedelta(weeks=8)
    )
    Department.objects.update(used_on=timezone.localdate() - timedelta(weeks=8))
    tab.goto(room)
    assert tab.get_by_text('Ikke rukket: spørsmål 1, spørsmål 2').is_visible()
    plan.press('Enter')
    assert tab.get_by_text('Dette rakk dere ikke sist: spørsmål 1, spørsmål 2.').is_visible()
    tab.get_by_role('button', name='Lag planen').press('Enter')
    tab.get_by_role('button', name='Start møtet').press('Enter')
    tab.wait_for_url('**/storskjerm/')
    until(tab, "Boolean(customElements.get('meeting-live'))")
    press(tab, 'PageDown')
    tab.get_by_text('Kveldstimer på nett').wait_for()
    tab.get_by_label('På vei').press('Space')
    tab.get_by_label('Hva lærte dere?').press_sequentially('Flere kom.')
    tab.keyboard.press('Enter')

    tab.wait_for_url('**/storskjerm/')
    tab.goto(room)
    assert tab.locator('.room__agreement').inner_text().split('\n')[0] == 'Kveldstimer på nett På vei'
    assert Department.objects.get().used_on == timezone.localdate()
