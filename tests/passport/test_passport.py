"""The passport lists what was proved, what failed, what was accepted, and what people must review."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from acucontent import discover
from acucontent._version import __version__
from acucontent.document.blocks import Blocks, Facts, Form, Table
from acucontent.document.traversal import walk_blocks
from acucontent.markup import parse_html
from acucontent.model.canonical import dump_canonical_json
from acucontent.model.plain_text import flatten
from acucontent.passport.compose import compose_passport, load_texts, make_edition
from acucontent.passport.contents import Passport
from acucontent.passport.json_passport import dump_passport
from acucontent.rendering.render import RenderJob, render_artifact
from tests.factories import make_guide


def index_tables(tiny_passport: Passport) -> dict[str, Table]:
    """Return the tables of a passport by id."""
    return {block.id: block for block in compose_passport(tiny_passport).walk_blocks() if isinstance(block, Table)}


def list_rows(table: Table) -> list[tuple[str, ...]]:
    """Return the rows of a table as text."""
    return [tuple(flatten(cell) for cell in row) for row in table.rows]


def get_facts(tiny_passport: Passport, name: str) -> dict[str, str]:
    """Return the facts of a passport with the given name."""
    (found,) = (
        block
        for block in compose_passport(tiny_passport).walk_blocks()
        if isinstance(block, Facts) and block.id == name
    )
    return {fact.label: flatten(fact.value) for fact in found.rows}


def list_texts(blocks: Blocks) -> Iterator[str]:
    """Yield every text of the blocks."""
    for block in blocks:
        for inner in walk_blocks((block,)):
            yield repr(inner)


def test_it_is_not_a_score(tiny_passport: Passport) -> None:
    """The passport begins with this statement and never claims a score of an instrument."""
    composed = compose_passport(tiny_passport)

    assert "PEMAT-informed: this is not a score of PEMAT" in "".join(list_texts(composed.opening))
    for text in list_texts(composed.sections):
        assert not re.search(r"(PEMAT|DISCERN|IPDAS|Index)\S* (score|rating)", text)
    assert json.loads(dump_passport(tiny_passport))["meaning"].startswith("PEMAT-informed: no score")


def test_every_item_is_listed_once(tiny_passport: Passport) -> None:
    """Each item is passed with its basis, failed with a finding, or has a question."""
    rows = [
        "|".join(row)
        for name, table in index_tables(tiny_passport).items()
        for row in list_rows(table)
        if name.startswith("instrument_")
    ]

    assert len(rows) == len(tiny_passport.items) > 70
    assert {item.verdict for item in tiny_passport.items} == {"passed", "failed", "person", "does not apply"}
    for item in tiny_passport.items:
        detail = item.question or item.reason
        assert any(row.startswith(f"{item.id}. {item.asks}") and detail in row for row in rows)


def test_an_item_for_a_person_has_boxes_and_room_to_sign(tiny_passport: Passport) -> None:
    """The row has a question, boxes for yes and no, and an empty cell for role and date."""
    signed = [
        row for name, table in index_tables(tiny_passport).items() if name.endswith("_sign") for row in list_rows(table)
    ]
    asked = [item for item in tiny_passport.items if item.verdict == "person"]

    assert len(signed) == len(asked) > 10
    for item, (question, boxes, room) in zip(asked, signed, strict=True):
        assert question.endswith(item.question or item.reason)
        assert (boxes, room) == ("☐ yes  ☐ no", "")


def test_failed_checks_say_how_to_fix_them(tiny_passport: Passport) -> None:
    """Each open error and warning is listed with its place and fix, and counted at the start."""
    rows = list_rows(index_tables(tiny_passport)["findings_table"])
    ids = {block.id for block in compose_passport(tiny_passport).sections[0].blocks if hasattr(block, "id")}

    assert [row[1:] for row in rows] == [(finding.message, finding.fix) for finding in tiny_passport.open_problems]
    assert {finding.severity for finding in tiny_passport.open_problems} == {"error", "warning"}
    assert "open" in ids
    assert "clean" not in ids


def test_accepted_findings_name_who_decided(tiny_passport: Passport) -> None:
    """An accepted finding has its reason, role and date."""
    (row,) = list_rows(index_tables(tiny_passport)["accepted_table"])

    assert row[0].startswith("P115")
    assert row[1:] == ("Nobody hums alone.", "choir lead, February 3, 2030")
    assert "P115" not in {finding.code for finding in tiny_passport.findings}


def test_scores_have_their_range(tiny_passport: Passport) -> None:
    """Each handout has both grades with and without known terms; SMOG has an error of 1.5 grades."""
    (row,) = list_rows(index_tables(tiny_passport)["reading_table"])
    (score,) = tiny_passport.scores

    assert score.smog is not None
    assert row[1] == f"{score.smog:.1f} ({score.smog - 1.5:.1f} to {score.smog + 1.5:.1f})"
    assert row[3] == f"{score.flesch_kincaid:.1f}"
    assert score.flesch_kincaid_with_terms <= score.flesch_kincaid


def test_graders_are_named(tiny_passport: Passport) -> None:
    """Each grade names its grader, because the program does not grade evidence."""
    assert list_rows(index_tables(tiny_passport)["grades_table"]) == [
        ("Hiccups, compared with silence", "low", "the Hiccup Board"),
        ("Hiccups, compared with silence", "not graded", "nobody"),
    ]


def test_the_checked_edition_is_identified(tiny_passport: Passport) -> None:
    """The passport has hashes of the guide and of each file's text, and the versions of all programs."""
    guide = make_guide()
    found = get_facts(tiny_passport, "identity_facts")

    digest = hashlib.sha256(dump_canonical_json(guide).encode()).hexdigest()
    assert found["SHA-256 of the content"].replace(" ", "") == digest
    assert found["Content code"] == digest[:12] == guide.content_hash
    assert found["Checked by"].startswith(f"acucontent {__version__}, Python ")
    assert "pydantic 2." in found["Libraries"]
    assert "json of acucontent" in found["Plugins"]
    assert "S101" in found["Checks that ran"]
    assert list_rows(index_tables(tiny_passport)["files_table"]) == [
        ("complete", "pdf", "26", hashlib.sha256(b"All the words of the file.").hexdigest()[:12])
    ]


