"""What a package's file holds, and what is refused when one comes from elsewhere."""

import io
import json
import stat
import struct
import zipfile

import pytest
from django.core.files.storage import default_storage

from modules.editing.moving import package_file
from modules.editing.moving.safe_zip import ArchiveError
from modules.models import Film, Module, Package
from tests.package_files import CAPTIONS, PICTURE, altered, contents_of, packed, png, small_package


def read(data):
    return package_file.read(io.BytesIO(data))


def refusal(data):
    with pytest.raises(ArchiveError) as refused:
        read(data)
    return str(refused.value)


@pytest.fixture
def exported(db):
    return contents_of(package_file.export(small_package()))


def test_export_holds_texts_pictures_and_captions_and_no_film(db):
    data = package_file.export(small_package())

    contents = contents_of(data)
    assert sorted(contents) == [
        'innhold.json', f'media/{PICTURE}', 'media/stillbilder/start.png', 'media/teksting/film.vtt',
    ]  # fmt: skip
    assert contents['media/teksting/film.vtt'] == CAPTIONS
    written = json.loads(contents['innhold.json'])
    assert (written['format'], written['version'], len(written['records'])) == ('kompetansepakke', 1, 5)
    assert package_file.export(Package.objects.get()) == data
    # Also tomorrow: nothing in it says when it was made.
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_export_leaves_out_what_is_of_this_installation(exported):
    package_, module, *_rest = json.loads(exported['innhold.json'])['records']

    assert 'position' not in package_['fields']
    assert 'reviewed_on' not in module['fields']


def test_export_says_which_file_is_gone(db):
    made = small_package()
    default_storage.delete('teksting/film.vtt')

    with pytest.raises(ArchiveError, match='«teksting/film.vtt» mangler på tjeneren'):
        package_file.export(made)


def test_export_of_a_text_whose_picture_is_gone_still_works(db):
    made = small_package()
    default_storage.delete(PICTURE)

    assert f'media/{PICTURE}' not in contents_of(package_file.export(made))


def test_what_is_read_is_what_was_written(exported):
    held = read(packed(exported))

    assert [record.model._meta.model_name for record in held.records] == [
        'package', 'module', 'film', 'captiontrack', 'reflectionquestion',
    ]  # fmt: skip
    assert held.records[2].film_file == 'film/stor.mp4'
    assert 'file' not in held.records[2].values
    assert set(held.files) == {PICTURE, 'stillbilder/start.png', 'teksting/film.vtt'}
    assert (Package.objects.count(), Module.objects.count(), Film.objects.count()) == (1, 1, 1)


def test_pictures_are_drawn_anew(exported):
    exported[f'media/{PICTURE}'] += b'<script>alert(1)</script>'

    assert b'<script' not in read(packed(exported)).files[PICTURE]


@pytest.mark.parametrize(
    ('data', 'reason'),
    [
        (b'', 'ikke en zip-fil'),
        (b'%PDF-1.7 rapport', 'ikke en zip-fil'),
        (b'PK\x05\x06' + b'\0' * 5, 'ikke en zip-fil'),
        (b'PK\x05\x06' + b'\xff' * 18, 'for mange filer'),
        (packed({}), '«innhold.json» mangler'),
        (packed({'innhold.json': '{'}), 'lar seg ikke lese'),
        (packed({'innhold.json': '[' * 100_000}), 'lar seg ikke lese'),
        (packed({'innhold.json': b'\xff\xfe'}), 'lar seg ikke lese'),
        (packed({'innhold.json': '{"format": NaN}'}), 'lar seg ikke lese'),
        (packed({'innhold.json': r'{"format": "\ud800"}'}), 'lar seg ikke lese'),
        (packed({'innhold.json': '[]'}), 'ikke en kompetansepakke'),
        (packed({'innhold.json': '{"format": "annet"}'}), 'ikke en kompetansepakke'),
        (packed({'innhold.json': '{}'}, zipfile.ZIP_BZIP2), 'på en måte vi ikke leser'),
    ],
)
def test_what_is_no_package_is_refused(data, reason):
    assert reason in refusal(data)


