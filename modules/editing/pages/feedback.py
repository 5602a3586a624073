from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from modules.editing.spreadsheet import csv_bytes
from modules.models import Feedback


class HandledFilter(admin.SimpleListFilter):
    """What waits to be handled comes first: it is what the list shows until something else is asked for."""

    title = gettext_lazy('håndtering')
    parameter_name = 'handtert'

    def lookups(self, request, model_admin):
        return [('nei', _('Ikke håndtert')), ('ja', _('Håndtert')), ('alle', _('Alle'))]

    def choices(self, changelist):
        for value, title in self.lookup_choices:
            query_string = changelist.get_query_string({self.parameter_name: value})
            yield {'selected': (self.value() or 'nei') == value, 'query_string': query_string, 'display': title}

    def queryset(self, request, queryset):
        if self.value() == 'alle':
            return queryset
        return queryset.handled() if self.value() == 'ja' else queryset.unhandled()


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    """To be read, and marked as handled. What people told us is not ours to change."""

    list_display = ['created_at', 'answer', 'module', 'comment_start', 'handled_at']
    list_filter = [HandledFilter, 'answer', ('module', admin.RelatedOnlyFieldListFilter)]
    list_select_related = ['module']
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    fields = ['created_at', 'answer', 'comment', 'module', 'path', 'handled_at']
    readonly_fields = ['created_at', 'answer', 'comment', 'module', 'path', 'handled_at']
    actions = ['mark_handled', 'mark_unhandled']

    def has_add_permission(self, request):
        return False

    @admin.display(description=gettext_lazy('kommentar'))
    def comment_start(self, feedback):
        return Truncator(feedback.comment).chars(80) or '–'

    @admin.action(description=gettext_lazy('Merk som håndtert'), permissions=['change'])
    def mark_handled(self, request, queryset):
        count = queryset.mark_handled()
        text = ngettext('Merket som håndtert: %(count)d.', 'Merket som håndtert: %(count)d.', count)
        messages.success(request, text % {'count': count})

    @admin.action(description=gettext_lazy('Merk som ikke håndtert'), permissions=['change'])
    def mark_unhandled(self, request, queryset):
        count = queryset.mark_unhandled()
        text = ngettext('Merket som ikke håndtert: %(count)d.', 'Merket som ikke håndtert: %(count)d.', count)
        messages.success(request, text % {'count': count})

    def save_model(self, request, obj, form, change):
        """The page of one has two buttons, and nothing to fill in."""
        chosen = Feedback.objects.filter(pk=obj.pk)
        if '_handled' in request.POST:
            chosen.mark_handled()
        if '_unhandled' in request.POST:
            chosen.mark_unhandled()

    def get_urls(self):
        download = self.admin_site.admin_view(self.download)
        return [path('csv/', download, name='modules_feedback_csv'), *super().get_urls()]

    def download(self, request):
        """What the list shows, all of its pages, as a CSV file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect('admin:modules_feedback_changelist')
        rows = [[_('Tidspunkt'), _('Svar'), _('Modul'), _('Side'), _('Kommentar'), _('Håndtert')]]
        for feedback in shown:
            module = str(feedback.module) if feedback.module else ''
            times = [_in_words(feedback.created_at), _in_words(feedback.handled_at)]
            rows.append([times[0], feedback.get_answer_display(), module, feedback.path, feedback.comment, times[1]])
        filename = f'tilbakemeldinger-{timezone.localdate()}.csv'
        headers = {'Content-Disposition': f'attachment; filename="{filename}"'}
        return HttpResponse(csv_bytes(rows), content_type='text/csv; charset=utf-8', headers=headers)


def _in_words(time):
    return timezone.localtime(time).strftime('%d.%m.%Y %H:%M') if time else ''
