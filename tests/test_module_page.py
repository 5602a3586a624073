import pytest

from modules.models import Module
from tests import factories


def test_module_shows_everything_in_the_order_of_the_source(content, page):
    text = page('/norskopplaering/modul-2/').text

    expected = [
        'Modul 2 av 6', 'Fleksibel norskopplæring', 'Tema i denne modulen er fleksibilitet', 'Film til modul 2',
        'Se filmen hos IMDi', '5 spørsmål', '1 Fleksibel opplæring er å legge til rette', '2 Hva opplever dere som',
        '3 Hva betyr de ulike dimensjonene', '4 Hvordan kan bruk av digitale', '5 Hvilke muligheter har dere',
        'Olga har gått tre måneder', 'Hvilke tilbud trenger hun', 'Kan dere møte Olgas behov',
        'Nyttig lenke til tema fleksibel norskopplæring', 'Hva er det nasjonale tilbudet?', 'HK-dir · hkdir.no',
    ]  # fmt: skip
    places = [text.find(piece) for piece in expected]
    assert -1 not in places
    # The nav names the module before the heading does; from the heading on, everything is in order.
    assert places[2:] == sorted(places[2:])


@pytest.mark.parametrize(
    ('number', 'questions', 'cases', 'links'),
    [(1, 0, 0, 0), (2, 5, 1, 1), (3, 6, 2, 6), (4, 3, 0, 1), (5, 3, 0, 0), (6, 3, 0, 2)],
)
def test_every_module_shows_all_that_it_has(content, page, number, questions, cases, links):
    module = page(f'/norskopplaering/modul-{number}/')

    assert len([id for id in module.ids if id.startswith('sporsmal-')]) == questions
    assert len([tag for tag in module.tags_named('article') if tag['class'] == 'case']) == cases
    assert len([tag for tag in module.tags_named('li') if tag.get('class') == 'links__item']) == links


def test_module_marks_what_the_editors_wrote(content, page):
    assert 'Forslag fra redaksjonen' in page('/norskopplaering/modul-4/').text.split('Hva i samarbeidet')[0]
    assert 'Forslag fra redaksjonen' not in page('/norskopplaering/modul-2/').text.split('Innholdet er laget av')[0]
    assert 'Fleksibel norskopplæring Tittel fra redaksjonen' in page('/norskopplaering/modul-2/').text
    assert (
        'Nyttig lenke til tema fleksibel norskopplæring Lenker fra redaksjonen'
        in page('/norskopplaering/modul-2/').text
    )


@pytest.mark.parametrize('paper', ['', 'utskrift/'])
def test_what_the_editors_wrote_is_marked_alike_on_page_and_paper(page, paper):
    module = factories.module(title_origin='editorial', intro='Om emnet.', intro_origin='editorial')
    factories.film(module, summary='Kort fortalt.', summary_origin='editorial')
    factories.question(module, text='Kildens?', origin='source')
    factories.question(module, text='Vårt?', origin='editorial')
    case = factories.case(module, text='Fra kilden.', origin='source', title_origin='editorial')
    factories.case_question(case, text='Vårt om casen?', origin='editorial')
    factories.link(factories.link_group(module, origin='source'), origin='editorial')

    text = page(f'/pakke-1/modul-1/{paper}').text

    assert text.count('Tittel fra redaksjonen') == 2
    assert text.count('Innledning fra redaksjonen') == 1
    assert text.count('Forslag fra redaksjonen') == 3
    assert text.count('Lenker fra redaksjonen') == 1


def test_number_is_the_publishers_also_when_one_is_missing(content, page):
    Module.objects.filter(slug='modul-2').update(status='draft')

    assert 'Modul 6 av 6' in page('/norskopplaering/modul-6/').text


def test_film_button_names_where_it_leads(page):
    factories.film(factories.module(), source_url='https://imdi.example/film/', embed_url='https://video.example/1')

    html = page('/pakke-1/modul-1/')

    assert 'Se filmen hos imdi.example' in html.text
    assert 'https://imdi.example/film/' in html.links
    assert 'https://imdi.example/film/' in page('/pakke-1/modul-1/utskrift/').text


def test_address_typed_with_capitals_leads_to_the_page(content, client):
    response = client.get('/Norskopplaering/Modul-2/')

    assert (response.status_code, response.url) == (302, '/norskopplaering/modul-2/')
    assert client.get('/', PATH_INFO='//EVIL.example/').status_code == 404
    assert client.get('/Finnes-ikke/', follow=True).status_code == 404


