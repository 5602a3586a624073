"""The wall as the server gives it: what one sees without scripts, and what it must never do."""

import re

import pytest

from modules import markdown
from modules.models import Case, CaseQuestion, Film, Module, ReflectionQuestion
from modules.qr import qr_path
from modules.steps import line_of, steps_of, walk
from tests import factories, pages

WALL = '/norskopplaering/modul-2/storskjerm/'


def shown(html):
    """The ids of the steps that are not hidden."""
    return [
        match[1]
        for match in re.finditer(r'<section class="step" id="([^"]+)"[^>]*>', html)
        if ' hidden>' not in match[0]
    ]


def test_every_step_is_a_page_that_leads_to_the_next_and_back(content, client):
    path, walked, previous = WALL, [], None
    while path:
        html = client.get(path).content.decode()
        walked += shown(html)
        links = dict(re.findall(r'<a [^>]*rel="(prev|next)" href="([^"]+)"', html))
        assert links.get('prev') == previous
        previous, path = path, links.get('next')

    assert walked == [step.key for step in walk(steps_of(Module.objects.with_contents().get(slug='modul-2')))]


def test_page_of_a_step_is_named_after_it(content, page):
    opened = page(f'{WALL}case-olga--behov/')

    assert opened.headings == ['Case: Olga, spørsmål 2']
    assert opened.title == 'Case: Olga, spørsmål 2 – modul 2 på storskjerm'
    assert 'Steg 10 av 12' in opened.text


def test_question_to_a_case_has_the_story_at_hand(content, client):
    html = client.get(f'{WALL}case-olga--behov/').content.decode()

    section = re.search(r'id="case-olga--behov".*?</section>', html, re.DOTALL)[0]
    assert 'Olga har gått tre måneder' in section
    assert 'Kan dere møte Olgas behov' in section


def test_address_of_no_step_leads_to_the_start_with_a_word_about_it(content, client):
    response = client.get(f'{WALL}finnes-ikke/')

    page = pages.check(response)
    assert response.status_code == 404
    assert 'Det steget finnes ikke. Her er modulen fra starten.' in page.text
    assert page.headings == ['Fleksibel norskopplæring']
    assert shown(page.html) == ['start']
    assert 'Det steget finnes ikke' not in client.get(WALL).content.decode()


def test_first_step_has_one_address(content, client):
    assert client.get(f'{WALL}start/').headers['Location'] == WALL


@pytest.mark.parametrize('status', ['draft', 'coming_soon'])
def test_module_that_is_not_published_has_no_wall(content, client, status):
    Module.objects.filter(slug='modul-2').update(status=status)

    assert client.get(WALL).status_code == 404
    assert client.get(f'{WALL}film/').status_code == 404


def test_module_without_questions_goes_from_film_to_agreement(content, page):
    opened = page('/norskopplaering/modul-1/storskjerm/film/')

    assert 'Steg 2 av 3' in opened.text
    assert 'Gå videre til spørsmålene' not in opened.text
    assert '/norskopplaering/modul-1/storskjerm/avtale/' in opened.links


def test_module_without_a_film_has_a_wall(page):
    factories.question(factories.module())

    assert 'Steg 1 av 3' in page('/pakke-1/modul-1/storskjerm/').text


def test_wall_sets_no_cookie_and_writes_nothing(content, client, django_assert_num_queries):
    with django_assert_num_queries(8) as queries:
        response = client.get(WALL)

    assert not response.cookies
    assert all(query['sql'].startswith('SELECT') for query in queries.captured_queries)


@pytest.mark.parametrize('size', [1, 30])
def test_wall_costs_eight_queries(client, db, django_assert_num_queries, size):
    factories.full_module(factories.package(slug='pakke'), size=size, slug='modul-1')

    with django_assert_num_queries(8):
        assert client.get('/pakke/modul-1/storskjerm/').status_code == 200
    with django_assert_num_queries(1):
        assert client.get('/pakke/modul-1/storskjerm/').status_code == 200


def test_wall_shows_an_edit_at_once(content, client):
    client.get(WALL)

    ReflectionQuestion.objects.filter(slug='barrierer').update(text='Hva er nytt?')

    assert 'Hva er nytt?' in client.get(WALL).content.decode()


def test_module_page_leads_to_the_wall(content, page):
    assert WALL in page('/norskopplaering/modul-2/').links


def texts_by_id(html):
    """{id: its text} for whatever has an id that is the key of a question or a case."""
    found = {}
    for match in re.finditer(r'<(section|div)[^>]* id="((?:sporsmal|case)-[^"]+)"', html):
        rest = html[match.start() :]
        end = re.search(r'</section>', rest) if match[1] == 'section' else re.search(r'paper__lines|</section>', rest)
        found.setdefault(match[2], []).append(pages.Page(rest[: end.start()]).text)
    return found


@pytest.mark.parametrize('number', range(1, 7))
def test_wall_and_paper_have_every_question_once_and_the_same(content, client, number):
    module = Module.objects.with_contents().get(slug=f'modul-{number}')
    expected = {
        step.key: step.text for step in walk(steps_of(module)) if step.kind in ('question', 'case', 'case_question')
    }
    wall = texts_by_id(client.get(f'/norskopplaering/modul-{number}/storskjerm/').content.decode())
    paper = texts_by_id(client.get(f'/norskopplaering/modul-{number}/utskrift/').content.decode())

    assert list(wall) == list(paper) == list(expected)
    for key, text in expected.items():
        assert len(wall[key]) == len(paper[key]) == 1
        # The whole of it, and as the page sets it: quotes as «», and room to break after a slash.
        whole = markdown.plain(text)
        assert whole in wall[key][0].replace('/ ', '/')
        assert whole in paper[key][0].replace('/ ', '/')


