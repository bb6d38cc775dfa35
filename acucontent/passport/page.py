"""A passport as one HTML file that needs no other."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from acucontent.document.blocks import Document
from acucontent.markup import Dialect, environment, html

STYLES = (("acucontent.markup", "base.css"), ("acucontent.passport", "page.css"))
"""The style sheets, the later ones weightier."""


def page(document: Document) -> bytes:
    """The document of a passport as HTML."""
    dialect = Dialect(href=lambda block: f"#{block}")
    written = (
        _environment()
        .get_template("page.html")
        .render(
            about=document.about,
            style=Markup("\n".join(_style(*each) for each in STYLES)),
            opening=Markup(html(document.opening, document.labels, dialect)),
            body=Markup(html(document.sections, document.labels, dialect)),
        )
    )
    return f"{written.strip()}\n".encode()


@cache
def _environment() -> Environment:
    """The rules of the shared markup, with the template of this page."""
    return environment().overlay(loader=PackageLoader("acucontent.passport"))


@cache
def _style(package: str, name: str) -> str:
    return files(package).joinpath("css", name).read_text(encoding="utf-8")
