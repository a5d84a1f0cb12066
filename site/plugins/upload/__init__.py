"""Plugins that come as a zip: looked at, kept apart until somebody confirms, tried, and put in the place of what was there.

Each step leaves whole folders behind, whenever the process ends: either the old plugin or the new one.
"""

from plugins.upload.errors import UploadError
from plugins.upload.placing import Placed, on_disk, place, place_again, previous_of, uploads_allowed, writable
from plugins.upload.staging import Staged, discard, stage, staged

__all__ = [
    "Placed",
    "Staged",
    "UploadError",
    "discard",
    "on_disk",
    "place",
    "place_again",
    "previous_of",
    "stage",
    "staged",
    "uploads_allowed",
    "writable",
]
