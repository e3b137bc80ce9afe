"""Settings of the portal. One file; everything that differs between machines comes from the environment.

The README has the table of variables. Values are read by `portal.env`, which fails loudly.
"""

from importlib import resources
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from portal import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("PORTAL_VAR", str(BASE_DIR / "var")))  # what the machine writes: database, key, static files

# --- Safety -----------------------------------------------------------------------------------------------------------
DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = env.secret_key(VAR_DIR / "secret-key")
ALLOWED_HOSTS = env.words("PORTAL_HOSTS", "localhost,127.0.0.1,[::1]")
PORTAL_HTTPS = env.boolean("PORTAL_HTTPS", True)  # off only on a developer's machine, by `make run`

SECURE_SSL_REDIRECT = PORTAL_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # the load balancer asks in plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # HSTS preload is the decision of the domain's owner, not of the site
X_FRAME_OPTIONS = "DENY"

# Only editors have cookies. `__Host-` needs Secure and the path `/`; browsers accept Secure on 127.0.0.1.
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 60  # seconds of idleness; portal/editing/people/sessions.py sets the absolute limit
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "portal.editing.people.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.words("PORTAL_TRUSTED_ORIGINS")

# One policy for every response, the admin included: own origin, nothing inline, no nonce (a nonce in a cached page is
# a constant). `data:` images are Django admin's own calendar and search icons.
# The map's background is served by us. A tile server, if one is set, is the only other origin of images.
TILES = env.tiles("PORTAL_TILES_URL", "PORTAL_TILES_ATTRIBUTION")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([TILES.origin] if TILES else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# --- Signing in -------------------------------------------------------------------------------------------------------
# Through django-allauth, whose pages all lie under /admin/ (portal/editing/people/urls.py). Nobody signs up, no e-mail
# is sent; the second factor, which every account has, and its recovery codes are allauth's.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "portal.editing.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600  # seconds that an invitation works

# Mail to editors who wish it; without a server, none is sent and none promised.
globals().update(env.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "webmaster@localhost")
ACCOUNT_SESSION_REMEMBER = False  # the cookie ends with the browser
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Number of trusted proxies before the site, whose X-Forwarded-For counts: at least one where a proxy handles TLS.
PROXIES = env.number("PORTAL_PROXIES", 1 if PORTAL_HTTPS else 0)
MFA_ADAPTER = "portal.editing.people.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Rooms ------------------------------------------------------------------------------------------------------------
# Never `django.contrib.sites`: its label is the one our own app `sites` would have had (see sites/apps.py).
INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it extends
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "portal.core",
    "portal.editing",
    "portal.editing.people",
    "portal.editing.upkeep",
    "portal.library",
    "portal.pages",
    "portal.search",
    "portal.opendata",
    "sites",
    "partnerships",
    "instruments",
]

# A public page never reads a cookie (`forget_cookies`), so it can be cached whole; sessions are the admin's alone.
MIDDLEWARE = [
    "portal.core.web.middleware.no_body",
    "django.middleware.security.SecurityMiddleware",
    "portal.core.web.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.opendata.middleware.public_api",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "portal.core.web.middleware.shared_cache",
    "portal.core.web.middleware.language",
    "portal.core.web.conditional.by_version",
    "django.middleware.common.CommonMiddleware",
    "portal.core.web.middleware.forget_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.editing.housekeeping.housekeeping",
    "portal.editing.middleware.long_texts",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.editing.people.middleware.Desk",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.core.templatetags.portal",
                "portal.core.templatetags.typeset",
            ],
            # `request` and the portal's own variables; the admin needs the other two. Both are lazy: a public page
            # that does not read `user` or `messages` does not open the session.
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.core.web.context_processors.portal",
                "portal.editing.people.context_processors.desk",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}", conn_max_age=60),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    VAR_DIR.mkdir(parents=True, exist_ok=True)

CACHES = {
    # Shared by all processes and machines of the site: counts attempts to sign in. `prepare` creates its table.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # the default of 300 would let an attacker push their own count out
    },
    # Each process its own, without a query: what is asked often and need not be exact.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}

CONTENT_DIR = Path(env.text("PORTAL_CONTENT", str(BASE_DIR / "fixtures")))

# --- Open data --------------------------------------------------------------------------------------------------------
API_PER_MINUTE = env.number("PORTAL_API_PER_MINUTE", 600)  # requests from one address to one process; 0: no limit
REVIEW_MONTHS = 12  # after so long, the admin asks to confirm that a record is still true

