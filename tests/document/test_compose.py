"""A guide is composed into blocks with stable ids, from which handouts select."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Literal, get_args, get_origin

import pytest

from acucontent.document.blocks import Callout, CrossLink, ListBlock, Section, Table
from acucontent.document.compose import PARTS, NothingToShow, compose_document
from acucontent.document.document import Document
from acucontent.document.labels import load_labels
from acucontent.edition import Edition, UnknownLanguage
from acucontent.model.base import NoSuchRecord, Record
from acucontent.model.guide import Guide
from acucontent.model.paths import NoSuchPart, walk_values
from acucontent.model.plain_text import flatten
from acucontent.model.regional import get_limits, holds_in
from tests import factories as make
from tests.document.reading_order import find_section, get_text, list_inlines, list_top_blocks, walk_sections

RESERVED_NAMES = ("table", "facts", "title", "list", "kind", "emergency", "avoid", "during", "back", "traditional")
EMPTY = {
    **{part: [] for part in ("forms", "checklists", "tables")},
    **{part: [] for part in ("mechanisms", "conditions", "maps", "acupoints", "alternatives", "questions", "glossary")},
    "decision": None,
    "evidence": make.make_evidence(recommendations=[], unknowns=[], introduction=None),
    "sessions": make.make_sessions(prepare=[], tell=[], sensations=[], aftercare=[], introduction=None),
    "risks": make.make_risks(precautions=[], effects=[], needle_safety=[], introduction=None),
    "practitioners": make.make_practitioners(steps=[], questions=[], warning_signs=[], introduction=None),
    "costs": make.make_costs(prices=[], coverage=[], advice=[], introduction=None),
}
"""The parts of a guide with everything optional left out."""


def test_the_factories_fill_every_part() -> None:
    """The guide from the factories has a section for every part."""
    assert tuple(PARTS) == make.PARTS
    assert [one.id for one in Edition.of(make.make_guide()).document.sections] == [
        "summary",
        "key_points",
        "safety",
        *make.PARTS[2:],
        "references",
    ]


def test_ids_are_unique(documents: tuple[Document, ...]) -> None:
    """No two blocks of a document have the same id."""
    for document in documents:
        assert [one for one, count in Counter(document.walk_ids()).items() if count > 1] == []


@pytest.mark.parametrize("name", RESERVED_NAMES)
def test_ids_of_records_never_conflict(name: str) -> None:
    """A record can have any name that the document uses, and its id is still unique."""
    guide = make.make_guide(
        mechanisms=[make.make_mechanism(id=name), make.make_mechanism(id="context", kind="traditional")],
        evidence=make.make_evidence(statements=[make.make_statement(), make.make_statement(id=name)]),
        risks=make.make_risks(effects=[make.make_effect(id=name)]),
        references=[make.make_reference(), make.make_reference(id=name)],
        summary=f"All of it. [@{name}]",
        handouts=[make.make_handout(), make.make_handout(id="reference", kind="reference")],
    )

    ids = Counter(Edition.of(guide).book.walk_ids())

    assert [one for one, count in ids.items() if count > 1] == []
    assert {f"mechanisms.{name}", f"evidence.statements.{name}", f"references.{name}"} <= set(ids)


def test_ids_are_safe_everywhere(complete: Document) -> None:
    """An id can be used in a file name, an XML id and a link without escapes."""
    for one in complete.walk_ids():
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", one), one


def test_an_id_is_a_path_of_the_guide(complete: Document, back_pain: Guide) -> None:
    """An id that begins with a part of the guide is the path of a value, or that of a group in it."""
    groups = _list_group_names(back_pain) | {
        "certainty",
        "chart",
        "other_findings",
        "for_whom_written",
        "why_written",
        *Guide.model_fields,
    }
    blocks = (re.sub(r"_(table|facts|figure)$", "", one) for one in complete.walk_ids())
    paths = [path for path in blocks if path.split(".")[0] in Guide.model_fields]

    for path in paths:
        parent, _, last = path.rpartition(".")
        try:
            back_pain.find_value(path)
        except NoSuchPart:
            assert last in groups, path
            assert back_pain.find_value(parent), path
    assert len(paths) > 300


def _list_group_names(guide: Guide) -> set[str]:
    """Return the names of the groups of records in ids."""
    kinds = {type(value) for _, value in walk_values(guide) if isinstance(value, Record)}
    fields = (field for kind in kinds for field in kind.model_fields.values())
    slugs = {word.replace(" ", "-") for field in fields for word in _list_literals(field.annotation)}
    conditions = {f"for_{name}" for name in (*guide.conditions.ids, "all")}
    return slugs | {f"kind_{slug}" for slug in slugs} | conditions


def _list_literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for inner in get_args(annotation) for word in _list_literals(inner))


def test_records_have_blocks_with_their_ids(complete: Document, back_pain: Guide) -> None:
    """A format can link to each finding, effect, point, question and condition."""
    ids = set(complete.walk_ids())
    lists = ("evidence.statements", "risks.effects", "acupoints", "questions", "conditions", "alternatives")

    for path in lists:
        records = [one for one in back_pain.find_value(path) if holds_in(get_limits(one), "US")]
        assert {f"{path}.{getattr(one, one.key_field)}" for one in records} <= ids, path


def test_composing_is_pure(back_pain: Guide) -> None:
    """Equal editions give equal documents, even if the guide was saved as JSON and loaded again."""
    again = Guide.model_validate_json(back_pain.model_dump_json(by_alias=True))

    for handout in back_pain.handouts.ids:
        document = Edition.of(back_pain, handout).document
        assert Edition.of(back_pain, handout).document == document
        assert compose_document(back_pain, again.handouts[handout], again.regions[0], language="en-US") == document
        assert compose_document(again, again.handouts[handout], again.regions[0], language="en-US") == document


def test_links_have_targets(documents: tuple[Document, ...]) -> None:
    """No document has a link to a block that it does not contain."""
    for document in documents:
        targets = {inline.to for inline in list_inlines(list_top_blocks(document)) if isinstance(inline, CrossLink)}
        assert targets <= set(document.walk_ids()), document.about.handout


def test_a_link_to_a_missing_section_is_text() -> None:
    """A sheet without the glossary has the term as text, and a link only to its warnings."""
    guide = make.make_guide(
        summary="Hum at a [hiccup](term:hiccup).",
        handouts=[make.make_handout(), make.make_handout(id="short", include=["summary"])],
    )
    whole, short = (Edition.of(guide, handout).document for handout in ("complete", "short"))

    assert CrossLink("glossary.hiccup", ()).to in {
        link.to for link in list_inlines(whole.sections) if isinstance(link, CrossLink)
    }
    assert "Hum at a hiccup." in get_text(short.sections)
    assert {link.to for link in list_inlines(short.sections) if isinstance(link, CrossLink)} == {"safety"}


def test_a_heading_in_quotes_is_a_link() -> None:
    """The heading of a part in quotes links to the part; other words in quotes do not."""
    guide = make.make_guide(summary="Read “When to get medical help.” Say “boo” to “Costs.”")

    linked = {
        link.to: link for link in list_inlines(Edition.of(guide).document.sections[:1]) if isinstance(link, CrossLink)
    }

    assert {to: flatten(link.children) for to, link in linked.items()} == {"safety": "When to get medical help"}


@pytest.mark.parametrize("number", [1, 2])
def test_a_shared_status_of_mechanisms_is_written_once(number: int) -> None:
    """The complete guide has the shared status of a kind of mechanisms only once; a sheet has it with each."""
    mechanisms = [
        make.make_mechanism(id=f"idea-{one}", kind="laboratory", status="hypothesis") for one in range(number)
    ]
    handouts = [make.make_handout(), make.make_handout(id="short", include=["mechanisms.idea-0"])]
    guide = make.make_guide(mechanisms=mechanisms, handouts=handouts)
    whole, short = (Edition.of(guide, handout).document for handout in ("complete", "short"))

    kind = get_text([find_section(whole, "mechanisms.kind_laboratory")])
    assert kind.count("not yet shown") == 1
    assert ("These are ideas" in kind) == (number > 1)
    assert "This is an idea" in get_text([find_section(short, "mechanisms.idea-0")])


def test_aftercare_that_needs_help_is_in_boxes() -> None:
    """Items of the aftercare whose id is an urgency are in boxes, after the other items."""
    items = [
        {"id": "urgent", "text": "Call a doctor the same day if you have a fever."},
        {"id": "rest", "text": "Rest your voice."},
        {"id": "emergency", "text": "Do not wait if you turn blue."},
    ]
    guide = make.make_guide(sessions=make.make_sessions(aftercare=items))

    items, *boxes = find_section(Edition.of(guide).document, "sessions.aftercare").blocks

    assert get_text([items]) == "Rest your voice."
    assert [(box.kind, box.id.rpartition(".")[2]) for box in boxes if isinstance(box, Callout)] == [
        ("emergency", "emergency"),
        ("urgent", "urgent"),
    ]
    assert "turn blue" in get_text(boxes[:1])


def test_a_sheet_has_its_sections_in_order() -> None:
    """Sections are in the order of the handout: four on the front, then the warnings, the others and a form."""
    include = ["costs.prices", "questions.loud", "sessions.tell", "costs.advice", "sessions.prepare"]
    guide = make.make_guide(
        handouts=[make.make_handout(), make.make_handout(id="short", include=include, situation="at the visit")]
    )
    short = Edition.of(guide, "short").document

    first = ["costs.prices", "questions", "sessions.tell", "costs.advice"]
    assert [one.id for one in short.sections] == [*first, "help", "safety", "sessions.prepare", "form", "sources"]
    for path in include:
        assert str(getattr(guide.find_value(path), "short", "")) in get_text(short.sections)


def test_a_list_in_two_places_of_a_sheet_has_two_ids() -> None:
    """A second block of records of one list has the path of its first record as its id, and so has its table."""
    rest = {"id": "rest", "text": "Rest your voice.", "short": "Rest your voice."}
    move = {"id": "move", "text": "Move about.", "short": "Move about."}
    include = (
        *("sessions.aftercare.rest", "risks.precautions.library", "costs.prices.one-tune"),
        "sessions.progress.signs",
        *("sessions.aftercare.move", "risks.precautions.tell", "costs.prices.two-tunes"),
    )
    guide = make.make_guide(
        sessions=make.make_sessions(aftercare=[rest, move]),
        risks=make.make_risks(
            precautions=[make.make_precaution(id=name, action="tell") for name in ("library", "tell")]
        ),
        costs=make.make_costs(prices=[make.make_price(), make.make_price(id="two-tunes")]),
        handouts=[make.make_handout(), make.make_handout(id="sheet", include=include)],
    )

    document = Edition.of(guide, "sheet").document

    ids = list(document.walk_ids())
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert [one for one in ids if one.split(".")[0] in ("sessions", "risks", "costs")] == [
        *("sessions.aftercare", "risks.precautions.tell", "costs.prices", "costs.prices_table"),
        "sessions.progress.signs",
        *("sessions.aftercare.move", "risks.precautions.tell.tell"),
        *("costs.prices.two-tunes", "costs.prices.two-tunes_table"),
    ]


def test_a_sheet_without_emergencies_names_no_sign() -> None:
    """The strip of a guide that has no sign of an emergency only points to its warnings."""
    risks = make.make_risks(red_flags=[make.make_red_flag(urgency="soon")])
    sheet = make.make_handout(id="short", include=["costs.advice"])
    guide = make.make_guide(risks=risks, handouts=[make.make_handout(), sheet])

    shown = get_text([find_section(Edition.of(guide, "short").document, "help")])
    assert guide.risks.red_flags[0].short not in shown
    assert "See all signs." in shown


@pytest.mark.parametrize(
    ("include", "message"),
    [
        ("sessions.amounts.total", "has no section of its own. Include one of: sessions, sessions.amounts, "),
        ("title", "Handout 'short' includes 'title', which has no section of its own. Include one of: summary, key_"),
    ],
)
def test_a_path_without_a_section_is_refused(include: str, message: str) -> None:
    """A path that cannot be included is an error, and the message lists the paths that can."""
    guide = make.make_guide(handouts=[make.make_handout(id="short", kind="guide", include=[include])])

    with pytest.raises(NothingToShow, match=re.escape(message)):
        compose_document(guide, guide.handouts[0], guide.regions[0], language=guide.language)


def test_empty_parts_are_left_out() -> None:
    """Empty parts of a guide have no headings, lists or tables."""
    document = Edition.of(make.make_guide(**EMPTY)).document

    assert [one.id for one in document.sections] == [
        *("summary", "key_points", "safety", "evidence.certainty", "evidence", "sessions", "risks", "practitioners"),
        *("review", "references"),
    ]
    for block in document.walk_blocks():
        match block:
            case Section(blocks=held) | ListBlock(items=held) | Table(rows=held):  # type: ignore[misc]
                assert held


def test_findings_are_complete(complete: Document, back_pain: Guide) -> None:
    """Each finding has its population, time, comparator, and the certainty of each grader."""
    labels = load_labels(back_pain.language)

    for statement in back_pain.evidence.statements:
        shown = get_text([find_section(complete, f"evidence.statements.{statement.id}")])
        for text in (statement.population, statement.time_frame, statement.comparator.description):
            assert text in shown, statement.id
        for certainty in statement.certainty:
            assert labels(f"certainty.{certainty.level}") in shown.casefold(), statement.id
            assert (certainty.graded_by or "Not graded") in shown, statement.id


def test_the_review_is_on_every_handout(documents: tuple[Document, ...], back_pain: Guide) -> None:
    """Each handout states that no clinician has reviewed it, and identifies its edition."""
    for document in documents:
        opening = get_text(document.opening)
        assert "Not yet reviewed by a clinician." in opening
        assert f"Edition {back_pain.edition}" in opening
        assert document.about.review_note in opening
        assert document.about.reviewed is None


def test_a_review_has_its_name_and_date() -> None:
    """A reviewed guide has the name of the reviewer and the date."""
    review = make.make_review(status="reviewed", on="2030-02-03", by="Dr. Ada Hummer")

    document = Edition.of(make.make_guide(review=review)).document

    assert "Reviewed by Dr. Ada Hummer on February 3, 2030." in get_text(document.opening)


def test_the_complete_guide_is_the_first_handout(documents: tuple[Document, ...]) -> None:
    """Only the first handout is complete and has the subtitle."""
    for document in documents:
        assert document.about.is_volume == (document.about.handout in ("complete", "reference"))
        assert (document.about.subtitle is not None) == (document.about.kind == "guide")


def test_headings_have_text(documents: tuple[Document, ...]) -> None:
    """Every section has a heading."""
    for document in documents:
        for one in walk_sections(document):
            assert flatten(one.title).strip(), one.id


@pytest.mark.parametrize("changes", [{"handout": "frist-visit"}, {"region": "UK"}])
def test_an_unknown_handout_or_region_is_refused(changes: dict[str, str], back_pain: Guide) -> None:
    """The message lists the handouts or regions of the guide."""
    with pytest.raises(NoSuchRecord, match=r"first-visit|GB"):
        Edition.of(back_pain, **changes)


def test_an_edition_has_the_language_of_its_guide(back_pain: Guide) -> None:
    """The default language is that of the guide, and tags are compared in their canonical form."""
    assert Edition.of(back_pain).language == "en-US"
    assert Edition.of(back_pain, language="EN_us") == Edition.of(back_pain)


@pytest.mark.parametrize("tag", ["es", "en-simple", "english"])
def test_a_language_that_the_guide_lacks_is_refused(tag: str, back_pain: Guide) -> None:
    """The message names the guide and lists its languages."""
    with pytest.raises(
        UnknownLanguage, match=rf"^Language '{tag}' is not available for guide 'back-pain'\. Languages: en-US$"
    ):
        Edition.of(back_pain, language=tag)


def test_a_document_is_written_in_the_language_of_its_edition(back_pain: Guide) -> None:
    """The metadata have the language of the edition, not that of the guide."""
    document = compose_document(back_pain, back_pain.handouts[0], back_pain.regions[0], language="en-simple")

    assert document.about.language == "en-simple"
    assert document.about.identity["language"] == "en-simple"
