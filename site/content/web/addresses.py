"""Where may be asked. Whoever may write an address must not reach machines that only this one can reach.

A name is looked up once, all its addresses are judged, and the connection goes to one of these: a name that means something
else at the second question gains nothing by it. Redirections are not followed, and proxies of the environment are not used.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Any

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
# Gateways from IPv6 into IPv4: what counts is the address inside (RFC 6052, RFC 8215).
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


class ForbiddenAddressError(Exception):
    """Nothing may be asked there. The message says why."""


@dataclass(frozen=True)
class InnerHosts:
    """Inner machines that may be asked all the same."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()

    def names(self, host: str, address: str) -> bool:
        """Is this host, or the address it was found at, among them?"""
        if host.lower().rstrip(".") in self.hosts:
            return True
        number = _number(address)
        both = {number, _inside(number)}
        return any(each in network for network in self.networks for each in both if each.version == network.version)


def inner_hosts(text: str) -> InnerHosts:
    """Read one host or network a line. Raises ValueError with the line that is neither."""
    networks, hosts = [], set()
    for line in filter(None, map(str.strip, text.lower().splitlines())):
        try:
            networks.append(ipaddress.ip_network(line))
        except ValueError:
            # A name of digits alone would be a mistyped address.
            if not _HOST.fullmatch(line) or not re.search("[a-z]", line):
                raise ValueError(line) from None
            hosts.add(line.rstrip("."))
    return InnerHosts(tuple(networks), frozenset(hosts))


def resolve(host: str, port: int, allowed: InnerHosts) -> list[str]:
    """Return the addresses of a host, in the order in which to try them.

    Raises ForbiddenAddressError when one of them may not be asked, and OSError when there is none.
    """
    found = list(dict.fromkeys(str(entry[4][0]) for entry in _look_up(host, port)))
    for each in found:
        if not is_open(each) and not allowed.names(host, each):
            raise ForbiddenAddressError(f"{host} is at {each}, an address within a network of the site's own")
    return found


def _look_up(host: str, port: int) -> list[Any]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def is_open(address: str) -> bool:
    """Is this an address of the open internet, for one machine?"""
    number = _number(address)
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in {_inside(number), _plain(number)})


def _number(address: str) -> Address:
    return ipaddress.ip_address(address.partition("%")[0])  # a link-local one may name its interface


def _inside(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if any(address in network for network in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None) or address


def _plain(address: Address) -> Address:
    """For an address that only wraps one of IPv4, that; whether the wrapping counts as global differs between Pythons."""
    if isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped or any(address in each for each in _NAT64)):
        return _inside(address)
    return address
