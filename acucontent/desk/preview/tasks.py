"""The work of a preview, as tasks for worker processes: read, draw, render, check."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from acucontent.checked_edition import make_edition
from acucontent.clinic import Overlay
from acucontent.desk.preview.guide_source import GuideSource
from acucontent.desk.preview.places import PageText, find_place, list_texts, read_pages
from acucontent.desk.preview.remarks import Remark
from acucontent.desk.preview.shown import (
    FIRST_PAGES,
    Picture,
    ShownFile,
    draw_pages,
    has_large_print,
    is_pdf,
    show_artifact,
)
from acucontent.desk.preview.view import View
from acucontent.document.anchors import Anchor
from acucontent.errors import describe_error
from acucontent.model.guide import Guide
from acucontent.quality.rendered_text import UnreadableFile, extract_text
from acucontent.quality.run import RunContext, run_checks
from acucontent.quality.subject import RenderedText, Subject
from acucontent.reading import Locations, read_with_locations
from acucontent.reading.clinic import read_clinic
from acucontent.registry import Registry, discover
from acucontent.rendering.exporter import Artifact
from acucontent.rendering.render import RenderJob, render_artifact, render_draft

MANY = 10_000
"""More pages than any file has."""


@dataclass(frozen=True)
class GuideFacts:
    """What can be chosen of a guide."""

    id: str
    title: str
    handouts: Mapping[str, str]
    """The title of each handout, by id."""
    regions: Mapping[str, str]
    """The name of each region, by code."""
    languages: tuple[str, ...]

    @classmethod
    def of(cls, guide: Guide) -> GuideFacts:
        """Return the facts of a guide."""
        return cls(
            guide.id,
            guide.title,
            {handout.id: handout.title for handout in guide.handouts},
            {region.code: region.name for region in guide.regions},
            (guide.language, *sorted(set(guide.languages) - {guide.language})),
        )


@dataclass(frozen=True)
class Rendered:
    """A file of a guide, or the reason why there is none."""

    facts: GuideFacts
    file: ShownFile | None = None
    error: str = ""
    pages: Mapping[Anchor, int] = field(default_factory=dict)
    """The page on which each anchor starts, from 1."""
    measures: str = ""
    """With which a draft of the next version starts."""
    notes: tuple[str, ...] = ()
    artifact: Artifact | None = field(default=None, repr=False)
    """The file itself, for the checks; None for a draft."""


@dataclass(frozen=True)
class Request:
    """What to make: a view of a guide."""

    source: GuideSource
    view: View
    today: datetime.date


@dataclass(frozen=True)
class DrawDraft:
    """Reads a guide and draws the first pages of a draft of a handout.

    Raises:
        GuideProblems: The guide or the overlay has problems.
        NotReadable: A file cannot be read.
    """

    request: Request
    measures: str = ""

    def __call__(self) -> Rendered:
        """Return the draft."""
        return _render(self.request, is_draft=True, measures=self.measures)


@dataclass(frozen=True)
class RenderFile:
    """Renders a handout as `acucontent build` does, and draws it.

    Raises:
        GuideProblems: The guide or the overlay has problems.
        NotReadable: A file cannot be read.
    """

    request: Request

    def __call__(self) -> Rendered:
        """Return the file."""
        _give_way()
        return _render(self.request, is_draft=False)


@dataclass(frozen=True)
class DrawRest:
    """Draws the pages of a PDF after the first."""

    pdf: bytes = field(repr=False)
    first: int

    def __call__(self) -> tuple[Picture, ...]:
        """Return the pages."""
        return draw_pages(self.pdf, self.first, MANY)


@dataclass(frozen=True)
class CheckView:
    """Checks a guide and, if it was rendered, the file of a view.

    Raises:
        GuideProblems: The guide or the overlay has problems.
        NotReadable: A file cannot be read.
    """

    request: Request
    artifact: Artifact | None = field(repr=False)

    def __call__(self) -> tuple[Remark, ...]:
        """Return what the checks found."""
        _give_way()
        registry = _get_registry()
        guide, locations = _read_guide(self.request.source)
        texts = self._extract_texts(guide)
        plugins = {check.code: str(plugin) for plugin in registry.plugins for check in plugin.checks}
        context = RunContext(locations, plugins=plugins, quick=not texts)
        subject = Subject(guide, self.request.today, texts)
        report = run_checks(subject, registry.checks.values(), context)
        pages = self._read_pages()
        passages = (*subject.passages, *subject.other_passages) if pages else ()
        return tuple(
            Remark.of_finding(each, find_place(list_texts(each.path, each.words, passages), pages))
            for each in report.findings
        )

    def _extract_texts(self, guide: Guide) -> tuple[RenderedText, ...]:
        """Return the text of the file, if there is one that can be read."""
        if self.artifact is None:
            return ()
        job = _make_job(self.request, guide, _read_overlay(self.request.source.overlay))
        text = extract_text(job, self.artifact)
        return () if isinstance(text, UnreadableFile) or job.exporter.read_back is None else (text,)

    def _read_pages(self) -> tuple[PageText, ...]:
        """Return the letters of each page of a PDF; nothing for other files."""
        exporter = _get_registry()[self.request.view.format]
        return read_pages(self.artifact.data) if self.artifact and is_pdf(exporter) else ()


def _render(request: Request, *, is_draft: bool, measures: str = "") -> Rendered:
    guide, _ = _read_guide(request.source)
    facts = GuideFacts.of(guide)
    overlay = _read_overlay(request.source.overlay)
    try:
        job = _make_job(request, guide, overlay)
        artifact = render_draft(job, measures) if is_draft else render_artifact(job)
        shown = show_artifact(job.exporter, artifact, FIRST_PAGES if is_draft else MANY)
    except Exception as error:  # an exporter may raise any error; the guide can still be shown in other views
        return Rendered(facts, error=describe_error(error))
    plain = replace(artifact, pages=dict(artifact.pages), companions=dict(artifact.companions))
    return Rendered(
        facts, shown, "", plain.pages, artifact.measures, artifact.notes, artifact=None if is_draft else plain
    )


def _make_job(request: Request, guide: Guide, overlay: Overlay | None = None) -> RenderJob:
    exporter = _get_registry().get_exporter(request.view.format)
    view = request.view
    handout = None if exporter.scope == "guide" else view.handout
    edition = make_edition(
        guide,
        handout,
        view.region,
        language=view.language,
        overlay=overlay,
        today=request.today,
        list_handouts=_list_handouts,
    )
    is_large = view.large_print and has_large_print(exporter)
    return RenderJob(exporter, edition, exporter.make_options({"large_print": True} if is_large else {}))


@cache
def _give_way() -> None:
    """Let other processes go first from now on, such as the one that draws drafts, for which the author waits.

    It still gets about a quarter of a busy processor.
    """
    if hasattr(os, "nice"):
        os.nice(5)


@cache
def _get_registry() -> Registry:
    """Return what is installed; a worker looks for it once."""
    return discover()


@cache
def _list_handouts() -> Set[str]:
    """Return the ids of the handouts of the installed guides, which a worker reads once."""
    return _get_registry().list_handouts()


def _read_guide(source: GuideSource) -> tuple[Guide, Locations]:
    """Return a guide and the places of its values. It is read again only if its files have other contents."""
    digest = source.compute_digest()
    found = _read_version(source.guide, digest)
    if source.compute_digest() != digest:  # it was saved meanwhile, and what was read may be either version
        _read_version.cache_clear()
    return found


@lru_cache(maxsize=2)
def _read_version(guide: Path, digest: str) -> tuple[Guide, Locations]:
    return read_with_locations(guide)


def _read_overlay(path: Path | None) -> Overlay | None:
    return None if path is None else read_clinic(path)
