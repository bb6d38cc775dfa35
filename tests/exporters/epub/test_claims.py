"""What an ebook claims of its accessibility rests on checks: made worse on purpose, it loses the claims it should."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from lxml import etree

from acucontent.document.labels import labels_for
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.publishing import AccessEvaluation
from acucontent_epub import EpubOptions, render
from acucontent_epub.accessibility import CLAIMS, CONFORMANCE, Claimed, Judgement, accessibility
from acucontent_epub.checks import CHECKS
from acucontent_epub.checks.book import Book as Finished
from acucontent_epub.criteria import CRITERIA, judged, rest_on
from acucontent_epub.onix import FEATURES
from tests.exporters.epub.book import Book
from tests.factories import make_guide

ROOT = Path(__file__).parents[3]
PUBLISHED = datetime.date(2030, 1, 1)
EVALUATION = AccessEvaluation(by="The Invented Press", on=PUBLISHED)
JUDGED = Judgement(EVALUATION, PUBLISHED)

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t"><title id="t">A back</title>'
FIGURE = f'<figure id="back">{DRAWING}<desc>It is bare.</desc><text fill="#1a1a1a">L4</text></svg></figure>'
TABLE = (
    '<table id="visits"><caption>Visits</caption><tr><th scope="col">Week</th><th scope="col">Visits</th></tr></table>'
)
MARK = '<span epub:type="pagebreak" role="doc-pagebreak" id="page-1" aria-label="1"/>'
GOOD = f'<section role="doc-chapter"><h1>One</h1>{MARK}<h2 id="x">Two</h2>{FIGURE}{TABLE}</section>'
STYLE = "figure svg { background-color: #ffffff; max-width: 100% } th { border: 1px solid #888 }"
NAV = (
    '<h1>Contents</h1><nav epub:type="toc"><a href="one.xhtml">One</a><a href="one.xhtml#x">Two</a></nav>'
    '<nav epub:type="loi"><a href="one.xhtml#back">A back</a><a href="one.xhtml#visits">Visits</a></nav>'
    '<nav epub:type="page-list"><a href="one.xhtml#page-1">1</a></nav>'
)
COVER = '<img src="cover.png" alt="Cover"/>'


def page(body: str, attributes: str = 'lang="en" xml:lang="en"', title: str = "A title") -> etree._Element:
    """A page of a book."""
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    head = f"<head><title>{title}</title></head>"
    return etree.fromstring(f"<html {names} {attributes}>{head}<body>{body}</body></html>")


def book(  # noqa: PLR0913 - each part of a book has its own
    chapter: str = GOOD,
    *,
    cover: str = COVER,
    nav: str = NAV,
    style: str = STYLE,
    attributes: str = 'lang="en" xml:lang="en"',
    title: str = "A title",
) -> Finished:
    """A book with a cover, contents and one chapter."""
    pages = {"cover.xhtml": page(cover), "nav.xhtml": page(nav), "one.xhtml": page(chapter, attributes, title)}
    return Finished("en", pages, {"book.css": style})


def said(claimed: Claimed) -> set[str]:
    """What is claimed, in short."""
    terms = {value if term == "accessibilityFeature" else f"{term} {value}" for term, value in claimed.terms}
    short = {each for each in terms if not each.startswith("accessibilitySummary")}
    return short | {CONFORMANCE} if claimed.evaluation else short


def claims(finished: Finished, judgement: Judgement = JUDGED) -> Claimed:
    """What a book claims."""
    return accessibility(finished, labels_for("en"), judgement)


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
        book(cover='<img src="c.png"/>'),
        PICTURE,
        "cover.xhtml: the picture <img> 'c.png' has no words",
    ),
    "drawing without words": (
        book(GOOD.replace('aria-labelledby="t"', "")),
        PICTURE,
        "one.xhtml: the picture <svg>",
    ),
    "name that points nowhere": (
        book(GOOD.replace('aria-labelledby="t"', 'aria-labelledby="u"')),
        {*PICTURE, "ARIA"},
        "takes its name from 'u', which is not there",
    ),
    "drawing that is no picture": (
        book(GOOD.replace('role="img"', "")),
        PICTURE,
        "does not say that it is one picture",
    ),
    "no long description": (book(GOOD.replace("It is bare.", "")), {"longDescription"}, "is not described at length"),
    "heading skipped": (book(GOOD.replace("h2", "h3")), {"structuralNavigation", CONFORMANCE}, "skips a level"),
    "heading missing": (book(GOOD.replace("h1", "p")), {"structuralNavigation", CONFORMANCE}, "one main heading"),
    "two main headings": (book(GOOD.replace("h2", "h1")), {"structuralNavigation", CONFORMANCE}, "one main heading"),
    "heading without words": (book(GOOD.replace("Two", " ")), {"structuralNavigation", CONFORMANCE}, "has no words"),
    "table without headers": (
        book(re.sub("th( [^>]*)?>", "td>", GOOD)),
        {"structuralNavigation", CONFORMANCE},
        "has no headers",
    ),
    "header without scope": (
        book(GOOD.replace(' scope="col"', "", 1)),
        {"structuralNavigation", CONFORMANCE},
        "does not say what it heads",
    ),
    "table without name": (
        book(GOOD.replace("Visits</cap", "</cap")),
        {"structuralNavigation", CONFORMANCE},
        "has no name",
    ),
    "link without words": (book(GOOD + '<a href="#x"></a>'), {CONFORMANCE}, "the link to '#x' has no words"),
    "dead link": (
        book(GOOD + '<a href="two.xhtml">Two</a>'),
        {CONFORMANCE},
        "the target of the link to 'two.xhtml' is not found",
    ),
    "id twice": (book(GOOD + '<p id="x">X</p>'), {"ARIA", CONFORMANCE}, "the id 'x' stands in it 2 times"),
    "no language": (book(attributes=""), {CONFORMANCE}, "one.xhtml: it does not state its language, en"),
    "wrong language": (book(attributes='lang="de" xml:lang="de"'), {CONFORMANCE}, "does not state its language"),
    "foreign words": (book(GOOD + "<p>委中</p>"), {CONFORMANCE}, "the words '委中' do not say their language"),
    "no title": (book(title=" "), {CONFORMANCE}, "one.xhtml: it has no title"),
    "contents that miss a page": (
        book(nav='<h1>Contents</h1><nav epub:type="page-list"><a href="cover.xhtml#page-1">1</a></nav>'),
        {"tableOfContents", "readingOrder", "pageNavigation", "pageBreakMarkers", CONFORMANCE},
        "nav.xhtml: it does not lead to one.xhtml",
    ),
    "mark that is not listed": (
        book(GOOD + MARK.replace("page-1", "page-2")),
        {"pageNavigation", "pageBreakMarkers"},
        "are not the same: one.xhtml#page-2",
    ),
    "film": (book(GOOD + "<video/>"), {"accessibilityHazard none", CONFORMANCE}, "may move, sound or run"),
    "script": (book(GOOD + '<p onclick="x()">X</p>'), {"accessibilityHazard none", CONFORMANCE}, "runs a script"),
    "motion": (book(style="p { animation: x 1s }"), {"accessibilityHazard none", CONFORMANCE}, "moves something"),
    "control": (book(GOOD + "<input/>"), {CONFORMANCE}, "is a control"),
    "faint words": (
        book(style="p, h1 { color: #999999 }"),
        {CONFORMANCE},
        "by day, the words of <h1> 'One' are too faint",
    ),
    "words lost at night": (book(style="h1 { color: #111111 }"), {CONFORMANCE}, "by night, the words of <h1> 'One'"),
    "ground without words": (book(style="body { background: #fff }"), {CONFORMANCE}, "#ffffff on #ffffff is 1.0 to 1"),
    "faint words in a drawing": (book(GOOD.replace("#1a1a1a", "#999999")), {CONFORMANCE}, "the words of <text> 'L4'"),
    "faint line": (book(style="th { border: 1px solid #ccc }"), {CONFORMANCE}, "border #cccccc on #ffffff is 1.6 to 1"),
    "moved part": (book(style="p { position: absolute }"), {"readingOrder", CONFORMANCE}, "moves a part away"),
    "fixed size": (book(style="p { font-size: 12px }"), {"displayTransformability", CONFORMANCE}, "fixes the size"),
    "long unbroken": (
        book(GOOD + '<p class="code">This is too long a line</p>', style=f"{STYLE} .code {{ white-space: nowrap }}"),
        {"displayTransformability", CONFORMANCE},
        "one.xhtml",
    ),
    "wide part": (book(style="p { min-width: 60em }"), {"displayTransformability", CONFORMANCE}, "wider than a phone"),
    "insisted": (book(style="p { color: red !important }"), {"displayTransformability", CONFORMANCE}, "insists on"),
    "no outline": (book(style="a:link { outline: none }"), {CONFORMANCE}, "takes the outline away"),
    "no underline": (book(style="a { text-decoration: none }"), {CONFORMANCE}, "leaves a link its color alone"),
}


def test_a_sound_book_claims_everything() -> None:
    """A book in which the checks find nothing, and which somebody judged, makes every claim and needs no note."""
    claimed = claims(book())

    assert said(claimed) == ALL
    assert claimed.notes == ()
    assert claimed.evaluation == EVALUATION


@pytest.mark.parametrize(("worse", "lost", "why"), WORSE.values(), ids=WORSE)
def test_what_is_worse_loses_its_claims_and_no_others(worse: Finished, lost: set[str], why: str) -> None:
    """Each fault takes back exactly the claims that rest on it, and the notes say where it is."""
    claimed = claims(worse)
    given = said(claimed) - {"accessibilityHazard unknown"}

    assert ALL - given == lost
    assert given <= ALL
    assert why in "\n".join(claimed.notes)
    for each in lost:
        assert any(each.split(" ")[-1] in note.split(", because")[0] for note in claimed.notes), each


def test_a_code_may_be_kept_together() -> None:
    """A style that keeps a word or two in one line takes nothing from a reader, and costs no claim."""
    kept = book(
        GOOD.replace("Two", 'Two <span class="code">EX-B2</span>'), style=f"{STYLE} .code {{ white-space: nowrap }}"
    )

    assert said(claims(kept)) == ALL


UNLISTED = book(GOOD.replace('id="visits"', 'id="weeks"'), nav=NAV.replace('<a href="one.xhtml#visits">Visits</a>', ""))
"""A table that the contents do not lead to: no fault of access, but less than ONIX's table of contents."""


