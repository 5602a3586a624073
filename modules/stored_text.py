"""Text that was stored before it was made plain where it comes in. For migrations, which have models of their own."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from modules import plain_text

CHUNK = 500


def make_plain(stored: type[models.Model]) -> None:
    """Make every text in the table of `stored` what it would have been, had it come in today."""
    fields = [field for field in stored._meta.fields if _is_written(field)]
    names = [field.name for field in fields]
    for pk, *values in stored._default_manager.values_list('pk', *names).order_by('pk').iterator(chunk_size=CHUNK):
        pairs = zip(fields, values, strict=True)
        changed = {field.name: new for field, old in pairs if (new := _plain(field, old)) != old}
        if changed:
            stored._default_manager.filter(pk=pk).update(**changed)


def _is_written(field: models.Field) -> bool:
    if isinstance(field, models.JSONField):
        return True
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and not (field.choices or field.unique or isinstance(field, models.SlugField))


def _plain(field: Any, value: Any) -> Any:
    if not isinstance(field, models.JSONField):
        made = plain_text.longer(value) if isinstance(field, models.TextField) else plain_text.line(value)
        # What is put together by rule may be a sign longer than it was.
        made = made[: field.max_length]
        if value == made:
            return value
        return made.strip() or ('' if field.blank else _unseen(field))
    return _plain_in(value)


def _unseen(field: Any) -> str:
    """What stands where nobody could see anything: a title that is not seen is a link without a name."""
    return {'title': _('Uten tittel'), 'name': _('Uten navn')}.get(field.name, _('Uten tekst'))


def _plain_in(value: Any) -> Any:
    """`value`, as JSON holds it, with every text in it plain."""
    if isinstance(value, str):
        return plain_text.line(value)
    if isinstance(value, list):
        return [_plain_in(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain_in(one) for key, one in value.items()}
    return value
