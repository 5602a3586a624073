from django.contrib import admin
from django.db import models
from markdownx.widgets import AdminMarkdownxWidget

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


class ContentMixin:
    """The fields in `markdown_fields` get a live preview, made as the page is; addresses are https unless said."""

    markdown_fields = ()

    class Media:
        js = ['js/markdown-editor.js']

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.markdown_fields:
            kwargs['widget'] = AdminMarkdownxWidget(attrs={'rows': 6})
            kwargs['help_text'] = db_field.help_text or 'Markdown. Dra et bilde hit for å legge det inn.'
        if isinstance(db_field, models.URLField):
            kwargs['assume_scheme'] = 'https'
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class StaysInModuleMixin:
    """What has an address in its module stays in it: moved, it could meet another with the same address."""

    def get_readonly_fields(self, request, obj=None):
        return ['module'] if obj else []


class FilmInline(ContentMixin, admin.StackedInline):
    model = Film
    markdown_fields = ['summary', 'transcript']
    show_change_link = True


class QuestionInline(ContentMixin, admin.StackedInline):
    model = ReflectionQuestion
    markdown_fields = ['text']
    exclude = ['slug']
    extra = 0


class CaseInline(ContentMixin, admin.StackedInline):
    model = Case
    markdown_fields = ['text']
    exclude = ['slug']
    extra = 0
    show_change_link = True


class LinkGroupInline(admin.TabularInline):
    model = LinkGroup
    exclude = ['slug']
    extra = 0
    show_change_link = True


@admin.register(Package)
class PackageAdmin(ContentMixin, admin.ModelAdmin):
    markdown_fields = ['body']
    list_display = ['title', 'is_published', 'source_updated_on']


@admin.register(Module)
class ModuleAdmin(ContentMixin, admin.ModelAdmin):
    markdown_fields = ['intro']
    list_display = ['__str__', 'status', 'package']
    list_filter = ['status', 'package']
    list_select_related = ['package']
    search_fields = ['title', 'intro']
    inlines = [FilmInline, QuestionInline, CaseInline, LinkGroupInline]


class CaptionTrackInline(admin.TabularInline):
    model = CaptionTrack
    extra = 0


@admin.register(Film)
class FilmAdmin(ContentMixin, admin.ModelAdmin):
    markdown_fields = ['summary', 'transcript']
    list_select_related = ['module']
    inlines = [CaptionTrackInline]


class CaseQuestionInline(ContentMixin, admin.StackedInline):
    model = CaseQuestion
    markdown_fields = ['text']
    exclude = ['slug']
    extra = 0


@admin.register(Case)
class CaseAdmin(StaysInModuleMixin, ContentMixin, admin.ModelAdmin):
    markdown_fields = ['text']
    exclude = ['slug']
    list_display = ['title', 'module']
    list_select_related = ['module']
    inlines = [CaseQuestionInline]


class LinkInline(ContentMixin, admin.StackedInline):
    model = Link
    exclude = ['slug']
    extra = 0


@admin.register(LinkGroup)
class LinkGroupAdmin(StaysInModuleMixin, admin.ModelAdmin):
    exclude = ['slug']
    list_display = ['heading', 'module']
    list_select_related = ['module']
    inlines = [LinkInline]
