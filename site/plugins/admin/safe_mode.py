"""Safe mode from a page that needs nothing but Django: for when a plugin has broken the admin itself.

It has an address before all others of the admin, templates that no plugin can override, no menu and no hooks.
"""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template import Context, Engine
from django.urls import NoReverseMatch, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, get_language_bidi, override
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods
from wagtail.users.models import UserProfile

from plugins import active, lifecycle
from plugins.admin.permissions import may_serve
from plugins.loaded import loaded

# An engine of its own: the site's may ask plugins for templates.
_engine = Engine(
    dirs=[str(Path(__file__).resolve().parent.parent / "templates")],
    libraries={"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"},
)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def safe_mode(request: HttpRequest) -> HttpResponse:
    """Ask, and on a POST with `wanted` "on" or "off" do it. Others than superusers are refused, strangers sign in first."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('wagtailadmin_login')}?next={request.path}")
    if not may_serve(request.user):
        return _page(request, "refused", status=403)
    wanted = request.POST.get("wanted")
    if request.method == "POST" and wanted in ("on", "off"):
        lifecycle.safe_mode(wanted == "on", by=request.user)
        return redirect(request.path)
    active.sync(force=True)
    return _page(request, "ask")


def _page(request: HttpRequest, what: str, status: int = 200) -> HttpResponse:
    """Render the page in the language in which this person has the admin."""
    profile = UserProfile.objects.filter(user=request.user.pk).first()
    with override(profile.get_preferred_language() if profile else get_language()):
        return _rendered(request, what, status)


def _rendered(request: HttpRequest, what: str, status: int) -> HttpResponse:
    try:
        back = reverse("plugin_screen:index")
    except NoReverseMatch:
        back = "/admin/"
    context = {
        "what": what,
        "is_on": active.known().safe_mode,
        "by_server": loaded().safe_mode,
        "count": len(active.known().wanted),
        "csrf_token": get_token(request),
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "back": back,
    }
    html = _engine.get_template("plugins/admin/safe_mode.html").render(Context(context))
    response = HttpResponse(html, status=status)
    add_never_cache_headers(response)
    return response
