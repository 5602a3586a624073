"""The field an editor writes Markdown in: django-markdownx's, with a script of ours (static/js/markdown-field.js)."""

from typing import Any

from django.conf import settings
from markdownx.widgets import AdminMarkdownxWidget


class MarkdownWidget(AdminMarkdownxWidget):
    template_name = 'admin/markdown_field.html'

    class Media:
        # Without its script: two pictures at once destroyed each other, and a refusal was written into the text.
        extend = False
        css = {'all': ['markdownx/admin/css/markdownx.min.css', 'css/admin-markdown.css']}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context['widget']['max_bytes'] = settings.PICTURE_MAX_BYTES
        return context
