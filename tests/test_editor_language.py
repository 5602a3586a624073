"""The editors' pages speak bokmål all through, also where Django's own translation has holes."""

import gettext
import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from modules.models import Module, Package
from tests import factories
from tests.pages import Page

CATALOGUE = settings.BASE_DIR / 'locale' / 'nb' / 'LC_MESSAGES'
ENGLISH = re.compile(
    r'\b(the|your|this|please|password|select|enter|change|search|show|hide|toggle|skip|reset|must|delete|disabled?)\b',
    re.IGNORECASE,
)


@pytest.fixture
def owner(client, content):
    user = User.objects.create_superuser('eier', password='grønne enger')
    client.force_login(user)
    return user


def english_in(response):
    """What stands in English on a page: texts, and what is read out or shown in place of a picture."""
    page = Page(response.content.decode())
    spoken = [page.copy] + [
        attributes.get(name) or ''
        for tag, attributes, _ in page.tags
        for name in ('alt', 'aria-label', 'placeholder', 'title', 'value' if attributes.get('type') == 'submit' else '')
    ]
    return [text.strip() for part in spoken for text in part.splitlines() if ENGLISH.search(text)]


def test_no_editors_page_speaks_english(client, owner):
    module, package = Module.objects.get(slug='modul-2'), Package.objects.get()
    feedback = factories.feedback()
    paths = [
        '/admin/',
        '/admin/password_change/',
        '/admin/auth/user/',
        '/admin/auth/user/?q=eier',
        '/admin/auth/user/add/',
        f'/admin/auth/user/{owner.pk}/change/',
        f'/admin/auth/user/{owner.pk}/password/',
        f'/admin/auth/user/{owner.pk}/history/',
        '/admin/modules/',
        '/admin/modules/module/',
        '/admin/modules/module/?status__exact=draft',
        f'/admin/modules/module/{module.pk}/change/',
        f'/admin/modules/module/{module.pk}/delete/',
        f'/admin/modules/module/{module.pk}/history/',
        '/admin/modules/package/',
        f'/admin/modules/package/{package.pk}/change/',
        f'/admin/modules/package/{package.pk}/delete/',
        '/admin/modules/feedback/',
        f'/admin/modules/feedback/{feedback.pk}/change/',
        '/admin/helsesjekk/',
        '/admin/flytt/',
    ]

    found = {path: english_in(client.get(path)) for path in paths}

    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    ('path', 'typed'),
    [
        ('/admin/password_change/', {'old_password': 'x', 'new_password1': '12', 'new_password2': '13'}),
        ('/admin/auth/user/add/', {'username': 'a b', 'password1': '12', 'password2': '12'}),
        ('/admin/auth/user/{owner}/password/', {'password1': '12', 'password2': '12'}),
        ('/admin/auth/user/{owner}/password/', {}),
        ('/admin/modules/module/add/', {'_whole': 'true'}),
    ],
)
def test_no_error_speaks_english(client, owner, path, typed):
    response = client.post(path.format(owner=owner.pk), typed)

    assert 'errorlist' in response.content.decode()
    assert english_in(response) == []


def test_the_rules_for_a_password_are_a_list(client, owner):
    response = client.get(f'/admin/auth/user/{owner.pk}/password/')

    assert '<li>Passordet ditt må bestå av minst 8 tegn.</li>' in response.content.decode()


def test_a_password_cannot_be_switched_off(client, owner):
    response = client.post(
        f'/admin/auth/user/{owner.pk}/password/', {'usable_password': 'false', 'unset-password': '1'}
    )

    owner.refresh_from_db()
    assert 'Fyll ut feltet' in response.content.decode()
    assert owner.check_password('grønne enger')


def test_a_new_password_is_set_for_another(client, owner):
    editor = factories.editor()

    client.post(
        f'/admin/auth/user/{editor.pk}/password/', {'password1': 'blå fjell i vest', 'password2': 'blå fjell i vest'}
    )

    editor.refresh_from_db()
    assert editor.check_password('blå fjell i vest')


def test_the_compiled_catalogue_is_that_of_the_source():
    """The portal needs no tool for compiling, so both are kept: `msgfmt -o django.mo django.po` after a change."""
    source = (CATALOGUE / 'django.po').read_text(encoding='utf-8')
    written = re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', source, flags=re.MULTILINE)

    with (CATALOGUE / 'django.mo').open('rb') as file:
        compiled = gettext.GNUTranslations(file)._catalog

    assert len(written) > 10
    assert sorted(text for key, text in compiled.items() if key) == sorted(written)
