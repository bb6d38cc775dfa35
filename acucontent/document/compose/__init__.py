"""Compose documents from a guide and a handout. Only this package uses both the domain and the blocks.

Each part of the guide is composed as a whole, with paths of the guide as ids. A handout then selects sections by id, so
that handouts need no code of their own and a part is the same in every document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from acucontent.clinic import Overlay
from acucontent.document.blocks import (
    Block,
    Blocks,
    CrossLink,
    Inline,
    Inlines,
    Note,
    Section,
)
from acucontent.document.citations import add_references
from acucontent.document.compose import care, forms, front, points, treatment
from acucontent.document.compose.book import join_volumes
from acucontent.document.compose.certainty_key import compose_certainty_key
from acucontent.document.compose.clinic import compose_clinic, compose_letterhead
from acucontent.document.compose.decision import compose_decision
from acucontent.document.compose.empty import drop_empty
from acucontent.document.compose.evidence import compose_evidence
from acucontent.document.compose.findings import place_mark_key
from acucontent.document.compose.linked_terms import drop_unlinked_terms
from acucontent.document.compose.risks import compose_risks
from acucontent.document.compose.safety import compose_safety, refuse_lost_warnings
from acucontent.document.compose.sheet import NAME, compose_message, compose_sheet, make_form
from acucontent.document.compose.short_safety import compose_short_safety
from acucontent.document.compose.undrawn import find_undrawn
from acucontent.document.compose.writer import Writer
from acucontent.document.document import About, Document, Part
from acucontent.document.labels import layer_labels
from acucontent.document.traversal import rewrite_blocks, walk_blocks
from acucontent.errors import AcucontentError
from acucontent.model.base import Record, Records
from acucontent.model.decision import DecisionOption
from acucontent.model.guide import Guide, Region
from acucontent.model.handouts import Handout
from acucontent.model.narrowing import Scope, narrow_guide, narrow_record
from acucontent.model.paths import NoSuchPart, find_value, iterate_children
from acucontent.model.plain_text import flatten
from acucontent.model.spelling import spell_guide, spell_handout, spell_language

PARTS: dict[str, Callable[[Writer], Section]] = {
    "summary": front.compose_summary,
    "key_points": front.compose_key_points,
    "conditions": treatment.compose_conditions,
    "evidence": compose_evidence,
    "mechanisms": treatment.compose_mechanisms,
    "sessions": treatment.compose_sessions,
    "risks": compose_risks,
    "maps": points.compose_maps,
    "acupoints": points.compose_acupoints,
    "practitioners": care.compose_practitioners,
    "costs": care.compose_costs,
    "alternatives": care.compose_alternatives,
    "decision": compose_decision,
    "questions": care.compose_questions,
    "forms": forms.compose_forms,
    "checklists": forms.compose_checklists,
    "tables": forms.compose_tables,
    "glossary": points.compose_glossary,
    "review": front.compose_about,
}
"""The composer of each part that a handout can include."""

LOCAL_FACTS = frozenset({"costs.prices", "costs.coverage", "practitioners.credentials"})
"""Lists of facts that each belong to one region."""

BEFORE_SAFETY = ("summary", "key_points")
"""The roles of the only sections that may come before the safety section."""


class NothingToShow(AcucontentError, LookupError):
    """A handout includes a path of the guide that has no section of its own.

    Attributes:
        path: The included path.
    """

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


def compose_document(  # noqa: PLR0913 - the optional ones have defaults
    guide: Guide,
    handout: Handout,
    region: Region,
    overlay: Overlay | None = None,
    *,
    language: str | None = None,
    overdue: bool = False,
    decision_options: tuple[str, ...] = (),
) -> Document:
    """Compose the document of a handout: its purpose, the safety section, the included sections, and the references.

    The guide is narrowed to the facts of the region first, so that no composer of a part has to select them.
    A sheet ends with a form to fill in, its references, and the forms that take a page of their own. A clinic's overlay
    adds a section and changes no other. An empty part of the guide has no section.

    Args:
        guide: The guide.
        handout: One of its handouts.
        region: One of its regions.
        overlay: The overlay of a clinic.
        language: The language of the document, as a BCP 47 tag (default: the guide's).
        overdue: Whether the review of the guide was due before the day of printing.
        decision_options: The ids of the options of the decision to show (`select_decision_options`; default: all).

    Raises:
        NothingToShow: The handout includes a path that has no section.
        NoLabels: The language has no fixed words.
        LostWarning: A red flag or a precaution to avoid is missing from the document.
    """
    return _compose(
        guide,
        (handout,),
        region,
        overlay,
        language=language or guide.language,
        overdue=overdue,
        decision_options=decision_options,
    )


def compose_book(  # noqa: PLR0913 - the optional ones have defaults
    guide: Guide,
    handout: Handout,
    region: Region,
    overlay: Overlay | None = None,
    *,
    language: str | None = None,
    overdue: bool = False,
) -> Document:
    """Compose the document of an ebook: that of the guide for patients also contains the reference volume.

    The arguments and errors are those of `compose_document`.
    """
    volumes = [one for one in guide.handouts if one.kind == "reference"] if handout.kind == "guide" else []
    handouts = (handout, *volumes)
    return _compose(guide, handouts, region, overlay, language=language or guide.language, overdue=overdue)


def _compose(  # noqa: PLR0913 - all of them are what an edition consists of
    whole: Guide,
    handouts: tuple[Handout, ...],
    region: Region,
    overlay: Overlay | None,
    *,
    language: str,
    overdue: bool,
    decision_options: tuple[str, ...] = (),
) -> Document:
    """Compose the document of one handout, or of the two volumes of a book."""
    handouts = tuple(spell_handout(whole, handout, region.code) for handout in handouts)
    whole, language = spell_guide(whole, region.code), spell_language(language, region.code)
    labels = layer_labels(whole, region, language, overlay.clinic.labels if overlay else None)
    writers = [
        Writer(
            narrow_guide(whole, Scope(region.code, handout.kind, decision_options)),
            region,
            labels,
            language,
            handout.kind,
            _list_other_options(whole, region, decision_options),
        )
        for handout in handouts
    ]
    handouts = tuple(narrow_record(one, Scope(region.code, one.kind)) for one in handouts)
    writer, handout = writers[0], handouts[0]
    if handout.kind == "sheet":
        return _compose_sheet(writer, handout, whole, overlay, overdue=overdue)
    sections = _compose_sections(writer, handout, whole, overlay)
    added: Blocks = ()
    back: Blocks = ()
    if len(handouts) > 1:
        full = _compose_sections(writers[1], handouts[1], whole, None)
        sections, added, back = join_volumes(sections, full, front.compose_volume_opening(writers[1], handouts[1]))
    about = _make_about(writer, handout, overlay, overdue=overdue)
    stamp = (front.compose_overdue_stamp(writer),) if about.overdue else ()
    purpose = writer.write_blocks(handout.purpose, role="lead")
    message = _open_aid(writer, handout) if writer.kind == "decision aid" else ()
    opening = (
        *stamp,
        *purpose,
        *message,
        front.compose_review_line(writer),
        front.compose_identity_line(writer, handout.title),
    )
    # The numbers of citations in the guide for patients are the same with and without the reference volume after it.
    opening, blocks = _remove_dead_links(opening, (*sections, *back, *added))
    blocks = drop_unlinked_terms(opening, blocks)
    blocks = blocks if writer.is_volume else forms.move_page_forms_last(blocks)
    opening, blocks = add_references(whole.references, labels, opening, blocks, _find_source_volume(whole, handouts))
    blocks = blocks if writer.is_volume else forms.move_page_forms_last(blocks)
    blocks, parts = _arrange_parts(blocks, handouts, added, back)
    refuse_lost_warnings(whole, handout, blocks)
    return Document(
        about=about,
        opening=opening,
        sections=tuple(_require_section(block) for block in blocks),
        labels=labels,
        overlay=overlay,
        notes=tuple(_list_notes(whole, handout)),
        imprint=rewrite_blocks(front.compose_imprint(writer), _remove_links),
        certainty_key=compose_certainty_key(writer, blocks),
        parts=parts,
    )


def _list_other_options(whole: Guide, region: Region, shown: tuple[str, ...]) -> tuple[DecisionOption, ...]:
    """Return the options of the decision in a region that are not shown."""
    decision = narrow_guide(whole, Scope(region.code)).decision if shown else None
    return tuple(one for one in decision.options if one.id not in shown) if decision else ()


def _compose_sheet(
    writer: Writer, handout: Handout, whole: Guide, overlay: Overlay | None, *, overdue: bool
) -> Document:
    """Compose the document of a sheet, which has the short forms of its records and no references."""

    def compose_part(path: str) -> Section:
        part = path.split(".")[0]
        return _find_section(PARTS[part](writer) if part in PARTS else None, path, handout)

    included = tuple(path for path in handout.include if not _is_left_out(path, writer.guide, whole))
    about = _make_about(writer, handout, overlay, overdue=overdue)
    opening, blocks = compose_sheet(
        writer, handout.model_copy(update={"include": included}), overlay, compose_part, overdue=about.overdue
    )
    opening, blocks = _remove_dead_links(opening, blocks)
    refuse_lost_warnings(whole, handout, blocks)
    return Document(
        about=about,
        opening=opening,
        sections=tuple(_require_section(block) for block in blocks),
        labels=writer.labels,
        overlay=overlay,
        notes=tuple(_list_notes(whole, handout)),
        imprint=rewrite_blocks(front.compose_imprint(writer), _remove_links),
    )


def _compose_sections(writer: Writer, handout: Handout, whole: Guide, overlay: Overlay | None) -> Blocks:
    """Compose the sections of a volume or decision aid: the opening, the safety section, the clinic's, the others."""
    selected = list(_select_sections(writer, handout, whole))
    first = [section for section in selected if section.role in BEFORE_SAFETY]
    rest = place_mark_key(writer, tuple(section for section in selected if section.role not in BEFORE_SAFETY))
    return drop_empty((*first, *_order_sections(writer, handout, overlay, rest)))


def _open_aid(writer: Writer, handout: Handout) -> Blocks:
    """Return the line for the name and the message of a decision aid, as a sheet has them."""
    message = (compose_message(handout),) if handout.message else ()
    return (make_form(writer, "form_blanks", NAME), *message)


def _find_source_volume(whole: Guide, handouts: tuple[Handout, ...]) -> str | None:
    """Return the title of the volume that has the references in full; None if it is part of the document."""
    last = [handout for handout in whole.handouts if handout.is_volume][-1]
    return None if last.id in [handout.id for handout in handouts] else last.title


def _arrange_parts(
    blocks: Blocks, handouts: tuple[Handout, ...], added: Blocks, back: Blocks
) -> tuple[Blocks, tuple[Part, ...]]:
    """Put the sections of the reference volume before the back matter, and return the parts of the book."""
    if not added:
        return blocks, ()
    ids = {_require_section(block).id: block for block in blocks}
    behind = [id_ for id_ in ids if id_ in {_require_section(block).id for block in back} or id_ == "references"]
    second = [id_ for id_ in ids if id_ in {_require_section(block).id for block in added}]
    first = [id_ for id_ in ids if id_ not in (*behind, *second)]
    parts = (Part(handouts[0].title, tuple(first)), Part(handouts[1].title, tuple(second)))
    return tuple(ids[id_] for id_ in (*first, *second, *behind)), parts


def _order_sections(writer: Writer, handout: Handout, overlay: Overlay | None, rest: Blocks) -> Blocks:
    """Return the safety section, the clinic's own and the included ones.

    A decision aid begins with the choice. On its last side it has the warnings in short and the clinic's notes.
    """
    if writer.kind == "decision aid":
        letterhead = (compose_letterhead(writer, overlay, handout.id),) if overlay else ()
        return (*rest, compose_short_safety(writer, handout.situation or "before booking"), *letterhead)
    own = (compose_clinic(writer, overlay, handout.id),) if overlay else ()
    return (compose_safety(writer), *own, *rest)


def _list_notes(whole: Guide, handout: Handout) -> Iterator[str]:
    """Yield the figures that the handout should draw but cannot, with the reasons."""
    for undrawn in find_undrawn(whole.evidence):
        if any(undrawn.path.startswith(f"{path}.") or path == "evidence.chart" for path in handout.include):
            yield undrawn.message


def _select_sections(writer: Writer, handout: Handout, whole: Guide) -> Iterator[Section]:
    """Yield the sections that a handout includes, without records that hold in other regions only."""
    composed: dict[str, Section] = {}
    for path in handout.include:
        part = path.split(".")[0]
        if part not in composed and part in PARTS:
            composed[part] = PARTS[part](writer)
        if _is_left_out(path, writer.guide, whole):
            continue
        yield _find_section(composed.get(part), path, handout)


def _is_left_out(path: str, guide: Guide, whole: Guide) -> bool:
    """Return whether nothing at a path holds in the region."""
    return _is_elsewhere(path, guide, whole) or _is_empty(path, whole)


def _is_elsewhere(path: str, guide: Guide, whole: Guide) -> bool:
    """Return whether a path leads to records that hold in other regions only.

    The lists of local facts are not left out: their sections tell readers to ask locally.
    """
    if path in LOCAL_FACTS:
        return False
    found, wanted = _find_value(guide, path), _find_value(whole, path)
    return (found is None and wanted is not None) or (isinstance(found, Records) and not found and bool(wanted))


def _is_empty(path: str, whole: Guide) -> bool:
    """Return whether a path leads to a part of the guide that holds nothing at all."""
    part = _find_value(whole, path)
    return isinstance(part, Record) and not any(value for _, value in iterate_children(part))


def _find_value(guide: Guide, path: str) -> Any:
    """Return the value at a path; None if it does not exist."""
    try:
        return find_value(guide, path)
    except NoSuchPart:
        return None


def _find_section(part: Section | None, path: str, handout: Handout) -> Section:
    sections = [block for block in walk_blocks((part,)) if isinstance(block, Section)] if part else []
    for section in sections:
        if section.id == path:
            return section
    available = ", ".join(section.id for section in sections) or ", ".join(PARTS)
    raise NothingToShow(
        f"Handout '{handout.id}' includes '{path}', which has no section of its own. Include one of: {available}",
        path,
    )


def _remove_dead_links(opening: Blocks, sections: Blocks) -> tuple[Blocks, Blocks]:
    """Return the opening and the sections with links to missing sections replaced by their text."""
    ids = {block.id for block in walk_blocks(sections) if isinstance(block, Section)}

    def change(inline: Inline) -> Inlines:
        if isinstance(inline, CrossLink) and inline.to not in ids:
            return inline.children
        return (inline,)

    return rewrite_blocks(opening, change), rewrite_blocks(sections, change)


def _remove_links(inline: Inline) -> Inlines:
    """Return the inline without citations and without links to sections."""
    match inline:
        case Note():
            return ()
        case CrossLink():
            return inline.children
        case _:
            return (inline,)


def _require_section(block: Block) -> Section:
    assert isinstance(block, Section)
    return block


def _describe_document(writer: Writer, handout: Handout) -> str:
    """Return the summary of the guide, or for a handout its purpose and the guide that it is from."""
    guide = writer.guide
    if writer.is_volume:
        return flatten(writer.write_inlines(guide.summary))
    purpose = flatten(writer.write_inlines(handout.purpose))
    return f"{purpose} {writer.labels('this_part_note', title=handout.title, guide=guide.title)}"


def _make_about(writer: Writer, handout: Handout, overlay: Overlay | None, *, overdue: bool) -> About:
    guide = writer.guide
    return About(
        guide=guide.id,
        handout=handout.id,
        title=handout.title,
        subtitle=guide.subtitle if writer.kind == "guide" else None,
        guide_title=guide.title,
        language=writer.language,
        region=writer.region.code,
        description=_describe_document(writer, handout),
        audience=flatten(writer.write_inlines(guide.audience)),
        edition=guide.edition,
        published=guide.published,
        reviewed=guide.review.on,
        review_note=front.write_review_note(writer),
        next_review=guide.review.next_due,
        next_review_note=front.write_next_review_note(writer),
        edition_note=front.write_edition_note(writer),
        region_note=front.write_region_note(writer),
        authors=tuple((author.name, author.role, author.sort_as) for author in guide.authors),
        publisher=guide.publisher,
        licence=guide.licence,
        isbn_pdf=guide.identifiers.isbn_pdf,
        isbn_epub=guide.identifiers.isbn_epub,
        subjects=tuple((coding.system, coding.code, coding.display) for coding in guide.codes),
        kind=handout.kind,
        content_hash=guide.content_hash,
        overdue=overdue,
        clinic=overlay.clinic.name if overlay else None,
        decision_options=writer.decision_options,
    )
