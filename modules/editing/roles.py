"""What each role may do with the content: everything there is to do with a content model, also with one that is new.

The roles themselves are made by a migration, which also says who else may do what.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections

from modules import tree

EDITING = ('Redaktør', 'Administrator')
VERBS = ('add', 'change', 'delete', 'view')


def grant(using: str, **_signal) -> None:
    """Give those roles of `EDITING` that are in the database `using` every permission on every content model."""
    if Group._meta.db_table not in connections[using].introspection.table_names():
        return
    options = [model._meta for model in tree.content_models()]
    labels = {opts.app_label for opts in options}
    for label in labels:
        # Django makes these after the migrations too, but after us.
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    permissions = Permission.objects.using(using).filter(
        content_type__app_label__in=labels,
        codename__in=[f'{verb}_{opts.model_name}' for opts in options for verb in VERBS],
    )
    for group in Group.objects.using(using).filter(name__in=EDITING):
        group.permissions.add(*permissions)
