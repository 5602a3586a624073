"""The form of a document, made from the tree: what stands in it, which fields that has, and what it is called."""

from dataclasses import dataclass

from modules import tree
from modules.editing.tree_form import Shape
from modules.models import CaptionTrack, Case, CaseQuestion, Film, Link, LinkGroup, ReflectionQuestion


@dataclass(frozen=True)
class Words:
    """What an editor is told about the rows of one model; `first` are the fields that stand first."""

    heading: str
    label: str
    add: str
    remove: str
    first: tuple[str, ...] = ()


WORDS = {
    Film: Words('Film', 'Film', 'Legg til film', 'Slett filmen'),
    CaptionTrack: Words('Teksting', 'Teksting', 'Legg til teksting', 'Slett tekstingen'),
    ReflectionQuestion: Words('Refleksjonsspørsmål', 'Spørsmål', 'Legg til spørsmål', 'Slett spørsmålet'),
    Case: Words('Caser', 'Case', 'Legg til case', 'Slett casen'),
    CaseQuestion: Words('Spørsmål til casen', 'Spørsmål', 'Legg til spørsmål til casen', 'Slett spørsmålet'),
    LinkGroup: Words('Lenker', 'Lenkegruppe', 'Legg til lenkegruppe', 'Slett lenkegruppa'),
    Link: Words('Lenker i gruppa', 'Lenke', 'Legg til lenke', 'Slett lenka', first=('text', 'url')),
}


def shapes_of(model):
    """The rows that stand in the form of a record of `model`: what the tree says, in the words of the editors."""
    return tuple(_shape(branch) for branch in tree.parts_of(model))


def _shape(branch):
    opts, key = branch.model._meta, tree.key_field(branch.model)
    words = WORDS.get(branch.model) or Words(
        str(opts.verbose_name_plural).capitalize(), str(opts.verbose_name).capitalize(),
        f'Legg til {opts.verbose_name}', f'Slett {opts.verbose_name}',
    )  # fmt: skip
    set_elsewhere = {branch.parent, 'slug', 'position'}
    fields = [field.name for field in opts.fields if not field.primary_key and field.name not in set_elsewhere]
    return Shape(
        branch.model, branch.relation, branch.parent,
        fields=(*words.first, *(name for name in fields if name not in words.first)),
        heading=words.heading, label=words.label, add=words.add, remove=words.remove,
        children=shapes_of(branch.model), unique=key if key and key != 'slug' else '',
    )  # fmt: skip
