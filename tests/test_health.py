from django.db import connection


def test_health_is_ok_when_all_is_well(db, client):
    response = client.get('/helse/')

    assert (response.status_code, response.content) == (200, b'OK\n')
    assert 'no-store' in response['Cache-Control']


def test_health_says_which_migrations_are_missing(db, client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'modules'")

    response = client.get('/helse/')

    assert response.status_code == 503
    missing = 'modules.0001_initial, modules.0002_film_stops, modules.0003_editing, modules.0004_roles, '
    assert f'Databasen mangler migreringer: {missing}' in response.content.decode()


def test_health_says_when_the_database_is_gone(db, client, monkeypatch):
    # What a database driver raises when there is nobody at the other end.
    from django.db import OperationalError

    def refuse(*args, **kwargs):
        raise OperationalError('connection refused at 10.0.0.7')

    monkeypatch.setattr('django.db.migrations.recorder.MigrationRecorder.applied_migrations', refuse)

    response = client.get('/helse/')

    assert response.status_code == 503
    assert response.content.decode() == 'Databasen svarer ikke: OperationalError\n'
