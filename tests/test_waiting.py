"""Files that wait for an editor to save: put together in order, for her alone, and for a day."""

import fcntl
import os
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.management import call_command

from modules.editing import waiting

# Who they are is all that the store asks.
EVA, ODD = SimpleNamespace(pk=1), SimpleNamespace(pk=2)


def whole(content=b'innhold', name='film.mp4', user=EVA):
    upload = waiting.begin(user, name, len(content), 'merke')
    waiting.append(upload, 0, content)
    return upload


def make_old(upload, seconds=waiting.KEPT_SECONDS + 60):
    then = time.time() - seconds
    os.utime(upload.content, (then, then))


def test_pieces_are_put_in_order_and_the_whole_can_be_read():
    upload = waiting.begin(EVA, 'film.mp4', 10)

    assert (upload.offset, upload.is_whole) == (0, False)
    assert waiting.append(upload, 0, b'01234') == 5
    assert waiting.append(upload, 5, b'56789') == 10

    found = waiting.find(EVA, upload.id)
    assert found.is_whole
    with found.open() as file:
        assert (file.name, file.size, file.waiting, file.read()) == ('film.mp4', 10, upload.id, b'0123456789')


@pytest.mark.parametrize('offset', [0, 4, 6, 100])
def test_piece_from_another_place_is_refused_with_the_right_one(offset):
    upload = waiting.begin(EVA, 'film.mp4', 10)
    waiting.append(upload, 0, b'01234')

    with pytest.raises(waiting.NotNext) as refused:
        waiting.append(upload, offset, b'56789')

    assert refused.value.offset == 5
    assert upload.content.read_bytes() == b'01234'


def test_more_than_was_said_is_refused_and_changes_nothing():
    upload = waiting.begin(EVA, 'film.mp4', 6)
    waiting.append(upload, 0, b'01234')

    with pytest.raises(waiting.Refused, match='større enn nettleseren sa'):
        waiting.append(upload, 5, b'56')
    with pytest.raises(waiting.Refused, match='høyst 8 MB'):
        waiting.append(upload, 5, b'0' * (waiting.PIECE_MAX_BYTES + 1))

    assert upload.content.read_bytes() == b'01234'


def test_same_piece_from_eight_at_once_is_put_in_once():
    piece = bytes(range(256)) * 4096
    upload = waiting.begin(EVA, 'film.mp4', len(piece) * 5)

    def send(number):
        try:
            return waiting.append(upload, number * len(piece), piece)
        except waiting.NotNext:
            return None

    with ThreadPoolExecutor(8) as pool:
        for number in range(5):
            answers = list(pool.map(send, [number] * 8))
            assert [answer for answer in answers if answer] == [(number + 1) * len(piece)]

    assert upload.content.read_bytes() == piece * 5


def test_piece_waits_for_the_one_that_is_being_put_in_by_another_process():
    upload = waiting.begin(EVA, 'film.mp4', 10)
    with upload.content.open('r+b') as held, ThreadPoolExecutor() as pool:
        fcntl.flock(held, fcntl.LOCK_EX)
        late = pool.submit(waiting.append, upload, 0, b'56789')
        assert wait([late], timeout=0.2).not_done
        held.write(b'01234')
        held.flush()
        fcntl.flock(held, fcntl.LOCK_UN)

        with pytest.raises(waiting.NotNext):
            late.result(timeout=10)

    assert upload.content.read_bytes() == b'01234'


def test_upload_is_found_by_its_editor_alone():
    upload = whole()

    assert waiting.find(ODD, upload.id) is None
    assert waiting.find(EVA, upload.id).name == 'film.mp4'
    with pytest.raises(AssertionError):
        waiting.find(SimpleNamespace(pk=None), upload.id)


@pytest.mark.parametrize(
    'id', ['', '.', '..', '../2/{id}', '{id}/', '{id}\n', '/etc/passwd', 'x' * 32, '{id}\0', 'A' * 32]
)
def test_id_is_no_way_to_anywhere(id):
    upload = whole(user=ODD)

    assert waiting.find(EVA, id.format(id=upload.id)) is None
    assert waiting.find(ODD, upload.id) is not None


