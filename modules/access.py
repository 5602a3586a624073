"""Who may use the editors' pages. Roles are groups, made by a migration; permissions say what each may do there."""

from django.conf import settings


def may_enter(request):
    """True for an active login of the editors', with the code from her phone where the installation asks for one."""
    return is_known(request) and (not settings.TOTP or request.user.is_verified())


def is_known(request):
    """True when the password has been given, whatever may be lacking still."""
    return request.user.is_active and request.user.is_staff
