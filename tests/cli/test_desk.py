"""The command `acucontent desk`: one line with its address, one line for each error, and a clean end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sys
import urllib.request
from pathlib import Path

import pytest

from acucontent.cli import serving
from acucontent.cli.desk import _open_desk, find_source
from acucontent.files import CannotWrite
from acucontent.registry import discover
from tests.cli.conftest import Run
from tests.processes import start_process, wait_until

ADDRESS = re.compile(r"^acucontent desk: (http://127[.]0[.]0[.]1:[0-9]+/) ", re.MULTILINE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 128 + signal.SIGTERM)])
def test_it_serves_its_page_and_ends_cleanly(tmp_path: Path, number: signal.Signals, status: int) -> None:
    """The page is there when the address is printed, and a signal ends the command."""
    log = tmp_path / "log.txt"
    command = [sys.executable, "-m", "acucontent", "desk", "--no-browser", "--port", "0"]
    with start_process(command, log) as process:
        address = wait_until(lambda: ADDRESS.search(log.read_text(encoding="utf-8")), "the address", log=log)[1]
        with urllib.request.urlopen(address, timeout=120) as answer:
            assert answer.status == 200
        process.send_signal(number)

        assert process.wait(timeout=120) == status
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_clinics_in_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are offered, and creating one fails with the reason."""
    folder = tmp_path / "acucontent" / "desk" / "clinics"
    folder.mkdir(parents=True)
    (folder / "north.yaml").write_text("name: North Clinic\n", encoding="utf-8")
    monkeypatch.setattr("acucontent.desk.storage.folder.user_config_path", lambda name, appauthor: tmp_path / name)
    monkeypatch.setattr("acucontent.files.os.access", lambda path, mode: False)  # root can write everywhere

    with _open_desk(discover(), [], None, None) as desk:
        assert [each.title for each in desk.clinics.list()] == ["North Clinic"]
        assert desk.clinics.problem == ""
        with pytest.raises(CannotWrite, match="Permission denied"):
            desk.clinics.create("South Clinic")
        assert desk.clinics.usual == folder


def test_guides_that_are_named(run: Run, tmp_path: Path) -> None:
    """A folder is a guide with the id in it, or with the name of the folder if it has problems; another is an error."""
    registry = discover()
    broken, copy = tmp_path / "My Guide", tmp_path / "copy"
    broken.mkdir()
    (broken / "guide.yaml").write_text("id: broken\n", encoding="utf-8")
    shutil.copytree(Path(str(registry.guides["migraine"].root)), copy)

    result = run("desk", "--no-browser", "no-such-guide", registry=registry)

    assert [find_source(registry, str(each)).id for each in (broken, copy, "back-pain")] == [
        "my-guide", "migraine", "back-pain"
    ]  # fmt: skip
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: Unknown guide 'no-such-guide'")


def test_two_guides_with_one_id(run: Run, tmp_path: Path) -> None:
    """The desk could show only one of them, so neither is left out without a word."""
    root = Path(str(discover().guides["migraine"].root))
    for name in ("old", "new"):
        shutil.copytree(root, tmp_path / name)

    result = run("desk", "--no-browser", tmp_path / "old", tmp_path / "new")

    assert result.exit_code == 2
    assert f"{tmp_path / 'old'} and {tmp_path / 'new'} have the same id 'migraine'" in result.stderr


def test_a_port_in_use(run: Run) -> None:
    """A port in use is one line that says how to go on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("desk", "--no-browser", "--port", port)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: port {port} is in use. To fix it, add --port ")
    assert result.stderr.count("\n") == 1


def test_other_machines_need_a_token(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address beyond this machine needs a token that is long enough; no message quotes it."""
    short = tmp_path / "token.txt"
    short.write_text("short-token\n", encoding="utf-8")

    without = run("desk", "--no-browser", "--host", "0.0.0.0", "--port", 0)
    with_short_file = run("desk", "--no-browser", "--host", "0.0.0.0", "--port", 0, "--token-file", short)
    monkeypatch.setenv(serving.TOKEN_VARIABLE, "short-token")
    with_short_variable = run("desk", "--no-browser", "--port", 0)

    assert without.exit_code == with_short_file.exit_code == with_short_variable.exit_code == 2
    assert "needs a token" in without.stderr
    for result in (with_short_file, with_short_variable):
        assert "expected at least 16 characters" in result.stderr
        assert "short-token" not in result.stderr


def test_missing_packages(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra there is one line that names what is missing and how to install it."""
    missing = {"starlette", "python_multipart"}
    monkeypatch.setattr(serving, "find_spec", lambda name: None if name in missing else object())

    result = run("desk", "--no-browser")

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: packages are not installed: starlette, python-multipart. To fix it, run: ")
    assert "acucontent[desk]" in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_address_of_another_machine(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that this machine does not have is one line, too."""
    monkeypatch.setenv(serving.TOKEN_VARIABLE, "four-long-plain-words")

    result = run("desk", "--no-browser", "--host", "192.0.2.1", "--port", 0)

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: cannot listen at '192.0.2.1'")
    assert result.stderr.count("\n") == 1
