"""A package, and a module with everything in it on one page, read from the top to the bottom."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from markdownx.widgets import AdminMarkdownxWidget

from modules import health, history, preview, tree, word_diff
from modules.admin.history import HistoryMixin
from modules.merge import base_of, digest_of, is_changed, merge
from modules.models import (
    CaptionTrack,
    Case,
    CaseQuestion,
    Film,
    Link,
    LinkGroup,
    Module,
    Package,
    ReflectionQuestion,
)
from modules.rows import REDRAW, Kind, RedrawnForm, Rows, labels_of, put, redrawn, state_of
from modules.text_fields import MarkdownField, ProseField
from modules.uploads import CaptionsField, FilmField, PictureField
from modules.views import module_page

UPLOADS = {(Film, 'file'): FilmField, (Film, 'poster'): PictureField, (CaptionTrack, 'file'): CaptionsField}


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


def kinds_of(model):
    """The rows that stand in the form of a record of `model`: what the tree says, in the words of the editors."""
    return tuple(_kind(branch) for branch in tree.parts_of(model))


def _kind(branch):
    opts, key = branch.model._meta, tree.key_field(branch.model)
    words = WORDS.get(branch.model) or Words(
        str(opts.verbose_name_plural).capitalize(), str(opts.verbose_name).capitalize(),
        f'Legg til {opts.verbose_name}', f'Slett {opts.verbose_name}',
    )  # fmt: skip
    set_elsewhere = {branch.parent, 'slug', 'position'}
    fields = [field.name for field in opts.fields if not field.primary_key and field.name not in set_elsewhere]
    return Kind(
        branch.model, branch.relation, branch.parent,
        fields=(*words.first, *(name for name in fields if name not in words.first)),
        heading=words.heading, label=words.label, add=words.add, remove=words.remove,
        children=kinds_of(branch.model), unique=key if key and key != 'slug' else '',
    )  # fmt: skip


class RunningTimeField(forms.IntegerField):
    """Seconds, written as «12:30»."""

    widget = forms.TextInput(attrs={'class': 'vTextField', 'size': 8, 'inputmode': 'numeric'})

    def prepare_value(self, value):
        return f'{value // 60}:{value % 60:02}' if isinstance(value, int) else value

    def to_python(self, value):
        if match := re.fullmatch(r'\s*(\d{1,3})[:.](\d\d)\s*', str(value or '')):
            return int(match[1]) * 60 + int(match[2])
        if not str(value or '').strip():
            return None
        raise forms.ValidationError(_('Skriv lengden som minutter og sekunder: 12:30.'))

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True


class ContentAdmin(HistoryMixin, admin.ModelAdmin):
    """A record and the rows of `kinds` in it. The second of two people to save is told, and loses nothing."""

    kinds = ()
    form = RedrawnForm
    actions = None
    change_form_template = 'admin/modules/content_form.html'

    class Media:
        js = ['js/markdown-editor.js']

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if getattr(db_field, 'is_markdown', False):
            kwargs['widget'] = AdminMarkdownxWidget(attrs={'rows': 4})
            kwargs['form_class'] = MarkdownField
        elif type(db_field) in (models.CharField, models.TextField) and not db_field.choices:
            kwargs['form_class'] = ProseField
        if field_class := UPLOADS.get((db_field.model, db_field.name)):
            kwargs['form_class'] = field_class
        if isinstance(db_field, models.URLField):
            kwargs['assume_scheme'] = 'https'
        if db_field.name == 'duration_seconds':
            return RunningTimeField(label=_('lengde'), required=False, help_text=_('Minutter og sekunder: 12:30.'))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_formsets_with_inlines(self, request, obj=None):
        make_field = partial(self.formfield_for_dbfield, request=request)
        for kind in self.kinds:
            yield _RowsMaker(kind, make_field), _Permitted(request)

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        return formsets if self.has_change_permission(request, obj) else []

    def changeform_view(self, request, object_id=None, form_url='', extra_context=None):
        extra = dict(extra_context or {})
        if request.method != 'POST' or not self.has_change_permission(request):
            return super().changeform_view(request, object_id, form_url, extra)
        if REDRAW in request.POST:
            request.POST = redrawn(request.POST, request.POST[REDRAW], self.kinds)
            return super().changeform_view(request, object_id, form_url, extra)
        if '_publish' in request.POST:
            # The answer to a question about this page: one stays on it.
            request.POST = request.POST.copy()
            request.POST['_continue'] = 'true'
        try:
            with transaction.atomic():
                merged = self._merged(request, object_id) if object_id else None
                if merged:
                    state, extra['merged'], extra['base'] = merged
                    extra['theirs'] = history.versions_of(self.model(pk=unquote(object_id))).first()
                    request.POST = redrawn(put(request.POST, state))
                return super().changeform_view(request, object_id, form_url, extra)
        except _Lacks as error:
            # Asked first, and drawn as it was sent: nothing is saved, and nothing is lost.
            request.POST = redrawn(request.POST)
            extra['lacks'] = error.lacks
            return super().changeform_view(request, object_id, form_url, extra)

    def _merged(self, request, object_id):
        """What somebody else has stored since the form was sent, put together with what it holds; None if nothing."""
        base = base_of(request.POST.get('_base', ''))
        record = self.get_object(request, unquote(object_id))
        if base is None or record is None:
            return None
        # Whoever else is saving it waits, or is waited for.
        self.model.objects.select_for_update().get(pk=record.pk)
        record = self.get_object(request, record.pk)
        now = self._forms(request, record)
        current = state_of(*now)
        if not is_changed(base, current):
            return None
        typed = self._forms(request, self.get_object(request, record.pk), request.POST, request.FILES)
        merged = merge(base, current, state_of(*typed))
        if not merged.taken and not merged.conflicts:
            return None
        return merged.state, MergeReport({**labels_of(*now), **labels_of(*typed)}, merged), digest_of(current)

    def _forms(self, request, record, *data):
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        form = self.get_form(request, record, change=True, fields=fields)(*data, instance=record)
        rows = [make(instance=record, **dict(zip(('data', 'files'), data, strict=False)))
                for make, _inline in self.get_formsets_with_inlines(request, record)]  # fmt: skip
        return form, rows

    def render_change_form(self, request, context, add=False, change=False, form_url='', obj=None):
        if 'base' not in context:
            rows = context['inline_admin_formsets']
            context['base'] = request.POST.get('_base') or digest_of(state_of(context['adminform'].form, rows))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if change:
            history.keep_first(self.model.objects.get(pk=obj.pk))
        super().save_model(request, obj, form, change)

    def log_addition(self, request, obj, message):
        history.keep(obj, request.user, _('Opprettet'))
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        history.keep(obj, request.user)
        return super().log_change(request, obj, message)

    def delete_model(self, request, obj):
        history.keep(obj, request.user, _('Slik det var da det ble slettet'), also=self.goes_with(obj))
        super().delete_model(request, obj)

    def goes_with(self, obj):
        """What is deleted with the record and not kept as a part of it."""
        return ()


class MergeReport:
    """What the second of two people to save is shown.

    `differences` are (label, pieces) from what is stored to what was typed, where both have changed the same field;
    `labels` name what only the other one has changed.
    """

    def __init__(self, names, merged):
        self.differences = [
            (names[conflict.name], word_diff.compare(conflict.theirs, conflict.mine)) for conflict in merged.conflicts
        ]
        self.labels = list(dict.fromkeys(names[name] for name in merged.taken if name in names))


class _Lacks(Exception):
    """What readers would miss, as (heading, what) pairs. Raised before anything says that it was saved."""

    def __init__(self, lacks):
        super().__init__(lacks)
        self.lacks = lacks


class _RowsMaker:
    """What the admin takes for a formset class."""

    def __init__(self, kind, make_field):
        self.kind, self.make_field = kind, make_field

    def __call__(self, instance, prefix='', data=None, files=None, **_formset_only):
        return Rows(self.kind, instance, self.kind.relation, self.make_field, data, files)

    def get_default_prefix(self):
        return self.kind.relation


class _Permitted:
    """What the admin takes for an inline: who may change the record may change what is in it."""

    def __init__(self, request):
        self.request = request

    def get_queryset(self, request):
        return None

    def has_change_permission(self, request, obj=None):
        return True


@admin.register(Package)
class PackageAdmin(ContentAdmin):
    """A package's texts, and the way to its modules and their order."""

    def goes_with(self, obj):
        return obj.modules.all()

    list_display = ['title', 'is_published', 'source_updated_on']
    exclude = ['position']

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.move_view))
        return [path('<int:object_id>/flytt-modul/', view, name='modules_package_move'), *super().get_urls()]

    def move_view(self, request, object_id):
        """Move the module `opp` or `ned` names (a primary key) one place; answers with the package's page."""
        package = get_object_or_404(Package, pk=object_id)
        if not (self.has_change_permission(request, package) and request.user.has_perm('modules.change_module')):
            raise PermissionDenied
        step = -1 if 'opp' in request.POST else 1
        pk = request.POST.get('opp') or request.POST.get('ned') or ''
        module = package.modules.filter(pk=pk if pk.isdigit() else None).first()
        if module and package.move(module, step):
            self.message_user(request, _('Flyttet: %(module)s') % {'module': module.title}, messages.SUCCESS)
        return redirect(reverse('admin:modules_package_change', args=[package.pk]) + '#moduler')

    def render_change_form(self, request, context, add=False, change=False, form_url='', obj=None):
        if obj:
            modules = list(obj.modules.all())
            context['numbered'] = [module for module in modules if module.number]
            context['unnumbered'] = [module for module in modules if not module.number]
        return super().render_change_form(request, context, add, change, form_url, obj)


