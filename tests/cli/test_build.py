"""`acucontent build` has flags for the options of formats, prints a line for each file, and exits with a status."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from acucontent import (
    Artifact,
    Edition,
    Exporter,
    ExportFailed,
    GuideSource,
    Options,
    PluginProblem,
    Registry,
    export,
)
from acucontent.cli.date_option import get_date
from tests.cli.conftest import Run
from tests.factories import make_guide, make_handout


class Sheet(Options):
    """Options of the format sheet."""

    paper: Literal["letter", "a4"] = "letter"
    """The paper size."""
    point_size: Annotated[int, Field(ge=8, le=24)] = 12
    """The font size, in points."""
    margin: float | None = None
    """The margin, in inches."""
    plain: bool = False
    """Whether to leave out pictures."""
    name: str = ""
    """The name on the sheet."""
    grade: Literal[6, 8] = 8
    """The reading grade."""


class Slide(Options):
    """Options of the format slide: a shared one, and one with the same name but other values."""

    paper: Literal["letter", "a4"] = "letter"
    """The paper size."""
    point_size: Literal["small", "large"] = "small"
    """The font size, as a word."""


def _show(edition: Edition, options: Options) -> Artifact:
    return Artifact(repr(options).encode(), page_count=2)


def _refuse(edition: Edition, options: Options) -> Artifact:
    raise ExportFailed("risks.text: no font has U+1F600. Take it out.")


def _miss(edition: Edition, options: Options) -> Artifact:
    import a_library_that_nobody_has  # type: ignore[import-not-found]  # noqa: F401

    return Artifact(b"")


def _break(edition: Edition, options: Options) -> Artifact:
    raise KeyError("colour")


def _exporter(name: str, options: type[Options] = Options, export: Any = _show, **more: Any) -> Exporter[Any]:
    return Exporter(
        name=name, title=name, suffix=f".{name}", media_type="text/plain", options=options, export=export, **more
    )


@pytest.fixture
def formats(tmp_path: Path) -> Registry:
    """Return a registry with two formats and a guide with two handouts."""
    file = tmp_path / "hiccups.json"
    file.write_bytes(export(make_guide(handouts=[make_handout(), make_handout(id="sheet")]), "json"))
    exporters = [_exporter("sheet", Sheet, scope="every handout"), _exporter("slide", Slide)]
    return Registry({each.name: each for each in exporters}, {"back-pain": GuideSource("back-pain", file)})


def test_a_line_is_printed_for_each_file(run: Run, formats: Registry) -> None:
    """The output has the path, size and pages; without a terminal, nothing else is printed."""
    done = run("build", registry=formats)

    folder = Path("build", "hiccups")
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line.split()[0] for line in lines] == [
        str(folder / name) for name in ("hiccups.sheet", "hiccups-sheet.sheet", "hiccups.slide")
    ]
    assert all(line.endswith(" B  2 pages") for line in lines)
    assert len({line.index(" B ") for line in lines}) == 1


def _fit(edition: Edition, options: Options) -> Artifact:
    return Artifact(b"A sheet.", page_count=2, layout="text 13 pt")


def test_a_line_ends_with_the_layout(run: Run, formats: Registry) -> None:
    """A file that was made to fit has the size of its text in its line, and other files have nothing there."""
    registry = Registry({"fitted": _exporter("fitted", export=_fit), "slide": formats["slide"]}, formats.guides)

    lines = run("build", registry=registry).stdout.splitlines()

    assert [line.split("  ")[-1] for line in lines] == ["text 13 pt", "2 pages"]


CHOICES = {
    "choice": (["--paper", "A4"], "hiccups.sheet", "paper='a4'"),
    "shared": (["--paper", "a4"], "hiccups.slide", "paper='a4'"),
    "number": (["--point-size", "14", "--format", "sheet"], "hiccups.sheet", "point_size=14"),
    "word-where-another-has-a-number": (
        ["--point-size", "large", "--format", "slide"],
        "hiccups.slide",
        "point_size='large'",
    ),
    "fraction": (["--margin", "0.5"], "hiccups.sheet", "margin=0.5"),
    "yes": (["--plain"], "hiccups.sheet", "plain=True"),
    "no": (["--no-plain"], "hiccups.sheet", "plain=False"),
    "text": (["--name", "Ana"], "hiccups.sheet", "name='Ana'"),
    "choice-of-numbers": (["--grade", "6"], "hiccups.sheet", "grade=6"),
    "default": ([], "hiccups.sheet", "paper='letter', point_size=12, margin=None"),
}


@pytest.mark.parametrize(("arguments", "name", "held"), CHOICES.values(), ids=CHOICES)
def test_options_are_flags(arguments: list[str], name: str, held: str, run: Run, formats: Registry) -> None:
    """Each option of a format is a flag, and its value reaches the format."""
    done = run("build", "--out", "out", *arguments, registry=formats)

    assert done.exit_code == 0, done.stderr
    assert held in Path("out", name).read_text(encoding="utf-8")


def test_help_describes_each_option(run: Run, formats: Registry) -> None:
    """The help of a flag has the docstring of the field, the formats and the default."""
    text = " ".join(run("build", "--help", registry=formats).stdout.split())

    assert "--paper [letter|a4] The paper size. [sheet, slide; default: letter]" in text
    assert "--plain / --no-plain Whether to leave out pictures. [sheet]" in text


WRONG = {
    "format": (["--format", "shet"], "Unknown format 'shet'. Did you mean 'sheet'? Formats: sheet, slide"),
    "handout": (["--handout", "shet"], "Unknown handout 'shet'. Did you mean 'sheet'? Handouts: complete, sheet"),
    "region": (["--region", "FR"], "Unknown region 'FR'. Regions: US"),
    "language": (["--language", "es"], "Language 'es' is not available for guide 'hiccups'. Languages: en-US"),
    "option": (
        ["--decision-option", "hmu", "--decision-option", "wait"],
        "Unknown decision option 'hmu'. Did you mean 'hum'? Decision options: hum, wait, water",
    ),
    "guide": (["bakc-pain"], "Unknown guide 'bakc-pain': no such file or folder. Did you mean 'back-pain'?"),
    "choice": (["--paper", "a5"], "'letter', 'a4'"),
    "number": (["--grade", "7"], "'6', '8'"),
    "flag": (["--papr", "a4"], "--paper"),
    "of-another": (
        ["--format", "slide", "--plain"],
        "--plain applies only to: sheet. To fix it, add --format sheet",
    ),
    "date": (["--date", "1.2.2026"], "'1.2.2026' is invalid. Expected a date such as 2026-12-31"),
    "empty-folder": (["--out", ""], "Invalid value for '--out': the path is empty"),
    "folder": (["--out", "hiccups.json"], "hiccups.json: cannot be written"),
}


@pytest.mark.parametrize(("arguments", "message"), WRONG.values(), ids=WRONG)
def test_invalid_arguments_are_rejected(arguments: list[str], message: str, run: Run, formats: Registry) -> None:
    """The message lists the valid values, and nothing is built."""
    done = run("build", *arguments, registry=formats)

    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert not Path("build").exists()


FAILURES = {
    "refused": (_refuse, 1, "Error: hiccups.bad failed: risks.text: no font has U+1F600. Take it out."),
    "missing-library": (_miss, 2, "No module named 'a_library_that_nobody_has'"),
    "defect": (_break, 2, "Error: hiccups.bad failed: KeyError: 'colour'\n  This is a bug in acucontent."),
}


@pytest.mark.parametrize(("export", "status", "message"), FAILURES.values(), ids=FAILURES)
def test_an_error_is_reported_after_the_files(
    export: Any, status: int, message: str, run: Run, formats: Registry
) -> None:
    """The other files are listed; the exit status distinguishes problems of the guide from other errors."""
    mixed = Registry({"bad": _exporter("bad", export=export), **formats}, formats.guides)

    done = run("build", registry=mixed)

    assert (done.exit_code, len(done.stdout.splitlines())) == (status, 3)
    assert message in done.stderr
    assert "Traceback" not in done.output


def test_an_error_of_several_files_is_reported_once(run: Run, formats: Registry) -> None:
    """The message names the files that failed for the same reason."""
    bad = Registry({"bad": _exporter("bad", export=_refuse, scope="every handout")}, formats.guides)

    done = run("build", registry=bad)

    message = "Error: hiccups.bad, hiccups-sheet.bad failed: risks.text: no font has U+1F600. Take it out."
    assert (done.exit_code, done.stderr.splitlines()) == (1, [message])


def test_problems_of_the_guide_are_status_one(run: Run, formats: Registry) -> None:
    """An invalid guide is reported with its lines, and nothing is built."""
    Path("hiccups.json").write_text('{"id": "hiccups"}', encoding="utf-8")

    done = run("build", registry=formats)

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].endswith(" problems")
    assert not Path("build").exists()


def test_a_broken_plugin_is_a_warning(run: Run, formats: Registry) -> None:
    """The warning says how to show the problems."""
    problem = PluginProblem("docx", "stranger", "it is broken", "Mend it")
    broken = Registry(formats.exporters, formats.guides, (), (problem,))

    done = run("build", registry=broken)

    assert done.exit_code == 0
    assert done.stderr == "Warning: 1 plugin problem. To show them, run: acucontent list\n"


def test_what_an_exporter_prints_is_not_our_output(run: Run, formats: Registry) -> None:
    """The output of libraries is hidden."""

    def chatty(edition: Edition, options: Options) -> Artifact:
        print("-----")  # noqa: T201 - what is tested
        return Artifact(b"x")

    done = run("build", registry=Registry({"chatty": _exporter("chatty", export=chatty)}, formats.guides))

    assert [line.split()[0] for line in done.stdout.splitlines()] == [str(Path("build", "hiccups", "hiccups.chatty"))]


def _read_terminal(descriptor: int) -> Iterator[bytes]:
    """Yield the output of a terminal until its other end is closed, which Linux reports as an error."""
    with suppress(OSError):
        while part := os.read(descriptor, 4096):
            yield part


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX terminal")
def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    """On a terminal, stderr shows the current file; stdout has only the lines of files."""
    import pty

    ours, theirs = pty.openpty()
    shown: list[bytes] = []
    # Read while the command runs: a terminal that nobody reads blocks it.
    reader = threading.Thread(target=lambda: shown.extend(_read_terminal(ours)), daemon=True)
    reader.start()
    command = [sys.executable, "-m", "acucontent", "build", "--format", "json", "--format", "text"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
        check=True,
        text=True,
        timeout=240,
    )
    os.close(theirs)
    reader.join(timeout=120)
    os.close(ours)

    assert "back-pain.json" in b"".join(shown).decode("utf-8", "replace")
    assert len(done.stdout.splitlines()) == 2


def _stamped(edition: Edition, options: Options) -> Artifact:
    clinic = edition.overlay.clinic.name if edition.overlay else "none"
    return Artifact(f"{clinic} {edition.document.about.overdue}".encode())


@pytest.fixture
def stamping(formats: Registry) -> Registry:
    """Return a format with the name of the clinic and whether the review is overdue; it is due on 2031-01-01."""
    return Registry({"stamp": _exporter("stamp", export=_stamped)}, formats.guides)


@pytest.fixture
def build_on(run: Run, stamping: Registry, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that builds with a value of SOURCE_DATE_EPOCH: `build_on("0", "--date", "2030-01-01")`."""

    def build_on(epoch: str, *arguments: str) -> str:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        run("build", *arguments, registry=stamping)
        return Path("build", "hiccups", "hiccups.stamp").read_text(encoding="utf-8")

    return build_on


