"""The address of a film as people copy it, made one that shows the film in a frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.film_addresses import NotAFilm, embed_address, watch_address
from modules.models import Film
from tests import factories, pages
from tests.forms import Form

TUBE = 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'
VIMEO = 'https://player.vimeo.com/video/76979871?dnt=1'
OTHER = 'https://film.eksempel.no/vis/12?fra=https%3A%2F%2Feksempel.no'
SAFE = 'https://eur01.safelinks.protection.outlook.com/?url={}&data=05%7C02%7C&sdata=xx%3D&reserved=0'
CODE = (
    '<iframe width="560" height="315" src="https://www.youtube.com/embed/dQw4w9WgXcQ?si=abc" '
    'title="YouTube video player" frameborder="0" allow="accelerometer; autoplay" allowfullscreen></iframe>'
)


@pytest.mark.parametrize(
    ('typed', 'address'),
    [
        ('https://www.youtube.com/watch?v=dQw4w9WgXcQ', TUBE),
        ('https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&list=PLx&index=2&t=90s', f'{TUBE}?start=90'),
        ('https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share', TUBE),
        ('http://youtube.com/watch?v=dQw4w9WgXcQ', TUBE),
        ('youtube.com/watch?v=dQw4w9WgXcQ', TUBE),
        ('  https://youtu.be/dQw4w9WgXcQ?si=x1&t=1m30s ', f'{TUBE}?start=90'),
        ('youtu.be/dQw4w9WgXcQ', TUBE),
        ('https://www.youtube.com/shorts/dQw4w9WgXcQ', TUBE),
        ('https://www.youtube.com/live/dQw4w9WgXcQ?feature=shared', TUBE),
        ('https://www.youtube.com/embed/dQw4w9WgXcQ?start=12', f'{TUBE}?start=12'),
        (f'{TUBE}?start=90', f'{TUBE}?start=90'),
        (TUBE, TUBE),
        (CODE, TUBE),
        ('<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ"></iframe>', TUBE),
        ('https://vimeo.com/76979871', VIMEO),
        ('http://vimeo.com/76979871', VIMEO),
        ('vimeo.com/76979871#t=1m5s', f'{VIMEO}#t=65s'),
        ('https://vimeo.com/76979871/abcdef1234?share=copy', f'{VIMEO}&h=abcdef1234'),
        ('https://player.vimeo.com/video/76979871?h=abcdef1234&badge=0', f'{VIMEO}&h=abcdef1234'),
        ('https://vimeo.com/channels/staffpicks/76979871', VIMEO),
        ('https://vimeo.com/groups/navn/videos/76979871', VIMEO),
        (VIMEO, VIMEO),
        (
            '<div style="padding:56% 0 0 0"><iframe '
            'src="https://player.vimeo.com/video/76979871?h=abcdef1234&amp;title=0" allow="autoplay"></iframe></div>'
            '<script src="https://player.vimeo.com/api/player.js"></script>',
            f'{VIMEO}&h=abcdef1234',
        ),
        ('https://film.eksempel.no/vis/12?a=b', 'https://film.eksempel.no/vis/12?a=b'),
        (OTHER, OTHER),
        ('https://www.youtube.com/watch?app=desktop&amp;v=dQw4w9WgXcQ', TUBE),
        ('“https://youtu.be/dQw4w9WgXcQ”', TUBE),
        ("'https://youtu.be/dQw4w9WgXcQ'", TUBE),
        ('Se filmen: https://youtu.be/dQw4w9WgXcQ', TUBE),
        ('Filmen (youtu.be/dQw4w9WgXcQ) er kort', TUBE),
        ('https://youtu.be/dQw4w9WgXcQ.', TUBE),
        ('<https://youtu.be/dQw4w9WgXcQ>', TUBE),
        ('[film](https://youtu.be/dQw4w9WgXcQ)', TUBE),
        ('<a href="https://youtu.be/dQw4w9WgXcQ">https://youtu.be/dQw4w9WgXcQ</a>', TUBE),
        ('Fra https://imdi.no: https://vimeo.com/76979871', VIMEO),
        ('https://www.youtube.com/watch?v=dQw4w9WgXcQ#t=1m', f'{TUBE}?start=60'),
        ('https://studio.youtube.com/video/dQw4w9WgXcQ/edit', TUBE),
        (SAFE.format('https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ%3Ft%3D90'), f'{TUBE}?start=90'),
        (SAFE.format('https%3A%2F%2Ffilm.eksempel.no%2Fvis%2F12'), 'https://film.eksempel.no/vis/12'),
        ('https://www.google.com/url?sa=t&q=https://www.youtube.com/watch%3Fv%3DdQw4w9WgXcQ&ved=1', TUBE),
        ('https://www.google.no/url?url=https%3A%2F%2Ffilm.eksempel.no%2F12', 'https://film.eksempel.no/12'),
        ('https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ&gl=NO', TUBE),
        ('https://l.facebook.com/l.php?u=https%3A%2F%2Fvimeo.com%2F76979871&h=AT0', VIMEO),
        ('<iframe src="https://film.eksempel.no/vis/12"></iframe>', 'https://film.eksempel.no/vis/12'),
    ],
)  # fmt: skip
def test_address_people_copy_becomes_one_that_shows_the_film(typed, address):
    assert embed_address(typed) == address
    assert embed_address(address) == address


@pytest.mark.parametrize(
    ('typed', 'reason'),
    [
        ('https://www.youtube.com/@imdi', 'Åpne filmen der'),
        ('https://www.youtube.com/playlist?list=PL123', 'Åpne filmen der'),
        ('https://www.youtube.com/playlists11', 'Åpne filmen der'),
        ('https://www.youtube.com/embed/videoseries?list=PL1', 'Åpne filmen der'),
        ('https://www.youtube.com/watch?v=kort', 'Åpne filmen der'),
        ('https://vimeo.com/imdi', 'Åpne filmen der'),
        ('https://vimeo.com/', 'Åpne filmen der'),
        ('http://film.eksempel.no/12', '«https://»'),
        ('film.eksempel.no/12', '«https://»'),
        ('javascript:alert(1)', '«https://»'),
        ('data:text/html,x', '«https://»'),
        ('https://', '«https://»'),
        ('https://www.google.com/search?q=film', '«https://»'),
        (SAFE.format('mailto%3Aa%40b.no'), '«https://»'),
        ('https://consent.youtube.com/m?gl=NO', 'Åpne filmen der'),
        ('https://kids.youtube.com/watch?v=dQw4w9WgXcQ', 'Åpne filmen der'),
        ('https://youtu.be/dQw4w9WgXcQ og https://youtu.be/aaaaaaaaaaa', 'flere adresser'),
        ('en film om norsk', '«https://»'),
        ('<blockquote class="twitter">Hei</blockquote>', 'Fant ingen film i koden.'),
        ('<iframe src="javascript:alert(1)"></iframe>', '«https://»'),
        ('https://[x', 'ikke en nettadresse'),
    ],
)
def test_what_shows_no_film_is_told_of_with_the_way_out(typed, reason):
    with pytest.raises(NotAFilm, match=reason):
        embed_address(typed)


@given(st.one_of(st.text(), st.text('<iframe src="/>:?&=https.youtu be vimeo/watch?v=dQw4w9WgXcQ0123')))
def test_whatever_is_typed_is_an_address_over_https_or_told_of(typed):
    try:
        assert embed_address(typed).startswith('https://')
    except NotAFilm as error:
        assert str(error)


@pytest.fixture
def film(db):
    return factories.film(factories.module())


def test_editor_pastes_what_there_is_and_readers_can_see_the_film(film, client):
    client.force_login(factories.editor())
    path = f'/admin/modules/module/{film.module.pk}/change/'

    for typed in (CODE, 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'):
        assert Form(client, path).post(**{'film-embed_url': typed}).status_code == 302
        assert Film.objects.get().embed_url == TUBE

    response = client.get(film.module.get_absolute_url())
    assert f'data-src="{TUBE}"' in response.content.decode()
    assert 'frame-src https://www.youtube-nocookie.com' in response.headers['Content-Security-Policy']
    form = Form(client, path)
    refused = form.post(**{'film-embed_url': 'https://www.youtube.com/@imdi'})
    assert 'Åpne filmen der, og kopier adressen øverst.' in refused.content.decode()
    assert form.after(refused)['film-embed_url'] == 'https://www.youtube.com/@imdi'


def test_address_stored_before_shows_the_film_all_the_same(film, client):
    for stored, address in (('https://youtu.be/dQw4w9WgXcQ', TUBE), ('http://vimeo.com/76979871', VIMEO)):
        Film.objects.update(embed_url=stored)

        page = pages.check(client.get(film.module.get_absolute_url()))

        assert [tag['data-src'] for tag in page.tags_named('film-embed')] == [address]


def test_address_stored_before_that_shows_no_film_is_a_link(film, client):
    Film.objects.update(embed_url='https://www.youtube.com/@imdi', source_url='')

    page = pages.check(client.get(film.module.get_absolute_url()))

    assert page.tags_named('film-embed') == []
    assert 'https://www.youtube.com/@imdi' in page.links


@pytest.mark.parametrize(
    ('address', 'watched'),
    [
        (f'{TUBE}?start=90', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s'),
        (TUBE, 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'),
        (f'{VIMEO}&h=abcdef1234#t=65s', 'https://vimeo.com/76979871/abcdef1234'),
        ('https://film.eksempel.no/vis/12', 'https://film.eksempel.no/vis/12'),
        ('', ''),
    ],
)
def test_link_to_an_embedded_film_leads_to_where_it_is_watched(address, watched):
    assert watch_address(address) == watched
    assert not watched or not address or embed_address(watched).partition('#')[0] == address.partition('#')[0]
