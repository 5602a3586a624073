"""The page of a document, which is a package or a module with everything in it: read from the top to the bottom.

GET draws it. POST draws it anew, merges what two people wrote, asks, or saves: one function for each. What is saved and
what readers see are two things here: `write` stores, and the record's own status says who sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.editing import added_once, file_widget, history, saved_page
from modules.editing.document_form import WHOLE, DocumentForm
from modules.editing.merge import Merged, base_of, digest_of, is_changed, merge
from modules.editing.merge_report import MergeReport
from modules.editing.pages.after_save import next_page, say_saved
from modules.editing.posted_form import completed, put, redrawn
from modules.editing.tree_form import REDRAW
from modules.editing.upload_fields import looked_into_once
from modules.models import ContentVersion
from modules.models.base import Content

if TYPE_CHECKING:
    from modules.editing.pages.document import DocumentAdmin


class Lacks(Exception):
    """What readers would miss, as (heading, what) pairs. Raised so that nothing of the save is left."""

    def __init__(self, lacks: list[tuple[str, str]]) -> None:
        super().__init__(lacks)
        self.lacks = lacks


def edit(request: HttpRequest, editor: DocumentAdmin, object_id: str | None = None) -> HttpResponse:
    """The page of the record with the primary key `object_id`, or of one that is to be added."""
    if request.method != 'POST':
        record = _record_of(request, editor, object_id)
        if record.pk is None and (elsewhere := added_once.way_to(request, editor.model)):
            return redirect(elsewhere)
        return draw(request, editor, editor.document(request, record, initial=request.GET.dict()))
    may = editor.has_change_permission(request) if object_id else editor.has_add_permission(request)
    if not may:
        raise PermissionDenied
    data = file_widget.take_posted(request)
    if REDRAW in data:
        return redraw(request, editor, object_id, redrawn(data, str(data[REDRAW]), editor.shapes))
    if WHOLE not in data:
        return redraw(request, editor, object_id, data)
    with looked_into_once():
        return save(request, editor, object_id, data)


def draw(request: HttpRequest, editor: DocumentAdmin, document: DocumentForm, **notes: Any) -> HttpResponse:
    """The page with the form in it; `notes` are what else stands on it."""
    record, opts = document.record, editor.opts
    is_new = record.pk is None
    sent: Any = document.data or {}
    new = f'ny-{request.GET.get("package", "")}'
    context = {
        **editor.admin_site.each_context(request),
        'title': (_('Legg til %(what)s') if is_new else _('Endre %(what)s')) % {'what': opts.verbose_name},
        'opts': opts,
        'original': None if is_new else record,
        'document': document,
        'media': editor.media + document.media,
        'base': sent.get('_base') or digest_of(document.state()),
        'copy': sent.get('_copy', ''),
        'page': saved_page.token(sent),
        # Which record unsaved text belongs to: what is new in one package is not so in another.
        'memory': f'{opts.model_name}-{record.pk or new}',
        'may_delete': not is_new and editor.has_delete_permission(request, record),
        'list_url': add_preserved_filters(
            {'preserved_filters': editor.get_preserved_filters(request), 'opts': opts},
            reverse(f'admin:{opts.app_label}_{opts.model_name}_changelist'),
        ),
        **editor.beside(record),
        **notes,
    }
    request.current_app = editor.admin_site.name  # type: ignore[attr-defined]
    return TemplateResponse(request, 'admin/modules/document.html', context)


def redraw(
    request: HttpRequest, editor: DocumentAdmin, object_id: str | None, data: QueryDict, **notes: Any
) -> HttpResponse:
    """What was sent, drawn and not saved. A record that somebody has deleted meanwhile is drawn as it was written, and
    what was cut off on the way is put in as it is stored.
    """
    try:
        record = _record_of(request, editor, object_id)
    except Http404:
        if not object_id or not history.has_been(editor.model, unquote(object_id)):
            raise
        record, notes = editor.model(), {**notes, 'note': 'gone'}
    if record.pk:
        data, _is_last = saved_page.known_again(request.user, record, data)
    if WHOLE not in data and REDRAW not in data:
        data, notes = completed(data, editor.document(request, record).state()), {**notes, 'note': 'cut'}
    return draw(request, editor, editor.document(request, record, redrawn(data)), **notes)


def save(request: HttpRequest, editor: DocumentAdmin, object_id: str | None, data: QueryDict) -> HttpResponse:
    """Store what was sent, unless there is something to see first. It is said to be stored when the transaction is."""
    if file_widget.has_chosen(request, data):
        _look_into_files(request, editor, object_id, data)
    try:
        with transaction.atomic():
            # Whoever changes content writes this row: the others wait, and what is read from here on is what is there.
            ContentVersion.objects.select_for_update().get(pk=1)
            is_sent_again = not object_id
            object_id = object_id or added_once.primary_key(request, editor.model)
            try:
                record = _record_of(request, editor, object_id)
            except Http404:
                return redraw(request, editor, object_id, data)
            is_mine = is_sent_again and history.is_all_by(request.user, record)
            if record.pk:
                data, is_last = saved_page.known_again(request.user, record, data)
                is_mine = is_mine or is_last
            if record.pk and not is_mine and (merged := _merged_with(request, editor, record, data)):
                return draw_merged(request, editor, record, data, *merged)
            document = editor.document(request, record, data)
            if not document.is_valid():
                return draw(request, editor, document)
            is_new, is_changed = record.pk is None, document.has_changed()
            blank = document.blank_rows()
            if is_new or is_changed:
                write(request, editor, document)
    except Lacks as question:
        return redraw(request, editor, object_id, data, lacks=question.lacks)
    except FileNotFoundError:
        # What was chosen has been taken away in another tab; the form says which.
        return redraw(request, editor, object_id, data)
    file_widget.mark_saved(request.user, data)
    say_saved(request, editor, record, is_new, is_changed, blank)
    for notice in document.notices():
        editor.message_user(request, notice, messages.WARNING)
    return redirect(next_page(request, editor, record))


def write(request: HttpRequest, editor: DocumentAdmin, document: DocumentForm) -> None:
    """Store the valid `document`, with its history. Raises Lacks when the editor has to be asked first.

    Whatever stops it, no file it has put in its place stays there.
    """
    record: Any = document.record
    is_new = record.pk is None
    try:
        if not is_new:
            history.keep_first(record)
        editor.save_model(request, record, document.form, not is_new)
        document.save_rows()
        if '_publish' not in request.POST and (lacks := editor.lacks_of(record, document.form)):
            raise Lacks(lacks)
        history.keep(record, request.user, _('Opprettet') if is_new else '')  # type: ignore[arg-type]
        line = saved_page.line(record, document)
        if is_new:
            editor.log_addition(request, record, [{'added': {}, **added_once.line(request), **line}])
        else:
            editor.log_change(request, record, [{'changed': {}, **line}])
    except BaseException:
        for storage, name in document.written_files():
            storage.delete(name)
        raise


def _look_into_files(request: HttpRequest, editor: DocumentAdmin, object_id: str | None, data: QueryDict) -> None:
    """Before anybody has to wait for it: what is seen is known when the form is tried (`looked_into_once`)."""
    try:
        record = _record_of(request, editor, object_id)
    except Http404:
        record = editor.model()
    editor.document(request, record, data).look_into_files()


def _record_of(request: HttpRequest, editor: DocumentAdmin, object_id: str | None) -> Content:
    """The stored record with the primary key, or a new one. Raises Http404, and PermissionDenied."""
    record = editor.get_object(request, object_id) if object_id else None
    if object_id and record is None:
        raise Http404
    may = editor.has_change_permission(request, record) if record else editor.has_add_permission(request)
    if not may:
        raise PermissionDenied
    return record or editor.model()


def _merged_with(
    request: HttpRequest, editor: DocumentAdmin, record: Content, data: QueryDict
) -> tuple[Merged, str, MergeReport] | None:
    """What somebody else has stored since the form was drawn, put together with what was sent; None if nothing."""
    base = base_of(data.get('_base', '')) or {}
    now = editor.document(request, record)
    current = now.state()
    if not is_changed(base, current):
        return None
    typed = editor.document(request, record, data)
    merged = merge(base, current, typed.state())
    if not merged.taken and not merged.conflicts:
        return None
    return merged, digest_of(current), MergeReport({**now.labels(), **typed.labels()}, merged)


def draw_merged(
    request: HttpRequest, editor: DocumentAdmin, record: Content, data: QueryDict,
    merged: Merged, base: str, report: MergeReport,
) -> HttpResponse:  # fmt: skip
    """The form with what both wrote, and what that is; nothing is saved."""
    document = editor.document(request, record, redrawn(put(data, merged.state)))
    theirs = history.versions_of(record).first()
    return draw(request, editor, document, merged=report, base=base, theirs=theirs)
