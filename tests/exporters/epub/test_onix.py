"""The ONIX record of an ebook is valid by EDItEUR's own schemas and agrees with the package."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import onixcheck
import pytest
from lxml import etree

from acucontent.build import build
from acucontent.edition import Edition, PrintedPages
from acucontent.model.guide import Guide
from acucontent.registry import Registry
from acucontent_epub import EpubOptions, acucontent_exporters, export
from acucontent_epub.onix import FEATURES, list_features
from tests.exporters.epub.book import Book
from tests.exporters.epub.guides import ISBN, SERIES, make_full_guide
from tests.exporters.epub.test_claims import UNLISTED, WORSE, evaluate_book, make_book
from tests.factories import (
    make_guide,
    make_handout,
    make_source,
)

FULL = make_full_guide()
GUIDES: dict[str, tuple[Guide, str | None]] = {
    "everything": (FULL, None),
    "as little as there may be": (make_guide(codes=[]), None),
    "a sheet": (
        make_guide(series=SERIES, handouts=[make_handout(), make_handout(id="sheet", include=["key_points"])]),
        "sheet",
    ),
    "names in other scripts": (
        make_guide(authors=[{"name": "王秀英", "sort_as": "Wang Xiuying"}, {"name": "محمد"}], publisher="北京出版社"),
        None,
    ),
    "an organization, filed": (
        make_guide(authors=[{"name": "The Society", "kind": "organization", "sort_as": "Society, The"}]),
        None,
    ),
    "a draft": (make_guide(edition="0.1.0-draft"), None),
    "words that markup is made of": (make_guide(title="<b> & ]]>", authors=[{"name": "A & B <c>"}]), None),
}


def make_record(guide: Guide, handout: str | None = None) -> etree._Element:
    """Return the record of a guide's ebook."""
    return etree.fromstring(export(Edition.of(guide, handout), EpubOptions(onix=True)).companions[".onix.xml"])


def find_texts(root: etree._Element, path: str) -> list[str]:
    """Return the texts in a record at a path of element names."""
    xpath = "/".join(f"o:{name}" for name in path.split("/"))
    return [
        each.text or ""
        for each in root.xpath(f"//{xpath}", namespaces={"o": "http://ns.editeur.org/onix/3.0/reference"})
    ]


def find_codes(root: etree._Element, kind: str = "09") -> dict[str, str]:
    """Return the codes of the features of a type, with their descriptions."""
    found = {}
    for feature in root.iter("{*}ProductFormFeature"):
        if feature.findtext("{*}ProductFormFeatureType") == kind:
            value = feature.findtext("{*}ProductFormFeatureValue") or ""
            found[value] = feature.findtext("{*}ProductFormFeatureDescription") or ""
    return found


@cache
def load_validator(kind: str) -> etree._Validator:
    """Return EDItEUR's schema of ONIX 3.0, with its code lists."""
    folder = Path(str(files(onixcheck))) / "schema"
    if kind == "xsd":
        return etree.XMLSchema(file=str(folder / "xsd3.0" / "ONIX_BookProduct_3.0_reference.xsd"))
    return etree.RelaxNG(file=str(folder / "rng3.0" / "ONIX_BookProduct_3.0_reference.rng"))


@pytest.mark.parametrize("kind", ["xsd", "rng"])
@pytest.mark.parametrize(("guide", "handout"), GUIDES.values(), ids=GUIDES)
def test_record_is_valid(guide: Guide, handout: str | None, kind: str) -> None:
    """The record is valid by both of EDItEUR's schemas of ONIX 3.0, with their code lists."""
    validator = load_validator(kind)

    validator.validate(etree.parse(io.BytesIO(etree.tostring(make_record(guide, handout)))))

    assert [error.message for error in validator.error_log] == []


def test_schema_would_find_a_wrong_code() -> None:
    """The validation can fail: an unknown code is refused."""
    root = make_record(FULL)
    next(root.iter("{*}ProductForm")).text = "XX"

    assert not load_validator("xsd").validate(root)


