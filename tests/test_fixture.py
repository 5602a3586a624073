from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from modules.fixture import as_fixture
from modules.models import Link, Module, Package, ReflectionQuestion

FIXTURE = Path('fixtures/norskopplaering.json')


def test_fixture_loaded_and_written_back_is_the_same_file(db, tmp_path):
    call_command('loaddata', 'norskopplaering', verbosity=0)

    call_command('dump_package', 'norskopplaering', output=tmp_path / 'ut.json')

    assert (tmp_path / 'ut.json').read_bytes() == FIXTURE.read_bytes()


def test_fixture_that_is_loaded_twice_changes_nothing(content):
    call_command('loaddata', 'norskopplaering', verbosity=0)

    assert Module.objects.count() == 7
    assert as_fixture(Package.objects.get()) == FIXTURE.read_text(encoding='utf-8')


def test_fixture_holds_an_edit_and_a_move(content):
    ReflectionQuestion.objects.filter(slug='tilpasset').update(position=7, text='Hva nå, Åse?')

    written = as_fixture(Package.objects.get())

    assert '"text": "Hva nå, Åse?"' in written
    assert written.index('Hva nå, Åse?') > written.index('Hvilke muligheter har dere')


def test_fixture_counts_are_those_of_the_source(content):
    published = Module.objects.published()

    assert published.count() == 6
    assert [module.questions.count() for module in published] == [0, 5, 6, 3, 3, 3]
    assert [module.cases.count() for module in published] == [0, 1, 2, 0, 0, 0]
    assert Link.objects.filter(is_confirmed=False).get().publisher == 'Larvik kommune'
    assert set(ReflectionQuestion.objects.filter(origin='editorial').values_list('module__number', flat=True)) == {
        4,
        5,
        6,
    }


def test_load_package_fills_an_empty_database_once(db, capsys):
    call_command('load_package')
    Module.objects.filter(slug='modul-2').update(title='Rettet av redaktøren')
    call_command('load_package')

    assert Package.objects.count() == 1
    assert Module.objects.get(slug='modul-2').title == 'Rettet av redaktøren'
    assert capsys.readouterr().out.splitlines() == [
        'Lagt inn: Fleksibel og arbeidsrettet norskopplæring',
        'Databasen har innhold fra før. Ingenting er endret.',
    ]


def test_dump_of_an_unknown_package_says_which_there_are(content):
    with pytest.raises(CommandError, match='«finnes-ikke». De som finnes: norskopplaering.'):
        call_command('dump_package', 'finnes-ikke')