@admin.register(Module)
class ModuleAdmin(ContentAdmin):
    kinds = kinds_of(Module)
    list_display = ['__str__', 'status', 'package']
    list_filter = ['status', 'package']
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ['package']
    search_fields = ['title', 'intro']

    def get_fieldsets(self, request, obj=None):
        place = ['package'] if obj is None else []
        return [(None, {'fields': [*place, 'title', 'title_origin', 'status', 'intro', 'intro_origin']})]

    def get_urls(self):
        view, framed = map(self.admin_site.admin_view, (self.preview_view, self.framed_view))
        return [
            path('<path:object_id>/forhandsvis/side/', framed, name='modules_module_framed'),
            path('<path:object_id>/forhandsvis/', view, name='modules_module_preview'),
            *super().get_urls(),
        ]

    def preview_view(self, request, object_id):
        """What is saved of the module, at the width of a phone, with the ways to it as page, wall and paper."""
        module = self._viewed(request, object_id)
        place = [module.package.slug, module.slug]
        shared = None
        if not module.is_public:
            shared = request.build_absolute_uri(reverse('module-preview', args=[*place, preview.token_of(module)]))
        context = {
            **self.admin_site.each_context(request),
            'title': _('Forhåndsvis'),
            'opts': self.opts,
            'module': module,
            'page': module.get_absolute_url(),
            'framed': reverse('admin:modules_module_framed', args=[module.pk]),
            'wall': reverse('wall', args=place),
            'paper': reverse('module-print', args=place),
            'shared': shared,
            'until': timezone.localdate() + timedelta(days=preview.DAYS),
        }
        response = TemplateResponse(request, 'admin/modules/preview.html', context)
        response._csp_config = settings.SECURE_CSP | {'frame-src': ["'self'"]}
        return response

    def framed_view(self, request, object_id):
        """The module's page for the frame in the preview: no page for readers lets itself be framed."""
        module = self._viewed(request, object_id)
        response = module_page(request, 'modules/module.html', module.package.slug, module.slug)
        response._csp_config = settings.SECURE_CSP | {'frame-ancestors': ["'self'"]}
        response.headers['X-Frame-Options'] = 'SAMEORIGIN'
        return response

    def _viewed(self, request, object_id):
        module = Module.objects.filter(pk=object_id if object_id.isdigit() else None).select_related('package').first()
        if module is None:
            raise Http404
        if not self.has_view_permission(request, module):
            raise PermissionDenied
        return module

    def get_object(self, request, object_id, from_field=None):
        module = super().get_object(request, object_id, from_field)
        if module:
            prefetch_related_objects([module], 'package', *tree.singles_of(Module), *tree.prefetches_of(Module))
        return module

    def save_model(self, request, obj, form, change):
        if 'status' in form.changed_data:
            obj.status_since = timezone.localdate()
        if not obj.slug:
            obj.slug = free_slug(obj.package)
        if obj.is_published and obj.number is None:
            obj.number = preview.next_number(obj.package)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        module = form.instance
        if module.is_published and 'status' in form.changed_data and '_publish' not in request.POST:
            saved = Module.objects.with_contents().get(pk=module.pk)
            if lacks := health.lacks_of(saved):
                raise _Lacks([(health.KINDS[lack.kind][0], lack.what) for lack in lacks])


def free_slug(package):
    """The first «modul-7» that no module of the package has, counted on from the highest number."""
    taken = set(package.modules.values_list('slug', flat=True))
    number = len(taken) + 1
    while f'modul-{number}' in taken:
        number += 1
    return f'modul-{number}'
