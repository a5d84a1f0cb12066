from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.api import api
from config.media import media
from localization.views import to_readers_language
from theme.serving import serve

urlpatterns = [
    path("", to_readers_language, name="to_readers_language"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", api.urls),
    path("healthz/", include("operations.urls")),
    path("feedback/", include("feedback.urls")),
    path("", include("theme.urls")),
    re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.*)$", media, name="media"),
    *i18n_patterns(
        path("search/", include("search.urls")),
        path("account/", include("accounts.urls")),
        re_path(r"^((?:[^/]+/)*)$", serve, name="wagtail_serve"),
        # Only its password form of protected pages is still reached; the line above serves every page.
        path("_wagtail/", include(wagtail_urls)),
    ),
]

handler403 = "theme.views.forbidden"
handler404 = "theme.views.not_found"
handler500 = "theme.views.failed"
