"""The page of a document, which is a package or a module with everything in it: read from the top to the bottom."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import models, transaction
from django.utils.translation import gettext as _
from markdownx.widgets import AdminMarkdownxWidget

from modules.editing import history, word_diff
from modules.editing.fields import MarkdownField, ProseField, RunningTimeField
from modules.editing.merge import base_of, digest_of, is_changed, merge
from modules.editing.pages.history import HistoryMixin
from modules.editing.posted_form import form_labels, form_state, put, redrawn
from modules.editing.tree_form import REDRAW, RedrawnForm, Rows
from modules.editing.upload_fields import CaptionsField, FilmField, PictureField
from modules.models import CaptionTrack, Film

UPLOADS = {(Film, 'file'): FilmField, (Film, 'poster'): PictureField, (CaptionTrack, 'file'): CaptionsField}


class DocumentAdmin(HistoryMixin, admin.ModelAdmin):
    """A record and the rows of `shapes` in it. The second of two people to save is told, and loses nothing."""

    shapes = ()
    form = RedrawnForm
    actions = None
    change_form_template = 'admin/modules/content_form.html'

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if getattr(db_field, 'is_markdown', False):
            kwargs['widget'] = AdminMarkdownxWidget(attrs={'rows': 4})
            kwargs['form_class'] = MarkdownField
        elif type(db_field) in (models.CharField, models.TextField) and not db_field.choices:
            kwargs['form_class'] = ProseField
        if field_class := UPLOADS.get((db_field.model, db_field.name)):
            kwargs['form_class'] = field_class
        if isinstance(db_field, models.URLField):
            kwargs['assume_scheme'] = 'https'
        if db_field.name == 'duration_seconds':
            return RunningTimeField(label=_('lengde'), required=False, help_text=_('Minutter og sekunder: 12:30.'))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_formsets_with_inlines(self, request, obj=None):
        make_field = partial(self.formfield_for_dbfield, request=request)
        for shape in self.shapes:
            yield _RowsMaker(shape, make_field), _Permitted(request)

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        return formsets if self.has_change_permission(request, obj) else []

    def changeform_view(self, request, object_id=None, form_url='', extra_context=None):
        extra = dict(extra_context or {})
        if request.method != 'POST' or not self.has_change_permission(request):
            return super().changeform_view(request, object_id, form_url, extra)
        if REDRAW in request.POST:
            request.POST = redrawn(request.POST, request.POST[REDRAW], self.shapes)
            return super().changeform_view(request, object_id, form_url, extra)
        if '_publish' in request.POST:
            # The answer to a question about this page: one stays on it.
            request.POST = request.POST.copy()
            request.POST['_continue'] = 'true'
        try:
            with transaction.atomic():
                merged = self._merged(request, object_id) if object_id else None
                if merged:
                    state, extra['merged'], extra['base'] = merged
                    extra['theirs'] = history.versions_of(self.model(pk=unquote(object_id))).first()
                    request.POST = redrawn(put(request.POST, state))
                return super().changeform_view(request, object_id, form_url, extra)
        except Lacks as error:
            # Asked first, and drawn as it was sent: nothing is saved, and nothing is lost.
            request.POST = redrawn(request.POST)
            extra['lacks'] = error.lacks
            return super().changeform_view(request, object_id, form_url, extra)

    def _merged(self, request, object_id):
        """What somebody else has stored since the form was sent, put together with what it holds; None if nothing."""
        base = base_of(request.POST.get('_base', ''))
        record = self.get_object(request, unquote(object_id))
        if base is None or record is None:
            return None
        # Whoever else is saving it waits, or is waited for.
        self.model.objects.select_for_update().get(pk=record.pk)
        record = self.get_object(request, record.pk)
        now = self._forms(request, record)
        current = form_state(*now)
        if not is_changed(base, current):
            return None
        typed = self._forms(request, self.get_object(request, record.pk), request.POST, request.FILES)
        merged = merge(base, current, form_state(*typed))
        if not merged.taken and not merged.conflicts:
            return None
        return merged.state, MergeReport({**form_labels(*now), **form_labels(*typed)}, merged), digest_of(current)

    def _forms(self, request, record, *data):
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        form = self.get_form(request, record, change=True, fields=fields)(*data, instance=record)
        rows = [make(instance=record, **dict(zip(('data', 'files'), data, strict=False)))
                for make, _inline in self.get_formsets_with_inlines(request, record)]  # fmt: skip
        return form, rows

    def render_change_form(self, request, context, add=False, change=False, form_url='', obj=None):
        if 'base' not in context:
            rows = context['inline_admin_formsets']
            context['base'] = request.POST.get('_base') or digest_of(form_state(context['adminform'].form, rows))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if change:
            history.keep_first(self.model.objects.get(pk=obj.pk))
        super().save_model(request, obj, form, change)

    def log_addition(self, request, obj, message):
        history.keep(obj, request.user, _('Opprettet'))
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        history.keep(obj, request.user)
        return super().log_change(request, obj, message)

    def delete_model(self, request, obj):
        history.keep(obj, request.user, _('Slik det var da det ble slettet'), also=self.goes_with(obj))
        super().delete_model(request, obj)

    def goes_with(self, obj):
        """What is deleted with the record and not kept as a part of it."""
        return ()


class MergeReport:
    """What the second of two people to save is shown.

    `differences` are (label, pieces) from what is stored to what was typed, where both have changed the same field;
    `labels` name what only the other one has changed.
    """

    def __init__(self, names, merged):
        self.differences = [
            (names[conflict.name], word_diff.compare(conflict.theirs, conflict.mine)) for conflict in merged.conflicts
        ]
        self.labels = list(dict.fromkeys(names[name] for name in merged.taken if name in names))


class Lacks(Exception):
    """What readers would miss, as (heading, what) pairs. Raised before anything says that it was saved."""

    def __init__(self, lacks):
        super().__init__(lacks)
        self.lacks = lacks


class _RowsMaker:
    """What the admin takes for a formset class."""

    def __init__(self, shape, make_field):
        self.shape, self.make_field = shape, make_field

    def __call__(self, instance, prefix='', data=None, files=None, **_formset_only):
        return Rows(self.shape, instance, self.shape.relation, self.make_field, data, files)

    def get_default_prefix(self):
        return self.shape.relation


class _Permitted:
    """What the admin takes for an inline: who may change the record may change what is in it."""

    def __init__(self, request):
        self.request = request

    def get_queryset(self, request):
        return None

    def has_change_permission(self, request, obj=None):
        return True
