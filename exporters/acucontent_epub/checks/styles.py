"""Parsed style sheets: rules with their selectors, declarations and media conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

_GROUPS = ("media", "supports", "layer", "container", "scope")
"""At-rules that contain other rules."""


@dataclass(frozen=True)
class Declaration:
    """One property with its value, as written."""

    name: str
    value: str
    important: bool = False


@dataclass(frozen=True)
class Rule:
    """One rule. For an at-rule without inner rules, the selector is its name, such as `@font-face`."""

    location: str
    selector: str
    declarations: tuple[Declaration, ...]
    media: str = ""
    """The condition of the `@media` rule around it; empty if there is none."""

    def get_value(self, *names: str) -> str:
        """Return the last value of any of these properties, or an empty string."""
        return next((each.value for each in reversed(self.declarations) if each.name in names), "")


def parse_rules(name: str, css: str) -> Iterator[Rule]:
    """Yield the rules of a style sheet, in order."""
    yield from _walk_rules(name, tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), "")


def parse_inline_style(page: str, style: str) -> Rule:
    """Return the `style` attribute of an element as a rule."""
    return Rule(page, "style", tuple(parse_declarations(style)))


def parse_declarations(css: str | Sequence[Any]) -> Iterator[Declaration]:
    """Yield the declarations in a block."""
    for node in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield Declaration(node.lower_name, tinycss2.serialize(node.value).strip(), node.important)


def _walk_rules(name: str, nodes: Sequence[Any], media: str) -> Iterator[Rule]:
    for node in nodes:
        where = f"{name}:{node.source_line}"
        if node.type == "qualified-rule":
            selector = tinycss2.serialize(node.prelude).strip()
            yield Rule(where, selector, tuple(parse_declarations(node.content)), media)
        elif node.type == "at-rule" and node.lower_at_keyword in _GROUPS and node.content is not None:
            condition = tinycss2.serialize(node.prelude).strip() if node.lower_at_keyword == "media" else media
            inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _walk_rules(name, inner, condition)
        elif node.type == "at-rule":
            yield Rule(where, f"@{node.lower_at_keyword}", tuple(parse_declarations(node.content or ())), media)
