"""Captions from other programs, made such as a browser shows."""

import pytest
import webvtt
from django.core.files.uploadedfile import SimpleUploadedFile

from modules.editing.captions import CAPTIONS_MAX_BYTES, CaptionsError, as_webvtt
from modules.models import CaptionTrack
from tests import factories, pages
from tests.forms import Form

GOOD = 'WEBVTT\n\n00:01.000 --> 00:03.000\nBlåbær.\n'
SRT = '1\n00:00:01,000 --> 00:00:03,500\n<i>Blåbær</i>\nog mer\n\n2\n01:00:05,000 --> 01:00:06,000\nJa\n'
MADE = 'WEBVTT\n\n00:00:01.000 --> 00:00:03.500\n<i>Blåbær</i>\nog mer\n\n01:00:05.000 --> 01:00:06.000\nJa\n'


@pytest.mark.parametrize(
    'content',
    [
        GOOD, GOOD.replace('\n', '\r\n'), GOOD.replace('\n', '\r'), f'\ufeff{GOOD}',
        'WEBVTT - tittel\n\nSTYLE\n::cue { color: yellow }\n\nREGION\nid:r\n\nNOTE fra Kari\n\n'
        'c1\n101:00:01.000 --> 101:00:03.000 line:0 region:r\n<v Olga>Hei</v>\n',
    ],
)  # fmt: skip
def test_good_webvtt_stays_as_it_is(content):
    assert as_webvtt(content.encode()) == content.encode()


@pytest.mark.parametrize(
    ('content', 'made'),
    [
        (SRT.encode(), MADE),
        (SRT.replace('\n', '\r\n').encode('utf-8-sig'), MADE),
        (SRT.encode('cp1252'), MADE),
        (SRT.encode('utf-16'), MADE),
        (GOOD.encode('utf-16'), GOOD),
        (GOOD.encode('cp1252'), GOOD),
        (b'\n\n' + GOOD.encode(), GOOD),
        (b'WEBVTT\n\n00:00:01,000 --> 00:00:03,000\nHei, 1,5\n', 'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nHei, 1,5\n'),
        (
            b'1\n00:00:01,000 --> 00:00:03,000\n{\\an8}<font color="#fff"><b>Hei</b></font><script>x</script>\n',
            'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<b>Hei</b>&lt;script>x&lt;/script>\n',
        ),
    ],
)
def test_captions_from_elsewhere_become_webvtt(content, made):
    assert as_webvtt(content).decode() == made
    assert as_webvtt(made.encode()) == made.encode()


@pytest.mark.parametrize('text', ['Kaféen, voilà, garçon og mañana', 'Blåbærsyltetøy', 'Sámi giella', 'Bjørn & Åse'])
@pytest.mark.parametrize('encoding', ['cp1252', 'utf-16-le', 'utf-16-be', 'utf-16', 'utf-8'])
def test_letters_that_english_has_not_are_read_from_old_sets_too(text, encoding):
    srt = f'1\n00:00:01,000 --> 00:00:03,500\n{text}\n'

    shown = as_webvtt(srt.encode(encoding)).decode()

    assert shown.splitlines()[3] == text.replace('&', '&amp;')


@pytest.mark.parametrize('text', ['Привіт, як справи?', 'Dzień dobry, łąka', 'Γειά σου Κόσμε'])
@pytest.mark.parametrize('encoding', ['cp1251', 'cp1250', 'cp1253', 'iso8859-2', 'cp850', 'mac_roman'])
def test_letters_of_another_alphabet_in_a_set_of_its_own_are_no_guess(text, encoding):
    srt = f'1\n00:00:01,000 --> 00:00:03,500\n{text}\n'
    try:
        content = srt.encode(encoding)
    except UnicodeEncodeError:
        content = srt.replace(text, 'Blåbær og kafé').encode('mac_roman')

    with pytest.raises(CaptionsError, match='et annet tegnsett'):
        as_webvtt(content)


@pytest.mark.parametrize(
    ('said', 'shown'),
    [
        ('Dette er et <eple> og 5 < 6 & R&D', 'Dette er et &lt;eple> og 5 &lt; 6 &amp; R&amp;D'),
        ('Rør &amp; mur', 'Rør &amp; mur'),
        ('<font color="#fff">Hvit</font> og <i>skrå</i>', 'Hvit og <i>skrå</i>'),
        (r'{\an8}Øverst', 'Øverst'),
    ],
)
def test_what_an_srt_says_is_there_whatever_signs_it_has(said, shown):
    made = as_webvtt(f'1\n00:00:01,000 --> 00:00:03,500\n{said}\n'.encode()).decode()

    assert made.splitlines()[3] == shown


