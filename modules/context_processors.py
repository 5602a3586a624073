from django.utils.functional import SimpleLazyObject

from modules.models import Package


def only_package(request):
    """The package, while the portal has just one: the header then names it on pages that belong to none.

    Asked for only by the pages that use it, at the cost of one query.
    """
    return {'only_package': SimpleLazyObject(_only_package)}


def _only_package():
    packages = list(Package.objects.published()[:2])
    return packages[0] if len(packages) == 1 else None
