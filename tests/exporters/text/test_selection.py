"""Text for a chart: some sections, long lines, and neither citations nor blanks."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from acucontent.build import build
from acucontent.clinic import Clinic, Overlay
from acucontent.document.blocks import Section
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.checks.safety.text_layer import describe_difference
from acucontent.quality.document_words import list_document_words
from acucontent.quality.subject import RenderedText, normalize_letters
from acucontent.registry import discover
from acucontent.rendering.exporter import BadOptions, ExportFailed
from acucontent.rendering.read_back import read_back
from acucontent_text import TextOptions, export
from acucontent_text.additions import list_added_texts
from acucontent_text.selection import select_document
from tests.factories import make_checklist, make_form, make_guide, make_handout

TEXT = discover()["text"]

OPTIONS = {
    "default": TextOptions(),
    "narrow": TextOptions(width=40),
    "unwrapped": TextOptions(unwrapped=True),
    "chart": TextOptions(unwrapped=True, citations=False, blanks=False, crlf=True),
    "extract": TextOptions(sections="risks,questions.pregnant"),
}


def write(edition: Edition, options: TextOptions) -> str:
    """Return the text of an edition, with its line ends as they are."""
    return export(edition, options).data.decode("utf-8")


def find_difference(edition: Edition, options: TextOptions, text: str | None = None) -> str:
    """Return the first difference between a text and the part of the document that the options ask for."""
    document = select_document(edition.document, options)
    data = (write(edition, options) if text is None else text).encode("utf-8")
    made = RenderedText(edition, "text", read_back(TEXT, data), tuple(list_added_texts(document)))
    return describe_difference(made, list_document_words(document))


def find_missing_warnings(guide: Guide, text: str) -> list[str]:
    """Return the warnings of a guide that a text lacks, in their long and their short form."""
    letters = normalize_letters(text)
    warnings = [(flag.sign, flag.short) for flag in guide.risks.red_flags]
    warnings += [(one.situation, one.short) for one in guide.risks.to_avoid]
    return [
        sign for sign, short in warnings if not any(normalize_letters(one or sign) in letters for one in (sign, short))
    ]


@pytest.mark.parametrize("handout", ["complete", "reference", "first-visit", "evidence"])
@pytest.mark.parametrize("options", ["default", "narrow", "unwrapped", "chart"])
def test_a_text_has_the_words_of_its_document(options: str, handout: str, back_pain: Guide) -> None:
    """Nothing is lost, added or moved, at any width, also in tables that become records."""
    assert find_difference(Edition.of(back_pain, handout), OPTIONS[options]) == ""


@pytest.mark.parametrize(
    ("old", "new"), [("urine", "wine"), ("Bring a list", "Bring a a list"), ("How to prepare", "")], ids=str
)
def test_a_changed_text_differs(old: str, new: str, back_pain: Guide) -> None:
    """The comparison finds one word that is replaced, repeated or lost."""
    edition = Edition.of(back_pain, "first-visit")
    text = write(edition, TextOptions())
    assert old in text

    assert "differs from its document" in find_difference(edition, TextOptions(), text.replace(old, new, 1))


def test_every_section_can_be_written_alone_with_every_warning(back_pain: Guide) -> None:
    """A single section has its own words and every warning of the guide, and nothing else."""
    edition = Edition.of(back_pain)
    ids = [block.id for block in edition.document.walk_blocks() if isinstance(block, Section) and block.listed]
    assert len(ids) > 40

    for section in ids:
        options = TextOptions(sections=section)
        text = write(edition, options)
        assert find_difference(edition, options) == ""
        assert find_missing_warnings(back_pain, text) == []
        assert edition.region.emergency_number in text


def test_an_extract_says_what_it_is(back_pain: Guide) -> None:
    """It begins with the title, that it is a part, whether it was reviewed, and the edition with its content code."""
    edition = Edition.of(back_pain)
    about = edition.document.about

    start, _, _ = write(edition, TextOptions(sections="costs", unwrapped=True)).partition("\n\n\n")

    title, subtitle, part, review, identity = start.split("\n\n")
    assert (title, subtitle) == (about.title, about.subtitle)
    assert part == "This is a part of a longer text. The warnings of that text are always included."
    assert review.startswith(about.review_note)
    assert identity == f"{about.title}. {about.edition_note}"
    assert about.content_hash in identity


def test_an_extract_has_its_sections_in_order_and_the_references_that_they_cite(back_pain: Guide) -> None:
    """Each section is there once, also if a section in it is asked for, too. References keep their numbers."""
    document = select_document(Edition.of(back_pain).document, TextOptions(sections="risks.effects,questions, risks"))
    text = write(Edition.of(back_pain), TextOptions(sections="costs.prices"))
    body, _, references = text.partition("Sources (in full")

    assert [section.role for section in document.sections] == ["safety", "risks", "questions", "references"]
    cited = {int(number) for found in re.findall(r"\[([\d, \n]+)\]", body) for number in found.split(",")}
    listed = [int(number) for number in re.findall(r"^\[(\d+)\]", references, flags=re.MULTILINE)]
    assert listed == sorted(cited)
    assert listed != list(range(1, len(listed) + 1))


def test_an_extract_of_an_overdue_edition_says_so(back_pain: Guide) -> None:
    """The stamp of an edition whose review was due is in every extract."""
    edition = replace(Edition.of(back_pain), overdue=True)

    assert edition.document.labels("overdue_volume_title") in write(edition, TextOptions(sections="costs"))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("question.pregnant", "Unknown section 'question.pregnant'. Did you mean 'questions.pregnant'"),
        ("safety, zzzzz", "Unknown section 'zzzzz'. Sections: summary, key_points, safety, conditions"),
    ],
)
def test_an_unknown_section_is_refused(asked: str, message: str, back_pain: Guide) -> None:
    """The message gives the nearest ids and the sections of the document."""
    with pytest.raises(ExportFailed) as refused:
        write(Edition.of(back_pain), TextOptions(sections=asked))

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("safety,hlep", "sections: Unknown section 'hlep'. Did you mean 'help'? Sections: summary, key_points, safety"),
        ("help", "sections: Section 'help' is not in: complete. Handouts that have it: aftercare, points"),
    ],
    ids=["none", "some"],
)
def test_a_build_reports_a_section_once(asked: str, message: str, back_pain: Guide, tmp_path: Path) -> None:
    """A section that a handout lacks is one error for all handouts, before anything is built."""
    handouts = ["complete", "aftercare", "points"]

    with pytest.raises(BadOptions) as refused:
        build(back_pain, formats=["text"], handouts=handouts, options={"sections": asked}, out=tmp_path / "out")

    assert str(refused.value).startswith(message)
    assert len(str(refused.value).splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_build_of_handouts_with_the_section_writes_it(back_pain: Guide, tmp_path: Path) -> None:
    """A section that all selected handouts have is in each file."""
    built = build(
        back_pain, formats=["text"], handouts=["aftercare", "points"], options={"sections": "help"}, out=tmp_path
    )

    assert [each.handout for each in built] == ["aftercare", "points"]


@pytest.mark.parametrize("handout", ["complete", "first-visit", "evidence", "choosing"])
def test_there_are_neither_citations_nor_blanks_if_not_wanted(handout: str, back_pain: Guide) -> None:
    """No mark, reference list, box or line to fill in is left, and no heading without words."""
    options = TextOptions(citations=False, blanks=False)
    edition = Edition.of(back_pain, handout)
    text, blocks = write(edition, options), select_document(edition.document, options).walk_blocks()

    assert not re.search(r"\[\d|☐|__|\( ?\)|\s[.,;:]\s", text)
    assert [block.id for block in blocks if isinstance(block, Section) and not block.blocks] == []
    assert find_missing_warnings(back_pain, text) == []


def test_lists_to_tick_are_lists_and_forms_are_left_out() -> None:
    """Without blanks, the items of a checklist stay; a form goes with the words that explain it."""
    guide = make_guide(
        forms=[make_form(row_count=2)],
        checklists=[make_checklist()],
        handouts=[make_handout(), make_handout(id="diary", include=["forms.diary", "checklists"])],
    )
    edition = Edition.of(guide, "diary")
    form, checklist = guide.forms[0], guide.checklists[0]

    with_blanks, without = (write(edition, TextOptions(blanks=blanks)) for blanks in (True, False))

    assert form.title in with_blanks
    assert form.title not in without
    assert f"• {checklist.items[0].text}" in without


@pytest.mark.parametrize("options", OPTIONS)
def test_lines_end_alike(options: str, back_pain: Guide) -> None:
    """With `crlf` each line ends in CR and LF, otherwise in LF."""
    text = write(Edition.of(back_pain), OPTIONS[options])

    assert text.count("\r\n") == (text.count("\n") if OPTIONS[options].crlf else 0)
    assert "\r" not in text.replace("\r\n", "")


def test_an_unwrapped_paragraph_is_one_line(back_pain: Guide) -> None:
    """No line is broken, and no table is in columns, which would not line up in every font."""
    edition = Edition.of(back_pain)

    unwrapped, wide = write(edition, TextOptions(unwrapped=True)), write(edition, TextOptions(width=200))

    assert max(map(len, unwrapped.splitlines())) > 200
    assert unwrapped.split() == write(edition, TextOptions(width=40)).split()
    assert re.search(r"\S {3,}\S", wide)
    assert not re.search(r"\S {3,}\S", unwrapped)


PHONES = ["+1 (201) 555-0123 ext. 7", "0800 1111 222", "+49 30 1234567 Durchwahl 12", "555-010-0100"]
ADDRESSES = [*PHONES, "front.desk@clinic.example.org", "https://example.org/a-very/long-address/for/one-line"]


@pytest.mark.parametrize("width", range(40, 90, 7))
def test_addresses_are_never_broken(width: int) -> None:
    """A telephone number, mail or web address of a clinic or a sentence is on one line at any width."""
    for phone in PHONES:
        fields = {"name": "Clinic", "phone": phone, "email": ADDRESSES[-2], "web": ADDRESSES[-1]}
        words = f"You can call {PHONES[0]} or {PHONES[1]} now."
        clinic = Clinic.model_validate({**fields, "notes": [{"handout": "all", "text": words}]})
        text = write(Edition.of(make_guide(), overlay=Overlay(clinic)), TextOptions(width=width))

        lines = text.splitlines()
        for address in (*PHONES[:2], clinic.phone or "", *ADDRESSES[-2:]):
            assert any(address.removeprefix("https://") in line for line in lines), address


def test_addresses_of_the_guides_are_never_broken(back_pain: Guide) -> None:
    """No line of the narrowest text ends within an address."""
    narrow, unwrapped = (
        write(Edition.of(back_pain, "reference"), options) for options in (OPTIONS["narrow"], OPTIONS["unwrapped"])
    )
    addresses = set(re.findall(r"(?:https?://|www\.|doi:)\S+|\S+@\S+", unwrapped))
    assert len(addresses) > 50

    assert [address for address in addresses if address not in narrow] == []
