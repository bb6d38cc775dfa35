"""Compare acucontent with other programs on the same content: `python -m tests.benchmarks.compare [--quick]`.

It prints ratios of medians and asserts nothing, because machines differ. Each program runs in its own process,
alternating with the program it is compared with, so that other load affects both. With `--save` the rows that were
measured replace their older versions in docs/performance.md, and the figures those in docs/performance.json.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import cast

from tests.benchmarks.contenders import list_pandoc_commands, personal_sheet
from tests.benchmarks.content import SHEET, write_html

ROOT = Path(__file__).parents[2]
PEERS = ("weasyprint", "pypandoc_binary", "typst", "plutoprint", "emboss-pdf", "pydantic")
BEGIN, END = "<!-- begin table -->", "<!-- end table -->"


@dataclass
class Figures:
    """The measurements of one program."""

    seconds: list[float] = field(default_factory=list)
    peak: float = 0
    """The peak memory, in MB."""

    @property
    def median(self) -> float:
        """The median, in seconds."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        least, most = _format_seconds(min(self.seconds)), _format_seconds(max(self.seconds))
        return f"{_format_seconds(self.median)} ({least} to {most}), {self.peak:.0f} MB"


def _format_seconds(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


Contender = Callable[[Path], Figures]


@dataclass(frozen=True)
class Case:
    """Two programs to compare, and the limit of their ratio."""

    title: str
    ours: str
    theirs: str
    limit: float | None
    """The largest accepted ratio of ours to theirs; None if the case is only shown."""
    of_memory: bool = False
    rounds: int = 3


@dataclass(frozen=True)
class Result:
    """The measurements of a case."""

    case: Case
    ours: Figures
    theirs: Figures
    day: str
    """The day, as in 2026-12-31."""
    load: float | None
    """How many processes of the machine wanted a CPU in the minute before, if that is known."""

    @property
    def ratio(self) -> float:
        """The ratio of ours to theirs."""
        if self.case.of_memory:
            return self.ours.peak / self.theirs.peak
        return self.ours.median / self.theirs.median


FORMATS = ("json", "text", "epub", "pdf")


def _make_growth_case(name: str, times: int, of_memory: bool) -> Case:
    title = f"A guide {times} times as long, {name}: once{'; memory' if of_memory else ''}"
    limit = {10: 11, 100: 120}[times]
    return Case(title, f"{name} x{times}", f"{name} x1", limit, of_memory=of_memory, rounds=1)


CASES = (
    Case("`acucontent --version`: import of pydantic", "version", "import pydantic", 1.5, rounds=15),
    Case("`acucontent list`: import of pydantic", "list", "import pydantic", 3, rounds=15),
    Case("The whole guide in all formats: pandoc, and one WeasyPrint command per PDF", "build", "peers' build", 0.5),
    Case("A second build: the first build", "build again", "build", 0.1),
    Case("A second check: a check without a cache", "check again", "check", 0.3),
    Case("`acucontent verify` of a sheet: its build", "verify sheet", "build sheet", 2),
    Case("EPUB, JSON and text, warm: pandoc's EPUB and plain text", "texts", "pandoc texts", 0.3),
    Case("A sheet as PDF, warm: WeasyPrint on the same HTML and fonts", "sheet", "weasyprint sheet", 0.6),
    Case("A sheet as PDF, warm: PlutoPrint (no tags)", "sheet", "plutoprint sheet", None),
    Case("A sheet as PDF, warm: Typst (plain text, tagged)", "sheet", "typst sheet", None),
    Case("A personal sheet: WeasyPrint again for each", "personal sheet", "weasyprint sheet", 0.1),
    Case("A personal sheet: Emboss", "personal sheet", "emboss sheet", 0.35),
    Case("10,000 personal sheets: 100; memory", "batch of 10000", "batch of 100", 1.1, of_memory=True, rounds=1),
    *(
        _make_growth_case(name, times, of_memory)
        for name in FORMATS
        for times in (10, 100)
        for of_memory in (False, True)
    ),
)

QUICK = CASES[:12]


def _find_program(name: str) -> str:
    return str(Path(sysconfig.get_path("scripts"), name))


def _measure_commands(commands: Sequence[Sequence[str]], folder: Path) -> Figures:
    """Run commands one after the other, each in its own process."""
    before = time.perf_counter()
    peak = 0.0
    for command in commands:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        peak = max(peak, used.ru_maxrss / 1024)
    return Figures([time.perf_counter() - before], peak)


def _measure_warm(name: str, repeats: int) -> Contender:
    """Return a contender that is measured in a process that keeps running."""

    def figures(folder: Path) -> Figures:
        command = [sys.executable, "-m", "tests.benchmarks.contenders", name, str(repeats), str(folder)]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=3600)
        return Figures(**json.loads(done.stdout.splitlines()[-1]))

    return figures


