"""The structured data of a page say what the page says, and are read without the network."""

from __future__ import annotations

import datetime
import json
from typing import Any

from pyld import jsonld

from acucontent import Edition, Guide, export
from acucontent.document import Section, flatten
from tests.exporters.html.page import WebPage
from tests.factories import make_guide, make_handout, make_review

SCHEMA = "https://schema.org/"
Node = dict[str, Any]


def _refuse(url: str, options: object) -> None:
    raise AssertionError(f"{url} was requested")


def expand(page: WebPage) -> Node:
    """Return the structured data of a page with full names, as a JSON-LD processor expands them."""
    (data,) = (each.text for each in page.root.iter("script") if each.get("type") == "application/ld+json")
    (node,) = jsonld.expand(json.loads(data or ""), {"documentLoader": _refuse, "base": "https://example.org/page"})
    return dict(node)


def get_values(node: Node, name: str) -> list[Any]:
    """Return the values or nodes of a property."""
    return [each.get("@value", each) for each in node.get(SCHEMA + name, ())]


def test_a_page_says_what_it_is(back_pain: Guide, complete: WebPage) -> None:
    """Name, description, language, edition, day, license and publisher are those of the document."""
    about = Edition.of(back_pain).document.about
    node = expand(complete)

    assert node["@type"] == [f"{SCHEMA}MedicalWebPage", f"{SCHEMA}FAQPage"]
    assert get_values(node, "name") == [about.title]
    assert node[f"{SCHEMA}name"] == [{"@value": about.title, "@language": "en-us"}]
    assert get_values(node, "description") == [about.description]
    assert get_values(node, "inLanguage") == ["en-US"]
    assert get_values(node, "version") == [back_pain.edition]
    assert node[f"{SCHEMA}datePublished"] == [{"@type": f"{SCHEMA}Date", "@value": str(about.published)}]
    assert node[f"{SCHEMA}license"] == [{"@id": "https://creativecommons.org/licenses/by/4.0/"}]
    assert get_values(get_values(node, "publisher")[0], "name") == [about.publisher]


def test_a_page_names_the_therapy_and_the_condition(complete: WebPage) -> None:
    """The therapy is acupuncture, with the reasons not to have it, and the condition has the codes of the guide."""
    therapy, condition = get_values(expand(complete), "about")

    assert therapy["@type"] == [f"{SCHEMA}MedicalTherapy"]
    assert therapy[f"{SCHEMA}name"] == [{"@value": "Acupuncture", "@language": "en"}]
    assert any("acemaker" in each for each in get_values(therapy, "contraindication"))
    assert condition["@type"] == [f"{SCHEMA}MedicalCondition"]
    assert get_values(get_values(condition, "code")[0], "codeValue") == ["M54.5"]


def test_questions_and_answers_are_those_of_the_guide(back_pain: Guide, complete: WebPage) -> None:
    """Each question has its address in the page, and an answer whose words the page has, too."""
    (part,) = (each for each in Edition.of(back_pain).document.sections if each.role == "questions")
    asked = [block for block in part.blocks if isinstance(block, Section)]
    questions = get_values(expand(complete), "mainEntity")
    text = " ".join("".join(complete.root.itertext()).split())

    assert [each["@id"] for each in questions] == [f"https://example.org/page#{each.id}" for each in asked]
    assert [get_values(each, "name") for each in questions] == [[flatten(each.title)] for each in asked]
    for question in questions:
        (answer,) = (get_values(each, "text")[0] for each in get_values(question, "acceptedAnswer"))
        assert " ".join(answer.split(".")[0].split()) in text


def test_addresses_within_the_page_exist(complete: WebPage) -> None:
    """Parts, questions and sources have an id in the page."""
    node = expand(complete)
    parts = [each for name in ("hasPart", "mainEntity", "citation") for each in node[SCHEMA + name]]

    assert len(parts) > 50
    assert {each["@id"].removeprefix("https://example.org/page#") for each in parts} <= {*complete.ids}


def test_a_sheet_is_a_part_of_its_guide(sheet: WebPage) -> None:
    """A sheet names its guide, and without questions it is no list of them."""
    node = expand(sheet)

    assert node["@type"] == [f"{SCHEMA}MedicalWebPage"]
    assert get_values(get_values(node, "isPartOf")[0], "name") == ["Acupuncture for back pain"]
    assert not get_values(node, "mainEntity")


def test_only_a_reviewed_guide_has_a_day_of_review(sheet: WebPage) -> None:
    """`lastReviewed` is the day of the review, and is missing if nobody reviewed the guide."""
    day = datetime.date(2026, 5, 4)
    review = make_review(status="reviewed", on=day, by="Ann Example, MD")
    guide = make_guide(review=review, handouts=[make_handout()])

    reviewed = expand(WebPage(export(guide, "html")))

    assert reviewed[f"{SCHEMA}lastReviewed"] == [{"@type": f"{SCHEMA}Date", "@value": "2026-05-04"}]
    assert f"{SCHEMA}lastReviewed" not in expand(sheet)


def test_text_cannot_end_the_data() -> None:
    """A title with markup stays text."""
    page = WebPage(export(make_guide(title="</script>x", handouts=[make_handout(title="</script>y")]), "html"))

    assert get_values(expand(page), "name") == ["</script>y"]
