"""A zip from somebody else, read as if it were made to harm us: nothing it says about itself is believed."""

import re
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from django.utils.translation import gettext as _

MAX_BYTES = 100 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 1000
# With folders, and what a Mac adds of its own beside each file.
MAX_LISTED = 3 * MAX_ENTRIES
# Text seldom becomes a tenth when it is packed; what becomes a hundredth is made to fill a memory.
MAX_RATIO = 100
SMALL = 100 * 1024
_END, _END64 = b'PK\x05\x06', b'PK\x06\x07'
_ENTRY_BYTES = 512
# What Mac and Windows put into a folder by themselves, and so into a zip that is made of it.
_LEFT_BEHIND = re.compile(r'__MACOSX/.*|(.*/)?(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)', re.DOTALL | re.IGNORECASE)


class ArchiveError(ValueError):
    """The file cannot be taken in; the text says why, to the one who chose it."""


def unpack(file: BinaryIO, limit_of: Callable[[str], int | None]) -> dict[str, bytes]:
    """Returns {name: bytes} of the zip `file`.

    `limit_of(name)` is the highest number of bytes a file of that name may have, or None when no such file belongs
    there. Folders and what Mac and Windows leave behind are passed over, unread; a folder round all of it is left out
    of the names. Raises ArchiveError for everything that is not a plain zip of such files.
    """
    _check_outside(file)
    try:
        archive = zipfile.ZipFile(file)
    except Exception:
        # Broken and hostile files raise a dozen kinds of errors; to the reader they are one.
        raise ArchiveError(_('Fila er ikke en zip-fil, eller den er ødelagt. Last den ned på nytt.')) from None
    with archive:
        if len(archive.infolist()) > MAX_LISTED:
            raise _too_many()
        entries = _named(archive.infolist(), limit_of)
        if len(entries) > MAX_ENTRIES:
            raise _too_many()
        seen = set()
        for name, entry in entries:
            if limit_of(name) is None:
                raise _out_of_place(name)
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ArchiveError(_('Fila er pakket på en måte vi ikke leser.'))
            # Some file systems hold «A.png» and «a.png» for the same.
            folded = name.casefold()
            if folded in seen:
                raise ArchiveError(_('Fila inneholder «%s» mer enn én gang.') % printable(name))
            seen.add(folded)
        contents, total = {}, 0
        for name, entry in entries:
            contents[name] = content = _content(archive, entry, name, limit_of(name) or 0)
            total += len(content)
            if total > MAX_UNPACKED:
                raise ArchiveError(_('Fila blir for stor når den pakkes ut.'))
    return contents


def _named(listed: list[zipfile.ZipInfo], limit_of: Callable[[str], int | None]) -> list[tuple[str, zipfile.ZipInfo]]:
    """(name, entry) of each plain file that is to be read."""
    named = []
    for entry in listed:
        name = _name_of(entry)
        _check_entry(entry, name)
        if not _is_folder(entry, name) and not _LEFT_BEHIND.fullmatch(name):
            named.append((name, entry))
    tops = {name.partition('/')[0] for name, _entry in named}
    if len(tops) == 1 and all('/' in name and limit_of(name) is None for name, _entry in named):
        return [(name.partition('/')[2], entry) for name, entry in named]
    return named


def _name_of(entry: zipfile.ZipInfo) -> str:
    """What the entry is called, its letters whole: a Mac writes «å» as two signs, and says of no name how it is coded.

    Without the mark for UTF-8 (APPNOTE.TXT, appendix D) it is that all the same, or what Windows has for Norwegian.
    """
    name = entry.orig_filename
    if not entry.flag_bits & 0x800 and not name.isascii():
        raw = name.encode('cp437')
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            name = raw.decode('cp850')
    return unicodedata.normalize('NFC', name)


def printable(name: object) -> str:
    """`name`, which may hold anything, as it can stand in a sentence."""
    return ''.join(sign if sign.isprintable() else '�' for sign in str(name)[:100])


def _check_outside(file: BinaryIO) -> None:
    """Look at the file's size and at its end, before a list of a million entries is read into memory."""
    size = file.seek(0, 2)
    if size > MAX_BYTES:
        raise ArchiveError(_('Fila er for stor. Den kan være på høyst 100 MB.'))
    file.seek(max(0, size - 70_000))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise ArchiveError(_('Fila er ikke en zip-fil, eller den er ødelagt. Last den ned på nytt.'))
    count, listing = struct.unpack('<HI', tail[at + 10 : at + 16])
    if count > MAX_LISTED or listing > MAX_LISTED * _ENTRY_BYTES or tail[max(0, at - 20) : at].startswith(_END64):
        raise _too_many()


def _too_many() -> ArchiveError:
    return ArchiveError(_('Det er for mange filer i fila. Det kan være høyst %s.') % MAX_ENTRIES)


def _is_folder(entry: zipfile.ZipInfo, name: str) -> bool:
    return name.endswith('/') and entry.file_size == 0 and stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFDIR)


def _out_of_place(name: str) -> ArchiveError:
    return ArchiveError(_('Fila inneholder noe som ikke hører hjemme der: «%s».') % printable(name))


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    if entry.flag_bits & 0x1:
        raise ArchiveError(_('Fila er beskyttet med passord. Lag den på nytt uten.'))
    if name.startswith('/') or '\\' in name or '..' in name.split('/') or re.match('[a-zA-Z]:', name) or '\0' in name:
        raise ArchiveError(
            _('Fila inneholder et navn som peker ut av mappa: «%s». Den er ikke trygg.') % printable(name)
        )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise ArchiveError(_('Fila inneholder en snarvei: «%s». Den er ikke trygg.') % printable(name))
    if kind not in (0, stat.S_IFREG) and not _is_folder(entry, name):
        raise _out_of_place(name)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limit: int) -> bytes:
    try:
        with archive.open(entry) as packed:
            content = packed.read(limit + 1)
    except Exception:
        raise ArchiveError(_('«%s» i fila er ødelagt. Last den ned på nytt.') % printable(name)) from None
    if len(content) > limit:
        raise ArchiveError(_('«%s» i fila er for stor.') % printable(name))
    if len(content) > max(SMALL, MAX_RATIO * entry.compress_size):
        raise ArchiveError(_('«%s» i fila er mistenkelig sterkt komprimert.') % printable(name))
    return content
