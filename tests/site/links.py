"""A link checker: every address in a site leads to a file of the site, and every fragment to an id in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from acucontent.output_folder import MANIFEST
from acucontent.site.search_index import INDEX_NAME

OUTSIDE = frozenset({"http", "https", "mailto", "tel", "data"})
"""The schemes of addresses that lead out of the site, or contain what they show."""


@dataclass
class _Addresses(HTMLParser):
    """The addresses and the ids of a page."""

    addresses: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values["id"]} if values.get("id") else set()
        # SVG names its own shapes in the same way as pages name their parts
        self.addresses += [values[name] for name in ("href", "src", "action", "poster") if name in values]
        self.loaded += [values["src"]] if "src" in values else []


def read_page(path: Path) -> _Addresses:
    """Return the addresses and the ids of a page."""
    found = _Addresses()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def read_search_index(path: Path) -> dict[str, list[list[object]]]:
    """Return the pages and sections of a search index."""
    content = path.read_text(encoding="utf-8").partition(" = ")[2].rstrip(";\n")
    read: dict[str, list[list[object]]] = json.loads(content)
    return read


def list_broken_links(folder: Path) -> list[str]:
    """Return each address in the pages and search indexes of a site that leads nowhere, with its file."""
    return sorted(_find_broken_links(folder))


def _find_broken_links(folder: Path) -> Iterator[str]:
    ids = {path.resolve(): read_page(path).ids for path in folder.rglob("*.html")}
    for path in ids:
        for address in read_page(path).addresses:
            if problem := _find_problem(address, path, folder, ids):
                yield f"{path.relative_to(folder.resolve())}: {address}: {problem}"
    for index in folder.rglob(INDEX_NAME):
        content = read_search_index(index)
        for page, section, *_ in content["sections"]:
            assert isinstance(page, int)
            address = f"{content['pages'][page][2]}#{section}"
            if problem := _find_problem(address, folder / "index.html", folder, ids):
                yield f"{index.relative_to(folder)}: {address}: {problem}"


def _find_problem(address: str, path: Path, folder: Path, ids: dict[Path, set[str]]) -> str | None:
    parts = urlsplit(address)
    if parts.scheme in OUTSIDE:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return "not relative"
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
    if not target.is_file() or not target.is_relative_to(folder.resolve()):
        return "no such file"
    if parts.fragment and unquote(parts.fragment) not in ids.get(target, set()):
        return "no such id"
    return None


def list_unreachable_files(folder: Path) -> list[str]:
    """Return the files of a site to which no address leads from its index, except the manifests."""
    start = (folder / "index.html").resolve()
    reached, waiting = {start}, [start]
    while waiting:
        path = waiting.pop()
        found = {(path.parent / unquote(urlsplit(each).path)).resolve() for each in _list_inside(path)}
        waiting += [each for each in found - reached if each.suffix == ".html"]
        reached |= found
    every = {path.resolve() for path in folder.rglob("*") if path.is_file() and path.name not in (MANIFEST, INDEX_NAME)}
    return sorted(str(path.relative_to(folder.resolve())) for path in every - reached)


def _list_inside(path: Path) -> list[str]:
    return [each for each in read_page(path).addresses if urlsplit(each).scheme not in OUTSIDE and urlsplit(each).path]