def _measure_cold(*command: str) -> Contender:
    return lambda folder: _measure_commands([command], folder)


def _measure_build(folder: Path) -> Figures:
    shutil.rmtree(folder / "build", ignore_errors=True)
    return _measure_commands([[_find_program("acucontent"), "build", "--no-cache"]], folder)


def _measure_second_build(folder: Path) -> Figures:
    command = [_find_program("acucontent"), "build"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=3600)
    return _measure_commands([command], folder)


def _measure_check(folder: Path) -> Figures:
    return _measure_commands([[_find_program("acucontent"), "check", "--no-cache"]], folder)


def _measure_second_check(folder: Path) -> Figures:
    command = [_find_program("acucontent"), "check"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=3600)
    return _measure_commands([command], folder)


def _build_sheet() -> list[str]:
    return [_find_program("acucontent"), "build", "--no-cache", "--format", "pdf", "--handout", SHEET, "--out", "sheet"]


def _measure_verify(folder: Path) -> Figures:
    subprocess.run(_build_sheet(), cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=3600)
    sheets = [str(path) for path in (folder / "sheet").glob("*.pdf")]
    return _measure_commands([[_find_program("acucontent"), "verify", *sheets]], folder)


def _measure_peers_build(folder: Path) -> Figures:
    """Measure a script that makes the same files with other programs."""
    import acucontent

    handouts = acucontent.load("back-pain").handouts.ids
    pages = {handout: write_html(folder, handout) for handout in handouts}
    variant = ["--pdf-variant", "pdf/ua-1"]
    books = [[_find_program("weasyprint"), *variant, str(pages[each]), f"{each}.pdf"] for each in handouts]
    return _measure_commands([*list_pandoc_commands(pages), *books], folder)


def _measure_batch(rows: int) -> Contender:
    """Return a contender that makes personal sheets for a table of this many rows."""

    def figures(folder: Path) -> Figures:
        table, out = folder / f"{rows}.csv", folder / f"out-{rows}"
        table.write_text("patient,date\n" + "".join(f"Patient {row},2026-12-01\n" for row in range(rows)), "utf-8")
        command = [_find_program("acucontent"), "batch", str(table), "--handout", SHEET, "--out", str(out)]
        try:
            return _measure_commands([[*command, "--workers", "2"]], folder)
        finally:
            shutil.rmtree(out, ignore_errors=True)

    return figures


def _get_contender(name: str) -> Contender:
    whole: dict[str, Contender] = {
        "version": _measure_cold(_find_program("acucontent"), "--version"),
        "list": _measure_cold(_find_program("acucontent"), "list"),
        "import pydantic": _measure_cold(sys.executable, "-c", "import pydantic"),
        "build": _measure_build,
        "check": _measure_check,
        "check again": _measure_second_check,
        "build again": _measure_second_build,
        "build sheet": lambda folder: _measure_commands([_build_sheet()], folder),
        "verify sheet": _measure_verify,
        "peers' build": _measure_peers_build,
        "batch of 100": _measure_batch(100),
        "batch of 10000": _measure_batch(10_000),
    }
    if name in whole:
        return whole[name]
    if " x" in name:
        return _measure_warm(name, 1)
    return _measure_warm(name, 500 if name == "personal sheet" else 5)


def run_cases(cases: Sequence[Case], folder: Path) -> Iterator[Result]:
    """Run each case, with its programs in turn. A slow program that is run once serves several cases."""
    once: dict[str, Figures] = {}
    for case in cases:
        figures, load = (Figures(), Figures()), os.getloadavg()[0]
        for _ in range(case.rounds):
            for name, found in zip((case.ours, case.theirs), figures, strict=True):
                one = once.get(name) or _get_contender(name)(folder)
                if case.rounds == 1:
                    once[name] = one
                found.seconds.extend(one.seconds)
                found.peak = max(found.peak, one.peak)
        yield Result(case, *figures, datetime.date.today().isoformat(), load)  # noqa: DTZ011 - the day here


