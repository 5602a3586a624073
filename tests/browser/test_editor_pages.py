"""The editors' pages, for everyone."""

from modules.models import Module, Package
from tests import factories
from tests.browser.axe import faults_of, show_in
from tests.browser.editing import log_in
from tests.browser.tabs import at_widths

MODULE = '/admin/modules/module/{module}/'
PAGES = [
    '/admin/',
    '/admin/modules/package/',
    '/admin/modules/package/add/',
    '/admin/modules/package/{package}/change/',
    '/admin/modules/module/',
    '/admin/modules/module/add/',
    MODULE + 'change/',
    MODULE + 'history/',
    MODULE + 'forhandsvis/',
    MODULE + 'delete/',
    '/admin/modules/module/slettet/',
    '/admin/modules/feedback/',
    '/admin/modules/feedback/{feedback}/change/',
    '/admin/auth/user/',
    '/admin/auth/user/add/',
    '/admin/helsesjekk/',
    '/admin/flytt/',
    '/admin/password_change/',
]


def faults_on(tab, complaints):
    """What axe finds on a wide screen in the light, and on a phone in the dark."""
    said = len(complaints)
    faults = faults_of(tab)
    show_in(tab, 'dark')
    for width in at_widths(tab, 390):
        faults += [(*fault, width) for fault in faults_of(tab)]
    show_in(tab, 'light')
    tab.set_viewport_size({'width': 1280, 'height': 900})
    # To measure, axe writes styles into the page, which the page's policy refuses: not our doing.
    del complaints[said:]
    return faults


def test_axe_finds_nothing_on_any_editors_page(open_tab, complaints):
    factories.editor()
    case = Module.objects.get(slug='modul-2').cases.get()
    ids = {'module': case.module.pk, 'package': Package.objects.get().pk, 'feedback': factories.feedback().pk}
    tab = open_tab(1280, 900, new=True)
    tab.goto('/admin/login/')
    found = {'/admin/login/': faults_on(tab, complaints)}
    tab.goto('/admin/')
    log_in(tab)
    tab.locator('.front').wait_for()
    # Two versions, so that the history has something to compare.
    tab.goto(f'/admin/modules/module/{case.module.pk}/change/')
    tab.locator('#id_title').fill('Fleksibel opplæring')
    tab.locator('input[name="_continue"]').click()
    tab.locator('.messagelist .success').wait_for()

    for path in PAGES:
        tab.goto(path.format(**ids))
        found[path] = faults_on(tab, complaints)

    assert len(found) == 19
    assert {path: faults for path, faults in found.items() if faults} == {}
