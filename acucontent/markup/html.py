"""Blocks and inlines as HTML that is also well-formed XML, so that an ebook and a page renderer read the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from acucontent.document.anchors import Anchor, find_home, name_anchor
from acucontent.document.blocks import Block, BlockId, Figure, Inline, Inlines, Note, WebLink, Words
from acucontent.document.drawings import Alternative
from acucontent.document.labels import Labels
from acucontent.markup.drawings import render_svg
from acucontent.markup.settings import MarkupSettings
from acucontent.model.codes import EXTRA_REGIONS
from acucontent.model.plain_text import flatten

PARAGRAPH_CLASSES = {"lead": "lead", "small": "small", "review": "small", "identity": "small"}
"""The class of a paragraph by its role; one of the body has none."""


def render_html(
    blocks: Iterable[Block], labels: Labels, settings: MarkupSettings, level: int = 2, home: Anchor = ""
) -> Markup:
    """Render blocks as HTML, safe to put into a template.

    Args:
        blocks: The blocks.
        labels: The fixed words of the document's language.
        settings: What the format needs.
        level: The level of the first headings, from 1.
        home: The anchor of what the blocks are in, for their own anchors; a section needs none.
    """
    return Markup(str(_macros(labels, settings).blocks(tuple(blocks), level, home)).strip())


def render_inline_html(inlines: Inlines, labels: Labels, settings: MarkupSettings) -> Markup:
    """Render inlines as HTML, safe to put into a template."""
    return Markup(str(_macros(labels, settings).inlines(inlines)))


def render_page_breaks(anchor: Anchor, labels: Labels, settings: MarkupSettings) -> Markup:
    """Render the pages of a printed edition that begin at an anchor, safe to put into a template."""
    return Markup(str(_macros(labels, settings).page_breaks(anchor)))


def render_back_links(marks: Sequence[BlockId], labels: Labels, settings: MarkupSettings) -> Markup:
    """Render links back to the marks of a citation, safe to put into a template."""
    return Markup(str(_macros(labels, settings).back_links(marks)))


def _macros(labels: Labels, settings: MarkupSettings) -> Any:
    return _environment().get_template("blocks.html").make_module({"labels": labels, "settings": settings})


def load_templates(package: str) -> Environment:
    """Return the templates of a package (its folder `templates`), under the rules of this one.

    Every value is escaped, an undefined one is an error, and `flatten` and `name_anchor` are there.
    """
    return _environment().overlay(loader=PackageLoader(package))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("acucontent.markup"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["kind"] = name_macro
    made.globals["flatten"] = flatten
    made.globals["name_anchor"] = name_anchor
    made.globals["paragraph_classes"] = PARAGRAPH_CLASSES
    made.globals["render_drawing"] = render_drawing
    made.globals["has_description"] = has_description
    made.globals["missing_address"] = find_missing_address
    made.filters["runs"] = lambda inlines: list(group_marks(inlines))
    made.filters["codes"] = _CODE.split
    made.filters["breakable"] = _PARTS.findall
    made.tests["addressed"] = is_address
    return made


def find_block(element_id: str) -> BlockId:
    """Return the id of the block that an element with an id was made from: the element's own, or its heading's."""
    return find_home(element_id.removesuffix("_title"))


@cache
def read_base_style() -> str:
    """Return the style sheet that all HTML-shaped formats share, as CSS."""
    return files("acucontent.markup").joinpath("css", "base.css").read_text(encoding="utf-8")


def render_drawing(figure: Figure, settings: MarkupSettings) -> Markup:
    """Render a figure's drawing as SVG, with its alternative text or, where that is printed beside it, its start."""
    id_ = f"{figure.id}_drawing"
    if not (settings.descriptions and has_description(figure)):
        return render_svg(figure.drawing, Alternative(id_, figure.alternative), settings.lettering)
    short = _SENTENCE.split(figure.alternative, maxsplit=1)[0]
    return render_svg(figure.drawing, Alternative(id_, short, details=f"{figure.id}_details"), settings.lettering)


def has_description(figure: Figure) -> bool:
    """Whether a figure's alternative text is longer than one sentence."""
    return _SENTENCE.search(figure.alternative) is not None


_SENTENCE = re.compile(r"(?<=[.!?]) +(?=\S)")


def name_macro(node: object) -> str:
    """Return the name of a block's or inline's macro in the template: `ReferenceList` is `reference_list`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(node).__name__).lower()


_CODE = re.compile(rf"((?<![\w-])(?:(?:{'|'.join(EXTRA_REGIONS)})[0-9]+|PMID: [0-9]+)(?![\w-]))")
"""What no line may break, though it has a hyphen or a space. The odd parts of a split are such codes. A hyphen or space
that does not break would be another character, which a search for the code does not find."""

_ADDRESS = re.compile(r"(?:https?://|doi:|www\.)\S+$")
_PARTS = re.compile(r"(?:https?://|doi:10\.)?[^/.]*[/.]+|[^/.]+")
"""The parts of an address, behind each of which a line may break: its points and strokes, but not those of its kind."""

_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)")
_SCHEME_OF_NAMES = re.compile(r"^(?:doi|pmid): ?")


def find_missing_address(link: WebLink) -> str:
    """Return the address of a link as a person would copy it, or nothing when its words are the address already."""
    address = _SCHEME.sub("", link.address).rstrip("/")
    words = _SCHEME.sub("", flatten(link.children).strip().casefold()).rstrip("/")
    name = _SCHEME_OF_NAMES.sub("", words)
    if words == address.casefold() or (name != words and address.casefold().endswith(f"/{name}")):
        return ""
    dialed = link.address.startswith("tel:") and re.sub(r"\D", "", words)
    return "" if dialed and re.sub(r"\D", "", address).endswith(dialed) else address


def is_address(link: WebLink) -> bool:
    """Whether the words of a link are an address: no word of a language, and long."""
    return all(isinstance(child, Words) for child in link.children) and bool(_ADDRESS.match(flatten(link.children)))


def group_marks(inlines: Inlines) -> Iterator[Inline | tuple[Note, ...]]:
    """Yield the inlines, with neighboring marks of citations as one run, close to the word before it."""
    marks: list[Note] = []
    for inline, following in zip_longest(inlines, inlines[1:]):
        if isinstance(inline, Note):
            marks.append(inline)
            if not isinstance(following, Note):
                yield tuple(sorted(marks, key=lambda note: note.number))
                marks = []
        elif isinstance(inline, Words) and isinstance(following, Note):
            yield Words(inline.text.rstrip(" "))
        else:
            yield inline
