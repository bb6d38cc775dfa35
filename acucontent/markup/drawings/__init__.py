"""Drawing → SVG: a layout places marks on paper, one template writes them.

Pure: equal drawings give equal text. The SVG is well-formed XML with its namespace, fit for a page, a web page and an
ebook; its words are real text, its shapes need no color, and all of its numbers have two decimals at most.
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
from acucontent.markup.drawings.body_map import body_map
from acucontent.markup.drawings.care import care_shape
from acucontent.markup.drawings.charts import difference_chart, icon_array
from acucontent.markup.drawings.courses import course_of_weeks, visit_timeline
from acucontent.markup.drawings.curves import number
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.scene import Scene


def svg(drawing: Drawing, alternative: Alternative, lettering: Lettering | None = None) -> Markup:
    """A drawing as inline SVG.

    Args:
        drawing: What to draw.
        alternative: Its id, and what it shows in words. WeasyPrint writes the title alone into a PDF.
        lettering: The size of its type and, for a page renderer that hands down no font, the family.

    Raises:
        Undrawable: a value has no place in the drawing.
    """
    lettering = lettering or Lettering()
    template = _environment().get_template("scene.svg")
    text = template.render(
        scene=scene(drawing, lettering), alternative=alternative, font=lettering.font, name=_name(drawing)
    )
    return Markup(text.strip())


@cache
def scene(drawing: Drawing, lettering: Lettering) -> Scene:
    """A drawing laid out on paper."""
    match drawing:
        case BodyMap():
            return body_map(drawing, lettering)
        case IconArray():
            return icon_array(drawing, lettering)
        case DifferenceChart():
            return difference_chart(drawing, lettering)
        case VisitTimeline():
            return visit_timeline(drawing, lettering)
        case CourseOfWeeks():
            return course_of_weeks(drawing, lettering)
        case CareShape():
            return care_shape(drawing, lettering)
        case _:
            assert_never(drawing)


def _name(drawing: Drawing) -> str:
    words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in type(drawing).__name__)
    return words.removeprefix("-")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("acucontent.markup.drawings"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["n"] = number
    made.filters["mark"] = lambda value: type(value).__name__.lower()
    return made
