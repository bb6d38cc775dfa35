"""The options that `acucontent desk` and `acucontent preview` share: the token, the address of a proxy, the browser."""

from __future__ import annotations

import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from acucontent.cli import serving
from acucontent.desk import server
from acucontent.desk.web.security import Guard
from tests.cli.conftest import Run

TOKEN = "four-long-plain-wörds"
SHARED = "https://desk.example.org"


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that starts to serve pages with some options, stops at once, and returns the guard."""

    def serve(**options: Any) -> Guard:
        guards: list[Guard] = []

        def make_app(guard: Guard) -> ASGIApp:
            guards.append(guard)
            return PlainTextResponse("")

        usual = {"host": "127.0.0.1", "port": 0, "address": None, "token_file": None, "no_browser": True}
        serving.serve_pages(make_app, "desk", **{**usual, **options})
        return guards[0]

    monkeypatch.setattr(server, "serve", lambda _app, _listener: None)
    return serve


@pytest.mark.parametrize(
    "content",
    [
        TOKEN.encode(),
        f"{TOKEN}\r\n".encode("utf-8-sig"),
        f"{TOKEN}\r\n".encode("utf-16"),
        b"\xfe\xff" + f"{TOKEN}\r\n".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16", "utf-16-be"],
)
def test_a_token_file_may_have_a_byte_order_mark(serve: Any, tmp_path: Path, content: bytes) -> None:
    """The mark that PowerShell and Notepad write at the start of a file is no part of the token."""
    file = tmp_path / "token.txt"
    file.write_bytes(content)

    assert serve(token_file=file).accepts_token(TOKEN)


@pytest.mark.parametrize("content", [TOKEN.encode("cp1252"), b"\xff\xfe" + b"x" * 41], ids=["cp1252", "utf-16"])
def test_a_token_file_of_another_encoding_is_an_error(run: Run, tmp_path: Path, content: bytes) -> None:
    """A token of which no one can be sure is refused, in one message."""
    file = tmp_path / "token.txt"
    file.write_bytes(content)

    result = run("preview", "back-pain", "--no-browser", "--port", 0, "--token-file", file)

    assert result.exit_code == 2
    assert "token.txt is not a text file." in result.stderr


def test_the_address_of_a_proxy_is_printed_and_accepted(
    serve: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first line shows the address in the browsers, and the one that the proxy needs."""
    monkeypatch.setenv(serving.TOKEN_VARIABLE, TOKEN)
    opened: list[str] = []
    monkeypatch.setattr(server, "open_browser", opened.append)

    guard = serve(address="https://Desk.example.org:443/", no_browser=False)

    own = f"http://127.0.0.1:{guard.port}/"
    line = capsys.readouterr().out
    assert line == f"acucontent desk: {SHARED}/, listening at {own} (to stop it, press Ctrl-C)\n"
    assert guard.address == SHARED
    assert opened == [f"{SHARED}/"]


@pytest.mark.parametrize("command", [["desk"], ["preview", "back-pain"]], ids=["desk", "preview"])
def test_the_address_of_a_proxy_needs_a_token(run: Run, command: list[str]) -> None:
    """A proxy lets other machines reach the desk, even if it listens to this one only."""
    result = run(*command, "--no-browser", "--port", 0, "--address", SHARED)

    assert result.exit_code == 2
    assert f"--address {SHARED} lets other machines reach the desk, which needs a token. To fix it, " in result.stderr


@pytest.mark.parametrize("address", ["", "desk.example.org", f"{SHARED}/desk", "https://me@desk.example.org"])
def test_an_invalid_address_of_a_proxy(run: Run, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """An address that browsers could not send is one line that says what is expected."""
    monkeypatch.setenv(serving.TOKEN_VARIABLE, TOKEN)

    result = run("preview", "back-pain", "--no-browser", "--port", 0, "--address", address)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: --address {address!r} is invalid: expected http:// or https:// and a host")
    assert result.stderr.count("\n") == 1


def test_the_desk_does_not_wait_for_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser in BROWSER that `webbrowser` does not know runs until it is closed; the page is served meanwhile."""
    monkeypatch.setenv("DISPLAY", ":0")
    opened, is_closed, ended = [], threading.Event(), threading.Event()

    def open_and_wait(address: str) -> None:
        opened.append(address)
        is_closed.wait(timeout=60)
        ended.set()
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "open", open_and_wait)
    server.open_browser("http://127.0.0.1:8765/")

    assert not ended.is_set()
    is_closed.set()
    assert ended.wait(timeout=60)
    assert opened == ["http://127.0.0.1:8765/"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Other systems always have windows")
def test_no_browser_is_opened_without_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a server without windows `webbrowser` would open one in the terminal."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)

    server.open_browser("http://127.0.0.1:8765/")

    assert not opened
    assert "browser" not in [thread.name for thread in threading.enumerate()]
