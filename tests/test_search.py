import pytest

from modules.search import Entry, excerpt, find, fold, marked, stems_of, words_of
from tests import factories


def entry(text, label='Refleksjonsspørsmål 1'):
    return Entry('/', 'Modul 1', label, text)


def test_fold_is_blind_to_case_for_every_letter_and_keeps_places():
    assert fold('ÅPENHET på ØY med ÆRA') == 'åpenhet på øy med æra'
    assert len(fold('Straße İstanbul')) == len('Straße İstanbul')


def test_find_wants_all_words_and_finds_inside_compounds():
    both, one = entry('Personvernreglene gjelder digitale verktøy'), entry('Personvern')

    assert find([both, one], ['vern']) == [both, one]
    assert find([both, one], words_of('VERKTØY vern')) == [both]
    assert find([both, one], words_of('   ')) == []


def test_find_puts_words_in_the_label_first():
    in_text, in_label = entry('Olga har gått på kurs'), entry('Har gått på kurs', label='Case: Olga')

    assert find([in_text, in_label], ['olga']) == [in_label, in_text]


def test_find_sees_a_letter_that_is_typed_in_two_parts():
    assert words_of('A\u030apenhet') == ['åpenhet']


def test_stems_lose_their_endings_but_not_their_meaning():
    assert stems_of(['barrierer', 'leder', 'olga']) == ['barrier', 'leder', 'olga']


def test_search_finds_another_form_of_the_word_and_says_so(content, page):
    result = page('/sok/?q=barrierer')

    assert 'Ingen tekst har nøyaktig «barrierer». Her er de som har en annen form av ordet. 2 treff' in result.text
    assert '<mark>barrier</mark>ene' in result.html
    assert 'nøyaktig' not in page('/sok/?q=barrierene').text


def test_excerpt_shows_the_hit_in_whole_words_around_it():
    text = 'setning ' * 40 + 'Personvern er viktig. ' + 'slutt ' * 60

    pieces = excerpt(text, ['vern'])

    assert ('vern', True) in pieces
    assert pieces[0] == ('…', False) == pieces[-1]
    assert len(''.join(piece for piece, _ in pieces)) < 320
    shown = ''.join(piece for piece, _ in pieces[1:-1])
    assert shown in text
    assert set(shown.split()) == {'setning', 'Personvern', 'er', 'viktig.', 'slutt'}


def test_signs_that_are_looked_for_are_signs():
    assert marked('C++ (og C)', ['c++', '(']) == [('C++', True), (' ', False), ('(', True), ('og C)', False)]
    assert marked('Olga.', ['.']) == [('Olga', False), ('.', True)]


def test_excerpt_without_a_hit_is_the_beginning():
    assert excerpt('Kort tekst', ['olga']) == [('Kort tekst', False)]
    assert excerpt('', ['olga']) == []


def test_search_says_module_and_part_and_links_to_it(content, page):
    result = page('/sok/?q=OLGA')

    assert '/norskopplaering/modul-2/#case-olga' in result.links
    assert 'Modul 2: Fleksibel norskopplæring' in result.text
    assert '<mark>Olga</mark> har gått tre måneder' in result.html


@pytest.mark.parametrize(
    ('query', 'hits'), [('lederforankring', 1), ('ØNSKENE hennes', 1), ('norskprøven', 1), ('larvik', 3)]
)
def test_search_finds_in_every_kind_of_part(content, page, query, hits):
    assert f'{hits} treff' in page(f'/sok/?q={query}').text


def test_search_result_links_stand_on_the_page_they_lead_to(content, page, client):
    links = [link for link in page('/sok/?q=e').links if link.startswith('/norskopplaering/modul')]

    assert len(links) == 39
    for path, anchor in (link.split('#') for link in links if '#' in link):
        assert f'id="{anchor}"' in client.get(path).content.decode()


def test_search_finds_what_is_coming_and_who_publishes(content, page):
    assert '/norskopplaering/#moduler' in page('/sok/?q=sarpsborg').links
    assert '1 treff' in page('/sok/?q=velferdsdirektoratet').text


def test_search_finds_a_module_by_its_number_and_marks_it(content, page):
    assert '<mark>Modul</mark> <mark>3</mark>: Arbeidsrettet' in page('/sok/?q=modul 3').html


def test_search_shows_nothing_that_is_not_published(content, page):
    factories.question(factories.module(status='draft'), text='Hemmelig lederforankring?')

    result = page('/sok/?q=lederforankring')

    assert '1 treff' in result.text
    assert 'Hemmelig' not in result.html


def test_search_helps_when_it_is_empty_and_when_it_finds_nothing(content, page):
    assert 'Søket går gjennom alle moduler' in page('/sok/').text
    assert 'Ingen treff på «kvantefysikk».' in page('/sok/?q=kvantefysikk').text


def test_search_that_is_too_long_says_so_and_keeps_it(content, page):
    words = 'ord ' * 60 + 'slutt'

    result = page(f'/sok/?q={words}')

    assert 'Søket er for langt.' in result.text
    assert result.tags_named('input')[0]['value'].endswith('slutt')


def test_search_shows_markup_in_the_query_as_text(content, page):
    assert '<img src=x>' in page('/sok/?q=<img src=x>').text


@pytest.mark.parametrize('modules', [1, 3])
def test_search_costs_the_same_queries_however_much_there_is(client, db, django_assert_num_queries, modules):
    package = factories.package()
    for _ in range(modules):
        factories.full_module(package)

    with django_assert_num_queries(9):
        assert client.get('/sok/?q=amina').status_code == 200
