"""Reading any file gives a guide or a list of problems."""

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


def read_and_check(path: Path) -> tuple[Problem, ...]:
    """Read a guide and return its problems, after checking that each has a valid place."""
    try:
        read_guide(path)
    except GuideProblems as error:
        return error.problems
    return ()


@relaxed
@given(content=st.binary(max_size=200), suffix=st.sampled_from(["yaml", "yml", "json"]))
def test_any_bytes_give_problems(content: bytes, suffix: str, tmp_path: Path) -> None:
    """Bytes that are not a guide give problems, never another error."""
    path = tmp_path / f"guide.{suffix}"
    path.write_bytes(content)

    assert read_and_check(path)


@relaxed
@given(content=st.text(max_size=200))
def test_any_text_gives_problems(content: str, tmp_path: Path) -> None:
    """Text that is not a guide or ledger gives problems, never another error."""
    for name in ("guide.yaml", "guide.json"):
        (tmp_path / name).write_bytes(content.encode("utf-8", "surrogatepass"))
        assert read_and_check(tmp_path / name)
    with pytest.raises(GuideProblems):
        read_ledger(tmp_path / "guide.yaml")


@relaxed
@given(place=st.integers(0, len(MINIMAL)), length=st.integers(0, 30), piece=pieces | st.text(max_size=5))
def test_a_damaged_guide_gives_a_guide_or_problems(place: int, length: int, piece: str, tmp_path: Path) -> None:
    """A guide with a replaced piece is valid, or has problems on lines that exist."""
    text = MINIMAL[:place] + piece + MINIMAL[place + length :]
    (tmp_path / "guide.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))

    for problem in read_and_check(tmp_path / "guide.yaml"):
        assert problem.line is None or problem.line <= len(text.splitlines()) + 1
        assert problem.format_excerpt() or problem.line is None
        assert str(problem).isprintable()


@relaxed
@given(order=st.lists(st.sampled_from(LINES), max_size=40))
def test_shuffled_lines_give_a_guide_or_problems(order: list[str], tmp_path: Path) -> None:
    """The lines of a guide in any order are valid, or give problems."""
    (tmp_path / "guide.yaml").write_text("".join(order), encoding="utf-8")

    assert read_and_check(tmp_path / "guide.yaml")
