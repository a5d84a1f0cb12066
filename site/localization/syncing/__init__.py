"""Sources and their translations go on together: what becomes of words and pages when either side changes.

Nothing here is imported by models or apps before they are ready; the modules say what they do.
"""

from localization.syncing.adopting import translation_adopt, translations_adopt
from localization.syncing.copying import translations_copy
from localization.syncing.lifecycle import source_become, translations_follow_move, translations_unpublish
from localization.syncing.locales import locale_problems
from localization.syncing.outcomes import Outcome, What
from localization.syncing.sync import sync_start, sync_stop, translation_harvest, translation_sync, translations_sync

__all__ = [
    "Outcome",
    "What",
    "locale_problems",
    "source_become",
    "sync_start",
    "sync_stop",
    "translation_adopt",
    "translation_harvest",
    "translation_sync",
    "translations_adopt",
    "translations_copy",
    "translations_follow_move",
    "translations_sync",
    "translations_unpublish",
]
