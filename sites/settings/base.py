"""The reference install. Every choice comes from an environment variable; see docs/settings.md."""

from pathlib import Path

import environ

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("CLINIC_CMS_DATA_DIR", default=str(BASE_DIR / ".data")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
# Which hosts are ours is in the database: the plugin's middleware answers 404 to all others.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "sites.apps.ReferenceInstall",
    "clinic_cms",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.api.v3",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "clinic_cms.web.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clinic_cms.web.middleware.ClinicMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "sites.urls"
WSGI_APPLICATION = "sites.wsgi.application"
ASGI_APPLICATION = "sites.asgi.application"
APPEND_SLASH = False  # the plugin's own view redirects, once it knows that the page exists

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'clinic_cms.sqlite3'}")
}
DATABASES["default"]["CONN_MAX_AGE"] = None
# A connection that the database has closed since, as by a restart, is opened again.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Wagtail's search index has its fields; from Django 6.1 on, a system check asks for it.
    INSTALLED_APPS.append("django.contrib.postgres")
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        # Milliseconds until the kernel gives up on a database machine that has gone.
        "tcp_user_timeout": 10_000,
        **DATABASES["default"].get("OPTIONS", {}),
    }
    _seconds = env.str("STATEMENT_TIMEOUT", default="30")
    if _seconds:
        # No statement holds up a worker, and no transaction its locks, for ever.
        _timeouts = f"-c statement_timeout={_seconds}s"
        _timeouts += f" -c idle_in_transaction_session_timeout={2 * int(_seconds)}s"
        DATABASES["default"]["OPTIONS"].setdefault("options", _timeouts)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One process keeps answers for itself; several share them, and count requests together, in Redis.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Wagtail's lists of a picture's files: pages read them with all their pictures, in one query,
    # and so show a file that was made again at once, and all the same when the cache is down.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
if env.str("REDIS_URL", default=""):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("REDIS_URL"),
        # One that hangs must not hold up a page.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Each host signs in its own people, whatever the way.
ACCOUNT_ADAPTER = "clinic_cms.admin.account_adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "clinic_cms.admin.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {
    # A list of providers as JSON, see docs/sign-in.md.
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": env.json("OPENID_CONNECT", default=[])}
}

LANGUAGE_CODE = "en-us"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [
    ("en-us", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("vi", "Tiếng Việt"),
    ("zh-hans", "简体中文"),
    ("ar", "العربية"),
]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a new translation starts as a draft
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Who approves a clinic's page is told when it is submitted; the agency's superusers are not.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# The plugin keeps the earlier URLs of pages itself, for every clinic that shows an article.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_SITE_NAME = "clinic_cms"
WAGTAILIMAGES_IMAGE_FORM_BASE = "clinic_cms.admin.images.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "clinic_cms.admin.collections.DocumentForm"
# Of a TIFF that is stored already, lists show a PNG: Wagtail writes no TIFF.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"tiff": "png"}
# Nothing of ours calls out: no pictures of users from elsewhere, no look for new versions.
# An invitation finds an account by its address: no one takes another's for theirs.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

CLINIC_CMS = {
    "NETWORK_HOSTS": env.list("NETWORK_HOSTS", default=[]),
    "SCHEME": env.str("PUBLIC_SCHEME", default="https"),
    "PORT": env.int("PUBLIC_PORT", default=0) or None,
    "WEBHOOKS_ALLOWED_NETWORKS": env.list("WEBHOOKS_ALLOWED_NETWORKS", default=[]),
    "RELEASE": env.str("RELEASE", default=""),
    "CDN_MAX_AGE": env.int("CDN_MAX_AGE", default=0),
    "FILES_ACCEL_PREFIX": env.str("FILES_ACCEL_PREFIX", default=""),
    "FILES_MAX_AGE": env.int("FILES_MAX_AGE", default=86_400),
    "RATE_LIMIT": env.str("RATE_LIMIT", default="600/minute") or None,
    "SIGN_IN_RATE": env.str("SIGN_IN_RATE", default="30/hour") or None,
    "SECOND_FACTOR_ROLES": env.list("SECOND_FACTOR_ROLES", default=[]),
    "TRUSTED_PROXIES": env.int("TRUSTED_PROXIES", default=0),
    "PREVIEW_SECONDS": env.int("PREVIEW_SECONDS", default=3600),
}
if "CDN" in env:
    # Wagtail's setting as JSON: {"default": {"BACKEND": "…", …}}.
    WAGTAILFRONTENDCACHE = env.json("CDN")
_port = f":{CLINIC_CMS['PORT']}" if CLINIC_CMS["PORT"] else ""
_network_host = next(iter(CLINIC_CMS["NETWORK_HOSTS"]), "localhost")
WAGTAILADMIN_BASE_URL = f"{CLINIC_CMS['SCHEME']}://{_network_host}{_port}"

_https = CLINIC_CMS["SCHEME"] == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=_https)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if _https else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = "same-origin"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
USE_X_FORWARDED_HOST = env.bool("USE_X_FORWARDED_HOST", default=False)

vars().update(env.email("EMAIL_URL", default="smtp://localhost:25"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # A line for each page that is saved and each task that ran is too much of a good thing.
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
    },
}
