"""Everything that does not depend on where Sanad runs. The other modules only differ from this one."""

from pathlib import Path

from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured

from config.cdn import cdn_to_purge
from config.environment import Environment
from config.headers import ADMIN_POLICY, PERMISSIONS_POLICY, PUBLIC_POLICY
from config.logs import logging_settings
from config.machine import machine_translator
from config.safekeeping import read_keep, read_public_key
from localization.configuring import STANDARD, read_digits, read_fallbacks, read_languages
from plugins.loading import load
from search.embedding.origins import read_origins

env = Environment()

ROOT = Path(__file__).resolve().parents[3]
VAR = env.folder("SANAD_VAR", default=str(ROOT / "var"))

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
    "localization.wagtail_users.UsersAppConfig",
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

# Plugins. Whatever is wrong with one leaves it out and the site up.
SAFE_MODE = env.flag("SAFE_MODE", default=False)
SANAD_PLUGINS = Path(env.text("SANAD_PLUGINS", default=str(ROOT / "plugins"))).absolute()
SANAD_MUST_USE_PLUGINS = env.words("SANAD_MUST_USE_PLUGINS")
INSTALLED_APPS += load(
    SANAD_PLUGINS,
    var=VAR,
    disabled=env.words("DISABLE_PLUGINS"),
    safe_mode=SAFE_MODE,
    must_use=SANAD_MUST_USE_PLUGINS,
    core_apps=tuple(INSTALLED_APPS),
).apps
SANAD_PLUGIN_SYNC_SECONDS = 0.5
SANAD_PLUGIN_FAILURES = env.number("SANAD_PLUGIN_FAILURES", default=10, least=1)
SANAD_PLUGIN_FAILURE_MINUTES = env.number("SANAD_PLUGIN_FAILURE_MINUTES", default=5, least=1)
SANAD_PLUGIN_SLOW_MS = env.number("SANAD_PLUGIN_SLOW_MS", default=50, least=1)
SANAD_PLUGIN_UPLOAD = env.flag("SANAD_PLUGIN_UPLOAD", default=False)

