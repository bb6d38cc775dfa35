"""A decision aid gives each option the same detail, and compares only counts that can be compared."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.factories import (
    DECISION_QUESTIONS,
    make_comparison,
    make_decision,
    make_decision_option,
    make_guide,
    make_reference,
)

OPTIONS = make_decision().options


def find_messages(**changes: Any) -> list[str]:
    """Return the messages of a guide whose decision aid has some changes."""
    with pytest.raises(ValidationError) as caught:
        make_guide(decision=make_decision(**changes))
    return [f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in caught.value.errors()]


def test_every_option_answers_every_question() -> None:
    """A missing answer is reported at its option, with the questions."""
    few = [{"question": question, "text": "Yes."} for question in list(DECISION_QUESTIONS)[:4]]
    option = make_decision_option().model_dump() | {"answers": few}

    assert find_messages(options=[option, *OPTIONS[1:]]) == [
        "decision.options.hum.answers: 'hum' has no answer for: effort, no-help. Answer every question for every option"
    ]


def test_an_answer_to_an_unknown_question_is_rejected() -> None:
    """An answer names a question of the decision aid."""
    option = make_decision_option({"why": "Because."})

    assert "unknown record 'why'" in find_messages(options=[option, *OPTIONS[1:]])[0].casefold()


def test_an_answer_is_short() -> None:
    """An answer of more than 45 words is rejected; citations do not count."""
    long = make_decision_option({"help": "word " * 46})
    right = make_decision_option({"help": "word " * 45 + "[@hum1999]"})

    assert find_messages(options=[long, *OPTIONS[1:]]) == [
        "decision.options.hum.answers.help.text: has 46 words, but an answer has room for 45: shorten it"
    ]
    assert make_guide(decision=make_decision(options=[right, *OPTIONS[1:]]))


@pytest.mark.parametrize("count", [2, 5])
def test_there_are_three_or_four_options(count: int) -> None:
    """Fewer or more options are rejected."""
    options = [make_decision_option(id=f"option-{number}") for number in range(count)]

    with pytest.raises(ValidationError, match="options"):
        make_decision(options=options, comparisons=[])


def test_an_option_is_not_compared_with_itself() -> None:
    """The comparator cannot be one of the arms."""
    arms = [{"option": "hum", "count": 41}, {"option": "wait", "count": 17}]

    assert "would be compared with itself" in find_messages(comparisons=[make_comparison(arms=arms)])[0]


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"checked": "unchecked"}, "checked"),
        ({"of": 50}, "of"),
        ({"arms": [{"option": "hum", "count": 101}]}, "101"),
    ],
    ids=["unchecked", "denominator", "count"],
)
def test_counts_are_checked_and_share_a_denominator(changes: dict[str, Any], match: str) -> None:
    """A comparison is checked, has one denominator, and no count above it."""
    with pytest.raises(ValidationError, match=match):
        make_comparison(**changes)


def test_a_count_is_not_surer_than_its_source() -> None:
    """A comparison cannot rest on a source that nobody checked."""
    unchecked = make_reference(checked={"how": "unchecked", "on": "2030-01-01"})

    with pytest.raises(ValidationError, match="is unchecked"):
        make_guide(references=[unchecked])


def test_missing_figures_are_explained() -> None:
    """If an option has no comparable count, a line must say so."""
    assert find_messages(no_figures=None) == [
        "decision: no comparison of a benefit has 'water': say so in no_figures, or add a comparison"
    ]


def test_both_sides_are_asked_about() -> None:
    """A decision aid without a question about harms is rejected."""
    questions = [one.model_dump() | {"about": "benefit"} for one in make_decision().questions]

    with pytest.raises(ValidationError, match="no question about a harm"):
        make_decision(questions=questions)
