"""Tables have short heads and short certainties, and long texts are not in tables."""

from __future__ import annotations

import pytest

from acucontent.document.blocks import Facts, ListBlock, Table
from acucontent.document.compose.writer import Writer
from acucontent.document.document import Document
from acucontent.document.labels import layer_labels
from acucontent.document.traversal import walk_blocks
from acucontent.edition import Edition
from acucontent.model.evidence import Certainty, CertaintyLevel
from acucontent.model.plain_text import flatten
from tests.document.reading_order import find_section
from tests.factories import make_costs, make_coverage, make_evidence, make_guide, make_recommendation

GRADES: list[tuple[list[CertaintyLevel], str]] = [
    (["low"], "low"),
    (["low", "low"], "low"),
    (["low or very low"], "low or very low"),
    (["low", "low or very low"], "low to very low"),
    (["very low", "moderate"], "moderate to very low"),
    (["not graded", "high"], "not graded; high"),
    (["not graded"], "not graded"),
]


def test_heads_are_short(complete: Document) -> None:
    """A head has at most four words, and a table seven or two a column, because screen readers repeat them."""
    heads = {
        block.id: [flatten(column.head).split() for column in block.columns]
        for section in complete.sections
        for block in walk_blocks((section,))
        if isinstance(block, Table)
    }

    assert len(heads) > 5
    for table, words in heads.items():
        assert max(map(len, words)) <= 4, table
        assert sum(map(len, words)) <= max(7, 2 * len(words)), table


@pytest.mark.parametrize(("levels", "expected"), GRADES)
def test_certainties_are_summarized(levels: list[CertaintyLevel], expected: str) -> None:
    """Several certainties become one level or a range from the highest to the lowest."""
    guide = make_guide()
    writer = Writer(guide, guide.regions[0], layer_labels(guide, guide.regions[0], "en-US"), "en-US")
    graders = [None if level == "not graded" else "a panel" for level in levels]
    graded = [Certainty(level=level, graded_by=grader) for level, grader in zip(levels, graders, strict=True)]

    assert flatten(writer.summarize_certainties(graded)) == expected


@pytest.mark.parametrize("path", ["evidence.recommendations.guild-1998", "costs.coverage.insurer"])
def test_recommendations_and_coverage_are_not_in_tables(path: str) -> None:
    """Lists stay lists, and only short texts are facts."""
    listed = "For some people:\n\n- those who hum\n- those who sing"
    guide = make_guide(
        evidence=make_evidence(recommendations=[make_recommendation(id="guild-1998", statement=listed)]),
        costs=make_costs(coverage=[make_coverage(id="insurer", who_qualifies=listed)]),
    )
    section = find_section(Edition.of(guide).document, path)
    facts = [block for block in section.blocks if isinstance(block, Facts)]

    assert any(isinstance(block, ListBlock) for block in section.blocks)
    assert [len(each.rows) for each in facts] == [2]
    assert all(len(flatten(fact.value)) < 80 for fact in facts[0].rows)
