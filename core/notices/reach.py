"""Which network addresses a notice may go to: the public internet, and what a setting allows.

Addresses that carry another one inside (IPv4-mapped, NAT64, 6to4, Teredo) are judged by that one
as well.
"""

import ipaddress
from collections.abc import Iterable, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: the well-known prefix of NAT64 (RFC 6052), and the one for local use (RFC 8215)
NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
#: IPv4-compatible addresses (RFC 4291, deprecated)
COMPATIBLE = ipaddress.ip_network("::/96")


def networks(text: str) -> list[Network]:
    """Return the networks that a setting names, between commas, spaces or lines.

    :raise ValueError: where one of them is none
    """
    return [ipaddress.ip_network(part) for part in text.replace(",", " ").split()]


def _inside(address: Address) -> Iterable[Address]:
    """Yield an address, and those that it carries."""
    yield address
    if not isinstance(address, ipaddress.IPv6Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if any(address in network for network in NAT64) or (
            address in COMPATIBLE and int(address) > 0xFFFF):
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _is_public(address: Address) -> bool:
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified)


def is_allowed(text: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether something may be sent to an address.

    :param text: an IPv4 or IPv6 address, as a resolver says it
    :param allowed: networks that a setting opens
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    carried = list(_inside(address))
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        # no address of its own
        carried = carried[1:]
    return all(_is_public(each) or any(
        each in network for network in allowed if network.version == each.version)
        for each in carried)
