"""Choices and prints for the tests of what the desk keeps."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from acucontent.clinic import Clinic, Overlay
from acucontent.desk.choices import SheetChoice
from acucontent.desk.storage import NewPrint, PrintedSheet, Store
from acucontent.model.guide import Guide
from tests.factories import make_guide

DAY = datetime.date(2026, 3, 4)


def make_choice(**changes: Any) -> SheetChoice:
    """Return a choice of two sheets; an argument replaces a field."""
    usual: dict[str, Any] = {
        "guide": "hiccups",
        "handouts": ("first-visit", "aftercare"),
        "region": "US",
        "language": "en",
    }
    return SheetChoice(**{**usual, **changes})


def make_sheet(handout: str = "first-visit", **changes: Any) -> PrintedSheet:
    """Return a sheet of a print."""
    usual: dict[str, Any] = {
        "handout": handout,
        "title": handout.replace("-", " ").capitalize(),
        "pages": 2,
        "content_hash": "ABCD-1234",
        "blank_sha256": "0" * 64,
    }
    return PrintedSheet(**{**usual, **changes})


def make_overlay(name: str = "Example Clinic", logo: bytes | None = None) -> Overlay:
    """Return the overlay of a clinic."""
    return Overlay(Clinic(name=name), logo)


def make_print(**changes: Any) -> NewPrint:
    """Return a print to be recorded; an argument replaces a field."""
    choice = changes.pop("choice", None) or make_choice()
    day = changes.pop("day", DAY)
    usual: dict[str, Any] = {
        "action": "print",
        "choice": choice,
        "sheets": tuple(make_sheet(each) for each in choice.handouts),
        "guide": changes.pop("guide", None) or make_guide(),
        "overlay": None,
        "at": datetime.datetime.combine(day, datetime.time(15, 30), datetime.UTC),
        "day": day,
        "made_for": day,
        "filled": False,
    }
    return NewPrint(**{**usual, **changes})


def write_prints(folder: Path, prints: int, name: str, guide: Guide) -> None:
    """Add prints and replace sets; print a line after each.

    Args:
        folder: The folder of the desk.
        prints: How many prints are added.
        name: A name that no other process uses.
        guide: The guide of each print.
    """
    with Store.open(folder) as store:
        assert store.notices.messages == ()
        for number in range(prints):
            new = make_print(guide=guide, overlay=make_overlay(f"Clinic {number}"))
            assert store.record.add(new) is not None
            store.sets.save(f"Set {name} {number}", make_choice())
            print(number, flush=True)  # noqa: T201 - read by the test