def test_shipped_guide_has_a_valid_record(back_pain: Guide) -> None:
    """The record of the shipped guide is valid and has its title, author and subjects."""
    root = make_record(back_pain)

    assert load_validator("xsd").validate(root), load_validator("xsd").error_log
    assert find_texts(root, "DescriptiveDetail/TitleDetail/TitleElement/TitleText") == [back_pain.title]
    assert find_texts(root, "DescriptiveDetail/TitleDetail/TitleElement/Subtitle") == [back_pain.subtitle]
    assert find_texts(root, "Contributor/CorporateName") == ["The acucontent authors"]
    assert {"HEA001000", "VXH", "D015670"} <= {*find_texts(root, "Subject/SubjectCode")}


def test_record_has_the_facts_of_the_guide() -> None:
    """The record has numbers, contributors, series, subjects, language, licence and dates."""
    root = make_record(FULL)

    assert find_texts(root, "RecordReference") == ["urn:isbn:9789240081789"]
    isbn, identifier = find_texts(root, "Product/ProductIdentifier/IDValue")
    assert (isbn, [f"urn:isbn:{isbn}", identifier]) == (
        "9789240081789",
        sorted(Book.from_guide(FULL).find_metadata("//dc:identifier")),
    )
    assert find_texts(root, "RelatedProduct/ProductIdentifier/IDValue") == ["9780306406157"]
    assert find_texts(root, "WorkIdentifier/IDValue") == ["10.1000/182"]
    assert find_texts(root, "Contributor/ContributorRole") == ["A01", "A01", "B01", "A12", "B06", "Z99"]
    assert find_texts(root, "Contributor/PersonNameInverted") == ["Hummer, Ada"]
    assert find_texts(root, "Contributor/ContributorDescription") == ["Reviewer"]
    assert find_texts(root, "Collection/TitleDetail/TitleElement/TitleText") == ["Small noises"]
    assert find_texts(root, "Collection/CollectionIdentifier/IDValue") == ["20493630"]
    assert find_texts(root, "Subject/SubjectSchemeIdentifier") == ["06", "10", "10", "24", "93", "94"]
    assert find_texts(root, "Subject/SubjectSchemeName") == ["ICD-10"]
    assert len(find_texts(root, "Subject/MainSubject")) == 2
    assert (find_texts(root, "Language/LanguageCode"), find_texts(root, "Language/CountryCode")) == (["eng"], ["US"])
    assert find_texts(root, "EpubLicense/EpubLicenseName") == ["CC-BY-4.0"]
    assert find_texts(root, "EpubLicenseExpressionLink") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert find_texts(root, "PublishingDate/Date") == ["20300101"]
    assert find_texts(root, "EditionStatement") == ["Edition 1.0.0"]
    assert find_texts(root, "AudienceDescription") == ["People who hiccup."]


def test_handout_is_described_as_that_handout() -> None:
    """Package and record of a handout have its title and purpose, name the guide, and say that it is not the whole."""
    sheet = make_handout(id="sheet", title="Before a visit", purpose="Read it first.", include=["key_points"])
    guide = make_guide(identifiers={"isbn_epub": ISBN, "doi": "10.1000/182"}, handouts=[make_handout(), sheet])
    note = f"This is “Before a visit”, from the guide “{guide.title}”, and not the whole guide."
    book, root = Book.from_guide(guide, "sheet"), make_record(guide, "sheet")

    assert book.find_metadata("//dc:title") == ["Before a visit"]
    assert book.find_metadata("//dc:description") == [f"Read it first. {note}"]
    assert book.find_metadata("//opf:meta[@property='dcterms:isPartOf']") == [guide.title]
    assert book.find_metadata("//opf:meta[@property='schema:accessibilitySummary']")[0].startswith(note)
    assert f"From the guide “{guide.title}”" in book.get_text("title.xhtml")
    assert f"From the guide “{guide.title}”" in book.pages["cover.xhtml"].xpath("string(//@alt)")
    assert note in book.get_text("imprint.xhtml")
    assert find_texts(root, "TitleElement/TitleText") == ["Before a visit"]
    assert find_texts(root, "TitleElement/Subtitle") == [f"From the guide “{guide.title}”"]
    assert find_texts(root, "TextContent/Text") == [f"Read it first. {note}"]
    assert find_codes(root)["00"].startswith(note)
    assert find_texts(root, "RelatedProduct/ProductRelationCode") == ["02"]
    assert find_texts(root, "RelatedWork/WorkRelationCode") == ["02"]
    assert load_validator("xsd").validate(root)