def test_module_marks_one_editorial_question_among_the_publishers_own(page):
    module = factories.module()
    factories.question(module, origin='source', text='Kildens spørsmål?', position=1)
    factories.question(module, origin='editorial', text='Vårt spørsmål?', position=2)

    text = page('/pakke-1/modul-1/').text

    assert 'Vårt spørsmål? Forslag fra redaksjonen' in text
    assert 'Kildens spørsmål? Forslag' not in text


def test_module_says_that_an_address_is_not_confirmed(content, page):
    assert 'Adressen er ikke bekreftet' in page('/norskopplaering/modul-4/').text
    assert 'Adressen er ikke bekreftet' not in page('/norskopplaering/modul-3/').text


def test_module_leads_back_and_forward(content, page):
    links = {tag.get('rel'): tag['href'] for tag in page('/norskopplaering/modul-2/').tags_named('a')}

    assert (links['prev'], links['next']) == ('/norskopplaering/modul-1/', '/norskopplaering/modul-3/')
    assert 'Dette var den siste modulen' in page('/norskopplaering/modul-6/').text
    assert 'prev' not in {tag.get('rel') for tag in page('/norskopplaering/modul-1/').tags_named('a')}


@pytest.mark.parametrize('status', ['draft', 'coming_soon'])
def test_module_not_published_has_no_page(content, page, status):
    Module.objects.filter(slug='modul-2').update(status=status)

    assert 'Olga' not in page('/norskopplaering/modul-2/', status=404).html
    assert 'Fleksibel norskopplæring' not in page('/norskopplaering/modul-3/').text


def test_question_keeps_its_address_when_the_order_changes(content, page):
    from modules.models import ReflectionQuestion

    ReflectionQuestion.objects.filter(module__slug='modul-2', slug='barrierer').update(position=9)

    module = page('/norskopplaering/modul-2/')

    assert 'sporsmal-barrierer' in module.ids
    assert '5 Hva opplever dere som de største barrierene' in module.text


def test_module_without_contents_says_so(page):
    factories.module()

    assert 'Denne modulen har ikke noe innhold ennå.' in page('/pakke-1/modul-1/').text


def test_film_that_is_uploaded_plays_with_captions_on(page):
    module = factories.module()
    film = factories.film(
        module,
        file='film/modul.mp4',
        duration_seconds=725,
        transcript='Velkommen til *filmen*.',
        transcript_origin='source',
    )
    factories.caption_track(film)

    html = page('/pakke-1/modul-1/')

    assert html.tags_named('source') == [{'src': '/media/film/modul.mp4'}]
    assert html.tags_named('track') == [
        {'kind': 'captions', 'src': '/media/teksting/film.vtt', 'srclang': 'nb', 'label': 'bokmål', 'default': None}
    ]
    assert '12 min' in html.text
    assert 'Tekstutgave av filmen Velkommen til filmen .' in html.text


def test_film_without_any_address_says_so(page):
    factories.film(factories.module(), source_url='')

    assert 'Vi har ikke adressen til filmen ennå.' in page('/pakke-1/modul-1/').text


def test_long_names_and_markup_are_shown_as_they_were_written(page):
    title = 'Samarbeid<script>alert(1)</script> & ' + 'voksenopplæringssenterorganisasjonsutvikling' * 3
    module = factories.module(title=title)
    factories.question(module, text='<b>Hva</b> mener «dere»?')

    html = page('/pakke-1/modul-1/')

    assert html.headings == [title]
    assert '<b>Hva</b> mener «dere»?' in html.text
    assert '<script>alert' not in html.html


def test_print_has_every_question_once_and_the_agreement(content, page):
    text = page('/norskopplaering/modul-3/utskrift/').text

    for piece in (
        'Hvordan arbeidsretter dere',
        'Reflekter rundt norsklærerens',
        'God lederforankring',
        'Viktor har mange',
        'Hvordan kan opplæringssenteret',
        'Norsklærer Kari har',
        'Hva må leder gjøre',
        'Vår avtale',
        'https://hkdir.no/dokumenter/laereplan-i-norsk-for-voksne-innvandrere',
    ):
        assert text.count(piece) == 1
    assert 'http://testserver/norskopplaering/modul-3/' in text
