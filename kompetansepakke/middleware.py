import re

from django.conf import settings
from django.shortcuts import render

# The pages of a meeting, a room and a draft, whether a key or a name leads to them.
SECRET_PAGE = re.compile(
    r'^/(?:mote|avdeling|forhandsvisning)/(?!planlegg/|skjerm/)[^/]+/|/forhandsvisning/', re.IGNORECASE
)


class SecretAddressMiddleware:
    """The browser tells nobody, us included, the address of a secret page: what it sends as referrer ends up in logs.

    Stands before all that answer, so that a fault or a redirect is no exception. Not `no-referrer`: the browser would
    hide the origin of a form, too, and Django would refuse it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if SECRET_PAGE.search(request.path):
            response.headers['Referrer-Policy'] = 'strict-origin'
        return response


class HeadMiddleware:
    """A HEAD gets the headers of the page and no body, which the server would complain of in the log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == 'HEAD' and not response.streaming:
            response.headers.setdefault('Content-Length', str(len(response.content)))
            response.content = b''
        return response


class NotAllowedPageMiddleware:
    """Django answers a wrong method with an empty page; a person may be looking."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, '405.html', status=405)
        page.headers['Allow'] = response.headers['Allow']
        return page


class SecurityHeadersMiddleware:
    """Sends the Content-Security-Policy of `SECURE_CSP`, and a Permissions-Policy, with every answer.

    `SECURE_CSP` has the shape of Django 6's own setting (a mapping from directive to a list of sources), so that the
    step to Django 6 is to delete the policy from this file. A view may set `response._csp_config`, a mapping of the
    same shape, as Django 6's `csp_override` does; one that sets the header itself keeps what it set. With DEBUG on the
    policy only reports, because Django's debug page is built on inline styles.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.csp_header = 'Content-Security-Policy' + ('-Report-Only' if settings.DEBUG else '')

    def __call__(self, request):
        response = self.get_response(request)
        policy = getattr(response, '_csp_config', settings.SECURE_CSP)
        csp = '; '.join(f'{directive} {" ".join(sources)}' for directive, sources in policy.items())
        response.headers.setdefault(self.csp_header, csp)
        response.headers.setdefault('Permissions-Policy', settings.PERMISSIONS_POLICY)
        return response