@pytest.mark.parametrize(
    ('content', 'reason'),
    [
        (b'', 'Fila er ikke teksting'),
        (b'Hei, dette er et notat.', 'Fila er ikke teksting'),
        (b'WEBVTTrapport\n', 'Fila er ikke teksting'),
        (b'<html>WEBVTT', 'Fila er ikke teksting'),
        (b'WEBVTT', 'ingen tekst i fila'),
        (b'WEBVTT\n\nNOTE Bare et notat\n', 'ingen tekst i fila'),
        (b'WEBVTT\n\n00:01.000 --> 00:03.000\n\n', 'ingen tekst i fila'),
        (b'WEBVTT\n\n00:05.000 --> 00:03.000\nHei\n', r'Tekst nummer 1 slutter \(00:00:03.000\) f\u00f8r den begynner'),
        (SRT.replace('03,500', '01,000').encode(), 'Tekst nummer 1 slutter'),
        ('WEBVTT\n\n00:01.000 --> 00:03.000\nПривіт\n'.encode('cp1251'), 'et annet tegnsett. Lagre den som UTF-8'),
        (b'WEBVTT\n\0', 'et annet tegnsett'),
        (b'WEBVTT\n\n00:01.000 --> 00:03.000\n\xff\xfe', 'et annet tegnsett'),
        (b'WEBVTT\n' + b' ' * CAPTIONS_MAX_BYTES, 'for stor'),
    ],
)
def test_what_no_browser_would_show_is_refused_with_the_reason(content, reason):
    with pytest.raises(CaptionsError, match=reason):
        as_webvtt(content)


def test_editor_uploads_srt_and_readers_get_webvtt(client, db):
    client.force_login(factories.editor())
    film = factories.film(factories.module(), file='film/film.mp4')
    form = Form(client, f'/admin/modules/module/{film.module.pk}/change/')
    form.add('film-caption_tracks', 'bcdfg', language='nn')

    response = form.post(**{'film-caption_tracks-bcdfg-file': SimpleUploadedFile('Film.SRT', SRT.encode('cp1252'))})

    assert response.status_code == 302
    track = film.caption_tracks.get()
    assert track.file.name == 'teksting/Film.vtt'
    assert track.file.read().decode() == MADE


@pytest.mark.parametrize(
    ('languages', 'default'),
    [(['en', 'nn', 'nb'], 'nb'), (['en', 'nn'], 'nn'), (['se', 'en'], 'se'), (['uk'], 'uk')],
)
def test_captions_shown_first_are_bokmal_then_nynorsk_then_what_there_is(client, db, languages, default):
    film = factories.film(factories.module(), file='film/film.mp4')
    for language in languages:
        CaptionTrack.objects.create(film=film, language=language, file=f'teksting/{language}.vtt')

    for path in ('', 'storskjerm/film/'):
        page = pages.check(client.get(f'{film.module.get_absolute_url()}{path}'))
        tracks = page.tags_named('track')
        assert [track['srclang'] for track in tracks if 'default' in track] == [default]
        assert {track['srclang'] for track in tracks} == set(languages)


@pytest.mark.parametrize(
    'times',
    [
        '00:00:01.000 --> 00:00:03.000',
        '0:00:01,0 -> 0:00:03,00',
        '00:01.000 → 00:03,000',
        '00:00:01,000 –> 00:00:03.000',
        ' 00:00:01,000 --> 00:00:03,000',
    ],
)
@pytest.mark.parametrize('head', ['', '1\n', 'webvtt\n\n', 'WEBVTT\n\n'])
def test_times_are_taken_where_one_can_know_what_was_meant(head, times):
    made = as_webvtt(f'{head}{times}\nHei <b>du</b>\n'.encode()).decode()

    (cue,) = webvtt.WebVTT.from_string(made).captions
    assert (cue.start, cue.end, cue.text) == ('00:00:01.000', '00:00:03.000', 'Hei du')


@pytest.mark.parametrize('head', ['', 'WEBVTT\n\n'])
@pytest.mark.parametrize(
    'times', ['00:00:O4,000 --> 00:00:05,000', '00:00:04:000 --> 00:00:05:000', '00:00:04 --> 00:00:05']
)
def test_times_that_cannot_be_read_are_said_with_their_line_and_never_dropped(head, times):
    good = '00:00:01.000 --> 00:00:03.000\nHei\n\n'

    with pytest.raises(CaptionsError, match=rf'Linje {3 + len(head.splitlines()) + 1} kan ikke leses: «{times}»'):
        as_webvtt(f'{head}{good}{times}\nDu\n'.encode())
