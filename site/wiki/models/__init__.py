from wiki.models.pages import SpacePage, WikiPage
from wiki.models.policies import PolicyExceptionPage, PolicyPage

__all__ = ["PolicyExceptionPage", "PolicyPage", "SpacePage", "WikiPage"]
