"""References of every type follow the AMA Manual of Style (11th edition, chapter 3)."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from acucontent.document.blocks import Emphasis, Foreign, Inlines, WebLink
from acucontent.document.labels import load_labels
from acucontent.document.references import format_reference, format_short_reference
from acucontent.model.plain_text import flatten
from acucontent.model.references import Reference
from tests.factories import make_reference

LABELS = load_labels("en")
HUMMER = {"family": "Hummer", "given": "Ada Beth"}
BOARD = {"literal": "The Hiccup Board"}
NOTHING: dict[str, Any] = dict.fromkeys(("author", "editor"), ()) | dict.fromkeys(
    ("container_title", "issued", "volume", "issue", "page")
)


def make_people(count: int) -> list[dict[str, str]]:
    """Make authors with the names A, B and so on."""
    return [{"family": f"Name{letter}", "given": letter} for letter in "ABCDEFGHIJ"[:count]]


def make_source(kind: str, **fields: Any) -> dict[str, Any]:
    """Make the fields of a source of a type, with all other fields empty."""
    return NOTHING | {"type": kind, "title": "On humming"} | fields


YEAR = {"date-parts": [[1999]]}
MONTH = {"date-parts": [[2020, 3]]}
DAY = {"date-parts": [[2020, 3, 9]]}

ARTICLE = "Hummer A. Humming against hiccups. *Journal of Invented Medicine*. 1999;1(2):3-4."
"""The reference of the article from the factory."""

GOLDEN: dict[str, tuple[dict[str, Any], str]] = {
    "article": ({}, ARTICLE),
    "article with a DOI": (
        {"DOI": "10.1000/hum", "URL": "https://example.org/hum", "PMID": "1"},
        f"{ARTICLE} [doi:10.1000/hum](https://doi.org/10.1000/hum)",
    ),
    "article with an address": (
        {"URL": "https://example.org/hum", "PMID": "1"},
        f"{ARTICLE} [https://example.org/hum](https://example.org/hum)",
    ),
    "article in PubMed": (
        {"PMID": "123"},
        f"{ARTICLE} [PMID: 123](https://pubmed.ncbi.nlm.nih.gov/123/)",
    ),
    "article without an issue": (
        {"issue": None},
        "Hummer A. Humming against hiccups. *Journal of Invented Medicine*. 1999;1:3-4.",
    ),
    "article without a volume": (
        {"volume": None, "issue": None},
        "Hummer A. Humming against hiccups. *Journal of Invented Medicine*. 1999;3-4.",
    ),
    "article without numbers": (
        {"volume": None, "issue": None, "page": None, "issued": None},
        "Hummer A. Humming against hiccups. *Journal of Invented Medicine*.",
    ),
    "article without a journal": (make_source("article-journal", issued=YEAR), "On humming. 1999."),
    "title alone": (make_source("article-journal"), "On humming."),
    "a title that asks": (
        {"title": "Is it the tune?", "page": "3"},
        "Hummer A. Is it the tune? *Journal of Invented Medicine*. 1999;1(2):3.",
    ),
    "a title that shouts": (make_source("article-journal", title="Hum!"), "Hum!"),
    "newspaper": (
        make_source("article-newspaper", author=[HUMMER], container_title="The Hum", issued=DAY),
        "Hummer AB. On humming. *The Hum*. 2020.",
    ),
    "magazine": (
        make_source("article-magazine", container_title="Hum Monthly", issued=YEAR, page="7"),
        "On humming. *Hum Monthly*. 1999;7.",
    ),
    "six authors": (
        make_source("article-journal", author=make_people(6)),
        "NameA A, NameB B, NameC C, NameD D, NameE E, NameF F. On humming.",
    ),
    "seven authors": (
        make_source("article-journal", author=make_people(7)),
        "NameA A, NameB B, NameC C, et al. On humming.",
    ),
    "a list that was cut": (
        make_source("article-journal", author=make_people(4), more_authors=True),
        "NameA A, NameB B, NameC C, et al. On humming.",
    ),
    "initials": (
        make_source(
            "article-journal", author=[{"family": "O'Hum", "given": "Jean-Paul M."}, {"family": "Ng", "given": "A. B."}]
        ),
        "O'Hum JPM, Ng AB. On humming.",
    ),
    "a name of one word": (make_source("article-journal", author=[{"family": "Plato"}]), "Plato. On humming."),
    "a person and a body": (
        make_source("article-journal", author=[HUMMER, BOARD]),
        "Hummer AB, The Hiccup Board. On humming.",
    ),
    "book": (
        make_source("book", author=[HUMMER], edition="2nd", publisher="Hum Press", issued=YEAR),
        "Hummer AB. *On humming*. 2nd ed. Hum Press; 1999.",
    ),
    "book with one editor": (
        make_source("book", editor=[HUMMER], publisher="Hum Press", issued=YEAR),
        "Hummer AB, ed. *On humming*. Hum Press; 1999.",
    ),
    "book with editors": (make_source("book", editor=make_people(2)), "NameA A, NameB B, eds. *On humming*."),
    "chapter": (
        make_source(
            "chapter",
            author=[HUMMER],
            editor=make_people(2),
            container_title="All of music",
            edition="3rd",
            publisher="Hum Press",
            issued=YEAR,
            page="10-20",
        ),
        "Hummer AB. On humming. In: NameA A, NameB B, eds. *All of music*. 3rd ed. Hum Press; 1999:10-20.",
    ),
    "chapter of an unknown editor": (
        make_source("chapter", author=[HUMMER], container_title="All of music", issued=YEAR),
        "Hummer AB. On humming. In: *All of music*. 1999.",
    ),
    "report": (
        make_source(
            "report", author=[BOARD], number="HB-7", publisher="Hum Press", issued=YEAR, URL="https://example.org/7"
        ),
        "The Hiccup Board. *On humming*. HB-7. Hum Press; 1999. [https://example.org/7](https://example.org/7)",
    ),
    "thesis": (
        make_source("thesis", author=[HUMMER], publisher="University of Hum", issued=MONTH),
        "Hummer AB. *On humming*. University of Hum; 2020.",
    ),
    "page": (
        make_source("webpage", author=[BOARD], container_title="Hum", issued=DAY, accessed=DAY, URL="https://e.org"),
        "The Hiccup Board. On humming. Hum. March 9, 2020. Accessed March 9, 2020. [https://e.org](https://e.org)",
    ),
    "page of its author": (
        make_source("webpage", author=[BOARD], container_title="The Hiccup Board", issued=MONTH),
        "The Hiccup Board. On humming. March 2020.",
    ),
    "page by nobody": (make_source("webpage", container_title="Hum Site", issued=YEAR), "On humming. Hum Site. 1999."),
    "law": (
        make_source("legislation", author=[BOARD], number="21 HUM 7", container_title="Laws of Hum", issued=DAY),
        "The Hiccup Board. On humming. Laws of Hum. 21 HUM 7. March 9, 2020.",
    ),
    "unchecked": (
        make_source("book", author=[HUMMER], checked={"how": "unchecked"}),
        "Hummer AB. *On humming*. (We have not yet checked this source.)",
    ),
    "unchecked with an address": (
        make_source("webpage", URL="https://example.org", checked={"how": "unchecked"}),
        "On humming. [https://example.org](https://example.org) (We have not yet checked this source.)",
    ),
}


SHORT: dict[str, tuple[dict[str, Any], str]] = {
    "article": ({}, "Hummer A. *Journal of Invented Medicine*. 1999;1(2):3-4."),
    "article with a DOI": (
        {"DOI": "10.1000/hum"},
        "Hummer A. *Journal of Invented Medicine*. 1999. [doi:10.1000/hum](https://doi.org/10.1000/hum)",
    ),
    "article with an address": (
        {"URL": "https://example.org/hum/"},
        "Hummer A. *Journal of Invented Medicine*. 1999. [example.org/hum](https://example.org/hum/)",
    ),
    "article without a journal": (make_source("article-journal", issued=YEAR), "On humming. 1999."),
    "two authors": (
        make_source("article-journal", author=make_people(2), container_title="Hum", issued=YEAR, DOI="10.1000/hum"),
        "NameA A, et al. *Hum*. 1999. [doi:10.1000/hum](https://doi.org/10.1000/hum)",
    ),
    "a list that was cut": (
        make_source("book", author=make_people(1), more_authors=True),
        "NameA A, et al. *On humming*.",
    ),
    "book with editors": (
        make_source("book", editor=make_people(2), edition="2nd", publisher="Hum Press", issued=YEAR),
        "NameA A, et al, eds. *On humming*. 1999.",
    ),
    "page": (
        make_source("webpage", author=[BOARD], container_title="Hum", accessed=DAY, URL="http://e.org"),
        "The Hiccup Board. On humming. [e.org](http://e.org)",
    ),
    "unchecked": (
        make_source("book", checked={"how": "unchecked"}),
        "*On humming*. (We have not yet checked this source.)",
    ),
}
"""Short references, for sheets."""


def render_markdown(inlines: Inlines) -> str:
    """Return inlines as Markdown, with italics and links."""
    parts = []
    for inline in inlines:
        match inline:
            case Emphasis():
                parts.append(f"*{flatten((inline,))}*")
            case WebLink(address):
                parts.append(f"[{flatten((inline,))}]({address})")
            case _:
                parts.append(flatten((inline,)))
    return "".join(parts)


@pytest.mark.parametrize(("fields", "expected"), GOLDEN.values(), ids=GOLDEN)
def test_references_follow_the_ama_style(fields: dict[str, Any], expected: str) -> None:
    """A reference has names, title, publication and address, each with one period."""
    assert render_markdown(format_reference(make_reference(**fields), LABELS)) == expected


@pytest.mark.parametrize(("fields", "expected"), SHORT.values(), ids=SHORT)
def test_short_references(fields: dict[str, Any], expected: str) -> None:
    """A short reference has the first author, the journal or else the title, the year and the address."""
    assert render_markdown(format_short_reference(make_reference(**fields), LABELS)) == expected


def test_every_type_of_source_has_a_case() -> None:
    """A new type of source needs a case above."""
    kinds = get_args(Reference.model_fields["type"].annotation)

    assert {make_reference(**fields).type for fields, _ in GOLDEN.values()} == set(kinds)


@pytest.mark.parametrize("kind", ["article-journal", "chapter", "book"])
def test_titles_in_another_language_are_marked(kind: str) -> None:
    """A German title is marked as German, and fixed words are not."""
    fields = make_source(kind, title="Summen hilft", language="de") | (
        {} if kind == "book" else {"container_title": "Zeitung"}
    )
    inlines = format_reference(make_reference(**fields), LABELS)

    assert _list_german(inlines) == ["Summen hilft"] + ([] if kind == "book" else ["Zeitung"])
    assert flatten(inlines).startswith("Summen hilft.")


def test_title_in_brackets_is_in_the_guides_language() -> None:
    """A title in square brackets is a translation, so it is not marked as German even if the source is."""
    inlines = format_reference(make_reference(**make_source("book", title="[Humming helps]", language="de")), LABELS)

    assert _list_german(inlines) == []
    assert flatten(inlines).startswith("[Humming helps].")


def _list_german(inlines: Inlines) -> list[str]:
    """Return the texts that are marked as German."""
    found = []
    for inline in inlines:
        match inline:
            case Foreign("de", children):
                found.append(flatten(children))
            case Emphasis(children):
                found += _list_german(children)
    return found
