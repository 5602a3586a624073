import time

from playwright.sync_api import Error


def until(tab, expression):
    """Wait, in real time, until the JavaScript `expression` is true: what the browser does in its own time."""
    for _ in range(600):
        try:
            if tab.evaluate(expression):
                return
        except Error as error:
            # The page that it was asked of has just given way to another.
            if 'Execution context was destroyed' not in error.message:
                raise
        time.sleep(0.05)
    raise AssertionError(f'never came true: {expression}')


def at_widths(tab, *widths):
    """Show the page in each of `widths` (px), and give back each once the page has been laid out in it."""
    for width in widths:
        tab.set_viewport_size({'width': width, 'height': 700})
        # In the first frame those are told who asked to be told of a new width.
        tab.evaluate('() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))')
        yield width
