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

    assert len([id for id in module.ids if id.startswith('sporsmal-') and not id.endswith('tittel')]) == questions
    assert len([tag for tag in module.tags_named('article') if tag['class'] == 'case']) == cases
    assert len([tag for tag in module.tags_named('a') if tag.get('class') == 'links__link']) == links


def test_module_marks_what_the_editors_wrote(content, page):
    assert 'Forslag fra redaksjonen' in page('/norskopplaering/modul-4/').text.split('Hva i samarbeidet')[0]
    assert 'Forslag fra redaksjonen' not in page('/norskopplaering/modul-2/').text.split('Innholdet er laget av')[0]
    assert 'Tittelen er redaksjonens' in page('/norskopplaering/modul-2/').text
    assert 'Valgt av redaksjonen' in page('/norskopplaering/modul-2/').text


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
    assert 'Dette var siste modul' in page('/norskopplaering/modul-6/').text
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
    film = factories.film(module, file='film/modul.mp4', duration_seconds=725, transcript='Velkommen til *filmen*.', transcript_origin='source')
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

    for piece in ('Hvordan arbeidsretter dere', 'Reflekter rundt norsklærerens', 'God lederforankring', 'Viktor har mange',
                  'Hvordan kan opplæringssenteret', 'Norsklærer Kari har', 'Hva må leder gjøre', 'Vår avtale',
                  'https://hkdir.no/dokumenter/laereplan-i-norsk-for-voksne-innvandrere'):  # fmt: skip
        assert text.count(piece) == 1
    assert 'http://testserver/norskopplaering/modul-3/' in text
