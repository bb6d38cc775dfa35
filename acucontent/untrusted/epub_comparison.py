"""Compare two EPUBs member by member."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from urllib.parse import unquote

from lxml import etree

from acucontent.containers import BadContainer
from acucontent.untrusted.archive import has_hidden_parts, read_members
from acucontent.untrusted.text_differences import describe_first_difference

Members: TypeAlias = Mapping[str, bytes]

_PARSED = (".xhtml", ".opf", ".ncx", ".xml")
"""The suffixes of the members whose words are compared."""

_SPOKEN_ATTRIBUTES = ("alt", "aria-label", "title")
"""The attributes with words that are read aloud or shown."""

_CONTAINER = "META-INF/container.xml"


def compare_epubs(expected: bytes, found: bytes) -> dict[str, list[str] | bool]:
    """Return the differences between two EPUBs.

    Args:
        expected: The EPUB as acucontent makes it.
        found: The EPUB of anyone.

    Returns:
        `missing`, `added`, `order`, `words`, each a list of places with a description; `other`, the names of the
        members whose bytes differ although their words do not; `missing_other` and `added_other`, those without words;
        and `hidden_parts`, whether the archive has bytes that belong to no member.

    Raises:
        BadContainer: The second file is not a valid EPUB.
    """
    ours, theirs = read_members(expected), read_members(found)
    common = [name for name in ours if name in theirs and ours[name] != theirs[name]]
    words = {name: _compare_words(name, ours[name], theirs[name]) for name in common}
    return {
        "missing": [name for name in ours if name not in theirs and _has_words(name)],
        "added": [name for name in theirs if name not in ours and _has_words(name)],
        "missing_other": [name for name in ours if name not in theirs and not _has_words(name)],
        "added_other": [name for name in theirs if name not in ours and not _has_words(name)],
        "order": list(_compare_order(ours, theirs)),
        "words": [f"{name}: {difference}" for name, difference in words.items() if difference],
        "other": [name for name, difference in words.items() if not difference],
        "hidden_parts": has_hidden_parts(found),
    }


def _has_words(name: str) -> bool:
    return name.lower().endswith((*_PARSED, ".html", ".htm", ".svg"))


def _compare_words(name: str, expected: bytes, found: bytes) -> str | None:
    """Return the first difference between the words of two members, or None if there is none."""
    if not name.endswith(_PARSED):
        return None
    theirs = _read_words(found)
    if theirs is None:
        return "is not well-formed"
    ours = _read_words(expected) or []
    return None if ours == theirs else describe_first_difference(ours, theirs)


def _read_words(data: bytes) -> list[str] | None:
    """Return all words of an XML document, also hidden ones, or None if it is not well-formed."""
    try:
        root = _parse_xml(data)
    except etree.XMLSyntaxError:
        return None
    return unicodedata.normalize("NFKC", " ".join(_list_texts(root))).split()


def _list_texts(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        yield from (str(element.get(name, "")) for name in _SPOKEN_ATTRIBUTES)
        yield element.text or ""
        yield element.tail or ""


def _parse_xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _compare_order(ours: Members, theirs: Members) -> Iterator[str]:
    """Yield the first page at which the reading order differs."""
    try:
        expected, found = _find_spine(ours), _find_spine(theirs)
    except BadContainer as error:
        yield f"reading order: {error}"
        return
    for before, after in zip(expected, [*found, *[""] * len(expected)], strict=False):
        if before != after:
            yield f"reading order: {before} expected, {after or 'nothing'} found"
            return
    if len(found) > len(expected):
        yield f"reading order: {found[len(expected)]} was added"


def _find_spine(members: Members) -> list[str]:
    """Return the names of the pages in reading order; a page that is not in it for reading has a note.

    Raises:
        BadContainer: The package is missing or invalid.
    """
    try:
        rootfile = next(_parse_xml(members[_CONTAINER]).iter("{*}rootfile"))
        name = str(rootfile.get("full-path"))
        package = _parse_xml(members[name])
        hrefs = {item.get("id"): str(item.get("href")) for item in package.iter("{*}item")}
        folder = posixpath.dirname(name)
        return [
            posixpath.normpath(posixpath.join(folder, unquote(hrefs[each.get("idref")])))
            + (" (not linear)" if each.get("linear") == "no" else "")
            for each in package.iter("{*}itemref")
        ]
    except (etree.XMLSyntaxError, KeyError, StopIteration) as error:
        raise BadContainer("the package document is missing or damaged") from error
