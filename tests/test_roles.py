"""What each role can and cannot reach."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from modules import tree
from tests import factories

EDITOR, READER, ADMINISTRATOR = 'Redaktør', 'Leser av tilbakemeldinger', 'Administrator'
CONTENT = [model._meta.model_name for model in tree.content_models()]
LISTS = {
    '/admin/modules/package/': {EDITOR, ADMINISTRATOR},
    '/admin/modules/module/': {EDITOR, ADMINISTRATOR},
    '/admin/modules/module/add/': {EDITOR, ADMINISTRATOR},
    '/admin/modules/module/slettet/': {EDITOR, ADMINISTRATOR},
    '/admin/modules/feedback/': {READER, ADMINISTRATOR},
    '/admin/auth/user/': {ADMINISTRATOR},
    '/admin/auth/user/add/': {ADMINISTRATOR},
}


@pytest.fixture
def administrator(client, db):
    user = factories.person(ADMINISTRATOR, username='kari')
    client.force_login(user)
    return user


def permissions_of(role):
    return set(Group.objects.get(name=role).permissions.values_list('codename', flat=True))


def test_roles_hold_what_they_should_and_nothing_else(db):
    editing = {f'{verb}_{model}' for model in CONTENT for verb in ('add', 'change', 'delete', 'view')}
    reading = {'view_feedback', 'change_feedback'}

    assert set(Group.objects.values_list('name', flat=True)) == {EDITOR, READER, ADMINISTRATOR}
    assert permissions_of(EDITOR) == editing
    assert permissions_of(READER) == reading
    assert permissions_of(ADMINISTRATOR) == editing | reading | {
        'delete_feedback', 'view_user', 'add_user', 'change_user', 'delete_user',
    }  # fmt: skip


def test_migration_of_roles_can_run_again_and_back(db):
    migration = importlib.import_module('modules.migrations.0004_roles')
    Permission.objects.filter(codename='change_module').delete()
    editor = connection.schema_editor()

    migration.make_roles(apps, editor)
    assert 'change_module' in permissions_of(EDITOR)
    assert Group.objects.count() == 3

    migration.remove_roles(apps, editor)
    assert Group.objects.count() == 0


@pytest.mark.parametrize('role', [EDITOR, READER, ADMINISTRATOR, None])
def test_each_role_reaches_its_own_pages_and_no_others(client, db, role):
    client.force_login(factories.person(*([role] if role else [])))

    assert client.get('/admin/').status_code == 200
    answers = {path: client.get(path, follow=True).status_code for path in LISTS}
    assert answers == {path: 200 if role in roles else 403 for path, roles in LISTS.items()}


def test_only_those_who_write_content_may_let_a_file_wait(client, db, settings):
    client.force_login(factories.person(READER))
    module = factories.module()

    for path in ('/admin/modules/module/add/', f'/admin/modules/module/{module.pk}/change/'):
        assert client.post(path, {'film-file': SimpleUploadedFile('film.mp4', b'x' * 100)}).status_code == 403

    assert list(settings.WAITING_ROOT.rglob('content')) == []


@pytest.mark.parametrize(('role', 'status'), [(EDITOR, 200), (ADMINISTRATOR, 200), (READER, 403), (None, 403)])
def test_only_those_who_write_content_get_a_preview(client, db, role, status):
    client.force_login(factories.person(*([role] if role else [])))

    response = client.post('/admin/markdown/forhandsvisning/', {'content': '*Hei*'})

    assert response.status_code == status
    if status == 403:
        assert response.content.decode() == 'Brukeren din kan ikke endre innholdet. Spør en administrator.'
        upload = client.post('/admin/markdown/bilde/')
        assert upload.status_code == 403
        assert upload.json() == {'image': ['Brukeren din kan ikke endre innholdet. Spør en administrator.']}


def new_password():
    return {'password1': 'fjelltur-i-regn', 'password2': 'fjelltur-i-regn'}


def test_administrator_makes_a_login_with_a_role_that_can_log_in(administrator, client):
    editor = Group.objects.get(name=EDITOR)

    response = client.post('/admin/auth/user/add/', {'username': 'ny', 'groups': [editor.pk], **new_password()})

    made = User.objects.get(username='ny')
    assert response.status_code == 302
    assert (made.is_staff, made.is_superuser, list(made.groups.all())) == (True, False, [editor])
    assert made.check_password('fjelltur-i-regn')


def test_administrator_can_make_nobody_a_superuser_nor_give_single_permissions(administrator, client):
    olga = factories.person(EDITOR)
    extra = Permission.objects.get(codename='delete_user')
    sneaky = {'is_superuser': 'on', 'is_staff': 'on', 'user_permissions': [extra.pk]}
    client.post('/admin/auth/user/add/', {'username': 'ny', **new_password(), **sneaky})
    for user in (olga, administrator):
        path = f'/admin/auth/user/{user.pk}/change/'
        html = client.get(path).content.decode()
        assert 'is_superuser' not in html
        assert 'user_permissions' not in html
        client.post(path, {'username': user.username, 'is_active': 'on', 'first_name': 'Endret', **sneaky})

    assert set(User.objects.values_list('username', 'first_name')) == {
        ('ny', ''), ('olga', 'Endret'), ('kari', 'Endret'),
    }  # fmt: skip
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(user_permissions__isnull=False).exists()


def test_administrator_can_neither_change_delete_nor_take_over_a_superuser(administrator, client):
    owner = factories.editor()
    path = f'/admin/auth/user/{owner.pk}'

    seen = client.get(f'{path}/change/')
    assert seen.status_code == 200
    assert 'name="username"' not in seen.content.decode()
    assert owner.password[:12] not in seen.content.decode()
    assert client.post(f'{path}/change/', {'username': 'tatt', 'is_active': ''}).status_code == 403
    assert client.get(f'{path}/password/').status_code == 403
    assert client.post(f'{path}/password/', new_password() | {'set-password': '1'}).status_code == 403
    assert client.post(f'{path}/delete/', {'post': 'yes'}).status_code == 403
    bulk = {'action': 'delete_selected', '_selected_action': [owner.pk], 'post': 'yes'}
    assert client.post('/admin/auth/user/', bulk).status_code == 403

    owner.refresh_from_db()
    assert (owner.username, owner.is_active, owner.check_password('hemmelig')) == ('redaktor', True, True)


def test_superuser_can_make_another_and_change_her(client, db):
    client.force_login(factories.editor())
    olga = factories.person(EDITOR)
    path = f'/admin/auth/user/{olga.pk}/change/'

    assert 'name="is_superuser"' in client.get(path).content.decode()
    client.post(path, {'username': 'olga', 'is_active': 'on', 'is_staff': 'on', 'is_superuser': 'on'})

    olga.refresh_from_db()
    assert olga.is_superuser
    assert 'Systemeier' in client.get('/admin/auth/user/').content.decode()


def test_groups_are_nothing_to_edit_and_roles_are_explained(client, db):
    client.force_login(factories.editor())

    assert client.get('/admin/auth/group/').status_code == 404
    html = client.get('/admin/auth/user/add/').content.decode()
    assert 'Redaktør: skriver og endrer innholdet.' in html
    assert 'edit more user options' not in html
    assert '/admin/auth/group/add/' not in html


@pytest.mark.parametrize('size', [1, 3])
def test_list_of_people_costs_the_same_for_one_and_three(administrator, client, django_assert_num_queries, size):
    for number in range(size - 1):
        factories.person(EDITOR, username=f'bruker-{number}')

    with django_assert_num_queries(9):
        assert client.get('/admin/auth/user/').status_code == 200