@pytest.mark.parametrize(
    ('name', 'reason'),
    [
        ('../settings.py', 'peker ut av mappa'),
        ('media/../../settings.py', 'peker ut av mappa'),
        ('/etc/passwd', 'peker ut av mappa'),
        ('C:/windows/system.ini', 'peker ut av mappa'),
        ('media\\bilder\\x.png', 'peker ut av mappa'),
        ('media/bilder/x.svg', 'ikke hører hjemme'),
        ('media/film/x.mp4', 'ikke hører hjemme'),
        ('media/bilder/.x.png', 'ikke hører hjemme'),
        ('media/bilder/' + 'x' * 100 + '.png', 'ikke hører hjemme'),
        ('media/bilder/', 'ikke hører hjemme'),
        ('README.md', 'ikke hører hjemme'),
        ('INNHOLD.json', 'ikke hører hjemme'),
        ('media/bilder/ubrukt.png', 'som innholdet ikke bruker'),
        ('media/teksting/FILM.vtt', 'mer enn én gang'),
    ],
)
def test_a_name_that_does_not_belong_is_refused(exported, name, reason):
    assert reason in refusal(packed(exported | {name: png()}))


def test_a_shortcut_and_a_name_given_twice_are_refused(exported):
    out = io.BytesIO(packed(exported))
    with zipfile.ZipFile(out, 'a') as file:
        link = zipfile.ZipInfo('media/bilder/x.png')
        link.external_attr = 0o120777 << 16
        file.writestr(link, '/etc/passwd')
    assert 'en snarvei' in refusal(out.getvalue())

    out = io.BytesIO(packed(exported))
    with zipfile.ZipFile(out, 'a') as file, pytest.warns(UserWarning, match='Duplicate'):
        file.writestr('innhold.json', '{}')
    assert 'mer enn én gang' in refusal(out.getvalue())


@pytest.mark.parametrize('kind', [stat.S_IFIFO, stat.S_IFBLK, stat.S_IFSOCK, stat.S_IFDIR])
def test_what_is_no_plain_file_is_refused(exported, kind):
    out = io.BytesIO(packed(exported))
    with zipfile.ZipFile(out, 'a') as file:
        odd = zipfile.ZipInfo('media/bilder/x.png')
        odd.external_attr = (kind | 0o644) << 16
        file.writestr(odd, png())

    assert 'ikke hører hjemme' in refusal(out.getvalue())


def test_a_file_with_a_password_is_refused(exported):
    data = bytearray(packed(exported))
    at = data.index(b'PK\x01\x02')
    data[at + 8] |= 1

    assert 'passord' in refusal(bytes(data))


def test_what_swells_is_refused(exported):
    swelling = b'WEBVTT\n' + b' ' * 1_900_000
    assert 'mistenkelig sterkt komprimert' in refusal(packed(exported | {'media/teksting/film.vtt': swelling}))

    too_large = b'WEBVTT\n' + b' ' * 2_200_000
    assert '«media/teksting/film.vtt» i fila er for stor' in refusal(
        packed(exported | {'media/teksting/film.vtt': too_large}, zipfile.ZIP_STORED)
    )


def test_what_is_too_large_in_all_is_refused(exported, monkeypatch):
    data = packed(exported)

    monkeypatch.setattr('modules.editing.moving.safe_zip.MAX_UNPACKED', sum(map(len, exported.values())))
    read(data)
    monkeypatch.setattr('modules.editing.moving.safe_zip.MAX_UNPACKED', sum(map(len, exported.values())) - 1)
    assert 'blir for stor når den pakkes ut' in refusal(data)
    monkeypatch.setattr('modules.editing.moving.safe_zip.MAX_BYTES', len(data) - 1)
    assert 'høyst 100 MB' in refusal(data)


