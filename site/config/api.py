"""The API: mounts each room's router."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from content.api import router as pages
from plugins.api import router as plugins
from search.api import router as search


def exception_handlers(api: NinjaAPI) -> None:
    """Let an API say which parameter makes no sense, with status 400."""

    def unreadable(request: HttpRequest, error: Any) -> HttpResponse:
        wrong = sorted({str(each["loc"][-1]) for each in error.errors})
        return api.create_response(request, {"detail": f"Cannot be read: {', '.join(wrong)}."}, status=400)

    api.add_exception_handler(ValidationError, unreadable)


api = NinjaAPI(title="Sanad", version="1", urls_namespace="api", docs_url=None)
exception_handlers(api)
api.add_router("/pages/", pages)
api.add_router("/plugins/", plugins)
api.add_router("/", search)


@api.get("/", url_name="index", include_in_schema=False)
def index(request: HttpRequest) -> dict[str, str]:
    """Tell where the parts of the API are."""
    names = {"pages": "page_list", "search": "search", "suggest": "suggest", "description": "openapi-json"}
    return {part: request.build_absolute_uri(reverse(f"api:{name}")) for part, name in names.items()}
