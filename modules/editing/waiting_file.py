"""One upload that waits (see waiting.py), and the file that a form is given of it."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File


@dataclass(frozen=True)
class Waiting:
    """An upload that waits, or is still on its way: `offset` of its `size` bytes have come."""

    folder: Path
    name: str
    size: int
    fingerprint: str

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def content(self) -> Path:
        return self.folder / 'content'

    @property
    def offset(self) -> int:
        return self.content.stat().st_size

    @property
    def is_whole(self) -> bool:
        return self.offset == self.size

    def open(self) -> 'WaitingFile':
        """Raises FileNotFoundError when it has been discarded since it was found."""
        return WaitingFile(self)


class WaitingFile(File):
    """A whole upload as a form takes it. What is saved leaves the waiting one where it is, until it is discarded."""

    def __init__(self, upload: Waiting):
        super().__init__(upload.content.open('rb'), upload.name)
        self.waiting, self.path, self.size = upload.id, str(upload.content), upload.size
        self._link = upload.folder / f'link-{secrets.token_hex(8)}'

    def open(self, mode: str | None = None) -> 'WaitingFile':  # type: ignore[override]
        if self.closed:
            self.file = open(self.path, 'rb')  # noqa: SIM115 (closed by who has it, as any file of a form)
        self.seek(0)
        return self

    def temporary_file_path(self) -> str:
        """A second name for the content, for a storage to take: moved and not copied, with nothing lost if what is
        saved is rolled back. Whoever only wants to look reads `path`."""
        if not self._link.exists():
            link_or_copy(Path(self.path), self._link)
        return str(self._link)


def link_or_copy(source: Path, target: Path) -> None:
    """`target` is made another name for the file `source`, or a copy where that cannot be."""
    try:
        os.link(source, target)
    except OSError:
        # Another disk, or one that has no links.
        shutil.copyfile(source, target)
