"""One token that changes whenever anything a reader can see is changed, whoever changes it and however.

The database keeps it, by a trigger on every content table: the admin, `loaddata`, a bulk update and a hand at the SQL
prompt are all seen, and the new token is there in the very moment the change is. Migrations that rebuild a table drop
its triggers on SQLite, so they are put back after every `migrate` (`modules/apps.py`).
"""

from collections.abc import Iterable, Iterator

from django.db import connections, router

from modules import tree

TABLE = 'modules_contentversion'


def current() -> str:
    """The token of the content as it stands now (32 hexadecimal digits), or '' when there is none."""
    from modules.models import ContentVersion

    with connections[router.db_for_read(ContentVersion)].cursor() as cursor:
        cursor.execute(f'SELECT token FROM {TABLE} WHERE id = 1')
        row = cursor.fetchone()
    return row[0] if row else ''


def install(using: str, **_signal: object) -> None:
    """Put the triggers on every content table in the database `using`, anew, and start a new version."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    tables = [model._meta.db_table for model in tree.content_models()]
    if TABLE not in existing:
        return
    with connection.cursor() as cursor:
        for statement in _STATEMENTS[connection.vendor](table for table in tables if table in existing):
            cursor.execute(statement)
        # A migration may have changed rows while a table was without its triggers.
        cursor.execute(_new_token(_RANDOM[connection.vendor]))


_RANDOM = {'sqlite': 'lower(hex(randomblob(16)))', 'postgresql': "replace(gen_random_uuid()::text, '-', '')"}


def _new_token(random: str) -> str:
    return f'INSERT INTO {TABLE} (id, token) VALUES (1, {random}) ON CONFLICT (id) DO UPDATE SET token = excluded.token'


def _sqlite(tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        for event in ('INSERT', 'UPDATE', 'DELETE'):
            name = f'{table}_{event.lower()}_version'
            yield f'DROP TRIGGER IF EXISTS {name}'
            yield f'CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {_new_token(_RANDOM["sqlite"])}; END'


def _postgresql(tables: Iterable[str]) -> Iterator[str]:
    # BEFORE, so that whoever writes content queues here, and not halfway with rows locked that another one needs.
    yield f"""
        CREATE OR REPLACE FUNCTION modules_new_content_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {_new_token(_RANDOM['postgresql'])};
            RETURN NULL;
        END $$"""
    for table in tables:
        yield f"""
            CREATE OR REPLACE TRIGGER {table}_version BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION modules_new_content_version()"""


_STATEMENTS = {'sqlite': _sqlite, 'postgresql': _postgresql}
