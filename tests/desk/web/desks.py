"""Prints in the record of a desk."""

from __future__ import annotations

from urllib.parse import urlencode

from httpx2 import Response
from starlette.testclient import TestClient

from acucontent.desk.choices import PatientWords, SheetChoice
from acucontent.desk.desk import Desk
from acucontent.desk.sheets import Sheet
from acucontent.desk.storage import NewPrint, PrintedSheet

CHOICE = SheetChoice("migraine", ("first-visit",), "US", "en-US")


def print_sheet(desk: Desk, choice: SheetChoice = CHOICE, words: PatientWords | None = None) -> Sheet:
    """Make the first sheet of a choice, record it as the main page does, and return it."""
    words = words or PatientWords()
    sheet = desk.sheets.make_sheet(choice, choice.handouts[0], words)
    new = NewPrint(
        action="print",
        choice=choice,
        sheets=(PrintedSheet.of(sheet),),
        guide=desk.shelf.get(choice.guide),
        overlay=desk.clinics.read(choice.clinic) if choice.clinic else None,
        at=desk.now(),
        day=desk.today(),
        made_for=desk.today(),
        filled=bool(words),
    )
    assert desk.store.record.add(new) is not None
    return sheet


def press(client: TestClient, path: str, **fields: str) -> Response:
    """Press a button of a form without other fields, as a browser does."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return client.post(path, content=urlencode(fields), headers=headers)
