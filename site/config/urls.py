from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import authenticate_with_password

from config.api import api
from config.media import media
from config.plugin_api import api_addresses
from localization.views import to_readers_language
from operations.metrics.views import metrics
from plugins.addresses import page_addresses
from plugins.admin.safe_mode import safe_mode
from theme.serving import serve

urlpatterns = [
    path("", to_readers_language, name="to_readers_language"),
    path("admin/plugins/safe-mode/", safe_mode, name="plugins_safe_mode"),  # works when the admin does not
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("private/", include("content.private_files.urls")),
    path("api/", include([api_addresses("plugin_api")])),
    path("api/", api.urls),
    path("healthz/", include("operations.urls")),
    path("metrics/", metrics, name="metrics"),
    path("feedback/", include("feedback.urls")),
    path("activity/", include("activity.urls")),
    path("search/", include("search.embedding.urls")),
    path("", include("theme.urls")),
    re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.*)$", media, name="media"),
    page_addresses("plugin_page"),
    *i18n_patterns(
        page_addresses("plugin_page"),
        path("search/", include("search.urls")),
        path("account/", include("accounts.urls")),
        path("questions/", include("faq_blocks.urls")),
        path("agents/", include("wiki.urls")),
        path("", include("kb.urls")),
        # What Wagtail asks for by name: the form of a page's own password, and where to sign in.
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            authenticate_with_password,
            name="wagtailcore_authenticate_with_password",
        ),
        path("_util/login/", RedirectView.as_view(pattern_name="accounts:login", query_string=True), name="wagtailcore_login"),
        re_path(r"^((?:[^/]+/)*)$", serve, name="wagtail_serve"),
    ),
]

handler403 = "theme.views.forbidden"
handler404 = "config.plugin_api.not_found"
handler500 = "theme.views.failed"
