"""The selection of options that a decision aid shows: at least two, one of which is no new treatment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from acucontent.errors import AcucontentError
from acucontent.model.base import NoSuchRecord
from acucontent.model.decision import DecisionOption
from acucontent.model.guide import Guide
from acucontent.model.handouts import Handout
from acucontent.model.regional import get_limits, holds_in
from acucontent.model.suggestions import describe_unknown

FEWEST_SELECTED = 2
"""The fewest options that a decision aid shows: with fewer there is nothing to choose."""

_GRID_PATHS = ("decision", "decision.options")
"""The paths with which a handout includes the options side by side."""


class BadDecisionOptions(AcucontentError, ValueError):
    """The options of a decision cannot be selected in this way."""


def has_selectable_options(handout: Handout) -> bool:
    """Return whether the options that a handout shows can be selected.

    Volumes always show all options, because their other parts describe all of them.
    """
    return not handout.is_volume and any(path in _GRID_PATHS for path in handout.include)


def select_decision_options(guide: Guide, handout: Handout, region: str, selected: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of selected options in the order of the guide; none if they are all options of the region.

    A balanced aid lets people choose to start nothing new (IPDAS; Joseph-Williams 2014,
    doi:10.1177/0272989X13501721), so that this option cannot be left out.

    Args:
        guide: The guide.
        handout: One of its handouts.
        region: The code of a region of the guide.
        selected: The ids of the options to show, in any order; none for all of them.

    Raises:
        BadDecisionOptions: The handout shows no options or always all of them, the region does not have an option, or
            what remains is no balanced choice.
        NoSuchRecord: The guide has no such option.
        TypeError: `selected` is a text and not a list.
    """
    if isinstance(selected, str):
        raise TypeError('decision_options must be a list of ids, such as ["acupuncture", "no-treatment"]')
    wanted = set(selected)
    if not wanted:
        return ()
    options = _list_options(guide, handout)
    known = [one.id for one in options]
    for key in sorted(wanted.difference(known)):
        raise NoSuchRecord(describe_unknown("decision option", key, known))
    here = [one for one in options if holds_in(get_limits(one), region)]
    _check_region(sorted(wanted.difference(one.id for one in here)), here, region)
    _check_balance([one for one in here if one.id in wanted], here)
    return () if len(wanted) == len(here) else tuple(one.id for one in here if one.id in wanted)


def _list_options(guide: Guide, handout: Handout) -> tuple[DecisionOption, ...]:
    """Return all options of a guide.

    Raises:
        BadDecisionOptions: The options that the handout shows cannot be selected.
    """
    aids = [one.id for one in guide.handouts if guide.decision and has_selectable_options(one)]
    if guide.decision is None or not aids:
        raise BadDecisionOptions(f"Guide '{guide.id}' has no decision aid, so no decision options can be selected.")
    if handout.id not in aids:
        reason = "always shows all decision options" if handout.is_volume else "shows no decision options"
        raise BadDecisionOptions(f"Handout '{handout.id}' {reason}. Options can be selected for: {', '.join(aids)}")
    return tuple(guide.decision.options)


def _check_region(missing: list[str], here: Iterable[DecisionOption], region: str) -> None:
    if missing:
        names = ", ".join(one.id for one in here)
        raise BadDecisionOptions(
            f"Decision option '{missing[0]}' is not available in region {region}. Decision options: {names}"
        )


def _check_balance(selected: list[DecisionOption], here: list[DecisionOption]) -> None:
    untreated = list(_list_untreated(here))
    if untreated and not list(_list_untreated(selected)):
        raise BadDecisionOptions(
            "A balanced decision aid shows the option of no new treatment (IPDAS). To fix it, also select: "
            f"{' or '.join(untreated)}"
        )
    if len(selected) < FEWEST_SELECTED:
        others = " or ".join(one.id for one in here if one not in selected)
        raise BadDecisionOptions(
            f"A decision aid shows at least {FEWEST_SELECTED} options, but only '{selected[0].id}' was selected. "
            f"To fix it, also select: {others}"
        )


def _list_untreated(options: Iterable[DecisionOption]) -> Iterator[str]:
    """Yield the ids of the options of no new treatment."""
    return (one.id for one in options if one.no_new_treatment)
