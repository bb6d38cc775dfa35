"""Lists of retractions are read as Retraction Watch publishes them; an invalid list gives one clear error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acucontent import BadRetractions, read_retractions

HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
)
"""The first row of the published file."""


def make_row(
    doi: str, nature: str = "Retraction", date: str = "1/15/2021 0:00", reason: str = "", notice: str = ""
) -> str:
    """Return a row of the list."""
    return f'1,"A title, with a comma",,,,,,,,,{date},{notice},0,1/1/2019 0:00,{doi},0,{nature},{reason},No,'


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a list and returns its path."""

    def write_list(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
        file = tmp_path / "retraction_watch.csv"
        file.write_text("\r\n".join((header, *rows)) + "\r\n", encoding=encoding, newline="")
        return file

    return write_list


def test_a_retraction_is_found_by_its_doi(write: Callable[..., Path]) -> None:
    """The DOI is in lower case, and the summary has the date, the reasons and the link to the notice."""
    file = write(make_row("10.1000/ABC.1", reason="+Error in Data;+Unreliable Results;", notice="10.1000/notice.2"))

    assert read_retractions(file) == {
        "10.1000/abc.1": "Retraction on 2021-01-15: Error in Data; Unreliable Results (https://doi.org/10.1000/notice.2)"
    }


@pytest.mark.parametrize("nature", ["Correction", "Expression of concern", ""])
def test_other_notices_are_no_retraction(nature: str, write: Callable[..., Path]) -> None:
    """Corrections and expressions of concern in the list are ignored."""
    assert read_retractions(write(make_row("10.1000/1", nature))) == {}


@pytest.mark.parametrize("doi", ["unavailable", "", "Unavailable"])
def test_a_paper_without_a_doi_is_skipped(doi: str, write: Callable[..., Path]) -> None:
    """A paper is skipped if its DOI is "unavailable" or empty."""
    assert read_retractions(write(make_row(doi))) == {}


def test_a_reinstatement_cancels_a_retraction(write: Callable[..., Path]) -> None:
    """The latest notice of a paper counts, in any order of the rows."""
    back = make_row("10.1000/1", "Reinstatement", "6/1/2022 0:00"), make_row("10.1000/1", date="6/1/2021 0:00")
    again = make_row("10.1000/2", "Reinstatement", "6/1/2022 0:00"), make_row("10.1000/2", date="6/1/2023 0:00")

    assert list(read_retractions(write(*back, *again))) == ["10.1000/2"]


def test_spaces_and_a_byte_order_mark_in_the_header_are_accepted(write: Callable[..., Path]) -> None:
    """A spreadsheet may have saved the list with a byte order mark, or with spaces in the column names."""
    header = HEADER.replace("OriginalPaperDOI", "Original Paper DOI")

    assert list(read_retractions(write(make_row("10.1000/1"), header=header, encoding="utf-8-sig"))) == ["10.1000/1"]


def test_an_invalid_date_is_omitted(write: Callable[..., Path]) -> None:
    """A retraction with an invalid date is still found."""
    assert read_retractions(write(make_row("10.1000/1", date="13/45/2021"))) == {"10.1000/1": "Retraction"}


INVALID = {
    "empty": (b"", ":1: missing column OriginalPaperDOI"),
    "no header": (b"a,b\n1,2\n", ":1: missing column OriginalPaperDOI"),
    "no rows": (HEADER.encode(), "has no rows after the header"),
    "incomplete row": (HEADER.encode() + b"\n1,2\n", ":2: the row is incomplete"),
    "open quote": (HEADER.encode() + b'\n1,"never closed\n', "is not valid CSV"),
    "latin-1": (HEADER.encode() + b"\n1,Caf\xe9,\n", "is not UTF-8 (byte 0xe9)"),
    "long field": (
        HEADER.encode() + b'\n1,"' + b"x" * 200_000 + b'"\n',
        "is not valid CSV: field larger than field limit",
    ),
    "zip": (b"PK\x03\x04\x00\x00\xff", "is not UTF-8"),
}


@pytest.mark.parametrize(("content", "message"), INVALID.values(), ids=INVALID)
def test_an_invalid_list_is_reported(content: bytes, message: str, tmp_path: Path) -> None:
    """A file that is not a valid list is reported with its line and the reason."""
    file = tmp_path / "list.csv"
    file.write_bytes(content)

    with pytest.raises(BadRetractions) as raised:
        read_retractions(file)

    assert str(raised.value).startswith(str(file))
    assert message in str(raised.value)


@pytest.mark.parametrize(("name", "message"), [("missing.csv", "not found$"), (".", "cannot be read: ")])
def test_a_path_that_is_not_a_file_is_reported(name: str, message: str, tmp_path: Path) -> None:
    """A missing file and a folder give one clear error."""
    with pytest.raises(BadRetractions, match=message):
        read_retractions(tmp_path / name)
