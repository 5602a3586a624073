from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from kompetansepakke import views
from modules import media
from modules.editing import markdown_views
from modules.sitemaps import SITEMAPS

urlpatterns = [
    path('helse/', views.health, name='health'),
    path('robots.txt', views.robots, name='robots'),
    path('sitemap.xml', sitemap, {'sitemaps': SITEMAPS}, name='sitemap'),
    path('favicon.ico', views.favicon, name='favicon'),
    path('media/<path:path>', media.serve, name='media'),
    path('admin/markdown/forhandsvisning/', markdown_views.preview, name='markdown-preview'),
    path('admin/markdown/bilde/', markdown_views.upload, name='markdown-upload'),
    path('admin/', admin.site.urls),
    path('', include('meetings.urls')),
    path('', include('modules.urls')),
]

handler400 = 'kompetansepakke.views.bad_request'
handler403 = 'kompetansepakke.views.forbidden'
handler404 = 'kompetansepakke.views.not_found'
handler500 = 'kompetansepakke.views.server_error'
