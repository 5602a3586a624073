from django.urls import path

from modules import views

urlpatterns = [
    path('', views.front, name='front'),
    path('sok/', views.search, name='search'),
    path('tilbakemelding/', views.feedback, name='feedback'),
    path('tilbakemelding/takk/', views.feedback_thanks, name='feedback-thanks'),
    path('tilgjengelighet/', views.accessibility, name='accessibility'),
    path('personvern/', views.privacy, name='privacy'),
    path('<slug:package_slug>/', views.package, name='package'),
    path('<slug:package_slug>/<slug:module_slug>/', views.module, name='module'),
    path('<slug:package_slug>/<slug:module_slug>/utskrift/', views.module_print, name='module-print'),
    path(
        '<slug:package_slug>/<slug:module_slug>/forhandsvisning/<str:token>/',
        views.module_preview,
        name='module-preview',
    ),
    path('<slug:package_slug>/<slug:module_slug>/storskjerm/', views.wall, name='wall'),
    path('<slug:package_slug>/<slug:module_slug>/storskjerm/<slug:step_key>/', views.wall, name='wall-step'),
]
