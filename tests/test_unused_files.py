"""Files that nothing points to go after a time; what anything points to, and what is not ours, stays."""

import io
import json
import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import models
from reversion.models import Version

from modules import tree
from modules.editing import history, unused_files
from modules.editing.moving import apply, package_file
from modules.editing.pictures import clean_picture
from modules.models import Film, Module
from tests import factories
from tests.package_files import contents_of, packed, png, small_package

OLD = timedelta(days=31)


def stored(name, content=b'x' * 10, age=OLD):
    """A file that nobody has touched for `age`, and its name."""
    name = default_storage.save(name, ContentFile(content))
    then = time.time() - age.total_seconds()
    os.utime(default_storage.path(name), (then, then))
    return name


def is_here(name):
    return default_storage.exists(name)


def test_picture_that_no_text_shows_goes_after_a_month_and_one_that_is_shown_stays(db):
    shown, gone = stored('bilder/vist.png'), stored('bilder/ubrukt.png')
    young = stored('bilder/ny.png', age=timedelta(days=29))
    factories.module(intro=f'![Et kart](/media/{shown})')

    assert unused_files.sweep(dry_run=True) == {gone: 10}
    assert is_here(gone)
    assert unused_files.sweep() == {gone: 10}
    assert (is_here(shown), is_here(gone), is_here(young)) == (True, False, True)
    assert unused_files.sweep() == {}


def test_every_field_of_files_keeps_its_file_and_its_folder_is_looked_into(db):
    module = factories.full_module()
    walked = 0

    for _path, record in tree.walk(module):
        for field in record._meta.fields:
            if isinstance(field, models.FileField):
                name = stored(f'{field.upload_to}brukt-{walked}.bin')
                type(record).objects.filter(pk=record.pk).update(**{field.name: name})
                unused = stored(f'{field.upload_to}ubrukt-{walked}.bin')
                assert list(unused_files.sweep()) == [unused]
                assert is_here(name)
                walked += 1
    assert walked >= 3


def test_every_text_keeps_the_picture_it_shows(db):
    module = factories.full_module()
    walked = 0

    for _path, record, field, _text in list(tree.texts_of(module)):
        name = stored(f'bilder/i-tekst-{walked}.png')
        type(record).objects.filter(pk=record.pk).update(**{field.name: f'Se ![kart](/media/{name}).'})
        assert unused_files.sweep() == {}
        walked += 1
    assert walked >= 6


def test_what_a_kept_version_shows_stays_for_as_long_as_the_version(db):
    film_file, picture = stored('film/første-utgave.mp4'), stored('bilder/før.png')
    module = factories.module(intro=f'![Før](/media/{picture})')
    film = factories.film(module, file=film_file)
    history.keep(module)
    Module.objects.filter(pk=module.pk).update(intro='')
    Film.objects.filter(pk=film.pk).update(file=stored('film/andre-utgave.mp4'))
    history.keep(module)

    assert unused_files.sweep() == {}

    # As an old version of the portal wrote them, too.
    for version in Version.objects.all():
        version.serialized_data = json.dumps(json.loads(version.serialized_data))
        version.save()
    assert unused_files.sweep() == {}
    module.delete()
    assert unused_files.sweep() == {}
    Version.objects.all().delete()
    assert sorted(unused_files.sweep()) == sorted([film_file, picture, 'film/andre-utgave.mp4'])


@pytest.mark.parametrize(
    'text',
    [
        'Se /media/bilder/møte-på-Åsen.png.',
        '[Last ned](/media/bilder/m%C3%B8te-p%C3%A5-%C3%85sen.png)',
        '<http://localhost/media/bilder/møte-på-Åsen.png?a=1>',
        '![x][1]\n\n[1]: /media/bilder/møte-på-Åsen.png "Tittel"',
    ],
)
def test_a_name_is_known_however_it_is_written(db, text):
    stored('bilder/møte-på-Åsen.png')
    factories.module(intro=text)

    assert unused_files.sweep() == {}


def test_what_is_not_ours_is_never_touched(db, settings, tmp_path):
    factories.module()
    outside = tmp_path / 'utenfor'
    outside.mkdir()
    (outside / 'a.png').write_bytes(b'x')
    root = settings.MEDIA_ROOT
    kept = [stored('annet/a.png'), stored('bilder/mappe/a.png'), stored('a.png')]
    (root / 'bilder' / '.skjult.png').write_bytes(b'x')
    (root / 'bilder' / 'min fil.png').write_bytes(b'x')
    (root / 'bilder' / 'snarvei.png').symlink_to(outside / 'a.png')
    (root / 'film').symlink_to(outside)
    then = time.time() - OLD.total_seconds()
    for path in [*root.rglob('*'), *outside.iterdir()]:
        os.utime(path, (then, then), follow_symlinks=False)

    assert unused_files.sweep() == {}

    assert all(is_here(name) for name in kept)
    assert {path.name for path in (root / 'bilder').iterdir()} == {'.skjult.png', 'min fil.png', 'snarvei.png', 'mappe'}
    assert (outside / 'a.png').exists()


def test_file_that_somebody_points_to_between_the_two_looks_stays(db, monkeypatch):
    module, name = factories.module(), stored('bilder/om-igjen.png')
    look = unused_files._unused

    def somebody_saves_after(files):
        found = look(files)
        Module.objects.filter(pk=module.pk).update(intro=f'![Kart](/media/{name})')
        return found

    monkeypatch.setattr(unused_files, '_unused', somebody_saves_after)

    assert unused_files.sweep() == {}
    assert is_here(name)


def test_file_that_a_package_brings_again_counts_as_new_from_then_on(db):
    package = small_package()
    name = stored('bilder/1a1b2c3d-0000-4000-8000-000000000000.png', clean_picture(ContentFile(png())).content)
    contents = contents_of(package_file.export(package))
    contents['innhold.json'] = contents['innhold.json'].replace(b'0a1b2c3d', b'1a1b2c3d')
    contents[f'media/{name}'] = contents.pop('media/bilder/0a1b2c3d-0000-4000-8000-000000000000.png')
    with_name_again = package_file.read(io.BytesIO(packed(contents)))
    assert list(unused_files.sweep(dry_run=True)) == [name]

    apply.apply(with_name_again, dry_run=True)

    assert unused_files.sweep() == {}
    assert is_here(name)


def test_command_says_what_it_does_and_leaves_an_empty_database_alone(db, capsys):
    name = stored('bilder/ubrukt.png', b'x' * 2048)

    call_command('delete_unused_files')
    assert capsys.readouterr().out == 'Databasen har ikke noe innhold. Ingenting er slettet.\n'
    factories.module()
    call_command('delete_unused_files', '--dry-run')
    assert capsys.readouterr().out.split('\n')[:2] == [name, 'Ville slettet 1 fil (2,0\xa0KB).']
    assert is_here(name)
    call_command('delete_unused_files', days=40)
    assert capsys.readouterr().out == 'Slettet 0 filer (0\xa0byte).\n'
    call_command('delete_unused_files')
    assert capsys.readouterr().out == f'{name}\nSlettet 1 fil (2,0\xa0KB).\n'
    assert not is_here(name)
