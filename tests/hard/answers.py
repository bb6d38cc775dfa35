"""What the reader must answer whatever it is fed, and what to begin with when it is fed what no author would write."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from acucontent.reading import GuideProblems, read_guide

MEGABYTES = 300
"""The most memory that a process may take that reads a guide, Python and libraries among it."""

_READING = Path(__file__).parents[1] / "reading"


class Broken(AssertionError):
    """The reader answered as it never should."""


def answer(content: bytes, path: Path) -> bool:
    """Read bytes as a guide; gives whether they are one.

    Raises:
        Broken: a problem is told in words that a terminal cannot show, or at a line that is not there.
    """
    path.write_bytes(content)
    try:
        read_guide(path)
    except GuideProblems as error:
        last = len(content.decode("utf-8", "replace").splitlines()) + 1
        for problem in error.problems:
            if not str(problem).isprintable():
                raise Broken(f"not printable: {problem!r}") from error
            if problem.line is not None and problem.line > last:
                raise Broken(f"no such line: {problem}") from error
            problem.excerpt()
        return False
    return True


def peak() -> float:
    """The most memory that this program ever took, in megabytes; `getrusage` counts what its parent took, too."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (kilobytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kilobytes) / 1024


def seeds() -> dict[str, bytes]:
    """Inputs by name: a whole guide, its parts, every case that is refused, and files as large as they may be."""
    whole = (_READING / "minimal_guide.yaml").read_text(encoding="utf-8")
    refused = yaml.safe_load((_READING / "refusals.yaml").read_text(encoding="utf-8"))
    parts = {f"part-{place}": part for place, part in enumerate(whole.split("\n\n"))}
    texts = {"whole": whole, **parts, **{case["case"]: _edited(whole, case["edits"]) for case in refused}}
    return {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}


def _edited(text: str, edits: list[dict[str, str]]) -> str:
    for edit in edits:
        text = text.replace(edit["from"], edit["to"], 1)
    return text


def heavy() -> dict[str, bytes]:
    """Inputs by name that are as large as a file may be, each made to cost as much as it can."""
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
