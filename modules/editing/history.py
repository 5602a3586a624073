"""Who changed what in a module or a package, what it said before, and the way back.

A revision keeps the module whole, with everything in it, so that taking it back is one step.
"""

from collections.abc import Iterable
from typing import Any

import reversion
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Field, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from reversion.models import Version

from modules import tree
from modules.models import ContentVersion
from modules.models.base import Content

# What stands in a record beside what somebody wrote.
NOT_WRITTEN = {'id', 'slug', 'position', 'status_since', 'reviewed_on'}


def register() -> None:
    for model in tree.content_models():
        reversion.register(model, follow=[branch.relation for branch in tree.parts_of(model)])


def keep(record: Content, user: User | None = None, comment: str = '', also: Iterable[Content] = ()) -> None:
    """Keep `record` as it now stands, with all that is in it, and the records in `also`: they come back together."""
    with reversion.create_revision(manage_manually=True):
        reversion.set_user(user) if user else None
        reversion.set_comment(comment)
        for one in (record, *also):
            # Read anew: the one that is given may hold relations from before they were changed.
            stored = type(one)._default_manager.get(pk=one.pk)
            prefetch_related_objects([stored], *tree.prefetches_of(type(one)))
            reversion.add_to_revision(stored)


def keep_first(record: Content) -> None:
    """Keep `record` as it stands before its first change, if nothing of it is kept."""
    if not Version.objects.get_for_object(record).exists():
        keep(record, comment=_('Slik det var før første endring'))


def has_been(model: type[Content], pk: str) -> bool:
    """True when a record of `model` with the primary key `pk` (text from an address) has been, and is deleted."""
    return deleted(model).filter(object_id=pk).exists()


def versions_of(record: Content) -> QuerySet[Version]:
    """The kept versions of `record`, newest first, each with its revision and who made it."""
    return Version.objects.get_for_object(record).select_related('revision__user')


def is_all_by(user: Any, record: Content) -> bool:
    """True when nobody but `user` has made a version of `record`."""
    return not versions_of(record).exclude(revision__user=user).exists()


def deleted(model: type[Content]) -> QuerySet[Version]:
    """The last kept version of every deleted record of `model`, newest first."""
    return Version.objects.get_deleted(model).select_related('revision__user')


class IsNewer(Exception):
    """Somebody has stored `version` since the page was drawn."""

    def __init__(self, version: Version) -> None:
        super().__init__(version)
        self.version = version


@transaction.atomic
def take_back(version: Version, user: User, comment: str, seen: str | None = None) -> Content:
    """Make the record, and all that is in it, what it was in `version`; what has come since is removed.

    `seen` is the primary key, as text, of the newest version when the page was drawn, '' when the record was deleted
    then; None does not ask. Raises IsNewer when there is a newer one now, and reversion.errors.RevertError when
    `version` no longer fits: another module may have taken its number.
    """
    # As a save does: what is read from here on is what is there.
    ContentVersion.objects.select_for_update().get(pk=1)
    record = version._model.objects.filter(pk=version.object_id).first()
    if record:
        newest = versions_of(record).first()
        if seen is not None and newest and seen != str(newest.pk):
            raise IsNewer(newest)
        keep_first(record)
        _make_way(record)
    version.revision.revert(delete=True)
    record = version._model.objects.get(pk=version.object_id)
    keep(record, user, comment)
    return record


def _make_way(record: Content) -> None:
    """Remove what is told from its siblings by something that is written: each may be to take what another has."""
    for branch in tree.parts_of(type(record)):
        for part in branch.records(record):
            part.delete() if branch.told_by else _make_way(part)


def written_in(version: Version) -> dict[tuple[str, str, str], tuple[str, str]]:
    """What is written in the revision of `version`: {(model, id, field): (label, text)}, in the order it is read."""
    kept = list(version.revision.version_set.all())
    order = tree.content_models()
    fields = {}
    rows = [(order.index(one._model), one) for one in kept if one._model in order]
    rows.sort(key=lambda row: (row[0], row[1].field_dict.get('position', 0), int(row[1].object_id)))
    for _place, one in rows:
        values = one.field_dict
        for field in one._model._meta.fields:
            is_written = field.name not in NOT_WRITTEN and not field.is_relation
            if is_written:
                label = f'{one._model._meta.verbose_name}: {field.verbose_name}'
                fields[one._model._meta.model_name, one.object_id, field.name] = (label, _shown(field, values))
    return fields


def _shown(field: Field, values: dict[str, Any]) -> str:
    value = values.get(field.attname)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if value is None or value == '':
        return ''
    if isinstance(value, bool):
        return _('ja') if value else _('nei')
    return str(value)
