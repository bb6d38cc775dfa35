"""Whatever a file holds, the answer is a guide or its problems."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acucontent.reading import GuideProblems, Problem, read_guide, read_ledger

MINIMAL = (Path(__file__).parent / "minimal_guide.yaml").read_text(encoding="utf-8")
LINES = MINIMAL.splitlines(keepends=True)

relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

SIGNS = ["", ":", "- ", "? ", "&a ", "*a", "!!int ", "<<: ", "[", "]", "{", "}", "'", '"', "|\n", ">\n", "#", "---\n"]
ODDITIES = ["\t", "~", "@", "`", "%", "\x00", "\u2028", "\u202e", "\ufeff", "<b>", "[@x]", "[a](point:BL99)"]
pieces = st.sampled_from([*SIGNS, *ODDITIES, "9" * 400, "**" * 2000])


def answer(path: Path) -> tuple[Problem, ...]:
    """What is told of a guide; nothing when it is read."""
    try:
        read_guide(path)
    except GuideProblems as error:
        return error.problems
    return ()


@relaxed
@given(content=st.binary(max_size=200), suffix=st.sampled_from(["yaml", "yml", "json"]))
def test_any_bytes_are_answered(content: bytes, suffix: str, tmp_path: Path) -> None:
    """Nothing but problems comes of bytes that are no guide."""
    path = tmp_path / f"guide.{suffix}"
    path.write_bytes(content)

    assert answer(path)


@relaxed
@given(content=st.text(max_size=200))
def test_any_text_is_answered(content: str, tmp_path: Path) -> None:
    """Nothing but problems comes of a text that is no guide or ledger."""
    for name in ("guide.yaml", "guide.json"):
        (tmp_path / name).write_bytes(content.encode("utf-8", "surrogatepass"))
        assert answer(tmp_path / name)
    with pytest.raises(GuideProblems):
        read_ledger(tmp_path / "guide.yaml")


@relaxed
@given(place=st.integers(0, len(MINIMAL)), length=st.integers(0, 30), piece=pieces | st.text(max_size=5))
def test_a_damaged_guide_is_answered(place: int, length: int, piece: str, tmp_path: Path) -> None:
    """A guide with a piece cut out and another put in is a guide, or has problems on lines that it has."""
    text = MINIMAL[:place] + piece + MINIMAL[place + length :]
    (tmp_path / "guide.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))

    for problem in answer(tmp_path / "guide.yaml"):
        assert problem.line is None or problem.line <= len(text.splitlines()) + 1
        assert problem.excerpt() or problem.line is None
        assert str(problem).isprintable()


@relaxed
@given(order=st.lists(st.sampled_from(LINES), max_size=40))
def test_shuffled_lines_are_answered(order: list[str], tmp_path: Path) -> None:
    """Lines of a guide in any order are a guide, or have problems."""
    (tmp_path / "guide.yaml").write_text("".join(order), encoding="utf-8")

    assert answer(tmp_path / "guide.yaml")
