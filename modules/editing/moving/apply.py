"""A package from elsewhere made ours: everything in the file, or nothing.

What the file holds becomes as it is in the file, and can be taken back from history. Modules that only are here stay.
"""

import hashlib
import os
from collections import Counter
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from modules import tree
from modules.editing import history
from modules.editing.moving.package_file import Archive
from modules.editing.moving.records import Key, Record, file_fields, name_of
from modules.editing.moving.report import (
    Change,
    Held,
    Report,
    held_value,
    label_of,
    notes_of,
    text_of,
    what_of,
    where_of,
)
from modules.editing.moving.safe_zip import ArchiveError
from modules.fixture import records_of
from modules.models import ContentVersion, Module, Package
from modules.models.base import Content


class StaleError(ArchiveError):
    """The content is no longer what it was when somebody said yes."""


def apply(archive: Archive, dry_run: bool = False, user: User | None = None, version: str | None = None) -> Report:
    """Make the package here what it is in `archive`, and return a Report; with `dry_run` only the report.

    What is here in a module of the file, and not there, is removed. Primary keys stay. Raises ArchiveError, and
    StaleError when the content is no longer `version`; then nothing is changed.
    """
    names, new_files = _placed(archive)
    kept: list[str] = []
    try:
        with transaction.atomic():
            # Whoever changes content writes this row, so nobody does until we are through.
            before = ContentVersion.objects.select_for_update().get(pk=1).token
            if version is not None and version != before:
                raise StaleError(_('Innholdet er endret siden du så hva som ville skje. Se over en gang til.'))
            report = _take_in(archive, names, new_files, user, before)
            if dry_run:
                transaction.set_rollback(True)
            else:
                _keep(new_files, kept)
    except BaseException as error:
        for name in kept:
            default_storage.delete(name)
        if isinstance(error, DatabaseError):
            raise ArchiveError(_('Databasen tok ikke imot innholdet. Ingenting er endret.')) from error
        raise
    return report


def _placed(archive: Archive) -> tuple[dict[str, str], dict[str, bytes]]:
    """What each file is to be called here, and those that are not here: {name: name here}, {name here: content}.

    Pictures in texts have names nobody else gives. Another file may have the name of a still or of captions.
    """
    names, new = {}, {}
    for name, content in archive.files.items():
        names[name] = name
        if not name.startswith('bilder/') and default_storage.exists(name):
            with default_storage.open(name) as stored:
                here = stored.read()
            if here != content and hashlib.sha256(here).hexdigest() != archive.digests[name]:
                stem, _dot, extension = name.rpartition('.')
                names[name] = f'{stem[:70]}-{archive.digests[name][:16]}.{extension}'
        if not _is_here(names[name]):
            new[names[name]] = content
    return names, new


def _is_here(name: str) -> bool:
    """True when there is a file of that name; it counts as new from now on, so that nobody sweeps it away meanwhile."""
    try:
        os.utime(default_storage.path(name))
    except FileNotFoundError:
        return False
    return True


def _keep(files: dict[str, bytes], kept: list[str]) -> None:
    """Write `files`, and the name of each in the list `kept` as it is begun."""
    for name, content in files.items():
        if default_storage.exists(name):
            raise ArchiveError(_('«%s» kom til i mellomtiden. Prøv igjen.') % name)
        kept.append(name)
        default_storage.save(name, ContentFile(content))


