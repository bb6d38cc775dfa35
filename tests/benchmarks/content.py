"""The same content for all: the shipped guide as plain HTML with its fonts, as bare words, and at other lengths."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path

import fontpkg_source_sans_3

import acucontent
from acucontent import Edition, Guide
from acucontent.document.blocks import Block, Callout, ListBlock, Paragraph, ReferenceList, Section
from acucontent.model.plain_text import flatten
from acucontent.model.questions import PatientQuestion
from acucontent_pdf import PdfOptions
from acucontent_pdf.page import compose_page, read_resource
from tests.factories import make_guide, make_question

SHEET = "aftercare"
"""The sheet that all make."""

_FACES = {"regular": "SourceSans3[wght].ttf", "bold": "SourceSans3[wght].ttf", "italic": "SourceSans3-Italic[wght].ttf"}


def html_of(folder: Path, handout: str) -> Path:
    """A handout as an HTML file with its style, fonts and pictures beside it, as any program reads it."""
    page = compose_page(Edition.of(acucontent.load("back-pain"), handout), PdfOptions())
    style = "\n".join((read_resource("css", "fonts.css"), *page.styles))
    fonts = Path(fontpkg_source_sans_3.ROOT, "files")
    for name, file in _FACES.items():
        style = style.replace(f"font:{name}", (fonts / file).as_uri())
    markup = page.markup.replace("</head>", f"<style>{style}</style></head>")
    for address, content in page.pictures.items():
        file_name = re.sub(r"\W", "-", address) + (".svg" if content.lstrip().startswith(b"<") else ".png")
        (folder / file_name).write_bytes(content)
        markup = markup.replace(address, file_name)
    path = folder / f"{handout}.html"
    path.write_text(markup, encoding="utf-8")
    return path


def words_of(handout: str) -> list[tuple[str, str]]:
    """The words of a handout: heads, paragraphs and items in order."""
    document = Edition.of(acucontent.load("back-pain"), handout).document
    return [piece for block in (*document.opening, *document.sections) for piece in _words(block)]


def _words(block: Block) -> list[tuple[str, str]]:
    match block:
        case Section():
            return [("head", flatten(block.title)), *(piece for inner in block.blocks for piece in _words(inner))]
        case Callout():
            return [("head", block.title), *(piece for inner in block.blocks for piece in _words(inner))]
        case Paragraph():
            return [("paragraph", flatten(block.inlines))]
        case ListBlock():
            return [("item", words) for item in block.items for inner in item for _, words in _words(inner)]
        case ReferenceList():
            return [("item", flatten(entry.inlines)) for entry in block.entries]
        case _:
            return []


def guide_of(times: int) -> Guide:
    """A short guide, so many times as long: it has some answers of the shipped one, again and again."""
    asked = [(each.question, _bare(each.answer.source)) for each in acucontent.load("back-pain").questions[:5]]
    room = _letters(asked) * times + _FIXED * (times - 1)
    said: list[PatientQuestion] = []
    for question, answer in cycle(asked):
        room -= len(question) + len(answer)
        if room < 0:
            return make_guide(questions=said)
        said.append(make_question(id=f"question-{len(said)}", question=question, answer=answer))
    raise AssertionError("a cycle has no end")


_FIXED = 8_200
"""The letters of the guide around the questions, about."""


def _letters(asked: list[tuple[str, str]]) -> int:
    return sum(len(question) + len(answer) for question, answer in asked)


def _bare(prose: str) -> str:
    """Prose without what leads to other parts of its guide."""
    return re.sub(r"\[([^]]*)\]\((?:term|point):[^)]*\)", r"\1", re.sub(r"\s*\[@[^]]*\]", "", prose))
