"""Blocks and inlines as HTML that is also well-formed XML, for ebooks and page renderers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from acucontent.document.anchors import Anchor, find_anchor_block, make_anchor
from acucontent.document.blocks import (
    CERTAINTY_DOTS,
    Block,
    BlockId,
    Figure,
    Inline,
    Inlines,
    ListBlock,
    Note,
    Paragraph,
    Pictogram,
    WebLink,
    Words,
)
from acucontent.document.drawings import Alternative, BodyMap
from acucontent.document.labels import Labels
from acucontent.markup.drawings import render_svg
from acucontent.markup.drawings.pictograms import render_pictogram
from acucontent.markup.settings import MarkupSettings
from acucontent.model.codes import EXTRA_REGIONS
from acucontent.model.plain_text import flatten
from acucontent.model.tables import GUTTER

PARAGRAPH_CLASSES = {"lead": "lead", "message": "message", "small": "small", "review": "small", "identity": "small"}
"""The class of a paragraph by its role; a `body` paragraph has none."""


def render_html(  # noqa: PLR0913 - the last three have defaults
    blocks: Iterable[Block],
    labels: Labels,
    settings: MarkupSettings,
    level: int = 2,
    parent: Anchor = "",
    *,
    first: int = 1,
) -> Markup:
    """Render blocks as HTML, safe to put into a template.

    Args:
        blocks: The blocks.
        labels: The fixed words of the document's language.
        settings: The settings of the format.
        level: The level of the first headings, from 1.
        parent: The anchor of the parent of the blocks, for their anchors; not needed for sections.
        first: The position of the first block in its parent, from 1.

    Returns:
        `markupsafe.Markup`; combine it with `Markup.format` or an f-string, because adding it to a plain string
        escapes that string.
    """
    return Markup(str(_load_macros(labels, settings).blocks(tuple(blocks), level, parent, first)).strip())


def render_inline_html(inlines: Inlines, labels: Labels, settings: MarkupSettings) -> Markup:
    """Render inlines as HTML, safe to put into a template."""
    return Markup(str(_load_macros(labels, settings).inlines(inlines)))


def render_page_breaks(anchor: Anchor, labels: Labels, settings: MarkupSettings) -> Markup:
    """Render the page breaks of the printed edition at an anchor, safe to put into a template."""
    return Markup(str(_load_macros(labels, settings).page_breaks(anchor)))


def render_back_links(marks: Sequence[BlockId], labels: Labels, settings: MarkupSettings) -> Markup:
    """Render links back to citation marks, safe to put into a template."""
    return Markup(str(_load_macros(labels, settings).back_links(marks)))


def _load_macros(labels: Labels, settings: MarkupSettings) -> Any:
    return _make_environment().get_template("blocks.html").make_module({"labels": labels, "settings": settings})


@cache
def load_templates(package: str) -> Environment:
    """Return the one environment that loads templates from the folder `templates` of a package.

    As in the templates of this package, every value is escaped, an undefined value is an error, and `flatten` and
    `make_anchor` can be used.

    Args:
        package: The dotted name of the package.
    """
    return _make_environment().overlay(loader=PackageLoader(package))


@cache
def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("acucontent.markup"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = get_macro_name
    environment.globals["certainty_dots"] = CERTAINTY_DOTS
    environment.globals["flatten"] = flatten
    environment.globals["make_anchor"] = make_anchor
    environment.globals["paragraph_classes"] = PARAGRAPH_CLASSES
    environment.globals["render_drawing"] = render_drawing
    environment.globals["render_pictogram"] = render_pictogram
    environment.globals["has_pictures"] = has_pictures
    environment.globals["has_description"] = has_description
    environment.globals["get_hidden_address"] = get_hidden_address
    environment.filters["runs"] = lambda inlines: list(group_marks(inlines))
    environment.filters["shares"] = compute_shares
    environment.filters["codes"] = _CODE.split
    environment.filters["breakable"] = _PARTS.findall
    environment.filters["scheme_start"] = _find_scheme_start
    environment.tests["addressed"] = is_address
    environment.tests["caption_first"] = is_caption_first
    return environment


def find_element_block(element_id: str) -> BlockId:
    """Return the id of the block from which an element was made.

    Args:
        element_id: The id of the element: that of its block, of the heading of the block, or an anchor in the block.
    """
    return find_anchor_block(element_id.removesuffix("_title"))


@cache
def read_base_style() -> str:
    """Return the CSS that all formats based on HTML share."""
    return _read_style("base.css")


@cache
def read_stacked_style() -> str:
    """Return the CSS that stacks the cells of tables, for a media query: see `MarkupSettings.stacked_tables`."""
    return _read_style("stacked_tables.css")


def _read_style(name: str) -> str:
    return files("acucontent.markup").joinpath("css", name).read_text(encoding="utf-8")


def render_drawing(figure: Figure, settings: MarkupSettings) -> Markup:
    """Render the drawing of a figure as SVG with its text alternative or, if that is printed, its first sentence."""
    id_, lettering = f"{figure.id}_drawing", settings.letterings.get(figure.id, settings.lettering)
    if settings.descriptions == "none" or not has_description(figure):
        return render_svg(figure.drawing, Alternative(id_, figure.alternative), lettering)
    short = _SENTENCE.split(figure.alternative, maxsplit=1)[0]
    return render_svg(figure.drawing, Alternative(id_, short, details=f"{figure.id}_details"), lettering)


def is_caption_first(figure: Figure) -> bool:
    """Return whether the caption of a figure, which says what it shows, comes first; that of a map explains marks."""
    return not isinstance(figure.drawing, BodyMap)


def has_pictures(block: ListBlock) -> bool:
    """Return whether every item of a list begins with a pictogram, which then takes the place of its marker."""
    return all(
        item and isinstance(item[0], Paragraph) and item[0].inlines and isinstance(item[0].inlines[0], Pictogram)
        for item in block.items
    )


def has_description(figure: Figure) -> bool:
    """Return whether the text alternative of a figure is longer than one sentence."""
    return _SENTENCE.search(figure.alternative) is not None


_SENTENCE = re.compile(r"(?<=[.!?]) +(?=\S)")


def get_macro_name(node: object) -> str:
    """Return the name of the template macro of a block or inline, such as `reference_list` for a `ReferenceList`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(node).__name__).lower()


