import json
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from modules.editing.merge import Conflict, base_of, digest_of, is_changed, merge
from modules.editing.word_diff import Piece, compare
from modules.typography import typeset

BASE = {'title': 'Tittel', 'intro': 'En\ninnledning', 'rows': ('a', 'b'), 'rows-a-text': 'A', 'rows-b-text': 'B'}
SIGNS = st.sampled_from(['en', 'to', ' ', '\n', '.', '– '])


def merged(theirs, mine):
    return merge(json.loads(digest_of(BASE)), {**BASE, **theirs}, {**BASE, **mine})


def test_state_sent_by_a_browser_is_the_one_it_was_given():
    sent = {**BASE, 'intro': 'En\r\ninnledning '}

    assert not is_changed(json.loads(digest_of(BASE)), sent)
    assert is_changed(json.loads(digest_of(BASE)), {**BASE, 'intro': 'En innledning'})
    assert is_changed(json.loads(digest_of(BASE)), {**BASE, 'rows': ('b', 'a')})


def test_base_that_is_broken_is_none():
    assert base_of('') is base_of('{') is base_of('[]') is base_of('7') is None
    for broken in (
        '{"rows": 5}',
        '{"rows": true}',
        '{"rows": [1]}',
        '{"a": null}',
        '{"a": {}}',
        '[' * 100_000,
        '{"a":' * 100_000,
    ):
        assert base_of(broken) is None
    assert base_of('{"a": "b", "rows": ["c"]}') == {'a': 'b', 'rows': ['c']}


def test_what_only_one_has_changed_is_taken_from_that_one():
    result = merged({'title': 'Deres'}, {'intro': 'Min'})

    assert (result.state['title'], result.state['intro']) == ('Deres', 'Min')
    assert result.taken == ['title']
    assert result.conflicts == []


def test_what_both_have_changed_is_a_conflict_and_mine_stays_in_the_form():
    result = merged({'title': 'Deres'}, {'title': 'Min'})

    assert result.state['title'] == 'Min'
    assert result.conflicts == [Conflict('title', 'Deres', 'Min')]


def test_same_change_by_both_is_no_conflict():
    assert merged({'title': 'Ny'}, {'title': 'Ny'}).conflicts == []


def test_rows_added_by_both_are_all_there():
    result = merged({'rows': ('a', 'b', 't'), 'rows-t-text': 'T'}, {'rows': ('m', 'a', 'b'), 'rows-m-text': 'M'})

    assert result.state['rows'] == ('m', 'a', 'b', 't')
    assert (result.state['rows-t-text'], result.state['rows-m-text']) == ('T', 'M')


def test_their_order_holds_when_i_have_moved_nothing():
    assert merged({'rows': ('b', 'a')}, {'title': 'Min'}).state['rows'] == ('b', 'a')
    assert merged({'title': 'Deres'}, {'rows': ('b', 'a')}).state['rows'] == ('b', 'a')


def test_row_they_removed_goes_unless_i_wrote_in_it():
    current = {name: value for name, value in BASE.items() if name != 'rows-a-text'} | {'rows': ('b',)}
    base = json.loads(digest_of(BASE))

    assert merge(base, current, BASE).state['rows'] == ('b',)
    kept = merge(base, current, {**BASE, 'rows-a-text': 'Skrevet'})
    assert set(kept.state['rows']) == {'a', 'b'}
    assert kept.state['rows-a-text'] == 'Skrevet'
    assert kept.conflicts == [Conflict('rows-a-text', '', 'Skrevet')]
    moved = {**BASE, 'rows': ('b', 'a')}
    assert merge(base, current, moved).state['rows'] == ('b',)
    assert merge(base, current, {**moved, 'rows-a-text': 'Skrevet'}).state['rows'] == ('b', 'a')


def test_words_are_compared_and_put_together_they_are_the_texts():
    old, new = 'Hva gjør dere i dag?', 'Hva vil dere gjøre i dag?\nOg i morgen?'
    pieces = compare(old, new)

    assert ''.join(piece.text for piece in pieces if piece.kind != 'added') == old
    assert ''.join(piece.text for piece in pieces if piece.kind != 'removed') == new
    assert compare('en to', 'en tre') == [Piece('same', 'en '), Piece('removed', 'to'), Piece('added', 'tre')]
    assert compare('', '') == []


def test_comparison_of_two_texts_that_share_only_spaces_is_one_change():
    assert compare('Slik var det, før.', 'Nå er alt, annerledes.') == [
        Piece('removed', 'Slik var det, før'), Piece('added', 'Nå er alt, annerledes'), Piece('same', '.'),
    ]  # fmt: skip


@given(st.lists(SIGNS), st.lists(SIGNS))
def test_comparison_holds_both_texts(old, new):
    old, new = ''.join(old), ''.join(new)

    pieces = compare(old, new)

    assert ''.join(piece.text for piece in pieces if piece.kind != 'added') == old
    assert ''.join(piece.text for piece in pieces if piece.kind != 'removed') == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in zip(pieces, pieces[1:], strict=False))


@given(st.lists(SIGNS), st.lists(SIGNS), st.integers(0, 30))
def test_comparison_of_long_texts_holds_both_too(old, new, most):
    old, new = ''.join(old), ''.join(new)

    with mock.patch('modules.editing.word_diff.MOST_PAIRS', most):
        pieces = compare(old, new)

    assert ''.join(piece.text for piece in pieces if piece.kind != 'added') == old
    assert ''.join(piece.text for piece in pieces if piece.kind != 'removed') == new
    assert all(one.kind != other.kind for one, other in zip(pieces, pieces[1:], strict=False))


def test_one_word_in_a_long_text_is_the_one_that_is_shown():
    paragraphs = [
        ' '.join(f'Setning {number} i avsnitt {place} er her.' for number in range(20)) for place in range(60)
    ]
    old = '\n\n'.join(paragraphs)
    new = old.replace('Setning 7 i avsnitt 50', 'Setning sju i avsnitt 50').replace('avsnitt 3 er', 'avsnitt 3 var')

    changes = [piece for piece in compare(old, new) if piece.kind != 'same']

    assert changes == [
        *[Piece('removed', 'er'), Piece('added', 'var')] * 20,
        Piece('removed', '7'),
        Piece('added', 'sju'),
    ]


def test_texts_that_would_take_too_long_to_compare_are_one_change():
    assert [piece.kind for piece in compare('a b ' * 2000, 'b a ' * 2000)] == ['removed', 'added', 'same']


def test_typeset_makes_printed_signs_and_leaves_what_is_right():
    assert typeset('"Hei" -- sa hun ("Ja")') == '«Hei» – sa hun («Ja»)'
    assert typeset('«Hei» – sa hun') == '«Hei» – sa hun'
    assert typeset('---') == '---'
    assert typeset("O'Brien") == "O'Brien"


def test_row_that_both_have_added_alike_is_nobodys_news():
    base = base_of(digest_of({'rows': ('a',)}))

    merged = merge(base, {'rows': ('a', 'b')}, {'rows': ('a', 'b')})

    assert (merged.state, merged.taken, merged.conflicts) == ({'rows': ('a', 'b')}, [], [])
