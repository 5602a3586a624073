"""What axe finds on a page, for those who do not see it, or see it badly."""

from axe_playwright_python.sync_playwright import Axe

SCRIPT = Axe().axe_script
COLOURS = {'runOnly': ['color-contrast', 'link-in-text-block']}


def faults_of(tab, **options):
    """A list of (rule, element, what to do), empty where axe finds nothing; `options` are those of axe.run()."""
    if not tab.evaluate('Boolean(window.axe)'):
        tab.evaluate(SCRIPT)
    violations = tab.evaluate(
        'options => axe.run(options).then(results => results.violations)', {'resultTypes': ['violations'], **options}
    )
    return [
        (violation['id'], node['html'][:160], node.get('failureSummary', '')[:200])
        for violation in violations
        for node in violation['nodes']
    ]


def axe_finds_nothing(tab, where):
    """In the light, and in the dark: there the page is the same, and only what is about colour is asked again."""
    for scheme, options in (('light', {}), ('dark', COLOURS)):
        show_in(tab, scheme)
        faults = faults_of(tab, **options)
        assert not faults, f'{where}, {scheme}: {faults}'
    show_in(tab, 'light')


def show_in(tab, scheme):
    tab.emulate_media(color_scheme=scheme)
    # Colours may be on their way.
    tab.evaluate("""
        () => Promise.all(document.getAnimations().filter(one => one.transitionProperty).map(one => one.finished))
    """)
