"""Pages: the documents of the ebook, as XHTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Environment
from markupsafe import Markup

from acucontent.document.anchors import CONTENTS as CONTENTS_ANCHOR
from acucontent.document.anchors import OPENING, Anchor
from acucontent.document.blocks import Blocks, Section
from acucontent.document.document import Document
from acucontent.markup import (
    Lettering,
    MarkupSettings,
    load_templates,
    render_back_links,
    render_html,
    render_inline_html,
    render_page_breaks,
)
from acucontent.model.plain_text import flatten
from acucontent_epub.certainty_key import BACK_MATTER
from acucontent_epub.contents import entries, figures, landmarks, tables
from acucontent_epub.cover import Cover
from acucontent_epub.hrefs import CONTENTS, COVER, IMPRINT, TITLE_PAGE, Hrefs, file_of
from acucontent_epub.imprint import shorten_opening
from acucontent_epub.notes import described, footnotes, note_id
from acucontent_epub.page_list import Breaks, list_pages

LETTERING = Lettering(size=15)
"""Larger than on paper: a phone shows a drawing at half its natural width."""


@dataclass(frozen=True)
class Pages:
    """Makes the pages of one book."""

    document: Document
    hrefs: Hrefs
    breaks: Breaks
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
            opening=self._html(TITLE_PAGE, shorten_opening(self.document), home=OPENING),
            notes=self._notes(TITLE_PAGE, self.document.opening),
        )

    def imprint(self, blocks: Blocks) -> bytes:
        """The page behind the title page."""
        return self._page("imprint.xhtml", self.document.labels("imprint"), content=self._html(IMPRINT, blocks))

    def contents(self) -> bytes:
        """The page of the contents, which is the navigation document, too."""
        document, settings = self.document, self._settings(CONTENTS)
        return self._page(
            "nav.xhtml",
            document.labels("contents"),
            inlines=partial(render_inline_html, labels=document.labels, settings=settings),
            begins=self._begins(CONTENTS, CONTENTS_ANCHOR),
            entries=entries(document),
            figures=figures(document),
            tables=tables(document),
            landmarks=landmarks(document),
            pages=list_pages(self.hrefs, self.breaks),
        )

    def chapter(self, section: Section) -> bytes:
        """The page of a chapter, with what it cites."""
        page = file_of(section)
        matter = "backmatter" if section.role in BACK_MATTER else "bodymatter"
        content, notes = self._html(page, (section,)), self._notes(page, (section,))
        return self._page("chapter.xhtml", flatten(section.title), matter=matter, content=content, notes=notes)

    def _html(self, page: str, blocks: Blocks, home: str = "") -> Markup:
        level = 1 if home == "" and page != IMPRINT else 2
        return render_html(blocks, self.document.labels, self._settings(page), level=level, home=home)

    def _notes(self, page: str, blocks: Blocks) -> Markup:
        labels, settings = self.document.labels, self._settings(page)
        inlines = partial(render_inline_html, labels=labels, settings=settings)
        back = partial(render_back_links, labels=labels, settings=settings)
        made = _templates().get_template("notes.xhtml")
        cited, told = footnotes(self.document, blocks), described(blocks)
        return Markup(made.render(figures=told, footnotes=cited, labels=labels, inlines=inlines, back=back))

    def _begins(self, page: str, anchor: Anchor) -> Markup:
        return render_page_breaks(anchor, self.document.labels, self._settings(page))

    def _settings(self, page: str) -> MarkupSettings:
        key = self.document.certainty_key
        return MarkupSettings(
            href=partial(self.hrefs.href, page),
            epub=True,
            back_links=True,
            heading_of=self.hrefs.heading_of,
            brackets=True,
            note_href=lambda note: f"#{note_id(note)}",
            certainty_key=key.id if key else "",
            descriptions=True,
            lettering=LETTERING,
            stacked_tables=True,
            pages={} if page == IMPRINT else self.breaks,  # the imprint repeats what stands at the end
        )

    def _page(self, template: str, title: str, **values: object) -> bytes:
        made = _templates().get_template(template)
        document = self.document
        text = made.render(
            about=document.about,
            direction=document.direction,
            labels=document.labels,
            title=title,
            styles=self.styles,
            **values,
        )
        return f"{text.strip()}\n".encode()


def pages(make: Pages, cover: Cover, imprint: Blocks) -> dict[str, bytes]:
    """Every page by its file name, in the order of reading."""
    return {
        COVER: make.cover(cover),
        TITLE_PAGE: make.title_page(),
        IMPRINT: make.imprint(imprint),
        CONTENTS: make.contents(),
        **{file_of(section): make.chapter(section) for section in make.document.sections},
    }


def style(name: str, **values: object) -> bytes:
    """A style sheet that is made from a template."""
    return _templates().get_template(name).render(**values).strip().encode() + b"\n"


def letters(written: Iterable[bytes]) -> str:
    """Every character that the pages show."""
    return "".join(sorted(set(Markup(b"".join(written).decode()).striptags())))


@cache
def _templates() -> Environment:
    return load_templates("acucontent_epub")
