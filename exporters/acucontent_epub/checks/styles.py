"""Style sheets taken apart: each rule with its selector, its declarations and when it applies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

_GROUPS = ("media", "supports", "layer", "container", "scope")
"""At-rules that hold rules."""


@dataclass(frozen=True)
class Declaration:
    """One property and its value, as it is written."""

    name: str
    value: str
    important: bool = False


@dataclass(frozen=True)
class Rule:
    """One rule; an at-rule that is no group has its name as selector, such as `@keyframes`."""

    where: str
    selector: str
    declarations: tuple[Declaration, ...]
    media: str = ""
    """The condition of the `@media` around it; empty where it always applies."""

    def value(self, *names: str) -> str:
        """The last value of any of these properties; empty when it has none."""
        return next((each.value for each in reversed(self.declarations) if each.name in names), "")


def rules(name: str, css: str) -> Iterator[Rule]:
    """The rules of a style sheet, in order."""
    yield from _rules(name, tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), "")


def inline_rule(page: str, style: str) -> Rule:
    """What an element says of its own style."""
    return Rule(page, "style", tuple(declarations(style)))


def declarations(css: str | Sequence[Any]) -> Iterator[Declaration]:
    """The declarations in a block."""
    for node in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield Declaration(node.lower_name, tinycss2.serialize(node.value).strip(), node.important)


def _rules(name: str, nodes: Sequence[Any], media: str) -> Iterator[Rule]:
    for node in nodes:
        where = f"{name}:{node.source_line}"
        if node.type == "qualified-rule":
            selector = tinycss2.serialize(node.prelude).strip()
            yield Rule(where, selector, tuple(declarations(node.content)), media)
        elif node.type == "at-rule" and node.lower_at_keyword in _GROUPS and node.content is not None:
            condition = tinycss2.serialize(node.prelude).strip() if node.lower_at_keyword == "media" else media
            inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(name, inner, condition)
        elif node.type == "at-rule":
            yield Rule(where, f"@{node.lower_at_keyword}", tuple(declarations(node.content or ())), media)
