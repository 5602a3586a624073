import pytest

from modules.editing import history
from tests import factories


@pytest.mark.parametrize('size', [1, 30])
def test_package_page_costs_three_queries(client, db, django_assert_num_queries, size):
    package = factories.package(slug='pakke')
    for _ in range(size):
        factories.full_module(package)

    with django_assert_num_queries(3):
        assert client.get('/pakke/').status_code == 200


@pytest.mark.parametrize('size', [1, 30])
def test_front_page_costs_three_queries(client, db, django_assert_num_queries, size):
    package = factories.package(slug='pakke')
    for _ in range(size):
        factories.full_module(package)

    with django_assert_num_queries(3):
        assert client.get('/').status_code == 200


@pytest.mark.parametrize('page', ['', 'utskrift/'])
@pytest.mark.parametrize('size', [1, 30])
def test_module_page_costs_eight_queries(client, db, django_assert_num_queries, size, page):
    package = factories.package(slug='pakke')
    factories.full_module(package, size=size, slug='modul-1')
    for _ in range(size - 1):
        factories.module(package)

    with django_assert_num_queries(8):
        assert client.get(f'/pakke/modul-1/{page}').status_code == 200


@pytest.mark.parametrize('path', ['/tilgjengelighet/', '/personvern/', '/tilbakemelding/'])
def test_pages_about_the_site_cost_a_few_queries_at_most(client, db, django_assert_max_num_queries, path):
    with django_assert_max_num_queries(3):
        assert client.get(path).status_code == 200


LISTS = {
    '/admin/modules/package/': 7,
    '/admin/modules/module/': 8,
    '/admin/modules/module/slettet/': 5,
    '/admin/modules/feedback/': 8,
    '/admin/auth/user/': 9,
}


@pytest.mark.parametrize(('path', 'count'), LISTS.items())
@pytest.mark.parametrize('size', [1, 3])
def test_change_list_costs_the_same_however_long(client, db, django_assert_num_queries, size, path, count):
    client.force_login(factories.person('Administrator'))
    for number in range(size):
        module = factories.full_module(factories.package())
        factories.feedback(module=module)
        factories.person('Redaktør', username=f'redaktor-{number}')
        gone = factories.module(module.package)
        history.keep(gone)
        gone.delete()

    with django_assert_num_queries(count):
        assert client.get(path).status_code == 200
