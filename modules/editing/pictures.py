"""Pictures from elsewhere, drawn anew: nothing but the picture gets in."""

import fcntl
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageMath, ImageOps

# Where those in texts are kept.
FOLDER = 'bilder/'
FORMATS = {'PNG': 'png', 'JPEG': 'jpg', 'WEBP': 'webp'}
_SRGB = ImageCms.createProfile('sRGB')
# What a picture is saved as until it is no larger than it came, the best first.
_JPEG_QUALITIES, _WEBP_QUALITIES, _COLORS = (80, 65, 50, 35), (80, 65, 50, 35), (256, 128, 64, 16)
# Others may have packed the same pixels a little better than we do; that is no reason to take colours away.
_BETTER_PACKED = 1.1
# A progressive JPEG is drawn some ten times over; one that is drawn ten thousand times holds us up for minutes.
MOST_SCANS = 100
# HEIF and AVIF (ISO/IEC 23008-12): a box «ftyp», and in it one of these.
_PHONE_BRANDS = (b'heic', b'heix', b'hevc', b'heim', b'heis', b'mif1', b'msf1', b'avif', b'avis')


# What is larger than 32 MB, the system gets back at once (glibc, mallopt); of Pillow's usual 16 MB much stays with us.
Image.core.set_block_size(64 * 1024 * 1024)
# A picture and the options of its `save`, and others that take less, the best first.
Ways = Iterator[tuple[Image.Image, dict[str, Any]]]


class PictureError(ValueError):
    """The upload is not a picture that we keep; the text says why, to the editor."""


@dataclass(frozen=True)
class Picture:
    """A picture drawn anew. `notice` tells the editor what it lost by it, and is '' when that is nothing to see."""

    content: bytes
    extension: str
    notice: str = ''


