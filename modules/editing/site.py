from functools import partial, wraps

from django.conf import settings
from django.contrib.admin import AdminSite
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from modules import access, sent_form


class EditorSite(AdminSite):
    site_header = site_title = _('Kompetansepakker')
    index_title = _('Rediger innholdet')
    enable_nav_sidebar = False

    def has_permission(self, request):
        return access.may_enter(request)

    def admin_view(self, view, cacheable=False):
        """A form that is sent when the login has ended, is shown again with what was typed, and a way to log in."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def kept(request, *args, **kwargs):
            is_form = request.method == 'POST' and request.path != reverse('admin:logout')
            if is_form and not self.has_permission(request) and sent_form.may_be_shown(request):
                return sent_form.send_again(request, is_logged_out=True)
            return guarded(request, *args, **kwargs)

        return kept

    def get_urls(self):
        # Loaded here: the pages register themselves on this very site.
        from modules.editing import upload_views
        from modules.editing.pages import moving, review

        urls = [
            path('helsesjekk/', self.admin_view(partial(review.report, site=self)), name='health'),
            path('helsesjekk/lenker/', self.admin_view(review.check_links), name='check-links'),
            path('helsesjekk/<int:pk>/', self.admin_view(review.reviewed), name='reviewed'),
            path('flytt/', self.admin_view(partial(moving.moving, site=self)), name='moving'),
            path('flytt/<slug:slug>.zip', self.admin_view(moving.download), name='download-package'),
            path('flytt/inn/', self.admin_view(partial(moving.take_in_upload, site=self)), name='take-in'),
            path('opplasting/', upload_views.uploads, name='uploads'),
            path('opplasting/<str:id>/', upload_views.upload, name='upload'),
            path('opplasting/<str:id>/slett/', upload_views.discard_upload, name='discard-upload'),
            *super().get_urls(),
        ]
        if settings.TOTP:
            from modules.editing import phone_code

            urls = [path('kode/', phone_code.ask, name='code'), *urls]
        return urls

    def index(self, request, extra_context=None):
        from modules.editing.pages import front

        return super().index(request, {**front.context(request), **(extra_context or {})})

    def login(self, request, extra_context=None):
        """One who has given her password is asked for what lacks, not for the password again."""
        if settings.TOTP and request.method == 'GET' and access.is_known(request) and not self.has_permission(request):
            return redirect(reverse('admin:code', query=request.GET))
        return super().login(request, extra_context)
