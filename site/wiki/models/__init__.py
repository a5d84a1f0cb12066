from wiki.models.attachments import WikiAttachment
from wiki.models.exceptions import PolicyExceptionPage
from wiki.models.grants import Grant, GrantState
from wiki.models.handbooks import HandbookFile
from wiki.models.ledger import AppendOnly, EntryKind, GrantChain, GrantEntry, GrantNote, GrantPerson, GrantReference
from wiki.models.must_read import Reading, ReadingRequest
from wiki.models.origins import ArticleOrigin
from wiki.models.pages import SpacePage, WikiPage
from wiki.models.policies import PolicyPage
from wiki.models.reading import Favourite, Frequency, RecentRead, Watch, WatchSettings
from wiki.models.recycling import RecycledPage
from wiki.models.rows import ExceptionCriterion, ExceptionWording
from wiki.models.seen import LastSeen
from wiki.models.templates import PageTemplate
from wiki.models.ties import PolicyTie

__all__ = [
    "AppendOnly",
    "ArticleOrigin",
    "EntryKind",
    "ExceptionCriterion",
    "ExceptionWording",
    "Favourite",
    "Frequency",
    "Grant",
    "GrantChain",
    "GrantEntry",
    "GrantNote",
    "GrantPerson",
    "GrantReference",
    "GrantState",
    "HandbookFile",
    "LastSeen",
    "PageTemplate",
    "PolicyExceptionPage",
    "PolicyPage",
    "PolicyTie",
    "Reading",
    "ReadingRequest",
    "RecentRead",
    "RecycledPage",
    "SpacePage",
    "Watch",
    "WatchSettings",
    "WikiAttachment",
    "WikiPage",
]