def test_every_question_of_the_package_is_on_paper(content, client):
    found = 0
    for number in range(1, 7):
        html = client.get(f'/norskopplaering/modul-{number}/utskrift/').content.decode()
        found += sum(len(texts) for texts in texts_by_id(html).values())

    assert found == ReflectionQuestion.objects.count() + CaseQuestion.objects.count() + Case.objects.count() == 28


def test_paper_has_the_code_of_the_wall(content, client):
    html = client.get('/norskopplaering/modul-2/utskrift/').content.decode()

    assert qr_path(f'http://testserver{WALL}')[1] in html
    assert 'testserver/norskopplaering/modul-2/storskjerm' in html


def test_links_have_the_code_of_the_page_they_stand_on(content, client):
    html = client.get(f'{WALL}lenker-fleksibel/').content.decode()

    assert qr_path('http://testserver/norskopplaering/modul-2/#lenker-fleksibel')[1] in html


def test_code_is_what_the_library_draws():
    import segno

    side, path = qr_path('http://testserver/norskopplaering/')

    dark = set()
    for x, y, run in re.findall(r'M(\d+) (\d+)h(\d+)v1h-\3z', path):
        dark |= {(int(x) + step, int(y)) for step in range(int(run))}
    matrix = segno.make_qr('http://testserver/norskopplaering/', error='m').matrix
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert side == len(matrix)
    assert len(dark) > 200


def test_what_the_editors_wrote_is_marked(content, page):
    assert 'Forslag fra redaksjonen' in page('/norskopplaering/modul-4/storskjerm/').text
    assert 'Lenker fra redaksjonen' in page(WALL).text


def test_film_that_is_embedded_names_its_host_and_asks_nothing_of_it(client, db):
    module = factories.module()
    factories.film(module, embed_url='https://Video.example:8443/embed/1?x=1', source_url='')

    for path in ('/pakke-1/modul-1/', '/pakke-1/modul-1/storskjerm/film/'):
        response = client.get(path)
        page = pages.check(response)
        assert 'Da henter nettleseren filmen fra video.example:8443' in page.text
        assert page.tags_named('iframe') == []
        assert 'frame-src https://video.example:8443' in response['Content-Security-Policy'].split('; ')
        # What is kept answers with the same policy.
        assert client.get(path)['Content-Security-Policy'] == response['Content-Security-Policy']


@pytest.mark.parametrize(
    'address',
    [
        'http://video.example/1',
        'https://video.example;script-src *',
        'https://a.example evil',
        'https://a.example:٣/',
        'https://.../x',
        "https://x'/",
        'https://',
    ],
)
def test_address_that_no_frame_may_have_is_only_a_link(client, db, address):
    module = factories.module()
    factories.film(module, embed_url=address, source_url='https://example.org/film/')

    response = client.get('/pakke-1/modul-1/storskjerm/film/')

    assert 'frame-src' not in response['Content-Security-Policy']
    assert 'data-film="elsewhere"' in response.content.decode()


def test_film_that_is_uploaded_plays_with_norwegian_captions_on(client, db):
    film = factories.film(factories.module(), file='film/film.mp4', embed_url='https://video.example/1')
    factories.caption_track(film, language='en', file='teksting/en.vtt')
    factories.caption_track(film, language='nb')

    for path in ('/pakke-1/modul-1/', '/pakke-1/modul-1/storskjerm/film/'):
        response = client.get(path)
        tracks = pages.check(response).tags_named('track')
        assert [(track['srclang'], 'default' in track) for track in tracks] == [('en', False), ('nb', True)]
        assert 'frame-src' not in response['Content-Security-Policy']


def test_film_has_a_plan_b_on_its_step(page):
    module = factories.module()
    factories.film(module, file='film/film.mp4', summary='Kort fortalt.', transcript='Alt som blir sagt.')
    factories.question(module)

    text = page('/pakke-1/modul-1/storskjerm/film/').text

    for piece in ('Hvis filmen ikke virker', 'Kort fortalt.', 'Alt som blir sagt.', 'Gå videre til spørsmålene'):
        assert piece in text


def test_film_nobody_has_an_address_for_says_so(page):
    factories.film(factories.module(), source_url='')

    assert Film.objects.get().plays_here is False
    assert 'Vi har ikke adressen til filmen ennå.' in page('/pakke-1/modul-1/storskjerm/film/').text


def test_line_has_one_part_for_each_kind(content):
    line = line_of(steps_of(Module.objects.with_contents().get(slug='modul-3')))

    assert [(section.kind, len(section.steps)) for section in line] == [
        ('opening', 1), ('film', 1), ('question', 6), ('case', 5), ('links', 2), ('ending', 1),
    ]  # fmt: skip


def test_talk_has_its_phases(content, page):
    text = page(WALL).text
    for piece in ('Ordstyrer', 'Tidtaker', 'Sekretær', 'Sporvakt', 'den som har kortest vei til jobb'):
        assert piece in text
