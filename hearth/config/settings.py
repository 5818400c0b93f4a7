"""Django's settings. What the machine decides comes from ``environment``; the rest is written here."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from hearth.config import logs
from hearth.config.environment import environment


HERE = Path(__file__).resolve().parents[1]
env = environment()

DEBUG = False
SECRET_KEY = env.secret("django-secret-key")
SECRET_KEY_FALLBACKS = env.older_secrets("django-secret-key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver", *env.names]
if env.host not in {"0.0.0.0", "::"}:
    ALLOWED_HOSTS.append(env.host)
CSRF_TRUSTED_ORIGINS = [f"https://{name}:{env.port}" for name in env.names] if env.https else []
HEARTH_DEMO = env.demo
HEARTH_DATA = env.folder
# On the machine itself a demonstration fills in its password; elsewhere a visitor types it.
HEARTH_DEMO_PASSWORD = env.demo_password if env.demo and env.loopback else ""

APPS = [
    "hearth.platform.scope",
    "hearth.platform.audit",
    "hearth.platform.jobs",
    "hearth.platform.outbox",
    "hearth.platform.replay",
    "hearth.platform.tenancy",
    "hearth.platform.identity",
    "hearth.platform.files",
    "hearth.platform.content",
    "hearth.platform.notify",
    "hearth.platform.ui",
    "hearth.record.staff",
    "hearth.record.residents",
    "hearth.record.observations",
    "hearth.record.tasks",
    "hearth.record.documents",
    "hearth.record.notes",
    "hearth.record.alerts",
    "hearth.care.rostering",
    "hearth.care.incidents",
    "hearth.journeys.transitions",
    "hearth.surfaces.desk",
    "hearth.surfaces.floor",
    "hearth.surfaces.office",
    "hearth.surfaces.portal",
    "hearth.surfaces.interop",
    "hearth.surfaces.demo",
    "hearth.protocols",
]
# While rooms are being built: those without apps.py, and those named in HEARTH_LEAVE_OUT (prefixes).
_out = tuple(p for p in os.environ.get("HEARTH_LEAVE_OUT", "").split(",") if p)
APPS = [a for a in APPS if (HERE.parent / a.replace(".", "/") / "apps.py").exists()]
APPS = [a for a in APPS if not _out or not a.startswith(_out)]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    *APPS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "hearth.platform.identity.middleware.RequestId",
    "hearth.config.compression.Compressed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hearth.platform.identity.middleware.SessionClock",
    "hearth.platform.identity.middleware.SecurityHeaders",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hearth.platform.identity.middleware.Refusals",
    "hearth.platform.ui.offline.OfflinePages",
]

ROOT_URLCONF = "hearth.config.urls"
WSGI_APPLICATION = "hearth.config.wsgi.application"
APPEND_SLASH = True

_loaders: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "config" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hearth.platform.ui.context.chrome",
                "hearth.platform.notify.context.badge",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Who signs in ---------------------------------------------------------------------------
AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["hearth.platform.identity.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    # Source: OWASP ASVS 5.0 v5.0.0-6.2.1 asks for at least 8 and advises 15.
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/enter/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/enter/"
ACCOUNT_ADAPTER = "hearth.platform.identity.backend.Adapter"
ACCOUNT_FORMS = {"login": "hearth.platform.identity.forms.SignInForm"}
MFA_ADAPTER = "hearth.platform.identity.backend.SecondStepAdapter"
# Who must protect their sign-in with a second step, and after how many days no later.
HEARTH_SECOND_STEP_ROLES = ("coordinator", "nurse", "executive-director", "administrator")
HEARTH_SECOND_STEP_GRACE_DAYS = 7
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hearth"
MFA_TOTP_TOLERANCE = 1  # the code before or after also counts: phones' clocks differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.loopback

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE = env.https or env.behind_proxy
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
if SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-hearth", "__Host-csrf"
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
if env.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "hearth.config.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSP_NONCE = NONCE

# --- Words and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [HERE / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_NAME = "language"

# --- Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.folder / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hearth.config.static.Storage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 60 * 60 * 24 * 365
FILE_UPLOAD_HANDLERS = ["hearth.platform.files.uploads.ScratchUpload"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000

# --- Logs -------------------------------------------------------------------------------------
LOGGING = logs.LOGGING

# --- History and jobs -------------------------------------------------------------------------
PGHISTORY_APPEND_ONLY = True
PGTRIGGER_MIGRATIONS = True
# A code of an ambulance crew has 256 bits; who tries addresses is slowed down all the same.
ACCOUNT_RATE_LIMITS = {"ems_code": "20/m/ip"}

# Packages whose every module reacts to events; besides them, each app's reactions.py.
HEARTH_REACTIONS = ["hearth.protocols"]
PROCRASTINATE_IMPORT_PATHS = ["hearth.platform.jobs.periodic"]

EMAIL_BACKEND = os.environ.get(
    "HEARTH_EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = os.environ.get("HEARTH_EMAIL_HOST", "")
DEFAULT_FROM_EMAIL = os.environ.get("HEARTH_EMAIL_FROM", "hearth@localhost")
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# What a community decided for itself, where a room below the content floor must know it.
HEARTH_SETTINGS_OF = "hearth.platform.content.settings.settings_for"
# Pages an enrolled tablet may keep, closed with its reader's key, for the length of the lease.
HEARTH_OFFLINE_PAGES = {
    "floor:shift",
    "tasks:my_tasks",
    "tasks:task",
    "tasks:complete_task",
    "desk:resident",
    "notes:write_note",
    "observations:record_observation",
}

# Whether somebody is on duty and as what: it decides what they may do, and whether a PIN opens a
# tablet (platform.identity asks, the record answers).
HEARTH_ON_DUTY = "hearth.record.staff.queries.duty_now"

# Whether a reader opens a resident's pages at once, else the page with one tap before them; what
# is opened in an emergency never waits for it.
HEARTH_OPENS = "hearth.record.residents.queries.opens"
HEARTH_OPENS_AFTER = "residents:help_with"
HEARTH_OPENS_ALWAYS = {
    "desk:ems_page",
    "incidents:record_incident",
    "residents:report_unaccounted",
    "transitions:leave_for_hospital",
}

# Who is neither on duty nor on call is sent nothing that can wait.
HEARTH_REACHABLE = "hearth.record.staff.queries.is_reachable"

HEARTH_VISITOR_HOME = "documents:view_own_survey"
# The doors of the desk: (label, URL name, icon, permission). A door that is not there is not shown.
HEARTH_NAV = [
    ("Today", "desk:today", "today", "desk.view_today"),
    ("Shift", "floor:shift", "check", "floor.view_shift"),
    ("Residents", "desk:residents", "users", "residents.view_residents"),
    ("Your visit", "documents:view_own_survey", "clipboard-list", "documents.view_own_survey"),
    ("Tasks", "tasks:worklist", "list-check", "tasks.view_tasks"),
    ("More", "desk:more", "dots", "desk.view_home"),
]
