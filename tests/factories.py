"""Records for tests. Each has what it must have; a test says the rest."""

from django.contrib.auth.models import Group, User

from modules.models import (
    CaptionTrack,
    Case,
    CaseQuestion,
    Feedback,
    Film,
    Link,
    LinkGroup,
    Module,
    Package,
    ReflectionQuestion,
)


def package(**fields):
    number = Package.objects.count() + 1
    return Package.objects.create(
        **{'slug': f'pakke-{number}', 'title': f'Pakke {number}', 'is_published': True} | fields
    )


def module(in_package=None, **fields):
    in_package = in_package or Package.objects.first() or package()
    number = in_package.modules.count() + 1
    defaults = {'number': number, 'slug': f'modul-{number}', 'title': f'Tema {number}', 'status': 'published'}
    return Module.objects.create(package=in_package, **defaults | fields)


def film(of, **fields):
    return Film.objects.create(module=of, **{'source_url': 'https://example.org/film/'} | fields)


def caption_track(of, **fields):
    return CaptionTrack.objects.create(film=of, **{'language': 'nb', 'file': 'teksting/film.vtt'} | fields)


def question(of, **fields):
    return ReflectionQuestion.objects.create(module=of, **{'text': 'Hva gjør dere i dag?'} | fields)


def case(of, **fields):
    return Case.objects.create(module=of, **{'title': 'Amina', 'text': 'Amina har fått jobb.'} | fields)


def case_question(of, **fields):
    return CaseQuestion.objects.create(case=of, **{'text': 'Hva trenger hun?'} | fields)


def link_group(of, **fields):
    return LinkGroup.objects.create(module=of, **{'heading': 'Nyttige lenker'} | fields)


def link(of, **fields):
    number = of.links.count() + 1
    defaults = {'text': f'Lenke {number}', 'publisher': 'HK-dir', 'url': f'https://example.org/{number}'}
    return Link.objects.create(group=of, **defaults | fields)


def full_module(in_package=None, size=1, **fields):
    """A published module with a film, and `size` each of questions, cases with questions, and groups with links."""
    made = module(in_package, **fields)
    caption_track(film(made, file='film/film.mp4'))
    for _ in range(size):
        question(made)
        case_question(case(made))
        link(link_group(made))
    return made


def feedback(**fields):
    return Feedback.objects.create(**{'answer': 'no', 'path': '/norskopplaering/'} | fields)


def editor(**fields):
    return User.objects.create_superuser('redaktor', password='hemmelig', **fields)


def person(*roles, username='olga', **fields):
    """A login with the roles named, which is no superuser."""
    made = User.objects.create_user(username, password='hemmelig', **{'is_staff': True} | fields)
    made.groups.set(Group.objects.filter(name__in=roles))
    assert made.groups.count() == len(roles)
    return made
