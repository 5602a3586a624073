#!/usr/bin/python3
"""A window with WebKitGTK in it and nothing else, for WebKitWebDriver to drive: as small as a phone, if asked to.

Run by the distribution's own Python, which has gi. What goes wrong in a page is written on standard output, a
line for each.
"""

import gi

gi.require_version('Gtk', '3.0')
gi.require_version('WebKit2', '4.1')
from gi.repository import Gtk, WebKit2  # noqa: E402

LISTEN = """
    const tell = text => window.webkit.messageHandlers.complaint.postMessage(text)
    addEventListener('error', ({ message }) => message && tell(message))
    addEventListener('unhandledrejection', ({ reason }) => tell(String(reason)))
    addEventListener('securitypolicyviolation', event => tell(`${event.effectiveDirective} ${event.blockedURI}`))
"""


def complain(text):
    print('Complaint:', text.replace('\n', ' '), flush=True)


manager = WebKit2.UserContentManager()
manager.register_script_message_handler('complaint')
manager.connect('script-message-received::complaint', lambda _, message: complain(message.get_js_value().to_string()))
at_start = (WebKit2.UserContentInjectedFrames.ALL_FRAMES, WebKit2.UserScriptInjectionTime.START)
manager.add_script(WebKit2.UserScript(LISTEN, *at_start, None, None))
context = WebKit2.WebContext.new_ephemeral()
context.set_automation_allowed(True)
view = WebKit2.WebView(web_context=context, user_content_manager=manager, is_controlled_by_automation=True)
view.get_settings().set_hardware_acceleration_policy(WebKit2.HardwareAccelerationPolicy.NEVER)


def begin(_, session):
    # The driver lets itself be answered only by a browser of this name.
    about = WebKit2.ApplicationInfo()
    about.set_name('MiniBrowser')
    session.set_application_info(about)
    session.connect('create-web-view', lambda _: view)


context.connect('automation-started', begin)
window = Gtk.Window(decorated=False, default_width=1280, default_height=800)
window.add(view)
window.connect('destroy', Gtk.main_quit)
window.show_all()
Gtk.main()
