"""What stands in what: the one place that knows the shape of the content.

The content models say it themselves (see `Content`): the field that leads to another content model is the way up, and
the rest follows from it. Prefetching, history, export, search, the editors' form and review, and the roles all ask
here, so a new content model is kept, moved and read through from the day it is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.apps import apps
from django.db import models

# A content model (a subclass of `Content`), and one of its records. The models ask here, so they are not imported.
ContentModel = type[Any]
Record = Any

# In one document: a form with more fields than a browser can send could be neither saved nor cut down.
MAX_PARTS = 1000


@dataclass(frozen=True)
class Branch:
    """What may stand in a record: `relation` is its name on the parent, `parent` the field that leads back up."""

    model: ContentModel
    relation: str
    parent: str

    @cached_property
    def is_single(self) -> bool:
        """True when there is one at most; it is then named after the relation alone."""
        return bool(self.model._meta.get_field(self.parent).one_to_one)

    @property
    def has_address(self) -> bool:
        return _has(self.model, 'slug')

    @property
    def has_order(self) -> bool:
        return _has(self.model, 'position')

    @property
    def told_by(self) -> str:
        """The field that an editor writes and no two siblings may share, as a language; '' when there is none."""
        key = key_field(self.model)
        return key if key and key != 'slug' else ''

    @property
    def parts(self) -> tuple['Branch', ...]:
        return parts_of(self.model)

    def records(self, parent: Record) -> list[Record]:
        """What stands in `parent`, in order; nothing in one that is not stored."""
        if parent.pk is None:
            return []
        if self.is_single:
            return [getattr(parent, self.relation)] if hasattr(parent, self.relation) else []
        return list(getattr(parent, self.relation).all())

    def key(self, record: Record) -> str:
        """What tells `record` from its siblings in a form."""
        if self.is_single:
            return self.relation
        return str(getattr(record, 'slug' if self.has_address else 'pk'))


def content_models() -> list[ContentModel]:
    """Every content model, of whatever app, in the order it is read: what stands in another comes after it."""
    roots: list[Any] = [model for model in apps.get_models() if _is_content(model) and parent_field(model) is None]
    return [model for root in roots for model in _with_parts(root)]


def _with_parts(model: ContentModel) -> Iterator[ContentModel]:
    yield model
    for branch in branches_of(model):
        yield from _with_parts(branch.model)


def parent_field(model: ContentModel) -> Any:
    """The foreign key of `model` that leads to what it stands in; None for what stands in nothing."""
    return next((field for field in model._meta.fields if field.is_relation and _is_content(field.related_model)), None)


def key_field(model: ContentModel) -> str | None:
    """The name of the field that tells a record from its siblings for good; None for one that has none."""
    parent = parent_field(model)
    return None if parent is not None and parent.one_to_one else model.KEY


def branches_of(model: ContentModel) -> tuple[Branch, ...]:
    """What may stand in a record of `model`, in the order of its PARTS; what is not named there comes last."""
    found = [
        Branch(one.related_model, one.get_accessor_name(), one.field.name)
        for one in cast('list[Any]', model._meta.related_objects)
        if _is_content(one.related_model) and one.field == parent_field(one.related_model)
    ]
    place = {relation: index for index, relation in enumerate(model.PARTS)}
    return tuple(sorted(found, key=lambda branch: place.get(branch.relation, len(place))))


def parts_of(model: ContentModel) -> tuple[Branch, ...]:
    """Those of `branches_of(model)` that are kept and edited as parts of the record, and not on a page of their own."""
    return tuple(branch for branch in branches_of(model) if not branch.model.is_document)


def prefetches_of(model: ContentModel) -> list[str]:
    """All that is in a record of `model`, for `prefetch_related`: «cases__questions»."""
    return [path for branch in parts_of(model) for path in _paths(branch)]


def _paths(branch: Branch) -> list[str]:
    deeper = [f'{branch.relation}__{path}' for part in branch.parts for path in _paths(part)]
    return deeper or [branch.relation]


def singles_of(model: ContentModel) -> list[str]:
    """The relations of `model` that lead to one record at most, for `select_related`."""
    return [branch.relation for branch in parts_of(model) if branch.is_single]


def lookups_of(model: ContentModel) -> list[str]:
    """What each part of a natural key of `model` is looked up by: «case__module__package__slug», …, «slug»."""
    parent, key = parent_field(model), key_field(model)
    above = [f'{parent.name}__{lookup}' for lookup in lookups_of(parent.related_model)] if parent else []
    return [*above, key] if key else above


def document_of(record: Record) -> Record:
    """What `record` is a part of and is edited on a page of its own: the record itself, or one above it."""
    while not record.is_document:
        record = getattr(record, parent_field(type(record)).name)
    return record


def walk(record: Record, path: str = '') -> Iterator[tuple[str, Record]]:
    """(path, record) of `record` and of all its parts, in reading order.

    The path is where it stands in the form of its document: '' for the document, «cases-k7x2m-questions-b3d5f» for a
    question of a case. Load the record `with_contents`, or every relation costs a query.
    """
    yield path, record
    for branch in parts_of(type(record)):
        for one in branch.records(record):
            name = branch.relation if branch.is_single else f'{branch.relation}-{branch.key(one)}'
            yield from walk(one, f'{path}-{name}' if path else name)


def texts_of(record: Record) -> Iterator[tuple[str, Record, models.Field, str]]:
    """(path of the field, the record it is in, the field, its text) of each Markdown text in `record` and its parts."""
    for path, one in walk(record):
        for field in one._meta.fields:
            if getattr(field, 'is_markdown', False):
                yield f'{path}-{field.name}' if path else field.name, one, field, getattr(one, field.name)


def _is_content(model: Any) -> bool:
    return getattr(model, 'is_content', False)


def _has(model: ContentModel, name: str) -> bool:
    return any(field.name == name for field in model._meta.fields)
