"""Everything that does not depend on where Sanad runs. The other modules only differ from this one."""

from pathlib import Path

from config.environment import Environment

env = Environment()

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(env.text("SANAD_VAR", default=str(ROOT / "var")))

INSTALLED_APPS = [
    "plugins",
    "accounts",
    "activity",
    "content",
    "localization",
    "theme",
    "search",
    "feedback",
    "faq_blocks",
    "kb",
    "wiki",
    "home",
    "importing",
    "operations",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "plugins.middleware.hook_counts",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "localization.middleware.ReaderLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "theme.context_processors.chrome",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{VAR / 'sanad.sqlite3'}")}

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.NameOrEmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
SANAD_SIGN_UP = env.choice("SANAD_SIGN_UP", ("open", "approval", "closed"), default="closed")
SANAD_TRUSTED_PROXIES = env.number("SANAD_TRUSTED_PROXIES", default=0)

# Languages: the interface speaks these, and pages can be written in them. A further one is a line here and a Locale in the admin.
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
    ("id", "Bahasa Indonesia"),
]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.time_zone("SANAD_TIME_ZONE", default="UTC")
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]

# Work in the background
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Search. Editors' own search stays on the database: they work on when Elasticsearch is down.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
ELASTICSEARCH_URL = env.url("ELASTICSEARCH_URL", default="")
SANAD_SEARCH_INDEX_PREFIX = env.text("SANAD_SEARCH_INDEX_PREFIX", default="sanad")

# The admin
WAGTAIL_SITE_NAME = "Sanad"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "theme/password_required.html"
WAGTAILADMIN_BASE_URL = env.url("SITE_URL", default="http://localhost:8000")
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.forms.AdminSignInForm"
# Reset links are sent by the accounts room, which limits them.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Mail
DEFAULT_FROM_EMAIL = env.text("SANAD_FROM_EMAIL", default="help@localhost")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Headers. The admin has inline scripts of Wagtail's own: the policy leaves it out, and nothing else.
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "theme.views.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.choice("SANAD_LOG_LEVEL", LOG_LEVELS, default="INFO")},
    # A line for each task and each saved page would drown what matters; failures are warnings.
    "loggers": {"django_tasks": {"level": "WARNING"}, "wagtail": {"level": "WARNING"}},
}

# The admin shows previews of our own pages in a frame of the same origin.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
