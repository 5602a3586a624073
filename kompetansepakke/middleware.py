from django.conf import settings


class SecurityHeadersMiddleware:
    """Sends the Content-Security-Policy of `SECURE_CSP`, and a Permissions-Policy, with every answer.

    `SECURE_CSP` has the shape of Django 6's own setting (a mapping from directive to a list of sources), so that the
    step to Django 6 is to delete the policy from this file. A view that sets the header itself keeps what it set. With
    DEBUG on the policy only reports, because Django's debug page is built on inline styles.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.csp_header = 'Content-Security-Policy' + ('-Report-Only' if settings.DEBUG else '')
        self.csp = '; '.join(f'{directive} {" ".join(sources)}' for directive, sources in settings.SECURE_CSP.items())

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault(self.csp_header, self.csp)
        response.headers.setdefault('Permissions-Policy', settings.PERMISSIONS_POLICY)
        return response
