from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Sessions in the database, which is asked only for keys that we could have made: PostgreSQL refuses a NUL."""

    def _validate_session_key(self, key):
        return super()._validate_session_key(key) and key.isalnum()
