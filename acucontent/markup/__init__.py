"""Document → semantic HTML, once, for every HTML-shaped format. One template a kind of block.

The markup is written so that it is both HTML and XML: an ebook and a page renderer read the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from acucontent.document.blocks import BlockId, Blocks, Figure, Inline, Inlines, Note, WebLink, Words, plain
from acucontent.document.drawings import Alternative
from acucontent.document.labels import Labels
from acucontent.document.spots import within
from acucontent.markup.drawings import svg
from acucontent.markup.drawings.lettering import Lettering
from acucontent.model.codes import EXTRA_REGIONS


@dataclass(frozen=True)
class Dialect:
    """What differs between the formats that share this markup."""

    href: Callable[[BlockId], str]
    """The address of a block."""
    epub: bool = False
    """Whether `epub:type` is written beside the ARIA roles."""
    back_links: bool = False
    """Whether a reference links back to the places that cite it; paper has no use for it."""
    place: Callable[[BlockId], str] = str
    """The name of the place where a mark stands, for those who hear a link back to it."""
    note: Callable[[Note], str] | None = None
    """The address of what a mark of a citation leads to, where that is a note rather than an entry of the list."""
    details: bool = False
    """Whether the format tells a figure's alternative text on the same page, when it is more than a sentence: in an
    element with the figure's id and `_details`. The figure then says the first sentence and links to the rest."""
    lettering: Lettering = field(default_factory=Lettering)
    """How the words in drawings are set."""
    addresses: bool = False
    """Whether a link whose words are not its address is followed by the address; paper cannot be followed."""
    brackets: bool = False
    """Whether the marks of citations stand in brackets: a raised number behind another looks like a power."""
    stacked_tables: bool = False
    """Whether the style sheet may stack the rows of a table on a narrow screen. The roles of its parts are then
    stated, since some browsers forget them when the style takes the grid away."""
    spots: bool = False
    """Whether each paragraph, item and row has its name as an id; a page renderer tells by it what begins where."""
    pages: Mapping[BlockId, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The pages of a printed edition by the spot where they begin, for a format that has no pages of its own."""


def html(blocks: Blocks, labels: Labels, dialect: Dialect, level: int = 2, home: BlockId = "") -> str:
    """The blocks as HTML that is also well-formed XML.

    Args:
        blocks: What to render.
        labels: The fixed words of the document's language.
        dialect: What the format needs otherwise.
        level: The level of the first headings, from 1.
        home: The name of what the blocks are in, for their spots; a section needs none.
    """
    template = environment().get_template("blocks.html")
    module = template.make_module({"labels": labels, "dialect": dialect})
    return str(module.blocks(blocks, level, home)).strip()  # type: ignore[attr-defined]  # a macro of the template


def inline_html(inlines: Inlines, labels: Labels, dialect: Dialect) -> Markup:
    """Inlines as HTML, safe to put into a template."""
    module = environment().get_template("blocks.html").make_module({"labels": labels, "dialect": dialect})
    return Markup(str(module.inlines(inlines)))  # type: ignore[attr-defined]


def page_breaks(spot: BlockId, labels: Labels, dialect: Dialect) -> Markup:
    """The pages of a printed edition that begin at a spot, safe to put into a template."""
    module = environment().get_template("blocks.html").make_module({"labels": labels, "dialect": dialect})
    return Markup(str(module.begins(spot)))  # type: ignore[attr-defined]


def back_links(marks: Sequence[BlockId], labels: Labels, dialect: Dialect) -> Markup:
    """The ways back to the marks of a citation, safe to put into a template."""
    module = environment().get_template("blocks.html").make_module({"labels": labels, "dialect": dialect})
    return Markup(str(module.back(marks)))  # type: ignore[attr-defined]


@cache
def environment() -> Environment:
    """The templates of this room, every value escaped and none undefined."""
    made = Environment(
        loader=PackageLoader("acucontent.markup"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["kind"] = kind
    made.globals["plain"] = plain
    made.globals["within"] = within
    made.globals["drawn"] = drawn
    made.globals["told_at_length"] = told_at_length
    made.globals["unsaid_address"] = unsaid_address
    made.filters["runs"] = lambda inlines: list(runs(inlines))
    made.filters["codes"] = _CODE.split
    made.filters["breakable"] = _PARTS.findall
    made.tests["addressed"] = addressed
    return made


def drawn(figure: Figure, dialect: Dialect) -> Markup:
    """A figure's drawing as SVG, with its alternative text; where that is told beside it, with its first sentence."""
    id_ = f"{figure.id}_drawing"
    if not (dialect.details and told_at_length(figure)):
        return svg(figure.drawing, Alternative(id_, figure.alternative), dialect.lettering)
    short = _SENTENCE.split(figure.alternative, maxsplit=1)[0]
    return svg(figure.drawing, Alternative(id_, short, details=f"{figure.id}_details"), dialect.lettering)


def told_at_length(figure: Figure) -> bool:
    """Whether a figure's alternative text is longer than one sentence."""
    return _SENTENCE.search(figure.alternative) is not None


_SENTENCE = re.compile(r"(?<=[.!?]) +(?=\S)")


def kind(node: object) -> str:
    """The name of a block's or inline's template part: `ReferenceList` is `reference_list`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(node).__name__).lower()


_CODE = re.compile(rf"((?<![\w-])(?:(?:{'|'.join(EXTRA_REGIONS)})[0-9]+|PMID: [0-9]+)(?![\w-]))")
"""What no line may break, though it has a hyphen or a space. The odd parts of a split are such codes. A hyphen or space
that does not break would be another character, which a search for the code does not find."""

_ADDRESS = re.compile(r"(?:https?://|doi:|www\.)\S+$")
_PARTS = re.compile(r"(?:https?://|doi:10\.)?[^/.]*[/.]+|[^/.]+")
"""The parts of an address, behind each of which a line may break: its points and strokes, but not those of its kind."""

_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)")
_SCHEME_OF_NAMES = re.compile(r"^(?:doi|pmid): ?")


def unsaid_address(link: WebLink) -> str:
    """The address of a link as a person would copy it, or nothing when its words say it already."""
    address = _SCHEME.sub("", link.address).rstrip("/")
    said = _SCHEME.sub("", plain(link.children).strip().casefold()).rstrip("/")
    name = _SCHEME_OF_NAMES.sub("", said)
    if said == address.casefold() or (name != said and address.casefold().endswith(f"/{name}")):
        return ""
    dialed = link.address.startswith("tel:") and re.sub(r"\D", "", said)
    return "" if dialed and re.sub(r"\D", "", address).endswith(dialed) else address


def addressed(link: WebLink) -> bool:
    """Whether the words of a link are an address: no word of a language, and long."""
    return all(isinstance(child, Words) for child in link.children) and bool(_ADDRESS.match(plain(link.children)))


def runs(inlines: Inlines) -> Iterator[Inline | tuple[Note, ...]]:
    """The inlines, with neighboring marks of citations as one run; it stands close to the word before it."""
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