def test_an_overlay_reaches_every_file_and_no_name(run: Run, stamping: Registry) -> None:
    """The files contain the name of the clinic; the file names do not."""
    Path("clinic.yaml").write_text("name: Example Clinic", encoding="utf-8")

    done = run("build", "--clinic", "clinic.yaml", "--handout", "all", "--date", "2030-12-31", registry=stamping)

    made = sorted(Path("build", "hiccups").glob("hiccups*"))
    assert done.exit_code == 0, done.stderr
    assert [file.name for file in made] == ["hiccups-sheet.stamp", "hiccups.stamp"]
    assert {file.read_text(encoding="utf-8") for file in made} == {"Example Clinic False"}


def test_another_edition_is_overwritten_only_with_an_option(run: Run, formats: Registry) -> None:
    """The error names the file and the option that overwrites it."""
    run("build", "--format", "slide", registry=formats)

    refused = run("build", "--format", "slide", "--paper", "a4", registry=formats)
    done = run("build", "--format", "slide", "--paper", "a4", "--overwrite", registry=formats)

    assert (refused.exit_code, refused.stdout, done.exit_code) == (2, "", 0)
    assert "hiccups.slide: belongs to another edition (paper=letter; this build: paper=a4)" in refused.stderr
    assert "overwrite the files with --overwrite" in refused.stderr


