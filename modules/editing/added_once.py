"""One page to add a record on makes one record, whatever is pressed: twice, or again after the way back.

The page's address carries a token, and so does the line in the admin's log that tells of what was made on it.
"""

import re
from typing import Any

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string

from modules.models.base import Content
from modules.slugs import ALPHABET

PARAMETER = 'ny'


def _token(request: HttpRequest) -> str:
    token = request.GET.get(PARAMETER, '')
    return token if re.fullmatch(f'[{ALPHABET}]{{12}}', token) else ''


def line(request: HttpRequest) -> dict[str, str]:
    """What the log keeps of the addition."""
    return {PARAMETER: _token(request)}


def primary_key(request: HttpRequest, model: type[Content]) -> str | None:
    """The primary key, as text, of the record that was made on this very page; None if none was, or it is gone."""
    if not _token(request):
        return None
    made = LogEntry.objects.filter(
        user_id=request.user.pk or 0, content_type=ContentType.objects.get_for_model(model),
        action_flag=ADDITION, change_message__contains=f'"{PARAMETER}": "{_token(request)}"',
    ).values_list('object_id', flat=True)  # fmt: skip
    found = model._default_manager.filter(pk__in=[int(pk) for pk in made]).first()
    return str(found.pk) if found else None


def way_to(request: HttpRequest, model: type[Content]) -> str:
    """The address to ask for instead: of the page with a token, or of the record made on it; '' when this is right."""
    opts: Any = model._meta
    name = f'admin:{opts.app_label}_{opts.model_name}'
    if made := primary_key(request, model):
        return reverse(f'{name}_change', args=[made])
    if _token(request):
        return ''
    query = request.GET.copy()
    query[PARAMETER] = get_random_string(12, ALPHABET)
    return f'{reverse(f"{name}_add")}?{query.urlencode()}'
