"""The chosen sheets as a person sees them before printing: pictures of the pages, and their text."""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from acucontent.desk.choices import InvalidChoice, PatientWords, SheetChoice
from acucontent.desk.desk import Desk
from acucontent.desk.sheets import InvalidWords, Sheet
from acucontent.desk.web.catalog import Catalog
from acucontent.desk.web.form import Draft
from acucontent.desk.web.reasons import explain_words
from acucontent.desk.web.seen import format_seen, list_changed, list_sources
from acucontent.errors import AcucontentError
from acucontent.model.decision_selection import FEWEST_SELECTED
from acucontent.reading import GuideProblems
from acucontent.rendering.service import TimeLimitExceeded

MAX_DRAWN = 8
"""The most pages of a sheet that are drawn; a booklet has more."""

_NO_WORDS = PatientWords()
_THREADS = 4


class Disconnected(AcucontentError, RuntimeError):
    """The browser does not wait for the pages any more."""


@dataclass(frozen=True)
class PageView:
    """The picture of a page."""

    number: int
    address: str = field(repr=False)
    """The picture as an address with its data, so that no address leads to it."""
    width: int
    height: int


@dataclass(frozen=True)
class SheetView:
    """A sheet before printing, or the reason why there is none."""

    key: str
    title: str
    pages: tuple[PageView, ...] = ()
    count: int = 0
    """The number of pages, also those that are not drawn."""
    edition: str = ""
    content_hash: str = ""
    notes: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    language: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Preview:
    """What is shown beside the form."""

    sheets: tuple[SheetView, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    """What is wrong with a field of the form, by its name."""
    seen: tuple[str, ...] = ()
    """What the sheets were made from (`seen.format_seen`)."""
    changed: tuple[str, ...] = ()
    """The titles of the guides and clinics that were changed since the pages before these were made."""

    @property
    def announcement(self) -> str:
        """What a screen reader says when the pages have changed."""
        shown = [sheet for sheet in self.sheets if not sheet.problem]
        failed = len(self.sheets) - len(shown)
        parts = [f"{format_pages(sheet.count)} of {sheet.title}" for sheet in shown]
        if len(parts) > 1:
            parts = [f"{format_pages(sum(sheet.count for sheet in shown))} of {len(shown)} sheets"]
        if failed:
            parts.append("1 sheet cannot be shown" if failed == 1 else f"{failed} sheets cannot be shown")
        parts += [f"{title} was changed" for title in self.changed]
        return "; ".join(parts) or "No sheet is chosen"


def format_pages(count: int) -> str:
    """Return a number of pages in words, such as `2 pages`."""
    return "1 page" if count == 1 else f"{count} pages"


def check_draft(draft: Draft, catalog: Catalog) -> dict[str, str]:
    """Return what is wrong with the form apart from the words for the patient, by field."""
    errors: dict[str, str] = {}
    known = catalog.sheets
    if unknown := [key for key in draft.sheets if key not in known]:
        errors["sheet"] = f"{len(unknown)} of the chosen sheets cannot be found. To fix it, choose again."
    for guide in {key.partition("/")[0] for key in draft.sheets if key in known and known[key].is_decision_aid}:
        if len(draft.list_shown_options(catalog, guide)) == 1:
            errors[f"option-{guide}"] = f"Tick at least {FEWEST_SELECTED} options."
    return errors


def make_preview(
    desk: Desk, draft: Draft, catalog: Catalog, is_connected: Callable[[], bool] = lambda: True
) -> Preview:
    """Return the pages of the chosen sheets. Each sheet that cannot be made has its reason in its place.

    Args:
        desk: The desk, which should be frozen.
        draft: The form.
        catalog: The catalog of the desk.
        is_connected: Returns whether somebody waits for the pages; it is called before each sheet.

    Raises:
        Disconnected: Nobody does.
    """
    errors = check_draft(draft, catalog)
    known = [key for key in draft.sheets if key in catalog.sheets]
    words = draft.words.for_sheets
    try:
        choices = {key: choice for choice in draft.list_choices(catalog) for key in _list_keys(choice)}
    except InvalidChoice as error:
        return Preview(errors={**errors, "sheet": str(error)})

    def show(key: str) -> tuple[SheetView, dict[str, str]]:
        if not is_connected():
            raise Disconnected("The browser waits for other pages.")
        return _show_sheet(desk, choices[key], key, catalog.sheets[key].title, words)

    with ThreadPoolExecutor(_THREADS) as threads:
        shown = list(threads.map(show, known))
    for _, reasons in shown:
        errors |= reasons
    sources = list_sources(desk, draft)
    changed = tuple(list_changed(sources, draft.seen))
    return Preview(tuple(view for view, _ in shown), errors, format_seen(sources), changed)


def make_sheets(desk: Desk, draft: Draft, catalog: Catalog) -> list[tuple[SheetChoice, list[Sheet]]]:
    """Return the finished sheets of each choice, in the order of printing.

    Raises:
        InvalidWords: Words for the patient cannot be printed.
        AcucontentError: A sheet cannot be made.
    """
    words = draft.words.for_sheets
    choices = draft.list_choices(catalog)
    makers = [(choice, partial(_make_sheet, desk, choice, words)) for choice in choices]
    with ThreadPoolExecutor(_THREADS) as threads:
        return [(choice, list(threads.map(make, choice.handouts))) for choice, make in makers]


def _make_sheet(desk: Desk, choice: SheetChoice, words: PatientWords, handout: str) -> Sheet:
    return desk.sheets.make_sheet(choice, handout, words)


def explain_error(error: AcucontentError) -> str:
    """Return why a sheet cannot be made, for a person who wrote no part of it."""
    match error:
        case TimeLimitExceeded():
            return "This sheet takes too long to make, so it was stopped. The others are not affected."
        case GuideProblems():
            first = str(error.problems[0])
            return f"This guide has problems, so no sheet can be made from it. The first one is: {first}"
    return str(error)


def _list_keys(choice: SheetChoice) -> Iterator[str]:
    return (f"{choice.guide}/{each}" for each in choice.handouts)


def _show_sheet(
    desk: Desk, choice: SheetChoice, key: str, title: str, words: PatientWords
) -> tuple[SheetView, dict[str, str]]:
    """Return the view of a sheet, and what is wrong with the words; then the sheet is shown without any."""
    handout, errors = key.partition("/")[2], {}
    try:
        try:
            sheet = desk.sheets.make_sheet(choice, handout, words)
        except InvalidWords as error:
            errors = explain_words(error)
            sheet = desk.sheets.make_sheet(choice, handout, _NO_WORDS)
        pictures = desk.sheets.draw_pages(sheet.data, most=MAX_DRAWN)
        text = desk.sheets.render_format(choice, handout, "text").data.decode("utf-8")
    except AcucontentError as error:
        return SheetView(key, title, problem=explain_error(error)), errors
    return _make_view(key, sheet, pictures, text, choice.language), errors


def _make_view(key: str, sheet: Sheet, pictures: Sequence[bytes], text: str, language: str) -> SheetView:
    return SheetView(
        language=language,
        key=key,
        title=sheet.title,
        pages=tuple(_make_page(number, picture) for number, picture in enumerate(pictures, 1)),
        count=sheet.pages,
        edition=sheet.edition,
        content_hash=sheet.content_hash,
        notes=(*sheet.notes, *sheet.blanks),
        text=text,
    )


def _make_page(number: int, picture: bytes) -> PageView:
    """Return the view of a page; its size is in the head of the PNG."""
    width, height = struct.unpack(">II", picture[16:24])
    return PageView(number, f"data:image/png;base64,{b64encode(picture).decode('ascii')}", width, height)
