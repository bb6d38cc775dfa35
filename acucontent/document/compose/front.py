"""The guide's own words: in short, the main points, and about this guide."""

from __future__ import annotations

from acucontent.document.blocks import Blank, Blocks, Callout, Facts, Form, Inlines, ListBlock, Paragraph, Section
from acucontent.document.compose.writer import Writer, joined, words
from acucontent.model.prose import Prose


def summary(writer: Writer) -> Section:
    """What the guide says, in a few sentences."""
    return writer.section("summary", "summary", writer.blocks(writer.guide.summary, role="lead"))


def key_points(writer: Writer) -> Section:
    """The main message and the points to take away."""
    guide = writer.guide
    message = Callout("main_message", "note", writer.labels("main_message"), writer.blocks(guide.main_message))
    points = ListBlock(tuple(writer.blocks(point) for point in guide.key_points))
    return writer.section("key_points", "key_points", message, points)


def about(writer: Writer) -> Section:
    """Who made the guide, who paid, how it is kept up to date and whether it was reviewed."""
    guide = writer.guide
    prose = (
        ("for_whom_written", guide.audience),
        ("why_written", guide.purpose),
        ("funding", guide.funding),
        ("conflicts", guide.conflicts),
        ("update_policy", guide.update_policy),
        ("feedback", guide.feedback),
    )
    told = [_told(writer, label, text) for label, text in prose]
    return writer.section("review", "about", Facts("review_facts", writer.labels("about"), _facts(writer)), *told)


def _told(writer: Writer, label: str, text: Prose) -> Section:
    return Section(f"review.{label}", writer.label(label), writer.blocks(text), listed=False)


def _facts(writer: Writer) -> tuple[tuple[str, Inlines], ...]:
    guide = writer.guide
    codes = joined([words(f"{coding.system} {coding.code} ({coding.display})") for coding in guide.codes], "; ")
    rows = [
        ("edition", words(guide.edition)),
        ("published", words(writer.date(guide.published))),
        ("evidence_to", words(writer.month(guide.evidence_to))),
        ("review", words(review_note(writer))),
        ("next_review", words(writer.month(guide.review.next_due))),
        ("authors", words(", ".join(author.name for author in guide.authors))),
        ("publisher", words(guide.publisher)),
        ("licence", words(guide.licence)),
        *([("codes", codes)] if codes else []),
    ]
    return tuple((writer.labels(label), value) for label, value in rows)


def review_note(writer: Writer) -> str:
    """Where the review by a clinician stands, in a sentence."""
    review = writer.guide.review
    if review.on is None:
        return writer.labels(f"review.{review.status}")
    return writer.labels("review.reviewed", by=review.by, on=writer.date(review.on))


def overdue(writer: Writer) -> Callout:
    """The stamp on an edition whose review was due before the day of printing."""
    due = writer.month(writer.guide.review.next_due)
    told = (Paragraph(writer.label("overdue", due=due)),)
    return Callout("overdue", "caution", writer.labels("overdue_title"), told)


BLANKS = {"patient": 1, "date": 1, "next_visit": 1, "practitioner": 1, "notes": 2}
"""What is filled in on a sheet, with the lines that each takes."""


def form(writer: Writer) -> Section:
    """Lines to fill in, at the foot of a sheet."""
    blanks = tuple(Blank(name, writer.labels(f"blank.{name}"), lines) for name, lines in BLANKS.items())
    title = writer.labels("form")
    return Section("form", words(title), (Form("form_blanks", title, blanks),))


def standing(writer: Writer) -> Blocks:
    """Where the review stands, and that this is no advice: small print that nobody should have to look for."""
    return (Paragraph(words(f"{review_note(writer)} {writer.labels('not_advice')}"), "small"),)


def identity(writer: Writer, title: str) -> Blocks:
    """Which edition this is and when it is due to be reviewed, in small print."""
    guide = writer.guide
    line = writer.labels(
        "about_line",
        title=title,
        edition=guide.edition,
        published=writer.date(guide.published),
        hash=guide.content_hash,
    )
    due = writer.labels("next_review_on", on=writer.month(guide.review.next_due))
    return (Paragraph(words(f"{line} {due}"), "small"),)
