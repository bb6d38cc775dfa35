"""A list of retractions is read as Retraction Watch publishes it, and a broken one is one clear error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from acucontent import BadRetractions, read_retractions

HEADS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
)
"""The first row of the published file."""


def row(doi: str, nature: str = "Retraction", date: str = "1/15/2021 0:00", reason: str = "", notice: str = "") -> str:
    """A row of the list."""
    return f'1,"A title, with a comma",,,,,,,,,{date},{notice},0,1/1/2019 0:00,{doi},0,{nature},{reason},No,'


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a list and gives its path."""

    def write(*rows: str, heads: str = HEADS, encoding: str = "utf-8") -> Path:
        file = tmp_path / "retraction_watch.csv"
        file.write_text("\r\n".join((heads, *rows)) + "\r\n", encoding=encoding, newline="")
        return file

    return write


def test_a_retraction_is_found_by_its_doi(write: Callable[..., Path]) -> None:
    """The DOI is in lower case, and what is said holds the day, the reasons and the notice."""
    file = write(row("10.1000/ABC.1", reason="+Error in Data;+Unreliable Results;", notice="10.1000/notice.2"))

    assert read_retractions(file) == {
        "10.1000/abc.1": "Retraction on 2021-01-15: Error in Data; Unreliable Results (https://doi.org/10.1000/notice.2)"
    }


@pytest.mark.parametrize("nature", ["Correction", "Expression of concern", ""])
def test_other_notices_are_no_retraction(nature: str, write: Callable[..., Path]) -> None:
    """The list also holds corrections and concerns."""
    assert read_retractions(write(row("10.1000/1", nature))) == {}


@pytest.mark.parametrize("doi", ["unavailable", "", "Unavailable"])
def test_a_paper_without_a_doi_is_passed_over(doi: str, write: Callable[..., Path]) -> None:
    """The list writes "unavailable" where it knows no DOI."""
    assert read_retractions(write(row(doi))) == {}


def test_a_reinstatement_takes_a_retraction_back(write: Callable[..., Path]) -> None:
    """What counts is the last of a paper's notices, in whatever order the rows stand."""
    back = row("10.1000/1", "Reinstatement", "6/1/2022 0:00"), row("10.1000/1", date="6/1/2021 0:00")
    again = row("10.1000/2", "Reinstatement", "6/1/2022 0:00"), row("10.1000/2", date="6/1/2023 0:00")

    assert list(read_retractions(write(*back, *again))) == ["10.1000/2"]


def test_heads_with_blanks_and_a_mark_are_known(write: Callable[..., Path]) -> None:
    """A spreadsheet may have saved it with a byte order mark, the program that wrote it with other blanks."""
    heads = HEADS.replace("OriginalPaperDOI", "Original Paper DOI")

    assert list(read_retractions(write(row("10.1000/1"), heads=heads, encoding="utf-8-sig"))) == ["10.1000/1"]


def test_a_date_that_cannot_be_read_is_left_out(write: Callable[..., Path]) -> None:
    """A thirteenth month does not keep a retraction from being found."""
    assert read_retractions(write(row("10.1000/1", date="13/45/2021"))) == {"10.1000/1": "Retraction"}


BROKEN = {
    "empty": (b"", ":1: has no column OriginalPaperDOI"),
    "no heads": (b"a,b\n1,2\n", ":1: has no column OriginalPaperDOI"),
    "no rows": (HEADS.encode(), "has no rows below its heads"),
    "cut short": (HEADS.encode() + b"\n1,2\n", ":2: the row is cut short"),
    "open quote": (HEADS.encode() + b'\n1,"never closed\n', "is not CSV"),
    "latin-1": (HEADS.encode() + b"\n1,Caf\xe9,\n", "is not UTF-8 (byte 0xe9)"),
    "long field": (HEADS.encode() + b'\n1,"' + b"x" * 200_000 + b'"\n', "is not CSV: field larger than field limit"),
    "zip": (b"PK\x03\x04\x00\x00\xff", "is not UTF-8"),
}


@pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_list_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    """What is no such list is told with its line and where to get one."""
    file = tmp_path / "list.csv"
    file.write_bytes(content)

    with pytest.raises(BadRetractions) as raised:
        read_retractions(file)

    assert str(raised.value).startswith(str(file))
    assert said in str(raised.value)


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_path_that_is_no_file_is_told(name: str, tmp_path: Path) -> None:
    """A file that is not there, or a folder, is one clear error."""
    with pytest.raises(BadRetractions, match="cannot be read: "):
        read_retractions(tmp_path / name)
