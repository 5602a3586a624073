from django.conf import settings


def theme(request):
    """The static file of the municipality's own theme, or nothing: base.html links it after our own tokens."""
    return {'theme_css': 'tema/tema.css' if settings.THEME_DIR else ''}
