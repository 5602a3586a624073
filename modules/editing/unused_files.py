"""Uploaded files that nothing points to: found by reading all text in the database, and deleted after a time.

What points to a file is whatever names it, in any table of any app: content, kept versions (those are never deleted, so
a film that was replaced stays), what meetings have copied. A table that comes later is read from the day it is there. A
file outside the database that names files has to be read in `_texts` too.

Somebody may save meanwhile. A picture that was put into a text today is young, and one that is taken in again with a
package is made young (`moving/apply.py`); whoever saves content writes one row, which is held here while the rest is
looked for a second time and deleted.
"""

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from modules import tree
from modules.editing.pictures import FOLDER
from modules.models import ContentVersion

# An editor's browser keeps unsaved text for 14 days (static/js/kept-copies.js): what it shows has to be there.
DAYS = 30
# What Django's storage and a package's file may call a file; whatever is called something else is not ours to delete.
_NAME = re.compile(r'\w[\w.-]*')
_ESCAPED = re.compile(r'\\u([0-9a-fA-F]{4})')


def sweep(days: int = DAYS, dry_run: bool = False) -> dict[str, int]:
    """Delete what nothing points to and nobody has touched for `days`.

    Returns {name: bytes}; with `dry_run` of what would have been deleted.
    """
    unused = _unused(_old_files(days))
    if not unused or dry_run:
        return unused
    with transaction.atomic():
        ContentVersion.objects.select_for_update().get(pk=1)
        # Looked up again: both what they weigh and how old they are.
        still = {name: size for name, size in _old_files(days).items() if name in unused}
        deleted = _unused(still)
        for name in deleted:
            folder, _slash, file = name.rpartition('/')
            with _opened(f'{folder}/') as place:
                os.unlink(file, dir_fd=place)
    return deleted


def folders() -> set[str]:
    """Where uploaded files are, under MEDIA_ROOT: «film/»."""
    fields = [field for model in tree.content_models() for field in model._meta.fields]
    return {FOLDER, *(str(field.upload_to) for field in fields if isinstance(field, models.FileField))} - {''}


@contextmanager
def _opened(folder: str) -> Iterator[int]:
    """The folder, held so that nothing put in its place is mistaken for it. A shortcut is not followed: OSError."""
    place = os.open(os.path.join(settings.MEDIA_ROOT, folder.rstrip('/')), os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield place
    finally:
        os.close(place)


def _old_files(days: int) -> dict[str, int]:
    """{name: bytes} of the plain files that are ours and were touched more than `days` ago."""
    found, limit = {}, time.time() - days * 24 * 60 * 60
    for folder in sorted(folders()):
        try:
            with _opened(folder) as place:
                for file in os.listdir(place):
                    known = os.stat(file, dir_fd=place, follow_symlinks=False)
                    if stat.S_ISREG(known.st_mode) and _NAME.fullmatch(file) and known.st_mtime < limit:
                        found[folder + file] = known.st_size
        except OSError:
            # There is none of that kind yet, or it is a shortcut to somewhere that is not ours.
            continue
    return found


def _unused(files: dict[str, int]) -> dict[str, int]:
    """Those of `files` that no text names, in whatever folder."""
    left = {name.rpartition('/')[2] for name in files}
    for text in _texts() if left else ():
        for written in {text, unquote(text), _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)}:
            names = _NAME.findall(written)
            left.difference_update(names, (name.rstrip('.-') for name in names))
        if not left:
            break
    return {name: size for name, size in files.items() if name.rpartition('/')[2] in left}


def _texts() -> Iterator[str]:
    """All that is written in any table: text, names of files, JSON."""
    for model in apps.get_models(include_auto_created=True):
        kinds = (models.CharField, models.TextField, models.FileField, models.JSONField)
        names = [field.attname for field in model._meta.concrete_fields if isinstance(field, kinds)]
        if names and model._meta.managed and not model._meta.proxy:
            for row in model._base_manager.values_list(*names).iterator(chunk_size=200):
                yield '\n'.join(str(value) for value in row if value)
