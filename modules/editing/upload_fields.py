"""Fields for the files of a film: what is chosen is looked into, since a name says nothing about what a file holds."""

import re
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from modules.editing.pictures import PictureError, clean_picture

# ISO/IEC 14496-12 (a box of type «ftyp» comes first), and the EBML header that Matroska and WebM begin with.
_MP4, _WEBM = re.compile(rb'.{4}ftyp', re.DOTALL), re.compile(rb'\x1aE\xdf\xa3')
CAPTIONS_MAX_BYTES = 2 * 1024 * 1024


class PictureField(forms.FileField):
    """A picture, drawn anew: where and when it was taken does not follow it out."""

    accept, max_bytes = '.png,.jpg,.jpeg,.webp', settings.PICTURE_MAX_BYTES

    def to_python(self, data: Any) -> ContentFile | None:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            content, extension = clean_picture(file)
        except PictureError as error:
            raise forms.ValidationError(str(error)) from None
        return ContentFile(content, f'{PurePath(str(file.name)).stem}.{extension}')


class FilmField(forms.FileField):
    accept = '.mp4,.webm'

    def to_python(self, data: Any) -> File | None:
        file = super().to_python(data)
        if file is None:
            return None
        start = file.read(8)
        file.seek(0)
        if not (_MP4.match(start) or _WEBM.match(start)):
            raise forms.ValidationError(_('Fila er ikke en film nettlesere kan vise. Lag den som MP4 eller WebM.'))
        return file


class CaptionsField(forms.FileField):
    accept, max_bytes = '.vtt', CAPTIONS_MAX_BYTES

    def to_python(self, data: Any) -> File | None:
        file = super().to_python(data)
        if file is None:
            return None
        content = file.read(CAPTIONS_MAX_BYTES + 1)
        file.seek(0)
        if len(content) > CAPTIONS_MAX_BYTES or not is_webvtt(content):
            raise forms.ValidationError(
                _('Fila er ikke teksting i formatet WebVTT: da er «WEBVTT» det første som står i den.')
            )
        return file


def is_webvtt(content: bytes) -> bool:
    """True for bytes a browser takes for captions: UTF-8 that begins with «WEBVTT» (W3C WebVTT, 4.1)."""
    try:
        text = content.decode('utf-8-sig')
    except UnicodeDecodeError:
        return False
    return bool(re.match(r'WEBVTT(\s|$)', text)) and '\0' not in text
