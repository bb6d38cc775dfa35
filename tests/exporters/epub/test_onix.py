"""The ONIX record of an ebook: valid by EDItEUR's own schemas, and true to what the package says."""

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
from acucontent_epub.onix import FEATURES, features
from tests.exporters.epub.book import Book
from tests.exporters.epub.guides import SERIES, full_guide
from tests.exporters.epub.test_claims import UNLISTED, WORSE, book, claims
from tests.factories import (
    make_guide,
    make_handout,
    make_source,
)

FULL = full_guide()
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


def record(guide: Guide, handout: str | None = None) -> etree._Element:
    """The record of a guide's ebook."""
    return etree.fromstring(export(Edition.of(guide, handout), EpubOptions(onix=True)).companions[".onix.xml"])


def said(root: etree._Element, path: str) -> list[str]:
    """What a record holds at a path of element names."""
    way = "/".join(f"o:{name}" for name in path.split("/"))
    return [
        each.text or "" for each in root.xpath(f"//{way}", namespaces={"o": "http://ns.editeur.org/onix/3.0/reference"})
    ]


def codes(root: etree._Element, kind: str = "09") -> dict[str, str]:
    """The codes of the features of a type, with their words."""
    found = {}
    for feature in root.iter("{*}ProductFormFeature"):
        if feature.findtext("{*}ProductFormFeatureType") == kind:
            value = feature.findtext("{*}ProductFormFeatureValue") or ""
            found[value] = feature.findtext("{*}ProductFormFeatureDescription") or ""
    return found


@cache
def validator(kind: str) -> etree._Validator:
    """EDItEUR's schema of ONIX 3.0 with its code lists."""
    folder = Path(str(files(onixcheck))) / "schema"
    if kind == "xsd":
        return etree.XMLSchema(file=str(folder / "xsd3.0" / "ONIX_BookProduct_3.0_reference.xsd"))
    return etree.RelaxNG(file=str(folder / "rng3.0" / "ONIX_BookProduct_3.0_reference.rng"))


@pytest.mark.parametrize("kind", ["xsd", "rng"])
@pytest.mark.parametrize(("guide", "handout"), GUIDES.values(), ids=GUIDES)
def test_record_is_valid(guide: Guide, handout: str | None, kind: str) -> None:
    """Both of EDItEUR's own schemas of ONIX 3.0, with its code lists, find nothing wrong."""
    judge = validator(kind)

    judge.validate(etree.parse(io.BytesIO(etree.tostring(record(guide, handout)))))

    assert [error.message for error in judge.error_log] == []


def test_schema_would_find_a_wrong_code() -> None:
    """The schema judges the codes, too: one that no list has is refused."""
    root = record(FULL)
    next(root.iter("{*}ProductForm")).text = "XX"

    assert not validator("xsd").validate(root)


def test_shipped_guide_has_a_valid_record(back_pain: Guide) -> None:
    """The record of the guide that is shipped is valid and names it."""
    root = record(back_pain)

    assert validator("xsd").validate(root), validator("xsd").error_log
    assert said(root, "DescriptiveDetail/TitleDetail/TitleElement/TitleText") == [back_pain.title]
    assert said(root, "DescriptiveDetail/TitleDetail/TitleElement/Subtitle") == [back_pain.subtitle]
    assert said(root, "Contributor/CorporateName") == ["The acucontent authors"]
    assert {"HEA001000", "VXH", "D015670"} <= {*said(root, "Subject/SubjectCode")}


