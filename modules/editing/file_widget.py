"""A file field that keeps what was chosen: whatever else is wrong with the form, nobody chooses a file twice.

The field `film-file` is sent as a file by a browser without scripts, else as the id of an upload that waits, in
`film-file-venter`; what waits is drawn again with the form. See waiting.py for the store, static/js/file-upload.js for
the way up.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import ClearableFileInput
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.editing import waiting
from modules.editing.waiting_file import Waiting

SUFFIX = '-venter'
DISCARD = 'discard:'


class Lost:
    """What a form gets for a file that was chosen and is not here, or not all of it.

    Every field of files asks first for a name, and gets the reason.
    """

    def __init__(self, upload: Waiting | None):
        self.upload = upload

    @property
    def reason(self) -> str:
        if self.upload is None:
            return _('Fila du valgte, er ikke her lenger. Velg den på nytt.')
        return _('Fila «%(name)s» kom ikke helt fram. Velg den på nytt.') % {'name': self.upload.name}

    @property
    def name(self) -> str:
        raise ValidationError(self.reason, code='lost')


class FileUpload(ClearableFileInput):
    """`accept` is what may be chosen («.mp4,.webm»), `max_bytes` how large it may be; both are said at the field."""

    template_name = 'admin/file_upload.html'

    def __init__(self, user: Any, accept: str = '', max_bytes: int = 0):
        super().__init__({'accept': accept} if accept else None)
        self.user, self.accept, self.max_bytes = user, accept, max_bytes
        self.upload: Waiting | None = None
        self.lost: Lost | None = None
        self.id = ''

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.id = _id_in(self.user, data, name)
        self.upload, self.lost = None, None
        if self.id and name not in files:
            found = waiting.find(self.user, self.id)
            try:
                file = found.open() if found and found.is_whole else None
            except FileNotFoundError:
                found = file = None
            if file is None:
                self.lost = Lost(found)
            else:
                self.upload = found
            files = {name: file or self.lost}
        return super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and f'{name}{SUFFIX}' not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        attrs = context['widget']['attrs']
        attrs['aria-describedby'] = f'{attrs.get("aria-describedby", "")} {attrs["id"]}_limits'.strip()
        context['widget'] |= {
            'waiting_name': f'{name}{SUFFIX}',
            'discard': f'{DISCARD}{name}',
            'id': self.id,
            'is_refused': attrs.get('aria-invalid') == 'true',
            'upload': self.upload,
            'lost': self.lost,
            'kinds': ', '.join(self.accept.split(',')),
            'max_bytes': self.max_bytes,
            'stored_bytes': _size_of(value),
            'url': reverse('admin:uploads'),
        }
        return context


def chosen(widget: Any, data: Any, name: str) -> str:
    """What is said of the upload that waits for the field `name`: what it is called, and a mark of its own; or ''."""
    id = _id_in(widget.user, data, name)
    found = waiting.find(widget.user, id) if id else None
    return f'{found.name if found else ""} ({id[:6]})' if id else ''


def _id_in(user: Any, data: Any, name: str) -> str:
    id = data.get(f'{name}{SUFFIX}', '')
    # The page was saved, and is sent again.
    return '' if id and waiting.was_stored(user, id) else id


def for_field(field_class: type, user: Any) -> FileUpload:
    """The widget for a form field's class, which may say what it takes: `accept`, `max_bytes`."""
    return FileUpload(
        user, getattr(field_class, 'accept', ''), getattr(field_class, 'max_bytes', waiting.FILE_MAX_BYTES)
    )


def take_posted(request: HttpRequest) -> QueryDict:
    """What was posted, with the files that came with it waiting instead: a form that is drawn again still has them.

    A file that there is no room for stays in `request.FILES`, for this once. «Ta bort» is done here, too.
    """
    data = request.POST.copy()
    discarded = data.get('_redraw', '').partition(DISCARD)[2]
    if discarded:
        _discard(request.user, data.pop(f'{discarded}{SUFFIX}', []))
    for name, file in list(request.FILES.items()):
        assert isinstance(file, UploadedFile)
        try:
            upload = waiting.take(request.user, file)
        except waiting.Refused:
            continue
        request.FILES.pop(name)
        file.close()
        _discard(request.user, data.getlist(f'{name}{SUFFIX}'))
        data[f'{name}{SUFFIX}'] = upload.id
    return data


def has_chosen(request: HttpRequest, data: QueryDict) -> bool:
    """A file came with the form, or waits for it."""
    return bool(request.FILES) or any(name.endswith(SUFFIX) and data[name] for name in data)


def mark_saved(user: Any, data: QueryDict) -> None:
    """Let go of what waited for a form that has been saved: call it when nothing can be rolled back any more."""
    for name in data:
        if name.endswith(SUFFIX):
            for id in data.getlist(name):
                if upload := waiting.find(user, id):
                    waiting.mark_stored(upload)


def _discard(user: Any, ids: list[str]) -> None:
    for id in ids:
        if upload := waiting.find(user, id):
            waiting.discard(upload)


def _size_of(stored: Any) -> int | None:
    """How large the stored file is; None when there is none, or when it has gone from the disk."""
    try:
        return stored.size if stored else None
    except (OSError, ValueError):
        return None
