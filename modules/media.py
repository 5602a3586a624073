"""Uploaded files on their way out. How they come in is the editors' matter."""

import posixpath
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views import static
from django.views.decorators.http import require_safe

from modules import byte_ranges


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """An uploaded file, in a way that no browser takes for a page of ours, whatever it holds.

    Answers a range of bytes with 206, which phones ask for before they play a film. With MEDIA_X_ACCEL the proxy is
    told to send the file instead, and does the same.
    """
    response: HttpResponseBase
    try:
        response = static.serve(request, path, document_root=settings.MEDIA_ROOT)
    except (SuspiciousFileOperation, ValueError, OSError):
        raise Http404 from None
    if response.status_code == 200:
        is_handed = bool(settings.MEDIA_X_ACCEL)
        response = _handed_to_proxy(response, path) if is_handed else byte_ranges.answer(request, response)
    response.headers['Content-Security-Policy'] = "default-src 'none'; sandbox"
    response.headers['Cache-Control'] = 'max-age=3600'
    return response


def _handed_to_proxy(response: HttpResponseBase, path: str) -> HttpResponse:
    """An empty answer that asks nginx to send the file at `path` in its place."""
    response.close()
    handed = HttpResponse(content_type=response.headers['Content-Type'])
    handed.headers['X-Accel-Redirect'] = quote(f'{settings.MEDIA_X_ACCEL.rstrip("/")}/{posixpath.normpath(path)}')
    return handed
