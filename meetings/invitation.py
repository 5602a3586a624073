"""What is sent to those who are to come. It leads to the module, which everyone may see, and not to the meeting."""

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from meetings import calendar_file
from meetings.items import Part
from meetings.models import Meeting


def invitation(meeting: Meeting, address: str) -> str:
    """The invitation in words, to copy; `address` is that of the module."""
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.planned_end)
    lines = [
        _('Velkommen til avdelingsmøte %(day)s kl. %(start)s–%(end)s.')
        % {'day': date_format(start, 'l j. F'), 'start': time_format(start, 'H.i'), 'end': time_format(end, 'H.i')},
        _('Vi snakker om «%(title)s», og blir enige om én ting vi vil prøve.') % {'title': meeting.module_title},
    ]
    if meeting.film_is_beforehand:
        lines.append(_('Se filmen før du kommer: %(address)s') % {'address': address})
    elif any(item.part == Part.FILM for item in meeting.plan_items):
        lines.append(
            _('Filmen ser vi sammen, så du trenger ikke å forberede deg. Her er modulen: %(address)s')
            % {'address': address}
        )
    else:
        lines.append(_('Du trenger ikke å forberede deg. Her er modulen: %(address)s') % {'address': address})
    return '\n'.join(lines)


def event(meeting: Meeting, address: str) -> str:
    """The meeting as a calendar file: as it is planned, also when it has begun."""
    changed = meeting.moved_at or meeting.made_at or meeting.starts_at
    return calendar_file.event(
        f'{meeting.public_name}@kompetansepakke', meeting.sequence, meeting.starts_at, meeting.planned_end, changed,
        _('Avdelingsmøte: %(title)s') % {'title': meeting.module_title}, invitation(meeting, address), address,
    )  # fmt: skip
