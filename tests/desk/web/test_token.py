"""A desk that other machines can reach asks each browser for its token."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from acucontent.desk.desk import Desk
from acucontent.desk.web.app import make_app
from acucontent.desk.web.security import Guard
from acucontent.desk.web.token_page import AttemptLimit
from tests.desk.web.conftest import PORT

TOKEN = "four-long-plain-words"
HOST = "192.0.2.1"
ADDRESS = f"http://{HOST}:{PORT}"
OWN = {"Origin": ADDRESS}


@pytest.fixture
def guard() -> Guard:
    """Return the rules of a desk that other machines can reach."""
    return Guard(HOST, PORT, TOKEN)


@pytest.fixture
def client(desk: Desk, guard: Guard) -> TestClient:
    """Return the client of another machine."""
    return TestClient(make_app(desk, guard), base_url=ADDRESS, headers=OWN, follow_redirects=False)


def test_every_page_needs_the_token(client: TestClient) -> None:
    """Without a session a page leads to the token, and a form is refused. Style sheets have no secret."""
    assert client.get("/").headers["location"] == "/token"
    assert client.get("/record").headers["location"] == "/token"
    assert client.post("/print").status_code == 401
    assert client.get("/static/desk.css").status_code == 200
    assert client.get("/token").status_code == 200


def test_the_token_starts_a_session(client: TestClient, guard: Guard) -> None:
    """The cookie is for this site only, out of reach of scripts, ends with the browser, and is not the token."""
    answer = client.post("/token", data={"token": TOKEN})

    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{guard.cookie}={guard.session};")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "max-age" not in cookie.lower()
    assert "expires" not in cookie.lower()
    assert TOKEN not in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("value", ["", "x", TOKEN])
def test_another_cookie_is_no_session(client: TestClient, guard: Guard, value: str) -> None:
    """A session of an earlier desk, or a guess, leads to the token."""
    assert client.get("/", headers={"Cookie": f"{guard.cookie}={value}"}).headers["location"] == "/token"
    assert client.get("/", headers={"Cookie": f"{guard.cookie}_x={guard.session}"}).headers["location"] == "/token"


def test_attempts_are_limited(client: TestClient) -> None:
    """After five wrong tokens even the right one has to wait."""
    wrong = [client.post("/token", data={"token": f"wrong-{number}"}).status_code for number in range(5)]
    answer = client.post("/token", data={"token": TOKEN})

    assert wrong == [403] * 5
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"


def test_an_address_can_try_again_after_a_minute() -> None:
    """A failure counts for a minute, and only for its own address until there are very many."""
    now = [0.0]
    limit = AttemptLimit(lambda: now[0])
    for _ in range(AttemptLimit.MOST):
        limit.add_failure("192.0.2.7")

    assert limit.is_reached("192.0.2.7")
    assert not limit.is_reached("192.0.2.8")
    now[0] = 61
    assert not limit.is_reached("192.0.2.7")
    for number in range(AttemptLimit.MOST_TOGETHER):
        limit.add_failure(f"192.0.2.{number}")
    assert limit.is_reached("198.51.100.1")


@pytest.mark.parametrize(
    ("host", "name", "accepted"),
    [
        ("0.0.0.0", "192.168.1.5", True),
        ("0.0.0.0", "127.0.0.1", True),
        ("::", "[2001:db8::1]", True),
        ("0.0.0.0", "desk.example.org", False),
        ("desk.example.org", "desk.example.org", True),
        ("127.0.0.1", "192.168.1.5", False),
    ],
)
def test_hosts_of_a_shared_desk(host: str, name: str, *, accepted: bool) -> None:
    """Other machines use an address or the name that was given; no other name leads to the desk."""
    assert Guard(host, PORT, TOKEN).accepts_host(f"{name}:{PORT}") is accepted


@pytest.mark.parametrize(
    ("address", "is_secure"), [("https://desk.example.org", True), ("http://desk.example.org", False), ("", False)]
)
def test_the_cookie_of_an_encrypted_desk_is_secure(desk: Desk, address: str, *, is_secure: bool) -> None:
    """A browser that reached the desk with HTTPS never sends its session without it."""
    guard = Guard("127.0.0.1", PORT, TOKEN, address)
    own = address or f"http://127.0.0.1:{PORT}"
    client = TestClient(make_app(desk, guard), base_url=own, headers={"Origin": own}, follow_redirects=False)

    cookie = client.post("/token", data={"token": TOKEN}).headers["set-cookie"]

    assert ("secure" in cookie.lower().split("; ")) is is_secure
    assert client.get("/").status_code == 200


def test_a_desk_behind_a_proxy_asks_for_the_token(desk: Desk) -> None:
    """The session starts at the proxy's address too if the proxy replaces the host."""
    guard = Guard("127.0.0.1", PORT, TOKEN, "https://desk.example.org")
    headers = {"Origin": "https://desk.example.org", "Sec-Fetch-Site": "same-origin"}
    app = make_app(desk, guard)
    client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}", headers=headers, follow_redirects=False)

    assert client.get("/").headers["location"] == "/token"
    assert client.post("/token", data={"token": TOKEN}).headers["location"] == "/"
    assert client.get("/", headers={"Cookie": f"{guard.cookie}={guard.session}"}).status_code == 200


def test_attempts_behind_a_proxy_are_limited_for_each_browser(desk: Desk) -> None:
    """The proxy has the same address for all; the last one in its header is that of the browser."""
    guard = Guard("127.0.0.1", PORT, TOKEN, "https://desk.example.org")
    headers = {"Origin": "https://desk.example.org", "Sec-Fetch-Site": "same-origin"}
    client = TestClient(make_app(desk, guard), base_url="https://desk.example.org", headers=headers)

    def try_token(address: str) -> int:
        answer = client.post("/token", data={"token": "wrong"}, headers={"X-Forwarded-For": f"made-up, {address}"})
        return answer.status_code

    assert [try_token("192.0.2.7") for _ in range(AttemptLimit.MOST + 1)] == [403] * AttemptLimit.MOST + [429]
    assert try_token("192.0.2.8") == 403