@pytest.mark.parametrize(
    ('name', 'shown'),
    [
        ('Året på Øya.mp4', 'Året på Øya.mp4'),
        ('../../etc/passwd', 'passwd'),
        ('C:\\Filmer\\film.mp4', 'film.mp4'),
        ('a\0\n\u202egpj.mp4', 'agpj.mp4'),
        ('', 'fil'),
        ('..', 'fil'),
        ('.mp4', 'mp4'),
        ('x' * 300 + '.mp4', 'x' * 96 + '.mp4'),
    ],
)
def test_name_is_for_show_and_no_way_to_anywhere(name, shown):
    upload = whole(name=name)

    assert upload.name == shown
    kept = [path.relative_to(upload.folder.parent.parent) for path in upload.folder.rglob('*')]
    assert sorted(map(str, kept)) == [f'1/{upload.id}/about.json', f'1/{upload.id}/content']


def test_half_one_is_known_when_the_same_file_is_chosen_again():
    upload = waiting.begin(EVA, 'film.mp4', 10, 'merke')
    waiting.append(upload, 0, b'01234')

    again = waiting.half(EVA, 'film.mp4', 10, 'merke')
    assert (again.offset, again.name, again.id != upload.id) == (5, 'film.mp4', True)
    assert waiting.find(EVA, upload.id) is None
    assert waiting.half(EVA, 'film.mp4', 11, 'merke') is None
    assert waiting.half(EVA, 'annen.mp4', 10, 'merke') is None
    assert waiting.half(EVA, 'film.mp4', 10, 'annet') is None
    assert waiting.half(ODD, 'film.mp4', 10, 'merke') is None
    waiting.append(again, 5, b'56789')
    assert waiting.half(EVA, 'film.mp4', 10, 'merke') is None


def test_file_larger_than_the_limit_is_refused_with_the_limit(monkeypatch):
    monkeypatch.setattr(waiting, 'FILE_MAX_BYTES', 2 * 1024**2)

    with pytest.raises(waiting.Refused, match='høyst 2,0.MB'):
        waiting.begin(EVA, 'film.mp4', 2 * 1024**2 + 1)
    assert waiting.begin(EVA, 'film.mp4', 2 * 1024**2).size == 2 * 1024**2


def test_quota_counts_what_was_said_for_each_editor_and_names_what_waits(monkeypatch):
    monkeypatch.setattr(waiting, 'QUOTA_BYTES', 3000)
    kept = waiting.begin(EVA, 'gammel.mp4', 2000)

    with pytest.raises(waiting.NoRoom, match='gammel.mp4') as refused:
        waiting.begin(EVA, 'film.mp4', 1001)
    assert '2,0\xa0KB' in str(refused.value)
    assert waiting.begin(ODD, 'film.mp4', 3000)
    assert waiting.begin(EVA, 'film.mp4', 1000)

    waiting.discard(kept)
    assert waiting.begin(EVA, 'film.mp4', 2000)


def test_quota_holds_for_many_that_begin_at_once(monkeypatch):
    monkeypatch.setattr(waiting, 'QUOTA_BYTES', 3000)

    def begin(_number):
        try:
            return waiting.begin(EVA, 'film.mp4', 1000)
        except waiting.NoRoom:
            return None

    with ThreadPoolExecutor(8) as pool:
        assert len(list(filter(None, pool.map(begin, range(16))))) == 3


def test_number_that_may_wait_is_limited_too(monkeypatch):
    monkeypatch.setattr(waiting, 'MAX_WAITING', 2)
    whole(), whole()

    with pytest.raises(waiting.NoRoom, match='Du har 2 filer som ikke er lagret'):
        waiting.begin(EVA, 'film.mp4', 1)


def test_full_disk_is_said_before_the_file_is_sent(monkeypatch):
    monkeypatch.setattr(waiting, 'KEPT_FREE_BYTES', 2**62)

    with pytest.raises(waiting.NoRoom, match='ikke plass på tjeneren'):
        waiting.begin(EVA, 'film.mp4', 1)


