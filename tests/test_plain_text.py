"""Text from other programs, made plain where it comes in."""

import importlib
import unicodedata

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from hypothesis import given
from hypothesis import strategies as st

from meetings.models import Commitment, Department, Meeting, Note
from modules import plain_text
from modules.form_fields import PlainField
from modules.models import Case, Feedback, Module, Package, ReflectionQuestion
from modules.models.base import LONGEST_TEXT
from tests import factories, meetings
from tests.forms import Form

SIGNS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from('ab \n\t\r\x0b\xad\xa0\u200b\u200d\u200c\ufeff\u202e\ufe0f\u0301-1.👩❤'),
    )
)
BOTH = [plain_text.line, plain_text.longer]


@pytest.mark.parametrize('plain', BOTH)
@pytest.mark.parametrize(
    ('typed', 'kept'),
    [
        ('mål\xadgruppe', 'målgruppe'),
        ('mål\u200bgruppe\ufeff', 'målgruppe'),
        ('\u202eopp ned\u202c', 'opp ned'),
        ('\u200eHei\u200f \u2068du\u2069', 'Hei du'),
        ('a\x00b\x07c\x9fd\x7f', 'abcd'),
        ('30\xa0000 og 5\u202fkg', '30\xa0000 og 5\u202fkg'),
        ('bred\u3000smal\u2009tynn', 'bred smal tynn'),
        ('bla\u030a', 'blå'),
        ('\uf0b7 Punkt', '• Punkt'),
        ('می\u200cخواهم', 'می\u200cخواهم'),
        ('क्\u200dष', 'क्\u200dष'),
        ('👩\u200d👩\u200d👧 ❤️ 👩🏽\u200d🏫 🏳️\u200d🌈', '👩\u200d👩\u200d👧 ❤️ 👩🏽\u200d🏫 🏳️\u200d🌈'),
        ('🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f', None),
        ('skjult\U000e0068\U000e0065\U000e0069', 'skjult'),
        (' \u200d her \u200c ', '  her  '),
        ('x\ufe0f y\ufffe\uffff\U0001ffff\ufdd0', 'x y'),
        ('\ud800', ''),
        ('\u200b\u202e\xa0\u2800\u3164 ', ''),
        ('', ''),
        ('🙂', None),
        ('æøåÆØÅ «–» Čáđŋ', None),
    ],
)
def test_signs_nobody_sees_go_and_all_that_is_written_stays(plain, typed, kept):
    assert plain(typed) == (typed if kept is None else kept)


SAFE = 'https://eur01.safelinks.protection.outlook.com/?url={}&data=05%7C02%7Cc@d.no&sdata=a%2Bb%3D&reserved=0'
MEANT = 'https%3A%2F%2Fwww.eksempel.no%2Fvei%3Fa%3D1%26b%3D2'


@pytest.mark.parametrize('plain', BOTH)
@pytest.mark.parametrize(
    ('typed', 'kept'),
    [
        (SAFE.format(MEANT), 'https://www.eksempel.no/vei?a=1&b=2'),
        (f'Se {SAFE.format(MEANT)}.', 'Se https://www.eksempel.no/vei?a=1&b=2.'),
        (f'[navn]({SAFE.format(MEANT)}) og mer', '[navn](https://www.eksempel.no/vei?a=1&b=2) og mer'),
        (f'({SAFE.format("https%3A%2F%2Feksempel.no%2Fa_(b)%29")})', '(https://eksempel.no/a_%28b%29%29)'),
        (SAFE.format(MEANT).replace('&data', '&amp;data'), 'https://www.eksempel.no/vei?a=1&b=2'),
        (SAFE.format('javascript%3Aalert(1)'), SAFE.format('javascript%3Aalert(1)')),
        (SAFE.format('https%3A%2F%2Feksempel.no%2F%22%3E%3Cb'), SAFE.format('https%3A%2F%2Feksempel.no%2F%22%3E%3Cb')),
        (f'https://safelinks.eksempel.no/?url={MEANT}', f'https://safelinks.eksempel.no/?url={MEANT}'),
    ],
)
def test_address_that_outlook_has_wrapped_is_the_one_that_is_meant(plain, typed, kept):
    assert plain(typed) == kept


@pytest.mark.parametrize(
    ('typed', 'in_a_line', 'in_lines'),
    [
        ('Runde\x0brundt', 'Runde rundt', 'Runde\nrundt'),
        ('a\r\nb\rc\u2028d\u2029e\x85f\x0cg', 'a b c d e f g', 'a\nb\nc\nd\ne\nf\ng'),
        ('Dag\tTema', 'Dag Tema', 'Dag Tema'),
        ('\tInnrykk fra Word', ' Innrykk fra Word', 'Innrykk fra Word'),
        ('Før\n\t\tEtter', 'Før Etter', 'Før\nEtter'),
        ('- en\n\t- to\n\t\t1. tre', '- en - to 1. tre', '- en\n    - to\n        1. tre'),
        ('-\tFørste\n1.\tAndre', '- Første 1. Andre', '- Første\n1. Andre'),
        ('To\n\navsnitt', 'To avsnitt', 'To\n\navsnitt'),
    ],
)
def test_breaks_and_tabs_are_what_they_mean_where_they_stand(typed, in_a_line, in_lines):
    assert (plain_text.line(typed), plain_text.longer(typed)) == (in_a_line, in_lines)