def test_record_says_what_the_guide_says() -> None:
    """Numbers, people, series, subjects, language, licence and dates are all there."""
    root = record(FULL)

    assert said(root, "RecordReference") == ["urn:isbn:9789240081789"]
    assert said(root, "Product/ProductIdentifier/IDValue") == ["9789240081789"]
    assert said(root, "RelatedProduct/ProductIdentifier/IDValue") == ["9780306406157"]
    assert said(root, "WorkIdentifier/IDValue") == ["10.1000/182"]
    assert said(root, "Contributor/ContributorRole") == ["A01", "A01", "B01", "A12", "B06", "Z99"]
    assert said(root, "Contributor/PersonNameInverted") == ["Hummer, Ada"]
    assert said(root, "Contributor/ContributorDescription") == ["Reviewer"]
    assert said(root, "Collection/TitleDetail/TitleElement/TitleText") == ["Small noises"]
    assert said(root, "Collection/CollectionIdentifier/IDValue") == ["20493630"]
    assert said(root, "Subject/SubjectSchemeIdentifier") == ["06", "10", "10", "24", "93", "94"]
    assert said(root, "Subject/SubjectSchemeName") == ["ICD-10"]
    assert len(said(root, "Subject/MainSubject")) == 2
    assert (said(root, "Language/LanguageCode"), said(root, "Language/CountryCode")) == (["eng"], ["US"])
    assert said(root, "EpubLicense/EpubLicenseName") == ["CC-BY-4.0"]
    assert said(root, "EpubLicenseExpressionLink") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert said(root, "PublishingDate/Date") == ["20300101"]
    assert said(root, "EditionStatement") == ["Edition 1.0.0"]
    assert said(root, "AudienceDescription") == ["People who hiccup."]


def test_draft_is_not_yet_on_sale() -> None:
    """An edition that calls itself a draft is announced, not offered."""
    draft, final = record(GUIDES["a draft"][0]), record(FULL)

    assert (said(draft, "NotificationType"), said(draft, "PublishingStatus")) == (["02"], ["02"])
    assert (said(final, "NotificationType"), said(final, "PublishingStatus")) == (["03"], ["04"])


def test_pages_of_print_are_counted() -> None:
    """With a PDF beside it, the record tells how many pages that has."""
    edition = Edition(
        FULL, FULL.handouts[0], FULL.regions[0], FULL.language, printed=PrintedPages(make_source(), (), 12)
    )
    root = etree.fromstring(export(edition, EpubOptions(onix=True)).companions[".onix.xml"])

    assert said(root, "Extent/ExtentValue") == ["12"]
    assert validator("xsd").validate(root)


def test_accessibility_is_that_of_the_package() -> None:
    """The codes of list 196 repeat what the package claims, the conformance with its evaluator and the day."""
    found = codes(record(FULL))

    assert found.keys() >= {"00", "04", "13", "14", "22", "26", "29", "36", "52", "82", "85"}
    assert (found["90"], found["91"], found["94"]) == ("The Invented Press", "20300101", "https://example.org/report")
    assert codes(record(FULL), "12") == {"00": ""}
    assert found["00"] == Book.of(FULL).stated("//opf:meta[@property='schema:accessibilitySummary']")[0]


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
def test_what_the_package_does_not_claim_the_record_does_not(fault: str, lost: set[str]) -> None:
    """A fault takes back the codes that rest on it, and no others."""
    made_worse = WORSE[fault][0] if fault in WORSE else UNLISTED
    sound, worse = (dict(features(claims(each))) for each in (book(), made_worse))

    assert sound.keys() - worse.keys() == lost
    assert worse.keys() <= sound.keys()


def test_every_feature_can_be_told() -> None:
    """No code is there that no book could have."""
    assert {each.code for each in FEATURES} - dict(features(claims(book()))).keys() == set()


@pytest.mark.parametrize(
    ("options", "names"), [({}, ["hiccups.epub"]), ({"onix": True}, ["hiccups.epub", "hiccups.onix.xml"])]
)
def test_build_writes_it_when_asked(options: dict[str, Any], names: list[str], tmp_path: Path) -> None:
    """`acucontent build --onix` puts the record beside the ebook, and leaves the ebook as it is."""
    registry = Registry({each.name: each for each in acucontent_exporters()})
    build(make_guide(), registry, options=options, out=tmp_path)

    assert sorted(path.name for path in tmp_path.glob("hiccups*")) == names
    assert (tmp_path / "hiccups.epub").read_bytes() == Book.of(make_guide()).data
