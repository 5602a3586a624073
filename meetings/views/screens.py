"""What the screens of a meeting are drawn from: the wall, the leader's view, and the agreement on all of them."""

from django.db.models import prefetch_related_objects

from meetings import words
from meetings.agenda import first_about_each
from meetings.forms import CommitmentForm, FollowUpForm
from meetings.items import Part
from meetings.lines import lines
from meetings.state import public_id, state_of


def screen_context(request, meeting):
    """What the wall and the leader's view are drawn from."""
    prefetch_related_objects([meeting], 'commitments', 'notes')
    points = meeting.points()
    pages = [page for point in points for page in point.pages]
    here = next((at for at, page in enumerate(pages) if page.place == (meeting.now_at, meeting.now_page)), 0)
    return {
        'meeting': meeting,
        'module': meeting.module,
        'package': meeting.module and meeting.module.package,
        'points': points,
        'lines': lines(points),
        'pages': pages,
        'current': pages[here],
        'place': here + 1,
        'coming': pages[here + 1] if here + 1 < len(pages) else None,
        'has_film': any(is_coming_film(point) for point in points[meeting.now_at :]),
        'state': state_of(meeting).told(),
        'device': public_id(request.device),
        **agreement_context(meeting),
        'noted': noted(meeting),
        'follow_ups': [(commitment, FollowUpForm.of(commitment)) for commitment in meeting.previous_commitments()],
    }


def lead_context(request, meeting):
    """What the leader's view is drawn from: that of the wall, and the note about what is on."""
    context = screen_context(request, meeting)
    point = context['current'].point
    row = note_row(meeting, point, [point], request.device) if point.note_key else None
    return context | {'note_row': row}


def note_row(meeting, point, points, device):
    """The field for notes about `point`, for the browser `device`; `points` are all that the note is about."""
    written = [note for note in meeting.notes.all() if note.step == point.note_key]
    mine = next((note for note in written if note.writer == device), None)
    return {
        'key': point.note_key,
        'point': point,
        'items': [one.item.id for one in points],
        'is_now': meeting.is_running and meeting.plan_items[meeting.now_at].id in [one.item.id for one in points],
        'note': mine,
        'others': [note for note in written if note != mine and note.text],
        'text': mine.text if mine else '',
    }


def is_coming_film(point):
    return point.item.part == Part.FILM and not point.item.is_skipped


def noted(meeting):
    """What has been written, as (point, its texts), in the order of the meeting."""
    texts = {}
    for note in meeting.notes.all():
        if note.text.strip():
            texts.setdefault(note.step, []).append(note.text.strip())
    return [(point, texts[step]) for step, point in first_about_each(meeting.written_points()).items() if step in texts]


def agreement_context(meeting, refused=None):
    """What the agreement is drawn from: a form for each that stands, one `refused` as it was typed, and a new one."""
    commitments, next_day = list(meeting.commitments.all()), meeting.next_day
    forms = [CommitmentForm.of(commitment, next_day=next_day) for commitment in commitments]
    new = CommitmentForm.of(next_day=next_day)
    if refused and refused.instance.pk:
        forms = [refused if form.instance.pk == refused.instance.pk else form for form in forms]
    elif refused:
        new = refused
    return {
        'commitments': commitments,
        'agreements': forms,
        'new_agreement': new,
        'refused_agreement': refused,
        'newest': commitments[-1].pk if commitments else 0,
        'next_day': words.day(next_day),
        'next_meeting': meeting.next_meeting,
    }