def test_what_has_waited_for_a_day_is_gone_and_swept():
    old, new = whole(), whole()
    begun = waiting.begin(ODD, 'film.mp4', 5, 'merke')
    make_old(old)
    make_old(begun)
    make_old(new, waiting.KEPT_SECONDS - 60)

    assert waiting.find(EVA, old.id) is None
    assert waiting.half(ODD, 'film.mp4', 5, 'merke') is None
    waiting.begin(EVA, 'film.mp4', 1)

    assert [upload.folder.exists() for upload in (old, begun, new)] == [False, False, True]


def test_sweep_touches_only_what_is_named_as_the_store_names_it(settings, capsys):
    upload, other = whole(), settings.WAITING_ROOT / '2026' / 'regnskap'
    other.mkdir(parents=True)
    make_old(upload)
    os.utime(other, (0, 0))

    call_command('delete_waiting')
    assert capsys.readouterr().out == 'Slettet 1 fil som ventet.\n'
    call_command('delete_waiting')
    assert capsys.readouterr().out == 'Slettet 0 filer som ventet.\n'
    assert other.exists()


def test_saved_file_takes_no_room_twice_and_the_waiting_one_is_still_there():
    upload = whole(b'innhold')

    with upload.open() as file:
        name = default_storage.save('film/film.mp4', file)

    stored = Path(default_storage.path(name))
    assert stored.samefile(upload.content)
    assert sorted(path.name for path in upload.folder.iterdir()) == ['about.json', 'content']
    waiting.discard(upload)
    assert stored.read_bytes() == b'innhold'
    assert stored.stat().st_mode & 0o777 == 0o644


def test_waiting_file_is_saved_twice_as_two_files():
    upload = whole(b'innhold')

    with upload.open() as file:
        names = [default_storage.save('film/film.mp4', file) for _ in range(2)]

    assert len({*names}) == 2
    assert [default_storage.open(name).read() for name in names] == [b'innhold', b'innhold']


def test_disk_that_has_no_links_gets_a_copy(monkeypatch):
    def refuse(*_paths):
        raise OSError('no links here')

    monkeypatch.setattr(os, 'link', refuse)
    upload = whole(b'innhold')

    with upload.open() as file:
        name = default_storage.save('film/film.mp4', file)

    assert not Path(default_storage.path(name)).samefile(upload.content)
    assert default_storage.open(name).read() == b'innhold'
    assert upload.is_whole


def test_stored_film_cannot_be_written_on_through_the_one_that_waits():
    upload = whole(b'innhold')
    with upload.open() as file:
        name = default_storage.save('film/film.mp4', file)

    with pytest.raises(waiting.Refused):
        waiting.append(upload, 7, b' og mer')

    assert default_storage.open(name).read() == b'innhold'


def test_file_that_came_with_a_form_waits_whole():
    small = waiting.take(EVA, SimpleUploadedFile('bilde.png', b'et bilde'))
    large = TemporaryUploadedFile('film.mp4', 'video/mp4', 8, None)
    large.write(b'en film.')
    large.seek(0)
    taken = waiting.take(EVA, large)
    large.close()

    assert (small.name, small.open().read()) == ('bilde.png', b'et bilde')
    assert (taken.name, taken.is_whole, taken.open().read()) == ('film.mp4', True, b'en film.')


def test_discarded_one_is_gone_also_for_who_holds_it():
    upload = waiting.begin(EVA, 'film.mp4', 10)

    waiting.discard(upload)
    waiting.discard(upload)

    assert waiting.find(EVA, upload.id) is None
    with pytest.raises(FileNotFoundError):
        waiting.append(upload, 0, b'0')
    assert not upload.folder.exists()


def test_what_waits_is_for_the_portal_alone():
    upload = whole()

    assert upload.folder.stat().st_mode & 0o077 == 0
    assert upload.folder.parent.stat().st_mode & 0o077 == 0
