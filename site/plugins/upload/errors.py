"""What an upload may end with."""

from plugins.lifecycle.errors import LifecycleError


class UploadError(LifecycleError):
    """The zip, or what is in it, is refused. Nothing has changed. `sentences` say why."""
