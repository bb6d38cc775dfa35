"""A handout as one self-contained page of HTML, written with public names only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from acucontent import Artifact, Edition, Exporter, Options, hookimpl
from acucontent.document import Callout, Document, walk_blocks
from acucontent.markup import MarkupSettings, extract_text, read_base_style, render_html

PAGE = Markup("""<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>
<body>
<h1>{title}</h1>
{opening}
{warnings}
{body}
</body>
</html>
""")


class PageOptions(Options):
    """The options of the page."""

    warnings: bool = True
    """Show the number of warnings at the top of the page."""


def export(edition: Edition, options: PageOptions) -> Artifact:
    """Render an edition as one page of HTML."""
    document, settings = edition.document, MarkupSettings(back_links=True)
    page = PAGE.format(
        language=document.language,
        direction=document.direction,
        title=document.about.title,
        style=Markup(read_base_style()),
        opening=render_html(document.opening, document.labels, settings),
        warnings=Markup("<p>Warnings: {}</p>").format(_count_warnings(document)) if options.warnings else "",
        body=render_html(document.sections, document.labels, settings),
    )
    return Artifact(page.encode("utf-8"))


def read_back(data: bytes) -> tuple[str, ...]:
    """Return the text of a page, which proves that it contains the warnings."""
    body = data.decode("utf-8").partition("<body>")[2].partition("</body>")[0]
    return (extract_text(ElementTree.fromstring(f"<body>{body}</body>")),)


def added_texts(edition: Edition, options: PageOptions) -> tuple[str, ...]:
    """Return what a page adds to its document; 0 stands for any number."""
    return ("Warnings: 0", edition.document.labels("back_to_text"), "0", "☐", ",", ":")


def _count_warnings(document: Document) -> int:
    safety = (section for section in document.sections if section.role == "safety")
    return sum(isinstance(block, Callout) for block in walk_blocks(safety))


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """Yield the exporter of the format one-page."""
    yield Exporter(
        name="one-page",
        title="One page",
        suffix=".html",
        media_type="text/html",
        options=PageOptions,
        export=export,
        read_back=read_back,
        added_texts=added_texts,
    )
