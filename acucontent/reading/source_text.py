"""Read the text of a file, and find the line and column of an index in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from acucontent.model.paths import Path, format_path
from acucontent.problems import MAX_MESSAGE, Problem, escape_unprintable
from acucontent.reading.collected_problems import ProblemCollector

MAX_BYTES = 1_000_000
"""The largest file that is read, in bytes."""

JSON_TEXT = "<json>"
YAML_TEXT = "<yaml>"
"""The names of texts that are not in a file."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Matches a character that YAML 1.2 does not allow in a document (section 5.1)."""
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class SourceText:
    """The text of a file, and the name that messages give the file."""

    name: str
    text: str = ""

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, in which `null` is a value and escapes are those of JSON."""
        return self.name.lower().endswith((".json", JSON_TEXT))

    @cached_property
    def _starts(self) -> list[int]:
        """The index at which each line starts. Rarer line ends of YAML 1.1 are not counted, as in editors."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    @cached_property
    def _lines(self) -> list[str]:
        """The lines without their ends."""
        return _LINE_END.split(self.text)

    def get_line_number(self, index: int) -> int:
        """Return the number of the line, from 0, that has an index."""
        return bisect_right(self._starts, index) - 1

    def find_line_start(self, line: int) -> int:
        """Return the index of the first character of a line, numbered from 0, that is not a space."""
        number = min(line, len(self._lines) - 1)
        text = self._lines[number]
        return self._starts[number] + len(text) - len(text.lstrip())

    def find_line_end(self, line: int) -> int:
        """Return the index at which the next line starts; 0 for the line before the first."""
        if line < 0:
            return 0
        return self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)

    def make_problem(self, code: str, index: int | None, path: Path, message: str) -> Problem:
        """Return a problem at an index of the text; without an index, a problem of the whole file."""
        message = message if len(message) <= MAX_MESSAGE else f"{message[: MAX_MESSAGE - 1]}…"
        if index is None:
            return Problem(code, self.name, None, None, shorten_path(path), message)
        line, column, text = self.find_position(index)
        return Problem(code, self.name, line, column, shorten_path(path), message, text)

    def find_position(self, index: int) -> tuple[int, int, str]:
        """Return the line and column of an index, both from 1, and the text of the line."""
        line = self.get_line_number(min(index, len(self.text)))
        return line + 1, index - self._starts[line] + 1, self._lines[line]


def shorten_path(path: Path) -> str:
    """Return a path with long keys cut and unprintable characters escaped: a key may be any text."""
    return format_path(step if isinstance(step, int) else escape_unprintable(step[:80]) for step in path)


def format_file_name(file: Traversable, folder: Traversable | None = None) -> str:
    """Return the name that messages give a file."""
    if isinstance(file, FilePath) or folder is None:
        return str(file) if isinstance(file, FilePath) else file.name
    return f"{folder.name}/{file.name}"


def read_source_text(file: Traversable, name: str, path: Path, problems: ProblemCollector) -> SourceText | None:
    """Return the text of a file; None if it cannot be read, which is reported."""
    problems.register_file(name)
    source = SourceText(name)
    try:
        if not file.is_file():
            problems.add(source.make_problem("not-a-file", None, path, "is not a regular file"))
            return None
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.add(source.make_problem("unreadable", None, path, f"cannot be read: {reason}"))
        return None
    return decode_source_text(content, name, path, problems)


def decode_source_text(content: bytes, name: str, path: Path, problems: ProblemCollector) -> SourceText | None:
    """Return the text of a file's content; None if it is too large or not UTF-8, which is reported."""
    if len(content) > MAX_BYTES:
        problems.add(SourceText(name).make_problem("too-large", None, path, "is larger than 1 MB: split it"))
        return None
    mark = len(_BOM) if content.startswith(_BOM) else 0
    try:
        source = SourceText(name, content[mark:].decode("utf-8"))
    except UnicodeDecodeError as error:
        source = SourceText(name, content[mark:].decode("utf-8", "replace"))
        index = len(content[mark : mark + error.start].decode("utf-8", "replace"))
        message = (
            f"is not UTF-8: byte 0x{error.object[error.start]:02X} at offset {error.start + mark}. "
            "Save the file as UTF-8"
        )
        problems.add(source.make_problem("not-utf-8", index, path, message))
        return None
    return source if _check_printable(source, path, problems) else None


def _check_printable(source: SourceText, path: Path, problems: ProblemCollector) -> bool:
    """Report the first unprintable character of each line; return whether there is none."""
    reported = -1
    for found in _UNPRINTABLE.finditer(source.text):
        line = source.get_line_number(found.start())
        if problems.is_full:
            break
        if line != reported:
            reported = line
            message = f"has an unprintable character (U+{ord(found.group()):04X}): delete it"
            problems.add(source.make_problem("unprintable", found.start(), path, message))
    return reported == -1
