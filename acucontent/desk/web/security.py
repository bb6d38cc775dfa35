"""Which requests the desk answers, and the headers of every response.

The desk listens on this machine, where pages of other sites run, too. A request must name the desk as its host, so that
no other name can lead to it (DNS rebinding), and must come from one of its own pages (cross-site request forgery). A
desk that other machines can reach also needs a token. Behind a proxy the desk has a second address, that of the proxy.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import AnyHttpUrl, TypeAdapter, ValidationError
from starlette.datastructures import Headers

from acucontent.errors import AcucontentError

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
_DEFAULT_PORTS = {"http": 80, "https": 443}
_URL = TypeAdapter(AnyHttpUrl)


class InvalidAddress(AcucontentError, ValueError):
    """A text is not the address of a desk; the message says what is expected."""


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
    address: str = ""
    """The address in browsers, as `parse_address` returns it, if they reach the desk through a proxy; else empty."""
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """The value of the cookie of everyone who has entered the token."""

    @property
    def cookie(self) -> str:
        """The name of the cookie; the port is part of it, because cookies are shared between ports."""
        return f"acucontent_desk_{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether only people at this machine can reach the desk: it has no other address, and needs no token."""
        return not self.token and not self.address and is_loopback(self.host)

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the desk with HTTPS, so that they must never send the cookie without it."""
        return self.address.startswith("https:")

    def explain_refusal(self, method: str, headers: Headers) -> str:
        """Return why a request is refused, or an empty text."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.accepts_host(hosts[0]):
            return "The address is not that of the desk."
        if not _is_own_request(method, headers, self._list_origins(hosts[0].lower())):
            return "The request came from another site."
        return ""

    def accepts_host(self, host: str) -> bool:
        """Return whether a Host header names the desk, or its address behind a proxy."""
        return self._is_own_host(host.lower()) or (bool(self.address) and host.lower() in _list_hosts(self.address))

    def _is_own_host(self, host: str) -> bool:
        """Return whether a Host header names the machine and the port at which the desk listens."""
        name, port = _split_host(host)
        if port != self.port:
            return False
        if name in LOOPBACK_NAMES | {self.host.lower()}:
            return True
        return not is_loopback(self.host) and (_is_address(name) or name in _list_own_names())

    def _list_origins(self, host: str) -> set[str]:
        """Return the origins of the desk's own pages in a request to a host, which a proxy may have replaced."""
        origins = {f"http://{host}"} if self._is_own_host(host) else set()
        return origins | {self.address} if self.address else origins

    def has_session(self, cookies: str) -> bool:
        """Return whether a Cookie header has the session, or none is needed."""
        if not self.token:
            return True
        values = [value for name, value in _read_cookies(cookies) if name == self.cookie]
        return len(values) == 1 and _is_equal(values[0], self.session)

    def accepts_token(self, token: str) -> bool:
        """Return whether a token is right, in a time that does not depend on it."""
        return bool(self.token) and _is_equal(token, self.token)


def parse_address(text: str) -> str:
    """Return an address of a desk as browsers send it in the header Origin, such as `https://desk.example.org`.

    Raises:
        InvalidAddress: The text is no address of that kind.
    """
    try:
        url = _URL.validate_python(text)
    except ValidationError:
        url = None
    if url is not None:
        port = "" if url.port == _DEFAULT_PORTS[url.scheme] else f":{url.port}"
        origin = f"{url.scheme}://{url.host}{port}"
        if str(url) == f"{origin}/":
            return origin
    raise InvalidAddress(
        f"--address {text[:200]!r} is invalid: expected http:// or https:// and a host, without path, query, fragment "
        "or user. To fix it, give an address such as https://desk.example.org"
    )


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a host."""
    if host.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_own_request(method: str, headers: Headers, own: set[str]) -> bool:
    """Return whether a request comes from a page of the desk, or from a person who entered its address.

    Args:
        method: The method of the request.
        headers: Its headers.
        own: The origins of the desk's pages.
    """
    origins, sites = headers.getlist("origin"), headers.getlist("sec-fetch-site")
    if any(origin.lower() not in own for origin in origins):
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


def _list_hosts(address: str) -> set[str]:
    """Return the Host headers that name an address: some proxies leave out its port, others always add it."""
    parts = urlsplit(address)
    port = parts.port or _DEFAULT_PORTS[parts.scheme]
    name = parts.netloc.removesuffix(f":{port}")
    return {name, f"{name}:{port}"}


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
