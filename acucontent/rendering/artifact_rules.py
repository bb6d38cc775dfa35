"""The rules that every artifact keeps. Artifacts of plugins are checked when they are rendered, ours in the tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acucontent.document.anchors import list_anchors
from acucontent.edition import Edition
from acucontent.rendering.exporter import Artifact, Exporter, PluginFailed


class BadArtifact(PluginFailed):
    """An exporter returned an invalid artifact; the message lists every problem."""


def check_artifact(exporter: Exporter[Any], edition: Edition, artifact: object) -> None:
    """Check what an exporter returned.

    Raises:
        BadArtifact: It is invalid.
    """
    problems = "; ".join(find_artifact_problems(exporter, edition, artifact))
    if problems:
        raise BadArtifact(f"the exporter {exporter.name!r} is wrong: {problems}")


def find_artifact_problems(exporter: Exporter[Any], edition: Edition, artifact: object) -> Iterator[str]:
    """Yield every problem of what an exporter returned for an edition."""
    if not isinstance(artifact, Artifact):
        yield f"expected an Artifact, but got {type(artifact).__name__}"
        return
    if not isinstance(artifact.data, bytes):
        yield "the data of the artifact are not bytes"
    elif not artifact.data:
        yield "the data of the artifact are empty"
    if not all(isinstance(note, str) for note in artifact.notes):
        yield "the notes of the artifact are not text"
    if not isinstance(artifact.layout, str):
        yield "the layout of the artifact is not text"
    yield from _find_companion_problems(exporter, artifact)
    yield from _find_page_problems(exporter, edition, artifact)


def _find_companion_problems(exporter: Exporter[Any], artifact: Artifact) -> Iterator[str]:
    for suffix, data in artifact.companions.items():
        if suffix not in exporter.companion_suffixes:
            yield f"it added a companion file {suffix!r:.40}, which its `companion_suffixes` do not list"
        if not isinstance(data, bytes):
            yield f"the data of the companion file {suffix!r:.40} are not bytes"


def _find_page_problems(exporter: Exporter[Any], edition: Edition, artifact: Artifact) -> Iterator[str]:
    count, pages = artifact.page_count, artifact.pages
    if count is not None and not _is_page(count):
        yield "the page count of the artifact is below 1 or not a number"
        return
    if not pages:
        return
    if not exporter.paged:
        yield "the artifact has `pages`, but `paged` of the exporter is False"
    known = {*edition.document.walk_ids(), *list_anchors(edition.document)}
    unknown = sorted(str(anchor) for anchor in pages if anchor not in known)
    if unknown:
        yield f"`pages` has ids that are not in the document: {unknown[:5]}"
    last = count or max((page for page in pages.values() if _is_page(page)), default=1)
    outside = {anchor: page for anchor, page in pages.items() if not _is_page(page) or page > last}
    if outside:
        yield f"`pages` has pages that are not between 1 and {last}: {dict(list(outside.items())[:5])}"


def _is_page(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 1
