import re

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import get_resolver
from django.utils import timezone

from modules.models import Feedback, Link, LinkCheck, Module, Package
from modules.slugs import ALPHABET, RESERVED, random_slug
from tests import factories
from tests.forms import Form


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def fields_of(kind):
    return [
        field for model in apps.get_app_config('modules').get_models() for field in model._meta.fields
        if isinstance(field, kind)
    ]  # fmt: skip


def is_taken(field, value):
    """Whether the database takes `value` in a record that is there."""
    record = field.model.objects.first()
    assert record, f'Make a record of {field.model.__name__} in the test.'
    try:
        with transaction.atomic():
            return bool(field.model.objects.filter(pk=record.pk).update(**{field.name: value}))
    except IntegrityError:
        return False


def link_check():
    LinkCheck.objects.create(url='https://example.org/', result='works', checked_at=timezone.now())


def test_every_choice_is_held_by_the_database(content):
    Feedback.objects.create(answer='yes')
    link_check()
    factories.caption_track(Module.objects.get(slug='modul-2').film)

    unheld = [field for field in fields_of(models.CharField) if field.choices and is_taken(field, 'x')]

    assert unheld == [], 'Give each a constraint with one_of(…).'


def test_every_web_address_is_held_by_the_database(content):
    link_check()

    unheld = [field for field in fields_of(models.URLField) if is_taken(field, 'javascript:alert(1)')]

    assert unheld == [], 'Give each a constraint with web_address(…).'


def test_published_module_must_have_a_number(content):
    refused(lambda: Module.objects.filter(slug='modul-2').update(number=None))


def test_numbers_and_addresses_are_unique_in_a_package(content):
    refused(lambda: Module.objects.filter(slug='modul-2').update(number=3))
    refused(lambda: Module.objects.filter(slug='modul-2').update(slug='modul-3'))

    other = factories.module(factories.package(slug='annen'), number=2, slug='modul-2')
    assert other.get_absolute_url() == '/annen/modul-2/'


def test_package_cannot_take_an_address_the_portal_uses(db):
    refused(lambda: Package.objects.create(slug='sok', title='Søk'))


def test_new_package_cannot_take_an_address_to_come(db, client):
    client.force_login(factories.editor())
    factories.package(slug='annen')

    for slug in ('nn', 'nb', 'se'):
        for path in ('/admin/modules/package/add/', f'/admin/modules/package/{Package.objects.get().pk}/change/'):
            response = Form(client, path).post(slug=slug, title='Pakke')
            assert response.context['document'].form.errors == {
                'slug': ['Denne adressen bruker portalen selv. Velg en annen.']
            }

    assert Package.objects.get().slug == 'annen'


def test_package_that_had_such_an_address_before_keeps_it(db, client):
    client.force_login(factories.editor())
    factories.package(slug='nn')

    Form(client, f'/admin/modules/package/{Package.objects.get().pk}/change/').post(title='Nytt navn')

    assert Package.objects.get().title == 'Nytt navn'
    assert 'Nytt navn' in client.get('/nn/').content.decode()


def test_every_address_of_our_own_is_kept_from_packages():
    ours, waiting = set(), list(get_resolver().url_patterns)
    while waiting:
        one = waiting.pop()
        first = str(one.pattern).partition('/')[0]
        waiting += getattr(one, 'url_patterns', []) if not first else []
        ours |= {first} if re.fullmatch('[a-z0-9-]+', first) else set()

    assert {'admin', 'avdeling', 'sok'} <= ours
    assert ours - set(RESERVED) == set()


def test_film_cannot_last_no_time(content):
    refused(lambda: apps.get_model('modules', 'Film').objects.update(duration_seconds=0))


def test_case_address_leaves_the_double_hyphen_to_its_questions(content):
    refused(lambda: apps.get_model('modules', 'Case').objects.filter(slug='olga').update(slug='ol--ga'))


def test_every_label_is_in_norwegian_and_written_out():
    same_in_both = {'case', 'film', 'status'}
    for model in apps.get_app_config('modules').get_models():
        for field in model._meta.get_fields():
            if field.concrete and not field.primary_key and field.name not in same_in_both:
                assert field.verbose_name != field.name.replace('_', ' '), f'{model.__name__}.{field.name}'


def test_random_slug_is_short_and_hard_to_mistake():
    slugs = {random_slug() for _ in range(200)}

    assert len(slugs) > 195
    assert all(len(slug) == 5 and set(slug) <= set(ALPHABET) for slug in slugs)
    assert set(ALPHABET) <= set('abcdefghijklmnopqrstuvwxyz0123456789') - set('aeiouy') - set('l10')


def test_link_host_is_what_the_reader_would_call_it():
    assert Link(url='https://www.regjeringen.no/no/tema/').host == 'regjeringen.no'
