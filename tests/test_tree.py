"""Nothing that is written is ever lost: every content model goes the whole way, and none of them is listed here."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import models
from PIL import Image

from modules import search, tree
from modules.content_version import current
from modules.editing import history, link_check, review
from modules.editing.moving import package_file
from modules.editing.moving.apply import apply
from modules.editing.moving.records import FILM
from modules.fixture import as_fixture
from modules.models import Module, Package
from tests import factories, films
from tests.forms import Form

MODELS = tree.content_models()
# What the portal itself says of a record: no editor writes it in the form.
SET_ELSEWHERE = {'id', 'slug', 'position', 'number', 'status_since', 'reviewed_on'}
# Fields with a form of their own: what is typed in them, and what is kept of it.
TYPED = {'stop_lines': ('0:10 Hva nå, {word}?',) * 2, 'duration_seconds': ('1:30', 90), 'status': ('published',) * 2}
KEY = 'bcdfg'


@pytest.fixture
def editor(client, db):
    client.force_login(factories.editor())
    return client


def path_to(model):
    """The branches from a document down to `model`: none for a document."""
    path = []
    while not model.is_document:
        above = tree.parent_field(model).related_model
        path.insert(0, next(branch for branch in tree.parts_of(above) if branch.model is model))
        model = above
    return path


def written_fields(model):
    parent = tree.parent_field(model)
    return [field for field in model._meta.fields if field.name not in SET_ELSEWHERE and field != parent]


def typed(field, word):
    """What an editor puts in `field`, with `word` in it wherever there can be words."""
    if field.name in TYPED:
        sent = TYPED[field.name][0]
        return sent.format(word=word) if isinstance(sent, str) else sent
    if getattr(field, 'is_markdown', False):
        return f'Les {word} [her](https://example.org/{field.model._meta.model_name}-{field.name}).'
    if field.choices:
        return field.choices[-1][0]
    if isinstance(field, models.BooleanField):
        return 'on'
    if isinstance(field, models.URLField):
        return f'https://example.org/{word}/{field.name}'
    if isinstance(field, models.DateField):
        return '2026-01-15'
    if isinstance(field, models.ImageField):
        out = io.BytesIO()
        Image.new('RGB', (20, 10), 'red').save(out, 'PNG')
        return SimpleUploadedFile(f'{word}.png', out.getvalue())
    if isinstance(field, models.FileField):
        is_film = field.name == 'file' and field.model._meta.model_name == 'film'
        content = films.mp4() if is_film else b'WEBVTT\n\n00:01.000 --> 00:02.000\nHei\n'
        return SimpleUploadedFile(f'{word}.{"mp4" if is_film else "vtt"}', content)
    assert isinstance(field, models.CharField | models.TextField), f'Say in `typed` what is written in {field}.'
    return f'{field.name} {word}'


def is_held(record, field, word):
    held, sent = getattr(record, field.name), typed(field, word)
    if isinstance(field, models.FileField):
        return word in held.name and held.size > 0
    if field.name in TYPED:
        return held == (TYPED[field.name][1].format(word=word) if isinstance(sent, str) and word in sent else held)
    if isinstance(field, models.BooleanField):
        return held is True
    return str(held) == sent


def write(editor, model, word):
    """Write in a record of `model`, the one that is there or a new one, in the form of the document it stands in."""
    form = Form(editor, form_of(model))
    row = ''
    for branch in path_to(model):
        prefix = f'{row}-{branch.relation}' if row else branch.relation
        key = branch.relation if branch.is_single else KEY
        if not form.get(prefix):
            form[prefix] = [key]
            row = prefix if branch.is_single else f'{prefix}-{key}'
            fill(form, branch.model, row, 'over')
        else:
            row = prefix if branch.is_single else f'{prefix}-{form[prefix][0]}'
    fill(form, model, row, word)
    response = form.post(_publish='true')
    assert response.status_code == 302, response.context and response.context.get('errors')


def fill(form, model, row, word):
    if model is Package:
        form['slug'] = 'pakke'
    for field in written_fields(model):
        form[f'{row}-{field.name}' if row else field.name] = typed(field, word)


def form_of(model):
    """The address of the form of the document that a record of `model` stands in."""
    document = path_to(model)[0] if path_to(model) else None
    of = tree.parent_field(document.model).related_model if document else model
    there = of.objects.first()
    parent = tree.parent_field(of)
    query = f'?{parent.name}={parent.related_model.objects.get().pk}' if parent else ''
    name = of._meta.model_name
    return f'/admin/modules/{name}/{there.pk}/change/' if there else f'/admin/modules/{name}/add/{query}'


def history_of(document):
    return f'/admin/modules/{document._meta.model_name}/{document.pk}/history/'


def take_back(editor, document_model, version):
    name = document_model._meta.model_name
    address = f'/admin/modules/{name}/{version.object_id}/history/{version.pk}/tilbake/'
    assert 'er nå slik det var' in editor.post(address, follow=True).content.decode()


def moved(text):
    """A package as it stands where it was moved to: without what is local, and the film, which is too large."""
    records = json.loads(text)
    for record in records:
        model = next(model for model in MODELS if model._meta.label_lower == record['model'])
        for name in (*model.LOCAL, *(['file'] if model is FILM[0] else [])):
            record['fields'].pop(name)
    return records


@pytest.fixture
def package(editor):
    """A package with a module, written by an editor, as what everything else stands in."""
    for model in (Package, Module):
        write(editor, model, 'over')
    return Package.objects.get()


@pytest.mark.parametrize('model', MODELS, ids=lambda model: model.__name__)
def test_what_is_written_is_kept_changed_and_brought_back(editor, package, model):
    write(editor, model, 'først')
    assert [field.name for field in written_fields(model) if not is_held(model.objects.get(), field, 'først')] == []

    write(editor, model, 'siden')
    record = model.objects.get()
    assert [field.name for field in written_fields(model) if not is_held(record, field, 'siden')] == []

    document = tree.document_of(record)
    newest, before, *_older = history.versions_of(document)
    told = {label for label, _pieces in editor.get(history_of(document)).context['changes']}
    changed = [field for field in written_fields(model) if 'siden' in str(typed(field, 'siden'))]
    assert told == {f'{model._meta.verbose_name}: {field.verbose_name}' for field in changed}
    assert len(changed) > 0

    take_back(editor, type(document), before)
    assert [field.name for field in written_fields(model) if not is_held(model.objects.get(), field, 'først')] == []


@pytest.mark.parametrize('model', MODELS, ids=lambda model: model.__name__)
def test_what_is_deleted_comes_back_as_it_was(editor, package, model):
    write(editor, model, 'først')
    written = as_fixture(Package.objects.get())

    for gone in dict.fromkeys([tree.document_of(model.objects.get()), package]):
        editor.post(f'{form_of(type(gone)).replace("change", "delete")}', {'post': 'yes'})
        assert not model.objects.exists()
        deleted = editor.get(f'/admin/modules/{type(gone)._meta.model_name}/slettet/').context['versions'][0]
        take_back(editor, type(gone), deleted)
        assert as_fixture(Package.objects.get()) == written

    if not model.is_document:
        form = Form(editor, form_of(model))
        path = next(path for path, record in tree.walk(tree.document_of(model.objects.get())) if type(record) is model)
        assert form.post(**{f'{path}-DELETE': 'on'}).status_code == 302
        assert not model.objects.exists()
        document = path_to(model)[0]
        above = tree.parent_field(document.model).related_model
        take_back(editor, above, list(history.versions_of(above.objects.get()))[1])
        assert as_fixture(Package.objects.get()) == written


@pytest.mark.parametrize('model', MODELS, ids=lambda model: model.__name__)
def test_what_is_moved_is_the_same_there(editor, package, model, tmp_path):
    write(editor, model, 'først')
    written = as_fixture(Package.objects.get())
    sent = package_file.export(Package.objects.get())
    (tmp_path / 'pakke.json').write_text(written, encoding='utf-8')
    assert f'"modules.{model._meta.model_name}"' in written.replace(f'"{model._meta.app_label}.', '"modules.')

    package.delete()
    apply(package_file.read(io.BytesIO(sent)))
    assert moved(as_fixture(Package.objects.get())) == moved(written)

    Package.objects.get().delete()
    call_command('loaddata', tmp_path / 'pakke.json', verbosity=0)
    assert as_fixture(Package.objects.get()) == written


@pytest.mark.parametrize('model', MODELS, ids=lambda model: model.__name__)
def test_what_is_written_is_read_through_and_found(editor, package, model, django_assert_num_queries):
    write(editor, model, 'barriere')
    module, now = Module.objects.with_contents().get(), Package.objects.with_contents().get()
    texts = [field for field in written_fields(model) if getattr(field, 'is_markdown', False)]

    with django_assert_num_queries(0):
        records = [record for _path, record in tree.walk(module)]
        read_through = [text for _field, _label, text in review.labelled_texts(module)]
        found = [*search.module_entries(module), search.package_entry(now)]

    is_in_module = model in {type(record) for record in records}
    assert is_in_module or type(tree.document_of(model.objects.get())) is Package
    for field in texts:
        address = f'https://example.org/{model._meta.model_name}-{field.name}'
        assert not is_in_module or any(address in text for text in read_through)
        assert any('barriere' in entry.text for entry in search.find(found, ['barriere']))
        assert address in link_check.addresses()
    for field in written_fields(model):
        if isinstance(field, models.URLField):
            assert f'https://example.org/barriere/{field.name}' in link_check.addresses()


@pytest.mark.parametrize('model', MODELS, ids=lambda model: model.__name__)
def test_any_change_of_it_by_any_hand_is_a_new_version(editor, package, model):
    write(editor, model, 'først')
    seen = {current()}
    record = model.objects.get()

    record.save()
    seen.add(current())
    model.objects.update(id=record.pk)
    seen.add(current())
    model.objects.all().delete()
    seen.add(current())

    assert len(seen) == 4


@pytest.mark.parametrize('model', MODELS, ids=lambda model: model.__name__)
def test_every_role_that_edits_may_do_everything_with_it(db, model):
    person = factories.person('Redaktør')

    opts = model._meta
    assert all(person.has_perm(f'{opts.app_label}.{verb}_{opts.model_name}') for verb in ('add', 'change', 'view'))
    assert Permission.objects.filter(group__name='Administrator', content_type__model=opts.model_name).count() == 4


def test_a_content_model_that_is_new_goes_the_whole_way_too():
    """An app with three more content models, one in another, in a process of its own; nothing else is told of them."""
    environment = os.environ | {'DJANGO_SETTINGS_MODULE': 'tests.with_quotes', 'DATABASE_URL': ''}
    command = [sys.executable, '-m', 'pytest', '-vv', '-k', 'Quote or Reply or Motto', 'tests/test_tree.py']

    result = subprocess.run(command, env=environment, capture_output=True, text=True)

    assert result.returncode == 0, result.stdout
    for model in ('Quote', 'Reply', 'Motto'):
        assert result.stdout.count(f'[{model}] PASSED') == 6
