"""The minutes of a meeting: what was done when, what was said worth keeping, what was agreed, and what comes next."""

import io
import re
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from meetings.plan import Part
from meetings.topics import steps_by_key
from meetings.words import NAMES


@dataclass(frozen=True)
class Entry:
    """One point of the agenda: a phase-less part, or a talk with all its phases."""

    began_at: datetime | None
    name: str
    kind: str
    text: str
    notes: tuple[str, ...]
    is_skipped: bool


def entries_of(meeting):
    """The agenda of `meeting` as it was, in order. A talk is one entry, from the first of its phases to begin."""
    steps = steps_by_key(meeting.module)
    notes = {}
    for note in meeting.notes.all():
        if note.text.strip():
            notes.setdefault(note.step, []).append(note.text.strip())
    entries, told = [], set()
    for at, item in enumerate(meeting.plan_items):
        is_talk = item.is_talk
        if is_talk and item.step in told:
            continue
        told |= {item.step} if is_talk else set()
        step = steps.get(item.step)
        name = item.name if item.part == Part.OWN else step.label if is_talk and step else NAMES[item.part]
        entries.append(
            Entry(
                began_at=meeting.began_at(at),
                name=str(name),
                kind='question' if is_talk else item.part,
                text='' if item.part == Part.OWN or item.name in str(name) else item.name,
                notes=tuple(notes.get(item.step, ())) if is_talk or item.part == Part.FILM else (),
                is_skipped=item.is_skipped or (meeting.is_ended and meeting.began_at(at) is None),
            )
        )
    return entries


def blocks_of(meeting, entries, unreached, follow_ups):
    """The minutes as (kind, text) in order, the kind being «title», «heading», «text» or «point»."""
    yield 'title', heading(meeting)
    yield 'text', when(meeting)
    if meeting.department:
        yield 'text', _('Avdeling: %(name)s') % {'name': meeting.department.name}
    yield 'text', _('Deltakere: %(people)s') % {'people': meeting.people}
    if follow_ups:
        yield 'heading', _('Siden sist')
    for kept in follow_ups:
        yield 'text', commitment_line(kept)
        if kept.outcome or kept.learned:
            yield 'text', '. '.join(filter(None, [kept.get_outcome_display(), kept.learned]))
    for entry in entries:
        if entry.kind in (Part.WELCOME, Part.FOLLOW_UP, Part.AGREEMENT):
            continue
        began = time_format(timezone.localtime(entry.began_at), 'H.i') + ' ' if entry.began_at else ''
        yield 'heading', f'{began}{entry.name}'
        if entry.text:
            yield 'text', entry.text
        if entry.is_skipped:
            yield 'text', _('Ikke rukket.')
        for note in entry.notes:
            yield 'text', note
    yield 'heading', _('Vår avtale')
    for line in [commitment_line(kept) for kept in meeting.commitments.all()] or [_('Ingen avtale er skrevet.')]:
        yield 'text', line
    if unreached:
        yield 'heading', _('Til neste gang')
    for topic in unreached:
        yield 'point', topic


_UNPRINTABLE = re.compile('[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_SIGNS = {'title': '# ', 'heading': '## ', 'text': '', 'point': '- '}


def as_text(blocks):
    """The minutes as plain text for a case system, its headings marked as Markdown does."""
    return ''.join(f'{_SIGNS[kind]}{text}\n\n' for kind, text in blocks).rstrip('\n') + '\n'


def as_docx(blocks):
    """The minutes as a Word file (bytes), with its headings as headings."""
    # Only those who ask for it pay for loading it.
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    document.core_properties.language = 'nb-NO'
    language = document.styles.element.find(f'.//{qn("w:lang")}')
    language.set(qn('w:val'), 'nb-NO')
    for kind, text in ((kind, _printable(text)) for kind, text in blocks):
        if kind == 'title':
            document.core_properties.title = text
            document.add_heading(text, level=1)
        elif kind == 'heading':
            document.add_heading(text, level=2)
        else:
            document.add_paragraph(text, style='List Bullet' if kind == 'point' else None)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _printable(text):
    """`text` without the characters that XML 1.0 has no place for (its `Char`), and without returns."""
    return _UNPRINTABLE.sub('', text)


def heading(meeting):
    return _('Referat: %(title)s') % {'title': meeting.module_title}


def when(meeting):
    """«tirsdag 24. november 2026 kl. 12.00–12.45»: as it was, or as it is planned."""
    start = timezone.localtime(meeting.started_at or meeting.starts_at)
    end = timezone.localtime(meeting.ended_at or meeting.ends_at)
    return _('%(day)s kl. %(start)s–%(end)s') % {
        'day': date_format(start, 'l j. F Y'),
        'start': time_format(start, 'H.i'),
        'end': time_format(end, 'H.i'),
    }


def commitment_line(commitment):
    parts = [commitment.what]
    if commitment.who:
        parts.append(_('Hvem: %(who)s') % {'who': commitment.who})
    if commitment.due_on:
        parts.append(_('Innen: %(day)s') % {'day': date_format(commitment.due_on, 'j. F Y')})
    return ' · '.join(parts)
