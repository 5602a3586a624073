"""What is said in a meeting, from how it goes."""

from meetings.clock import Cut
from meetings.plan import Part, PlanItem, topics_of
from meetings.topics import named
from meetings.words import about, cut_words, instruction, punctuality, short_name, topic_label
from modules.steps import Kind, Step


def test_where_a_meeting_is_in_its_time_is_said_in_whole_minutes():
    assert [punctuality(behind) for behind in (-2, -1, 0, 1, 2)] == [
        '2 minutter i forkant', '1 minutt i forkant', 'i rute', '1 minutt på overtid', '2 minutter på overtid',
    ]  # fmt: skip


def test_a_cut_is_one_sentence():
    question = Step(Kind.QUESTION, 'sporsmal-a', 'Refleksjonsspørsmål 1', number=1)
    case = Step(Kind.CASE, 'case-c', 'Case: Olga', title='Olga')
    steps = {step.key: step for step in (question, case)}

    assert cut_words(Cut((), ('sporsmal-a', 'case-c')), steps) == (
        'Hopp over spørsmål 1 og casen «Olga», og ta det neste gang.'
    )
    assert cut_words(Cut(()), steps) == 'Kort ned det som er igjen.'
    assert cut_words(Cut((), ('sporsmal-a',), is_enough=False), steps) == 'Gå rett til avtalen. Dere rekker ikke mer.'


def test_one_group_is_told_what_one_group_can_do():
    assert instruction(Part.GROUP, is_one_group=False).startswith('Gå sammen tre eller fire.')
    assert instruction(Part.GROUP, is_one_group=True).startswith('Én om gangen rundt bordet, uten avbrytelser.')
    assert instruction(Part.PLENARY, is_one_group=True) == instruction(Part.PLENARY, is_one_group=False) != ''
    assert instruction(Part.FILM, is_one_group=False) == ''


def test_every_kind_that_is_talked_about_has_its_words():
    """Who lets another kind be talked about is told here that it has no name in a meeting."""
    steps = [Step(kind, f'{kind}-x', 'Navnet', title='Tittel', text='Hva?', number=3) for kind in Kind]
    talked_about = set(topics_of(steps))

    topics = [step for step in steps if step.key in talked_about]
    assert {step.kind for step in topics} == {Kind.QUESTION, Kind.CASE}
    assert [short_name(step) for step in topics] == ['spørsmål 3', 'casen «Tittel»']
    for step in topics:
        assert topic_label(step)
        assert about(step) != 'om filmen'
        assert named([PlanItem(Part.GROUP, 5, step=step.key)], {step.key: step})[0].name
