import pytest
from django.core.exceptions import ValidationError

from modules import stops
from tests import factories
from tests.forms import Form


def test_stops_come_in_the_order_of_the_film():
    parsed = stops.parse('12:05 Hva nå?\n\n 0:30  Kjenner dere igjen dette?\n1:02:03 Til slutt?')

    assert [(stop.second, stop.time, stop.text) for stop in parsed] == [
        (30, '0:30', 'Kjenner dere igjen dette?'), (725, '12:05', 'Hva nå?'), (3723, '1:02:03', 'Til slutt?'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    'line', ['Hva nå?', '2:75 Hva nå?', '2:30', '2:30Hva nå?', '0:00 Hva nå?', '-1:30 Hva?', '٣:30 Å?']
)
def test_line_that_is_no_stop_is_left_out_and_told_of(line):
    lines = f'1:00 Hva gjør dere?\n{line}'

    assert [stop.second for stop in stops.parse(lines)] == [60]
    with pytest.raises(ValidationError, match='Linje 2 er ikke et stopp.'):
        stops.validate(lines)


@pytest.mark.parametrize(
    'line',
    ['2:30\xa0Hva nå?', '2:30\u202fHva nå?', '2:30\tHva nå?', '2.30 Hva nå?', '02:30 Hva nå?', '2:30 – Hva nå?',
     '2:30 - Hva nå?', 'kl. 2:30 Hva nå?', '0:02:30  Hva nå?', '\u20092:30 Hva nå?'],
)  # fmt: skip
def test_line_is_read_as_it_was_meant(line):
    stops.validate(line)
    assert [(stop.second, stop.text) for stop in stops.parse(line)] == [(150, 'Hva nå?')]


def test_stop_when_the_film_is_over_is_told_of_with_its_line():
    with pytest.raises(ValidationError) as told:
        stops.validate_within('0:11 Hva?\n\n0:12 Og?\n1:00 Mer?', 12)

    assert told.value.message_dict['stop_lines'] == [
        'Linje 3: Filmen er slutt ved 0:12, og stanser aldri ved 0:12.',
        'Linje 4: Filmen er slutt ved 0:12, og stanser aldri ved 1:00.',
    ]
    stops.validate_within('0:11 Hva?', 12)


def test_two_stops_at_one_time_are_told_of():
    with pytest.raises(ValidationError, match='Linje 2: Det er alt et stopp ved 1:00.'):
        stops.validate('1:00 Hva?\n1:00 Hvorfor?')


def test_first_of_two_stops_at_one_time_is_the_one_there_is():
    assert [stop.text for stop in stops.parse('1:00 Hva?\n1:00 Hvorfor?')] == ['Hva?']


def test_stops_that_are_right_pass():
    stops.validate('\n1:00 Hva?\r\n2:00 Hvorfor?\n')


def test_editor_keeps_what_was_typed_when_a_line_is_wrong(db, client):
    film = factories.film(factories.module(), stop_lines='1:00 Hva?')
    client.force_login(factories.editor())

    form = Form(client, f'/admin/modules/module/{film.module.pk}/change/')
    form['film-stop_lines'] = 'om to minutter: Hva?'
    html = form.post().content.decode()

    assert 'Linje 1 er ikke et stopp: «om to minutter: Hva?».' in html
    assert 'om to minutter: Hva?' in html


def test_page_lists_the_stops_and_paper_has_room_for_them(page):
    module = factories.module()
    factories.film(module, file='film/film.mp4', stop_lines='1:05 Hva ville dere gjort nå?')

    for path in ('', 'utskrift/', 'storskjerm/film/'):
        assert page(f'/pakke-1/modul-1/{path}').text.count('Hva ville dere gjort nå?') >= 1
    assert '1:05 Hva ville dere gjort nå? Forslag fra redaksjonen' in page('/pakke-1/modul-1/utskrift/').text


def test_stop_can_be_searched_for(page):
    module = factories.module()
    factories.film(module, file='film/film.mp4', stop_lines='1:05 Hva ville gulroten gjort nå?')

    assert '/pakke-1/modul-1/#film' in page('/sok/?q=gulroten').links