def _take_in(
    archive: Archive, names: dict[str, str], new_files: dict[str, bytes], user: User | None, before: str
) -> Report:
    records = archive.records
    package = Package.objects.filter(slug=records[0].key[0]).first()
    here = {(type(one), one.natural_key()): one for one in records_of(package)} if package else {}
    wanted = {(record.model, record.key): record for record in records}
    _refuse_what_no_form_can_hold(wanted)
    own = [key for key in here if key[0] is Module and key not in wanted]
    gone = {key: one for key, one in here.items() if key not in wanted and key[0] is not Module
            and _document(key) in wanted}  # fmt: skip
    changed = _changed(wanted, here, names)
    wanted |= {key: Record(*key, {}) for key in own}
    changed |= {key: {'number': number} for key, number in _moved_on(own, wanted, here)}
    removals = [Change('removed', what_of(one), where_of(one)) for one in gone.values()]
    old_texts = {
        key: {name: text_of(here[key], name) for name in values} for key, values in changed.items() if key in here
    }

    touched = dict.fromkeys(_document(key) for key in [*changed, *gone])
    for key in touched:
        if key in here:
            history.keep_first(here[key])
    for one in reversed(gone.values()):
        one.delete()
    _free_numbers(here, changed)
    built, changes = {**here}, []
    for key, values in changed.items():
        one = built[key] = _saved(wanted[key], here.get(key), values, built)
        texts = old_texts.get(key, {})
        differences = [(label_of(one, name), text, text_of(one, name)) for name, text in texts.items()]
        changes.append(Change('changed' if key in here else 'added', what_of(one), where_of(one), differences))
    for key in touched:
        history.keep(built[key], user, _('Hentet inn fra fil'))

    changes += removals
    changes += [Change('added', _('fil: %s') % name, '') for name in new_files]
    package = built[Package, records[0].key]
    return Report(str(package), changes, notes_of(package, records, here, built, own), before)


def _refuse_what_no_form_can_hold(wanted: dict[Key, Record]) -> None:
    for document, count in Counter(_document(key) for key in wanted if not key[0].is_document).items():
        if count > tree.MAX_PARTS:
            what = {'name': name_of(wanted[document]), 'count': count, 'most': tree.MAX_PARTS}
            raise ArchiveError(_('%(name)s har %(count)d deler. Det er plass til %(most)d.') % what)


def _changed(wanted: dict[Key, Record], here: Held, names: dict[str, str]) -> dict[Key, dict[str, Any]]:
    """{key: {field: value}} of what is new or other in the file, files by what they are called here."""
    changed = {}
    for key, record in wanted.items():
        values = {name: names.get(value, value) if name in file_fields(record.model) else value
                  for name, value in record.values.items()}  # fmt: skip
        old = here.get(key)
        if old is None or (values := {name: value for name, value in values.items() if held_value(old, name) != value}):
            changed[key] = values
    return changed


def _moved_on(own: list[Key], wanted: dict[Key, Record], here: Held) -> list[tuple[Key, int]]:
    """(key, number) of the modules that only are here, and whose number one in the file has: they come last."""
    there = {record.values['number'] for record in wanted.values() if record.values.get('number')}
    highest = max(there | {one.number or 0 for (model, _key), one in here.items() if model is Module}, default=0)
    return [(key, highest + place) for place, key in enumerate((key for key in own if here[key].number in there), 1)]


def _document(key: Key) -> Key:
    """The key of what has a history of its own and the record of `key` is part of: the module, or the package."""
    model, names = key
    while not model.is_document:
        model = tree.parent_field(model).related_model
    return model, names[: len(tree.lookups_of(model))]


def _free_numbers(here: Held, changed: dict[Key, dict[str, Any]]) -> None:
    """No two modules may have the same number, not even on the way from one order to another."""
    moved = [here[key].pk for key, values in changed.items() if key in here and key[0] is Module and 'number' in values]
    if moved:
        # What is published has a number; both are back before anybody can see it.
        Module.objects.filter(pk__in=moved).update(number=None, status=Module.Status.DRAFT)


def _saved(record: Record, one: Any, values: dict[str, Any], built: Held) -> Content:
    if one is None:
        one = record.model()
        parent = tree.parent_field(record.model)
        if parent:
            setattr(one, parent.name, built[record.parent])
    for name, value in values.items():
        setattr(one, name, value)
    try:
        one.full_clean()
    except ValidationError as error:
        raise ArchiveError(f'{name_of(record)}: {_why(one, error)}') from None
    one.save()
    return one


def _why(one: Any, error: ValidationError) -> str:
    reasons = []
    for name, texts in error.message_dict.items():
        label = '' if name == '__all__' else f'{label_of(one, name)}: '
        reasons += [f'{label}{text}' for text in texts]
    return ' '.join(reasons)