@pytest.mark.parametrize('plain', BOTH)
@given(text=SIGNS)
def test_plain_text_is_plain_already(plain, text):
    once = plain(text)

    assert plain(once) == once
    assert unicodedata.is_normalized('NFC', once)
    assert not [sign for sign in once if unicodedata.category(sign) in ('Cc', 'Cs', 'Zl', 'Zp') and sign != '\n']
    assert once == '' or any(unicodedata.category(sign)[0] not in 'ZCM' for sign in once)


@given(text=st.text('abcæøåÆØÅ .,:«»–-1234567890()/!?%&'))
def test_what_is_typed_on_a_keyboard_is_never_touched(text):
    assert plain_text.longer(text) == plain_text.line(text) == (text if text.strip() else '')


# The door


def every_form():
    """Every form class of ours, and those of Django's that we show, that has been loaded with the portal."""
    # With its addresses: what no test has asked for yet is not there yet.
    importlib.import_module(settings.ROOT_URLCONF)
    found, waiting = [], [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        found.append(form)
        waiting += form.__subclasses__()
    return [form for form in found if form.__module__.partition('.')[0] in ('modules', 'meetings', 'kompetansepakke')]


def test_every_field_of_every_form_takes_in_plain_text():
    walked = every_form()

    assert {'PlanForm', 'OwnItemForm', 'FeedbackForm', 'SearchForm', 'Row'} <= {form.__name__ for form in walked}
    for form in walked:
        kind = form.bound_field_class or AuthenticationForm().renderer.bound_field_class
        assert issubclass(kind, PlainField), f'{form.__name__} has bound fields of its own: let them be PlainField'


def test_password_is_the_one_that_was_typed():
    form = AuthenticationForm(data={'username': 'ol\u200bga', 'password': 'hem\u200bmelig\t'})

    assert form['username'].data == 'olga'
    assert form['password'].data == 'hem\u200bmelig\t'


@pytest.fixture
def editor(client, db):
    client.force_login(factories.editor())
    return client


def test_editors_text_comes_in_plain(editor):
    module = factories.full_module()
    form = Form(editor, f'/admin/modules/module/{module.pk}/change/')
    case = f'cases-{form["cases"][0]}'

    form |= {'title': 'Mål\xadgruppa\x0bvår', 'intro': '\tInnrykk\r\nog\x00 mer', f'{case}-title': '\ufeffOlga'}
    assert form.post().status_code == 302

    module.refresh_from_db()
    assert (module.title, module.intro) == ('Målgruppa vår', 'Innrykk\nog mer')
    assert Case.objects.get().title == 'Olga'


@pytest.mark.parametrize('title', ['\u200b', '\xad\u202e', '\u3164', '\xa0\u2060'])
def test_title_nobody_can_see_is_no_title(editor, title):
    module = factories.module()

    response = Form(editor, f'/admin/modules/module/{module.pk}/change/').post(title=title)

    assert 'Fyll ut feltet.' in response.content.decode()
    assert Module.objects.get().title == 'Tema 1'


def test_meeting_takes_in_plain_text(client, content):
    meeting = meetings.meeting()
    step = next(item.step for item in meeting.plan_items if item.is_talk)

    client.post(f'/mote/{meeting.key}/plan/', {
        'do': 'add', 'version': meeting.version, 'name': 'Runde\x0brundt\u202e bordet', 'minutes': '3',
    })  # fmt: skip
    client.post(f'/mote/{meeting.key}/notat/', {'step': step, 'text': 'Kvelds\xadtimer\x0bpå nett'})

    meeting.refresh_from_db()
    assert 'Runde rundt bordet' in [item.name for item in meeting.plan_items]
    assert Note.objects.get().text == 'Kveldstimer\npå nett'
    for name in ('referat.docx', 'referat.txt', 'referat/'):
        assert client.get(f'/mote/{meeting.key}/{name}').status_code == 200


def test_what_leaves_the_house_stands_what_may_be_stored(client, content):
    """From before there was a door, or brought back by history."""
    odd = 'a\x0bbc\ufffe\u202ed\u200b"e\r\nf;,\\n\x1b'
    meeting = meetings.running(module_title=odd, department=Department.objects.create(name=odd))
    items = [item | {'name': odd} if item['name'] else item for item in meeting.items]
    Meeting.objects.update(items=items, unreached=[odd])
    meeting.notes.create(step='sporsmal-tilpasset', writer='a', text=odd)
    meeting.commitments.create(what=odd, who=odd)
    Module.objects.update(title=odd, intro=odd)
    Package.objects.update(lead=odd)
    factories.feedback(comment=odd)
    client.force_login(factories.editor())
    paths = [
        f'/mote/{meeting.key}/{name}'
        for name in (
            '',
            'referat/',
            'referat.docx',
            'referat.txt',
            'kalender.ics',
            'kjoreplan/',
            'bordkort/',
            'notater/',
            'leder/',
            'storskjerm/',
        )
    ]
    paths += [
        '/norskopplaering/',
        '/norskopplaering/modul-2/',
        '/norskopplaering/modul-2/utskrift/',
        '/sok/?q=abc',
        '/admin/modules/module/',
        '/admin/flytt/norskopplaering.zip',
        '/admin/modules/feedback/csv/',
    ]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_readers_word_comes_in_plain(client, content):
    client.post('/tilbakemelding/', {'answer': 'no', 'comment': 'Fant\u200b ikke\x00 noe', 'side': '/'})

    assert Feedback.objects.get().comment == 'Fant ikke noe'
    assert 'Fleksibel' in client.get('/sok/', {'q': 'flek\xadsibel'}).content.decode()


# How long


def test_text_that_is_too_long_is_told_of_and_kept_and_never_cut_by_the_browser(editor):
    module = factories.module()
    path = f'/admin/modules/module/{module.pk}/change/'
    form = Form(editor, path)
    assert 'maxlength' not in editor.get(path).content.decode()

    response = form.post(title='x' * 300, intro='y' * (LONGEST_TEXT + 1))

    assert 'den har nå 300' in response.content.decode().replace('\xa0', ' ')
    assert 'Teksten er på 110001 tegn.' in response.content.decode()
    again = form.after(response)
    assert (len(again['title']), len(again['intro'])) == (300, LONGEST_TEXT + 1)


def test_no_form_of_a_meeting_or_of_the_readers_is_cut_by_the_browser(client, content):
    meeting = meetings.meeting()
    paths = ['/tilbakemelding/', '/sok/', '/avdeling/ny/', f'/mote/{meeting.key}/', f'/mote/{meeting.key}/avtale/']
    texts = [client.get(path).content.decode() for path in paths]

    assert sum('<input type="text"' in text or '<textarea' in text for text in texts) >= 2
    assert not [path for path, text in zip(paths, texts, strict=True) if 'maxlength' in text]


# What was stored before


def test_what_is_stored_already_is_made_plain_once(db):
    module = factories.full_module(title='\u200b', intro='\tInn\xadrykk\r\nog mer')
    ReflectionQuestion.objects.update(text='\ufeff')
    Package.objects.update(title='Pak\u200bka', lead='En\x0bto')
    Case.objects.update(title='x' * 99 + '\u0958')
    untouched = factories.module(title='Fin «tittel»')
    factories.feedback(comment='Hei\x07')

    importlib.import_module('modules.migrations.0005_plain_text').make_plain(apps, None)

    module.refresh_from_db()
    assert (module.title, module.intro) == ('Uten tittel', 'Innrykk\nog mer')
    assert ReflectionQuestion.objects.get().text == 'Uten tekst'
    assert list(Package.objects.values_list('title', 'lead')) == [('Pakka', 'En\nto')]
    assert len(Case.objects.get().title) == 100
    assert Feedback.objects.get().comment == 'Hei'
    untouched.refresh_from_db()
    assert untouched.title == 'Fin «tittel»'


def test_what_meetings_stored_already_is_made_plain_once(client, content):
    meeting = meetings.meeting()
    items = [item | {'name': item['name'] + '\x0b\u202e!'} for item in meeting.items]
    Meeting.objects.update(items=items, module_title='Tit\xadtel', undo=[{'items': items}])
    Department.objects.create(name='\u200b')
    meeting.commitments.create(what='Prø\xadve', who='\ufeffAlle')
    Note.objects.create(meeting=meeting, step='film', writer='x', text='a\r\nb\x0bc')

    importlib.import_module('meetings.migrations.0002_plain_text').make_plain(apps, None)

    meeting.refresh_from_db()
    assert meeting.module_title == 'Tittel'
    assert {item['name'][-2:] for item in meeting.items} == {' !'}
    assert meeting.undo[0]['items'] == meeting.items
    assert Department.objects.get().name == 'Uten navn'
    assert list(Commitment.objects.values_list('what', 'who')) == [('Prøve', 'Alle')]
    assert Note.objects.get().text == 'a\nb\nc'


@pytest.mark.parametrize('name', ['modules.migrations.0005_plain_text', 'meetings.migrations.0002_plain_text'])
def test_no_text_is_forgotten(name):
    migration = importlib.import_module(name)
    written = {
        model.__name__
        for model in apps.get_app_config(name.partition('.')[0]).get_models()
        if any(type(field).__name__ in ('CharField', 'TextField', 'MarkdownTextField') and not field.choices
               for field in model._meta.fields)
    }  # fmt: skip

    # What the portal itself writes, and nobody types.
    assert set(migration.WRITTEN) == written - {'ContentVersion', 'LinkCheck', 'PairingCode'}
