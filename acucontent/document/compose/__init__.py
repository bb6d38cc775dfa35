"""Guide and handout → document. The only code that knows both the domain and the blocks.

Each part is composed whole, under ids that are paths of the guide; a handout then selects among those ids.
So a handout needs no code of its own, and a part looks the same wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acucontent.clinic import Overlay
from acucontent.document.blocks import (
    About,
    Block,
    Blocks,
    CrossLink,
    Document,
    Inline,
    Inlines,
    Section,
    each_block,
    plain,
    rewrite_all,
)
from acucontent.document.citations import with_references
from acucontent.document.compose import care, front, points, treatment
from acucontent.document.compose.clinic import clinic
from acucontent.document.compose.evidence import evidence
from acucontent.document.compose.filled import filled
from acucontent.document.compose.risks import risks
from acucontent.document.compose.safety import refuse_lost_warnings, safety
from acucontent.document.compose.writer import Writer
from acucontent.document.labels import labels_for
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide, Region
from acucontent.model.handouts import Handout

PARTS: dict[str, Callable[[Writer], Section]] = {
    "summary": front.summary,
    "key_points": front.key_points,
    "conditions": treatment.conditions,
    "evidence": evidence,
    "mechanisms": treatment.mechanisms,
    "sessions": treatment.sessions,
    "risks": risks,
    "maps": points.maps,
    "acupoints": points.acupoints,
    "practitioners": care.practitioners,
    "costs": care.costs,
    "alternatives": care.alternatives,
    "questions": care.questions,
    "glossary": points.glossary,
    "review": front.about,
}
"""The composer of each part that a handout can include."""

BEFORE_SAFETY = ("summary", "key_points")
"""What may stand before the safety section; nothing else does."""


class NothingToShow(AcucontentError, LookupError):
    """A handout includes a place of the guide that makes no section of its own."""


def compose(  # noqa: PLR0913 - the fields of an edition
    guide: Guide,
    handout: Handout,
    region: Region,
    overlay: Overlay | None = None,
    *,
    language: str,
    overdue: bool = False,
) -> Document:
    """The document of a handout: its purpose, the safety section, what it includes, and the references cited.

    A sheet ends with lines to fill in. A clinic's overlay adds a section of its own and changes no other.
    A part that the guide leaves empty makes no section.

    Raises:
        NothingToShow: the handout includes a place that makes no section.
        NoLabels: there are no fixed words for the language.
        LostWarning: a red flag or a precaution to avoid would be missing.
    """
    writer = Writer(guide, region, labels_for(language), whole=handout == guide.handouts[0], language=language)
    chosen = list(_selected(writer, handout))
    first = [section for section in chosen if section.id in BEFORE_SAFETY]
    rest = [section for section in chosen if section.id not in BEFORE_SAFETY]
    own = (clinic(writer, overlay, handout.id),) if overlay else ()
    form = () if writer.whole else (front.form(writer),)
    sections = filled((*first, safety(writer), *own, *rest, *form))
    about = _about(writer, handout, overlay, language=language, overdue=overdue)
    stamp = (front.overdue(writer),) if about.overdue else ()
    purpose = writer.blocks(handout.purpose, role="lead")
    opening = (*stamp, *purpose, *front.standing(writer), *front.identity(writer, handout.title))
    opening, sections = _without_dead_links(opening, sections)
    opening, blocks = with_references(guide.references, writer.labels, opening, sections, in_full=writer.whole)
    refuse_lost_warnings(guide, handout.id, blocks)
    return Document(
        about=about,
        opening=opening,
        sections=tuple(_as_section(block) for block in blocks),
        labels=writer.labels,
        overlay=overlay,
    )


def _selected(writer: Writer, handout: Handout) -> Iterator[Section]:
    composed: dict[str, Section] = {}
    for path in handout.include:
        part = path.split(".")[0]
        if part not in composed and part in PARTS:
            composed[part] = PARTS[part](writer)
        yield _found(composed.get(part), path, handout)


def _found(part: Section | None, path: str, handout: Handout) -> Section:
    made = [block for block in each_block(part) if isinstance(block, Section)] if part else []
    for section in made:
        if section.id == path:
            return section
    offered = ", ".join(section.id for section in made) or ", ".join(PARTS)
    raise NothingToShow(
        f"Handout '{handout.id}' includes '{path}', which makes no section of its own. Include one of: {offered}."
    )


def _without_dead_links(opening: Blocks, sections: Blocks) -> tuple[Blocks, Blocks]:
    """The opening and the sections, where a link to what this document does not hold is plain words."""
    held = {block.id for section in sections for block in each_block(section) if isinstance(block, Section)}

    def change(inline: Inline) -> Inlines:
        if isinstance(inline, CrossLink) and inline.to not in held:
            return inline.children
        return (inline,)

    return rewrite_all(opening, change), rewrite_all(sections, change)


def _as_section(block: Block) -> Section:
    assert isinstance(block, Section)
    return block


def _about(writer: Writer, handout: Handout, overlay: Overlay | None, *, language: str, overdue: bool) -> About:
    guide = writer.guide
    return About(
        guide=guide.id,
        handout=handout.id,
        title=handout.title,
        subtitle=guide.subtitle if handout == guide.handouts[0] else None,
        language=language,
        region=writer.region.code,
        description=plain(writer.inlines(guide.summary)),
        edition=guide.edition,
        published=guide.published,
        reviewed=guide.review.on,
        review_note=front.review_note(writer),
        next_review=guide.review.next_due,
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