_CODE = re.compile(rf"((?<![\w-])(?:(?:{'|'.join(EXTRA_REGIONS)})[0-9]+|PMID: [0-9]+)(?![\w-]))")
"""Codes with a hyphen or space at which lines must not break; `split` returns them at odd positions. A no-break hyphen
or space would be another character, with which a search for the code would fail."""

_ADDRESS = re.compile(r"(?:https?://|doi:|www\.)\S+$")
_PARTS = re.compile(r"(?:https?://|doi:10\.)?[^/.]*[/.]+|[^/.]+")
"""The parts of an address, after which lines may break: at periods and slashes, except those of the scheme."""

_SCHEME_START = re.compile(r"https?://[^/.]?")


def _find_scheme_start(words: str) -> str:
    """Return the scheme of an address and the first letter after it, between which lines must not break; or nothing."""
    found = _SCHEME_START.match(words)
    return found[0] if found else ""


_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)")
_SCHEME_OF_NAMES = re.compile(r"^(?:doi|pmid): ?")


def compute_shares(widths: Sequence[int]) -> tuple[str, ...]:
    """Return the share of each column in the width of a table, in percent.

    Args:
        widths: The least width of each column, in letters; the space after a column counts as one more.
    """
    total = sum(width + GUTTER for width in widths)
    return tuple(f"{100 * (width + GUTTER) / total:.2f}" for width in widths)


def get_hidden_address(link: WebLink) -> str:
    """Return the address of a link to print after it, or an empty string if the text of the link is the address."""
    address = _SCHEME.sub("", link.address).rstrip("/")
    words = _SCHEME.sub("", flatten(link.children).strip().casefold()).rstrip("/")
    name = _SCHEME_OF_NAMES.sub("", words)
    if words == address.casefold() or (name != words and address.casefold().endswith(f"/{name}")):
        return ""
    digits = link.address.startswith("tel:") and re.sub(r"\D", "", words)
    return "" if digits and re.sub(r"\D", "", address).endswith(digits) else address


def is_address(link: WebLink) -> bool:
    """Return whether the text of a link is an address, which needs line breaks but no hyphens."""
    return all(isinstance(child, Words) for child in link.children) and bool(_ADDRESS.match(flatten(link.children)))


def group_marks(inlines: Inlines) -> Iterator[Inline | tuple[Note, ...]]:
    """Yield the inlines with adjacent citation marks as one tuple, without a space before it."""
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
