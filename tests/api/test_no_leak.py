"""No public function raises an error of pydantic."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from acucontent import (
    AcucontentError,
    build,
    check_guide,
    export,
    load,
    loads,
    read_clinic,
    read_guide,
    read_retractions,
    verify,
)
from acucontent.model.codes import normalize_point
from acucontent.reading import read_ledger
from acucontent.schema import get_schema
from acucontent.verify import read_embedded_guide
from tests.factories import make_guide

WRONG = '{"id": 7, "title": ["x"], "name": {}, "risks": 1, "references": [{}], "notes": [1], "color": "red"}'

CALLS: dict[str, Callable[[Path], object]] = {
    "load": load,
    "loads": lambda path: loads(WRONG),
    "read_guide": read_guide,
    "read_clinic": read_clinic,
    "read_ledger": read_ledger,
    "read_retractions": read_retractions,
    "export, option": lambda path: export(make_guide(), "pdf", paper="a7"),
    "export, no option": lambda path: export(make_guide(), "pdf", papr="a4"),
    "export, handout": lambda path: export(make_guide(), "pdf", handout="none"),
    "build, option": lambda path: build(make_guide(), options={"paper": 3}, out=path.parent / "out"),
    "build, region": lambda path: build(make_guide(), region="FR", out=path.parent / "out"),
    "build, folder": lambda path: build(make_guide(), formats=["json"], out=path),
    "check_guide": lambda path: check_guide(path, today=datetime.date(2030, 1, 1)),
    "verify": verify,
    "read_embedded_guide": read_embedded_guide,
    "edit": lambda path: make_guide().edit("regions", []),
    "find": lambda path: make_guide().find_value("nowhere"),
    "normalize_point": lambda path: normalize_point("nowhere"),
    "schema": lambda path: get_schema("none"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_invalid_input_gives_an_acucontent_error(call: Callable[[Path], object], tmp_path: Path) -> None:
    """Code that catches AcucontentError catches all errors that invalid input can cause."""
    path = tmp_path / "wrong.json"
    path.write_text(WRONG, encoding="utf-8")

    with pytest.raises(AcucontentError):
        call(path)
