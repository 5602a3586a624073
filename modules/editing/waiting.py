"""Files that an editor has chosen and not saved yet: kept for a day, for her alone, where /media/ cannot reach them.

No tables: a folder for each editor under WAITING_ROOT, in it one for each upload, with the `content` as far as it has
come and what it is (`about.json`). How far it has come is the size of `content`, so nothing can disagree about it.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from modules.editing.waiting_file import Waiting, link_or_copy

# What a piece may be: what the proxy in the README lets through to every address, with room to spare.
PIECE_MAX_BYTES = 8 * 1024 * 1024
# One file, and all that waits for one editor.
FILE_MAX_BYTES = 2 * 1024**3
QUOTA_BYTES = 3 * 1024**3
KEPT_SECONDS = 24 * 60 * 60
# Each is a folder and two files, however small.
MAX_WAITING = 100
# Left on the disk for the database and all else.
KEPT_FREE_BYTES = 200 * 1024 * 1024
_ID = re.compile(r'[0-9a-f]{32}')
_NAME_LENGTH = 100


class Refused(ValueError):
    """The file cannot wait here; the text says why, to the one who chose it."""


class NoRoom(Refused):
    """There is no room for the file: on the disk, or beside those of the editor's that are `waiting`."""

    def __init__(self, reason: str, waiting: Sequence[Waiting] = ()):
        super().__init__(reason)
        self.waiting = waiting


class NotNext(Exception):
    """A piece that does not begin where the upload has come to, which is `offset` (bytes)."""

    def __init__(self, offset: int):
        super().__init__(offset)
        self.offset = offset


def begin(user: Any, name: str, size: int, fingerprint: str = '', replaces: Waiting | None = None) -> Waiting:
    """A new upload of `size` bytes, none of which have come. Raises Refused.

    `fingerprint` is the browser's own mark of the file, to know it by when it is chosen again (`half`). The upload that
    it `replaces` takes no room from it, and stays until this one is whole: then the browser lets go of it.
    """
    sweep()
    if size > FILE_MAX_BYTES:
        limit = filesizeformat(FILE_MAX_BYTES)
        raise Refused(_('Fila er for stor. Den kan være på høyst %(limit)s.') % {'limit': limit})
    place = _place_of(user)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Two that begin at once may not both get the last of the room.
    with _locked(os.open(place, os.O_RDONLY)):
        _check_room([upload for upload in _all_of(user) if upload != replaces], size)
        return _made(place, _shown(name), size, fingerprint)


def append(upload: Waiting, offset: int, chunk: bytes) -> int:
    """Put `chunk` at the end of what has come, when that is at `offset`; returns how far it has come then.

    Raises NotNext when the end is elsewhere, Refused when it would be more than was said, and FileNotFoundError when
    the upload is gone.
    """
    if len(chunk) > PIECE_MAX_BYTES:
        raise Refused(_('Stykket er for stort. Det kan være på høyst 8 MB.'))
    with upload.content.open('r+b', buffering=0) as content, _locked(os.dup(content.fileno())):
        end = content.seek(0, os.SEEK_END)
        if offset != end:
            raise NotNext(end)
        if end + len(chunk) > upload.size:
            raise Refused(_('Fila er større enn nettleseren sa. Velg den på nytt.'))
        try:
            _write(content, chunk)
        except OSError as error:
            # What was written is right as far as it goes, and the next piece begins after it.
            raise NoRoom(_full_disk()) from error
        return content.tell()


def take(user: Any, file: UploadedFile) -> Waiting:
    """A file that came with a form, as an upload that waits, whole. Raises Refused, and leaves the file as it was."""
    upload = begin(user, file.name or '', file.size or 0)
    upload.content.unlink()
    try:
        if hasattr(file, 'temporary_file_path'):
            link_or_copy(Path(file.temporary_file_path()), upload.content)
        else:
            file.seek(0)
            upload.content.write_bytes(file.read())
    except OSError as error:
        discard(upload)
        raise NoRoom(_full_disk()) from error
    return upload


def find(user: Any, id: str) -> Waiting | None:
    """The editor's own upload of that id, as far as it has come; None for anything else."""
    return _read(_place_of(user) / id) if _ID.fullmatch(id) else None