def test_every_check_can_fail() -> None:
    """No check is there for show: each finds something in one of the books made worse."""
    books = [UNLISTED, *(worse for worse, _, _ in WORSE.values())]
    found = {name for name, check in CHECKS.items() for worse in books if any(check.find(worse))}

    assert found == set(CHECKS)


def test_each_check_names_the_criteria_that_rest_on_it() -> None:
    """The source of a check and the table of criteria agree."""
    for code, check in CHECKS.items():
        assert set(re.findall(r"\d\.\d\.\d+", check.source)) <= set(rest_on(code)), code
        assert check.source.endswith(".")
        assert not check.title.endswith(".")


def test_what_a_book_has_not_is_neither_claimed_nor_missed() -> None:
    """Without pictures and printed pages there is no claim of them, and no note that it is left out."""
    plain = book(
        "<h1>One</h1>", cover="<p>No picture</p>", nav='<h1>C</h1><nav epub:type="toc"><a href="one.xhtml">1</a></nav>'
    )
    claimed = claims(plain)

    assert ALL - said(claimed) == {
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
        (Judgement(None, PUBLISHED), "nobody is named who judged what no check can see, WCAG 1.1.1, 1.3.3"),
        (
            Judgement(EVALUATION, datetime.date(2030, 1, 2)),
            "its access was judged on 2030-01-01, and this edition is of",
        ),
        (Judgement(EVALUATION, PUBLISHED, "Hum Clinic"), "nobody judged what Hum Clinic adds to it"),
    ],
    ids=["nobody", "another edition", "a clinic's words"],
)
def test_conformance_needs_somebody_who_answers_for_it(judgement: Judgement, why: str) -> None:
    """Checks alone claim no conformance: the standard asks who evaluated it, and some things only a person sees."""
    claimed = claims(book(), judgement)

    assert said(claimed) == ALL - {CONFORMANCE}
    (note,) = claimed.notes
    assert note.startswith(f"it does not claim {CONFORMANCE}, because {why}")


