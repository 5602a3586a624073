"""Pages of the house itself: when something is wrong, and for the machines that look after us."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE, get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules import sent_form
from modules.addresses import is_own_page


@require_safe
@never_cache
def health(request):
    """200 when the database answers and every migration is applied, otherwise 503 with the reason (plain text)."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return _plain(_('Databasen svarer ikke: %(error)s') % {'error': error.__class__.__name__}, status=503)
    if missing:
        names = ', '.join(f'{migration.app_label}.{migration.name}' for migration, _backwards in missing)
        text = _('Databasen mangler migreringer: %(names)s. Kjør «manage.py migrate».') % {'names': names}
        return _plain(text, status=503)
    return _plain('OK')


@require_safe
def robots(request):
    sitemap = request.build_absolute_uri(reverse('sitemap'))
    # All meetings stand beside each other, at addresses that nobody knows.
    of_meetings = reverse('meeting', args=['-']).removesuffix('-/')
    closed = [reverse('admin:index'), reverse('feedback'), of_meetings, reverse('new-department')]
    lines = '\n'.join(f'Disallow: {path}' for path in closed)
    return _plain(f'User-agent: *\n{lines}\n\nSitemap: {sitemap}')


@require_safe
def favicon(request):
    """For browsers that ask without reading the page."""
    return redirect(static('img/favicon.svg'))


def _plain(text, status=200):
    return HttpResponse(f'{text}\n', status=status, content_type='text/plain; charset=utf-8')


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig):
        return render(request, '413.html', status=413)
    return render(request, '400.html', status=400)


def forbidden(request, exception):
    return render(request, '403.html', status=403)


def not_found(request, exception):
    """An address typed from a hand-out on a phone that capitalises is led to the one that was meant."""
    meant = request.path.lower()
    if request.method == 'GET' and meant != request.path and is_own_page(meant):
        return redirect(meant)
    return render(request, '404.html', status=404)


def server_error(request):
    return render(request, '500.html', status=500)


@never_cache
def csrf_failure(request, reason=''):
    """A form with a token from before a login, sent from a page of ours, is shown again with all that was typed.

    Nothing is done with it before it is sent anew; a script gets a new token to do so with. From anywhere else it is
    refused.
    """
    if _is_from_us(request) and request.headers.get('Accept') == 'application/json':
        return JsonResponse({'token': get_token(request)}, status=403)
    if not _is_from_us(request) or reason == REASON_NO_CSRF_COOKIE:
        return render(request, '403_csrf.html', status=403)
    match = request.resolver_match
    draw_again = getattr(getattr(match.func, 'model_admin', None), 'draw_again', None)
    if draw_again and match.url_name.endswith(('_add', '_change')):
        return draw_again(request, **match.kwargs)
    if not sent_form.may_be_shown(request):
        return render(request, '403_csrf.html', status=403)
    return sent_form.send_again(request, is_logged_out=False)


def _is_from_us(request):
    return request.headers.get('Origin') == f'{request.scheme}://{request.get_host()}'


def locked_out(request, response, credentials):
    """In place of the login form, after too many wrong passwords."""
    page = render(request, '429.html', status=429)
    page.headers['Retry-After'] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return page