def test_a_size_that_is_a_lie_is_refused(exported):
    """The list says ten bytes; what is packed is more."""
    data = bytearray(packed(exported))
    at = data.index(b'PK\x01\x02')
    data[at + 24 : at + 28] = struct.pack('<I', 10)

    assert 'ødelagt' in refusal(bytes(data))


def test_more_files_than_anybody_has_are_refused():
    assert 'for mange filer' in refusal(packed({f'media/bilder/{n}.png': b'' for n in range(1001)}))


def test_half_a_file_is_refused(exported):
    data = packed(exported)

    for length in range(0, len(data), 97):
        refusal(data[:length])


def test_a_file_that_is_not_what_its_name_says_is_refused(exported):
    assert 'ikke et bilde' in refusal(packed(exported | {f'media/{PICTURE}': b'<svg onload="x">'}))
    assert 'av den typen navnet sier' in refusal(packed(exported | {f'media/{PICTURE}': png(format='JPEG')}))
    assert 'ikke teksting' in refusal(packed(exported | {'media/teksting/film.vtt': b'<html>'}))


def put(index, **fields):
    def change(content):
        content['records'][index]['fields'].update(fields)

    return change


@pytest.mark.parametrize(
    ('change', 'reason'),
    [
        (lambda content: content | {'version': 2}, 'nyere utgave'),
        (lambda content: content | {'version': 0}, 'ikke kjenner'),
        (lambda content: content | {'version': True}, 'ikke kjenner'),
        (lambda content: content | {'version': '1'}, 'ikke kjenner'),
        (lambda content: content | {'records': []}, 'ikke noe innhold'),
        (lambda content: content | {'records': content['records'] * 2}, 'står to ganger'),
        (lambda content: content | {'records': content['records'][1:]}, 'nøyaktig én pakke'),
        (lambda content: content | {'records': content['records'][:1] + content['records'][2:]}, 'hører ikke til'),
        (lambda content: content | {'records': content['records'] * 1001}, 'for mye innhold'),
        (lambda content: content['records'].append(7), 'ikke noe vi kan lese'),
        (lambda content: content['records'][0].update(pk=1), 'mer med seg enn det skal'),
        (lambda content: content['records'][1].update(model='auth.user'), 'ikke er innhold: «auth.user»'),
        (put(0, is_superuser=True), 'et felt vi ikke kjenner: «is_superuser»'),
        (put(0, id=1), 'et felt vi ikke kjenner: «id»'),
        (put(0, title=None), '«tittel» i kompetansepakke har feil slags verdi'),
        (put(0, title=['a']), '«tittel» i kompetansepakke har feil slags verdi'),
        (put(0, title='a\0b'), '«tittel» i kompetansepakke har feil slags verdi'),
        (put(0, is_published='ja'), '«publisert» i kompetansepakke har feil slags verdi'),
        (put(0, source_updated_on='i går'), 'har feil slags verdi'),
        (put(1, number='2'), '«nummer» i modul har feil slags verdi'),
        (put(1, number=True), '«nummer» i modul har feil slags verdi'),
        (put(1, package=['en-annen']), 'hører ikke til'),
        (put(1, package='pakke'), 'uten adresse'),
        (put(1, slug=''), 'uten adresse'),
        (put(2, poster='stillbilder/annet.png'), 'ikke er med i fila'),
        (put(2, poster='../../settings.py'), 'ikke er med i fila'),
        (put(3, file='film/x.mp4'), 'ikke er med i fila'),
    ],
)
def test_content_that_does_not_hold_together_is_refused(exported, change, reason):
    assert reason in refusal(altered(exported, change))


def test_noise_never_gets_through_as_anything_but_a_refusal(exported):
    """Each byte of the file turned in its place: it is refused, or holds the very same."""
    data, held = packed(exported, zipfile.ZIP_STORED), read(packed(exported))

    refused = 0
    for at in range(0, len(data), 7):
        noisy = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        try:
            assert read(noisy) == held
        except ArchiveError:
            refused += 1
    assert refused > len(data) / 7 / 2
