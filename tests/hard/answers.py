"""Read inputs of the fuzzer, check the result, and provide inputs to start from."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from acucontent.reading import GuideProblems, read_guide

MEGABYTES = 300
"""The memory limit of a process that reads a guide, including Python and libraries."""

_READING = Path(__file__).parents[1] / "reading"


class InvalidAnswer(AssertionError):
    """The reader gave a problem that a terminal cannot show or whose line does not exist."""


def read_and_check(content: bytes, path: Path) -> bool:
    """Read bytes as a guide, and return whether they are valid.

    Raises:
        InvalidAnswer: A problem has unprintable words, or a line that does not exist.
    """
    path.write_bytes(content)
    try:
        read_guide(path)
    except GuideProblems as error:
        last = len(content.decode("utf-8", "replace").splitlines()) + 1
        for problem in error.problems:
            if not str(problem).isprintable():
                raise InvalidAnswer(f"not printable: {problem!r}") from error
            if problem.line is not None and problem.line > last:
                raise InvalidAnswer(f"no such line: {problem}") from error
            problem.format_excerpt()
        return False
    return True


def measure_peak_memory() -> float:
    """Return the most memory that this process used, in megabytes; `getrusage` includes that of its parent."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (kilobytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kilobytes) / 1024


def make_seeds() -> dict[str, bytes]:
    """Return inputs by name: a whole guide, its parts, each refused case, and files of the largest size."""
    whole = (_READING / "minimal_guide.yaml").read_text(encoding="utf-8")
    refused = yaml.safe_load((_READING / "refusals.yaml").read_text(encoding="utf-8"))
    parts = {f"part-{place}": part for place, part in enumerate(whole.split("\n\n"))}
    texts = {"whole": whole, **parts, **{case["case"]: _edit_files(whole, case["edits"]) for case in refused}}
    return {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}


def _edit_files(text: str, edits: list[dict[str, str]]) -> str:
    for edit in edits:
        text = text.replace(edit["from"], edit["to"], 1)
    return text


def make_heavy_inputs() -> dict[str, bytes]:
    """Return inputs of the largest size by name, each of which needs as much time or memory as possible."""
    whole = (_READING / "minimal_guide.yaml").read_bytes()
    most = 990_000
    return {
        "values": b"[" + b"a," * (most // 2),
        "keys": b"".join(b"k%d: v\n" % number for number in range(most // 12)),
        "depth": b"[" * most,
        "indents": b"\n".join(b" " * depth + b"a:" for depth in range(1_300)),
        "long line": b"title: " + b"x" * most,
        "quotes": b'title: "' + b"\\u00e9" * (most // 6) + b'"',
        "citations": b"summary: " + b"[@one] " * (most // 7),
        "emphasis": b"summary: " + b"*a " * (most // 3),
        "brackets": b"summary: " + b"[" * most,
        "problems": whole.replace(b"  effects:\n", b"  effects:\n" + b"    - {}\n" * 90_000),
        "words of other scripts": b"title: " + "\u0e01".encode() * (most // 3),
    }
