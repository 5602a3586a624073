"""The form of a document, made from the tree: what stands in it, which fields that has, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import keep_lazy_text
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modules import tree
from modules.editing.tree_form import Shape
from modules.models import CaptionTrack, Case, CaseQuestion, Film, Link, LinkGroup, ReflectionQuestion

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Words:
    """What an editor is told about the rows of one model; `first` are the fields that stand first."""

    heading: StrOrPromise
    label: StrOrPromise
    add: StrOrPromise
    remove: StrOrPromise
    first: tuple[str, ...] = ()


WORDS = {
    Film: Words(_('Film'), _('Film'), _('Legg til film'), _('Slett filmen')),
    CaptionTrack: Words(_('Teksting'), _('Teksting'), _('Legg til teksting'), _('Slett tekstingen')),
    ReflectionQuestion: Words(_('Refleksjonsspørsmål'), _('Spørsmål'), _('Legg til spørsmål'), _('Slett spørsmålet')),
    Case: Words(_('Caser'), _('Case'), _('Legg til case'), _('Slett casen')),
    CaseQuestion: Words(
        # A reader's page counts them, so there it has a plural.
        pgettext_lazy('heading', 'Spørsmål til casen'),
        _('Spørsmål'),
        _('Legg til spørsmål til casen'),
        _('Slett spørsmålet'),
    ),
    LinkGroup: Words(_('Lenker'), _('Lenkegruppe'), _('Legg til lenkegruppe'), _('Slett lenkegruppa')),
    Link: Words(_('Lenker i gruppa'), _('Lenke'), _('Legg til lenke'), _('Slett lenka'), first=('text', 'url')),
}


def shapes_of(model):
    """The rows that stand in the form of a record of `model`: what the tree says, in the words of the editors."""
    return tuple(_shape(branch) for branch in tree.parts_of(model))


def _shape(branch):
    opts = branch.model._meta
    words = WORDS.get(branch.model) or Words(
        capfirst(opts.verbose_name_plural), capfirst(opts.verbose_name),
        _put(_('Legg til %(what)s'), opts.verbose_name), _put(_('Slett %(what)s'), opts.verbose_name),
    )  # fmt: skip
    set_elsewhere = {branch.parent, 'slug', 'position'}
    fields = [field.name for field in opts.fields if not field.primary_key and field.name not in set_elsewhere]
    return Shape(
        branch.model, branch.relation, branch.parent,
        fields=(*words.first, *(name for name in fields if name not in words.first)),
        heading=words.heading, label=words.label, add=words.add, remove=words.remove,
        children=shapes_of(branch.model),
    )  # fmt: skip


@keep_lazy_text
def _put(sentence, what):
    return sentence % {'what': what}
