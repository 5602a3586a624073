"""What is said of a save, and where it leads on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules import tree
from modules.models.base import Content

if TYPE_CHECKING:
    from modules.editing.pages.document import DocumentAdmin


def say_saved(
    request: HttpRequest, editor: DocumentAdmin, record: Content, is_new: bool, is_changed: bool, blank: list[str]
) -> None:
    if is_new:
        text = _('«%s» er lagt til.') % record
    elif is_changed:
        text = _('«%s» er lagret.') % record
    else:
        text = _('Ingenting var endret. «%s» er lagret fra før.') % record
    # The browser that kept a copy of what was sent may forget that one, and no other.
    copy = request.POST.get('_copy', '')
    tag = f'saved-{copy}' if re.fullmatch('[a-z0-9]{1,32}', copy) else ''
    editor.message_user(request, text, messages.SUCCESS, extra_tags=tag)
    if blank:
        text = ngettext('En tom rad er ikke lagret: %s.', 'Tomme rader er ikke lagret: %s.', len(blank))
        editor.message_user(request, text % ' · '.join(blank), messages.WARNING)


def next_page(request: HttpRequest, editor: DocumentAdmin, record: Content) -> str:
    name = f'admin:{editor.opts.app_label}_{editor.opts.model_name}'
    if '_addanother' in request.POST:
        parent = tree.parent_field(editor.model)
        chosen = {parent.name: getattr(record, parent.attname)} if parent else {}
        return f'{reverse(f"{name}_add")}?{urlencode(chosen)}'
    # The answer to a question about this page: one stays on it.
    stays = '_continue' in request.POST or '_publish' in request.POST
    url = reverse(f'{name}_change', args=[record.pk]) if stays else reverse(f'{name}_changelist')
    filters = editor.get_preserved_filters(request)
    return add_preserved_filters({'preserved_filters': filters, 'opts': editor.opts}, url)
