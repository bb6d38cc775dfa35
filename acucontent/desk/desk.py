"""What the pages of the desk work with."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from acucontent.desk.clinics import Clinics
from acucontent.desk.guides import GuideShelf
from acucontent.desk.sheets import SheetMaker
from acucontent.desk.storage.store import Store
from acucontent.registry import Registry
from acucontent.rendering.service import RenderService


@dataclass(frozen=True)
class Desk:
    """Everything that the pages need. The clock is a function, because a desk stays open overnight."""

    registry: Registry
    service: RenderService
    shelf: GuideShelf
    sheets: SheetMaker
    store: Store
    clinics: Clinics
    today: Callable[[], datetime.date]
    """Returns the date of printing."""
    now: Callable[[], datetime.datetime]
    """Returns the time of a print, with a time zone."""

    def freeze(self) -> Desk:
        """Return a desk for one request: its time does not advance, and it reads each guide and overlay once.

        So all sheets that are made with it, and the record of them, have the same words and the same day.
        """
        shelf, clinics, today, now = self.shelf.freeze(), self.clinics.freeze(), self.today(), self.now()
        sheets = SheetMaker(shelf, self.service, clinics, lambda: today)
        return replace(self, shelf=shelf, clinics=clinics, sheets=sheets, today=lambda: today, now=lambda: now)
