"""The web page exporter: one self-contained HTML file, or the body alone for a content management system.

It imports public names only, so that it is also an example for authors of plugins.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent import Artifact, Edition, Exporter, Options, UnreadableText, hookimpl
from acucontent.markup import extract_text, parse_html


class HtmlOptions(Options):
    """The options of the web page."""

    fragment: bool = False
    """Write the body alone for a content management system, with headings from level 2, and its styles and structured
    data as files of their own."""
    site_link: bool = False
    """Begin the page with a link to `../index.html`, the index of a site. A fragment has no such link."""


def export(edition: Edition, options: HtmlOptions) -> Artifact:
    """Return an edition as a web page, or as a fragment with its style sheet and structured data as companions."""
    from acucontent_html.render import render_artifact

    return render_artifact(edition, options)


def read_back(data: bytes) -> tuple[str, ...]:
    """Return the text of a page or fragment as its only part.

    Raises:
        UnreadableText: It is not encoded as UTF-8, or its elements are not nested.
    """
    try:
        return (extract_text(parse_html(data.decode("utf-8"))),)
    except ValueError as error:
        raise UnreadableText(f"The web page is damaged: {error}") from error


def added_texts(edition: Edition, options: HtmlOptions) -> Iterator[str]:
    """Return the texts that a page adds to its document."""
    from acucontent_html.page_texts import list_added_texts

    return list_added_texts(edition, site_link=options.site_link)


def used_packages(edition: Edition) -> tuple[str, ...]:
    """Return the distributions of the fonts of other scripts that an edition shows."""
    from acucontent.markup import list_script_packages

    return list_script_packages(repr(edition.document))  # it contains every text of the document


EXPORTER = Exporter(
    name="html",
    title="Web page (HTML)",
    suffix=".html",
    companion_suffixes=(".css", ".jsonld"),
    media_type="text/html",
    options=HtmlOptions,
    export=export,
    read_back=read_back,
    added_texts=added_texts,
    used_packages=used_packages,
    extra="acucontent[html]",
    scope="every handout",
)
"""The web page exporter."""


@hookimpl
def acucontent_exporters() -> Iterator[Exporter[Any]]:
    """Yield the web page exporter."""
    yield EXPORTER
