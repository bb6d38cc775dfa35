"""Prose: the small part of CommonMark that a guide is written in, parsed when it is validated.

Paragraphs, bulleted and numbered lists, strong, emphasis and links. Links go to `https:`, `mailto:`, `tel:`,
to a glossary entry (`term:qi`) or to an acupoint (`point:BL40`). Citations are `[@key]` or `[@one; @two]`.
Everything else that CommonMark knows, raw HTML above all, is refused with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from acucontent.model.base import Link, ReferenceKey, sound
from acucontent.model.codes import PointCode, normalise
from acucontent.model.identifiers import web_address

MAX_PROSE = 10_000
"""The longest piece of prose, in characters."""

_MAX_BRACKETS = 500
"""More than any text needs; each takes the parser time."""
_MAX_NESTING = 12
_MAX_LISTS = 2
_CITATION = re.compile(r"\[(@[a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*)\]")
_MEANT_AS_CITATION = re.compile(r"\[@[^\]]*\]?")
_MEANT_AS_LINK = re.compile(r"\]\([^)]*\)?")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_TELEPHONE = re.compile(r"\+?[0-9][0-9-]*")


class TermId(Link):
    """The id of a glossary entry."""

    __slots__ = ()
    target = "glossary"


@dataclass(frozen=True)
class Words:
    """A run of plain words."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Words that matter more."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    """Words said with stress."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class WebLink:
    """Words that lead out of the guide, to an https, http, mailto or tel address."""

    address: str
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class InnerLink:
    """Words that lead to a glossary entry or an acupoint of the same guide."""

    to: TermId | PointCode
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Citation:
    """The references that what was just said rests on."""

    keys: tuple[ReferenceKey, ...]


Inline: TypeAlias = Words | Strong | Emphasis | WebLink | InnerLink | Citation


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class ListBlock:
    """A list; each item is a run of blocks."""

    ordered: bool
    items: tuple[tuple[ProseBlock, ...], ...]


ProseBlock: TypeAlias = Paragraph | ListBlock


@dataclass(frozen=True)
class Prose:
    """A piece of prose: the source as it was written, and its blocks."""

    source: str
    blocks: tuple[ProseBlock, ...]

    def __str__(self) -> str:
        return self.source

    @classmethod
    def parse(cls, source: str) -> Prose:
        """The prose of a source text.

        Raises:
            PydanticCustomError: the text uses something outside the subset; the message says what and on which line.
        """
        source = sound(source).strip()
        if not source:
            raise PydanticCustomError("prose_empty", "is empty: write something or leave the key out")
        if len(source) > MAX_PROSE:
            raise PydanticCustomError("prose_long", "is longer than {most} characters: split it", {"most": MAX_PROSE})
        if source.count("[") > _MAX_BRACKETS:
            raise PydanticCustomError(
                "prose_brackets", "has more than {most} of '[': split it", {"most": _MAX_BRACKETS}
            )
        tokens = _parser().parse(source)
        return cls(source, tuple(_Reader(tokens).blocks()))

    def links(self) -> Iterator[Link | PointCode]:
        """Every citation and inner link, in order."""
        for inline in each_inline(self.blocks):
            if isinstance(inline, Citation):
                yield from inline.keys
            elif isinstance(inline, InnerLink):
                yield inline.to

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """A string in YAML and JSON, parsed here."""
        return core_schema.no_info_wrap_validator_function(
            lambda value, validate: cls.parse(validate(value.source if isinstance(value, cls) else value)),
            core_schema.str_schema(max_length=10 * MAX_PROSE),
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A string, with what it may hold."""
        return {
            "type": "string",
            "minLength": 1,
            "maxLength": MAX_PROSE,
            "contentMediaType": "text/markdown",
        }


def each_inline(blocks: tuple[ProseBlock, ...]) -> Iterator[Inline]:
    """Every inline of the blocks, in order, containers before what they hold."""
    for block in blocks:
        match block:
            case Paragraph(children):
                yield from _with_inner(children)
            case ListBlock(items=items):
                for item in items:
                    yield from each_inline(item)


