"""Who may use the editors' pages. Roles are groups, made by a migration; permissions say what each may do there."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def may_enter(request: Any) -> bool:
    """True for an active login of the editors', with the code from her phone where the installation asks for one."""
    return is_known(request) and (not settings.TOTP or request.user.is_verified())


def is_known(request: HttpRequest) -> bool:
    """True when the password has been given, whatever may be lacking still."""
    return request.user.is_active and request.user.is_staff
