"""A sheet with an overlay that is not saved yet."""

from __future__ import annotations

import struct
from base64 import b64encode
from dataclasses import dataclass, replace

from acucontent.clinic import Overlay
from acucontent.desk.choices import PatientWords, SheetChoice
from acucontent.desk.desk import Desk
from acucontent.desk.sheets import SheetMaker
from acucontent.desk.web.catalog import make_catalog
from acucontent.desk.web.sheet_views import PageView, explain_error
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide

MAX_DRAWN = 4
"""The most pages of the sheet that are drawn."""

_UNSAVED = "unsaved.yaml"
_NO_WORDS = PatientWords()
_DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class ShownSheet:
    """A sheet beside the form, or the reason why there is none."""

    title: str = ""
    pages: tuple[PageView, ...] = ()
    count: int = 0
    """The number of its pages, also those that are not drawn."""
    notes: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class PreviewChoice:
    """The sheet that is shown beside the form."""

    key: str = ""
    """The guide and the handout, as `guide/handout`; empty if no guide can be read."""
    region: str = ""
    language: str = ""

    @property
    def judged_language(self) -> str:
        """The language in which the sentences of the overlay are checked, as a BCP 47 tag."""
        return self.language or _DEFAULT_LANGUAGE

    @classmethod
    def find(cls, desk: Desk, key: str) -> PreviewChoice:
        """Return the choice of a sheet: that with a key, or the sheet that was printed last, or the first sheet.

        Args:
            desk: The desk.
            key: The guide and the handout, as `guide/handout`; it may be empty or unknown.
        """
        last = desk.store.settings.read().last_choice
        asked, _, handout = key.partition("/")
        candidates: list[tuple[str, str, SheetChoice | None]] = [(asked, handout, None)]
        candidates += [(last.guide, last.handouts[0] if last.handouts else "", last)] if last else []
        candidates += [(each, "", None) for each in desk.shelf.ids]
        for guide_id, handout_id, choice in candidates:
            try:
                guide = desk.shelf.get(guide_id)
            except AcucontentError:
                continue
            return _choose(guide_id, guide, handout_id, choice or last)
        return cls()


def _choose(key: str, guide: Guide, handout: str, last: SheetChoice | None) -> PreviewChoice:
    """Return the choice of a sheet of a guide, for the region and the language that were used last if it has them."""
    sheets = [one.id for one in guide.handouts if not one.is_volume] or [guide.handouts[0].id]
    region = last.region if last and last.region in guide.regions.ids else guide.regions[0].code
    language = last.language if last and last.language in guide.languages else guide.language
    return PreviewChoice(f"{key}/{handout if handout in guide.handouts.ids else sheets[0]}", region, language)


def list_handout_titles(desk: Desk) -> list[tuple[str, str]]:
    """Return the id and the title of each handout of all guides that can be read; a note is for all with its id."""
    guides = make_catalog(desk).guides
    titles: dict[str, str] = {}
    owners: dict[str, list[str]] = {}
    for guide in guides:
        for sheet in guide.sheets:
            handout = sheet.key.partition("/")[2]
            titles.setdefault(handout, sheet.title)
            owners.setdefault(handout, []).append(guide.title)
    return [
        (handout, title if len(owners[handout]) == len(guides) else f"{title} ({', '.join(owners[handout])})")
        for handout, title in titles.items()
    ]


@dataclass(frozen=True)
class _UnsavedOverlay:
    overlay: Overlay

    def read(self, name: str, /) -> Overlay:
        """Return the overlay, which has no file yet."""
        del name
        return self.overlay


def show_sheet(desk: Desk, choice: PreviewChoice, overlay: Overlay | None, logo: bytes | None) -> ShownSheet:
    """Return a sheet with an overlay, as it would be printed.

    Args:
        desk: The desk.
        choice: The sheet.
        overlay: The overlay; None if it is invalid.
        logo: A logo that replaces that of the overlay; None for its own.
    """
    guide, _, handout = choice.key.partition("/")
    if overlay is None or not guide:
        return ShownSheet(problem="There is no sheet to show yet.")
    overlays = _UnsavedOverlay(overlay if logo is None else replace(overlay, logo=logo))
    maker = SheetMaker(desk.shelf, desk.service, overlays, desk.today)
    chosen = SheetChoice(guide, (handout,), choice.region, choice.language, clinic=_UNSAVED)
    try:
        sheet = maker.make_sheet(chosen, handout, _NO_WORDS)
        pictures = maker.draw_pages(sheet.data, most=MAX_DRAWN)
    except AcucontentError as error:
        return ShownSheet(problem=explain_error(error))
    pages = tuple(_make_page(number, picture) for number, picture in enumerate(pictures, 1))
    return ShownSheet(sheet.title, pages, sheet.pages, (*sheet.notes, *sheet.blanks))


def _make_page(number: int, picture: bytes) -> PageView:
    """Return the view of a page; its size is in the head of the PNG."""
    width, height = struct.unpack(">II", picture[16:24])
    return PageView(number, f"data:image/png;base64,{b64encode(picture).decode('ascii')}", width, height)
