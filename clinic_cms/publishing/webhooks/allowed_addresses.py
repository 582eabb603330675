"""Network addresses to which webhooks may go: public ones, or those that settings allow (SSRF).

Names are resolved for each attempt, every address of a name must be allowed, and the connection is
made to the address that was checked, so a name that changes in between (DNS rebinding) has no
effect.
"""

import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from clinic_cms.conf import get_settings
from clinic_cms.errors import ClinicCMSError
from clinic_cms.routing import DEFAULT_PORTS

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NAT64 = ip_network("64:ff9b::/96")
"""IPv6 addresses that hold an IPv4 address in their last 32 bits (RFC 6052)."""
GLOBAL_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is assigned to the public internet (RFC 4291, 2.4). Python does not always call
private what lies outside, such as the old site-local "fec0::/10"."""
RESERVED = tuple(map(ip_network, ("192.0.0.0/24", "2001::/32", "2002::/16", "3fff::/20")))
"""Networks that Python may call global and that are not: the IETF's own (RFC 6890), Teredo and 6to4
with an IPv4 address inside, documentation (RFC 9637)."""


class NotAllowed(ClinicCMSError):
    """A URL, or an address, to which no webhook may be sent."""


@dataclass(frozen=True)
class Target:
    """The parts of a URL that a connection needs."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def resolve(host: str, port: int) -> list[str]:
    """Return every address of a name; raises OSError."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def target_of(url: str) -> Target:
    """Return a URL's target without resolving its host; raises NotAllowed, saying what is wrong."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed(_("This is not a URL.")) from error
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise NotAllowed(_("A URL starts with https:// and a host name."))
    if parts.username is not None or parts.password is not None:
        raise NotAllowed(_("The URL must not contain a user name or password."))
    if any(character <= " " or character > "~" for character in url):
        raise NotAllowed(_("The URL must be plain ASCII without spaces."))
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    target = Target(parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], path)
    literal = _literal(host)
    if literal is not None:
        check_addresses(target, [literal])
    elif target.scheme == "http" and not _names_host(host) and not _networks():
        raise NotAllowed(_("Only https:// is allowed."))
    return target


def find_address(target: Target, resolver: Callable[[str, int], Iterable[str]] = resolve) -> str:
    """Return the address to connect to; raises NotAllowed, or OSError for an unknown name."""
    literal = _literal(target.host)
    if literal is not None:
        addresses = [literal]
    else:
        # Without their zone ("fe80::1%eth0").
        texts = (text.partition("%")[0] for text in resolver(target.host, target.port))
        addresses = [ip_address(text) for text in texts]
    check_addresses(target, addresses)
    return str(addresses[0])


def check_addresses(target: Target, addresses: Sequence[Address]) -> None:
    """Raise NotAllowed unless a target may be reached by each of these addresses."""
    if not addresses:
        raise NotAllowed(_("%(host)s has no address.") % {"host": target.host})
    if _names_host(target.host):
        return
    for address in addresses:
        is_allowed = any(address in network for network in _networks())
        if not is_allowed and not is_public(address):
            values = {"host": target.host, "address": address}
            if _literal(target.host):
                raise NotAllowed(_("%(address)s is not a public address.") % values)
            message = _("%(host)s is %(address)s, which is not a public address.")
            raise NotAllowed(message % values)
        if not is_allowed and target.scheme != "https":
            raise NotAllowed(_("Only https:// is allowed."))


def is_public(address: Address) -> bool:
    """Whether an address, or the IPv4 address that it stands for, is reachable from everywhere."""
    inner = _embedded(address)
    if inner is None and isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    effective = address if inner is None else inner
    is_reserved = any(effective in network for network in RESERVED)
    return effective.is_global and not effective.is_multicast and not is_reserved


def _embedded(address: Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, if it does."""
    if not isinstance(address, IPv6Address):
        return None
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else address.ipv4_mapped


def _literal(host: str) -> Address | None:
    """Return the address that a host is; None for a name.

    "127.1", "2130706433" and "0x7f000001" are addresses too (inet_aton), and "localhost" with all
    names below it is this machine (RFC 6761, 6.3).
    """
    if host == "localhost" or host.endswith(".localhost"):
        return ip_address("127.0.0.1")
    with suppress(ValueError):
        return ip_address(host)
    with suppress(OSError, ValueError):
        return ip_address(socket.inet_aton(host))
    return None


def _networks() -> list[Network]:
    networks = []
    for entry in get_settings().WEBHOOKS_ALLOWED_NETWORKS:
        # An entry that is no network is a host name.
        with suppress(ValueError):
            networks.append(ip_network(entry))
    return networks


def _names_host(host: str) -> bool:
    entries = get_settings().WEBHOOKS_ALLOWED_NETWORKS
    return host.lower() in {entry.lower() for entry in entries}
