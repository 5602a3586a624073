"""Everything a place of operation may decide comes from the environment, or from `.env` beside `manage.py`.

The README («Sett i drift») lists the variables. `make run` writes an `.env` with a fresh secret key, so that nobody
develops with a known one, and nobody goes into production without one.
"""

from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from kompetansepakke.switch import switch

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / 'var'

env = environ.Env()
env.read_env(BASE_DIR / '.env')

# Trust

SECRET_KEY = env('SECRET_KEY', default='')
if not SECRET_KEY:
    raise ImproperlyConfigured(
        'SECRET_KEY mangler. På egen maskin: kjør «make run», som lager en i fila .env. I drift: sett miljøvariabelen '
        'SECRET_KEY til minst 50 tilfeldige tegn og ta vare på den. Slik lager du en: '
        'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
    )

DEBUG = switch(env, 'DEBUG')
ALLOWED_HOSTS = env.list('ALLOWED_HOSTS', default=['localhost', '127.0.0.1', '[::1]'])

# One switch for a portal that people reach over https.
HTTPS = switch(env, 'HTTPS')
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r'^helse/$']
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Preloading binds the municipality's whole domain, so it is not ours to ask for (W021).
SILENCED_SYSTEM_CHECKS = ['security.W021']
BEHIND_PROXY = switch(env, 'BEHIND_PROXY')
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')

# The shape of Django 6's setting of the same name; see kompetansepakke/middleware.py.
SECURE_CSP = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'media-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
}
PERMISSIONS_POLICY = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'

CSRF_FAILURE_VIEW = 'kompetansepakke.views.csrf_failure'
CSRF_COOKIE_HTTPONLY = True
# Messages go with the session, so that editors get no third cookie.
MESSAGE_STORAGE = 'django.contrib.messages.storage.session.SessionStorage'
SESSION_ENGINE = 'kompetansepakke.sessions'
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = 'DENY'

AUTH_PASSWORD_VALIDATORS = [
    {'NAME': f'django.contrib.auth.password_validation.{name}Validator'}
    for name in ('UserAttributeSimilarity', 'MinimumLength', 'CommonPassword', 'NumericPassword')
]

# Wrong passwords lock the user name at the address they came from: nobody can lock an editor out from elsewhere. A
# quarter of an hour is bearable for one who forgot, and leaves one who guesses 480 tries a day. Nothing is kept about
# those who succeed.
AUTHENTICATION_BACKENDS = ['axes.backends.AxesStandaloneBackend', 'django.contrib.auth.backends.ModelBackend']
AXES_LOCKOUT_PARAMETERS = [['username', 'ip_address']]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = 'kompetansepakke.login.client_address'
AXES_USERNAME_CALLABLE = 'kompetansepakke.login.name_tried'
AXES_LOCKOUT_CALLABLE = 'kompetansepakke.views.locked_out'
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# A code from the phone in addition to the password, for those who edit.
TOTP = switch(env, 'TOTP')
OTP_TOTP_ISSUER = 'Kompetansepakker'

# Parts

INSTALLED_APPS = [
    'modules',
    'modules.editing',
    'meetings',
    'axes',
    'lucide',
    'markdownx',
    'reversion',
    'kompetansepakke.apps.EditorsConfig',
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.messages',
    'django.contrib.sessions',
    'django.contrib.sitemaps',
    'django.contrib.staticfiles',
    'django.forms',
]

MIDDLEWARE = [
    'kompetansepakke.middleware.SecretAddressMiddleware',
    'meetings.live.LiveMiddleware',
    'kompetansepakke.middleware.HeadMiddleware',
    'modules.page_cache.PageCacheMiddleware',
    'django.middleware.security.SecurityMiddleware',
    'whitenoise.middleware.WhiteNoiseMiddleware',
    'kompetansepakke.middleware.SecurityHeadersMiddleware',
    'kompetansepakke.middleware.NotAllowedPageMiddleware',
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware',
    'django.contrib.messages.middleware.MessageMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
    'axes.middleware.AxesMiddleware',
]

if TOTP:
    INSTALLED_APPS += ['django_otp', 'django_otp.plugins.otp_totp']
    place = MIDDLEWARE.index('django.contrib.auth.middleware.AuthenticationMiddleware') + 1
    MIDDLEWARE.insert(place, 'django_otp.middleware.OTPMiddleware')

ROOT_URLCONF = 'kompetansepakke.urls'
WSGI_APPLICATION = 'kompetansepakke.wsgi.application'
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'

TEMPLATES = [
    {
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'DIRS': [BASE_DIR / 'templates'],
        'APP_DIRS': True,
        'OPTIONS': {
            'context_processors': [
                'django.template.context_processors.request',
                'django.contrib.auth.context_processors.auth',
                'django.contrib.messages.context_processors.messages',
                'kompetansepakke.context_processors.theme',
                'modules.context_processors.only_package',
            ],
        },
    }
]