def _with_inner(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if not isinstance(inline, Words | Citation):
            yield from _with_inner(inline.children)


@cache
def _parser() -> MarkdownIt:
    """Whole CommonMark, so that what lies outside the subset is seen and refused rather than printed."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING + 8})
    parser.disable("reference")  # a line `[word]: …` would vanish
    parser.inline.ruler.before("link", "citation", _citation)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # schemes are judged below, with a message
    return parser


def _citation(state: StateInline, silent: bool) -> bool:
    """The inline rule for `[@key; @key]`."""
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = found.group(1)
    state.pos = found.end()
    return True


_OUTSIDE = {
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


class _Reader:
    """Walks the parser's flat tokens once and builds the tree."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = iter(tokens)
        self._line = 1
        self._depth = 0

    def blocks(self, until: str = "") -> Iterator[ProseBlock]:
        for token in self._tokens:
            if token.map:
                self._line = token.map[0] + 1
            if token.type == until:
                return
            yield self._block(token)

    def _block(self, token: Token) -> ProseBlock:
        match token.type:
            case "paragraph_open":
                inline = next(self._tokens)
                next(self._tokens)
                paragraph = Paragraph(_Inlines(inline.children or [], self._line).all())
                if _blank(paragraph.children):
                    raise _refused("a paragraph of blanks", self._line)
                return paragraph
            case "bullet_list_open" | "ordered_list_open":
                self._depth += 1
                if self._depth > _MAX_LISTS:
                    raise _refused("a list inside a list inside a list", self._line)
                closing = token.type.replace("open", "close")
                ordered = token.type.startswith("ordered")
                block = ListBlock(ordered, tuple(self._items(closing)))
                self._depth -= 1
                return block
        raise _refused(_OUTSIDE.get(token.type, token.type), self._line)

    def _items(self, until: str) -> Iterator[tuple[ProseBlock, ...]]:
        for token in self._tokens:
            if token.type == until:
                return
            item = tuple(self.blocks("list_item_close"))
            if not item:
                raise _refused("an empty list item", (token.map or [self._line - 1])[0] + 1)
            yield item


class _Inlines:
    """Builds the inline tree of one paragraph."""

    def __init__(self, tokens: list[Token], line: int) -> None:
        self._tokens = iter(tokens)
        self._line = line
        self._depth = 0

    def all(self, until: str = "") -> tuple[Inline, ...]:
        self._depth += 1
        if self._depth > _MAX_NESTING:
            raise _refused("emphasis so deep in emphasis", self._line)
        inlines = tuple(_joined(self._until(until)))
        self._depth -= 1
        return inlines

    def _until(self, until: str) -> Iterator[Inline]:
        for token in self._tokens:
            if token.type == until:
                return
            yield self._inline(token)

    def _inline(self, token: Token) -> Inline:
        match token.type:
            case "text" | "text_special":
                return Words(self._plain(token.content))
            case "softbreak":
                self._line += 1
                return Words(" ")
            case "strong_open":
                return Strong(self.all("strong_close"))
            case "em_open":
                return Emphasis(self.all("em_close"))
            case "link_open":
                address = str(token.attrs.get("href", ""))
                return self._link(address, self.all("link_close"), titled="title" in token.attrs)
            case "citation":
                return Citation(tuple(ReferenceKey(key.strip().removeprefix("@")) for key in token.content.split(";")))
        raise _refused(_OUTSIDE.get(token.type, token.type), self._line)

    def _plain(self, text: str) -> str:
        wrong = _MEANT_AS_CITATION.search(text)
        if wrong:
            raise PydanticCustomError(
                "prose_citation",
                "line {line} of the text: '{found}' is not a citation. Write [@key] or [@one; @two], in lower case",
                {"line": self._line, "found": wrong.group()[:60]},
            )
        broken = _MEANT_AS_LINK.search(text)
        if broken:
            raise self._bad_link(broken.group(), "not a link: write [words](address), no blank or citation in either")
        return text

    def _link(self, address: str, children: tuple[Inline, ...], *, titled: bool) -> Inline:
        if _blank(children):
            raise self._bad_link(address, "a link without words")
        if titled:
            raise self._bad_link(address, "a link with a title: put it in the words")
        scheme, _, rest = address.partition(":")
        match scheme.lower():
            case "term":
                return InnerLink(TermId(rest), children)
            case "point":
                return InnerLink(self._point(address, rest), children)
            case "https" | "http":
                return WebLink(web_address(address), children)
            case "mailto" if _MAIL.fullmatch(rest):
                return WebLink(address, children)
            case "tel" if _TELEPHONE.fullmatch(rest):
                return WebLink(address, children)
        raise self._bad_link(address, "a link of a kind that is not known: use https:, mailto:, tel:, term: or point:")

    def _point(self, address: str, name: str) -> PointCode:
        try:
            return PointCode(normalise(unquote(name)))
        except ValueError as error:
            raise self._bad_link(address, f"not a link to a point: {error}") from None

    def _bad_link(self, address: str, why: str) -> PydanticCustomError:
        return PydanticCustomError(
            "prose_link",
            "line {line} of the text: '{address}' is {why}",
            {"line": self._line, "address": address[:80], "why": why},
        )


def _blank(inlines: tuple[Inline, ...]) -> bool:
    """Whether a reader would see nothing."""
    for inline in inlines:
        match inline:
            case Words(text):
                seen = bool(text.strip())
            case Citation():
                seen = True
            case Strong(children) | Emphasis(children) | WebLink(children=children) | InnerLink(children=children):
                seen = not _blank(children)
        if seen:
            return False
    return True


def _joined(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """The inlines, with neighbouring words put together; `&#x202E;` is judged as the character it stands for."""
    held = ""
    for inline in inlines:
        if isinstance(inline, Words):
            held += inline.text
            continue
        if held:
            yield Words(sound(held))
            held = ""
        yield inline
    if held:
        yield Words(sound(held))


def _refused(what: str, line: int) -> PydanticCustomError:
    return PydanticCustomError(
        "prose_refused",
        "line {line} of the text: {what} is not allowed in prose. "
        "Prose holds paragraphs, lists, **strong**, *emphasis*, links and [@citations]",
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
