"""Render drawings as SVG: a layout places marks on paper, and one template writes them.

Equal drawings give equal text. The SVG is well-formed XML with its namespace, so that it can be part of a PDF page, a
web page or an ebook. Its words are text, its shapes are clear without color, and its numbers have at most two decimals.
"""

from __future__ import annotations

from functools import cache
from typing import assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from acucontent.document.drawings import (
    Alternative,
    BodyMap,
    CareShape,
    CourseOfWeeks,
    DifferenceChart,
    Drawing,
    IconArray,
    VisitTimeline,
)
from acucontent.markup.drawings.body_map import lay_out_body_map
from acucontent.markup.drawings.care_shapes import lay_out_care_shape
from acucontent.markup.drawings.charts import lay_out_difference_chart, lay_out_icon_array
from acucontent.markup.drawings.courses import lay_out_course_of_weeks, lay_out_visit_timeline
from acucontent.markup.drawings.curves import format_number
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.scene import Scene


def render_svg(drawing: Drawing, alternative: Alternative, lettering: Lettering | None = None) -> Markup:
    """Return a drawing as inline SVG.

    Args:
        drawing: The drawing.
        alternative: Its id and its text alternative. WeasyPrint writes only the title into a PDF.
        lettering: The type size and, for a page renderer that does not pass on the font of the page, the font family.

    Raises:
        Undrawable: A value is outside the drawing.
    """
    lettering = lettering or Lettering()
    template = _create_environment().get_template("scene.svg")
    text = template.render(
        scene=lay_out_drawing(drawing, lettering),
        alternative=alternative,
        font=lettering.font,
        name=_make_class_name(drawing),
    )
    return Markup(text.strip())


@cache
def lay_out_drawing(drawing: Drawing, lettering: Lettering) -> Scene:
    """Return a drawing as marks placed on paper."""
    match drawing:
        case BodyMap():
            return lay_out_body_map(drawing, lettering)
        case IconArray():
            return lay_out_icon_array(drawing, lettering)
        case DifferenceChart():
            return lay_out_difference_chart(drawing, lettering)
        case VisitTimeline():
            return lay_out_visit_timeline(drawing, lettering)
        case CourseOfWeeks():
            return lay_out_course_of_weeks(drawing, lettering)
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
