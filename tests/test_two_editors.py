"""Two editors at once, and their files: nothing that one has written or chosen is gone for what the other did."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from modules.models import CaptionTrack, Case, CaseQuestion, Film
from tests import factories, films
from tests.forms import Form
from tests.test_uploads import CAPTIONS, MP4, picture

OTHER = films.mp4(more=b'B' * 100)


@pytest.fixture
def module(db):
    return factories.module(status='draft', number=None)


@pytest.fixture
def film(module):
    made = Film(module=module, title='Filmen')
    made.file.save('gammel.mp4', ContentFile(MP4))
    made.save()
    track = CaptionTrack(film=made, language='nb')
    track.file.save('gammel.vtt', ContentFile(CAPTIONS))
    track.save()
    return made


@pytest.fixture
def forms(module):
    """The same page before two editors; called once all that is to be in it is there."""

    editors = [factories.editor(), factories.person('Redaktør')]

    def drawn():
        made = []
        for editor in editors:
            client = Client()
            client.force_login(editor)
            made.append(Form(client, f'/admin/modules/module/{module.pk}/change/'))
        return made

    return drawn


def asked_and_saved(form, response):
    """The second of the two has been shown what the other did, and saves."""
    assert response.status_code == 200
    assert 'Noen andre har lagret mens du skrev' in response.content.decode()
    assert form.after(response).post().status_code == 302


def test_text_in_a_film_that_the_other_has_deleted_is_there(forms, film):
    one, two = forms()
    assert one.post(**{'film-DELETE': 'on'}).status_code == 302
    assert not Film.objects.exists()

    asked_and_saved(two, two.post(**{'film-transcript': 'Hele teksten'}))

    kept = Film.objects.get()
    assert (kept.transcript, kept.title) == ('Hele teksten', 'Filmen')


def test_file_that_was_chosen_in_a_film_that_the_other_has_deleted_is_there(forms, film):
    one, two = forms()
    one.post(**{'film-DELETE': 'on'})

    asked_and_saved(two, two.post(**{'film-file': SimpleUploadedFile('ny.mp4', OTHER)}))

    assert Film.objects.get().file.read() == OTHER


def test_captions_that_were_chosen_in_a_row_that_the_other_has_deleted_are_there(forms, film):
    one, two = forms()
    track = f'film-caption_tracks-{two["film-caption_tracks"][0]}'
    one.post(**{f'{track}-DELETE': 'on'})
    assert not CaptionTrack.objects.exists()

    asked_and_saved(two, two.post(**{f'{track}-file': SimpleUploadedFile('ny.vtt', CAPTIONS)}))

    assert CaptionTrack.objects.get().language == 'nb'


@pytest.mark.parametrize('written', ['cases-ali-text', 'cases-ali-questions-sp1-text'])
def test_row_that_is_kept_because_one_wrote_in_it_is_kept_whole(forms, module, written):
    case = Case.objects.create(module=module, slug='ali', position=1, title='Ali', text='Tekst')
    for number in range(3):
        CaseQuestion.objects.create(case=case, slug=f'sp{number}', position=number + 1, text=f'Spørsmål {number}')
    one, two = forms()
    one.post(**{'cases-ali-DELETE': 'on'})
    assert not Case.objects.exists()

    asked_and_saved(two, two.post(**{written: 'Skrevet av den andre'}))

    assert Case.objects.get().title == 'Ali'
    assert CaseQuestion.objects.count() == 3
    texts = [Case.objects.get().text, *CaseQuestion.objects.values_list('text', flat=True)]
    assert texts.count('Skrevet av den andre') == 1


def test_row_that_the_other_has_added_is_not_said_to_be_deleted(forms, film):
    one, two = forms()
    one.add('film-caption_tracks', 'bcdfg', language='nn', file=SimpleUploadedFile('ny.vtt', CAPTIONS))
    assert one.post().status_code == 302

    page = two.post(title='Ny').content.decode()

    assert 'Hentet inn: Film, Teksting' in page
    assert 'Slett tekstingen' not in page[page.index('Hentet inn:') :].partition('</p>')[0]


def test_who_has_saved_in_another_window_is_told_that_it_was_she(forms, module):
    one, _two = forms()
    window = Form(one.client, one.path)
    assert window.post(intro='I det andre vinduet').status_code == 302

    response = one.post(title='Her')

    page = response.content.decode()
    assert 'Det er lagret i et annet vindu mens du skrev' in page and 'Du lagret selv' in page
    assert 'Noen andre' not in page
    assert one.after(response).post().status_code == 302
    module.refresh_from_db()
    assert (module.title, module.intro) == ('Her', 'I det andre vinduet')


def test_package_that_is_deleted_meanwhile_is_said_to_be(forms):
    one, _two = forms()
    gone = factories.package(slug='borte')
    form = Form(one.client, f'/admin/modules/module/add/?package={gone.pk}')
    gone.delete()

    response = form.post(title='Ny modul')

    assert 'Det du valgte, er slettet i mellomtiden.' in response.content.decode()
    assert form.after(response)['title'] == 'Ny modul'


@pytest.mark.parametrize('how', ['another', 'none'])
def test_file_that_the_other_has_chosen_is_not_replaced_in_silence(forms, film, how):
    one, two = forms()
    assert one.post(**{'film-poster': picture(name='annas.png')}).status_code == 302
    sent = {'film-poster': picture(name='bos.png')} if how == 'another' else {'film-poster-clear': 'on'}
    if how == 'none':
        Film.objects.get().poster.save('gammel.png', ContentFile(picture().read()))
        one, two = forms()
        one.post(**{'film-poster': picture(name='annas.png')})

    response = two.post(**sent)

    assert 'annas' in Film.objects.get().poster.name
    assert 'annas' in response.content.decode()
    asked_and_saved(two, response)
    assert ('bos' in Film.objects.get().poster.name) is (how == 'another')


def test_file_that_is_refused_is_not_said_to_be_ready(forms, film):
    one, _two = forms()

    page = one.post(**{'film-file': SimpleUploadedFile('liksom.mp4', b'ingen film')}).content.decode()

    assert 'Fila er ikke en film nettlesere kan vise' in page
    waiting = page[page.index('liksom.mp4') :]
    assert waiting.index('Kan ikke lagres.') < waiting.index('</div>')
    assert 'Klar til å lagres.' not in waiting[: waiting.index('</div>')]


def test_form_that_somebody_else_wrote_is_not_shown_to_the_one_who_has_logged_in(module):
    own = Client(enforce_csrf_checks=True)
    anna, bo = factories.editor(), factories.person('Redaktør')
    own.force_login(anna)
    form = Form(own, f'/admin/modules/module/{module.pk}/change/')
    own.force_login(bo)

    response = own.post(
        form.path, {**form, 'title': 'Annas tekst', 'csrfmiddlewaretoken': 'a' * 64},
        headers={'origin': 'http://testserver'},
    )  # fmt: skip

    assert (response.status_code, response['Location']) == (302, form.path)
    page = own.get(form.path).content.decode()
    assert 'skrevet av en annen' in page and 'Annas tekst' not in page
