"""Translations begun, one or thousands: their pages as drafts, their segments, and what is known of them already."""

from localization.creating.filling import Fill, fillers, register_filler
from localization.creating.making import Created, target_create, translations_create

__all__ = ["Created", "Fill", "fillers", "register_filler", "target_create", "translations_create"]