def half(user: Any, name: str, size: int, fingerprint: str) -> Waiting | None:
    """The editor's unfinished upload of the same file, to go on with. It has another id from now on: a page that is
    still sending it finds that it is gone, and begins one of its own.
    """
    for upload in _all_of(user):
        same = (upload.name, upload.size, upload.fingerprint) == (_shown(name), size, fingerprint)
        if same and fingerprint and not upload.is_whole:
            try:
                folder = upload.folder.rename(upload.folder.with_name(secrets.token_hex(16)))
            except FileNotFoundError:
                continue
            return replace(upload, folder=folder)
    return None


def discard(upload: Waiting) -> None:
    shutil.rmtree(upload.folder, ignore_errors=True)


def mark_stored(upload: Waiting) -> None:
    """It is saved: what is left of it says so, for as long as it would have waited, to a page that is sent again."""
    for path in upload.folder.iterdir():
        if path.name != 'about.json':
            path.unlink(missing_ok=True)


def was_stored(user: Any, id: str) -> bool:
    folder = _place_of(user) / id
    return bool(_ID.fullmatch(id)) and (folder / 'about.json').exists() and not (folder / 'content').exists()


def sweep() -> int:
    """Delete all that has waited for more than a day; returns how many."""
    # Only what is named as we name it: the folder may have been set to one that holds other things, too.
    ours = (folder for folder in Path(settings.WAITING_ROOT).glob('[0-9]*/*') if _ID.fullmatch(folder.name.lstrip('.')))
    old = [folder for folder in ours if _age(folder) > KEPT_SECONDS]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _place_of(user: Any) -> Path:
    # Only one who has logged in has files that wait.
    assert user.pk is not None
    return Path(settings.WAITING_ROOT) / str(user.pk)


def _read(folder: Path) -> Waiting | None:
    try:
        about = json.loads((folder / 'about.json').read_text())
        upload = Waiting(folder, about['name'], about['size'], about['fingerprint'])
        upload.offset  # noqa: B018 (raises when the content is gone)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return None if _age(folder) > KEPT_SECONDS else upload


def _all_of(user: Any) -> list[Waiting]:
    return [upload for folder in _place_of(user).glob('[0-9a-f]*') if (upload := _read(folder))]


def _age(folder: Path) -> float:
    """Seconds since something was last written in it."""
    for name in (folder / 'content', folder):
        try:
            return time.time() - name.stat().st_mtime
        except (FileNotFoundError, NotADirectoryError):
            continue
    return 0


def _check_room(waiting: list[Waiting], size: int) -> None:
    held = sum(upload.size for upload in waiting)
    if len(waiting) >= MAX_WAITING:
        fault = _(
            'Du har %(count)s filer som ikke er lagret, og flere er det ikke plass til. Lagre, eller ta bort noen.'
        )
        raise NoRoom(fault % {'count': len(waiting)}, waiting)
    if held + size > QUOTA_BYTES:
        raise NoRoom(
            _('Du har filer på til sammen %(held)s som ikke er lagret, og det er plass til %(quota)s. Lagre, ta bort '
              'en av dem, eller vent en dag: %(names)s.')
            % {
                'held': filesizeformat(held),
                'quota': filesizeformat(QUOTA_BYTES),
                'names': ', '.join(f'{upload.name} ({filesizeformat(upload.size)})' for upload in waiting[:10]),
            },
            waiting,
        )  # fmt: skip
    if shutil.disk_usage(settings.WAITING_ROOT).free - size < KEPT_FREE_BYTES:
        raise NoRoom(_full_disk())


def _full_disk() -> str:
    return _('Det er ikke plass på tjeneren. Si fra til den som drifter portalen.')


def _made(place: Path, name: str, size: int, fingerprint: str) -> Waiting:
    """Under another name until it is all there: what is found is whole."""
    id = secrets.token_hex(16)
    being_made = place / f'.{id}'
    being_made.mkdir(mode=0o700)
    (being_made / 'content').touch()
    (being_made / 'about.json').write_text(json.dumps({'name': name, 'size': size, 'fingerprint': fingerprint}))
    return Waiting(being_made.rename(place / id), name, size, fingerprint)


def _shown(name: str) -> str:
    """What a person calls a file, for show and as the beginning of a stored name: never a way to anywhere."""
    name = ''.join(sign for sign in name.replace('\\', '/') if sign.isprintable())
    path = PurePosixPath(PurePosixPath(name).name.strip('. ') or 'fil')
    suffix = path.suffix[:10]
    return f'{path.stem[: _NAME_LENGTH - len(suffix)]}{suffix}'


def _write(content: BinaryIO, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[content.write(view) :]


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    """One at a time, among all the processes; the descriptor is closed after."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
