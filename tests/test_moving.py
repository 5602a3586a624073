"""A package from elsewhere made ours: by the editors' pages and by command."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from modules import content_version
from modules.editing import history
from modules.editing.moving import package_file
from modules.editing.moving.apply import apply
from modules.editing.moving.safe_zip import ArchiveError
from modules.fixture import as_fixture
from modules.models import Case, ContentVersion, Module, Package, ReflectionQuestion
from tests import factories
from tests.package_files import CAPTIONS, PICTURE, altered, contents_of, packed, png, small_package

MOVING, TAKE_IN = '/admin/flytt/', '/admin/flytt/inn/'


def read(data):
    return package_file.read(io.BytesIO(data))


def said(report):
    return [(change.kind, change.what) for change in report.changes]


@pytest.fixture
def real(content):
    """The real package, as a file."""
    return package_file.export(Package.objects.get())


def test_package_comes_whole_to_an_empty_portal(real):
    before = as_fixture(Package.objects.get())
    Package.objects.all().delete()

    report = apply(read(real))

    assert as_fixture(Package.objects.get()) == before
    assert {change.kind for change in report.changes} == {'added'}
    assert report.notes == ['Pakka er ny her. Den blir publisert med det samme, slik den er i fila.']


def test_same_file_again_changes_nothing(real):
    apply(read(real))
    version = content_version.current()

    report = apply(read(real))

    assert report.changes == []
    assert content_version.current() == version


def test_dry_run_says_what_would_change_and_changes_nothing(real):
    module = Module.objects.get(number=2)
    ReflectionQuestion.objects.filter(module=module, slug='tilpasset').update(text='Noe annet')
    Case.objects.filter(module=module).delete()
    factories.question(module, slug='egen', text='Vårt eget?')
    version = content_version.current()

    report = apply(read(real), dry_run=True)

    assert report.version == content_version.current() == version
    assert ReflectionQuestion.objects.filter(slug='egen').exists()
    kinds = [change.kind for change in report.changes]
    assert (kinds.count('changed'), kinds.count('removed')) == (1, 1)
    assert kinds.count('added') > 1
    changed = report.changes[0]
    assert (changed.where, [old for _label, old, _new in changed.differences]) == (str(module), ['Noe annet'])
    assert said(apply(read(real))) == said(report)
    assert package_file.export(Package.objects.get()) == real


def test_primary_keys_and_addresses_stay(real):
    keys = set(ReflectionQuestion.objects.values_list('pk', 'slug'))
    ReflectionQuestion.objects.update(text='Noe annet')

    apply(read(real))

    assert set(ReflectionQuestion.objects.values_list('pk', 'slug')) == keys


def test_modules_that_have_changed_places_change_back(real):
    package = Package.objects.get()
    package.move(Module.objects.get(number=2), 1)
    package.move(Module.objects.get(number=6), -1)

    apply(read(real))

    assert package_file.export(package) == real


def test_a_module_that_is_only_here_stays_and_gives_up_its_number(real):
    package = Package.objects.get()
    Module.objects.filter(number=6).delete()
    own = factories.full_module(package, number=6, slug='var-egen', title='Vår egen')

    report = apply(read(real))

    own.refresh_from_db()
    assert (own.number, own.status, own.questions.count()) == (7, 'published', 1)
    assert '«Modul 7: Vår egen» er bare her, og blir stående.' in report.notes
    assert Module.objects.get(number=6).slug == 'modul-6'
    assert apply(read(real)).changes == []


def test_another_package_is_not_touched(real):
    other = factories.full_module(factories.package(slug='en-annen'), number=2, slug='modul-2')
    before = as_fixture(other.package)
    Package.objects.get(slug='norskopplaering').delete()

    apply(read(real))

    assert as_fixture(other.package) == before


def test_what_was_changed_can_be_taken_back_from_history(real):
    module = Module.objects.get(number=2)
    Case.objects.filter(module=module).update(title='Vår tittel')
    editor = factories.editor()

    apply(read(real), user=editor)

    newest, oldest = history.versions_of(module)
    assert (newest.revision.user, newest.revision.comment) == (editor, 'Hentet inn fra fil')
    history.take_back(oldest, editor, '')
    assert Case.objects.get(module=module).title == 'Vår tittel'


def test_what_was_read_through_here_is_still_read_through(real):
    Module.objects.update(reviewed_on='2026-01-02')
    Package.objects.update(position=3)

    assert apply(read(real)).changes == []


def test_pictures_and_captions_come_along_and_the_film_that_is_here_stays(db):
    made = small_package()
    data = package_file.export(made)
    for name in (PICTURE, 'stillbilder/start.png', 'teksting/film.vtt'):
        default_storage.delete(name)
    film = made.modules.get().film
    film.file = 'film/var-egen.mp4'
    film.save()

    report = apply(read(data))

    film.refresh_from_db()
    assert film.file.name == 'film/var-egen.mp4'
    assert default_storage.open('teksting/film.vtt').read() == CAPTIONS
    assert default_storage.exists(PICTURE)
    assert report.notes == []
    assert said(report) == [
        ('added', f'fil: {PICTURE}'), ('added', 'fil: stillbilder/start.png'), ('added', 'fil: teksting/film.vtt'),
    ]  # fmt: skip
    assert apply(read(data)).changes == []


def test_a_film_that_is_not_here_is_told_of(db):
    made = small_package()
    data = package_file.export(made)
    made.delete()

    report = apply(read(data))

    assert 'Filmen til «Modul 1: Tema 1» er ikke med i fila, og må lastes opp for hånd.' in report.notes


def test_another_file_of_the_same_name_is_left_alone(db):
    made = small_package()
    data = package_file.export(made)
    default_storage.delete('teksting/film.vtt')
    default_storage.save('teksting/film.vtt', ContentFile(b'WEBVTT\n\nEn annen films'))

    apply(read(data))

    name = made.modules.get().film.caption_tracks.get().file.name
    assert name != 'teksting/film.vtt'
    assert default_storage.open(name).read() == CAPTIONS
    assert default_storage.open('teksting/film.vtt').read() == b'WEBVTT\n\nEn annen films'
    assert apply(read(data)).changes == []


def test_a_picture_here_is_never_replaced(db):
    made = small_package()
    exported = contents_of(package_file.export(made))
    before = default_storage.open(PICTURE).read()

    apply(read(packed(exported | {f'media/{PICTURE}': png('black')})))

    assert default_storage.open(PICTURE).read() == before


@pytest.mark.parametrize(
    ('index', 'fields', 'reason'),
    [
        (0, {'slug': 'admin'}, 'Denne adressen bruker portalen selv'),
        (0, {'source_url': 'javascript:alert(1)'}, 'adresse til kilden: '),
        (1, {'slug': 'modul 2'}, 'adresse: '),
        (1, {'status': 'hemmelig'}, 'status: '),
        (1, {'number': None}, 'En publisert modul må ha et nummer.'),
        (1, {'number': -1}, 'nummer: '),
        (1, {'title': 'x' * 201}, 'tittel: '),
        (2, {'embed_url': 'javascript:alert(1)'}, 'adresse for innbygging: '),
        (2, {'duration_seconds': 0}, 'minst ett sekund'),
        (3, {'language': 'xx'}, 'språk: '),
        (4, {'text': ''}, 'spørsmål: '),
        (4, {'text': '![Kart](https://eksempel.no/k.png)'}, 'Bildet «Kart» ligger et annet sted'),
        (4, {'text': 'x' * 110_001}, 'Teksten er på 110001 tegn.'),
    ],
)
def test_bad_content_is_refused_and_nothing_is_half_taken_in(db, index, fields, reason):
    made = small_package()
    exported = contents_of(package_file.export(made))
    made.delete()
    for name in (PICTURE, 'stillbilder/start.png', 'teksting/film.vtt'):
        default_storage.delete(name)

    def change(content):
        before = content['records'][0]['fields']['slug']
        content['records'][index]['fields'].update(fields)
        if 'slug' in fields or 'language' in fields:
            # What is below follows, so that the address itself is what is wrong.
            text = json.dumps(content).replace(f'["{before}"', f'["{content["records"][0]["fields"]["slug"]}"')
            text = text.replace('"modul-1"]', f'"{content["records"][1]["fields"]["slug"]}"]')
            return json.loads(text)

    with pytest.raises(ArchiveError) as refused:
        apply(read(altered(exported, change)))

    assert reason in str(refused.value)
    assert not Package.objects.exists()
    assert not default_storage.exists(PICTURE)


def test_a_module_too_large_for_its_form_is_refused(real, monkeypatch):
    monkeypatch.setattr('modules.tree.MAX_PARTS', 12)
    ContentVersion.objects.update(token='before')

    with pytest.raises(ArchiveError, match=r'^Modul «norskopplaering/modul-3» har \d+ deler. Det er plass til 12.$'):
        apply(read(real))

    assert content_version.current() == 'before'


def test_files_go_when_the_last_of_them_cannot_be_written(db, monkeypatch):
    made = small_package()
    data = package_file.export(made)
    made.delete()
    for name in (PICTURE, 'stillbilder/start.png', 'teksting/film.vtt'):
        default_storage.delete(name)
    save = default_storage.save

    def full_disk(name, content):
        if name.startswith('teksting'):
            raise OSError(28, 'No space left on device')
        return save(name, content)

    monkeypatch.setattr(default_storage, 'save', full_disk)
    with pytest.raises(OSError):
        apply(read(data))

    assert not Package.objects.exists()
    assert not default_storage.exists(PICTURE)


# The editors' pages


@pytest.fixture
def editor(client, db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    client.force_login(factories.person('Redaktør'))
    return client


def upload(client, data, name='pakke.zip'):
    return client.post(MOVING, {'fil': SimpleUploadedFile(name, data, 'application/zip')})


def test_pages_carry_a_package_from_one_portal_to_another(editor, content, tmp_path):
    page = editor.get(MOVING).content.decode()
    assert 'Last ned «Fleksibel og arbeidsrettet norskopplæring»' in page
    download = editor.get('/admin/flytt/norskopplaering.zip')
    assert download['Content-Type'] == 'application/zip'
    assert download['Content-Disposition'].startswith('attachment; filename="norskopplaering-2')
    Module.objects.filter(number=2).update(title='Noe annet')

    assert upload(editor, download.content).url == TAKE_IN
    shown = editor.get(TAKE_IN)
    assert 'Én ting blir annerledes her.' in shown.content.decode()
    assert '<del>Noe' in shown.content.decode()
    assert Module.objects.get(number=2).title == 'Noe annet'
    answer = editor.post(TAKE_IN, {'versjon': shown.context['report'].version, 'inn': ''}, follow=True)

    assert '«Fleksibel og arbeidsrettet norskopplæring» er hentet inn.' in answer.content.decode()
    assert Module.objects.get(number=2).title == 'Fleksibel norskopplæring'
    assert list((tmp_path / 'import').iterdir()) == []


def test_page_says_when_nothing_would_change(editor, real):
    upload(editor, real)

    page = editor.get(TAKE_IN).content.decode()

    assert 'Alt i fila er her fra før.' in page
    assert 'name="inn"' not in page


def test_content_that_changed_in_between_is_shown_anew(editor, real):
    Module.objects.filter(number=2).update(title='Noe annet')
    upload(editor, real)
    version = editor.get(TAKE_IN).context['report'].version
    Module.objects.filter(number=3).update(title='Noe tredje')

    answer = editor.post(TAKE_IN, {'versjon': version, 'inn': ''})

    assert 'Innholdet er endret siden du så hva som ville skje.' in answer.content.decode()
    assert 'tredje</del>' in answer.content.decode()
    assert Module.objects.get(number=2).title == 'Noe annet'
    editor.post(TAKE_IN, {'versjon': answer.context['report'].version, 'inn': ''})
    assert Module.objects.get(number=3).title == 'Arbeidsrettet norskopplæring'


def test_yes_without_a_version_is_no_yes(editor, real):
    Module.objects.filter(number=2).update(title='Noe annet')
    upload(editor, real)

    editor.post(TAKE_IN, {'inn': ''})

    assert Module.objects.get(number=2).title == 'Noe annet'


def test_a_file_can_be_let_go(editor, real, tmp_path):
    upload(editor, real)

    assert editor.post(TAKE_IN, {'avbryt': ''}).url == MOVING

    assert list((tmp_path / 'import').iterdir()) == []
    assert editor.get(TAKE_IN).url == MOVING


def test_another_upload_takes_the_place_of_the_first(editor, real, tmp_path):
    upload(editor, real)
    upload(editor, real)

    assert len(list((tmp_path / 'import').iterdir())) == 1


def test_a_bad_file_is_refused_where_it_was_chosen(editor, tmp_path):
    for data, reason in ((b'%PDF', 'Fila er ikke en zip-fil'), (packed({'../x': 'x'}), 'peker ut av mappa')):
        answer = upload(editor, data)
        assert answer.status_code == 400
        assert reason in answer.content.decode()
        assert 'Ingenting er endret.' in answer.content.decode()
    answer = editor.post(MOVING)
    assert (answer.status_code, 'Velg en fil først.' in answer.content.decode()) == (400, True)
    assert not (tmp_path / 'import').exists()


def test_content_that_cannot_be_taken_in_is_told_of_and_let_go(editor, real, tmp_path):
    def change(content):
        content['records'][0]['fields']['source_url'] = 'javascript:alert(1)'

    upload(editor, altered(contents_of(real), change))
    page = editor.get(TAKE_IN, follow=True).content.decode()

    assert 'adresse til kilden' in page
    assert 'Ingenting er endret.' in page
    assert list((tmp_path / 'import').iterdir()) == []


def test_those_who_may_not_edit_may_not_move(client, content):
    client.force_login(factories.person('Leser av tilbakemeldinger'))

    for path in (MOVING, TAKE_IN, '/admin/flytt/norskopplaering.zip'):
        assert client.get(path).status_code == 403
    assert upload(client, b'').status_code == 403
    assert client.post(TAKE_IN, {'inn': ''}).status_code == 403


def test_strangers_are_asked_to_log_in(client, content):
    for path in (MOVING, TAKE_IN, '/admin/flytt/norskopplaering.zip'):
        assert client.get(path).url.startswith('/admin/login/')


def test_upload_of_one_is_not_seen_by_another(editor, real):
    upload(editor, real)

    editor.force_login(factories.person('Redaktør', username='kari'))

    assert editor.get(TAKE_IN).url == MOVING


def test_unknown_package_is_not_found(editor):
    assert editor.get('/admin/flytt/ukjent.zip').status_code == 404


# The commands


def test_commands_move_a_package(real, tmp_path, capsys):
    file = tmp_path / 'ut.zip'
    call_command('export_package', 'norskopplaering', output=file)
    assert file.read_bytes() == real
    Module.objects.filter(number=2).update(title='Noe annet')

    call_command('import_package', file, dry_run=True)
    assert Module.objects.get(number=2).title == 'Noe annet'
    call_command('import_package', file)
    call_command('import_package', file)

    assert capsys.readouterr().out.splitlines() == [
        f'Skrevet: {file}',
        'Fleksibel og arbeidsrettet norskopplæring',
        'Endret: modul: Modul 2: Fleksibel norskopplæring: tittel',
        '1 ting ville blitt annerledes.',
        'Fleksibel og arbeidsrettet norskopplæring',
        'Endret: modul: Modul 2: Fleksibel norskopplæring: tittel',
        '1 ting er annerledes.',
        'Fleksibel og arbeidsrettet norskopplæring',
        '0 ting er annerledes.',
    ]


def test_commands_say_what_is_wrong(db, tmp_path):
    (tmp_path / 'x.zip').write_bytes(b'x')

    with pytest.raises(CommandError, match='ingen pakke med adressen «ukjent». De som finnes: ingen.'):
        call_command('export_package', 'ukjent')
    with pytest.raises(CommandError, match='ikke en zip-fil, .* Ingenting er endret.'):
        call_command('import_package', tmp_path / 'x.zip')
    with pytest.raises(CommandError, match='Fila lot seg ikke åpne'):
        call_command('import_package', tmp_path / 'y.zip')
