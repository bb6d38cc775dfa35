"""The content for all programs: the shipped guide as HTML with its fonts, as plain text, and in other lengths."""

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
from acucontent_pdf.fit import SMALLEST
from acucontent_pdf.page import compose_page, read_resource
from acucontent_pdf.sheet_page import compose_sheet_page
from tests.factories import make_guide, make_question

SHEET = "aftercare"
"""The id of the handout that all programs render."""

_FACES = {"regular": "SourceSans3[wght].ttf", "bold": "SourceSans3[wght].ttf", "italic": "SourceSans3-Italic[wght].ttf"}


def write_html(folder: Path, handout: str) -> Path:
    """Write a handout as an HTML file with its styles, fonts and pictures, and return its path."""
    edition, options = Edition.of(acucontent.load("back-pain"), handout), PdfOptions()
    is_volume = edition.handout.is_volume
    page = compose_page(edition, options) if is_volume else compose_sheet_page(edition, options, SMALLEST)
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


def list_texts(handout: str) -> list[tuple[str, str]]:
    """Return the kind and text of each heading, paragraph and list item of a handout, in order."""
    document = Edition.of(acucontent.load("back-pain"), handout).document
    return [piece for block in (*document.opening, *document.sections) for piece in _list_block_texts(block)]


def _list_block_texts(block: Block) -> list[tuple[str, str]]:
    match block:
        case Section():
            return [
                ("head", flatten(block.title)),
                *(piece for inner in block.blocks for piece in _list_block_texts(inner)),
            ]
        case Callout():
            return [("head", block.title), *(piece for inner in block.blocks for piece in _list_block_texts(inner))]
        case Paragraph():
            return [("paragraph", flatten(block.inlines))]
        case ListBlock():
            return [("item", words) for item in block.items for inner in item for _, words in _list_block_texts(inner)]
        case ReferenceList():
            return [("item", flatten(entry.inlines)) for entry in block.entries]
        case _:
            return []


def make_long_guide(times: int) -> Guide:
    """Make a short guide that is this many times as long: it repeats some answers of the shipped guide."""
    asked = [(each.question, _remove_links(each.answer.source)) for each in acucontent.load("back-pain").questions[:5]]
    room = _count_letters(asked) * times + _count_rest() * (times - 1)
    questions: list[PatientQuestion] = []
    for question, answer in cycle(asked):
        room -= len(question) + len(answer)
        if room < 0:
            return make_guide(questions=questions)
        questions.append(make_question(id=f"question-{len(questions)}", question=question, answer=answer))
    raise AssertionError("a cycle has no end")


def _count_rest() -> int:
    """Return the number of letters in the rest of the guide."""
    text = acucontent.discover()["text"]
    return len(text.export(Edition.of(make_guide(questions=[])), text.options()).data)


def _count_letters(asked: list[tuple[str, str]]) -> int:
    return sum(len(question) + len(answer) for question, answer in asked)


def _remove_links(prose: str) -> str:
    """Return prose without links to other parts of its guide."""
    return re.sub(r"\[([^]]*)\]\((?:term|point):[^)]*\)", r"\1", re.sub(r"\s*\[@[^]]*\]", "", prose))
