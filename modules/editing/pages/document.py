"""Packages and modules in the admin's menu, permissions and frame. The page of one is `modules.editing.pages.edit`."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from modules import tree
from modules.editing import file_widget, history
from modules.editing.document_form import DocumentForm
from modules.editing.fields import EmbedField, MarkdownField, ProseField, RunningTimeField
from modules.editing.markdown_widget import MarkdownWidget
from modules.editing.pages.edit import edit, redraw
from modules.editing.pages.history import HistoryMixin
from modules.editing.upload_fields import CaptionsField, FilmField, PictureField
from modules.models import CaptionTrack, Film

UPLOADS = {(Film, 'file'): FilmField, (Film, 'poster'): PictureField, (CaptionTrack, 'file'): CaptionsField}


class DocumentAdmin(HistoryMixin, admin.ModelAdmin):
    """A record, and the rows of `shapes` in it."""

    shapes = ()
    actions = None

    def changeform_view(self, request, object_id=None, form_url='', extra_context=None):
        return edit(request, self, object_id)

    def draw_again(self, request, object_id=None):
        """What was sent, drawn and not saved: the token it came with is from before a login (see `csrf_failure`)."""

        def again(request):
            if not (self.has_change_permission(request) if object_id else self.has_add_permission(request)):
                raise PermissionDenied
            if request.POST.get('_editor', '') not in ('', str(request.user.pk)):
                # Somebody else wrote it, and logged out. Her browser's copy is hers.
                text = _(
                    'Skjemaet var skrevet av en annen som var logget inn, og er ikke tatt med. Her er siden på nytt.'
                )
                self.message_user(request, text, messages.WARNING)
                return redirect(request.get_full_path())
            return redraw(request, self, object_id, file_widget.take_posted(request), note='stale')

        # That it comes from a page of ours is seen to, and that is all the token is for when nothing is done.
        request.csrf_processing_done = True
        return self.admin_site.admin_view(again)(request)

    def get_object(self, request, object_id, from_field=None):
        """The record with all its parts, or None."""
        record = super().get_object(request, unquote(object_id), from_field)
        if record:
            parent = tree.parent_field(self.model)
            above = [parent.name] if parent else []
            prefetch_related_objects([record], *above, *tree.singles_of(self.model), *tree.prefetches_of(self.model))
        return record

    def get_search_results(self, request, queryset, search_term):
        """Each word is a condition more, and a database takes only so many."""
        return super().get_search_results(request, queryset, ' '.join(search_term.split()[:20])[:200])

    def document(self, request, record, data=None, initial=None):
        make_field = partial(self.formfield_for_dbfield, request=request)
        fields = self.get_fields(request, record if record.pk else None)
        files = request.FILES if data is not None else None
        return DocumentForm(record, fields, self.shapes, make_field, data, files, initial)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.is_relation:
            field = self.formfield_for_foreignkey(db_field, request, **kwargs)
            # What one chooses from, was there when the page was drawn.
            field.error_messages['invalid_choice'] = _('Det du valgte, er slettet i mellomtiden. Velg noe annet.')
            return field
        if getattr(db_field, 'is_markdown', False):
            kwargs['widget'] = MarkdownWidget(attrs={'rows': 4})
            kwargs['form_class'] = MarkdownField
        elif type(db_field) in (models.CharField, models.TextField) and not db_field.choices:
            kwargs['form_class'] = ProseField
        if isinstance(db_field, models.FileField):
            field_class = UPLOADS.get((db_field.model, db_field.name), forms.FileField)
            kwargs['form_class'], kwargs['widget'] = field_class, file_widget.for_field(field_class, request.user)
        if db_field.name == 'embed_url':
            kwargs['form_class'], kwargs['widget'] = EmbedField, AdminURLFieldWidget({'type': 'text'})
            kwargs['help_text'] = _(
                'Lim inn adressen til filmen på YouTube eller Vimeo, slik den står øverst i nettleseren, eller koden '
                'for innbygging. Filmen vises først når leseren ber om det.'
            )
        elif isinstance(db_field, models.URLField):
            kwargs['assume_scheme'] = 'https'
        if db_field.name == 'duration_seconds':
            text = _('Minutter og sekunder: 12:30, eller med timer: 1:02:05.')
            return RunningTimeField(label=_('lengde'), required=False, help_text=text)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def lacks_of(self, record, form):
        """What readers would miss if it were saved as it stands, as (heading, what) pairs: then the editor is asked."""
        return []

    def beside(self, record):
        """What else the template of the page draws."""
        return {}

    def delete_model(self, request, obj):
        history.keep(obj, request.user, _('Slik det var da det ble slettet'), also=self.goes_with(obj))
        super().delete_model(request, obj)

    def goes_with(self, obj):
        """What is deleted with the record and not kept as a part of it."""
        return ()
