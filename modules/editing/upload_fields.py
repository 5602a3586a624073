"""Fields for the files of a film: what is chosen is looked into, since a name says nothing about what a file holds."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile, File

from modules.editing.captions import CAPTIONS_MAX_BYTES, CaptionsError, as_webvtt
from modules.editing.film_file import FilmError, look_into
from modules.editing.pictures import PictureError, clean_picture


class PictureFile(ContentFile):
    # What the editor is to know of it, once it is stored.
    notice = ''


class PictureField(forms.FileField):
    """A picture, drawn anew: where and when it was taken does not follow it out."""

    accept, max_bytes = '.png,.jpg,.jpeg,.webp', settings.PICTURE_MAX_BYTES

    def to_python(self, data: Any) -> PictureFile | None:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            picture = clean_picture(file)
        except PictureError as error:
            raise forms.ValidationError(str(error)) from None
        kept = PictureFile(picture.content, f'{PurePath(str(file.name)).stem}.{picture.extension}')
        kept.notice = picture.notice
        return kept


class FilmField(forms.FileField):
    """A film that browsers show. The form is told how long it is: `tells` has the value of other fields."""

    accept = '.mp4,.webm'

    def to_python(self, data: Any) -> File | None:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            extension, seconds = look_into(file)
        except FilmError as error:
            raise forms.ValidationError(str(error)) from None
        file.name = f'{PurePath(str(file.name)).stem}.{extension}'
        file.tells = {'duration_seconds': seconds} if seconds else {}  # type: ignore[attr-defined]
        return file


class CaptionsField(forms.FileField):
    """Captions, made WebVTT if they are none."""

    accept, max_bytes = '.vtt,.srt', CAPTIONS_MAX_BYTES

    def to_python(self, data: Any) -> File | None:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            content = as_webvtt(file.read(CAPTIONS_MAX_BYTES + 1))
        except CaptionsError as error:
            raise forms.ValidationError(str(error)) from None
        return ContentFile(content, f'{PurePath(str(file.name)).stem}.vtt')
