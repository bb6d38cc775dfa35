"""The text of one file, and the way from a place in it to a line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from acucontent.model.paths import Path, format_path
from acucontent.reading.problems import LONGEST_MESSAGE, Findings, Problem, visible

MAX_BYTES = 1_000_000
"""The largest file that is read."""

JSON_TEXT = "<json>"
YAML_TEXT = "<yaml>"
"""The names of texts that come from no file."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.2 does not allow in a document, section 5.1."""
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Source:
    """A file as its user names it, and its text."""

    name: str
    text: str = ""

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, where `null` is a value and quoted text is unescaped as JSON has it."""
        return self.name.lower().endswith((".json", JSON_TEXT))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line starts. Lines end as in editors; YAML 1.1 knows rarer ends, which no editor counts."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    @cached_property
    def _lines(self) -> list[str]:
        """The lines, held once: many problems may stand in one line."""
        return _LINE_END.split(self.text)

    def line_of(self, index: int) -> int:
        """The number of the line, from 0, in which a place lies."""
        return bisect_right(self._starts, index) - 1

    def start_of(self, line: int) -> int:
        """The place of the first character of a line, numbered from 0, that is no space."""
        number = min(line, len(self._lines) - 1)
        text = self._lines[number]
        return self._starts[number] + len(text) - len(text.lstrip())

    def problem(self, code: str, index: int | None, path: Path, message: str) -> Problem:
        """A problem of this file, at a place in its text or with the file as a whole."""
        message = message if len(message) <= LONGEST_MESSAGE else f"{message[: LONGEST_MESSAGE - 1]}…"
        if index is None:
            return Problem(code, self.name, None, None, shorten_path(path), message)
        line, column, text = self.spot(index)
        return Problem(code, self.name, line, column, shorten_path(path), message, text)

    def spot(self, index: int) -> tuple[int, int, str]:
        """The line and column of a place, both from 1, and the text of that line."""
        line = self.line_of(min(index, len(self.text)))
        return line + 1, index - self._starts[line] + 1, self._lines[line]


def shorten_path(path: Path) -> str:
    """Return a path with long keys cut and unprintable characters escaped: a key may be any text."""
    return format_path(step if isinstance(step, int) else visible(step[:80]) for step in path)


def named(file: Traversable, folder: Traversable | None = None) -> str:
    """A file as its user would name it."""
    if isinstance(file, FilePath) or folder is None:
        return str(file) if isinstance(file, FilePath) else file.name
    return f"{folder.name}/{file.name}"


def read(file: Traversable, name: str, path: Path, findings: Findings) -> Source | None:
    """The text of a file, or none when it has a problem that keeps it from being read as text."""
    findings.open(name)
    source = Source(name)
    try:
        if not file.is_file():
            findings.add(source.problem("not-a-file", None, path, "is not a regular file"))
            return None
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        findings.add(source.problem("unreadable", None, path, f"cannot be read: {reason}"))
        return None
    return decode(content, name, path, findings)


def decode(content: bytes, name: str, path: Path, findings: Findings) -> Source | None:
    """Return the text of a file's content, or none when it is too large or no text."""
    if len(content) > MAX_BYTES:
        findings.add(Source(name).problem("too-large", None, path, "is larger than 1 MB: split it"))
        return None
    mark = len(_BOM) if content.startswith(_BOM) else 0
    try:
        source = Source(name, content[mark:].decode("utf-8"))
    except UnicodeDecodeError as error:
        source = Source(name, content[mark:].decode("utf-8", "replace"))
        index = len(content[mark : mark + error.start].decode("utf-8", "replace"))
        message = (
            f"is not UTF-8: byte 0x{error.object[error.start]:02X} at offset {error.start + mark}. "
            "Save the file as UTF-8"
        )
        findings.add(source.problem("not-utf-8", index, path, message))
        return None
    return source if _is_printable(source, path, findings) else None


def _is_printable(source: Source, path: Path, findings: Findings) -> bool:
    """Whether the text holds only what YAML allows; tells the first unprintable character of each line."""
    told = -1
    for found in _UNPRINTABLE.finditer(source.text):
        line = source.line_of(found.start())
        if findings.full:
            break
        if line != told:
            told = line
            message = f"has an unprintable character (U+{ord(found.group()):04X}): delete it"
            findings.add(source.problem("unprintable", found.start(), path, message))
    return told == -1
