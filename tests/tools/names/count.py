"""Count how functions are named: the share that begins with a verb, and the share of one-word names.

Run it from the project's folder: `python tests/tools/names/count.py [--list]`. It counts each `def` of the
package, its exporters, guides and schemas, except properties, dunder methods and overloads.
`verbs.txt` lists the verbs.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[2]
FOLDERS = ("acucontent", "exporters", "content", "schemas")
NOT_COUNTED = frozenset({"property", "cached_property", "overload", "setter"})
VERBS = frozenset((HERE / "verbs.txt").read_text().split()) | frozenset((HERE / "predicates.txt").read_text().split())
VERBS_WITH_OBJECT = frozenset((HERE / "verbs_with_object.txt").read_text().split())
"""Words that are nouns when they are the whole name: `name_point` begins with a verb, `name` does not."""


@dataclass(frozen=True)
class NamedFunction:
    """One function or method: its name, and where it is defined."""

    name: str
    file: Path
    line: int

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name, without underscores around it."""
        return tuple(self.name.strip("_").split("_"))

    @property
    def begins_with_verb(self) -> bool:
        """Whether the first word is a verb or the prefix of a predicate."""
        return self.words[0] in VERBS or (len(self.words) > 1 and self.words[0] in VERBS_WITH_OBJECT)


def find_functions(project: Path = PROJECT) -> Iterator[NamedFunction]:
    """Find every function that is counted."""
    for folder in FOLDERS:
        for file in sorted((project / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_counted(node):
                    yield NamedFunction(node.name, file.relative_to(project), node.lineno)


def _is_counted(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    if node.name.startswith("__") and node.name.endswith("__"):
        return False
    return not NOT_COUNTED & {_get_last_name(decorator) for decorator in node.decorator_list}


def _get_last_name(decorator: ast.expr) -> str:
    """Return the name of a decorator without the module or object before it."""
    return ast.unparse(decorator).partition("(")[0].rpartition(".")[2]


def measure_share(functions: list[NamedFunction]) -> tuple[float, float]:
    """Return the share of functions that begin with a verb, and the share with one-word names, each from 0 to 1."""
    verbs = sum(function.begins_with_verb for function in functions)
    one_word = sum(len(function.words) == 1 for function in functions)
    return verbs / len(functions), one_word / len(functions)


def main() -> None:
    """Print both shares; with `--list` also the functions that begin with no verb."""
    functions = list(find_functions())
    verbs, one_word = measure_share(functions)
    sys.stdout.write(f"{len(functions)} functions: {verbs:.1%} begin with a verb, {one_word:.1%} have one-word names\n")
    if "--list" in sys.argv[1:]:
        for function in functions:
            if not function.begins_with_verb:
                sys.stdout.write(f"{function.file}:{function.line}: {function.name}\n")


if __name__ == "__main__":
    main()
