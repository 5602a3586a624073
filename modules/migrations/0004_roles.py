from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR, FEEDBACK_READER, ADMINISTRATOR = 'Redaktør', 'Leser av tilbakemeldinger', 'Administrator'
CONTENT = [
    'package', 'module', 'film', 'captiontrack', 'reflectionquestion', 'case', 'casequestion', 'linkgroup', 'link',
]
EDITING = [f'{verb}_{model}' for model in CONTENT for verb in ('add', 'change', 'delete', 'view')]
READING = ['view_feedback', 'change_feedback']
# Readers are told that feedback stays until it is deleted, so somebody must be able to.
RUNNING = ['delete_feedback', 'view_user', 'add_user', 'change_user', 'delete_user']
ROLES = {
    EDITOR: EDITING,
    FEEDBACK_READER: READING,
    ADMINISTRATOR: EDITING + READING + RUNNING,
}


def make_roles(apps, schema_editor):
    using = schema_editor.connection.alias
    for label in ('modules', 'auth'):
        # Django makes these after the last migration, which in a new database is too late for us.
        app_config = apps.get_app_config(label)
        # The stand-in that a migration gets has none, and is passed over without.
        app_config.models_module = getattr(app_config, 'models_module', True)
        create_permissions(app_config, verbosity=0, using=using, apps=apps)

    Group, Permission = apps.get_model('auth', 'Group'), apps.get_model('auth', 'Permission')
    for name, codenames in ROLES.items():
        permissions = Permission.objects.using(using).filter(
            content_type__app_label__in=['modules', 'auth'], codename__in=codenames
        )
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*permissions)


def remove_roles(apps, schema_editor):
    apps.get_model('auth', 'Group').objects.using(schema_editor.connection.alias).filter(name__in=ROLES).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('modules', '0003_editing'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
