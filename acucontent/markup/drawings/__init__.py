"""Render drawings as SVG: a layout places marks on paper, and one template writes them.

Equal drawings give equal text. The SVG is well-formed XML with its namespace, so that it can be part of a PDF page, a
web page or an ebook. Its words are text, its shapes are clear without color, and its numbers have at most two decimals.
On paper a drawing has its own colors and ground. On a screen (`Lettering.screen`) it is drawn in pieces that fit a
phone, in the color of the text around it and in sizes relative to it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from acucontent.document.drawings import (
    Alternative,
    BodyMap,
    CareShape,
    CourseOfWeeks,
    CourseStrip,
    DifferenceChart,
    Drawing,
    IconArray,
    PairedIcons,
    QrCode,
    RareCases,
    VisitTimeline,
)
from acucontent.markup.drawings.body_map import lay_out_body_map, lay_out_panels, lay_out_pieces_of_map
from acucontent.markup.drawings.care_shapes import lay_out_care_shape
from acucontent.markup.drawings.charts import (
    lay_out_arrays,
    lay_out_difference_chart,
    lay_out_icon_array,
    lay_out_paired_icons,
    lay_out_rare_cases,
    lay_out_rows_of_chart,
)
from acucontent.markup.drawings.courses import (
    is_stacked,
    lay_out_course_of_weeks,
    lay_out_parts_of_course,
    lay_out_phases,
    lay_out_visit_timeline,
)
from acucontent.markup.drawings.curves import format_number
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.qr_codes import lay_out_qr_code
from acucontent.markup.drawings.scene import Scene
from acucontent.markup.drawings.strips import lay_out_course_strip

LETTER = 0.9
"""The type size of a drawing on a screen, in ems of the text around it."""


def render_svg(drawing: Drawing, alternative: Alternative, lettering: Lettering | None = None) -> Markup:
    """Return a drawing as inline SVG: one element, or one for each piece (see `lay_out_pieces`).

    Args:
        drawing: The drawing.
        alternative: Its id and its text alternative. WeasyPrint writes only the title into a PDF. The first piece has
            the whole title, and each other piece its own name.
        lettering: The type size and, for a page renderer that does not pass on the font of the page, the font family.

    Raises:
        InvalidDrawing: A value is outside the drawing.
    """
    lettering = lettering or Lettering()
    pieces = lay_out_pieces(drawing, lettering)
    named = [alternative, *(_name_piece(alternative, number, pieces[number].name) for number in range(1, len(pieces)))]
    template = _create_environment().get_template("scene.svg")
    return Markup("\n").join(
        Markup(
            template.render(
                scene=scene,
                alternative=own,
                font=lettering.font,
                screen=lettering.screen,
                em=LETTER / lettering.size,
                scale=lettering.scale * (lettering.map_scale if isinstance(drawing, BodyMap) else 1),
                name=_make_class_name(drawing),
            ).strip()
        )
        for scene, own in zip(pieces, named, strict=True)
    )


def _name_piece(alternative: Alternative, number: int, name: str) -> Alternative:
    """Return the text alternative of a piece after the first."""
    return replace(alternative, id=f"{alternative.id}.{number + 1}", title=name)


def lay_out_pieces(drawing: Drawing, lettering: Lettering) -> tuple[Scene, ...]:
    """Return a drawing as marks placed on paper, or each of its pieces.

    It is in pieces on a screen, or on paper if it is a map taller than a page or if a page can end inside it
    (`Lettering.breaks`).
    """
    if isinstance(drawing, BodyMap):
        return lay_out_panels(drawing, lettering) if lettering.screen else lay_out_pieces_of_map(drawing, lettering)
    if isinstance(drawing, VisitTimeline) and (
        lettering.screen or (lettering.breaks and is_stacked(drawing, lettering))
    ):
        return lay_out_phases(drawing, lettering)
    if isinstance(drawing, CourseOfWeeks) and lettering.breaks and not lettering.screen:
        return lay_out_parts_of_course(drawing, lettering)
    if isinstance(drawing, DifferenceChart) and lettering.breaks:
        return lay_out_rows_of_chart(drawing, lettering)
    if lettering.screen and isinstance(drawing, PairedIcons):
        return lay_out_arrays(drawing, lettering)
    return (lay_out_drawing(drawing, lettering),)


@cache
def lay_out_drawing(drawing: Drawing, lettering: Lettering) -> Scene:  # noqa: C901, PLR0911 - one return for each kind
    """Return a drawing as marks placed on paper."""
    match drawing:
        case BodyMap():
            return lay_out_body_map(drawing, lettering)
        case IconArray():
            return lay_out_icon_array(drawing, lettering)
        case RareCases():
            return lay_out_rare_cases(drawing, lettering)
        case PairedIcons():
            return lay_out_paired_icons(drawing, lettering)
        case DifferenceChart():
            return lay_out_difference_chart(drawing, lettering)
        case VisitTimeline():
            return lay_out_visit_timeline(drawing, lettering)
        case CourseOfWeeks():
            return lay_out_course_of_weeks(drawing, lettering)
        case CourseStrip():
            return lay_out_course_strip(drawing, lettering)
        case QrCode():
            return lay_out_qr_code(drawing, lettering)
        case CareShape():
            return lay_out_care_shape(drawing, lettering)
        case _:
            assert_never(drawing)


def _make_class_name(drawing: Drawing) -> str:
    """Return the CSS class of a kind of drawing, such as "body-map"."""
    words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in type(drawing).__name__)
    return words.removeprefix("-")


@cache
def _create_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("acucontent.markup.drawings"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["n"] = format_number
    environment.filters["mark"] = lambda value: type(value).__name__.lower()
    return environment
