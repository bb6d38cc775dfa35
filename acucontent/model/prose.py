"""Prose: the subset of CommonMark in which a guide is written, parsed when the guide is validated.

The subset is paragraphs, bulleted and numbered lists, strong, emphasis and links. Links point to `https:`,
`mailto:`, `tel:`, a glossary entry (`term:qi`) or an acupoint (`point:BL40`). Citations are `[@key]` or
`[@one; @two]`. A paragraph or list item that begins with `{US}` or `{GB, AU}` is for these regions only. All other
CommonMark, including raw HTML, is rejected with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from acucontent.model.base import Link, ReferenceKey
from acucontent.model.characters import normalize_text
from acucontent.model.citation_key import CITATION_KEY, normalize_citation_key
from acucontent.model.codes import PointCode, normalize_point
from acucontent.model.identifiers import validate_region, validate_web_address
from acucontent.model.phone import TELEPHONE_ADDRESS
from acucontent.model.regional import holds_in

MAX_PROSE = 10_000
"""The maximum length of one piece of prose, in characters."""

_MAX_BRACKETS = 500
"""More than any text needs; each bracket costs parsing time."""
_MAX_NESTING = 12
_MAX_LISTS = 2
_CITATION = re.compile(rf"\[(@{CITATION_KEY}(?:\s*;\s*@{CITATION_KEY})*)\]")
_INVALID_CITATION = re.compile(r"\[@[^\]]*\]?")
_INVALID_LINK = re.compile(r"\]\([^)]*\)?")
_REGIONS = re.compile(r"\s*\{\s*([A-Za-z]{2}(?:\s*,\s*[A-Za-z]{2})*)\s*\}\s*")
"""The regions at the start of a paragraph, in braces."""
_MISPLACED_REGIONS = re.compile(r"\{\s*[A-Z]{2}(?:\s*,\s*[A-Z]{2})*\s*\}")
_LETTER = re.compile(r"[^\W_]")
_TABLE_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?|\+(?:[-=]{2,}\+)+")
"""The line between the head and the rows of a Markdown table, or a border of a table drawn with signs."""
_TABLE_ROW = re.compile(r"\|.*\|")
_CELLS = re.compile(r".*\S\s\|\s\S.*")
"""A line with several cells; two such lines are a table."""
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


class TermId(Link):
    """The id of a glossary entry."""

    __slots__ = ()
    target = "glossary"


@dataclass(frozen=True)
class Words:
    """A run of plain text."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Text with strong emphasis."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    """Text with emphasis."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class WebLink:
    """A link out of the guide, to an https, http, mailto or tel address."""

    address: str
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class InnerLink:
    """A link to a glossary entry or an acupoint of the same guide."""

    to: TermId | PointCode
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Citation:
    """The references that support the text before it."""

    keys: tuple[ReferenceKey, ...]


Inline: TypeAlias = Words | Strong | Emphasis | WebLink | InnerLink | Citation


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    children: tuple[Inline, ...]
    regions: tuple[str, ...] = ()
    """The regions that it is for; empty if it is for all. At the start of a list item, they are those of the item."""


@dataclass(frozen=True)
class ListBlock:
    """A list; each item is a sequence of blocks."""

    ordered: bool
    items: tuple[tuple[ProseBlock, ...], ...]


ProseBlock: TypeAlias = Paragraph | ListBlock


@dataclass(frozen=True)
class Prose:
    """A piece of prose: its source text and its blocks."""

    source: str
    blocks: tuple[ProseBlock, ...]

    def __str__(self) -> str:
        return self.source

    @classmethod
    def parse(cls, source: str) -> Prose:
        """Parse a source text.

        Raises:
            PydanticCustomError: The text uses something outside the subset; the message names it and its line.
        """
        source = normalize_text(source).strip()
        if not source:
            raise PydanticCustomError("prose_empty", "is empty: add text or remove the key")
        if len(source) > MAX_PROSE:
            raise PydanticCustomError(
                "prose_long", "is longer than {most} characters: split it into several parts", {"most": MAX_PROSE}
            )
        if source.count("[") > _MAX_BRACKETS:
            raise PydanticCustomError(
                "prose_brackets",
                "has more than {most} '[' characters: split it into several parts",
                {"most": _MAX_BRACKETS},
            )
        _refuse_tables(source)
        tokens = _make_parser().parse(source)
        blocks = tuple(_BlockReader(tokens).read_blocks())
        if not any(isinstance(each, Words) and _LETTER.search(each.text) for each in walk_inlines(blocks)):
            raise PydanticCustomError("prose_wordless", "has no word: write a text, or remove the key")
        return cls(source, blocks)

    @property
    def paragraph_regions(self) -> tuple[tuple[str, ...], ...]:
        """The regions of each paragraph, in order."""
        return tuple(_list_regions(self.blocks)) if "{" in self.source else ()

    @property
    def is_regional(self) -> bool:
        """Whether some of its paragraphs are for some regions only."""
        return any(self.paragraph_regions)

    def narrow(self, region: str) -> Prose:
        """Return the prose with the blocks that hold in a region, which may be none; itself if all of them do.

        The source text stays that of the whole.
        """
        narrowed = tuple(_narrow_blocks(self.blocks, region)) if self.is_regional else self.blocks
        return self if narrowed == self.blocks else Prose(self.source, narrowed)

    def change_texts(self, find_changes: Callable[[str], Iterable[tuple[int, int, str]]]) -> Prose:
        """Return the prose with other words, which may be split by markup; its source text stays as it is.

        Args:
            find_changes: Finds the changes of the text of a paragraph: the start, the end and the new words of each.
        """
        return Prose(self.source, tuple(_change_block(block, find_changes) for block in self.blocks))

    def list_links(self) -> Iterator[Link | PointCode]:
        """Yield every citation and inner link, in order."""
        for inline in walk_inlines(self.blocks):
            if isinstance(inline, Citation):
                yield from inline.keys
            elif isinstance(inline, InnerLink):
                yield inline.to

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Parse a string from YAML or JSON; serialize the source text."""
        return core_schema.no_info_wrap_validator_function(
            lambda value, validate: cls.parse(validate(value.source if isinstance(value, cls) else value)),
            core_schema.str_schema(max_length=10 * MAX_PROSE),
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe prose as a string of Markdown."""
        return {
            "type": "string",
            "minLength": 1,
            "maxLength": MAX_PROSE,
            "contentMediaType": "text/markdown",
        }


def _list_regions(blocks: tuple[ProseBlock, ...]) -> Iterator[tuple[str, ...]]:
    for block in blocks:
        match block:
            case Paragraph(regions=regions):
                yield regions
            case ListBlock(items=items):
                for item in items:
                    yield from _list_regions(item)


def _narrow_blocks(blocks: tuple[ProseBlock, ...], region: str) -> Iterator[ProseBlock]:
    for block in blocks:
        match block:
            case Paragraph(regions=regions) if holds_in(regions, region):
                yield block
            case ListBlock(ordered, items):
                kept = tuple(tuple(_narrow_blocks(item, region)) for item in items if _is_item_of(item, region))
                if kept:
                    yield ListBlock(ordered, kept)


def _is_item_of(item: tuple[ProseBlock, ...], region: str) -> bool:
    """Return whether a list item holds in a region, which its first paragraph decides."""
    match item[0]:
        case Paragraph(regions=regions):
            return holds_in(regions, region)
        case ListBlock():
            return any(_narrow_blocks(item, region))


def _change_block(block: ProseBlock, find_changes: Callable[[str], Iterable[tuple[int, int, str]]]) -> ProseBlock:
    match block:
        case Paragraph(children):
            text = "".join(each.text for each in _walk_inlines(children) if isinstance(each, Words))
            changed, _ = _change_inlines(children, tuple(find_changes(text)), 0)
            return replace(block, children=changed)
        case ListBlock(items=items):
            changed_items = tuple(tuple(_change_block(inner, find_changes) for inner in item) for item in items)
            return replace(block, items=changed_items)


def _change_inlines(
    inlines: tuple[Inline, ...], changes: tuple[tuple[int, int, str], ...], place: int
) -> tuple[tuple[Inline, ...], int]:
    """Change the words of inlines, and return them with the place in the text of the paragraph after them."""
    changed: list[Inline] = []
    for inline in inlines:
        match inline:
            case Words(text):
                changed.append(Words(_change_words(text, changes, place)))
                place += len(text)
            case Citation():
                changed.append(inline)
            case _:
                children, place = _change_inlines(inline.children, changes, place)
                changed.append(replace(inline, children=children))
    return tuple(changed), place


def _change_words(text: str, changes: tuple[tuple[int, int, str], ...], place: int) -> str:
    """Change the words of a run that begins at a place; a change that crosses its ends is left out."""
    for start, end, new in reversed(changes):
        if place <= start and end <= place + len(text):
            text = text[: start - place] + new + text[end - place :]
    return text


def walk_inlines(blocks: tuple[ProseBlock, ...]) -> Iterator[Inline]:
    """Yield every inline of the blocks, in order, each container before its children."""
    for block in blocks:
        match block:
            case Paragraph(children):
                yield from _walk_inlines(children)
            case ListBlock(items=items):
                for item in items:
                    yield from walk_inlines(item)


def _walk_inlines(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if not isinstance(inline, Words | Citation):
            yield from _walk_inlines(inline.children)


def _refuse_tables(source: str) -> None:
    """Refuse a table written with signs, which would be printed as a row of words and signs.

    Raises:
        PydanticCustomError: The text has a table; the message names its first line.
    """
    lines = [_strip_marker(line) for line in source.split("\n")]
    has_cells = [_CELLS.fullmatch(line) is not None for line in lines]
    for index, line in enumerate(lines):
        is_first = has_cells[index] and has_cells[index + 1 : index + 2] == [True]
        is_rule = _TABLE_RULE.fullmatch(line) is not None
        if is_rule or is_first or _TABLE_ROW.fullmatch(line):
            is_below_head = is_rule and index > 0 and "|" in lines[index - 1]
            raise PydanticCustomError(
                "prose_table",
                "line {line} of the text: a table is not allowed in prose, which would print its signs. Write it as a "
                "record of `tables` in the guide, with columns and rows, and include it in a handout: tables.ID",
                {"line": index if is_below_head else index + 1},
            )


def _strip_marker(line: str) -> str:
    """Return a line without its indent and the marker of its list item."""
    return re.sub(r"^\s*(?:[-*+]\s+|\d{1,9}[.)]\s+)?", "", line).rstrip()


@cache
def _make_parser() -> MarkdownIt:
    """Return a parser for all of CommonMark, so that what is outside the subset is rejected and not printed."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING + 8})
    parser.disable("reference")  # a line `[word]: …` would disappear
    parser.inline.ruler.before("link", "citation", _parse_citation)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # schemes are checked below, with a message
    return parser


def _parse_citation(state: StateInline, silent: bool) -> bool:
    """Parse `[@key; @key]`; this is an inline rule of markdown-it."""
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = found.group(1)
    state.pos = found.end()
    return True


_UNSUPPORTED = {
    "heading_open": "a heading",
    "fence": "a code block",
    "code_block": "a code block (a line that starts with four spaces)",
    "code_inline": "code",
    "blockquote_open": "a block quote",
    "hr": "a rule",
    "image": "an image",
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "hardbreak": "a hard line break",
}


class _BlockReader:
    """Build the tree of blocks in one pass over the flat tokens of the parser."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = iter(tokens)
        self._line = 1
        self._depth = 0

    def read_blocks(self, until: str = "") -> Iterator[ProseBlock]:
        for token in self._tokens:
            if token.map:
                self._line = token.map[0] + 1
            if token.type == until:
                return
            yield self._read_block(token)

    def _read_block(self, token: Token) -> ProseBlock:
        match token.type:
            case "paragraph_open":
                inline = next(self._tokens)
                next(self._tokens)
                children = _InlineReader(inline.children or [], self._line).read_all()
                regions, children = _take_regions(children, self._line)
                if _is_blank(children):
                    raise _make_error("a blank paragraph", self._line)
                return Paragraph(children, regions)
            case "bullet_list_open" | "ordered_list_open":
                self._depth += 1
                if self._depth > _MAX_LISTS:
                    raise _make_error("a list nested more than two levels deep", self._line)
                closing = token.type.replace("open", "close")
                ordered = token.type.startswith("ordered")
                block = ListBlock(ordered, tuple(self._read_items(closing)))
                self._depth -= 1
                return block
        raise _make_error(_UNSUPPORTED.get(token.type, token.type), self._line)

    def _read_items(self, until: str) -> Iterator[tuple[ProseBlock, ...]]:
        for token in self._tokens:
            if token.type == until:
                return
            item = tuple(self.read_blocks("list_item_close"))
            if not item:
                raise _make_error("an empty list item", (token.map or [self._line - 1])[0] + 1)
            yield item


class _InlineReader:
    """Build the inline tree of one paragraph."""

    def __init__(self, tokens: list[Token], line: int) -> None:
        self._tokens = iter(tokens)
        self._line = line
        self._depth = 0

    def read_all(self, until: str = "") -> tuple[Inline, ...]:
        self._depth += 1
        if self._depth > _MAX_NESTING:
            raise _make_error("emphasis nested so deeply", self._line)
        inlines = tuple(_join_words(self._read_until(until)))
        self._depth -= 1
        return inlines

    def _read_until(self, until: str) -> Iterator[Inline]:
        for token in self._tokens:
            if token.type == until:
                return
            yield self._read_inline(token)

    def _read_inline(self, token: Token) -> Inline:
        match token.type:
            case "text" | "text_special":
                return Words(self._check_text(token.content))
            case "softbreak":
                self._line += 1
                return Words(" ")
            case "strong_open":
                return Strong(self.read_all("strong_close"))
            case "em_open":
                return Emphasis(self.read_all("em_close"))
            case "link_open":
                address = str(token.attrs.get("href", ""))
                return self._make_link(address, self.read_all("link_close"), titled="title" in token.attrs)
            case "citation":
                return Citation(tuple(self._read_key(key) for key in token.content.split(";")))
        raise _make_error(_UNSUPPORTED.get(token.type, token.type), self._line)

    def _read_key(self, key: str) -> ReferenceKey:
        try:
            return ReferenceKey(normalize_citation_key(key.strip().removeprefix("@")))
        except PydanticCustomError:
            raise self._make_citation_error(f"[{key.strip()}]") from None

    def _make_citation_error(self, found: str) -> PydanticCustomError:
        return PydanticCustomError(
            "prose_citation",
            "line {line} of the text: '{found}' is not a valid citation. Use [@key] or [@one; @two]",
            {"line": self._line, "found": found[:60]},
        )

    def _check_text(self, text: str) -> str:
        invalid_citation = _INVALID_CITATION.search(text)
        if invalid_citation:
            raise self._make_citation_error(invalid_citation.group())
        invalid_link = _INVALID_LINK.search(text)
        if invalid_link:
            raise self._make_link_error(
                invalid_link.group(),
                "not a valid link. Use [words](address) without spaces in the address and without citations",
            )
        return text

    def _make_link(self, address: str, children: tuple[Inline, ...], *, titled: bool) -> Inline:
        if _is_blank(children):
            raise self._make_link_error(address, "a link without text: add it between the brackets")
        if titled:
            raise self._make_link_error(
                address, "a link with a title, which is not supported: move the title into the text"
            )
        scheme, _, rest = address.partition(":")
        match scheme.lower():
            case "term":
                return InnerLink(TermId(rest), children)
            case "point":
                return InnerLink(self._parse_point(address, rest), children)
            case "https" | "http":
                return WebLink(validate_web_address(address), children)
            case "mailto" if _MAIL.fullmatch(rest):
                return WebLink(address, children)
            case "tel" if TELEPHONE_ADDRESS.fullmatch(rest):
                return WebLink(address, children)
        raise self._make_link_error(address, "an unsupported kind of link. Use https:, mailto:, tel:, term: or point:")

    def _parse_point(self, address: str, name: str) -> PointCode:
        try:
            return PointCode(normalize_point(unquote(name)))
        except ValueError as error:
            raise self._make_link_error(address, f"not a valid link to a point: {error}") from None

    def _make_link_error(self, address: str, why: str) -> PydanticCustomError:
        return PydanticCustomError(
            "prose_link",
            "line {line} of the text: '{address}' is {why}",
            {"line": self._line, "address": address[:80], "why": why},
        )


def _take_regions(children: tuple[Inline, ...], line: int) -> tuple[tuple[str, ...], tuple[Inline, ...]]:
    """Return the regions at the start of a paragraph, and its inlines without them."""
    codes: tuple[str, ...] = ()
    first = children[0] if children else None
    found = _REGIONS.match(first.text) if isinstance(first, Words) else None
    if isinstance(first, Words) and found:
        codes = tuple(_read_region(code.strip(), line) for code in found[1].split(","))
        rest = first.text[found.end() :]
        children = (*([Words(rest)] if rest else []), *children[1:])
    for inline in _walk_inlines(children):
        misplaced = _MISPLACED_REGIONS.search(inline.text) if isinstance(inline, Words) else None
        if misplaced:
            why = "not at the start of a paragraph or list item: begin a new one"
            raise _make_region_error(misplaced[0], why, line)
    return codes, children


def _read_region(code: str, line: int) -> str:
    try:
        return validate_region(code)
    except PydanticCustomError as error:
        raise _make_region_error(f"{{{code}}}", f"not a valid region: {error}", line) from None


def _make_region_error(found: str, why: str, line: int) -> PydanticCustomError:
    return PydanticCustomError(
        "prose_region", "line {line} of the text: '{found}' is {why}", {"line": line, "found": found, "why": why}
    )


def _is_blank(inlines: tuple[Inline, ...]) -> bool:
    """Return whether the inlines have no visible text."""
    for inline in inlines:
        match inline:
            case Words(text):
                is_visible = bool(text.strip())
            case Citation():
                is_visible = True
            case Strong(children) | Emphasis(children) | WebLink(children=children) | InnerLink(children=children):
                is_visible = not _is_blank(children)
        if is_visible:
            return False
    return True


def _join_words(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """Yield the inlines with adjacent words joined; an entity such as `&#x202E;` is checked as its character."""
    text = ""
    for inline in inlines:
        if isinstance(inline, Words):
            text += inline.text
            continue
        yield from _make_words(text)
        text = ""
        yield inline
    yield from _make_words(text)


def _make_words(text: str) -> Iterator[Words]:
    words = normalize_text(text)
    if words:
        yield Words(words)


def _make_error(what: str, line: int) -> PydanticCustomError:
    return PydanticCustomError(
        "prose_refused",
        "line {line} of the text: {what} is not allowed in prose. "
        "Prose can contain paragraphs, lists, **strong**, *emphasis*, links and [@citations]",
        {"line": line, "what": what},
    )


__all__ = [
    "MAX_PROSE",
    "Citation",
    "Emphasis",
    "Inline",
    "InnerLink",
    "ListBlock",
    "Paragraph",
    "Prose",
    "ProseBlock",
    "Strong",
    "TermId",
    "WebLink",
    "Words",
]
