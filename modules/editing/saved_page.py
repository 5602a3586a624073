"""A page of the form that is sent again after it was saved: the answer was lost, it was pressed twice, or left by Back.

Each page has a token, and so does the line in the admin's log that tells of what was saved with it. The line also says
what the new rows are called since then, so that they are not taken for others.
"""

import json
import re
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.utils.crypto import get_random_string

from modules.editing import history
from modules.editing.document_form import DocumentForm
from modules.editing.posted_form import put, renamed
from modules.models.base import Content
from modules.slugs import ALPHABET

FIELD = '_page'


def token(data: Any) -> str:
    """The one that was sent in `data`; a new one when there is none."""
    sent = data.get(FIELD, '')
    return sent if re.fullmatch(f'[{ALPHABET}]{{12}}', sent) else get_random_string(12, ALPHABET)


def line(record: Content, document: DocumentForm) -> dict[str, Any]:
    """For the log, once `record` is stored and kept."""
    newest = history.versions_of(record).first()
    return {
        FIELD: token(document.data), 'version': newest and newest.pk,
        'rows': document.keys_given(), 'told': document.told(),
    }  # fmt: skip


def known_again(user: Any, record: Content, data: QueryDict) -> tuple[QueryDict, bool]:
    """The posted `data` with its rows called what they are since the page was saved, what files have filled in, and
    whether it is the last page that was saved: then what is stored is what this page has said.
    """
    saved = LogEntry.objects.filter(
        user_id=user.pk, content_type=ContentType.objects.get_for_model(record), object_id=record.pk,
        change_message__contains=f'"{FIELD}": "{token(data)}"',
    ).order_by('pk')  # fmt: skip
    lines = [json.loads(text)[0] for text in saved.values_list('change_message', flat=True)]
    for one in lines:
        filled_in = {name: stored for name, (sent, stored) in one['told'].items() if data.get(name) == sent}
        data = renamed(put(data, filled_in), one['rows'])
    newest = history.versions_of(record).first() if lines else None
    return data, newest is not None and newest.pk == lines[-1]['version']
