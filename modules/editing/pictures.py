"""Pictures from elsewhere, drawn anew: nothing but the picture gets in."""

import io

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = {'PNG': 'png', 'JPEG': 'jpg', 'WEBP': 'webp'}


class PictureError(ValueError):
    """The upload is not a picture that we keep; the text says why, to the editor."""


def clean_picture(file: File | None) -> tuple[bytes, str]:
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
        picture: Image.Image = Image.open(file, formats=list(FORMATS))
        if picture.width * picture.height > settings.PICTURE_MAX_PIXELS:
            raise PictureError(_('Bildet har for mange bildepunkter. Gjør det mindre, og prøv igjen.'))
        # A phone's JPEG with more than one picture in it is an MPO to Pillow; the first is the one that was taken.
        format = 'JPEG' if picture.format == 'MPO' else str(picture.format)
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
