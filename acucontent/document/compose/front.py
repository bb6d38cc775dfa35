"""The opening of a document, its summary and main points, the part about the guide, the form and the imprint."""

from __future__ import annotations

from babel import parse_locale

from acucontent.document.blocks import Blocks, Callout, Facts, Inlines, ListBlock, Paragraph, Section
from acucontent.document.compose.writer import Writer, join_inlines, make_words
from acucontent.document.direction import join_isolated
from acucontent.model.handouts import Handout
from acucontent.model.prose import Prose


def compose_summary(writer: Writer) -> Section:
    """Compose the summary of the guide."""
    return writer.make_section(
        "summary", "summary", writer.write_blocks(writer.guide.summary, role="lead"), role="summary"
    )


def compose_volume_opening(writer: Writer, handout: Handout) -> Section:
    """Compose the section that opens the reference volume in a book: its title and its purpose."""
    return Section(handout.id, make_words(handout.title), writer.write_blocks(handout.purpose, role="lead"))


def compose_key_points(writer: Writer) -> Section:
    """Compose the main message and the points to take away."""
    guide, title = writer.guide, writer.labels("main_message")
    message = Callout("main_message", "note", title, writer.write_blocks(guide.main_message), "main_message")
    points = ListBlock(tuple(writer.write_blocks(point) for point in guide.key_points))
    return writer.make_section("key_points", "key_points", message, points, role="key_points")


def compose_about(writer: Writer) -> Section:
    """Compose the part about the guide: its edition, authors, funding, updates and review."""
    guide = writer.guide
    prose = (
        ("for_whom_written", guide.audience),
        ("why_written", guide.purpose),
        ("funding", guide.funding),
        ("conflicts", guide.conflicts),
        ("update_policy", guide.update_policy),
        ("feedback", guide.feedback),
    )
    sections = [compose_statement(writer, label, text) for label, text in prose]
    facts = compose_edition_facts(writer, "review_facts", "about")
    return writer.make_section("review", "about", facts, *sections, role="review")


def compose_statement(writer: Writer, label: str, text: Prose) -> Section:
    """Compose a section about the guide under a fixed heading."""
    return Section(f"review.{label}", writer.write_label(label), writer.write_blocks(text), listed=False)


def compose_edition_facts(writer: Writer, path: str, title: str) -> Facts:
    """Compose the facts of an edition: version, dates, review, authors, licence; subject codes for all but patients."""
    guide = writer.guide
    codes = join_inlines(
        [make_words(f"{coding.system} {coding.code} ({coding.display})") for coding in guide.codes], "; "
    )
    rows: list[tuple[str, Inlines]] = [
        ("edition", make_words(guide.edition)),
        ("published", make_words(writer.format_date(guide.published))),
        ("evidence_to", make_words(writer.format_month(guide.evidence_to))),
        ("review", make_words(write_review_note(writer))),
        ("next_review", make_words(writer.format_month(guide.review.next_due))),
        ("authors", join_isolated([author.name for author in guide.authors], ", ", writer.language)),
        ("publisher", make_words(guide.publisher)),
        ("licence", make_words(guide.licence)),
        *([("codes", codes)] if codes and writer.kind != "guide" else []),
    ]
    return writer.make_facts(path, writer.labels(title), rows)


def write_review_note(writer: Writer) -> str:
    """Write whether a clinician has reviewed the guide, in a sentence."""
    review = writer.guide.review
    if review.on is None:
        return writer.labels(f"review.{review.status}")
    return writer.labels("review.reviewed", by=review.by, on=writer.format_date(review.on))


def write_next_review_note(writer: Writer) -> str:
    """Write when the next review is due, in a sentence."""
    return writer.labels("next_review_on", on=writer.format_month(writer.guide.review.next_due))


def write_region_note(writer: Writer) -> str:
    """Write for which readers an edition is, in a sentence; nothing if the name of its language names their region."""
    territory = parse_locale(writer.guide.language.replace("-", "_"))[1]
    return "" if territory == writer.region.code else writer.labels("region_note", region=writer.region.name)


def write_edition_note(writer: Writer) -> str:
    """Write the edition, its region and the date of its next review, in sentences without the title."""
    guide = writer.guide
    note = writer.labels(
        "edition_note",
        edition=guide.edition,
        published=writer.format_date(guide.published),
        hash=guide.content_hash,
        next_review=write_next_review_note(writer),
    )
    return " ".join(filter(None, (note, write_region_note(writer))))


def compose_overdue_stamp(writer: Writer) -> Callout:
    """Compose the notice that the review of the edition was due before the day of printing."""
    due = writer.format_month(writer.guide.review.next_due)
    text = (Paragraph(writer.write_label("overdue", due=due)),)
    title = writer.labels("overdue_volume_title" if writer.is_volume else "overdue_title")
    return Callout("overdue", "caution", title, text, "overdue")


def compose_review_line(writer: Writer) -> Paragraph:
    """Compose the small print that states whether the guide was reviewed and that it does not replace advice."""
    return Paragraph(make_words(f"{write_review_note(writer)} {writer.labels('not_advice')}"), "review")


def compose_identity_line(writer: Writer, title: str) -> Paragraph:
    """Compose the small print that identifies the edition and gives the date of its next review."""
    return Paragraph(
        writer.write_label("identity_line", title=title, edition_note=write_edition_note(writer)), "identity"
    )


def compose_imprint(writer: Writer) -> Blocks:
    """Compose the imprint of a book: copyright, facts about the edition, funding and conflicts of interest."""
    guide = writer.guide
    return (
        Paragraph(_write_copyright(writer)),
        compose_edition_facts(writer, "imprint_facts", "imprint"),
        compose_statement(writer, "funding", guide.funding),
        compose_statement(writer, "conflicts", guide.conflicts),
    )


def _write_copyright(writer: Writer) -> Inlines:
    names = join_isolated(_list_owners(writer), ", ", writer.language)
    return writer.write_sentence("copyright", year=make_words(str(writer.guide.published.year)), names=names)


def _list_owners(writer: Writer) -> list[str]:
    """Return the names in the copyright line: the authors, or the publisher if there are none."""
    return [one.name for one in writer.guide.authors if one.role == "author"] or [writer.guide.publisher]