def test_summary_says_what_is_claimed() -> None:
    """The words for people say no more than the terms for programs."""
    sound, worse = (dict(claims(each).terms)["accessibilitySummary"] for each in (book(), WORSE["film"][0]))

    assert sound.startswith("All of the book is in words.")
    assert sound.endswith("Nothing moves, flashes or makes a sound.")
    assert worse == sound.removesuffix(" Nothing moves, flashes or makes a sound.")


def test_every_criterion_rests_on_something() -> None:
    """Each of the 55 success criteria of levels A and AA is decided by a check, a test or a person."""
    assert (len(CRITERIA), sum(each.level == "A" for each in CRITERIA)) == (55, 31)
    assert len({each.number for each in CRITERIA}) == 55
    assert [each.number for each in CRITERIA if not (each.checks or each.tests or each.judged)] == []
    assert {check for each in CRITERIA for check in each.checks} | {
        check for each in CLAIMS for check in each.checks
    } | {check for each in FEATURES for check in each.checks} == set(CHECKS)
    assert set(judged()) > {"1.3.3", "1.4.1"}


@pytest.mark.parametrize("test", sorted({test for each in CRITERIA for test in each.tests}))
def test_tests_that_criteria_rest_on_are_there(test: str) -> None:
    """A criterion that is met by design names a test that shows it."""
    file, _, function = test.partition("::")

    assert f"\ndef {function}(" in (ROOT / file).read_text(encoding="utf-8")


