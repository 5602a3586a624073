"""Uploaded files: how editors' pictures come in, and how all of them go out.

django-markdownx's own views let anyone in and keep what they are given (its addresses are never included). These two
answer its script in the admin: editors only, always with an answer that the script can show.
"""

import io
import posixpath
import uuid
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import static
from django.views.decorators.http import require_POST, require_safe
from PIL import Image, ImageOps

from modules import access, byte_ranges, markdown

LOGGED_OUT = gettext_lazy('Du er logget ut. Logg inn i et nytt vindu, og prøv igjen her.')
NOT_AN_EDITOR = gettext_lazy('Brukeren din kan ikke endre innholdet. Spør en administrator.')
FORMATS = {'PNG': 'png', 'JPEG': 'jpg', 'WEBP': 'webp'}


class PictureError(ValueError):
    """The upload is not a picture that we keep; the text says why, to the editor."""


@require_safe
def serve(request, path):
    """An uploaded file, in a way that no browser takes for a page of ours, whatever it holds.

    Answers a range of bytes with 206, which phones ask for before they play a film. With MEDIA_X_ACCEL the proxy is
    told to send the file instead, and does the same.
    """
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


def _handed_to_proxy(response, path):
    """An empty answer that asks nginx to send the file at `path` in its place."""
    response.close()
    handed = HttpResponse(content_type=response.headers['Content-Type'])
    handed.headers['X-Accel-Redirect'] = quote(f'{settings.MEDIA_X_ACCEL.rstrip("/")}/{posixpath.normpath(path)}')
    return handed


def refusal(request):
    """What a 403 says, in place of a redirect: markdownx's script would show what that led to."""
    return NOT_AN_EDITOR if access.may_enter(request) else LOGGED_OUT


@require_POST
def preview(request):
    """The Markdown in `content` as the page will show it."""
    if not access.may_edit(request):
        return HttpResponseForbidden(refusal(request))
    if 'content' not in request.POST:
        return HttpResponse(_('Det var ingen tekst å vise.'), status=400)
    return HttpResponse(markdown.render(request.POST['content']))


@require_POST
def upload(request):
    """Keep the picture in `image`; answers `{"image_code": Markdown}`, or 400 or 403 with the errors by field."""
    if not access.may_edit(request):
        return JsonResponse({'image': [refusal(request)]}, status=403)
    try:
        content, extension = clean_picture(request.FILES.get('image'))
    except PictureError as error:
        return JsonResponse({'image': [str(error)]}, status=400)
    name = default_storage.save(f'bilder/{uuid.uuid4()}.{extension}', ContentFile(content))
    alt = _('Beskriv bildet')
    return JsonResponse({'image_code': f'![{alt}]({default_storage.url(name)})'})


def clean_picture(file):
    """Returns (bytes, extension) of the uploaded picture, drawn anew so that nothing but the picture is left.

    Turned as the camera held it, at most PICTURE_MAX_SIDE pixels each way. Raises PictureError for anything that is
    not a PNG, JPEG or WebP, or that is too large as a file or as a picture. What the file is called, and what the
    browser says it is, count for nothing.
    """
    if file is None:
        raise PictureError(_('Ingen fil kom fram. Prøv igjen.'))
    if file.size > settings.PICTURE_MAX_BYTES:
        raise PictureError(_('Bildet er for stort. Det kan være på høyst 10 MB.'))
    try:
        picture = Image.open(file, formats=list(FORMATS))
        if picture.width * picture.height > settings.PICTURE_MAX_PIXELS:
            raise PictureError(_('Bildet har for mange bildepunkter. Gjør det mindre, og prøv igjen.'))
        # A phone's JPEG with more than one picture in it is an MPO to Pillow; the first is the one that was taken.
        format = 'JPEG' if picture.format == 'MPO' else picture.format
        picture = ImageOps.exif_transpose(picture)
        picture.thumbnail((settings.PICTURE_MAX_SIDE, settings.PICTURE_MAX_SIDE))
    except PictureError:
        raise
    except Exception:
        # Pillow raises a dozen kinds of errors for broken and hostile files; to the editor they are one.
        raise PictureError(_('Fila er ikke et bilde vi kan bruke. Velg en PNG, JPEG eller WebP.')) from None
    if format == 'JPEG' and picture.mode != 'RGB':
        picture = picture.convert('RGB')
    out = io.BytesIO()
    clean = Image.new(picture.mode, picture.size)
    if picture.mode == 'P':
        picture = picture.convert('RGBA')
        clean = Image.new('RGBA', picture.size)
    clean.paste(picture)
    clean.save(out, format)
    return out.getvalue(), FORMATS[format]
