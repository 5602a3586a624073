import re
from pathlib import Path

import pytest
from django.urls import get_resolver

PROMISED = [
    line.split() for line in Path('tests/urls.txt').read_text().splitlines() if line and not line.startswith('#')
]
FORMS = ['/tilbakemelding/', '/mote/planlegg/norskopplaering/modul-2/', '/mote/skjerm/', '/avdeling/']
PAGES = [path for status, path in PROMISED if status == '200' and path.endswith('/') and path != '/helse/']


@pytest.mark.parametrize(('status', 'path'), PROMISED, ids=[path for _, path in PROMISED])
def test_promised_address_answers(content, client, status, path):
    assert client.get(path).status_code == int(status)


def test_every_page_keeps_the_rules_of_the_house(content, page):
    for path in PAGES:
        page(path)

    assert set(FORMS) < set(PAGES), 'The pages are read from tests/urls.txt: those with 200 that end in a slash.'


def test_every_view_of_ours_has_a_promised_address(content):
    from django.urls import resolve

    promised = {resolve(path).url_name for _, path in PROMISED}

    ours = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert ours - promised == {'media', 'markdown-preview', 'markdown-upload'}


def test_anchors_that_stand_on_hand_outs_are_there(content, page):
    promised = {
        '/norskopplaering/modul-2/': {
            'film', 'sporsmal', 'sporsmal-tilpasset', 'sporsmal-barrierer', 'sporsmal-dimensjoner',
            'sporsmal-digitale-verktoy', 'sporsmal-muligheter', 'caser', 'case-olga', 'case-olga--tilbud',
            'case-olga--behov', 'lenker',
        },
        '/norskopplaering/modul-3/': {
            'sporsmal-lederforankring', 'case-viktor', 'case-viktor--tilbud', 'case-kari', 'case-kari--undervisning',
            'case-kari--leder',
        },
    }  # fmt: skip

    for path, anchors in promised.items():
        assert anchors <= set(page(path).ids)


def test_sitemap_has_what_is_published_and_robots_leads_to_it(content, client):
    sitemap = client.get('/sitemap.xml').content.decode()

    assert len(re.findall('<loc>', sitemap)) == 1 + 6 + 2
    assert 'http://testserver/norskopplaering/modul-6/' in sitemap
    assert 'sarpsborg' not in sitemap
    assert client.get('/robots.txt').content.decode() == (
        'User-agent: *\nDisallow: /admin/\nDisallow: /tilbakemelding/\nDisallow: /mote/\nDisallow: /avdeling/\n\n'
        'Sitemap: http://testserver/sitemap.xml\n'
    )


@pytest.mark.parametrize('path', PAGES)
def test_pages_for_reading_refuse_to_be_posted_to(content, client, path):
    expected = 422 if path in FORMS else 405

    assert client.post(path).status_code == expected
