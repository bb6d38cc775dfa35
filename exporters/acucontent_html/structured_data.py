"""The facts about a page as JSON-LD, in the vocabulary of schema.org, for search engines and portals.

The context is inline, so that a program can read it without the network. Each value is one that the page shows, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.document import (
    About,
    Block,
    Callout,
    Document,
    ListBlock,
    Paragraph,
    ReferenceList,
    Section,
    WebLink,
    flatten,
    list_licence_urls,
    walk_blocks,
    walk_inlines,
)

Node = dict[str, Any]
"""A node of JSON-LD. Values that are None or empty are left out."""

_ADDRESS = {"@type": "@id"}
_DAY = {"@type": "Date"}
CONTEXT = {
    "@vocab": "https://schema.org/",
    "license": _ADDRESS,
    "url": _ADDRESS,
    "datePublished": _DAY,
    "lastReviewed": _DAY,
}
"""The context: terms of schema.org, and the properties whose values are addresses or days."""

_THERAPY = {
    "@type": "MedicalTherapy",
    "name": {"@value": "Acupuncture", "@language": "en"},
    "code": {"@type": "MedicalCode", "codeValue": "D015670", "codingSystem": "MeSH"},
}
"""The therapy that every guide is about, with its descriptor in the Medical Subject Headings."""

_CONDITION_SYSTEMS = ("ICD-10", "ICD-11", "SNOMED CT")
"""The code systems whose codes are those of conditions."""

_ROLES = {"author": "author", "editor": "editor", "translator": "translator"}
"""The property of a contributor by role; others are contributors."""


def describe_document(document: Document) -> Node:
    """Return the structured data of a document."""
    about = document.about
    questions = [_describe_question(each) for each in _find_questions(document)]
    return _drop_empty(
        {
            "@context": {**CONTEXT, "@language": about.language},
            "@type": ["MedicalWebPage", "FAQPage"] if questions else "MedicalWebPage",
            **_describe_page(about),
            **_describe_contributors(about),
            "about": [
                _drop_empty({**_THERAPY, "contraindication": _list_reasons(document)}),
                _describe_condition(about),
            ],
            "hasPart": [_describe_section(each) for each in document.sections if each.listed],
            "mainEntity": questions,
            "citation": list(_list_citations(document)),
        }
    )


def _describe_page(about: About) -> Node:
    return {
        "name": about.title,
        "alternativeHeadline": about.subtitle,
        "description": about.description,
        "inLanguage": about.language,
        "isPartOf": None if about.is_volume else {"@type": "CreativeWork", "name": about.guide_title},
        "version": about.edition,
        "datePublished": about.published.isoformat(),
        "lastReviewed": about.reviewed.isoformat() if about.reviewed else None,
        "publisher": {"name": about.publisher},
        "license": list(list_licence_urls(about.licence)),
        "isAccessibleForFree": True,
        "audience": {"@type": "PeopleAudience", "description": about.audience},
    }


def _describe_contributors(about: About) -> Node:
    found: dict[str, list[Node]] = {}
    for name, role, _ in about.authors:
        found.setdefault(_ROLES.get(role, "contributor"), []).append({"name": name})
    return found


def _describe_condition(about: About) -> Node:
    """Return the condition by its codes; nothing if the guide has none."""
    codes = [each for each in about.subjects if each[0] in _CONDITION_SYSTEMS]
    if not codes:
        return {}
    nodes = [{"@type": "MedicalCode", "codeValue": code, "codingSystem": system} for system, code, _ in codes]
    return {"@type": "MedicalCondition", "name": codes[0][2], "code": nodes}


def _list_reasons(document: Document) -> list[str]:
    """Return the reasons not to have needles, as the section about safety lists them."""
    safety = (section for section in document.sections if section.role == "safety")
    boxes = (block for block in walk_blocks(safety) if isinstance(block, Callout) and block.kind == "caution")
    return [text for box in boxes for block in walk_blocks(box.blocks) for text in _list_items(block)]


def _list_items(block: Block) -> Iterator[str]:
    if isinstance(block, ListBlock):
        yield from (" ".join(_list_texts(item)) for item in block.items)


def _describe_section(section: Section) -> Node:
    return {"@type": "WebPageElement", "@id": f"#{section.id}", "name": flatten(section.title)}


def _find_questions(document: Document) -> Iterator[Section]:
    for section in document.sections:
        if section.role == "questions":
            yield from (block for block in section.blocks if isinstance(block, Section))


def _describe_question(section: Section) -> Node:
    answer = {"@type": "Answer", "text": "\n".join(_list_texts(section.blocks))}
    return {"@type": "Question", "@id": f"#{section.id}", "name": flatten(section.title), "acceptedAnswer": answer}


def _list_texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the text of each paragraph, without citation marks."""
    for block in walk_blocks(blocks):
        if isinstance(block, Paragraph):
            yield flatten(block.inlines).strip()


def _list_citations(document: Document) -> Iterator[Node]:
    for block in document.walk_blocks():
        if isinstance(block, ReferenceList):
            for entry in block.entries:
                links = (each for each in walk_inlines((Paragraph(entry.inlines),)) if isinstance(each, WebLink))
                address = next((link.address for link in links), None)
                yield _drop_empty(
                    {"@type": "CreativeWork", "@id": f"#{entry.id}", "name": flatten(entry.inlines), "url": address}
                )


def _drop_empty(node: Node) -> Node:
    """Return a node without values that are None or empty."""
    kept = {key: [each for each in value if each] if isinstance(value, list) else value for key, value in node.items()}
    return {key: value for key, value in kept.items() if value not in (None, [], {}, "")}