MIDDLEWARE = [
    "operations.logs.requests.requests_seen",
    "plugins.middleware.hook_counts",
    "django.middleware.security.SecurityMiddleware",
    "config.static_files.StaticFiles",
    "plugins.middleware.active_plugins",
    "theme.csp.PolicyMiddleware",
    "theme.isolation.isolated",
    "search.embedding.cors.SearchCorsMiddleware",
    "config.nul.NulIsRefused",
    "operations.page_cache.cookies.WatchCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "localization.middleware.ReaderLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.known_browsers.known_browsers",
    "content.closed.middleware.ClosedPages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "theme.redirects.following.ReaderRedirects",
    "plugins.middleware.plugin_chain",
    "plugins.wagtail_gate.views.PluginViews",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": ["plugins.templates.Loader"],
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
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
SANAD_SIGN_UP = env.choice("SANAD_SIGN_UP", ("open", "approval", "closed"), default="closed")
SANAD_TRUSTED_PROXIES = env.number("SANAD_TRUSTED_PROXIES", default=0)

# Whom to tell of a weakness: /.well-known/security.txt, where somebody is named.
SANAD_SECURITY_CONTACT = env.contacts("SANAD_SECURITY_CONTACT")
SANAD_SECURITY_POLICY = env.url("SANAD_SECURITY_POLICY", default="")

# Languages: the interface speaks these, and pages can be written in them. For a further one see docs/translation/readers.md.
_languages = read_languages("SANAD_LANGUAGES", env.words("SANAD_LANGUAGES", default=STANDARD))
LANGUAGE_CODE = _languages.own
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = _languages.known
LANGUAGES_BIDI = [*global_settings.LANGUAGES_BIDI, *_languages.right_to_left]
_codes = [code for code, _name in LANGUAGES]
SANAD_FALLBACKS = read_fallbacks("SANAD_FALLBACKS", env.words("SANAD_FALLBACKS"), _codes)
SANAD_DIGITS = read_digits("SANAD_DIGITS", env.words("SANAD_DIGITS"), _codes)
SANAD_UNICODE_SLUGS = WAGTAIL_ALLOW_UNICODE_SLUGS = env.flag("SANAD_UNICODE_SLUGS", default=True)
# Catalogues of languages that a site has added outlive an upgrade. Ours come first: makemessages writes into the first.
SANAD_CATALOGUES = VAR / "locale"
LOCALE_PATHS = [ROOT / "locale", SANAD_CATALOGUES]
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
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "faq_blocks.styles.finder.StyleFinder",
]
STORAGES = {
    "default": {"BACKEND": "content.private_files.storage.PlacedStorage"},
    "staticfiles": {"BACKEND": "config.static_files.PlainStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
# Files of private collections: no web server hands out this folder. One may be asked to send them, and documents, by the
# path of an internal location (X-Accel-Redirect) or by "x-sendfile": see content.private_files.by_proxy.
SANAD_PRIVATE_ROOT = VAR / "private"
SANAD_PRIVATE_ACCEL = env.text("SANAD_PRIVATE_ACCEL", default="")
SANAD_MEDIA_ACCEL = env.text("SANAD_MEDIA_ACCEL", default="")
# Pictures of titles for other sites: with this font, or one that the server has.
SANAD_SOCIAL_FONT = env.existing_file("SANAD_SOCIAL_FONT")
SANAD_SOCIAL_FOLDER = VAR / "social"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.pictures.forms.PictureForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
# Without what a browser would run when it is opened from the address of the media files.
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "doc",
    "docx",
    "epub",
    "gz",
    "ics",
    "json",
    "md",
    "mp3",
    "mp4",
    "odp",
    "ods",
    "odt",
    "ogg",
    "pdf",
    "ppt",
    "pptx",
    "rtf",
    "txt",
    "vtt",
    "webm",
    "xls",
    "xlsx",
    "zip",
]

WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.document_forms.DocumentForm"
SANAD_DOCUMENT_MEGABYTES = env.number("SANAD_DOCUMENT_MEGABYTES", default=50, least=1)
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.number("SANAD_PICTURE_MEGABYTES", default=10, least=1) * 1_000_000

# Work in the background
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Search. Editors' own search stays on the database: they work on when Elasticsearch is down.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
ELASTICSEARCH_URL = env.servers("ELASTICSEARCH_URL")
ELASTICSEARCH_API_KEY = env.secret("ELASTICSEARCH_API_KEY")
ELASTICSEARCH_CA_FILE = env.existing_file("ELASTICSEARCH_CA_FILE")
ELASTICSEARCH_FINGERPRINT = env.fingerprint("ELASTICSEARCH_FINGERPRINT")
ELASTICSEARCH_VERIFY_CERTS = env.flag("ELASTICSEARCH_VERIFY_CERTS", default=True)
SANAD_SEARCH_INDEX_PREFIX = env.index_prefix("SANAD_SEARCH_INDEX_PREFIX", default="sanad")
SANAD_SEARCH_SHARDS = env.number("SANAD_SEARCH_SHARDS", default=1, least=1)
SANAD_SEARCH_REPLICAS = env.replicas("SANAD_SEARCH_REPLICAS", default="0-1")
if "http://" in ELASTICSEARCH_URL and (ELASTICSEARCH_CA_FILE or ELASTICSEARCH_FINGERPRINT):
    raise ImproperlyConfigured("ELASTICSEARCH_CA_FILE and ELASTICSEARCH_FINGERPRINT need https:// in ELASTICSEARCH_URL.")
if ELASTICSEARCH_API_KEY and "@" in ELASTICSEARCH_URL:
    raise ImproperlyConfigured("ELASTICSEARCH_API_KEY and a password in ELASTICSEARCH_URL exclude each other: set one of them.")

SANAD_SEARCH_ORIGINS = read_origins("SANAD_SEARCH_ORIGINS", env.words("SANAD_SEARCH_ORIGINS"))
SANAD_SEARCH_LIMIT = env.number("SANAD_SEARCH_LIMIT", default=60)
SANAD_SEARCH_PAGE_LIMIT = env.number("SANAD_SEARCH_PAGE_LIMIT", default=120)
SANAD_SUGGEST_LIMIT = env.number("SANAD_SUGGEST_LIMIT", default=120)
SANAD_SEARCH_MAX_AGE = env.number("SANAD_SEARCH_MAX_AGE", default=0)
SANAD_SEARCH_LOG_DAYS = env.number("SANAD_SEARCH_LOG_DAYS", default=90, least=1)

# Ready-made public pages: in the memory of each process, and in Redis or Valkey for all of them.
REDIS_URL = env.cache_address("REDIS_URL")
SANAD_PAGE_CACHE_MB = env.number("SANAD_PAGE_CACHE_MB", default=64)
SANAD_PAGE_CACHE_SECONDS = env.number("SANAD_PAGE_CACHE_SECONDS", default=600, least=1)
SANAD_PAGE_CACHE_WITHOUT_DATABASE = env.number("SANAD_PAGE_CACHE_WITHOUT_DATABASE", default=3600)
SANAD_WATCH_WRITES = True
SANAD_CDN_SECONDS = env.number("SANAD_CDN_SECONDS", default=0)
WAGTAILFRONTENDCACHE = cdn_to_purge(env)

# Readers of pages
SANAD_COUNT_VIEWS = env.flag("SANAD_COUNT_VIEWS", default=True)
SANAD_VIEWS_HONOUR_DNT = env.flag("SANAD_VIEWS_HONOUR_DNT", default=True)
SANAD_VIEWS_DAYS = env.number("SANAD_VIEWS_DAYS", default=400, least=31)

# The register of grants: how long it knows whose they are. Limits look back a year.
SANAD_GRANT_REFERENCE_DAYS = env.number("SANAD_GRANT_REFERENCE_DAYS", default=730, least=366)

# How long translation keeps runs that are over and notices that were read. Its numbers look back some weeks.
SANAD_TRANSLATION_LOG_DAYS = env.number("SANAD_TRANSLATION_LOG_DAYS", default=180, least=90)

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
WAGTAILREDIRECTS_AUTO_CREATE = False  # theme.redirects keeps old addresses
WAGTAIL_FINISH_WORKFLOW_ACTION = "content.approving.approved_publish"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Mail
DEFAULT_FROM_EMAIL = env.text("SANAD_FROM_EMAIL", default="help@localhost")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Backups
SANAD_BACKUP_FOLDER = Path(env.text("SANAD_BACKUP_FOLDER", default=str(VAR / "backups")))
SANAD_BACKUP_HOURS = env.number("SANAD_BACKUP_HOURS", default=0)
SANAD_BACKUP_KEEP = read_keep("SANAD_BACKUP_KEEP", env.words("SANAD_BACKUP_KEEP", default=("7d", "4w", "6m")))
SANAD_BACKUP_PASSPHRASE = env.text("SANAD_BACKUP_PASSPHRASE", default="")
SANAD_BACKUP_PUBLIC_KEY = read_public_key("SANAD_BACKUP_PUBLIC_KEY", env.secret("SANAD_BACKUP_PUBLIC_KEY"))
if SANAD_BACKUP_PASSPHRASE and SANAD_BACKUP_PUBLIC_KEY:
    raise ImproperlyConfigured("SANAD_BACKUP_PASSPHRASE and SANAD_BACKUP_PUBLIC_KEY exclude each other: set one of them.")

# Headers
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "theme.views.csrf_failed"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
SANAD_ADMIN_POLICY = ADMIN_POLICY
SANAD_PERMISSIONS_POLICY = PERMISSIONS_POLICY

# Logs and numbers. Lines hold no personal data, whoever writes them: see operations.logs.redaction.
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SANAD_LOG_FORMAT = env.choice("SANAD_LOG_FORMAT", ("line", "json"), default="line")
SANAD_LOG_REQUESTS = env.flag("SANAD_LOG_REQUESTS", default=False)
SANAD_SLOW_QUERY_MS = env.number("SANAD_SLOW_QUERY_MS", default=0)
SANAD_METRICS_TOKEN = env.secret("SANAD_METRICS_TOKEN")
SANAD_METRICS_FOLDER: Path | None = VAR / "metrics"
SENTRY_DSN = env.url("SENTRY_DSN", default="")
SENTRY_ENVIRONMENT = env.text("SENTRY_ENVIRONMENT", default="production")
LOGGING = logging_settings(format_name=SANAD_LOG_FORMAT, level=env.choice("SANAD_LOG_LEVEL", LOG_LEVELS, default="INFO"))

# The admin shows previews of our own pages in a frame of the same origin.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# Names that no language translates: the checks of translations miss them.
SANAD_PRODUCT_NAMES = env.words("SANAD_PRODUCT_NAMES")
# Machines that translate, and how far their words and those from memory are trusted.
SANAD_MACHINE_NEEDS_EDIT = env.flag("SANAD_MACHINE_NEEDS_EDIT", default=True)
SANAD_MACHINE_SEND_CLOSED = env.flag("SANAD_MACHINE_SEND_CLOSED", default=False)
SANAD_MEMORY_NEEDS_EDIT = env.flag("SANAD_MEMORY_NEEDS_EDIT", default=False)
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(env)
