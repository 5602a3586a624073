"""Fields for the files of a film: what is chosen is looked into, since a name says nothing about what a file holds."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile, File

from modules.editing.captions import CAPTIONS_MAX_BYTES, CaptionsError, as_webvtt
from modules.editing.film_file import FilmError, look_into
from modules.editing.pictures import PictureError, clean_picture

# What the stem of a stored name may be: with its folder, what makes it one of its kind, and «media/» in a package, a
# name of 100 bytes. No disk has room for more than 255.
STEM_BYTES = 50
_seen: ContextVar[dict[Any, Any] | None] = ContextVar('seen', default=None)


@contextmanager
def looked_into_once() -> Iterator[None]:
    """In here each file is looked into the first time a form asks, and what was seen is known after that.

    A picture takes seconds, and a film up to half a minute: nobody should wait for that with a lock on the content.
    """
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def _look(kind: str, file: File, look: Callable[[File], Any]) -> Any:
    """What `look` gives for the file, or raises (a ValueError); asked once of each file in `looked_into_once`."""
    seen = _seen.get()
    if seen is None:
        return look(file)
    # An upload that waits is opened anew by every form.
    key = kind, getattr(file, 'waiting', None) or id(file)
    if key not in seen:
        try:
            seen[key] = look(file)
        except ValueError as error:
            seen[key] = error
    if isinstance(seen[key], ValueError):
        raise seen[key]
    return seen[key]


def _named(file: File, extension: str) -> str:
    """A name to store the file by, from what it was called."""
    stem = re.sub(r'[^\w. -]', '', PurePath(str(file.name)).stem).strip('. -')
    return f'{stem.encode()[:STEM_BYTES].decode(errors="ignore") or "fil"}.{extension}'


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
            picture = _look('picture', file, clean_picture)
        except PictureError as error:
            raise forms.ValidationError(str(error)) from None
        kept = PictureFile(picture.content, _named(file, picture.extension))
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
            extension, seconds = _look('film', file, look_into)
        except FilmError as error:
            raise forms.ValidationError(str(error)) from None
        file.name = _named(file, extension)
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
            content = _look('captions', file, lambda file: as_webvtt(file.read(CAPTIONS_MAX_BYTES + 1)))
        except CaptionsError as error:
            raise forms.ValidationError(str(error)) from None
        return ContentFile(content, _named(file, 'vtt'))
