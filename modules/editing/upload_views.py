"""A file on its way up in pieces (static/js/piecewise.js), and on after a cut: the server says how far it has come.

A POST to `opplasting/` begins, or finds a half one of the same file; each piece is a POST to the upload's own address.
All answers are JSON, with an `error` for the editor to read when it is one. Nothing redirects to a login page: a script
would take that for an answer.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, JsonResponse
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from modules.editing import waiting
from modules.editing.markdown_views import may_edit, refusal

View = Callable[..., JsonResponse]


def _for_editors(view: View) -> View:
    """Only for those who may edit; what refuses a file is said to them."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> JsonResponse:
        if not may_edit(request):
            return _refused(refusal(request), 403)
        try:
            return view(request, *args, **kwargs)
        except waiting.NoRoom as error:
            # A disk that is full is for those who run the portal to see in the log; a quota is not.
            status = 413 if error.waiting else 507
            return _refused(str(error), status, waiting=[_state(one) for one in error.waiting])
        except waiting.Refused as error:
            return _refused(str(error), 400)
        except FileNotFoundError:
            return _refused(_('Fila venter ikke her lenger. Velg den på nytt.'), 404)

    return never_cache(answer)


@require_http_methods(['GET', 'POST'])
@_for_editors
def uploads(request: HttpRequest) -> JsonResponse:
    """GET: a token that holds after a login in another window. POST: begin, or go on with, a file.

    It has a `name`, its `size` in bytes, the browser's `fingerprint` of it, and the id of the upload it is to replace.
    """
    if request.method == 'GET':
        # No page from elsewhere can read it: it is sent to no other origin.
        return JsonResponse({'csrf': get_token(request)})
    size = _number(request.POST.get('size', ''))
    if not size:
        raise waiting.Refused(_('Fila er tom.'))
    about = request.POST.get('name', ''), size, request.POST.get('fingerprint', '')[:200]
    # One whose upload another page has taken over sends one of its own.
    found = None if request.POST.get('fresh') else waiting.half(request.user, *about)
    replaced = waiting.find(request.user, request.POST.get('replaces', ''))
    return JsonResponse(_state(found or waiting.begin(request.user, *about, replaces=replaced)))


@require_http_methods(['GET', 'POST'])
@_for_editors
def upload(request: HttpRequest, id: str) -> JsonResponse:
    """GET: how far it has come. POST: the piece that begins at `Upload-Offset`, or 409 with where the next begins."""
    found = _found(request, id)
    if request.method == 'GET':
        return JsonResponse(_state(found))
    offset = _number(request.headers.get('Upload-Offset', ''))
    length = _number(str(request.META.get('CONTENT_LENGTH', '')))
    # A form's type would be read as a form, before it is looked at here.
    if offset is None or not length or request.content_type != 'application/octet-stream':
        raise waiting.Refused(_('Stykket kom ikke fram. Prøv igjen.'))
    if length > waiting.PIECE_MAX_BYTES:
        return _refused(_('Stykket er for stort. Det kan være på høyst 8 MB.'), 413)
    try:
        piece = request.read(length)
    except UnreadablePostError:
        piece = b''
    if len(piece) < length:
        # Cut on the way; the browser asks again, if it is there.
        return _refused(_('Stykket kom ikke fram. Prøv igjen.'), 408)
    try:
        return JsonResponse(_state(found) | {'offset': waiting.append(found, offset, piece)})
    except waiting.NotNext as error:
        return JsonResponse(_state(found) | {'offset': error.offset}, status=409)


@require_POST
@_for_editors
def discard_upload(request: HttpRequest, id: str) -> JsonResponse:
    waiting.discard(_found(request, id))
    return JsonResponse({})


def _found(request: HttpRequest, id: str) -> waiting.Waiting:
    found = waiting.find(request.user, id)
    if found is None:
        raise FileNotFoundError(id)
    return found


def _state(found: waiting.Waiting) -> dict[str, object]:
    return {'id': found.id, 'name': found.name, 'size': found.size, 'offset': found.offset}


def _number(text: str) -> int | None:
    """None for anything but the digits of a number that a file could have."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else None


def _refused(error: str, status: int, **more: object) -> JsonResponse:
    return JsonResponse({'error': error, **more}, status=status)
