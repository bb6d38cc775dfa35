"""Guide and handout → document. The only code that knows both the domain and the blocks.

Each part is composed whole, under ids that are paths of the guide; a handout then selects among those ids.
So a handout needs no code of its own, and a part looks the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
from acucontent.document.citations import with_references
from acucontent.document.compose import care, front, points, treatment
from acucontent.document.compose.certainty_key import compose_certainty_key
from acucontent.document.compose.clinic import compose_clinic
from acucontent.document.compose.empty import drop_empty
from acucontent.document.compose.evidence import compose_evidence
from acucontent.document.compose.risks import compose_risks
from acucontent.document.compose.safety import compose_safety, refuse_lost_warnings
from acucontent.document.compose.writer import Writer
from acucontent.document.document import About, Document
from acucontent.document.labels import labels_for
from acucontent.document.traversal import rewrite_all, walk_blocks
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide, Region
from acucontent.model.handouts import Handout
from acucontent.model.plain_text import flatten

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
    "questions": care.compose_questions,
    "glossary": points.compose_glossary,
    "review": front.compose_about,
}
"""The composer of each part that a handout can include."""

BEFORE_SAFETY = ("summary", "key_points")
"""The roles of the sections that may come before the safety section; no other does."""


class NothingToShow(AcucontentError, LookupError):
    """A handout includes a place of the guide that makes no section of its own."""


def compose(  # noqa: PLR0913 - each has a name and most have a default
    guide: Guide,
    handout: Handout,
    region: Region,
    overlay: Overlay | None = None,
    *,
    language: str | None = None,
    overdue: bool = False,
) -> Document:
    """Compose a handout: its purpose, the safety section, what it includes, and the references cited.

    A sheet ends with lines to fill in. A clinic's overlay adds a section of its own and changes no other.
    A part that the guide leaves empty makes no section.

    Args:
        guide: The guide.
        handout: One of its handouts.
        region: One of its regions.
        overlay: The overlay of the clinic that hands it out.
        language: The language of the document, as a BCP 47 tag (default: the guide's).
        overdue: Whether its review was due before the day of printing.

    Raises:
        NothingToShow: the handout includes a place that makes no section.
        NoLabels: there are no fixed words for the language.
        LostWarning: a red flag or a precaution to avoid would be missing.
    """
    language = language or guide.language
    writer = Writer(guide, region, labels_for(language), language, whole=handout == guide.handouts[0])
    chosen = list(_selected(writer, handout))
    first = [section for section in chosen if section.role in BEFORE_SAFETY]
    rest = [section for section in chosen if section.role not in BEFORE_SAFETY]
    own = (compose_clinic(writer, overlay, handout.id),) if overlay else ()
    form = () if writer.whole else (front.compose_form(writer),)
    sections = drop_empty((*first, compose_safety(writer), *own, *rest, *form))
    about = _about(writer, handout, overlay, overdue=overdue)
    stamp = (front.compose_overdue_stamp(writer),) if about.overdue else ()
    purpose = writer.blocks(handout.purpose, role="lead")
    opening = (*stamp, *purpose, front.compose_review_line(writer), front.compose_identity_line(writer, handout.title))
    opening, sections = _without_dead_links(opening, sections)
    opening, blocks = with_references(guide.references, writer.labels, opening, sections, in_full=writer.whole)
    refuse_lost_warnings(guide, handout.id, blocks)
    return Document(
        about=about,
        opening=opening,
        sections=tuple(_as_section(block) for block in blocks),
        labels=writer.labels,
        overlay=overlay,
        imprint=rewrite_all(front.compose_imprint(writer), _without_links),
        certainty_key=compose_certainty_key(writer, blocks),
    )


def _selected(writer: Writer, handout: Handout) -> Iterator[Section]:
    composed: dict[str, Section] = {}
    for path in handout.include:
        part = path.split(".")[0]
        if part not in composed and part in PARTS:
            composed[part] = PARTS[part](writer)
        yield _found(composed.get(part), path, handout)


def _found(part: Section | None, path: str, handout: Handout) -> Section:
    made = [block for block in walk_blocks((part,)) if isinstance(block, Section)] if part else []
    for section in made:
        if section.id == path:
            return section
    offered = ", ".join(section.id for section in made) or ", ".join(PARTS)
    raise NothingToShow(
        f"Handout '{handout.id}' includes '{path}', which makes no section of its own. Include one of: {offered}."
    )


def _without_dead_links(opening: Blocks, sections: Blocks) -> tuple[Blocks, Blocks]:
    """The opening and the sections, where a link to what this document does not hold is plain words."""
    held = {block.id for block in walk_blocks(sections) if isinstance(block, Section)}

    def change(inline: Inline) -> Inlines:
        if isinstance(inline, CrossLink) and inline.to not in held:
            return inline.children
        return (inline,)

    return rewrite_all(opening, change), rewrite_all(sections, change)


def _without_links(inline: Inline) -> Inlines:
    """Return the inline as words that neither link to a section nor cite a source."""
    match inline:
        case Note():
            return ()
        case CrossLink():
            return inline.children
        case _:
            return (inline,)


def _as_section(block: Block) -> Section:
    assert isinstance(block, Section)
    return block


def _about(writer: Writer, handout: Handout, overlay: Overlay | None, *, overdue: bool) -> About:
    guide = writer.guide
    return About(
        guide=guide.id,
        handout=handout.id,
        title=handout.title,
        subtitle=guide.subtitle if handout == guide.handouts[0] else None,
        language=writer.language,
        region=writer.region.code,
        description=flatten(writer.inlines(guide.summary)),
        audience=flatten(writer.inlines(guide.audience)),
        edition=guide.edition,
        published=guide.published,
        reviewed=guide.review.on,
        review_note=front.write_review_note(writer),
        next_review=guide.review.next_due,
        next_review_note=front.write_next_review_note(writer),
        edition_note=front.write_edition_note(writer),
        authors=tuple((author.name, author.role, author.sort_as) for author in guide.authors),
        publisher=guide.publisher,
        licence=guide.licence,
        isbn_pdf=guide.identifiers.isbn_pdf,
        isbn_epub=guide.identifiers.isbn_epub,
        subjects=tuple((coding.system, coding.code, coding.display) for coding in guide.codes),
        complete=handout == guide.handouts[0],
        content_hash=guide.content_hash,
        overdue=overdue,
        clinic=overlay.clinic.name if overlay else None,
    )
