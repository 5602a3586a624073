from django.db import migrations

from modules import stored_text

WRITTEN = ['Package', 'Module', 'Film', 'ReflectionQuestion', 'Case', 'CaseQuestion', 'LinkGroup', 'Link', 'Feedback']


def make_plain(apps, _schema_editor):
    for name in WRITTEN:
        stored_text.make_plain(apps.get_model('modules', name))


class Migration(migrations.Migration):
    dependencies = [('modules', '0004_roles')]

    operations = [migrations.RunPython(make_plain, migrations.RunPython.noop)]
