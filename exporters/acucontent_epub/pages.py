"""The pages of the ebook, as XHTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from acucontent.document.anchors import CONTENTS as CONTENTS_ANCHOR
from acucontent.document.anchors import OPENING, Anchor
from acucontent.document.blocks import Blocks, Section
from acucontent.document.certainty_key import BACK_MATTER
from acucontent.document.direction import join_isolated
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
from acucontent_epub.contents import list_entries, list_figures, list_landmarks, list_tables
from acucontent_epub.cover import Cover
from acucontent_epub.hrefs import CONTENTS, COVER, IMPRINT, TITLE_PAGE, Hrefs, get_file_name
from acucontent_epub.imprint import shorten_opening
from acucontent_epub.notes import collect_footnotes, find_described_figures, get_footnote_id
from acucontent_epub.page_list import Breaks, list_pages
from acucontent_epub.part import get_subtitle

LETTERING = Lettering(screen=True)
"""Drawings take the size and color of the text around them, which the reader chooses."""


@dataclass(frozen=True)
class PageRenderer:
    """Renders the pages of one book."""

    document: Document
    hrefs: Hrefs
    breaks: Breaks
    """The places at which the pages of the printed edition begin."""
    styles: tuple[str, ...]
    """The names of the style sheets, in the order of the cascade."""
    logo: str | None = None
    """The file name of the clinic's logo, if the edition has one."""

    def render_cover(self, cover: Cover) -> bytes:
        """Return the page of the cover."""
        return self._render_page("cover.xhtml", self.document.labels("cover"), cover=cover)

    def render_title_page(self) -> bytes:
        """Return the title page, with the opening of the document."""
        about = self.document.about
        return self._render_page(
            "title.xhtml",
            about.title,
            page_breaks=self._render_page_breaks(TITLE_PAGE, OPENING),
            clinic=about.clinic,
            subtitle=get_subtitle(about, self.document.labels),
            authors=self._render_authors(),
            logo=self.logo,
            opening=self._render_html(TITLE_PAGE, shorten_opening(self.document), home=OPENING),
            notes=self._render_notes(TITLE_PAGE, self.document.opening),
        )

    def _render_authors(self) -> Markup:
        """Return the names of the authors, without one that is the publisher, too."""
        about = self.document.about
        names = [name for name, role, _ in about.authors if role == "author" and name != about.publisher]
        inlines = join_isolated(names, ", ", about.language)
        return render_inline_html(inlines, self.document.labels, self._make_settings(TITLE_PAGE))

    def render_imprint(self, blocks: Blocks) -> bytes:
        """Return the imprint, the page after the title page."""
        return self._render_page(
            "imprint.xhtml", self.document.labels("imprint"), content=self._render_html(IMPRINT, blocks)
        )

    def render_contents(self) -> bytes:
        """Return the page of the contents, which is also the navigation document."""
        document, settings = self.document, self._make_settings(CONTENTS)
        return self._render_page(
            "nav.xhtml",
            document.labels("contents"),
            inlines=partial(render_inline_html, labels=document.labels, settings=settings),
            page_breaks=self._render_page_breaks(CONTENTS, CONTENTS_ANCHOR),
            entries=list_entries(document),
            figures=list_figures(document),
            tables=list_tables(document),
            landmarks=list_landmarks(document),
            pages=list_pages(self.hrefs, self.breaks),
        )

    def render_chapter(self, section: Section) -> bytes:
        """Return the page of a chapter, with its footnotes."""
        page = get_file_name(section)
        matter = "backmatter" if section.role in BACK_MATTER else "bodymatter"
        content, notes = self._render_html(page, (section,)), self._render_notes(page, (section,))
        return self._render_page("chapter.xhtml", flatten(section.title), matter=matter, content=content, notes=notes)

    def _render_html(self, page: str, blocks: Blocks, home: str = "") -> Markup:
        level = 1 if home == "" and page != IMPRINT else 2
        return render_html(blocks, self.document.labels, self._make_settings(page), level=level, parent=home)

    def _render_notes(self, page: str, blocks: Blocks) -> Markup:
        labels, settings = self.document.labels, self._make_settings(page)
        inlines = partial(render_inline_html, labels=labels, settings=settings)
        back = partial(render_back_links, labels=labels, settings=settings)
        loaded = load_templates("acucontent_epub").get_template("notes.xhtml")
        footnotes, figures = collect_footnotes(self.document, blocks), find_described_figures(blocks)
        return Markup(loaded.render(figures=figures, footnotes=footnotes, labels=labels, inlines=inlines, back=back))

    def _render_page_breaks(self, page: str, anchor: Anchor) -> Markup:
        return render_page_breaks(anchor, self.document.labels, self._make_settings(page))

    def _make_settings(self, page: str) -> MarkupSettings:
        key = self.document.certainty_key
        return MarkupSettings(
            href=partial(self.hrefs.get_href, page),
            epub=True,
            back_links=True,
            heading_of=self.hrefs.get_heading,
            brackets=True,
            note_href=lambda note: f"#{get_footnote_id(note)}",
            certainty_key=key.id if key else "",
            descriptions="linked",
            lettering=LETTERING,
            stacked_tables=True,
            pages={} if page == IMPRINT else self.breaks,  # the imprint repeats text from the last chapter
        )

    def _render_page(self, template: str, title: str, **values: object) -> bytes:
        loaded = load_templates("acucontent_epub").get_template(template)
        document = self.document
        text = loaded.render(
            about=document.about,
            direction=document.direction,
            labels=document.labels,
            title=title,
            styles=self.styles,
            **values,
        )
        return f"{text.strip()}\n".encode()


def render_pages(renderer: PageRenderer, cover: Cover, imprint: Blocks) -> dict[str, bytes]:
    """Return every page by its file name, in reading order."""
    return {
        COVER: renderer.render_cover(cover),
        TITLE_PAGE: renderer.render_title_page(),
        IMPRINT: renderer.render_imprint(imprint),
        CONTENTS: renderer.render_contents(),
        **{get_file_name(section): renderer.render_chapter(section) for section in renderer.document.sections},
    }


def render_style_sheet(name: str, **values: object) -> bytes:
    """Return a style sheet from a template."""
    return load_templates("acucontent_epub").get_template(name).render(**values).strip().encode() + b"\n"


def collect_characters(pages: Iterable[bytes]) -> str:
    """Return every character in the text of pages, sorted."""
    return "".join(sorted(set(Markup(b"".join(pages).decode()).striptags())))
