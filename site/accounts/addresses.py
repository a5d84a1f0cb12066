"""Where a request comes from."""

import ipaddress

from django.http import HttpRequest

from accounts import conf


def client_address(request: HttpRequest) -> str:
    """The address to hold a client to. IPv6 by its /64: one household has that many addresses for free.

    `X-Forwarded-For` is believed only as far as our own proxies wrote it: anybody can send the header.
    """
    address = str(request.META.get("REMOTE_ADDR") or "")
    proxies = conf.trusted_proxies()
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            address = hops[-proxies]
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address
