"""What a record said before: the list, what was changed between two versions, and the way back."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from reversion.errors import RevertError
from reversion.models import Version

from modules.editing import history, word_diff


class HistoryMixin:
    """Puts the kept versions of a record where Django's admin has its history."""

    def get_urls(self):
        name = self.opts.model_name
        own = [
            path(
                '<path:object_id>/history/<int:version_id>/tilbake/',
                self.admin_site.admin_view(require_POST(self.take_back_view)),
                name=f'modules_{name}_take_back',
            ),
            path('slettet/', self.admin_site.admin_view(self.deleted_view), name=f'modules_{name}_deleted'),
        ]
        return own + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        """The versions of the record, and what changed between the two that `fra` and `til` name, or the last two."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        versions = list(history.versions_of(record))
        new = _chosen(versions, request.GET.get('til'), 0)
        old = _chosen(versions, request.GET.get('fra'), 1)
        context = {
            **self.admin_site.each_context(request),
            'title': _('Historikk'),
            'record': record,
            'opts': self.opts,
            'versions': versions,
            'old': old,
            'new': new,
            'changes': changes_between(old, new) if old and new else [],
            'can_take_back': self.has_change_permission(request, record),
            **(extra_context or {}),
        }
        return TemplateResponse(request, 'admin/modules/history.html', context)

    def take_back_view(self, request, object_id, version_id):
        """Make the record what it was in the version; one that has been deleted comes back."""
        if not (self.has_change_permission(request) and self.has_add_permission(request)):
            raise PermissionDenied
        version = get_object_or_404(Version.objects.get_for_model(self.model), pk=version_id, object_id=object_id)
        when = date_format(localtime(version.revision.date_created), 'j. F Y \\k\\l. H.i')
        try:
            record = history.take_back(
                version, request.user, _('Tatt tilbake til slik det var %s') % when, seen=request.POST.get('newest')
            )
        except history.IsNewer as newer:
            text = _(
                'Ingenting er tatt tilbake: %(who)s lagret «%(what)s» etter at du åpnet siden. Se hva som er nytt.'
            )
            who = newer.version.revision.user or _('noen')
            self.message_user(request, text % {'who': who, 'what': newer.version.object_repr}, messages.WARNING)
            return redirect(f'admin:modules_{self.opts.model_name}_history', object_id)
        except (RevertError, IntegrityError):
            text = _('Kunne ikke ta tilbake: noe annet har fått samme nummer eller adresse i mellomtiden.')
            self.message_user(request, text, messages.ERROR)
            return redirect('admin:modules_package_changelist')
        self.log_change(request, record, _('Tatt tilbake til slik det var %s') % when)
        text = _('«%(record)s» er nå slik det var %(when)s.') % {'record': record, 'when': when}
        self.message_user(request, text, messages.SUCCESS)
        return redirect(f'admin:modules_{self.opts.model_name}_change', record.pk)

    def deleted_view(self, request):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            'title': _('Slettet'),
            'opts': self.opts,
            'versions': history.deleted(self.model),
        }
        return TemplateResponse(request, 'admin/modules/deleted.html', context)


def _chosen(versions, pk, default):
    """The version with the primary key `pk` (text from an address), or the one at index `default`; None if neither."""
    if pk is None:
        return versions[default] if default < len(versions) else None
    for version in versions:
        if str(version.pk) == pk:
            return version
    raise Http404


def changes_between(old, new):
    """What differs between two versions: a list of (label, pieces), in reading order, what is gone last."""
    before, after = history.written_in(old), history.written_in(new)
    changes = []
    for key in [*after, *(key for key in before if key not in after)]:
        label = (after.get(key) or before.get(key))[0]
        texts = before.get(key, ('', ''))[1], after.get(key, ('', ''))[1]
        if texts[0] != texts[1]:
            changes.append((label, word_diff.compare(*texts)))
    return changes
