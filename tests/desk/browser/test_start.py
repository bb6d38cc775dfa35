"""How the desk starts and ends, and what it refuses. No browser is needed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk.browser.running import Running, make_environment, require_processes, start_command
from tests.processes import wait_until


def send_raw(port: int, *lines: str, body: str = "") -> tuple[int, bytes]:
    """Send a request as it is, and return the status and the response."""
    with open_connection(port) as connection:
        head = "\r\n".join((*lines, f"Content-Length: {len(body)}", "Connection: close"))
        connection.sendall(f"{head}\r\n\r\n{body}".encode())
        with connection.makefile("rb") as stream:
            response = stream.read()
    return int(response.split(b" ", 2)[1]), response


def open_connection(port: int) -> socket.socket:
    """Return a connection to a port of this machine."""
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def get_own_lines(desk: Running, method: str = "GET", path: str = "/", **headers: str) -> list[str]:
    """Return the lines of a request from a page of the desk; a header can be replaced."""
    own = {
        "Host": f"127.0.0.1:{desk.port}",
        "Origin": desk.address.removesuffix("/"),
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    values = {**own, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in values.items() if value)]


def test_a_request_of_its_own_pages_is_answered(desk: Running) -> None:
    """The requests that the other tests change are accepted as they are."""
    assert send_raw(desk.port, *get_own_lines(desk))[0] == 200
    assert send_raw(desk.port, *get_own_lines(desk, "POST", "/pages"))[0] == 200


@pytest.mark.parametrize("path", ["/", "/pages", "/print", "/download/pdf", "/chart", "/record", "/sets", "/clinics"])
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Host": "example.com"}, id="host"),
        pytest.param({"Host": "127.0.0.1:1"}, id="port"),
        pytest.param({"Host": ""}, id="no host"),
        pytest.param({"Origin": "http://example.com"}, id="origin"),
        pytest.param({"Origin": "null"}, id="null origin"),
        pytest.param({"Sec_Fetch_Site": "cross-site"}, id="cross site"),
        pytest.param({"Sec_Fetch_Site": "same-site"}, id="same site"),
    ],
)
def test_foreign_requests_are_refused(desk: Running, path: str, headers: dict[str, str]) -> None:
    """A request with a foreign Host or Origin, or from another site, gets 403 and nothing else."""
    method = "GET" if path in ("/", "/record", "/sets", "/clinics") else "POST"

    status, response = send_raw(desk.port, *get_own_lines(desk, method, path, **headers))

    assert status == (400 if headers == {"Host": ""} else 403)
    assert b"%PDF" not in response
    assert b"back-pain" not in response


def test_a_form_without_origin_is_refused(desk: Running) -> None:
    """A form needs a sign that a page of the desk sent it: programs that give none are refused."""
    lines = get_own_lines(desk, "POST", "/print", Origin="", Sec_Fetch_Site="")

    assert send_raw(desk.port, *lines)[0] == 403


def test_a_port_in_use_is_one_line(desk: Running, tmp_path: Path) -> None:
    """A second desk at the same port says so in one line, with the option that fixes it, and no traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "acucontent", "desk", "--no-browser", "--port", str(desk.port)],
        cwd=tmp_path,
        env=make_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode != 0
    assert done.stdout == ""
    assert f"port {desk.port} is in use" in done.stderr
    assert f"--port {desk.port + 1}" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_it_listens_on_this_machine_only(desk: Running) -> None:
    """Another address of this machine does not answer."""
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}

    for other in others | {"127.0.0.2"}:
        with pytest.raises(OSError, match=r"refused|timed out|unreachable|assign"):
            socket.create_connection((str(other), desk.port), timeout=10).close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_no_process_is_left(number: signal.Signals, tmp_path: Path) -> None:
    """However the desk ends, also by a kill, its workers end with it; Ctrl-C and SIGTERM leave no temporary file."""
    require_processes()

    with start_command("desk", tmp_path / "home") as desk:
        wait_until(lambda: len(desk.list_processes()) > 1, "workers", log=desk.log)
        os.kill(desk.process.pid, number)
        code = desk.process.wait(timeout=60)
        wait_until(lambda: not desk.list_processes(), f"the end of all processes: {desk.list_processes()}", seconds=60)

    assert code == {signal.SIGINT: 0, signal.SIGTERM: 143, signal.SIGKILL: -signal.SIGKILL}[number]
    if number != signal.SIGKILL:  # a worker that is just starting when its parent is killed may still say so
        assert "Traceback" not in desk.log.read_text(encoding="utf-8")
        assert [*(desk.home / "tmp").iterdir()] == []


def test_ctrl_c_ends_at_once(tmp_path: Path) -> None:
    """A desk that is stopped while a browser keeps a connection open ends without waiting for it."""
    with start_command("desk", tmp_path / "home") as desk, open_connection(desk.port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % desk.port)
        assert connection.recv(12) == b"HTTP/1.1 200"
        code = desk.stop()

    assert code == 0
    assert desk.log.read_text(encoding="utf-8").endswith("Stopped.\n")


def test_two_desks_run_at_once(desk: Running) -> None:
    """A second desk of the same person starts at another port and has the same saved sets and record."""
    with start_command("desk", desk.home) as second:
        assert second.port != desk.port
        for path in ("/sets", "/record"):
            assert send_raw(second.port, *get_own_lines(second, path=path))[0] == 200