def test_problems_of_the_overlay_are_reported_with_lines(run: Run, stamping: Registry) -> None:
    """With an invalid overlay nothing is built, and the exit status is 1."""
    Path("clinic.yaml").write_text("name: Example Clinic\ncolor: '#ffff00'", encoding="utf-8")

    done = run("build", "--clinic", "clinic.yaml", registry=stamping)

    assert done.exit_code == 1
    assert done.stderr.startswith("clinic.yaml:2:8: color: the contrast of '#ffff00' on white is 1.1:1")
    assert not Path("build").exists()


def test_a_note_for_an_unknown_handout_is_an_error(run: Run, stamping: Registry) -> None:
    """The message suggests the handout that may be meant."""
    Path("clinic.yaml").write_text("name: A\nnotes: [{handout: shet, text: Hello.}]", encoding="utf-8")

    done = run("build", "--clinic", "clinic.yaml", registry=stamping)

    assert done.exit_code == 2
    assert "Unknown handout 'shet' in a note of the overlay. Did you mean 'sheet'?" in done.stderr


DAYS = {
    "day-before": (["--date", "2030-12-31"], "", "False"),
    "due-day": (["--date", "2031-01-01"], "", "False"),
    "day-after": (["--date", "2031-01-02"], "", "True"),
    "epoch": ([], "1925078400", "True"),
    "option-before-epoch": (["--date", "2030-01-01"], "1925078400", "False"),
}