# Forms are drawn with templates of ours, where there is one (templates/django/forms/), and take in plain text.
FORM_RENDERER = 'modules.form_fields.Renderer'

# Data

database_url = env('DATABASE_URL', default='')
if not database_url:
    VAR_DIR.mkdir(exist_ok=True)
    database_url = f'sqlite:///{VAR_DIR / "db.sqlite3"}'
if not database_url.startswith(('sqlite:', 'postgres:', 'postgresql:')):
    raise ImproperlyConfigured('DATABASE_URL skal begynne med postgres:// (eller sqlite:///).')
DATABASES = {'default': env.db_url_config(database_url)}
DATABASES['default']['CONN_MAX_AGE'] = None
if DATABASES['default']['ENGINE'] == 'django.db.backends.postgresql':
    # A database server may have been restarted since the last request; a file has not.
    DATABASES['default']['CONN_HEALTH_CHECKS'] = True
else:
    # IMMEDIATE saves the writes of two people at once; WAL and NORMAL make them quick.
    DATABASES['default']['OPTIONS'] = {
        'transaction_mode': 'IMMEDIATE',
        'timeout': 20,
        'init_command': (
            'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; '
            'PRAGMA journal_size_limit=27103364; PRAGMA cache_size=2000;'
        ),
    }

FIXTURE_DIRS = [BASE_DIR / 'fixtures']

# Files

STATIC_URL = '/static/'
STATIC_ROOT = VAR_DIR / 'static'
STATICFILES_DIRS: list[Path | tuple[str, str]] = [BASE_DIR / 'static']
MEDIA_URL = '/media/'
MEDIA_ROOT = env.path('MEDIA_ROOT', default=str(VAR_DIR / 'media'))()
# What editors have chosen and not saved: never in MEDIA_ROOT (modules/editing/apps.py sees to it).
WAITING_ROOT = env.path('WAITING_ROOT', default=str(VAR_DIR / 'venter'))()
# Where nginx has MEDIA_ROOT as `internal`: it then sends the uploaded files (X-Accel-Redirect), not we.
MEDIA_X_ACCEL = env('MEDIA_X_ACCEL', default='')
STORAGES = {
    'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},
    'staticfiles': {'BACKEND': 'kompetansepakke.storage.StaticFilesStorage'},
}
# A folder with the municipality's Designsystemet theme as `tema.css`, and the fonts it may name. All of it is public.
THEME_DIR = env('THEME_DIR', default='')
if THEME_DIR:
    if not (Path(THEME_DIR) / 'tema.css').is_file():
        raise ImproperlyConfigured(f'Fant ikke {THEME_DIR}/tema.css. THEME_DIR skal være mappa med kommunens tema.')
    STATICFILES_DIRS.append(('tema', THEME_DIR))

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # A module's form has some seven for each of its parts (tree.MAX_PARTS).
PICTURE_MAX_BYTES = 10 * 1024 * 1024
PICTURE_MAX_PIXELS = 40_000_000
PICTURE_MAX_SIDE = 1600

MARKDOWNX_MARKDOWNIFY_FUNCTION = 'modules.markdown.render'
MARKDOWNX_URLS_PATH = '/admin/markdown/forhandsvisning/'
MARKDOWNX_UPLOAD_URLS_PATH = '/admin/markdown/bilde/'

# Language and time

LANGUAGE_CODE = 'nb'
LANGUAGES = [('nb', 'bokmål')]
LOCALE_PATHS = [BASE_DIR / 'locale']
TIME_ZONE = 'Europe/Oslo'
USE_TZ = True

# What goes wrong is said on standard error; who reads what is logged nowhere.

LOGGING = {
    'version': 1,
    'disable_existing_loggers': False,
    'formatters': {'line': {'format': '%(asctime)s %(levelname)s %(name)s: %(message)s'}},
    'filters': {'without_keys': {'()': 'kompetansepakke.log.WithoutKeys'}},
    'handlers': {
        'stderr': {'class': 'logging.StreamHandler', 'formatter': 'line', 'filters': ['without_keys']},
        'nowhere': {'class': 'logging.NullHandler'},
    },
    'root': {'handlers': ['stderr'], 'level': 'WARNING'},
    'loggers': {
        'django': {'handlers': ['stderr'], 'level': 'WARNING', 'propagate': False},
        # A 404 is told to the reader; a line for each would only hide what matters.
        'django.request': {'handlers': ['stderr'], 'level': 'ERROR', 'propagate': False},
        # Its warnings are about single people's logins.
        'axes': {'handlers': ['stderr'], 'level': 'ERROR', 'propagate': False},
        'django.security.DisallowedHost': {'handlers': ['nowhere'], 'propagate': False},
    },
}
