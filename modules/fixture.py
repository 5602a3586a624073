"""A package as a Django fixture: what stands in `fixtures/`, and what is moved between installations."""

from django.core import serializers

from modules.models import Module


def as_fixture(package):
    """Everything in the package as a Django fixture in JSON: natural keys, in reading order, ending with a newline."""
    return serializers.serialize(
        'json',
        records_of(package),
        indent=2,
        ensure_ascii=False,
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
    )


def records_of(package):
    """The package and everything in it, in reading order, at a fixed number of queries."""
    yield package
    for module in Module.objects.filter(package=package).with_contents():
        yield from _records(module)


def _records(module):
    yield module
    if hasattr(module, 'film'):
        yield module.film
        yield from module.film.caption_tracks.all()
    yield from module.questions.all()
    for case in module.cases.all():
        yield case
        yield from case.questions.all()
    for group in module.link_groups.all():
        yield group
        yield from group.links.all()