@pytest.mark.parametrize(("arguments", "epoch", "held"), DAYS.values(), ids=DAYS)
def test_an_overdue_edition_is_marked(
    arguments: list[str], epoch: str, held: str, build_on: Callable[..., str]
) -> None:
    """The date is that of the option or of SOURCE_DATE_EPOCH."""
    assert build_on(epoch, *arguments) == f"none {held}"


def test_the_default_date_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without SOURCE_DATE_EPOCH, the clock is used."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    before = datetime.datetime.now().astimezone().date()

    found = get_date()

    assert before <= found <= datetime.datetime.now().astimezone().date()


@pytest.mark.parametrize("epoch", ["soon", "9" * 30, "-" + "9" * 20])
def test_an_invalid_epoch_is_an_error(
    epoch: str, run: Run, stamping: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An invalid variable is not ignored."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    done = run("build", registry=stamping)

    assert done.exit_code == 2
    assert "Expected a whole number of seconds since 1970" in done.stderr


@pytest.mark.parametrize("arguments", [["build", "--format", "docx"], ["build", "nope"], ["diff", "nope", "nope"]])
def test_plugin_problems_come_before_an_unknown_name(arguments: list[str], run: Run) -> None:
    """A broken plugin can be the reason why a format or guide is unknown."""
    problem = PluginProblem("docx", "stranger", "ImportError: no docx", "pip install stranger")

    done = run(*arguments, registry=Registry(problems=(problem,)))

    assert done.exit_code == 2
    assert done.stderr.index("Warning: 1 plugin problem") < done.stderr.index("Error: Unknown ")
