"""What was chosen, in words, as the main page names it."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.desk.choices import SheetChoice
from acucontent.desk.desk import Desk
from acucontent.desk.web.catalog import name_languages
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide

_PAPERS = {"letter": "Letter paper", "a4": "A4 paper"}


def describe_choice(desk: Desk, choice: SheetChoice) -> Iterator[str]:
    """Yield the region, the language and each option that is not the usual one."""
    yield _name_region(desk, choice)
    yield _name_language(desk, choice.language)
    if choice.paper:
        yield _PAPERS[choice.paper]
    if choice.large_print:
        yield "large print"
    if choice.grey:
        yield "shades of grey"
    if choice.decision_options:
        yield f"options: {', '.join(choice.decision_options)}"


def _name_region(desk: Desk, choice: SheetChoice) -> str:
    """Return the name of a region; its code if no installed guide has it."""
    names = {each.code: each.name for guide in _list_guides(desk) for each in guide.regions}
    return names.get(choice.region, choice.region)


def _name_language(desk: Desk, language: str) -> str:
    """Return the name of a language, with its region if the guides have the language of several."""
    return name_languages([*(tag for guide in _list_guides(desk) for tag in guide.languages), language])[language]


def _list_guides(desk: Desk) -> Iterator[Guide]:
    """Yield the installed guides that can be read."""
    for key in desk.shelf.ids:
        try:
            yield desk.shelf.get(key)
        except AcucontentError:
            continue
