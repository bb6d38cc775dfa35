"""The README and the other documents are correct."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.factories import make_guide
from tests.signing.keys import make_key

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


def test_there_is_python_to_run() -> None:
    """The README has Python blocks, so that the test below is not empty."""
    assert len(PYTHON) == 2


def test_python_in_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The Python blocks of the README run unchanged, one after the other."""
    names: dict[str, object] = {}

    for code in PYTHON:
        exec(compile(code, "README.md", "exec"), names)

    assert capsys.readouterr().out.count("\n") > 10
    assert bytes(names["pdf"]).startswith(b"%PDF-")  # type: ignore[call-overload]
    assert b"Ask your acupuncturist about your medicines." in b" ".join(bytes(names["text"]).split())  # type: ignore[call-overload]


@pytest.mark.parametrize("name", ["build", "test"])
def test_each_command_is_one_line(name: str) -> None:
    """Each of the two commands is one line that needs no other setup."""
    found = re.search(rf"<!-- {name} -->\n```sh\n(.*?)\n```", README, flags=re.DOTALL)

    assert found
    assert "\n" not in found[1]
    assert "apt-get install" in found[1]


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_to_files_are_valid(document: str) -> None:
    """Documents link only to files that exist."""
    text = (ROOT / document).read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), f"{document} links to {target}"


def test_every_dependency_has_its_reason() -> None:
    """ARCHITECTURE.md gives a reason for each dependency."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["pdf"], *extras["epub"], *extras["quality"], *extras["sign"]]
    reasons = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").casefold()

    names = {re.split(r"[<>=\[]", requirement)[0] for requirement in wanted}

    assert {name for name in names if name.casefold() not in reasons} == set()


def test_python_in_the_page_about_verify_runs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Python block of docs/verify.md runs."""
    (block,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs/verify.md").read_text(encoding="utf-8"), flags=re.DOTALL
    )
    monkeypatch.chdir(tmp_path)

    exec(compile(block, "docs/verify.md", "exec"), {})

    assert capsys.readouterr().out == "unchanged, compared byte for byte\n"


def test_python_in_the_page_about_charts_runs() -> None:
    """The Python block of docs/chart.md runs, and its text has the emergency number."""
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/chart.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    names: dict[str, object] = {}

    exec(compile(block, "docs/chart.md", "exec"), names)

    assert "call 911" in str(names["text"])


def test_the_forms_in_the_page_about_forms_are_valid() -> None:
    """The YAML blocks of docs/forms.md are valid parts of a guide, in the order of their files."""
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/forms.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    parts = dict(zip(("forms", "checklists", "tables"), map(yaml.safe_load, blocks), strict=True))

    guide = make_guide(**parts)

    assert guide.find_value("forms.diary.columns.pain.head") == "Pain, 0 to 10"


def test_python_in_the_signing_page_runs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Python blocks of docs/signing.md run one after the other, with a key that is valid today."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/signing.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    key = make_key(days=36_500)
    monkeypatch.chdir(tmp_path)
    Path("clinic.p12").write_bytes(key.dump("the password"))
    Path("clinic.pem").write_bytes(key.pem)

    exec(compile("".join(blocks), "docs/signing.md", "exec"), {})

    assert capsys.readouterr().out == "intact, by Example Clinic, trusted\n"