def clean_picture(file: File | None) -> Picture:
    """The uploaded picture, drawn anew so that nothing but the picture is left.

    Turned as the camera held it, in sRGB, small enough for a page (see `_size_within`), and no heavier than it came.
    Raises PictureError for anything that is not a PNG, JPEG or WebP, or that is too large as a file or as a picture.
    What the file is called, and what the browser says it is, count for nothing.
    """
    if file is None:
        raise PictureError(_('Ingen fil kom fram. Prøv igjen.'))
    if file.size > settings.PICTURE_MAX_BYTES:
        raise PictureError(_('Bildet er for stort. Det kan være på høyst 10 MB.'))
    start = file.read(12)
    file.seek(0)
    if start[4:8] == b'ftyp' and start[8:12] in _PHONE_BRANDS:
        raise PictureError(_('Bildet er i formatet HEIC eller AVIF. Åpne det, lagre det som JPEG, og prøv igjen.'))
    if start.startswith(b'\xff\xd8') and _scans_in(file) > MOST_SCANS:
        raise PictureError(_('Bildet er pakket på en uvanlig måte. Åpne det, lagre det på nytt, og prøv igjen.'))
    try:
        with _one_at_a_time():
            return _drawn_anew(file)
    except PictureError:
        raise
    except Exception:
        # Pillow raises a dozen kinds of errors for broken and hostile files; to the editor they are one.
        raise PictureError(_('Fila er ikke et bilde vi kan bruke. Velg en PNG, JPEG eller WebP.')) from None


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait until no other thread or process draws a picture: one of 40 megapixels takes 160 MB and more.

    This file is what is locked, since every process of the portal has it. The system lets go when a process dies.
    """
    with open(__file__, 'rb') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _drawn_anew(file: File) -> Picture:
    opened = Image.open(file, formats=list(FORMATS))
    if opened.width * opened.height > settings.PICTURE_MAX_PIXELS:
        raise PictureError(_('Bildet har for mange bildepunkter. Gjør det mindre, og prøv igjen.'))
    # A phone's JPEG with more than one picture in it is an MPO to Pillow; the first is the one that was taken.
    format = 'JPEG' if opened.format == 'MPO' else str(opened.format)
    is_animated = format != 'JPEG' and getattr(opened, 'is_animated', False)
    whole, size = opened.size, _size_within(*opened.size)
    if size != whole:
        # Of a JPEG, no more pixels are read than are needed: a quarter of the memory, and half the time.
        opened.draft(None, size)
    content = _drawn(opened, format, size, file.size)
    if format != 'JPEG' and len(content) > file.size and size != whole and whole[0] * whole[1] <= _most_pixels():
        # Few colours can weigh less than all those that come between them when it is shrunk.
        content = min(content, _drawn(opened, format, whole, file.size), key=len)
    notice = _('Bildet var en animasjon. Her står det stille.') if is_animated else ''
    return Picture(content, FORMATS[format], notice)


def _scans_in(file: File) -> int:
    """How many times over a JPEG is drawn: a marker SOS before each (ITU-T T.81, B.2.3), and nowhere in the data."""
    file.seek(0)
    scans = file.read().count(b'\xff\xda')
    file.seek(0)
    return scans


def _drawn(opened: Image.Image, format: str, size: tuple[int, int], came: int) -> bytes:
    """The picture in `size`, in no more than the `came` bytes it came in when there is a way to do that."""
    opened.load()
    picture, is_shrunk, profile = opened, size != opened.size, opened.info.get('icc_profile')
    if is_shrunk or profile or picture.mode not in ('P', '1'):
        picture = _smooth(picture)
    if is_shrunk:
        # First made small, then all else: each step makes a picture more in the memory.
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture = ImageOps.exif_transpose(_in_srgb(picture, profile))
    is_indexed = picture.mode in ('P', '1')
    picture.info = {name: value for name, value in picture.info.items() if name == 'transparency' and is_indexed}
    if format == 'JPEG':
        ways = _jpeg_ways(picture, None if is_shrunk else getattr(opened, 'quantization', None))
    else:
        ways = _webp_ways(picture) if format == 'WEBP' else _png_ways(picture)
    return _saved(ways, format, came if is_shrunk or format != 'PNG' else int(came * _BETTER_PACKED))


def _size_within(width: int, height: int) -> tuple[int, int]:
    """The size of the picture on a page: its long side is PICTURE_MAX_SIDE, and what is tall or wide can still be read.

    The short side keeps half of that, so a chart of 800 × 6000 stays as it is; its pixels are never more than three
    times those of a square.
    """
    side = settings.PICTURE_MAX_SIDE
    long, short = max(width, height), min(width, height)
    scale = max(side / long, min(1.0, side / 2 / short))
    scale = min(scale, 1.0, (_most_pixels() / (width * height)) ** 0.5, 10 * side / long)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _most_pixels() -> int:
    return int(3 * settings.PICTURE_MAX_SIDE**2)


def _smooth(picture: Image.Image) -> Image.Image:
    """The picture in a mode whose colours can be mixed, its transparency kept."""
    if picture.mode.startswith('I'):
        return _in_8_bits(picture)
    is_clear = picture.has_transparency_data
    if picture.mode in ('1', 'L', 'LA'):
        mode = 'LA' if is_clear else 'L'
    elif picture.mode == 'CMYK':
        mode = 'CMYK'
    else:
        mode = 'RGBA' if is_clear else 'RGB'
    return picture if picture.mode == mode and 'transparency' not in picture.info else picture.convert(mode)


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """A picture of 65,536 shades of grey, of which one may be clear, with 256 of them."""
    grey = picture.point(lambda shade: shade * (1 / 257) + 0.5).convert('L')
    clear = picture.info.get('transparency')
    grey.info = {name: value for name, value in picture.info.items() if name != 'transparency'}
    if clear is not None:
        is_seen = ImageMath.lambda_eval(lambda of: (of['shade'] != clear) * 255, shade=picture.convert('I'))
        grey.putalpha(is_seen.convert('L'))
    return grey


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in the colours of the web; a profile that is broken, or that is of other colours, says nothing."""
    mode = {'L': 'L', 'LA': 'LA', 'RGBA': 'RGBA', 'P': 'P', '1': '1'}.get(picture.mode, 'RGB')
    if profile:
        alpha = picture.getchannel('A') if mode in ('LA', 'RGBA') else None
        colors = picture.convert(mode.removesuffix('A')) if alpha else picture
        try:
            turned = ImageCms.profileToProfile(
                colors, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _SRGB, outputMode='RGB',
                renderingIntent=ImageCms.Intent.PERCEPTUAL,
            )  # fmt: skip
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None
        if turned is not None:
            turned = turned.convert(mode.removesuffix('A'))
            if alpha:
                turned.putalpha(alpha)
            turned.info = dict(picture.info)
            return turned
    return picture if picture.mode == mode else picture.convert(mode)


def _jpeg_ways(picture: Image.Image, tables: dict[int, list[int]] | None) -> Ways:
    """(picture, options of `Image.save`), the best first. `tables` are how coarsely it came."""
    usual = {'optimize': True, 'progressive': True}
    yield picture, usual | {'quality': _JPEG_QUALITIES[0]}
    if tables:
        yield picture, usual | {'qtables': tables}
    for quality in _JPEG_QUALITIES[1:]:
        yield picture, usual | {'quality': quality}


def _webp_ways(picture: Image.Image) -> Ways:
    yield picture, {'quality': _WEBP_QUALITIES[0]}
    yield picture, {'lossless': True}
    for quality in _WEBP_QUALITIES[1:]:
        yield picture, {'quality': quality}


def _png_ways(picture: Image.Image) -> Ways:
    if picture.mode in ('LA', 'RGBA') and picture.getextrema()[-1] == (255, 255):
        picture = picture.convert(picture.mode.removesuffix('A'))
    yield picture, {'optimize': True}
    if picture.mode not in ('P', '1'):
        full = picture.convert('RGBA') if picture.mode == 'LA' else picture
        method = Image.Quantize.FASTOCTREE if full.mode == 'RGBA' else Image.Quantize.MEDIANCUT
        for colors in _COLORS:
            yield full.quantize(colors, method), {'optimize': True}


def _saved(ways: Ways, format: str, limit: int) -> bytes:
    """The picture in the first of the `ways` that takes no more than `limit` bytes, else in that which takes least."""
    least = b''
    for picture, options in ways:
        out = io.BytesIO()
        picture.save(out, format, **options)
        content = out.getvalue()
        if len(content) <= limit:
            return content
        least = min(least or content, content, key=len)
    return least
