import time


def until(tab, expression):
    """Wait, in real time, until the JavaScript `expression` is true: what the browser does in its own time."""
    for _ in range(200):
        if tab.evaluate(expression):
            return
        time.sleep(0.05)
    raise AssertionError(f'never came true: {expression}')
