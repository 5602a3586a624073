from django.db import migrations

from modules import stored_text

WRITTEN = ['Department', 'Meeting', 'Note', 'Commitment']


def make_plain(apps, _schema_editor):
    for name in WRITTEN:
        stored_text.make_plain(apps.get_model('meetings', name))


class Migration(migrations.Migration):
    dependencies = [('meetings', '0001_initial')]

    operations = [migrations.RunPython(make_plain, migrations.RunPython.noop)]
