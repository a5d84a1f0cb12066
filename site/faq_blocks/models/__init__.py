"""FAQ pages, and the library of questions that all pages share."""

from faq_blocks.models.exchange import QuestionImport
from faq_blocks.models.page import AnswerLoading, FaqPage, FaqPageTopic, LibraryPart, ListOrder
from faq_blocks.models.place import QuestionPlace, QuestionSource
from faq_blocks.models.question import Question, QuestionTag
from faq_blocks.models.settings import QuestionSettings
from faq_blocks.models.topic import Placement, Topic

__all__ = [
    "AnswerLoading",
    "FaqPage",
    "FaqPageTopic",
    "LibraryPart",
    "ListOrder",
    "Placement",
    "Question",
    "QuestionImport",
    "QuestionPlace",
    "QuestionSettings",
    "QuestionSource",
    "QuestionTag",
    "Topic",
]
