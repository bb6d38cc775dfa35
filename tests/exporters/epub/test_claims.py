"""The accessibility claims of an ebook depend on checks: each fault removes the claims that depend on it."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from lxml import etree

from acucontent.document.labels import load_labels
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.publishing import AccessEvaluation
from acucontent_epub import EpubOptions, render
from acucontent_epub.accessibility import CLAIMS, CONFORMANCE, AccessibilityClaims, EvaluationStatus, evaluate_claims
from acucontent_epub.checks import CHECKS
from acucontent_epub.checks.book import Book as Finished
from acucontent_epub.criteria import CRITERIA, find_criteria, list_manual_criteria
from acucontent_epub.onix import FEATURES
from tests.exporters.epub.book import Book
from tests.factories import make_guide

ROOT = Path(__file__).parents[3]
PUBLISHED = datetime.date(2030, 1, 1)
EVALUATION = AccessEvaluation(by="The Invented Press", on=PUBLISHED)
EVALUATED = EvaluationStatus(EVALUATION, PUBLISHED)

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t"><title id="t">A back</title>'
FIGURE = f'<figure id="back">{DRAWING}<desc>It is bare.</desc><text fill="currentColor">L4</text></svg></figure>'
TABLE = (
    '<table id="visits"><caption>Visits</caption><tr><th scope="col">Week</th><th scope="col">Visits</th></tr></table>'
)
MARK = '<span epub:type="pagebreak" role="doc-pagebreak" id="page-1" aria-label="1"/>'
GOOD = f'<section role="doc-chapter"><h1>One</h1>{MARK}<h2 id="x">Two</h2>{FIGURE}{TABLE}</section>'
STYLE = "figure svg { max-width: 100% } th { border: 1px solid #888 }"
NAV = (
    '<h1>Contents</h1><nav epub:type="toc"><a href="one.xhtml">One</a><a href="one.xhtml#x">Two</a></nav>'
    '<nav epub:type="loi"><a href="one.xhtml#back">A back</a><a href="one.xhtml#visits">Visits</a></nav>'
    '<nav epub:type="page-list"><a href="one.xhtml#page-1">1</a></nav>'
)
COVER = '<img src="cover.png" alt="Cover"/>'


def make_page(body: str, attributes: str = 'lang="en" xml:lang="en"', title: str = "A title") -> etree._Element:
    """Return a page of a book."""
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    head = f"<head><title>{title}</title></head>"
    return etree.fromstring(f"<html {names} {attributes}>{head}<body>{body}</body></html>")


def make_book(  # noqa: PLR0913 - each part of a book has its own
    chapter: str = GOOD,
    *,
    cover: str = COVER,
    nav: str = NAV,
    style: str = STYLE,
    attributes: str = 'lang="en" xml:lang="en"',
    title: str = "A title",
) -> Finished:
    """Return a book with a cover, contents and one chapter."""
    pages = {
        "cover.xhtml": make_page(cover),
        "nav.xhtml": make_page(nav),
        "one.xhtml": make_page(chapter, attributes, title),
    }
    return Finished("en", pages, {"book.css": style})


def list_claims(claimed: AccessibilityClaims) -> set[str]:
    """Return the claims in a short form."""
    terms = {value if term == "accessibilityFeature" else f"{term} {value}" for term, value in claimed.terms}
    short = {each for each in terms if not each.startswith("accessibilitySummary")}
    return short | {CONFORMANCE} if claimed.evaluation else short


def evaluate_book(finished: Finished, judgement: EvaluationStatus = EVALUATED) -> AccessibilityClaims:
    """Return the claims of a book."""
    return evaluate_claims(finished, load_labels("en"), judgement)


ALL = {
    "accessMode textual",
    "accessMode visual",
    "accessModeSufficient textual",
    "alternativeText",
    "longDescription",
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "ARIA",
    "pageNavigation",
    "pageBreakMarkers",
    "displayTransformability",
    "accessibilityHazard none",
    CONFORMANCE,
}
PICTURE = {"accessModeSufficient textual", "alternativeText", CONFORMANCE}

WORSE: dict[str, tuple[Finished, set[str], str]] = {
    "cover without words": (
        make_book(cover='<img src="c.png"/>'),
        PICTURE,
        "cover.xhtml: the picture <img> 'c.png' has no text alternative",
    ),
    "drawing without words": (
        make_book(GOOD.replace('aria-labelledby="t"', "")),
        PICTURE,
        "one.xhtml: the picture <svg>",
    ),
    "name that points nowhere": (
        make_book(GOOD.replace('aria-labelledby="t"', 'aria-labelledby="u"')),
        {*PICTURE, "ARIA"},
        "refers to the id 'u', which is not found",
    ),
    "drawing that is no picture": (
        make_book(GOOD.replace('role="img"', "")),
        PICTURE,
        "does not have the role 'img'",
    ),
    "no long description": (
        make_book(GOOD.replace("It is bare.", "")),
        {"longDescription"},
        "has no long description",
    ),
    "heading skipped": (make_book(GOOD.replace("h2", "h3")), {"structuralNavigation", CONFORMANCE}, "skips a level"),
    "heading missing": (
        make_book(GOOD.replace("h1", "p")),
        {"structuralNavigation", CONFORMANCE},
        "its only main heading",
    ),
    "two main headings": (
        make_book(GOOD.replace("h2", "h1")),
        {"structuralNavigation", CONFORMANCE},
        "its only main heading",
    ),
    "heading without words": (
        make_book(GOOD.replace("Two", " ")),
        {"structuralNavigation", CONFORMANCE},
        "a heading is empty",
    ),
    "table without headers": (
        make_book(re.sub("th( [^>]*)?>", "td>", GOOD)),
        {"structuralNavigation", CONFORMANCE},
        "the table <table> 'visits' has no headers",
    ),
    "header without scope": (
        make_book(GOOD.replace(' scope="col"', "", 1)),
        {"structuralNavigation", CONFORMANCE},
        "has no scope",
    ),
    "table without name": (
        make_book(GOOD.replace("Visits</cap", "</cap")),
        {"structuralNavigation", CONFORMANCE},
        "has no name",
    ),
    "link without words": (make_book(GOOD + '<a href="#x"></a>'), {CONFORMANCE}, "the link to '#x' has no text"),
    "dead link": (
        make_book(GOOD + '<a href="two.xhtml">Two</a>'),
        {CONFORMANCE},
        "the target of the link to 'two.xhtml' is not found",
    ),
    "id twice": (make_book(GOOD + '<p id="x">X</p>'), {"ARIA", CONFORMANCE}, "duplicate id 'x' (2 times)"),
    "no language": (make_book(attributes=""), {CONFORMANCE}, "one.xhtml: the page does not state its language, en"),
    "wrong language": (make_book(attributes='lang="de" xml:lang="de"'), {CONFORMANCE}, "does not state its language"),
    "foreign words": (make_book(GOOD + "<p>委中</p>"), {CONFORMANCE}, "the text '委中' does not state its language"),
    "no title": (make_book(title=" "), {CONFORMANCE}, "one.xhtml: the page has no title"),
    "contents that miss a page": (
        make_book(nav='<h1>Contents</h1><nav epub:type="page-list"><a href="cover.xhtml#page-1">1</a></nav>'),
        {"tableOfContents", "readingOrder", "pageNavigation", "pageBreakMarkers", CONFORMANCE},
        "nav.xhtml: the contents have no link to one.xhtml",
    ),
    "mark that is not listed": (
        make_book(GOOD + MARK.replace("page-1", "page-2")),
        {"pageNavigation", "pageBreakMarkers"},
        "the page list differs from the page breaks in the text: one.xhtml#page-2",
    ),
    "film": (
        make_book(GOOD + "<video/>"),
        {"accessibilityHazard none", CONFORMANCE},
        "can contain motion, sound or a script",
    ),
    "script": (make_book(GOOD + '<p onclick="x()">X</p>'), {"accessibilityHazard none", CONFORMANCE}, "runs a script"),
    "motion": (make_book(style="p { animation: x 1s }"), {"accessibilityHazard none", CONFORMANCE}, "has an animation"),
    "control": (make_book(GOOD + "<input/>"), {CONFORMANCE}, "is a control"),
    "faint words": (
        make_book(style="p, h1 { color: #999999 }"),
        {CONFORMANCE},
        "the text of <h1> 'One' has too little contrast in the day theme",
    ),
    "words lost at night": (
        make_book(style="h1 { color: #111111 }"),
        {CONFORMANCE},
        "the text of <h1> 'One' has too little contrast in the night theme",
    ),
    "ground without words": (
        make_book(style="body { background: #fff }"),
        {CONFORMANCE},
        "#ffffff on #ffffff is 1.0:1",
    ),
    "faint words in a drawing": (
        make_book(GOOD.replace("currentColor", "#999999")),
        {CONFORMANCE},
        "the text of <text> 'L4'",
    ),
    "words on a ground that a reading system leaves as it is": (
        make_book(GOOD.replace("<text ", '<path class="ground" fill="#ffffff"/><text ')),
        {CONFORMANCE},
        "the text of <text> 'L4' has too little contrast in the night theme: #ffffff on #ffffff",
    ),
    "faint shape": (
        make_book(GOOD.replace("<text ", '<path fill="none" stroke="currentColor" stroke-opacity="0.3"/><text ')),
        {CONFORMANCE},
        "a shape with the stroke 'currentColor' and the fill 'none' has too little contrast in the day theme",
    ),
    "faint shape in a group": (
        make_book(GOOD.replace("<text ", '<g fill="none" stroke="#999999"><path/></g><text ')),
        {CONFORMANCE},
        "a shape with the stroke 'None' and the fill 'None' has too little contrast in the day theme",
    ),
    "faint line": (
        make_book(style="th { border: 1px solid #ccc }"),
        {CONFORMANCE},
        "border #cccccc on #ffffff is 1.6:1",
    ),
    "moved part": (make_book(style="p { position: absolute }"), {"readingOrder", CONFORMANCE}, "moves a part away"),
    "fixed size": (
        make_book(style="p { font-size: 12px }"),
        {"displayTransformability", CONFORMANCE},
        "has a fixed text size",
    ),
    "long unbroken": (
        make_book(
            GOOD + '<p class="code">This is too long a line</p>', style=f"{STYLE} .code {{ white-space: nowrap }}"
        ),
        {"displayTransformability", CONFORMANCE},
        "one.xhtml",
    ),
    "wide part": (
        make_book(style="p { min-width: 60em }"),
        {"displayTransformability", CONFORMANCE},
        "wider than a phone",
    ),
    "insisted": (
        make_book(style="p { color: red !important }"),
        {"displayTransformability", CONFORMANCE},
        "overrides the reader's color with !important",
    ),
    "no outline": (make_book(style="a:link { outline: none }"), {CONFORMANCE}, "removes the outline"),
    "no underline": (make_book(style="a { text-decoration: none }"), {CONFORMANCE}, "marks links by color alone"),
}


def test_book_without_faults_makes_every_claim() -> None:
    """A book without findings and with an evaluation makes every claim and has no notes."""
    claimed = evaluate_book(make_book())

    assert list_claims(claimed) == ALL
    assert claimed.notes == ()
    assert claimed.evaluation == EVALUATION


@pytest.mark.parametrize(("worse", "lost", "why"), WORSE.values(), ids=WORSE)
def test_fault_removes_only_its_claims(worse: Finished, lost: set[str], why: str) -> None:
    """Each fault removes exactly the claims that depend on it, and the notes give its place."""
    claimed = evaluate_book(worse)
    given = list_claims(claimed) - {"accessibilityHazard unknown"}

    assert ALL - given == lost
    assert given <= ALL
    assert why in "\n".join(claimed.notes)
    for each in lost:
        assert any(each.split(" ")[-1] in note.split(". Reason: ")[0] for note in claimed.notes), each


def test_a_shape_has_the_color_of_its_group() -> None:
    """A pictogram, whose shapes have the color of the text from their group, removes no claim."""
    drawn = GOOD.replace("<text ", '<g fill="none" stroke="currentColor"><path/></g><text ')

    assert list_claims(evaluate_book(make_book(drawn))) == ALL


def test_short_code_may_be_unbreakable() -> None:
    """A style that keeps a short text on one line removes no claim."""
    kept = make_book(
        GOOD.replace("Two", 'Two <span class="code">EX-B2</span>'), style=f"{STYLE} .code {{ white-space: nowrap }}"
    )

    assert list_claims(evaluate_book(kept)) == ALL


UNLISTED = make_book(
    GOOD.replace('id="visits"', 'id="weeks"'), nav=NAV.replace('<a href="one.xhtml#visits">Visits</a>', "")
)
"""A book with a table that the contents do not link: accessible, but ONIX's code for a table of contents needs it."""


