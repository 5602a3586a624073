from tests import factories


def test_front_is_the_package_while_it_is_alone(content, page):
    front, package = page('/'), page('/norskopplaering/')

    assert front.headings == package.headings == ['Fleksibel og arbeidsrettet norskopplæring']
    assert front.tags_named('link')[0] == {'rel': 'canonical', 'href': 'http://testserver/norskopplaering/'}


def test_front_lists_several_packages_and_no_draft(page):
    factories.package(slug='en', title='Første pakke')
    factories.package(slug='to', title='Andre pakke')
    factories.package(slug='kladd', title='Hemmelig pakke', is_published=False)

    front = page('/')

    assert [link for link in front.links if link in ('/en/', '/to/', '/kladd/')] == ['/en/', '/to/']
    assert 'Hemmelig' not in front.html


def test_front_without_packages_says_so(db, page):
    assert 'Ingen kompetansepakker er publisert ennå.' in page('/').text


def test_package_shows_lead_key_facts_body_and_source(content, page):
    text = page('/norskopplaering/').text

    for expected in (
        'Kompetansepakke fra IMDi, HK-dir og AVdir',
        'Kompetansepakken er utformet med tanke på at din kommune',
        'Målgruppe Ledere i voksenopplæring',
        'Innhold Kompetansepakken består av 6 moduler',
        'Gjennomføring Bør jobbes med i fellesskap',
        'Omfang Seks filmer som varer fra ca. 5 til 12 minutter',
        'Integrerings- og mangfoldsdirektoratet',
        'sist oppdatert 17. januar 2024',
        'Kompetansepakken er utviklet i et samarbeid mellom',
        'Fant du det du lette etter?',
    ):
        assert expected in text


def test_package_says_what_each_module_has(content, page):
    text = page('/norskopplaering/').text

    assert '2 Modul 2: Fleksibel norskopplæring Tema i denne modulen' in text
    assert 'Film 5 spørsmål 1 case' in text
    assert 'Film 6 spørsmål 2 caser' in text


def test_package_announces_what_is_coming_without_a_link_or_a_count(content, page):
    package = page('/norskopplaering/')

    assert 'Kommer snart Sarpsborg Ny modul om hvordan Sarpsborg kommune' in package.text
    assert [link for link in package.links if link.startswith('/norskopplaering/modul')] == [
        f'/norskopplaering/modul-{number}/' for number in range(1, 7)
    ]
    assert '/norskopplaering/sarpsborg/' not in package.html


def test_package_without_modules_says_so(page):
    factories.package(slug='tom')
    factories.module(status='draft', title='Hemmelig modul')

    package = page('/tom/')

    assert 'Ingen moduler er publisert ennå.' in package.text
    assert 'Hemmelig' not in package.html


def test_unpublished_package_is_not_found_with_its_modules(content, page):
    from modules.models import Package

    Package.objects.update(is_published=False)

    for path in ('/norskopplaering/', '/norskopplaering/modul-2/', '/norskopplaering/modul-2/utskrift/'):
        assert 'Olga' not in page(path, status=404).html


def test_the_front_says_that_the_portal_runs_meetings_with_one_button(content, page):
    front = page('/')

    assert 'Har dere 45 minutter?' in front.text and '09.00 Velkommen' in front.text
    assert front.links.count('/mote/planlegg/') == 1
    chooser = page('/mote/planlegg/')
    assert [f'/mote/planlegg/norskopplaering/modul-{number}/' in chooser.links for number in range(1, 7)] == [True] * 6
    assert '/mote/skjerm/' in chooser.links and '/avdeling/' in chooser.links


def test_the_first_button_of_a_module_plans_a_meeting_and_its_wall_leads_on_to_one(content, page):
    new = '/mote/planlegg/norskopplaering/modul-2/'
    module = page('/norskopplaering/modul-2/')
    buttons = [
        tags['href'] for tags in module.tags_named('a') if tags.get('class') == 'button' and 'data-variant' not in tags
    ]

    assert buttons[1] == new and buttons[0] == '/'
    assert new in page('/norskopplaering/modul-2/storskjerm/avtale/').links
