"""Pictures for sheets: pictograms before words, the strips of a visit and of a course, and the QR code of the guide."""

from __future__ import annotations

from acucontent.clinic import Clinic
from acucontent.document.blocks import Blocks, Figure, Inlines, Pictogram, WebLink, Words
from acucontent.document.compose.figures import make_span
from acucontent.document.compose.writer import Writer, format_range
from acucontent.document.drawings import CourseStrip, InvalidDrawing, PictureStrip, QrCode, StripStep
from acucontent.model.pictures import PictogramName

MIN_STEPS = 3
"""The smallest number of steps with a picture for which a visit is drawn as a strip."""


def write_picture(name: PictogramName | None) -> Inlines:
    """Return the picture of a record with a space after it, or no inlines if the record has none.

    Screen readers skip it, because the words after it have the same meaning.
    """
    return (Pictogram(name), Words(" ")) if name else ()


def draw_visit_strip(writer: Writer) -> Blocks:
    """Draw the steps of a visit that have a picture; return no blocks if they are too few."""
    sessions = writer.guide.sessions
    steps = tuple(StripStep(step.picture, step.title) for step in sessions.steps if step.picture)
    if len(steps) < MIN_STEPS:
        return ()
    name = writer.labels("visit_name")
    caption = writer.write_label(
        "visit_caption", title=name, minutes=format_range(writer, sessions.amounts.needle_minutes)
    )
    alternative = writer.labels("visit_alternative", phases=" ".join(f"{step.caption}." for step in steps))
    return (Figure("sessions.steps_strip", caption, alternative, PictureStrip(steps), name),)


def draw_course_strip(writer: Writer) -> Blocks:
    """Draw the visits of a course in one row; return no blocks if they cannot be drawn (see `draw_course`)."""
    amounts, review = writer.guide.sessions.amounts, writer.guide.sessions.progress.review_after
    if review.unit != "visits" or not all(
        end.is_integer() for each in (amounts.total, review) for end in (each.low, each.high)
    ):
        return ()
    ranges = {
        "visits": format_range(writer, amounts.total),
        "weeks": format_range(writer, amounts.weeks),
        "review": format_range(writer, review),
    }
    try:
        drawing = CourseStrip(
            visits=make_span(amounts.total, writer.labels("course_strip", **ranges)),
            review=make_span(review, writer.labels("course_review", **ranges)),
            some_label=writer.labels("course_some"),
        )
    except InvalidDrawing:
        return ()
    caption, alternative = writer.write_label("course_caption"), writer.labels("course_alternative", **ranges)
    return (Figure("sessions.amounts_strip", caption, alternative, drawing),)


def draw_guide_code(writer: Writer, clinic: Clinic) -> Blocks:
    """Draw the QR code of the clinic's page with the guide; return no blocks if the clinic has no such page."""
    address = clinic.guide_web
    if address is None:
        return ()
    caption = (*writer.write_label("guide_code_caption"), Words(": "), WebLink(address, (Words(address),)))
    alternative = writer.labels("guide_code_alternative", address=address)
    return (Figure("clinic.guide_code", caption, alternative, QrCode(address)),)
