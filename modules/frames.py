"""What a page may show in a frame: the film of its module, and nothing else."""

from django.conf import settings
from django.http import HttpResponse

from modules.models import Module


def allow_film(response: HttpResponse, module: Module | None) -> HttpResponse:
    """`response`, with leave to show the film of `module` in a frame, where it has one to embed.

    `module` is None on a page whose module is gone.
    """
    origin = module.film.embed_origin if module and hasattr(module, 'film') else ''
    if origin:
        response._csp_config = settings.SECURE_CSP | {'frame-src': [origin]}  # type: ignore[attr-defined]
    return response
