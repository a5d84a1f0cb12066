"""One page that tells how the site is. Other rooms, parts and plugins add panels to it."""

from operations.system.panels import Fact, Tone, register_panel

__all__ = ["Fact", "Tone", "register_panel"]
