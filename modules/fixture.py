"""A package as a Django fixture: what stands in `fixtures/`, and what is moved between installations."""

from collections.abc import Iterator

from django.core import serializers

from modules import tree
from modules.models import Module, Package
from modules.models.base import Content


def as_fixture(package: Package) -> str:
    """Everything in the package as a Django fixture in JSON: natural keys, in reading order, ending with a newline."""
    return serializers.serialize(
        'json',
        records_of(package),
        indent=2,
        ensure_ascii=False,
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
    )


def records_of(package: Package) -> Iterator[Content]:
    """The package and everything in it, in reading order, at a fixed number of queries."""
    for document in (package, *Module.objects.filter(package=package).with_contents()):
        yield from (record for _path, record in tree.walk(document))
