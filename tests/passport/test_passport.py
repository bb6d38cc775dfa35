"""The passport tells what was proved, what failed, what was let stand, and what people must still say."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from acucontent._version import __version__
from acucontent.document.blocks import Blocks, Facts, Form, Table
from acucontent.document.traversal import walk_blocks
from acucontent.model.canonical import canonical_json
from acucontent.model.plain_text import flatten
from acucontent.passport.compose import document, words
from acucontent.passport.data import data
from acucontent.passport.facts import Passport
from acucontent.passport.page import page
from tests.factories import make_guide


def tables(told: Passport) -> dict[str, Table]:
    """The tables of a passport by id."""
    return {block.id: block for block in document(told).blocks() if isinstance(block, Table)}


def cells(table: Table) -> list[tuple[str, ...]]:
    """The rows of a table as words."""
    return [tuple(flatten(cell) for cell in row) for row in table.rows]


def facts(told: Passport, name: str) -> dict[str, str]:
    """The named facts of a passport."""
    (found,) = (block for block in document(told).blocks() if isinstance(block, Facts) and block.id == name)
    return {fact.label: flatten(fact.value) for fact in found.rows}


def said(blocks: Blocks) -> Iterator[str]:
    """Every text of blocks."""
    for block in blocks:
        for inner in walk_blocks((block,)):
            yield repr(inner)


def test_it_is_no_score(told: Passport) -> None:
    """It says so at once, and nowhere names a score or rating of an instrument as its own."""
    composed = document(told)

    assert "PEMAT-informed: this is no score of PEMAT" in "".join(said(composed.opening))
    for text in said(composed.sections):
        assert not re.search(r"(PEMAT|DISCERN|IPDAS|Index)\S* (score|rating)", text)
    assert json.loads(data(told))["meaning"].startswith("PEMAT-informed: no score")


def test_every_item_is_told_once(told: Passport) -> None:
    """Each of every instrument: passed with what it rests on, failed with what was found, or with a question."""
    rows = [
        "|".join(row) for name, table in tables(told).items() for row in cells(table) if name.startswith("instrument_")
    ]

    assert len(rows) == len(told.items) > 70
    assert {item.verdict for item in told.items} == {"passed", "failed", "person", "does not apply"}
    for item in told.items:
        told_of = item.question or item.because
        assert any(row.startswith(f"{item.id}. {item.asks}") and told_of in row for row in rows)


def test_an_item_for_a_person_has_boxes_and_room_to_sign(told: Passport) -> None:
    """A question, a box for yes and for no, and an empty cell for role and date."""
    signed = [row for name, table in tables(told).items() if name.endswith("_sign") for row in cells(table)]
    asked = [item for item in told.items if item.verdict == "person"]

    assert len(signed) == len(asked) > 10
    for item, (question, boxes, room) in zip(asked, signed, strict=True):
        assert question.endswith(item.question or item.because)
        assert (boxes, room) == ("☐ yes  ☐ no", "")


def test_what_failed_says_how_to_mend_it(told: Passport) -> None:
    """Each open error and warning stands with its place and its mend; the head of the paper counts them."""
    rows = cells(tables(told)["findings_table"])
    ids = {block.id for block in document(told).sections[0].blocks if hasattr(block, "id")}

    assert [row[1:] for row in rows] == [(finding.message, finding.mend) for finding in told.wrong]
    assert {finding.severity for finding in told.wrong} == {"error", "warning"}
    assert "open" in ids
    assert "clean" not in ids


def test_what_was_let_stand_is_told_with_who_decided(told: Passport) -> None:
    """Reason, role and day."""
    (row,) = cells(tables(told)["accepted_table"])

    assert row[0].startswith("P112")
    assert row[1:] == ("Nobody hums alone.", "choir lead, February 3, 2030")
    assert "P112" not in {finding.code for finding in told.findings}


def test_scores_have_their_range(told: Passport) -> None:
    """SMOG is right to 1.5 grades up or down; each handout has both grades, with and without the words explained."""
    (row,) = cells(tables(told)["reading_table"])
    (score,) = told.scores

    assert score.smog is not None
    assert row[1] == f"{score.smog:.1f} ({score.smog - 1.5:.1f} to {score.smog + 1.5:.1f})"
    assert row[3] == f"{score.flesch_kincaid:.1f}"
    assert score.flesch_kincaid_with_terms <= score.flesch_kincaid


def test_graders_are_named(told: Passport) -> None:
    """The program grades no evidence."""
    assert cells(tables(told)["grades_table"]) == [
        ("Hiccups, compared with silence", "low", "the Hiccup Board"),
        ("Hiccups, compared with silence", "not graded", "nobody"),
    ]


def test_what_was_checked_can_be_told_from_any_other(told: Passport) -> None:
    """Hashes of the guide and of each file's words, and the version of everything that had a part in it."""
    guide = make_guide()
    found = facts(told, "identity_facts")

    digest = hashlib.sha256(canonical_json(guide).encode()).hexdigest()
    assert found["SHA-256 of the content"].replace(" ", "") == digest
    assert found["Content code"] == digest[:12] == guide.content_hash
    assert found["Checked by"].startswith(f"acucontent {__version__}, Python ")
    assert "pydantic 2." in found["Libraries"]
    assert "json of acucontent" in found["Plugins"]
    assert "S101" in found["Checks that ran"]
    assert cells(tables(told)["files_table"]) == [
        ("complete", "pdf", "26", hashlib.sha256(b"All the words of the file.").hexdigest()[:12])
    ]


def test_what_was_not_looked_into_is_said(told: Passport) -> None:
    """A quick passport does not pass for a whole one."""
    (section, *_) = document(told).sections

    assert told.left_out
    assert any(told.left_out[0] in text for text in said(section.blocks))


def test_it_ends_with_a_form_to_sign(told: Passport) -> None:
    """Role, signature, date and remarks."""
    last = document(told).sections[-1]
    (form,) = (block for block in last.blocks if isinstance(block, Form))

    assert [blank.name for blank in form.blanks] == ["role", "name", "date", "remarks"]


def test_the_page_is_one_file(told: Passport) -> None:
    """It is well-formed, has every section, and asks for nothing from elsewhere."""
    written = page(document(told)).decode()

    body = re.sub(r"<(meta[^>]*)>", r"<\1/>", written.removeprefix("<!DOCTYPE html>"))
    tree = ElementTree.fromstring(body)
    sections = {section.id for section in document(told).sections}
    assert sections <= {element.get("id") for element in tree.iter("section")}
    assert not re.search(r"<(img|script|link|iframe)|url\(|@import", written)


def test_the_data_hold_what_the_paper_says(told: Passport) -> None:
    """For programs."""
    found = json.loads(data(told))

    assert found["guide"]["content_hash"] == make_guide().content_hash
    assert Counter(item["verdict"] for item in found["items"]) == Counter(item.verdict for item in told.items)
    assert [accepted["role"] for accepted in found["accepted"]] == ["choir lead"]
    assert found["checked"]["files"][0]["format"] == "pdf"
    assert found["reading"][0]["smog_error"] == 1.5


def test_no_fixed_word_is_left_over() -> None:
    """What stands in words.yaml is used by the composer, or is a mistake."""
    source = Path(inspect.getfile(document)).read_text(encoding="utf-8")
    for name in words().words:
        stem = name.removeprefix("blank_")
        assert re.search(rf'["\x27](?:{name}|{stem})["\x27]', source), name
