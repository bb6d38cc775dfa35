"""Composing: a guide becomes a tree with stable ids, whatever handout selects from it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Literal, get_args, get_origin

import pytest

from acucontent.document.blocks import Callout, CrossLink, ListBlock, Section, Table
from acucontent.document.compose import PARTS, NothingToShow, compose
from acucontent.document.document import Document
from acucontent.document.labels import labels_for
from acucontent.edition import Edition, UnknownLanguage
from acucontent.model.base import NoSuchRecord, Record
from acucontent.model.guide import Guide
from acucontent.model.paths import NoSuchPart, walk_values
from acucontent.model.plain_text import flatten
from tests import factories as make
from tests.document.reading_order import all_blocks, inlines, section, sections, words

NAMES_OF_OUR_OWN = ("table", "facts", "title", "list", "kind", "emergency", "avoid", "during", "back", "traditional")
EMPTY = {
    **{part: [] for part in ("mechanisms", "conditions", "maps", "acupoints", "alternatives", "questions", "glossary")},
    "evidence": make.make_evidence(recommendations=[], unknowns=[], introduction=None),
    "sessions": make.make_sessions(prepare=[], tell=[], sensations=[], aftercare=[], introduction=None),
    "risks": make.make_risks(precautions=[], effects=[], needle_safety=[], introduction=None),
    "practitioners": make.make_practitioners(steps=[], questions=[], warning_signs=[], introduction=None),
    "costs": make.make_costs(prices=[], coverage=[], advice=[], introduction=None),
}
"""A guide with nothing in it that it can do without."""


def test_the_factories_know_every_part() -> None:
    """The tiny guide exercises every composer."""
    assert tuple(PARTS) == make.PARTS
    assert [one.id for one in Edition.of(make.make_guide()).document.sections] == [
        "summary",
        "key_points",
        "safety",
        *make.PARTS[2:],
        "references",
    ]


def test_ids_are_unique(documents: tuple[Document, ...]) -> None:
    """Within a document, no two blocks share an id."""
    for document in documents:
        assert [one for one, count in Counter(document.ids()).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES_OF_OUR_OWN)
def test_no_id_of_a_record_is_taken(name: str) -> None:
    """A record may be called as a part of the document is, and its id is still its own."""
    guide = make.make_guide(
        mechanisms=[make.make_mechanism(id=name), make.make_mechanism(id="context", kind="traditional")],
        evidence=make.make_evidence(statements=[make.make_statement(), make.make_statement(id=name)]),
        risks=make.make_risks(effects=[make.make_effect(id=name)]),
        references=[make.make_reference(), make.make_reference(id=name)],
        summary=f"All of it. [@{name}]",
    )

    ids = Counter(Edition.of(guide).document.ids())

    assert [one for one, count in ids.items() if count > 1] == []
    assert {f"mechanisms.{name}", f"evidence.statements.{name}", f"references.{name}"} <= set(ids)


def test_ids_are_safe_everywhere(complete: Document) -> None:
    """An id can stand in a file name, an XML id and a link without being escaped."""
    for one in complete.ids():
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", one), one


def test_an_id_is_a_path_of_the_guide(complete: Document, back_pain: Guide) -> None:
    """An id that begins with a part of the guide finds what the block shows, or is that of a group under it."""
    groups = _groups(back_pain) | {"certainty", "chart", "for_whom_written", "why_written", *Guide.model_fields}
    blocks = (re.sub(r"_(table|facts|figure)$", "", one) for one in complete.ids())
    paths = [path for path in blocks if path.split(".")[0] in Guide.model_fields]

    for path in paths:
        parent, _, last = path.rpartition(".")
        try:
            back_pain.find_value(path)
        except NoSuchPart:
            assert last in groups, path
            assert back_pain.find_value(parent), path
    assert len(paths) > 300


def _groups(guide: Guide) -> set[str]:
    """The fixed words by which records are grouped, as ids write them."""
    kinds = {type(value) for _, value in walk_values(guide) if isinstance(value, Record)}
    fields = (field for kind in kinds for field in kind.model_fields.values())
    slugs = {word.replace(" ", "-") for field in fields for word in _literals(field.annotation)}
    return slugs | {f"kind_{slug}" for slug in slugs}


def _literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for inner in get_args(annotation) for word in _literals(inner))


def test_every_record_with_a_page_of_its_own_is_found(complete: Document, back_pain: Guide) -> None:
    """A format can link to each finding, effect, point, word, question and condition."""
    ids = set(complete.ids())
    lists = ("evidence.statements", "risks.effects", "acupoints", "glossary", "questions", "conditions", "alternatives")

    for path in lists:
        assert {f"{path}.{key}" for key in back_pain.find_value(path).ids} <= ids, path


def test_composing_is_pure(back_pain: Guide) -> None:
    """Equal editions give equal documents, also when the guide was written as JSON and read again."""
    again = Guide.model_validate_json(back_pain.model_dump_json(by_alias=True))

    for handout in back_pain.handouts.ids:
        document = Edition.of(back_pain, handout).document
        assert Edition.of(back_pain, handout).document == document
        assert compose(back_pain, again.handouts[handout], again.regions[0], language="en-US") == document
        assert compose(again, again.handouts[handout], again.regions[0], language="en-US") == document


def test_links_lead_somewhere(documents: tuple[Document, ...]) -> None:
    """No document has a link to a block that it does not hold."""
    for document in documents:
        targets = {inline.to for inline in inlines(all_blocks(document)) if isinstance(inline, CrossLink)}
        assert targets <= set(document.ids()), document.about.handout


def test_a_link_to_what_a_sheet_lacks_is_words() -> None:
    """A sheet without the glossary says the word and does not link it."""
    guide = make.make_guide(
        summary="Hum at a [hiccup](term:hiccup).",
        handouts=[make.make_handout(), make.make_handout(id="short", include=["summary"])],
    )
    whole, short = (Edition.of(guide, handout).document for handout in ("complete", "short"))

    assert CrossLink("glossary.hiccup", ()).to in {
        link.to for link in inlines(whole.sections) if isinstance(link, CrossLink)
    }
    assert "Hum at a hiccup." in words(short.sections)
    assert not [link for link in inlines(short.sections) if isinstance(link, CrossLink)]


def test_a_heading_in_quotes_is_a_link() -> None:
    """Prose that points to a part by its heading leads there; other words in quotes stay words."""
    guide = make.make_guide(summary="Read “When to get medical help.” Say “boo” to “Costs.”")

    linked = {link.to: link for link in inlines(Edition.of(guide).document.sections[:1]) if isinstance(link, CrossLink)}

    assert {to: flatten(link.children) for to, link in linked.items()} == {"safety": "When to get medical help"}


@pytest.mark.parametrize("number", [1, 2])
def test_what_mechanisms_share_is_said_once(number: int) -> None:
    """A standing that all accounts of a kind have stands over them; on a sheet each account says its own."""
    accounts = [make.make_mechanism(id=f"idea-{one}", kind="laboratory", status="hypothesis") for one in range(number)]
    handouts = [make.make_handout(), make.make_handout(id="short", include=["mechanisms.idea-0"])]
    guide = make.make_guide(mechanisms=accounts, handouts=handouts)
    whole, short = (Edition.of(guide, handout).document for handout in ("complete", "short"))

    kind = words([section(whole, "mechanisms.kind_laboratory")])
    assert kind.count("not yet shown") == 1
    assert ("These are ideas" in kind) == (number > 1)
    assert "This is an idea" in words([section(short, "mechanisms.idea-0")])


def test_help_after_a_visit_is_set_apart() -> None:
    """Items of the aftercare that are called as an urgency is stand in boxes, after what to do."""
    items = [
        {"id": "urgent", "text": "Call a doctor the same day if you have a fever."},
        {"id": "rest", "text": "Rest your voice."},
        {"id": "emergency", "text": "Do not wait if you turn blue."},
    ]
    guide = make.make_guide(sessions=make.make_sessions(aftercare=items))

    todo, *boxes = section(Edition.of(guide).document, "sessions.aftercare").blocks

    assert words([todo]) == "Rest your voice."
    assert [(box.kind, box.id.rpartition(".")[2]) for box in boxes if isinstance(box, Callout)] == [
        ("emergency", "emergency"),
        ("urgent", "urgent"),
    ]
    assert "turn blue" in words(boxes[:1])


def test_a_sheet_holds_what_it_includes_in_its_order() -> None:
    """Parts, and places within parts, stand as the handout lists them; each looks as in the whole guide."""
    include = ["costs.prices", "questions.loud", "sessions.tell"]
    guide = make.make_guide(handouts=[make.make_handout(), make.make_handout(id="short", include=include)])
    short, whole = (Edition.of(guide, handout).document for handout in ("short", "complete"))

    assert [one.id for one in short.sections] == ["safety", *include, "form"]
    for path in include:
        assert section(short, path) == section(whole, path)


@pytest.mark.parametrize(
    ("include", "message"),
    [
        ("sessions.amounts.total", "makes no section of its own. Include one of: sessions, sessions.amounts, "),
        ("title", "Handout 'short' includes 'title', which makes no section of its own. Include one of: summary, key_"),
    ],
)
def test_a_place_without_a_section_is_refused(include: str, message: str) -> None:
    """Nothing is left off a sheet in silence: the message lists what can be included."""
    guide = make.make_guide(handouts=[make.make_handout(id="short", include=[include])])

    with pytest.raises(NothingToShow, match=re.escape(message)):
        compose(guide, guide.handouts[0], guide.regions[0], language=guide.language)


def test_a_guide_need_not_fill_every_part() -> None:
    """What a guide leaves empty makes no heading over nothing, no empty list and no empty table."""
    document = Edition.of(make.make_guide(**EMPTY)).document

    assert [one.id for one in document.sections] == [
        *("summary", "key_points", "safety", "evidence", "sessions", "risks", "practitioners", "review", "references")
    ]
    for block in document.blocks():
        match block:
            case Section(blocks=held) | ListBlock(items=held) | Table(rows=held):  # type: ignore[misc]
                assert held


def test_a_finding_says_all_that_is_needed_to_weigh_it(complete: Document, back_pain: Guide) -> None:
    """Each finding shows whom, when and compared with what, and how sure each grader is."""
    labels = labels_for(back_pain.language)

    for statement in back_pain.evidence.statements:
        shown = words([section(complete, f"evidence.statements.{statement.id}")])
        for said in (statement.population, statement.time_frame, statement.comparator.description):
            assert said in shown, statement.id
        for certainty in statement.certainty:
            assert labels(f"certainty.{certainty.level}") in shown.casefold(), statement.id
            assert (certainty.graded_by or "Not graded") in shown, statement.id


def test_the_review_stands_on_every_sheet(documents: tuple[Document, ...], back_pain: Guide) -> None:
    """No sheet hides that no clinician has reviewed it; each says which edition it is."""
    for document in documents:
        opening = words(document.opening)
        assert "Not yet reviewed by a clinician." in opening
        assert f"Edition {back_pain.edition}" in opening
        assert document.about.review_note in opening
        assert document.about.reviewed is None


def test_a_review_that_was_made_is_told() -> None:
    """A reviewed guide says by whom and when."""
    review = make.make_review(status="reviewed", on="2030-02-03", by="Dr. Ada Hummer")

    document = Edition.of(make.make_guide(review=review)).document

    assert "Reviewed by Dr. Ada Hummer on February 3, 2030." in words(document.opening)


def test_the_complete_guide_is_the_first_handout(documents: tuple[Document, ...]) -> None:
    """Only the whole guide is called complete and carries the subtitle."""
    for document in documents:
        assert document.about.complete == (document.about.handout == "complete")
        assert (document.about.subtitle is not None) == document.about.complete


def test_headings_have_words(documents: tuple[Document, ...]) -> None:
    """No section is without a heading."""
    for document in documents:
        for one in sections(document):
            assert flatten(one.title).strip(), one.id


@pytest.mark.parametrize("changes", [{"handout": "frist-visit"}, {"region": "UK"}])
def test_an_edition_of_nothing_is_refused(changes: dict[str, str], back_pain: Guide) -> None:
    """An unknown handout or region is answered with what the guide has."""
    with pytest.raises(NoSuchRecord, match=r"first-visit|GB"):
        Edition.of(back_pain, **changes)


def test_an_edition_has_the_language_of_its_guide(back_pain: Guide) -> None:
    """Without a language it is the guide's own; a tag is compared in its canonical form."""
    assert Edition.of(back_pain).language == "en-US"
    assert Edition.of(back_pain, language="EN_us") == Edition.of(back_pain)


@pytest.mark.parametrize("tag", ["es", "en-simple", "english"])
def test_a_language_that_the_guide_lacks_is_refused(tag: str, back_pain: Guide) -> None:
    """The message names the guide and lists its languages."""
    with pytest.raises(UnknownLanguage, match=rf"^Guide 'back-pain': No language '{tag}'\..*  Languages: en-US$"):
        Edition.of(back_pain, language=tag)


def test_a_document_is_written_in_the_language_of_its_edition(back_pain: Guide) -> None:
    """Metadata and numbers follow the edition, not the guide that it is made from."""
    document = compose(back_pain, back_pain.handouts[0], back_pain.regions[0], language="en-simple")

    assert document.about.language == "en-simple"
    assert document.about.identity["language"] == "en-simple"
