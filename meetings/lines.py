"""The agenda, line by line: what welcomes the room, and what is drawn along the foot of the wall."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from meetings import words
from meetings.agenda import Point
from meetings.items import minutes_of


@dataclass(frozen=True)
class Line:
    """A line of the agenda: a point, or a talk through all its phases. `points` are those that follow each other."""

    points: tuple[Point, ...]

    @property
    def first(self) -> Point:
        return self.points[0]

    @property
    def is_talk(self) -> bool:
        return self.first.is_talk

    @property
    def minutes(self) -> int:
        """Those of all its points, but for what was skipped."""
        return minutes_of(point.item for point in self.points if not point.item.is_skipped)

    @property
    def name(self) -> str:
        """What it is called in few words: «Spørsmål 4», «Film», «Nytt fra ledelsen»."""
        if not self.is_talk:
            return self.first.title
        return words.on_a_line(self.first.step) if self.first.step else _('Samtale')


def lines(points: Iterable[Point]) -> list[Line]:
    """The agenda of `points`: those of one talk that follow each other are one line."""
    talks = groupby(points, lambda point: point.item.step if point.is_talk else point.at)
    return [Line(tuple(of_one)) for _key, of_one in talks]
