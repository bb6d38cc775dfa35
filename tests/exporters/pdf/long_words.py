"""Documents with longer words, as translations have them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from acucontent.document.blocks import Block, Callout, Form, Inline, Inlines, Section, Words
from acucontent.document.document import Document
from acucontent.document.traversal import rewrite_blocks
from acucontent.edition import Edition

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class LongEdition(Edition):
    """An edition whose words are longer by a share of their letters."""

    share: float = 0.0

    @cached_property
    def document(self) -> Document:
        """The composed document with longer words, but for those of the clinic."""
        return lengthen_document(super().document, self.share)


def lengthen_document(document: Document, share: float) -> Document:
    """Return the document with longer words, but for those of the clinic."""

    def change(inline: Inline) -> Inlines:
        return (Words(lengthen(inline.text, share)),) if isinstance(inline, Words) else (inline,)

    def lengthen_section(section: Section) -> Section:
        if section.role == "clinic":
            return section
        (changed,) = rewrite_blocks((section,), change)
        assert isinstance(changed, Section)
        return replace(changed, blocks=tuple(_lengthen_labels(block, share) for block in changed.blocks))

    names = ("title", "review_note", "next_review_note", "region_note")
    words = {name: lengthen(getattr(document.about, name) or "", share) for name in names}
    about = replace(document.about, **words)
    opening = tuple(_lengthen_labels(block, share) for block in rewrite_blocks(document.opening, change))
    return replace(document, about=about, opening=opening, sections=tuple(map(lengthen_section, document.sections)))


def _lengthen_labels(block: Block, share: float) -> Block:
    match block:
        case Callout():
            return replace(block, title=lengthen(block.title, share))
        case Form():
            blanks = (replace(blank, label=lengthen(blank.label, share)) for blank in block.blanks)
            return replace(block, blanks=tuple(blanks))
        case _:
            return block


def lengthen(text: str, share: float) -> str:
    """Return a text whose words have more letters, by a share of all letters; an address stays as it is."""
    if "://" in text:
        return text
    debt = 0.0
    pieces: list[str] = []
    position = 0
    for word in _WORD.finditer(text):
        debt += share * len(word[0])
        more = int(debt)
        debt -= more
        pieces += (text[position : word.end()], "e" * more)
        position = word.end()
    return "".join((*pieces, text[position:]))
