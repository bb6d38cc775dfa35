"""A passport as one self-contained HTML file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from acucontent.document.blocks import Document
from acucontent.markup import Dialect, environment, html

STYLES = (("acucontent.markup", "base.css"), ("acucontent.passport", "page.css"))
"""The style sheets, in order; later ones override earlier ones."""


def page(document: Document) -> bytes:
    """Render the document of a passport as HTML."""
    dialect = Dialect(href=lambda block: f"#{block}")
    page_html = (
        _make_environment()
        .get_template("page.html")
        .render(
            about=document.about,
            style=Markup("\n".join(_read_style(*each) for each in STYLES)),
            opening=Markup(html(document.opening, document.labels, dialect)),
            body=Markup(html(document.sections, document.labels, dialect)),
        )
    )
    return f"{page_html.strip()}\n".encode()


@cache
def _make_environment() -> Environment:
    """Return the template environment of the shared markup with the template of this page."""
    return environment().overlay(loader=PackageLoader("acucontent.passport"))


@cache
def _read_style(package: str, name: str) -> str:
    return files(package).joinpath("css", name).read_text(encoding="utf-8")