def test_every_check_can_fail() -> None:
    """Each check has findings in at least one of the faulty books."""
    books = [UNLISTED, *(worse for worse, _, _ in WORSE.values())]
    found = {name for name, check in CHECKS.items() for worse in books if any(check.find(worse))}

    assert found == set(CHECKS)


def test_each_check_names_its_criteria() -> None:
    """The source of a check and the table of criteria agree."""
    for code, check in CHECKS.items():
        assert set(re.findall(r"\d\.\d\.\d+", check.source)) <= set(find_criteria(code)), code
        assert check.source.endswith(".")
        assert not check.title.endswith(".")


def test_claims_that_do_not_apply_have_no_notes() -> None:
    """A book without pictures and printed pages makes no claims about them and has no notes about it."""
    plain = make_book(
        "<h1>One</h1>", cover="<p>No picture</p>", nav='<h1>C</h1><nav epub:type="toc"><a href="one.xhtml">1</a></nav>'
    )
    claimed = evaluate_book(plain)

    assert ALL - list_claims(claimed) == {
        "accessMode visual",
        "alternativeText",
        "longDescription",
        "ARIA",
        "pageNavigation",
        "pageBreakMarkers",
    }
    assert claimed.notes == ()


@pytest.mark.parametrize(
    ("judgement", "why"),
    [
        (
            EvaluationStatus(None, PUBLISHED),
            "the guide names no accessibility evaluation, and no program can decide WCAG 1.1.1, 1.3.3",
        ),
        (
            EvaluationStatus(EVALUATION, datetime.date(2030, 1, 2)),
            "its accessibility was evaluated on 2030-01-01, before this edition of 2030-01-02",
        ),
        (
            EvaluationStatus(EVALUATION, PUBLISHED, "Hum Clinic"),
            "the text that Hum Clinic added has not been evaluated",
        ),
    ],
    ids=["no evaluation", "another edition", "a clinic's text"],
)
def test_conformance_needs_an_evaluation(judgement: EvaluationStatus, why: str) -> None:
    """Checks alone are not enough for conformance: the standard requires an evaluator, and some criteria a person."""
    claimed = evaluate_book(make_book(), judgement)

    assert list_claims(claimed) == ALL - {CONFORMANCE}
    (note,) = claimed.notes
    assert note.startswith(f"not claimed: {CONFORMANCE}. Reason: {why}")


