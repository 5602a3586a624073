"""Moving a package between installations: out as a file, and in again in two steps, the first of which only tells."""

import secrets
import time

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from modules.editing import word_diff
from modules.editing.moving import package_file
from modules.editing.moving.apply import StaleError, apply
from modules.editing.moving.safe_zip import MAX_BYTES, ArchiveError
from modules.models import Package

KEY = 'take_in'
_DAY = 24 * 60 * 60
_NEEDED = [f'modules.{verb}_{name}' for verb in ('add', 'change', 'delete') for name in ('package', 'module')]


@require_http_methods(['GET', 'HEAD', 'POST'])
def moving(request, site):
    """The packages to download, and where a file from another portal is chosen. POST keeps it and goes on."""
    if not request.user.has_perm('modules.view_package'):
        raise PermissionDenied
    error = ''
    if request.method == 'POST':
        _may_take_in(request)
        try:
            _keep_upload(request)
            return redirect('admin:take-in')
        except ArchiveError as refused:
            error = str(refused)
    context = {
        **site.each_context(request),
        'title': _('Flytt en pakke'),
        'packages': Package.objects.all(),
        'can_take_in': request.user.has_perms(_NEEDED),
        'error': error,
    }
    return TemplateResponse(request, 'admin/moving.html', context, status=400 if error else 200)


@require_safe
def download(request, slug):
    if not request.user.has_perm('modules.view_package'):
        raise PermissionDenied
    package = get_object_or_404(Package, slug=slug)
    try:
        content = package_file.export(package)
    except ArchiveError as error:
        messages.error(request, _('Pakka kunne ikke lastes ned. %s') % error)
        return redirect('admin:moving')
    name = f'{package.slug}-{timezone.localdate()}.zip'
    return HttpResponse(
        content,
        content_type='application/zip',
        headers={'Content-Disposition': f'attachment; filename="{name}"'},
    )


@require_http_methods(['GET', 'HEAD', 'POST'])
def take_in_upload(request, site):
    """What the file that was chosen would change here; POST does it, or lets it go (`avbryt`)."""
    _may_take_in(request)
    path = _upload_of(request)
    if path is None or not path.is_file():
        messages.info(request, _('Det er ingen fil å hente inn. Velg en.'))
        return redirect('admin:moving')
    if 'avbryt' in request.POST:
        _let_go(request)
        messages.info(request, _('Fila er forkastet. Ingenting er endret.'))
        return redirect('admin:moving')
    try:
        with path.open('rb') as file:
            held = package_file.read(file)
        if request.method == 'POST':
            try:
                done = apply(held, user=request.user, version=request.POST.get('versjon', ''))
            except StaleError as stale:
                messages.warning(request, str(stale))
            else:
                _let_go(request)
                messages.success(
                    request, _('«%s» er hentet inn. Alt som ble endret, ligger i historikken.') % done.title
                )
                package = Package.objects.get(slug=held.records[0].key[0])
                return redirect('admin:modules_package_change', package.pk)
        report = apply(held, dry_run=True)
    except ArchiveError as error:
        _let_go(request)
        messages.error(request, _('%s Ingenting er endret.') % error)
        return redirect('admin:moving')
    changes = [
        (change, [(label, word_diff.compare(old, new)) for label, old, new in change.differences])
        for change in report.changes
    ]
    context = {**site.each_context(request), 'title': _('Hent inn en pakke'), 'report': report, 'changes': changes}
    return TemplateResponse(request, 'admin/take_in.html', context)


def _may_take_in(request):
    if not request.user.has_perms(_NEEDED):
        raise PermissionDenied


def _keep_upload(request):
    """Keep the file under a name that only this session knows. Raises ArchiveError when it cannot be taken in."""
    file = request.FILES.get('fil')
    if file is None:
        raise ArchiveError(_('Velg en fil først.'))
    if file.size > MAX_BYTES:
        raise ArchiveError(_('Fila er for stor. Den kan være på høyst 100 MB.'))
    package_file.read(file)
    _let_go(request)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    for forgotten in folder.glob('*.zip'):
        if time.time() - forgotten.stat().st_mtime > _DAY:
            forgotten.unlink(missing_ok=True)
    request.session[KEY] = secrets.token_hex(16)
    with _upload_of(request).open('xb') as kept:
        for chunk in file.chunks():
            kept.write(chunk)


def _upload_of(request):
    token = request.session.get(KEY)
    return _folder() / f'{token}.zip' if token else None


def _let_go(request):
    path = _upload_of(request)
    if path:
        path.unlink(missing_ok=True)
        del request.session[KEY]


def _folder():
    return settings.VAR_DIR / 'import'
