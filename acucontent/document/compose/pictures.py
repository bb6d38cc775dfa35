"""Pictures for sheets: pictograms before words, and the visits of a course in a strip."""

from __future__ import annotations

from acucontent.document.blocks import Blocks, Figure, Inlines, Pictogram, Words
from acucontent.document.compose.figures import make_span
from acucontent.document.compose.writer import Writer, format_range
from acucontent.document.drawings import CourseStrip, InvalidDrawing
from acucontent.model.pictures import PictogramName


def write_picture(name: PictogramName | None) -> Inlines:
    """Return the picture of a record with a space after it, or no inlines if the record has none.

    Screen readers skip it, because the words after it have the same meaning.
    """
    return (Pictogram(name), Words(" ")) if name else ()


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
            visits=make_span(amounts.total, ranges["visits"]),
            review=make_span(review, writer.labels("course_review", **ranges)),
            some_label=writer.labels("course_some"),
        )
    except InvalidDrawing:
        return ()
    caption, alternative = writer.write_label("course_strip", **ranges), writer.labels("course_alternative", **ranges)
    return (Figure("sessions.amounts_strip", caption, alternative, drawing),)