def test_summary_contains_only_claims() -> None:
    """The summary for readers states no more than the terms for programs."""
    sound, worse = (dict(evaluate_book(each).terms)["accessibilitySummary"] for each in (make_book(), WORSE["film"][0]))

    assert sound.startswith("All of the book is in words.")
    assert sound.endswith("Nothing moves, flashes or makes a sound.")
    assert worse == sound.removesuffix(" Nothing moves, flashes or makes a sound.")


def test_every_criterion_has_evidence() -> None:
    """Each of the 55 success criteria of levels A and AA is decided by a check, a test or a person."""
    assert (len(CRITERIA), sum(each.level == "A" for each in CRITERIA)) == (55, 31)
    assert len({each.number for each in CRITERIA}) == 55
    assert [each.number for each in CRITERIA if not (each.checks or each.tests or each.manual)] == []
    assert {check for each in CRITERIA for check in each.checks} | {
        check for each in CLAIMS for check in each.checks
    } | {check for each in FEATURES for check in each.checks} == set(CHECKS)
    assert set(list_manual_criteria()) > {"1.3.3", "1.4.1"}


@pytest.mark.parametrize("test", sorted({test for each in CRITERIA for test in each.tests}))
def test_tests_of_criteria_exist(test: str) -> None:
    """Each test that a criterion names exists."""
    file, _, function = test.partition("::")

    assert f"\ndef {function}(" in (ROOT / file).read_text(encoding="utf-8")


