"""Where static files are kept. Both storages know the files that plugins bring in the place of ours."""

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from plugins.static_files import ReplacingMixin


class PlainStorage(ReplacingMixin, StaticFilesStorage):
    """Files under their own names."""


class ManifestStorage(ReplacingMixin, CompressedManifestStaticFilesStorage):
    """Files under names that change with their content, compressed."""
