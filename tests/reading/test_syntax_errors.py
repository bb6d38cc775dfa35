"""Text that is not valid YAML or JSON gets our own messages, whichever parser reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from yaml.scanner import ScannerError

from acucontent.reading import yaml_tree
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.source_text import SourceText
from acucontent.reading.syntax_errors import describe_yaml_error
from acucontent.reading.yaml_tree import MAX_DEPTH

MISALIGNED = "does not line up with the lines above: check the indentation and the quotes"
NO_ESCAPE = "is an unknown escape: write '\\\\' for a backslash, or use single quotes"


def report(name: str, text: str) -> list[tuple[str, int | None, str]]:
    """Return the code, column and message of each problem of a text."""
    problems = ProblemCollector()
    yaml_tree.build_tree(SourceText(name, text), (), problems)
    return [(problem.code, problem.column, problem.message) for problem in problems.make_error(str).problems]


@pytest.mark.parametrize("loader", [yaml_tree.Loader, yaml.SafeLoader], ids=["usual", "python"])
@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        pytest.param("a: - b", 4, "'- ' is not allowed here: begin the list on a line of its own", id="dash"),
        pytest.param("a: ? b", 4, "'? ' is not allowed here: put the text in quotes", id="question"),
        pytest.param("a: 'x' b", 8, MISALIGNED, id="after-quote"),
        pytest.param("- a: 1\nb: c", 1, "does not line up with the list above: begin the item with '- '", id="item"),
        pytest.param("a: 1\nbcd\n", 1, "has no ':' after the key", id="no-colon"),
        pytest.param("a: 'b\n", 4, "the quote that opens here is never closed", id="open-quote"),
        pytest.param('a: "b\\q"', 6, NO_ESCAPE, id="escape"),
        pytest.param('a: "\\u12"', 5, NO_ESCAPE, id="short-escape"),
        pytest.param("a: {b: c", 4, "the mapping that opens here is never closed", id="open-mapping"),
        pytest.param("a: |x\n  b", 4, "after '|' the text begins on the next line", id="block"),
        pytest.param("a: !e!x y", 4, "a text that begins with '!' must be in quotes", id="tag"),
        pytest.param("a: `b`", 4, "'`' cannot begin a text: put the text in quotes", id="backtick"),
        pytest.param(
            "a: b\n...\nc", 1, "'c' is not expected here: check the indentation and the quotes", id="after-end"
        ),
    ],
)
def test_each_parser_gives_the_same_message(
    loader: Any, text: str, column: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Errors of YAML have the same message and place with libyaml and without it."""
    monkeypatch.setattr(yaml_tree, "Loader", loader)

    ((code, at, actual),) = report("a.yaml", text)

    assert (code, at) == ("syntax", column)
    assert actual.startswith(f"is not YAML: {message}")


def test_the_words_of_the_parser_are_never_shown() -> None:
    """An unknown error of the parser gets our own message."""
    mark = yaml.Mark("", 3, 0, 3, None, None)
    error = ScannerError("in some new context", mark, "some new problem", mark)

    assert describe_yaml_error(SourceText("a.yaml", "a: ~"), error, 0)[1].startswith("is not YAML: '~' is not expected")


@pytest.mark.parametrize("loader", [yaml_tree.Loader, yaml.SafeLoader], ids=["usual", "python"])
@pytest.mark.parametrize("text", ["[" * 5_000, "- " * 5_000, "{a: " * 5_000, "{" * 5_000, "? " * 5_000])
def test_deep_nesting_is_reported_by_our_own_limit(loader: Any, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nesting limit of the parser itself is never reported."""
    monkeypatch.setattr(yaml_tree, "Loader", loader)

    assert report("a.yaml", text)[-1][2] == f"is nested deeper than {MAX_DEPTH} levels"


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        pytest.param('{"a": [1, 2,]}', 12, "no ',' is allowed after the last item", id="comma-in-list"),
        pytest.param('{"a": 1, }', 8, "no ',' is allowed after the last item", id="comma-in-mapping"),
        pytest.param('{"a": 1', 8, "the text ends too early: close every quote, '[' and '{'", id="open"),
        pytest.param('{"a": "1', 7, "the quote that opens here is never closed", id="open-quote"),
        pytest.param('{"a": "1\n"}', 9, "a text has a line break or a control character", id="line-break"),
        pytest.param('{"a": 1 "b": 2}', 9, "expected ',' before this text", id="no-comma"),
        pytest.param("{'a': 1}", 2, "''' is not expected here: check the quotes, commas and brackets", id="quotes"),
        pytest.param('{"a": 1} x', 10, "'x' is not expected here: check the quotes, commas and brackets", id="more"),
    ],
)
def test_each_error_of_json_is_described_at_its_place(text: str, column: int, message: str) -> None:
    """The message depends only on the text, so it is the same in each version of Python."""
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)

    ((code, at, actual),) = report("a.json", text)

    assert (code, at) == ("syntax", column)
    assert actual.startswith(f"is not JSON: {message}")