def read_finished(made: Book, change: tuple[str, str] = ("", "")) -> Finished:
    """Return the pages and styles of an ebook, with some text replaced."""
    members = {
        name.removeprefix("EPUB/"): made.archive.read(name).decode()
        for name in made.archive.namelist()
        if name.endswith((".xhtml", ".css"))
    }
    changed = {name: text.replace(*change) if change[0] else text for name, text in members.items()}
    pages = {name: etree.fromstring(changed[name].encode()) for name in made.spine}
    return Finished(
        "en-US",
        pages,
        {name: text for name, text in changed.items() if name.endswith(".css")},
        frozenset({"The acucontent authors"}),
    )


GUIDE_WORSE = {
    "alternatives": ((' role="img" aria-labelledby=', ' role="img" data-was='), PICTURE),
    "language": ((' lang="en-US" xml:lang="en-US"', ""), {CONFORMANCE}),
    "foreign words": ((' lang="zh-Hans" xml:lang="zh-Hans"', ""), {CONFORMANCE}),
    "contrast": (('fill="currentColor" font-weight', 'fill="#c0c0c0" font-weight'), {CONFORMANCE}),
}


@pytest.mark.parametrize(("change", "lost"), GUIDE_WORSE.values(), ids=GUIDE_WORSE)
def test_fault_in_the_shipped_guide_removes_its_claims(complete: Book, change: tuple[str, str], lost: set[str]) -> None:
    """Without alternatives, languages or contrast, exactly the claims that depend on them are left out."""
    sound = list_claims(evaluate_book(read_finished(complete)))

    assert CONFORMANCE in sound
    assert sound - list_claims(evaluate_book(read_finished(complete, change))) == lost


def test_note_explains_a_missing_claim(back_pain: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a faulty style, the package does not claim conformance, and a note names the fault."""
    styles = render._render_styles
    monkeypatch.setattr(render, "_render_styles", lambda *given: {**styles(*given), "worse.css": b"p { color: #bbb }"})

    artifact = render.render_ebook(Edition.of(back_pain), EpubOptions())

    assert Book(artifact.data).find_metadata("//opf:meta[@property='dcterms:conformsTo']") == []
    assert any(re.search("the text of <p>.* has too little contrast in the day theme", note) for note in artifact.notes)


def test_guide_without_evaluation_claims_no_conformance() -> None:
    """The package has the conformance, its evaluator and its date, or none of the three."""
    evaluated = make_guide(access={"by": "The Invented Press", "on": "2030-01-01"})
    names = ("dcterms:conformsTo", "a11y:certifiedBy", "dcterms:date")

    with_it, without = (
        [Book.from_guide(guide).find_metadata(f"//opf:meta[@property='{name}']") for name in names]
        for guide in (evaluated, make_guide())
    )

    assert with_it == [[CONFORMANCE], ["The Invented Press"], ["2030-01-01"]]
    assert without == [[], [], []]
