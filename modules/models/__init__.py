"""What is studied. A package has modules; a module has a film, questions, cases and groups of links."""

from .base import ContentVersion, Origin
from .feedback import Feedback
from .film import CaptionTrack, Film
from .links import Link, LinkCheck, LinkGroup
from .package import Module, Package
from .questions import Case, CaseQuestion, ReflectionQuestion

__all__ = [
    'CaptionTrack',
    'Case',
    'CaseQuestion',
    'ContentVersion',
    'Feedback',
    'Film',
    'Link',
    'LinkCheck',
    'LinkGroup',
    'Module',
    'Origin',
    'Package',
    'ReflectionQuestion',
]