def test_skipped_checks_are_named(tiny_passport: Passport) -> None:
    """A quick passport names the checks that were skipped."""
    (section, *_) = compose_passport(tiny_passport).sections

    assert tiny_passport.skipped
    assert any(tiny_passport.skipped[0] in text for text in list_texts(section.blocks))


def test_it_ends_with_a_form_to_sign(tiny_passport: Passport) -> None:
    """The form has lines for role, signature, date and remarks."""
    last = compose_passport(tiny_passport).sections[-1]
    (form,) = (block for block in last.blocks if isinstance(block, Form))

    assert [blank.name for blank in form.blanks] == ["role", "name", "date", "remarks"]


def test_the_page_is_one_file(tiny_passport: Passport) -> None:
    """The HTML is well-formed, has every section, and loads no other file."""
    exporter = discover()["html"]

    written = render_artifact(RenderJob(exporter, make_edition(tiny_passport), exporter.make_options({}))).data.decode()

    sections = {section.id for section in compose_passport(tiny_passport).sections}
    assert sections <= {element.get("id") for element in parse_html(written).iter("section")}
    assert not re.search(r"<(img|link|iframe)|application/ld|url\(.http|@import", written)


def test_the_json_agrees_with_the_document(tiny_passport: Passport) -> None:
    """The JSON has the same items, findings and scores as the document."""
    found = json.loads(dump_passport(tiny_passport))

    assert found["guide"]["content_hash"] == make_guide().content_hash
    assert Counter(item["verdict"] for item in found["items"]) == Counter(item.verdict for item in tiny_passport.items)
    assert [accepted["role"] for accepted in found["accepted"]] == ["choir lead"]
    assert found["checked"]["files"][0]["format"] == "pdf"
    assert found["reading"][0]["smog_error"] == 1.5


def test_every_fixed_text_is_used() -> None:
    """The composer uses every text of words.yaml."""
    source = Path(inspect.getfile(compose_passport)).read_text(encoding="utf-8")
    for name in load_texts().words:
        stem = name.removeprefix("blank_")
        assert re.search(rf'["\x27](?:{name}|{stem})["\x27]', source), name
