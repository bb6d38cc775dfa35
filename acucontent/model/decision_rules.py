"""Rules for a decision aid: each option answers each question briefly, and counts can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from acucontent.model.decision import Decision, DecisionComparison, DecisionOption
from acucontent.model.fault import Fault
from acucontent.model.prose import Prose, Words, walk_inlines
from acucontent.model.regional import get_limits, holds_in

MAX_ANSWER_WORDS = 45
"""The most words of an answer, so that every option has the same detail and the table fits on a side of paper."""

FEWEST_OPTIONS = 3
"""The fewest options that the readers of a region can choose between."""


def find_decision_faults(decision: Any, regions: Iterable[str]) -> Iterator[Fault]:
    """Yield every broken rule about a decision aid.

    Args:
        decision: The decision aid of the guide; anything else if there is none or it is invalid.
        regions: The codes of the regions of the guide.
    """
    if not isinstance(decision, Decision):
        return
    known = tuple(regions)
    for option in decision.options:
        yield from _find_unanswered(decision, option)
        yield from _find_long_answers(option, known)
    for comparison in decision.comparisons:
        yield from _find_arms_without_contrast(comparison)
    yield from _find_few_options(decision, known)
    yield from _find_unexplained_gaps(decision)


def count_answer_words(text: Prose, region: str | None = None) -> int:
    """Count the words of an answer, without its citation marks, for one region or for all of them."""
    blocks = text.narrow(region).blocks if region else text.blocks
    return len(" ".join(one.text for one in walk_inlines(blocks) if isinstance(one, Words)).split())


def _find_unanswered(decision: Decision, option: DecisionOption) -> Iterator[Fault]:
    missing = [one for one in decision.questions.ids if one not in option.answers.ids]
    if missing:
        message = f"'{option.id}' has no answer for: {', '.join(missing)}. Answer every question for every option"
        yield Fault("missing_answer", ("decision", "options", option.id, "answers"), message)


def _find_long_answers(option: DecisionOption, regions: tuple[str, ...]) -> Iterator[Fault]:
    for answer in option.answers:
        words = max((count_answer_words(answer.text, region) for region in regions), default=0)
        if words > MAX_ANSWER_WORDS:
            path = ("decision", "options", option.id, "answers", str(answer.question), "text")
            message = f"has {words} words, but an answer has room for {MAX_ANSWER_WORDS}: shorten it"
            yield Fault("long_answer", path, message)


def _find_arms_without_contrast(comparison: DecisionComparison) -> Iterator[Fault]:
    same = comparison.comparator.option
    if same is not None and same in comparison.arms.ids:
        path = ("decision", "comparisons", comparison.id, "arms", str(same), "option")
        message = f"'{same}' is the comparator, too, so that it would be compared with itself: delete one of them"
        yield Fault("same_arm", path, message)


def _find_few_options(decision: Decision, regions: tuple[str, ...]) -> Iterator[Fault]:
    for region in regions:
        count = sum(holds_in(get_limits(one), region) for one in decision.options)
        if count < FEWEST_OPTIONS:
            message = f"has only {count} options for {region}. Expected at least {FEWEST_OPTIONS} for every region"
            yield Fault("few_options", ("decision", "options"), message)


def _find_unexplained_gaps(decision: Decision) -> Iterator[Fault]:
    """Yield a fault if an option has no comparable count of benefits or of harms and no line says so."""
    if decision.no_figures is not None:
        return
    for about in ("benefit", "harm"):
        shown = {option for one in decision.comparisons if one.about == about for option in _list_options(one)}
        missing = [option for option in decision.options.ids if option not in shown]
        if missing:
            message = f"no comparison of a {about} has '{missing[0]}': say so in no_figures, or add a comparison"
            yield Fault("no_figures", ("decision",), message)
            return


def _list_options(comparison: DecisionComparison) -> Iterator[str]:
    yield from comparison.arms.ids
    if comparison.comparator.option is not None:
        yield str(comparison.comparator.option)
