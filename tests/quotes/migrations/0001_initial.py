import django.db.models.deletion
import modules.slugs
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('modules', '0004_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Motto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(default=modules.slugs.random_slug, max_length=60, verbose_name='adresse')),
                ('position', models.PositiveSmallIntegerField(default=999, verbose_name='rekkefølge')),
                ('text', models.TextField(verbose_name='motto')),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mottos', to='modules.package', verbose_name='kompetansepakke')),
            ],
            options={
                'verbose_name': 'motto',
                'verbose_name_plural': 'mottoer',
                'ordering': ['package', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(default=modules.slugs.random_slug, max_length=60, verbose_name='adresse')),
                ('position', models.PositiveSmallIntegerField(default=999, verbose_name='rekkefølge')),
                ('text', models.TextField(verbose_name='sitat')),
                ('said_by', models.CharField(blank=True, max_length=100, verbose_name='sagt av')),
                ('origin', models.CharField(choices=[('source', 'kilde'), ('editorial', 'redaksjonell')], default='editorial', max_length=20, verbose_name='opphav til sitatet')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='modules.module', verbose_name='modul')),
            ],
            options={
                'verbose_name': 'sitat',
                'verbose_name_plural': 'sitater',
                'ordering': ['module', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(default=modules.slugs.random_slug, max_length=60, verbose_name='adresse')),
                ('position', models.PositiveSmallIntegerField(default=999, verbose_name='rekkefølge')),
                ('text', models.TextField(verbose_name='svar')),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='quotes.quote', verbose_name='sitat')),
            ],
            options={
                'verbose_name': 'svar',
                'verbose_name_plural': 'svar',
                'ordering': ['quote', 'position', 'id'],
            },
        ),
    ]
