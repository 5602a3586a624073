"""Two meetings of one department, with a holiday between them."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from meetings.items import pages_of
from meetings.models import Department, Meeting
from tests.browser.tabs import until
from tests.browser.test_meeting import is_up, press
from tests.meetings import door

WEEK = timedelta(weeks=1)


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
    tab.get_by_label('Vi skal').first.press_sequentially('Kveldstimer på nett')
    tab.get_by_role('button', name='Avslutt møtet').press('Enter')
    tab.locator('.closing').get_by_text('Kveldstimer på nett').wait_for()
    tab.goto(tab.get_by_role('link', name='Referatet').get_attribute('href'))
    tab.get_by_role('heading', name='Rakk vi ikke').wait_for()

    # The room was left over Christmas.
    Meeting.objects.update(
        started_at=timezone.now() - timedelta(weeks=8), starts_at=timezone.now() - timedelta(weeks=8)
    )
    Department.objects.update(used_on=timezone.localdate() - timedelta(weeks=8))
    tab.goto(room)
    assert tab.get_by_text('Rakk vi ikke: spørsmål 1, spørsmål 2').is_visible()
    plan.press('Enter')
    tab.get_by_text('Dette rakk dere ikke sist: spørsmål 1, spørsmål 2.').wait_for()
    tab.get_by_role('button', name='Lag planen').press('Enter')
    tab.get_by_role('button', name='Start møtet').press('Enter')
    tab.wait_for_url('**/storskjerm/')
    until(tab, "Boolean(customElements.get('meeting-live'))")
    press(tab, 'PageDown')
    tab.get_by_text('Kveldstimer på nett', exact=True).wait_for()
    tab.get_by_label('På vei').press('Space')
    tab.get_by_label('Hva lærte dere?').press_sequentially('Flere kom.')
    tab.keyboard.press('Enter')

    tab.wait_for_url('**/storskjerm/')
    tab.goto(room)
    assert tab.locator('.room__agreement').inner_text().split() == [
        'Kveldstimer',
        'på',
        'nett',
        'På',
        'vei',
        'Flere',
        'kom.',
    ]
    assert Department.objects.get().used_on == timezone.localdate()


def test_two_meetings_are_led_by_clicker_and_phone_in_turn_while_somebody_writes(open_tab):
    wall, phone, writer = open_tab(1920, 1080), open_tab(390, 844), open_tab()
    room = Department.objects.create(name='Kveldskursene')
    for tab in (wall, phone, writer):
        tab.goto(door(room))

    first = plan_from_room(wall, '60 minutter')
    assert begin(first, wall, phone, writer) == ['welcome', 'film', 'individual', 'group', 'plenary', 'agreement']
    led_in_turn(first, wall, phone, writer, begins='wall')
    phone.get_by_role('link', name='Avtale').click()
    phone.get_by_label('Vi skal').first.fill('Kveldstimer på nett')
    until(wall, "document.querySelector('agreement-field textarea').value === 'Kveldstimer på nett'")
    press(wall, 'PageUp')
    phone.get_by_role('button', name='Neste').click()
    phone.get_by_role('button', name='Avslutt møtet').click()
    phone.get_by_role('heading', name='Rakk vi ikke').wait_for()
    wall.wait_for_selector('.closing')

    # It was passed by in seconds, and what was written is about the film: it is for next time. A week goes.
    first.refresh_from_db()
    assert first.unreached_steps == ['sporsmal-tilpasset']
    Meeting.objects.update(started_at=F('started_at') - WEEK, starts_at=F('starts_at') - WEEK)
    wall.goto(door(room))
    assert wall.locator('.room__agreement').inner_text().startswith('Kveldstimer på nett')
    second = plan_from_room(wall, '60 minutter')
    parts = begin(second, wall, phone, writer)
    assert parts[:2] == ['welcome', 'follow_up'] and parts[-1] == 'agreement'
    led_in_turn(second, wall, phone, writer, begins='phone')
    press(wall, 'Home')
    is_up(wall, '0-0')
    phone.get_by_role('button', name='Neste').click()
    wall.get_by_text('Kveldstimer på nett', exact=True).wait_for()
    wall.get_by_label('På vei').check()
    wall.get_by_label('Hva lærte dere?').fill('Flere kom.')
    with wall.expect_navigation():
        wall.keyboard.press('Enter')
    wall.goto(door(room))
    assert wall.locator('.room__agreement').inner_text().split() == [
        'Kveldstimer',
        'på',
        'nett',
        'På',
        'vei',
        'Flere',
        'kom.',
    ]


def plan_from_room(wall, length):
    """The meeting that is planned on the first module from the room, as it is proposed but for its length."""
    wall.get_by_role('link', name='Planlegg møte om Fleksibel norskopplæring').click()
    wall.get_by_label(length).check()
    wall.get_by_role('button', name='Lag planen').click()
    wall.get_by_role('button', name='Start møtet').wait_for()
    return Meeting.objects.order_by('-pk').first()


def begin(meeting, wall, phone, writer):
    """Starts it, with the phone and the notes beside the wall; returns what its points are."""
    wall.get_by_role('button', name='Start møtet').click()
    wall.wait_for_url('**/storskjerm/')
    until(wall, "Boolean(customElements.get('meeting-live'))")
    for tab, page in ((phone, 'leder/'), (writer, 'notater/')):
        tab.goto(door(meeting) + page)
    writer.locator('note-field textarea').first.focus()
    meeting.refresh_from_db()
    return [item.part.value for item in meeting.plan_items]


def led_in_turn(meeting, wall, phone, writer, begins):
    """Through every page, by wall and phone in turn; both show the same, and the one who writes is left in peace."""
    places = list(pages_of(meeting.plan_items))[1:]
    typed = ''
    for turn, (at, page) in enumerate(places):
        if (turn % 2 == 0) == (begins == 'wall'):
            press(wall, 'PageDown')
        else:
            phone.get_by_role('button', name='Neste').click()
        is_up(wall, f'{at}-{page}')
        phone.locator(f'.lead-view__now[data-kind="{meeting.plan_items[at].part}"]').wait_for()
        word = f'ord{turn} '
        writer.keyboard.type(word)
        typed += word
        assert writer.evaluate('document.activeElement.value') == typed
        meeting.refresh_from_db()
        assert (meeting.now_at, meeting.now_page) == (at, page)
    assert not wall.locator('dialog[open]').count()
    until(writer, 'localStorage.length === 0')
    assert meeting.notes.get().text == typed
