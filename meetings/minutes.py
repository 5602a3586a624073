"""The minutes of a meeting: what was done when, what was said worth keeping, what was agreed, and what comes next.

They are written once, as sections of blocks. The page, the text and the Word file draw those.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from meetings.agenda import first_about_each
from meetings.items import Part
from meetings.models import Commitment, Meeting

WORDS_A_MINUTE = 200


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list. `kind` is one of these:

    «text», «mark» and «note» are their `text`; an «agreement» is what was agreed, with who and by when as `details`,
    and the `outcome` if it was asked for; «points» are a list of `details`.
    """

    kind: str
    text: str = ''
    details: tuple[str, ...] = ()
    outcome: str = ''

    @property
    def lines(self) -> list[tuple[str, str]]:
        if self.kind == 'points':
            return [('point', detail) for detail in self.details]
        lines = [' · '.join([self.text, *self.details]), *([self.outcome] if self.outcome else [])]
        return [('text', line) for line in lines]


@dataclass(frozen=True)
class Section:
    """What stands under a heading. `kind` is that of the part of the meeting, where it is of one alone."""

    heading: str
    blocks: tuple[Block, ...]
    kind: str = ''


@dataclass(frozen=True)
class Minutes:
    """`department` is its name, '' for a meeting without one; `people` how many were to come."""

    title: str
    when: str
    department: str
    people: int
    sections: tuple[Section, ...]

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """All of it in order, as (kind, text): the kind is «title», «heading», «text» or «point»."""
        yield 'title', self.title
        yield 'text', self.when
        if self.department:
            yield 'text', _('Avdeling: %(name)s') % {'name': self.department}
        yield 'text', _('Deltakere: %(people)s') % {'people': self.people}
        for section in self.sections:
            yield 'heading', section.heading
            for block in section.blocks:
                yield from block.lines

    @property
    def reading_minutes(self) -> int:
        return max(1, round(len(as_text(self.lines).split()) / WORDS_A_MINUTE))


def write(meeting: Meeting) -> Minutes:
    """The minutes of `meeting`, as far as it has come."""
    since = tuple(_agreement(commitment) for commitment in meeting.previous_commitments())
    agreed = tuple(_agreement(commitment) for commitment in meeting.commitments.all())
    unreached = meeting.unreached_names
    return Minutes(
        _('Referat: %(title)s') % {'title': meeting.module_title},
        _when(meeting),
        meeting.department.name if meeting.department else '',
        meeting.people,
        (
            *([Section(_('Siden sist'), since)] if since else []),
            *_done(meeting),
            Section(_('Vår avtale'), agreed or (Block('text', _('Ingen avtale er skrevet.')),), Part.AGREEMENT),
            *([Section(_('Til neste gang'), (Block('points', details=tuple(unreached)),))] if unreached else []),
        ),
    )


def _when(meeting: Meeting) -> str:
    """«tirsdag 24. november 2026 kl. 12.00–12.45»: as it was, or as it is planned."""
    start = timezone.localtime(meeting.started_at or meeting.starts_at)
    end = timezone.localtime(meeting.ended_at or meeting.ends_at)
    return _('%(day)s kl. %(start)s–%(end)s') % {
        'day': date_format(start, 'l j. F Y'),
        'start': time_format(start, 'H.i'),
        'end': time_format(end, 'H.i'),
    }


def _done(meeting: Meeting) -> Iterator[Section]:
    """A section for what was done, in order; a talk is one, from the first of its phases to begin. What somebody has
    written about was reached, whatever the clock says.
    """
    notes: dict[str, list[Block]] = {}
    for note in meeting.notes.all():
        if note.text.strip():
            notes.setdefault(note.step, []).append(Block('note', note.text.strip()))
    points = meeting.points()
    talks = first_about_each(point for point in points if point.is_talk)
    for point in points:
        part = point.item.part
        is_later_phase = point.is_talk and point is not talks[point.item.step]
        if is_later_phase or part in (Part.WELCOME, Part.FOLLOW_UP, Part.BREAK, Part.AGREEMENT):
            continue
        phases = (
            [one for one in points if one.is_talk and one.item.step == point.item.step] if point.is_talk else [point]
        )
        began_at = min((one.began_at for one in phases if one.began_at), default=None)
        written = notes.get(point.item.step, ()) if point.is_talk or part == Part.FILM else ()
        is_skipped = all(one.item.is_skipped for one in phases)
        is_missed = not began_at and not written and (is_skipped or meeting.is_ended)
        blocks = (
            *([Block('text', point.text_below)] if point.text_below else []),
            *([Block('mark', _('Ikke rukket.'))] if is_missed else []),
            *(written if point.is_talk or point.item.step not in talks else ()),
        )
        began = time_format(timezone.localtime(began_at), 'H.i') + ' ' if began_at else ''
        yield Section(f'{began}{point.label}', blocks, 'question' if point.is_talk else part)


def _agreement(commitment: Commitment) -> Block:
    details = []
    if commitment.who:
        details.append(_('Hvem: %(who)s') % {'who': commitment.who})
    if commitment.due_on:
        details.append(_('Innen: %(day)s') % {'day': date_format(commitment.due_on, 'j. F Y')})
    outcome = '. '.join(filter(None, [commitment.get_outcome_display(), commitment.learned]))
    return Block('agreement', commitment.what, tuple(details), outcome)


_UNPRINTABLE = re.compile('[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_SIGNS = {'title': '# ', 'heading': '## ', 'text': '', 'point': '- '}


def as_text(lines: Iterable[tuple[str, str]]) -> str:
    """The lines as plain text for a case system, the headings marked as Markdown does."""
    return ''.join(f'{_SIGNS[kind]}{text}\n\n' for kind, text in lines).rstrip('\n') + '\n'


def as_docx(lines: Iterable[tuple[str, str]]) -> bytes:
    """The lines as a Word file, with its headings as headings."""
    # Only those who ask for it pay for loading it.
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    document.core_properties.language = 'nb-NO'
    language = document.styles.element.find(f'.//{qn("w:lang")}')
    language.set(qn('w:val'), 'nb-NO')
    for kind, text in ((kind, _printable(text)) for kind, text in lines):
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


def _printable(text: str) -> str:
    """`text` without the characters that XML 1.0 has no place for (its `Char`), and without returns."""
    return _UNPRINTABLE.sub('', text)
