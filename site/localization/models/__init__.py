"""What the translation room keeps: what each translation says of which source, who works on it, and what ran."""

from localization.models.background import BackgroundRun
from localization.models.job import JobItem, JobLanguage, Priority, TranslationJob
from localization.models.memory import MemoryEntry, MemoryPlace, MemoryWord
from localization.models.notice import Notice, NoticeChoice
from localization.models.review import TranslationReviewState, TranslationReviewTask
from localization.models.source import Level, SourceChange, SourceSnapshot
from localization.models.team import LanguageTeam
from localization.models.term import Term
from localization.models.transfer import TransferFile
from localization.models.translation import IS_OUTDATED, Stage, Translation, TranslationEvent
from localization.models.unit import Kind, Origin, Unit, UnitState, UnitVersion

__all__ = [
    "IS_OUTDATED",
    "BackgroundRun",
    "JobItem",
    "JobLanguage",
    "Kind",
    "LanguageTeam",
    "Level",
    "MemoryEntry",
    "MemoryPlace",
    "MemoryWord",
    "Notice",
    "NoticeChoice",
    "Origin",
    "Priority",
    "SourceChange",
    "SourceSnapshot",
    "Stage",
    "Term",
    "TransferFile",
    "Translation",
    "TranslationEvent",
    "TranslationJob",
    "TranslationReviewState",
    "TranslationReviewTask",
    "Unit",
    "UnitState",
    "UnitVersion",
]