def format_row(result: Result) -> str:
    """Return the row of a result in the table."""
    case, ratio = result.case, result.ratio
    limit = "" if case.limit is None else f"{case.limit:g}"
    kept = "" if case.limit is None else "yes" if ratio <= case.limit else "**no**"
    day = result.day if result.load is None else f"{result.day}, {result.load:.1f}"
    return f"| {case.title} | {result.ours} | {result.theirs} | {ratio:.2g} | {limit} | {kept} | {day} |"


HEAD = "| Ours: theirs | Ours | Theirs | Ratio | Limit | Within limit | Day, load |\n|---|---|---|---|---|---|---|"


def describe_machine() -> str:
    """Describe the machine and the versions of the programs in a sentence."""
    model = next((line.partition(":")[2].strip() for line in _read_lines("/proc/cpuinfo") if "model name" in line), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    peers = ", ".join(f"{name} {version(name)}" for name in PEERS)
    return (
        f"{os.cpu_count()} cores of {model or platform.machine()}, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}; {peers}."
    )


def _read_lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def estimate_large_runs(done: Sequence[Result]) -> Iterator[str]:
    """Yield estimates for large runs, computed from the measurements."""
    found = {
        name: figures
        for each in done
        for name, figures in ((each.case.ours, each.ours), (each.case.theirs, each.theirs))
    }
    if not {"sheet", "build", "batch of 10000"} <= found.keys():
        return
    sets, night = 2_000 * 4, 10 * 3600
    one_set = found["build"].median * (os.cpu_count() or 1)
    one_sheet = found["batch of 10000"].median * 2 / 10_000  # two processes did it
    size = len(cast("bytes", personal_sheet(Path())(0)))
    yield "## Estimates"
    yield ""
    yield (
        f"* **2,000 clinics, 8 handouts, 4 languages**, without a cache: a complete build with EPUB, JSON and text "
        f"takes {_format_seconds(one_set)} of one core. {sets:,} take {one_set * sets / 3600:,.0f} core hours, or "
        f"{-(-one_set * sets // night):,.0f} cores for ten hours. Files that do not differ by clinic are built once."
    )
    yield (
        f"* **1 million personal sheets**: one takes {_format_seconds(one_sheet)} of one core, including its file: "
        f"{one_sheet * 1e6 / 3600:,.1f} core hours. Each file has {size / 1000:,.0f} kB, {size / 1000:,.0f} GB in all, "
        "so the disk or the network is the limit; `--merge` writes shared objects once."
    )
    yield ""


def read_results(path: Path) -> dict[str, Result]:
    """Return the saved results by the title of their case."""
    saved = [
        Result(Case(**each["case"]), Figures(**each["ours"]), Figures(**each["theirs"]), each["day"], each["load"])
        for each in json.loads(path.read_text("utf-8"))["cases"]
    ]
    return {each.case.title: each for each in saved}


def save_results(measured: Sequence[Result]) -> None:
    """Write the table to the documentation. Rows of cases that were not measured stay."""
    page = ROOT / "docs" / "performance.md"
    results = read_results(page.with_suffix(".json")) | {each.case.title: each for each in measured}
    done = [results[case.title] for case in CASES if case.title in results]
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    table = (
        BEGIN,
        "",
        f"The last run was on {describe_machine()}",
        "",
        HEAD,
        *map(format_row, done),
        "",
        *estimate_large_runs(done),
        END,
    )
    page.write_text(before + "\n".join(table) + after, encoding="utf-8")
    figures = [{**asdict(each), "ratio": each.ratio} for each in done]
    page.with_suffix(".json").write_text(
        json.dumps({"machine": describe_machine(), "cases": figures}, indent=1) + "\n", "utf-8"
    )


def main() -> None:
    """Run the cases and print each result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="skip the long guides and the long batch")
    parser.add_argument("--save", action="store_true", help="write the table to docs/performance.md")
    parser.add_argument("--rounds", type=int, help="run each case so often at most (default: 1, 3 or 15 times)")
    parser.add_argument("--only", default="", help="run only cases whose title matches this pattern")
    asked = parser.parse_args()
    cases = [case for case in (QUICK if asked.quick else CASES) if re.search(asked.only, case.title)]
    if asked.rounds:
        cases = [replace(case, rounds=min(case.rounds, asked.rounds)) for case in cases]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(f"{describe_machine()}\n{HEAD}\n")
    done = []
    with tempfile.TemporaryDirectory() as folder:
        for result in run_cases(cases, Path(folder)):
            done.append(result)
            sys.stdout.write(f"{format_row(result)}\n")
            sys.stdout.flush()
            if asked.save:
                save_results(done)


if __name__ == "__main__":
    main()
