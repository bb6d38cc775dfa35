"""The same content for all: the shipped guide as plain HTML with its fonts, as bare words, and at other lengths."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import fontpkg_source_sans_3

import acucontent
from acucontent import Edition, Guide
from acucontent.document.blocks import Block, Callout, ListBlock, Paragraph, ReferenceList, Section, plain
from acucontent_pdf import PdfOptions
from acucontent_pdf.page import own_file, page_of

SHEET = "aftercare"
"""The sheet that all make."""

_FACES = {"regular": "SourceSans3[wght].ttf", "bold": "SourceSans3[wght].ttf", "italic": "SourceSans3-Italic[wght].ttf"}


def html_of(folder: Path, handout: str) -> Path:
    """A handout as an HTML file with its style, fonts and pictures beside it, as any program reads it."""
    page = page_of(Edition.of(acucontent.load("back-pain"), handout), PdfOptions())
    style = "\n".join((own_file("css", "fonts.css"), *page.styles))
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
            return [("head", plain(block.title)), *(piece for inner in block.blocks for piece in _words(inner))]
        case Callout():
            return [("head", block.title), *(piece for inner in block.blocks for piece in _words(inner))]
        case Paragraph():
            return [("paragraph", plain(block.inlines))]
        case ListBlock():
            return [("item", words) for item in block.items for inner in item for _, words in _words(inner)]
        case ReferenceList():
            return [("item", plain(entry.inlines)) for entry in block.entries]
        case _:
            return []


def guide_of(times: float) -> Guide:
    """The shipped guide with so many times its records, in one handout."""
    whole = acucontent.load("back-pain").model_dump(mode="json", by_alias=True)
    for path in ("questions", "mechanisms", "conditions", "alternatives", "risks.effects", "risks.precautions"):
        _multiply(whole, path, times)
    whole["handouts"] = [{**whole["handouts"][0], "page_limit": None}]
    whole["accepted"] = []
    _cite_all(whole)
    return Guide.model_validate(whole)


def _multiply(whole: dict[str, Any], path: str, times: float) -> None:
    *above, last = path.split(".")
    holder = whole
    for step in above:
        holder = holder[step]
    records = holder[last]
    if times < 1:
        holder[last] = records[: max(1, round(len(records) * times))]
        return
    holder[last] = [
        {**record, "id": f"{record['id']}-{number}" if number else record["id"]}
        for number in range(round(times))
        for record in records
    ]


def _cite_all(whole: dict[str, Any]) -> None:
    """Drop the references that nothing cites any more."""
    rest = {key: value for key, value in whole.items() if key != "references"}
    cited = set(re.findall(r"[@\"]([a-z0-9-]+)", str(rest).replace("'", '"')))
    whole["references"] = [each for each in whole["references"] if each["id"] in cited]
