"""How much a change of a source matters to its translations, and whether translators may begin.

An editor says it with each publishing; what they leave open is suggested from the change itself.
"""

from localization.significance.comparing import Difference, difference_of, level_suggested
from localization.significance.levels import levels_refresh
from localization.significance.saying import change_say, source_say_ready, unready_keys

__all__ = [
    "Difference",
    "change_say",
    "difference_of",
    "level_suggested",
    "levels_refresh",
    "source_say_ready",
    "unready_keys",
]
