"""Keeps the tables that tell which page shows which question, at which anchor, and what its FAQ blocks name."""

from faq_blocks.places.keeping import places_due, places_refresh

__all__ = ["places_due", "places_refresh"]
