"""The API: mounts each room's router."""

from ninja import NinjaAPI

from content.api import router as pages
from search.api import router as search

api = NinjaAPI(title="Sanad", version="1", urls_namespace="api", docs_url=None)
api.add_router("/pages/", pages)
api.add_router("/", search)
