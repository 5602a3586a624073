from django.contrib import admin

from modules.models import Feedback


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    """To be read. What people told us is not ours to change."""

    list_display = ['created_at', 'answer', 'module', 'comment']
    list_filter = ['answer', 'module']
    list_select_related = ['module']
    date_hierarchy = 'created_at'

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
