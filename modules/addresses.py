"""Which addresses are pages for readers, and what they are about."""

from django.urls import Resolver404, resolve

from modules.models import Module


def is_own_page(path: str) -> bool:
    """True when `path` is the address of a page for readers: nothing else is kept, or linked back to."""
    try:
        return not path.startswith('//') and resolve(path).func is resolve(path, 'modules.urls').func
    except (Resolver404, ValueError):
        return False


def module_at(path: str) -> Module | None:
    """The module that the page at `path` is about; None for a page of none, or no path."""
    kwargs = resolve(path).kwargs if path else {}
    if 'module_slug' not in kwargs:
        return None
    return Module.objects.filter(package__slug=kwargs['package_slug'], slug=kwargs['module_slug']).first()
