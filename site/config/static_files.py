"""Where static files are kept and served from. Both storages know the files that plugins bring in the place of ours."""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

from plugins.lifecycle.collecting import collect_loaded
from plugins.static_files import CollectingStorage, ReplacingMixin


class PlainStorage(ReplacingMixin, StaticFilesStorage):
    """Files under their own names."""


class ManifestStorage(ReplacingMixin, CollectingStorage, CompressedManifestStaticFilesStorage):
    """Files under names that change with their content, compressed."""


class StaticFiles(WhiteNoiseMiddleware):
    """Serves what has been collected, also what was collected after this process had begun: the files of a new plugin."""

    def __init__(self, get_response: Any = None) -> None:
        collect_loaded()
        self._seen = self._stamp()  # before it looks, so that a change in between is seen later
        super().__init__(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer for a static file, else hand the request on."""
        path = request.path_info
        if path.startswith(self.static_prefix) and path not in self.files and (now := self._stamp()) != self._seen:
            self._seen = now
            self.add_files(settings.STATIC_ROOT, prefix=self.static_prefix)
        response: HttpResponseBase = super().__call__(request)
        return response

    def _stamp(self) -> int:
        stamp = getattr(staticfiles_storage, "stamp", None)
        return stamp() if stamp else 0
