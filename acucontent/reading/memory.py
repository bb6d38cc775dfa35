"""Read a guide from memory instead of files: from text, bytes or plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from acucontent.model.guide import Guide
from acucontent.model.plain_data import encode_json
from acucontent.problems import GuideProblems
from acucontent.reading import guide_files
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.reader import read_record
from acucontent.reading.source_text import JSON_TEXT, YAML_TEXT

_JSON_START = re.compile(rb"(\xef\xbb\xbf)?\s*\{\s*[\"}]")
_DATA = "<data>"


def loads(data: str | bytes | Mapping[str, Any]) -> Guide:
    """Read a guide from JSON or YAML text, or from plain data such as `json.loads` and `Guide.model_dump` return.

    Text that begins with `{"` is read as JSON, any other as YAML.

    Raises:
        GuideProblems: The guide has problems. The error holds all that were found: those in text with their line and
            column, those in plain data, which has no lines, with their path.
        TypeError: The data is neither text, bytes nor a mapping.
    """
    if isinstance(data, Mapping):
        return _read_plain(data)
    if not isinstance(data, str | bytes | bytearray | memoryview):
        raise TypeError(f"expected str, bytes or a mapping, got {type(data).__name__}")
    content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
    return _read_text(content, JSON_TEXT if _JSON_START.match(content) else YAML_TEXT)


def _read_text(content: bytes, name: str) -> Guide:
    problems = ProblemCollector()
    return read_record(guide_files.parse_document(content, name, problems), Guide, problems)


def _read_plain(data: Mapping[str, Any]) -> Guide:
    """Read plain data as JSON text; its problems have no lines."""
    content = encode_json(data, _DATA).encode("utf-8", "backslashreplace")  # escapes half of a surrogate pair as JSON
    try:
        return _read_text(content, JSON_TEXT)
    except GuideProblems as error:
        problems = error.problems
    raise GuideProblems(replace(each, file=_DATA, line=None, column=None, source_line=None) for each in problems)
