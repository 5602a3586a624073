"""A module that is not published is seen by editors, and by whoever has a link from them that has not run out.

The link sets a cookie that is sent to this module's pages alone, so the page, the wall and the print-out stay at the
addresses they will have.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from modules import access
from modules.models import Module

DAYS = 7
COOKIE = 'forhandsvisning'
_MAX_AGE = DAYS * 24 * 60 * 60


def token_of(module: Module) -> str:
    """What opens `module` for DAYS days from now. Nothing is stored: the portal's own key signs it."""
    return signing.dumps(module.pk, salt=COOKIE)


def opens(token: str, module: Module) -> bool:
    """True when `token` was made for `module` and has not run out."""
    try:
        return signing.loads(token, salt=COOKIE, max_age=_MAX_AGE) == module.pk
    except signing.BadSignature:
        return False


def invite(response: HttpResponseBase, token: str, module: Module) -> None:
    """Let the browser that gets `response` see `module` until the link it came by runs out, or for DAYS at most."""
    path = module.get_absolute_url()
    response.set_cookie(
        COOKIE, token, _MAX_AGE, path=path, httponly=True, samesite='Lax', secure=settings.SESSION_COOKIE_SECURE
    )


def find(request: HttpRequest, package_slug: str, module_slug: str) -> Module | None:
    """The unpublished module with these slugs, if whoever asks may see it; None else.

    One without a number has the number it would get if it were published now.
    """
    module = (
        Module.objects.filter(package__slug=package_slug, slug=module_slug).select_related('package', 'film').first()
    )
    if module is None or not (_is_editor(request) or opens(request.COOKIES.get(COOKIE, ''), module)):
        return None
    if module.number is None:
        module.number = module.package.next_number()
    return module


def _is_editor(request: HttpRequest) -> bool:
    return access.may_enter(request) and request.user.has_perm('modules.view_module')
