"""The desk answers only its own pages, keeps nothing, and shows no words in an error."""

from __future__ import annotations

import logging

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from acucontent.desk.web.app import guard_routes
from acucontent.desk.web.requests import read_form
from acucontent.desk.web.security import MAX_FORM_BYTES, Guard, InvalidAddress, parse_address
from tests.desk.web.conftest import ADDRESS, HOST, OWN, PORT

WORDS = "Zzyzx Testperson"
SHARED = "https://desk.example.org"
"""The address of a proxy."""
PROXIED = Guard(HOST, PORT, "four-long-plain-words", SHARED)
"""The rules of a desk behind a proxy."""


async def echo(request: Request) -> Response:
    """Return a field of a form."""
    return PlainTextResponse(str((await read_form(request)).get("patient", "")))


async def fail(request: Request) -> Response:
    """Fail with the words of a form in the message."""
    raise ValueError(str((await read_form(request)).get("patient")))


def make_client(guard: Guard | None = None) -> TestClient:
    """Return a client of an application with two routes, without the headers of a browser."""
    routes = [Route("/", echo, methods=["GET", "POST"]), Route("/fail", fail, methods=["POST"])]
    return TestClient(guard_routes(routes, guard or Guard(HOST, PORT)), base_url=ADDRESS, follow_redirects=False)


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765"])
def test_own_hosts_are_answered(app: ASGIApp, host: str) -> None:
    """The desk has the names of this machine."""
    assert TestClient(app, base_url=ADDRESS).get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["example.org", "example.org:8765", "127.0.0.1", "127.0.0.1:8766", "127.0.0.1:x", "", "localhost:8765.example.org",
     "192.168.1.5:8765"],
)  # fmt: skip
def test_foreign_hosts_are_refused(app: ASGIApp, host: str) -> None:
    """No other name leads to the desk, so that no site can reach it through its own name."""
    answer = TestClient(app, base_url=ADDRESS).get("/", headers={"Host": host})

    assert answer.status_code == 403
    assert "not that of the desk" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost:8765"},
        {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
    ids=str,
)
def test_foreign_forms_are_refused(headers: dict[str, str]) -> None:
    """A form of another site, or of a program on another port, is refused; so is one of unknown origin."""
    assert make_client().post("/", data={"patient": WORDS}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers", [OWN, {"Origin": ADDRESS}, {"Sec-Fetch-Site": "same-origin"}], ids=["both", "origin", "site"]
)
def test_own_forms_are_answered(headers: dict[str, str]) -> None:
    """Old browsers send only one of the two headers."""
    assert make_client().post("/", data={"patient": WORDS}, headers=headers).text == WORDS


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_foreign_pages_cannot_show_the_desk(client: TestClient, site: str) -> None:
    """Another site can neither embed a page of the desk nor lead to it."""
    assert client.get("/", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert client.get("/", headers={"Sec-Fetch-Site": "none", "Origin": ADDRESS}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/no-such-page", "/static/desk.css", "/token"])
def test_every_response_has_the_headers(client: TestClient, path: str) -> None:
    """No response is kept, framed, or allowed to load or send anything elsewhere."""
    headers = client.get(path).headers

    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[each] for each in ("script-src", "style-src", "connect-src", "form-action")} == {"'self'"}
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static/") else "no-store")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert not [name for name in headers if name.startswith("access-control-")]


def test_a_refusal_has_the_headers(client: TestClient) -> None:
    """A page with an error is a page of the desk, too."""
    answer = client.get("/", headers={"Host": "example.org"})

    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_long_form_is_refused() -> None:
    """A form has a limit, with and without a declared length."""
    client, form = make_client(), b"patient=" + b"x" * MAX_FORM_BYTES
    headers = {**OWN, "Content-Type": "application/x-www-form-urlencoded"}

    assert client.post("/", content=form, headers=headers).status_code == 413
    assert client.post("/", content=iter([form[:100], form[100:]]), headers=headers).status_code == 413


def test_a_form_in_parts_is_refused() -> None:
    """A form in parts may be kept in a file while it is read."""
    answer = make_client().post("/", files={"patient": WORDS.encode()}, headers=OWN)

    assert answer.status_code == 415
    assert WORDS not in answer.text


def test_an_unexpected_error_shows_no_words(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """The page for a bug names its place in the code; neither it nor a log quotes what was written."""
    with caplog.at_level(logging.DEBUG):
        answer = make_client().post("/fail", data={"patient": WORDS}, headers=OWN)

    assert answer.status_code == 500
    assert "ValueError at test_security.py:" in answer.text
    printed = capfd.readouterr()
    assert not [text for text in (answer.text, caplog.text, printed.out, printed.err) if "Zzyzx" in text]


def test_the_guard_shows_no_secret() -> None:
    """The token and the session are in no representation."""
    guard = Guard("192.0.2.1", PORT, "a token of the desk")

    assert guard.token not in repr(guard)
    assert guard.session not in repr(guard)


def send_through_proxy(method: str, headers: dict[str, str], guard: Guard = PROXIED) -> int:
    """Return the status of the response to a request of a browser with a session, as a proxy sends it on."""
    session = {"Cookie": f"{guard.cookie}={guard.session}"}
    answer = make_client(guard).request(method, "/", data={"patient": WORDS}, headers={**session, **headers})
    return answer.status_code


@pytest.mark.parametrize(
    "host", ["desk.example.org", "Desk.Example.org", "desk.example.org:443", f"{HOST}:{PORT}"],
    ids=["kept", "upper-case", "port", "replaced"],
)  # fmt: skip
def test_a_proxy_may_keep_or_replace_the_host(host: str) -> None:
    """Pages and forms are answered, whether the proxy names itself as the host (Caddy) or the desk (nginx)."""
    form = {"Host": host, "Origin": SHARED, "Sec-Fetch-Site": "same-origin"}

    assert send_through_proxy("GET", {"Host": host, "Sec-Fetch-Site": "none"}) == 200
    assert send_through_proxy("POST", form) == 200


def test_a_desk_behind_a_proxy_has_its_own_address_too() -> None:
    """The person who started the desk can open it without the proxy."""
    assert send_through_proxy("POST", OWN) == 200


@pytest.mark.parametrize("host", ["desk.example.org", f"{HOST}:{PORT}"], ids=["kept", "replaced"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "https://desk.example.org:8443"},
        {"Origin": "http://desk.example.org"},
        {"Origin": "https://desk.example.org.example.com"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": SHARED, "Sec-Fetch-Site": "cross-site"},
        {},
    ],
    ids=str,
)
def test_foreign_forms_are_refused_behind_a_proxy(host: str, headers: dict[str, str]) -> None:
    """Only the exact address of the proxy is the origin of its pages: HTTPS is not HTTP, nor one port another."""
    assert send_through_proxy("POST", {"Host": host, **headers}) == 403


@pytest.mark.parametrize(
    "host",
    ["example.org", "www.desk.example.org", "desk.example.org:8765", "desk.example.org:", "desk.example.org.", ""],
)
def test_foreign_hosts_are_refused_behind_a_proxy(host: str) -> None:
    """The desk has no names but its own and that of the proxy."""
    assert send_through_proxy("GET", {"Host": host}) == 403
    assert send_through_proxy("POST", {"Host": host, "Origin": SHARED}) == 403


def test_the_address_of_a_proxy_is_foreign_without_the_option() -> None:
    """A desk without the address of a proxy answers neither its host nor its origin."""
    guard = Guard(HOST, PORT, "four-long-plain-words")

    assert send_through_proxy("GET", {"Host": "desk.example.org"}, guard) == 403
    assert send_through_proxy("POST", {"Origin": SHARED}, guard) == 403
    assert send_through_proxy("POST", {"Origin": ""}, guard) == 403


@pytest.mark.parametrize("host", ["desk.example.org:8443", "desk.example.org"])
def test_a_proxy_may_leave_out_its_port(host: str) -> None:
    """The common setting `Host $host` of nginx sends no port."""
    guard = Guard(HOST, PORT, "four-long-plain-words", f"{SHARED}:8443")

    assert send_through_proxy("POST", {"Host": host, "Origin": f"{SHARED}:8443"}, guard) == 200
    assert send_through_proxy("POST", {"Host": host, "Origin": SHARED}, guard) == 403


def test_a_desk_behind_a_proxy_is_not_local() -> None:
    """What only people at this machine may do is not for those who come through a proxy."""
    assert Guard(HOST, PORT).is_local
    assert not PROXIED.is_local
    assert not Guard(HOST, PORT, address=SHARED).is_local


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://desk.example.org", SHARED),
        ("HTTPS://Desk.Example.org:443/", SHARED),
        ("http://desk.example.org:80", "http://desk.example.org"),
        ("https://desk.example.org:8443", f"{SHARED}:8443"),
        ("https://praxis-müller.example", "https://xn--praxis-mller-klb.example"),
        ("http://[2001:DB8::1]:8080", "http://[2001:db8::1]:8080"),
    ],
)
def test_an_address_is_read_as_browsers_send_it(text: str, address: str) -> None:
    """Browsers send lower-case ASCII letters, and no port that is the usual one."""
    assert parse_address(text) == address
    assert Guard(HOST, PORT, "four-long-plain-words", address).accepts_host(address.partition("://")[2])


@pytest.mark.parametrize(
    "text",
    ["", "desk.example.org", "desk.example.org:8443", "//desk.example.org", "https://", "ftp://desk.example.org",
     "https://desk.example.org/desk", "https://desk.example.org?x", "https://desk.example.org/?", f"{SHARED}#x",
     "https://me@desk.example.org", "https://me:secret@desk.example.org", "https://desk.example.org:99999"],
)  # fmt: skip
def test_other_addresses_are_invalid(text: str) -> None:
    """An address has a scheme, a host and perhaps a port, and nothing else."""
    with pytest.raises(InvalidAddress, match=r"^--address .* is invalid: expected http:// or https:// and a host"):
        parse_address(text)