# --- Languages --------------------------------------------------------------------------------------------------------
# The only place that names the languages. To add one: PORTAL_LANGUAGES=fr,en,es, `manage.py makemigrations`,
# `manage.py migrate`, then content and a catalogue in locale/ (without one the interface speaks the default language).
# Content files must hold all texts in the required languages; those of another may come one by one.
_NATIVE_NAMES = {
    "fr": "Français",
    "en": "English",
    "es": "Español",
    "de": "Deutsch",
    "pt": "Português",
    "it": "Italiano",
}
_CODES = env.words("PORTAL_LANGUAGES", "fr,en")
LANGUAGES = [(code, _NATIVE_NAMES.get(code, code)) for code in _CODES]
REQUIRED_LANGUAGES = [code for code in ("fr", "en") if code in _CODES]
LANGUAGE_CODE = _CODES[0]  # also the answer to an unknown Accept-Language
# Open Graph wants a territory, and the English pages are British.
LANGUAGE_TERRITORIES = {"fr": "fr_FR", "en": "en_GB"}
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

MODELTRANSLATION_LANGUAGES = tuple(_CODES)
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_ENABLE_FALLBACKS = False  # a missing text is shown in a marked block, never silently replaced

# Seconds between two runs of the housekeeping of each process, which publishes pending changes. None: never.
PREPARED_EVERY: float | None = 2.0

# --- Static files -----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS: list[str | Path | tuple[str, str | Path]] = [
    BASE_DIR / "static",
    ("map", BASE_DIR / "portal/core/data"),  # the land behind the map, the same that the server draws
    ("guide", BASE_DIR / "docs/guide"),  # the pictures of the editors' guide, which the desk shows
    # Leaflet as django-leaflet ships it. Its app stays uninstalled: the admin would import GeoDjango (decision 010).
    ("leaflet", str(resources.files("leaflet") / "static/leaflet")),
    # The editor's own script alone, without the app around it (decision 027).
    ("prose-editor", str(resources.files("django_prose_editor") / "static/django_prose_editor")),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.core.web.storage.BundledStaticFilesStorage"},
    "library": env.library(VAR_DIR / "media"),  # images and documents that editors add; served by the site itself
}
# Files that are compressed already, and source maps, which only developers' tools request.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2", "map")
WHITENOISE_MAX_AGE = 3600  # files without a hash in their name; the hashed ones are kept a year


# --- The publisher's own values ---------------------------------------------------------------------------------------
# Known to the institute alone. The line of an unset one is left out of the pages; `manage.py check` reports it.
SITE_URL = env.text("PORTAL_URL")  # https://…, without a closing slash; empty: the host of the request
# A domain of the publisher (RFC 4151). Identifiers in feeds are made of it: the same whichever host is asked, for ever.
FEED_AUTHORITY = env.domain("PORTAL_FEED_AUTHORITY", "inserm.fr")
PUBLISHER = {
    name: env.by_language(variable, _CODES)
    for name, variable in {
        "publisher.name": "PUBLISHER_NAME",
        "publisher.legal_form": "PUBLISHER_LEGAL_FORM",
        "publisher.address": "PUBLISHER_ADDRESS",
        "publisher.phone": "PUBLISHER_PHONE",
        "publisher.email": "PUBLISHER_EMAIL",
        "director.name": "DIRECTOR_NAME",
        "director.function": "DIRECTOR_FUNCTION",
        "host.name": "HOST_NAME",
        "host.address": "HOST_ADDRESS",
        "host.phone": "HOST_PHONE",
        "contact.email": "CONTACT_EMAIL",
        "accessibility.contact": "ACCESSIBILITY_CONTACT",
        "accessibility.scheme_url": "ACCESSIBILITY_SCHEME_URL",
        "accessibility.plan_url": "ACCESSIBILITY_PLAN_URL",
        "dpo.contact": "DPO_CONTACT",
        "logs.retention": "LOGS_RETENTION",
        "security.contact": "SECURITY_CONTACT",
    }.items()
}
PUBLISHER_ROR = env.text("PUBLISHER_ROR")  # the nine characters after ror.org/
# Before a valid audit exists the only lawful status is "none" (RGAA 4.1.2, declaration).
ACCESSIBILITY_STATUS = env.choice("ACCESSIBILITY_STATUS", ("none", "partial", "full"), "none")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
