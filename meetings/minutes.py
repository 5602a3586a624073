"""The minutes of a meeting: what was done when, what was said worth keeping, what was agreed, and what comes next.

They are written once, as sections of blocks. The page, the text and the Word file draw those.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        """It as (kind, text): «agreement», «detail», «point» or «text»."""
        if self.kind == 'points':
            return [('point', detail) for detail in self.details]
        if self.kind != 'agreement':
            return [('text', self.text)]
        return [
            ('agreement', self.text),
            *([('detail', ' · '.join(self.details))] if self.details else []),
            *([('detail', self.outcome)] if self.outcome else []),
        ]


@dataclass(frozen=True)
class Section:
    """What stands under a heading. `kind` is that of the part of the meeting, where it is of one alone."""

    heading: str
    blocks: tuple[Block, ...]
    kind: str = ''


@dataclass(frozen=True)
class Minutes:
    """`facts` are (what, value) of when and who, `foot` what it is based on and when it is deleted."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    foot: str

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """All of it in order, as (kind, text): «title», «fact», «heading», those of the blocks, and «foot»."""
        yield 'title', self.title
        for what, value in self.facts:
            yield 'fact', f'{what}: {value}'
        for section in self.sections:
            yield 'heading', section.heading
            for block in section.blocks:
                yield from block.lines
        yield 'foot', self.foot

    @property
    def reading_minutes(self) -> int:
        return max(1, round(len(as_text(self.lines).split()) / WORDS_A_MINUTE))


def write(meeting: Meeting) -> Minutes:
    """The minutes of `meeting`, as far as it has come: first what was agreed, and what it was about after that."""
    since = tuple(_agreement(commitment) for commitment in meeting.previous_commitments())
    agreed = tuple(_agreement(commitment) for commitment in meeting.commitments.all())
    unreached, coming = meeting.unreached_names, meeting.next_meeting
    return Minutes(
        _('Referat: %(title)s') % {'title': meeting.module_title},
        tuple(_facts(meeting)),
        (
            Section(_('Vi ble enige om'), agreed or (Block('text', _('Ingen avtale er skrevet.')),), Part.AGREEMENT),
            *([Section(_('Siden sist'), since)] if since else []),
            *_done(meeting),
            *([Section(_('Rakk vi ikke'), (Block('points', details=tuple(unreached)),))] if unreached else []),
            *([Section(_('Neste møte'), (Block('text', _start(coming.starts_at)),))] if coming else []),
        ),
        _foot(meeting),
    )


def _facts(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """When and who. How many were there is said when somebody has said it, and before that how many were to come."""
    if meeting.department:
        yield _('Avdeling'), meeting.department.name
    yield _('Tid'), _when(meeting)
    people = meeting.people if meeting.attended is None else meeting.attended
    told = ngettext('%(people)s person', '%(people)s personer', people) % {'people': people}
    yield (_('Planlagt for') if meeting.attended is None else _('Til stede')), told
    if meeting.facilitator:
        yield _('Møteleder'), meeting.facilitator
    if meeting.note_taker:
        yield _('Referent'), meeting.note_taker


def _foot(meeting: Meeting) -> str:
    deleted = _('Slettes %(day)s.') % {'day': date_format(meeting.is_deleted_on, 'j. F Y')}
    if not meeting.module:
        return deleted
    based = _('Bygger på modul %(number)s i «%(package)s» fra %(publisher)s.') % {
        'number': meeting.module.number,
        'package': meeting.module.package.title,
        'publisher': meeting.module.package.publishers,
    }
    return f'{based} {deleted}'


def _start(moment: datetime) -> str:
    start = timezone.localtime(moment)
    return _('%(day)s kl. %(time)s') % {
        'day': date_format(start, 'l j. F Y'), 'time': time_format(start, 'H.i'),
    }  # fmt: skip


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
    points = meeting.written_points()
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
        written = notes.get(point.note_key, ()) if point.is_talk or part in (Part.FILM, Part.OWN) else ()
        is_skipped = all(one.item.is_skipped for one in phases)
        is_missed = not began_at and not written and (is_skipped or meeting.is_ended)
        blocks = (
            *([Block('text', point.text_below)] if point.text_below else []),
            *([Block('mark', _('Rakk vi ikke.'))] if is_missed else []),
            *(written if point.is_talk or point.note_key not in talks else ()),
        )
        began = time_format(timezone.localtime(began_at), 'H.i') + ' ' if began_at else ''
        yield Section(f'{began}{point.label}', blocks, 'question' if point.is_talk else part)


def _agreement(commitment: Commitment) -> Block:
    details = []
    if commitment.who:
        details.append(_('Ansvar: %(who)s') % {'who': commitment.who})
    if commitment.due_on:
        details.append(_('Innen: %(day)s') % {'day': date_format(commitment.due_on, 'j. F Y')})
    outcome = '. '.join(filter(None, [commitment.get_outcome_display(), commitment.learned]))
    return Block('agreement', commitment.sentence, tuple(details), outcome)


# Those that follow each other without a line between.
_TIGHT = {'fact', 'point', 'detail'}


def as_text(lines: Iterable[tuple[str, str]]) -> str:
    """The lines as plain text for a case system: headings in capitals, and no sign that means nothing there."""
    text, before = '', ''
    for kind, words in lines:
        if text:
            text += '\n' if kind in _TIGHT and (kind == before or kind == 'detail') else '\n\n'
        text += words.upper() if kind in ('title', 'heading') else f'- {words}' if kind == 'point' else words
        before = kind
    return text + '\n'