def test_draft_is_not_yet_on_sale() -> None:
    """A draft edition is announced as forthcoming."""
    draft, final = make_record(GUIDES["a draft"][0]), make_record(FULL)

    assert (find_texts(draft, "NotificationType"), find_texts(draft, "PublishingStatus")) == (["02"], ["02"])
    assert (find_texts(final, "NotificationType"), find_texts(final, "PublishingStatus")) == (["03"], ["04"])


def test_pages_of_print_are_counted() -> None:
    """The record has the page count of a PDF from the same build."""
    edition = Edition(
        FULL, FULL.handouts[0], FULL.regions[0], FULL.language, printed=PrintedPages(make_source(), (), 12)
    )
    root = etree.fromstring(export(edition, EpubOptions(onix=True)).companions[".onix.xml"])

    assert find_texts(root, "Extent/ExtentValue") == ["12"]
    assert load_validator("xsd").validate(root)


def test_accessibility_is_that_of_the_package() -> None:
    """The codes of list 196 repeat the claims of the package, including conformance with evaluator and date."""
    found = find_codes(make_record(FULL))

    assert found.keys() >= {"00", "04", "13", "14", "22", "26", "29", "36", "52", "82", "85"}
    assert (found["90"], found["91"], found["94"]) == ("The Invented Press", "20300101", "https://example.org/report")
    assert find_codes(make_record(FULL), "12") == {"00": ""}
    assert found["00"] == Book.from_guide(FULL).find_metadata("//opf:meta[@property='schema:accessibilitySummary']")[0]


LOST = {
    "table that is not listed": {"11"},
    "cover without words": {"04", "14", "25", "52", "82", "85", "90", "91"},
    "no language": {"04", "22", "25", "82", "85", "90", "91"},
    "faint words": {"04", "25", "26", "82", "85", "90", "91"},
    "no long description": {"15"},
    "mark that is not listed": {"19", "41"},
    "control": {"04", "10", "25", "82", "85", "90", "91"},
}


@pytest.mark.parametrize(("fault", "lost"), LOST.items(), ids=LOST)
def test_fault_removes_only_its_codes(fault: str, lost: set[str]) -> None:
    """A fault removes exactly the codes that depend on it."""
    made_worse = WORSE[fault][0] if fault in WORSE else UNLISTED
    sound, worse = (dict(list_features(evaluate_book(each))) for each in (make_book(), made_worse))

    assert sound.keys() - worse.keys() == lost
    assert worse.keys() <= sound.keys()


def test_every_feature_is_possible() -> None:
    """A book without faults has every code."""
    assert {each.code for each in FEATURES} - dict(list_features(evaluate_book(make_book()))).keys() == set()


@pytest.mark.parametrize(
    ("options", "names"), [({}, ["hiccups.epub"]), ({"onix": True}, ["hiccups.epub", "hiccups.onix.xml"])]
)
def test_build_writes_the_record_on_request(options: dict[str, Any], names: list[str], tmp_path: Path) -> None:
    """`acucontent build --onix` writes the record next to the ebook and does not change the ebook."""
    registry = Registry({each.name: each for each in acucontent_exporters()})
    build(make_guide(), registry, options=options, out=tmp_path)

    assert sorted(path.name for path in tmp_path.glob("hiccups*")) == names
    assert (tmp_path / "hiccups.epub").read_bytes() == Book.from_guide(make_guide()).data
