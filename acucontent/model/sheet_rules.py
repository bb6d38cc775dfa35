"""Rules for sheets: each record that a sheet lists has a short form, and each sheet has a situation and a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from acucontent.model.base import Record
from acucontent.model.fault import Fault
from acucontent.model.handouts import Handout
from acucontent.model.paths import Path, format_path
from acucontent.model.short_text import MAX_MESSAGE_WORDS, MAX_SHORT_WORDS
from acucontent.model.situations import SITUATIONS
from acucontent.model.volumes import is_reference_only


def find_sheet_faults(values: Iterable[tuple[Path, Any]]) -> Iterator[Fault]:
    """Yield every sheet without a situation or message, and every record of a sheet without a short form.

    Args:
        values: The values of a guide, each with its path.
    """
    records = [(path, value) for path, value in values if isinstance(value, Record)]
    sheets = [(path, value) for path, value in records if isinstance(value, Handout) and value.kind == "sheet"]
    for path, sheet in sheets:
        yield from _find_missing_fields(path, sheet)
    for path, record in records:
        if not _lacks_short(record):
            continue
        including = next((sheet for _, sheet in sheets if _includes(sheet, path)), None)
        if including is not None:
            message = (
                f"'{format_path(path)}' has no short form, but the sheet '{including.id}' includes it: "
                f"add short, at most {MAX_SHORT_WORDS} words"
            )
            yield Fault("short_missing", path, message)


def _find_missing_fields(path: Path, sheet: Handout) -> Iterator[Fault]:
    if sheet.situation is None:
        choices = ", ".join(SITUATIONS)
        yield Fault("sheet", path, f"the sheet '{sheet.id}' has no situation: add one of: {choices}")
    if sheet.message is None:
        message = f"the sheet '{sheet.id}' has no message: add the one message to remember"
        yield Fault("sheet", path, f"{message}, at most {MAX_MESSAGE_WORDS} words")


def _includes(sheet: Handout, path: Path) -> bool:
    place = format_path(path)
    return any(place == each or place.startswith(f"{each}.") for each in sheet.include)


def _lacks_short(record: Record) -> bool:
    has_field = "short" in type(record).model_fields
    return has_field and getattr(record, "short") is None and not is_reference_only(record)  # noqa: B009 - as above
