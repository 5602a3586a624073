"""A package's file zipped again on a Mac or in Windows, by somebody who has mended a word."""

import io
import stat
import unicodedata
import zipfile

import pytest

from modules.editing.moving import package_file
from tests.package_files import contents_of, packed, png, small_package
from tests.test_package_file import read, refusal


@pytest.fixture
def exported(db):
    return contents_of(package_file.export(small_package()))


LEFT_BEHIND = ['.DS_Store', 'media/.DS_Store', 'media/bilder/Thumbs.db', 'desktop.ini', '__MACOSX/._innhold.json',
               '__MACOSX/media/bilder/._x.png', '._innhold.json']  # fmt: skip


def with_folders(contents, top=''):
    """A zip with an entry for each folder, as most programs make them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as file:
        folders = {top, *(top + '/'.join(name.split('/')[:depth]) + '/' for name in contents for depth in (1, 2, 3)
                          if name.count('/') >= depth)} - {''}  # fmt: skip
        for folder in sorted(folders):
            made = zipfile.ZipInfo(folder)
            made.external_attr = (stat.S_IFDIR | 0o755) << 16 | 0x10
            file.writestr(made, b'')
        for name, content in contents.items():
            file.writestr(top + name, content)
    return out.getvalue()


def test_package_zipped_again_on_another_machine_holds_the_same(exported):
    held, left = read(packed(exported)), dict.fromkeys(LEFT_BEHIND, b'\0\5\x16\7')

    assert read(with_folders(exported)) == held
    assert read(packed(exported | left)) == held
    assert read(with_folders(exported, 'pakke (1)/')) == held
    assert read(with_folders(exported | left, 'Nedlastinger æøå/')) == held
    in_folder = {f'pakke/{name}': content for name, content in exported.items()}
    assert read(packed(in_folder | {'__MACOSX/._pakke': b'x', '.DS_Store': b'x'})) == held


def test_package_whose_text_was_mended_in_notepad_is_read(exported):
    text = exported['innhold.json'].decode().replace('\n', '\r\n')

    assert read(packed(exported | {'innhold.json': b'\xef\xbb\xbf' + text.encode()})) == read(packed(exported))


@pytest.mark.parametrize(('form', 'coding'), [('NFC', 'utf-8'), ('NFD', 'utf-8'), ('NFC', 'cp850')])
def test_names_are_the_same_however_a_machine_writes_norwegian(exported, form, coding):
    """Whole letters, a Mac's in two pieces, and either without the mark that says how they are coded."""
    still = 'stillbilder/møte-på-Åsen.png'
    text = exported.pop('innhold.json').replace(b'stillbilder/start.png', still.encode())
    picture = exported.pop('media/stillbilder/start.png')
    contents = exported | {'innhold.json': text}
    held = read(packed(contents | {f'media/{still}': picture}))
    assert still in held.files

    marked = unicodedata.normalize(form, f'media/{still}')
    assert read(packed(contents | {marked: picture})) == held
    raw = marked.encode(coding)
    stand_in = 'media/' + 'x' * (len(raw) - len('media/'))
    assert read(packed(contents | {stand_in: picture}).replace(stand_in.encode(), raw)) == held


@pytest.mark.parametrize(
    ('name', 'reason'),
    [
        ('__MACOSX/../../settings.py', 'peker ut av mappa'),
        ('/.DS_Store', 'peker ut av mappa'),
        ('__MACOSX\\x', 'peker ut av mappa'),
        ('media/.DS_Store/x.png', 'ikke hører hjemme'),
        ('annet/__MACOSX/x', 'ikke hører hjemme'),
        ('annet/innhold.json', 'ikke hører hjemme'),
    ],
)
def test_what_is_passed_over_hides_nothing(exported, name, reason):
    assert reason in refusal(packed(exported | {name: png()}))


def test_two_folders_two_names_and_what_is_left_behind_as_a_shortcut_are_refused(exported):
    two = {f'{top}/{name}': content for name, content in exported.items() for top in ('a', 'b')}
    assert 'ikke hører hjemme' in refusal(packed(two))
    assert 'ikke hører hjemme' in refusal(packed({f'a/b/{name}': content for name, content in exported.items()}))
    one = f'media/stillbilder/{unicodedata.normalize("NFC", "på")}.png'
    other = f'media/stillbilder/{unicodedata.normalize("NFD", "på")}.png'
    assert 'mer enn én gang' in refusal(packed(exported | {one: png(), other: png()}))
    out = io.BytesIO(packed(exported))
    with zipfile.ZipFile(out, 'a') as file:
        link = zipfile.ZipInfo('__MACOSX/x')
        link.external_attr = 0o120777 << 16
        file.writestr(link, '/etc/passwd')
    assert 'en snarvei' in refusal(out.getvalue())


def test_what_a_mac_leaves_beside_every_file_does_not_make_them_too_many(exported):
    beside = {f'__MACOSX/._{number}': b'x' for number in range(1500)}

    assert read(packed(exported | beside)) == read(packed(exported))
    assert 'for mange filer' in refusal(packed(exported | {f'__MACOSX/._{number}': b'x' for number in range(3001)}))
