"""Asking other machines: `asking` sends one request and says what came back, `addresses` decides where it may go."""

from content.web.addresses import ForbiddenAddressError, InnerHosts, inner_hosts
from content.web.asking import WebAnswer, WebError, web_request

__all__ = ["ForbiddenAddressError", "InnerHosts", "WebAnswer", "WebError", "inner_hosts", "web_request"]
