"""The templates from which `acucontent new` makes a guide or a clinic overlay, and their placeholder texts.

Every text of a template that begins with a capital or a digit is a placeholder that its writer must replace, except on
a line with the comment `# can stay`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_MARKED_LINE = re.compile(r"^[ ]*(?:- )?(.*?)[ ]+# can stay$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"[A-Z0-9][^$]*[a-z]{3}[^$]*")


def read_guide_template() -> Mapping[str, str]:
    """Return the files of the template of a guide, by name; `$id` and other names in them must be substituted."""
    folder = files("acucontent.templates") / "guide"
    parts = sorted((part for part in folder.iterdir() if part.name.endswith(".yaml")), key=lambda part: part.name)
    return {part.name: part.read_text(encoding="utf-8") for part in parts}


def read_overlay_template() -> str:
    """Return the template of a clinic overlay."""
    return (files("acucontent.templates") / "clinic.yaml").read_text(encoding="utf-8")


@cache
def list_placeholders() -> frozenset[str]:
    """Return the texts of both templates that their writer must replace, as they are in the templates."""
    return frozenset(
        text for file in (*read_guide_template().values(), read_overlay_template()) for text in _find(file)
    )


def _find(file: str) -> Iterator[str]:
    usable = {text for line in _MARKED_LINE.findall(file) for text in _walk_texts(_parse(line))}
    yield from (text for text in _walk_texts(_parse(file)) if _PLACEHOLDER.fullmatch(text) and text not in usable)


def _parse(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


def _walk_texts(value: Any) -> Iterator[str]:
    match value:
        case dict():
            yield from (text for child in value.values() for text in _walk_texts(child))
        case list():
            yield from (text for child in value for text in _walk_texts(child))
        case str():
            yield value
