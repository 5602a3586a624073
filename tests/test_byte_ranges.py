import pytest

from modules.byte_ranges import parse

PATH = '/media/film/film.mp4'


@pytest.fixture
def film(settings):
    (settings.MEDIA_ROOT / 'film').mkdir(parents=True)
    # No part of it is like another.
    content = b''.join(number.to_bytes(4) for number in range(51_200))
    (settings.MEDIA_ROOT / 'film' / 'film.mp4').write_bytes(content)
    return content


def body(response):
    return b''.join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ('header', 'expected'),
    [
        ('', None), ('bytes=0-1', range(0, 2)), ('bytes=5-', range(5, 100)), ('bytes=-10', range(90, 100)),
        ('bytes=90-500', range(90, 100)), ('bytes=-500', range(0, 100)), ('bytes=100-', range(100, 100)),
        ('bytes=-0', range(100, 100)), ('bytes=5-4', None), ('bytes=-', None), ('bytes=a-b', None),
        ('bytes=0-1,5-6', None), ('items=0-1', None), ('bytes=٣-٤', None),
        ('bytes=9' + '9' * 400 + '-', range(0)), ('bytes=0-' + '9' * 5000, range(0, 100)),
    ],
)  # fmt: skip
def test_range_of_a_header(header, expected):
    parsed = parse(header, 100)

    assert parsed == expected
    assert (parsed is None) == (expected is None)


def test_whole_film_says_that_parts_may_be_had(film, client, db):
    response = client.get(PATH)

    assert (response.status_code, response['Accept-Ranges'], body(response)) == (200, 'bytes', film)


@pytest.mark.parametrize(
    ('header', 'said', 'expected'),
    [
        ('bytes=0-1', 'bytes 0-1/204800', slice(0, 2)),
        ('bytes=1000-150999', 'bytes 1000-150999/204800', slice(1000, 151000)),
        ('bytes=204700-', 'bytes 204700-204799/204800', slice(204700, None)),
    ],
)
def test_part_of_a_film(film, client, db, header, said, expected):
    response = client.get(PATH, headers={'range': header})

    content = body(response)
    assert (response.status_code, response['Content-Range']) == (206, said)
    assert content == film[expected]
    assert response['Content-Length'] == str(len(content))
    assert response['Content-Type'] == 'video/mp4'
    assert response['Content-Security-Policy'] == "default-src 'none'; sandbox"
    assert response['X-Content-Type-Options'] == 'nosniff'


def test_part_that_is_not_there(film, client, db):
    response = client.get(PATH, headers={'range': 'bytes=204800-'})

    assert (response.status_code, response['Content-Range']) == (416, 'bytes */204800')


def test_part_of_another_edition_gives_the_whole(film, client, db):
    edition = client.get(PATH)['Last-Modified']

    assert client.get(PATH, headers={'range': 'bytes=0-1', 'if-range': edition}).status_code == 206
    old = client.get(PATH, headers={'range': 'bytes=0-1', 'if-range': 'Mon, 01 Jan 2024 00:00:00 GMT'})
    assert (old.status_code, body(old)) == (200, film)


def test_proxy_is_told_to_send_the_film(film, client, db, settings):
    settings.MEDIA_X_ACCEL = '/opplastet/'

    response = client.get(PATH)

    assert (response.status_code, response.content) == (200, b'')
    assert response['X-Accel-Redirect'] == '/opplastet/film/film.mp4'
    assert response['Content-Type'] == 'video/mp4'
    assert response['Content-Security-Policy'] == "default-src 'none'; sandbox"


def test_proxy_is_told_the_plain_path(film, client, db, settings):
    settings.MEDIA_X_ACCEL = '/opplastet'

    response = client.get('/media/film/./x/..//film.mp4')

    assert response['X-Accel-Redirect'] == '/opplastet/film/film.mp4'


def test_proxy_is_told_of_nothing_outside_the_folder(film, client, db, settings):
    settings.MEDIA_X_ACCEL = '/opplastet/'
    (settings.MEDIA_ROOT.parent / 'hemmelig.txt').write_text('hemmelig')

    for path in (
        '/media/../hemmelig.txt',
        '/media/film/%2e%2e/%2e%2e/hemmelig.txt',
        '/media//etc/passwd',
        '/media/nei',
    ):
        response = client.get(path)
        assert response.status_code == 404
        assert 'X-Accel-Redirect' not in response
