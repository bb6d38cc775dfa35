"""Pages: the documents of the ebook, as XHTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from acucontent.document.blocks import Blocks, Document, Section, plain
from acucontent.document.spots import CONTENTS as CONTENTS_SPOT
from acucontent.document.spots import OPENING
from acucontent.markup import Dialect, back_links, environment, html, inline_html, page_breaks
from acucontent.markup.drawings.lettering import Lettering
from acucontent_epub.contents import entries, figures, landmarks, tables
from acucontent_epub.cover import Cover
from acucontent_epub.imprint import opening
from acucontent_epub.notes import described, footnotes, note_id
from acucontent_epub.own_pages import BACK_MATTER
from acucontent_epub.page_list import Breaks, page_list
from acucontent_epub.places import CONTENTS, COVER, IMPRINT, TITLE_PAGE, Places, page_of

LETTERING = Lettering(size=15)
"""Larger than on paper: a phone shows a drawing at half its natural width."""


@dataclass(frozen=True)
class Pages:
    """Makes the pages of one book."""

    document: Document
    places: Places
    begun: Breaks
    """Where the pages of the printed edition begin."""
    styles: tuple[str, ...]
    """The names of the style sheets, in the order of their weight."""
    logo: str | None = None
    """The file of the logo of the clinic whose edition it is."""

    def cover(self, cover: Cover) -> bytes:
        """The page of the cover."""
        return self._page("cover.xhtml", self.document.labels("cover"), cover=cover)

    def title_page(self) -> bytes:
        """The title page, with the opening of the document."""
        about = self.document.about
        return self._page(
            "title.xhtml",
            about.title,
            begins=self._begins(TITLE_PAGE, OPENING),
            clinic=about.clinic,
            authors=[name for name, role, _ in about.authors if role == "author" and name != about.publisher],
            logo=self.logo,
            opening=self._html(TITLE_PAGE, opening(self.document), home=OPENING),
            notes=self._notes(TITLE_PAGE, self.document.opening),
        )

    def imprint(self, blocks: Blocks) -> bytes:
        """The page behind the title page."""
        return self._page("imprint.xhtml", self.document.labels("imprint"), content=self._html(IMPRINT, blocks))

    def contents(self) -> bytes:
        """The page of the contents, which is the navigation document, too."""
        document, dialect = self.document, self._dialect(CONTENTS)
        return self._page(
            "nav.xhtml",
            document.labels("contents"),
            inlines=partial(inline_html, labels=document.labels, dialect=dialect),
            begins=self._begins(CONTENTS, CONTENTS_SPOT),
            entries=entries(document),
            figures=figures(document),
            tables=tables(document),
            landmarks=landmarks(document),
            pages=page_list(self.places, self.begun),
        )

    def chapter(self, section: Section) -> bytes:
        """The page of a chapter, with what it cites."""
        page = page_of(section)
        matter = "backmatter" if section.id in BACK_MATTER else "bodymatter"
        content, notes = self._html(page, (section,)), self._notes(page, (section,))
        return self._page("chapter.xhtml", plain(section.title), matter=matter, content=content, notes=notes)

    def _html(self, page: str, blocks: Blocks, home: str = "") -> Markup:
        level = 1 if home == "" and page != IMPRINT else 2
        return Markup(html(blocks, self.document.labels, self._dialect(page), level=level, home=home))

    def _notes(self, page: str, blocks: Blocks) -> Markup:
        labels, dialect = self.document.labels, self._dialect(page)
        inlines = partial(inline_html, labels=labels, dialect=dialect)
        back = partial(back_links, labels=labels, dialect=dialect)
        made = _templates().get_template("notes.xhtml")
        cited, told = footnotes(self.document, blocks), described(blocks)
        return Markup(made.render(figures=told, footnotes=cited, labels=labels, inlines=inlines, back=back))

    def _begins(self, page: str, spot: str) -> Markup:
        return page_breaks(spot, self.document.labels, self._dialect(page))

    def _dialect(self, page: str) -> Dialect:
        return Dialect(
            href=partial(self.places.href, page),
            epub=True,
            back_links=True,
            place=self.places.home,
            brackets=True,
            note=lambda note: f"#{note_id(note)}",
            details=True,
            lettering=LETTERING,
            stacked_tables=True,
            pages={} if page == IMPRINT else self.begun,  # the imprint repeats what stands at the end
        )

    def _page(self, template: str, title: str, **values: object) -> bytes:
        made = _templates().get_template(template)
        document = self.document
        text = made.render(about=document.about, labels=document.labels, title=title, styles=self.styles, **values)
        return f"{text.strip()}\n".encode()


def pages(make: Pages, cover: Cover, imprint: Blocks) -> dict[str, bytes]:
    """Every page by its file name, in the order of reading."""
    return {
        COVER: make.cover(cover),
        TITLE_PAGE: make.title_page(),
        IMPRINT: make.imprint(imprint),
        CONTENTS: make.contents(),
        **{page_of(section): make.chapter(section) for section in make.document.sections},
    }


def style(name: str, **values: object) -> bytes:
    """A style sheet that is made from a template."""
    return _templates().get_template(name).render(**values).strip().encode() + b"\n"


def letters(written: Iterable[bytes]) -> str:
    """Every character that the pages show."""
    return "".join(sorted(set(Markup(b"".join(written).decode()).striptags())))


@cache
def _templates() -> Environment:
    return environment().overlay(loader=PackageLoader("acucontent_epub"))
