"""Which requests the desk answers, and the headers of every response.

The desk listens on this machine, where pages of other sites run, too. A request must name the desk as its host, so that
no other name can lead to it (DNS rebinding), and must come from one of its own pages (cross-site request forgery). A
desk that other machines can reach also needs a token.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.datastructures import Headers

LOOPBACK_NAMES = frozenset({"127.0.0.1", "::1", "localhost"})
"""The names of this machine for itself."""

MIN_TOKEN_LENGTH = 16
"""The fewest characters of a token."""

TOKEN_PATH = "/token"
"""The page on which the token is entered."""

STATIC_PATH = "/static/"
"""The folder of style sheets, scripts and fonts, which have no patient's words and are shown without a token."""

MAX_FORM_BYTES = 64_000
"""The longest body of a form, in bytes."""
MAX_UPLOAD_BYTES = 3_000_000
"""The longest body of a form with a file (a logo has at most two megabytes)."""

SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "font-src 'self'",
            "script-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    ),
    "Cache-Control": "no-store",
    # With `no-referrer` browsers send `Origin: null` for a form, and then no request could be told from a foreign one.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""The headers of every response; a response that has one of them keeps its own."""

_SAFE_METHODS = frozenset({"GET", "HEAD"})
_OWN_SITES = frozenset({"same-origin", "none"})
"""The values of `Sec-Fetch-Site` for our own pages, and for an address that a person entered."""


@dataclass(frozen=True)
class Guard:
    """The rules for requests: the hosts that may be named, and the token.

    Two guards with the same token accept different sessions, so a restart ends every session.
    """

    host: str
    """The address at which the desk listens, such as `127.0.0.1`."""
    port: int
    token: str = field(default="", repr=False)
    """The token, at least 16 characters; empty for a desk that only this machine can reach."""
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """The value of the cookie of everyone who has entered the token."""

    @property
    def cookie(self) -> str:
        """The name of the cookie; the port is part of it, because cookies are shared between ports."""
        return f"acucontent_desk_{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether only people at this machine can reach the desk: it listens to nothing else, and needs no token."""
        return not self.token and is_loopback(self.host)

    def explain_refusal(self, method: str, headers: Headers) -> str:
        """Return why a request is refused, or an empty text."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.accepts_host(hosts[0]):
            return "The address is not that of the desk."
        if not _is_own_request(method, headers, hosts[0]):
            return "The request came from another site."
        return ""

    def accepts_host(self, host: str) -> bool:
        """Return whether a Host header names the desk."""
        name, port = _split_host(host.lower())
        if port != self.port:
            return False
        if name in LOOPBACK_NAMES | {self.host.lower()}:
            return True
        return not is_loopback(self.host) and (_is_address(name) or name in _list_own_names())

    def has_session(self, cookies: str) -> bool:
        """Return whether a Cookie header has the session, or none is needed."""
        if not self.token:
            return True
        values = [value for name, value in _read_cookies(cookies) if name == self.cookie]
        return len(values) == 1 and _is_equal(values[0], self.session)

    def accepts_token(self, token: str) -> bool:
        """Return whether a token is right, in a time that does not depend on it."""
        return bool(self.token) and _is_equal(token, self.token)


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a host."""
    if host.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_own_request(method: str, headers: Headers, host: str) -> bool:
    """Return whether a request comes from a page of the desk, or from a person who entered its address."""
    origins, sites = headers.getlist("origin"), headers.getlist("sec-fetch-site")
    if any(origin.lower() != f"http://{host.lower()}" for origin in origins):
        return False
    if any(site not in _OWN_SITES for site in sites):
        return False
    return method in _SAFE_METHODS or bool(origins) or sites == ["same-origin"]


def _split_host(host: str) -> tuple[str, int]:
    """Return the name and the port of a Host header; a port that is missing is that of HTTP."""
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        name, port = host, "80"
    return name.removeprefix("[").removesuffix("]"), int(port) if port.isascii() and port.isdecimal() else -1


def _is_address(name: str) -> bool:
    """Return whether a name is an IP address, which no other site can lead to another machine."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _list_own_names() -> set[str]:
    """Return the names under which other machines may know this one."""
    name = socket.gethostname().lower()
    return {name, name.partition(".")[0], f"{name.partition('.')[0]}.local"}


def _read_cookies(header: str) -> Iterable[tuple[str, str]]:
    for pair in header.split(";"):
        name, _, value = pair.strip().partition("=")
        yield name, value


def _is_equal(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())
