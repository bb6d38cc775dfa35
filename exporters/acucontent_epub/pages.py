"""Pages: the documents of the ebook, as XHTML."""

from __future__ import annotations

from functools import cache, partial

from jinja2 import Environment, PackageLoader

from acucontent.document.blocks import Document, Section, plain
from acucontent.markup import Dialect, environment, html, inline_html
from acucontent.markup.drawings.lettering import Lettering
from acucontent_epub.contents import entries, landmarks
from acucontent_epub.cover import Cover
from acucontent_epub.places import CONTENTS, COVER, TITLE_PAGE, Places, page_of

LETTERING = Lettering(size=15)
"""Larger than on paper: a phone shows a drawing at half its natural width."""


def pages(document: Document, cover: Cover) -> dict[str, bytes]:
    """Every page by its file name, in the order of reading.

    Raises:
        UnsoundDocument: the document cannot be an ebook.
    """
    places = Places.of(document)
    return {
        COVER: _cover(document, cover),
        TITLE_PAGE: _title_page(document, _dialect(places, TITLE_PAGE)),
        CONTENTS: _contents(document, _dialect(places, CONTENTS)),
        **{page_of(each): _chapter(document, each, _dialect(places, page_of(each))) for each in document.sections},
    }


def _dialect(places: Places, page: str) -> Dialect:
    return Dialect(
        href=partial(places.href, page), epub=True, back_links=True, stacked_tables=True, lettering=LETTERING
    )


def _cover(document: Document, cover: Cover) -> bytes:
    return _page("cover.xhtml", document, document.labels("cover"), cover=cover)


def _title_page(document: Document, dialect: Dialect) -> bytes:
    opening = html(document.opening, document.labels, dialect)
    return _page("title.xhtml", document, document.about.title, opening=opening)


def _contents(document: Document, dialect: Dialect) -> bytes:
    inlines = partial(inline_html, labels=document.labels, dialect=dialect)
    title = document.labels("contents")
    lists = {"entries": entries(document), "landmarks": landmarks(document)}
    return _page("nav.xhtml", document, title, inlines=inlines, **lists)


def _chapter(document: Document, section: Section, dialect: Dialect) -> bytes:
    content = html((section,), document.labels, dialect, level=1)
    return _page("chapter.xhtml", document, plain(section.title), content=content)


def _page(template: str, document: Document, title: str, **values: object) -> bytes:
    made = _templates().get_template(template)
    text = made.render(about=document.about, labels=document.labels, title=title, **values)
    return f"{text.strip()}\n".encode()


@cache
def _templates() -> Environment:
    return environment().overlay(loader=PackageLoader("acucontent_epub"))