def finished(made: Book, change: tuple[str, str] = ("", "")) -> Finished:
    """The pages and styles of an ebook, with some words of theirs changed."""
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
    "contrast": (("#1a1a1a", "#c0c0c0"), {CONFORMANCE}),
}


@pytest.mark.parametrize(("change", "lost"), GUIDE_WORSE.values(), ids=GUIDE_WORSE)
def test_the_shipped_guide_made_worse_loses_what_it_should(
    complete: Book, change: tuple[str, str], lost: set[str]
) -> None:
    """Alternatives removed, languages removed, contrast lowered: exactly the claims that rest on them are gone."""
    sound = said(claims(finished(complete)))

    assert CONFORMANCE in sound
    assert sound - said(claims(finished(complete, change))) == lost


def test_a_build_leaves_the_claim_out_and_says_why(back_pain: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    """The conformance is no longer in the package, and the note names the rule of the style that is at fault."""
    styles = render._styles
    monkeypatch.setattr(render, "_styles", lambda *given: {**styles(*given), "worse.css": b"p { color: #bbb }"})

    artifact = render.render(Edition.of(back_pain), EpubOptions())

    assert Book(artifact.data).stated("//opf:meta[@property='dcterms:conformsTo']") == []
    assert any("by day, the words of <p>" in note for note in artifact.notes)


def test_a_guide_that_nobody_judged_claims_no_conformance() -> None:
    """The evaluator and the day are in the package beside the conformance, or none of the three."""
    judged_guide = make_guide(access={"by": "The Invented Press", "on": "2030-01-01"})
    names = ("dcterms:conformsTo", "a11y:certifiedBy", "dcterms:date")

    with_it, without = (
        [Book.of(guide).stated(f"//opf:meta[@property='{name}']") for name in names]
        for guide in (judged_guide, make_guide())
    )

    assert with_it == [[CONFORMANCE], ["The Invented Press"], ["2030-01-01"]]
    assert without == [[], [], []]
