"""The contents of a passport: values collected from a check run of a guide."""

from __future__ import annotations

import datetime
import hashlib
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from acucontent._version import __version__
from acucontent.check_run import CheckRun
from acucontent.model.canonical import dump_canonical_json
from acucontent.model.guide import Guide
from acucontent.quality.checks.reading.grade import get_max_grade, list_glossary_terms, measure_handouts
from acucontent.quality.finding import Finding
from acucontent.quality.instruments import InstrumentItem, get_instrument_sources, judge_items
from acucontent.quality.readability import SMOG_ERROR, Readability
from acucontent.quality.subject import RenderedText, Subject
from acucontent.registry import Registry

EXTRAS = ("", "pdf", "epub", "quality")
"""The extras whose libraries take part in the checks; the empty name is for the required libraries."""


@dataclass(frozen=True)
class Score:
    """How hard a handout is to read, in US school grades."""

    handout: str
    title: str
    sentences: int
    smog: float | None
    """The SMOG grade; None if there are too few sentences."""
    smog_error: float
    """The error of SMOG, in grades up or down."""
    flesch_kincaid: float
    smog_with_terms: float | None
    """The SMOG grade for a reader who knows the terms in the glossary."""
    flesch_kincaid_with_terms: float
    max_grade: int
    """The maximum grade of a handout of its kind."""

    def find_highest(self) -> float:
        """Return the higher of the SMOG and Flesch-Kincaid grades."""
        return max(self.smog or 0, self.flesch_kincaid)

    def find_margin(self) -> float:
        """Return by how much the highest grade is above the maximum; below 0 if it is not."""
        return self.find_highest() - self.max_grade


@dataclass(frozen=True)
class RenderedFile:
    """One rendered file that was checked."""

    handout: str
    format: str
    characters: int
    """The length of the extracted text, in characters."""
    sha256: str
    """The SHA-256 of the extracted text."""


@dataclass(frozen=True)
class EvidenceGrade:
    """The certainty of a finding of the guide, and who graded it."""

    finding: str
    about: str
    certainty: str
    graded_by: str | None


@dataclass(frozen=True)
class Component:
    """A program that took part in the checks."""

    name: str
    version: str
    contents: str = ""
    """The contents of a plugin."""


@dataclass(frozen=True)
class Passport:
    """The contents of a passport, in the order of the document."""

    guide: Guide
    on: datetime.date
    """The date of the checks."""
    sha256: str
    """The SHA-256 of the guide's canonical JSON."""
    acucontent: str
    python: str
    plugins: tuple[Component, ...]
    libraries: tuple[Component, ...]
    checks: tuple[str, ...]
    """The codes of the checks that ran."""
    skipped: tuple[str, ...]
    """The codes of the checks that were skipped because they need rendered files."""
    formats: tuple[str, ...]
    files: tuple[RenderedFile, ...]
    findings: tuple[Finding, ...]
    """The open findings, which nobody has accepted."""
    accepted: tuple[Finding, ...]
    scores: tuple[Score, ...]
    grades: tuple[EvidenceGrade, ...]
    items: tuple[InstrumentItem, ...]
    sources: tuple[tuple[str, str], ...]
    """Each instrument with its source."""

    @property
    def open_problems(self) -> tuple[Finding, ...]:
        """The open errors and warnings."""
        return tuple(finding for finding in self.findings if finding.severity != "note")

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The open errors."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The open notes."""
        return tuple(finding for finding in self.findings if finding.severity == "note")


def make_passport(examination: CheckRun, registry: Registry) -> Passport:
    """Make the passport of a guide from the results of its checks.

    Args:
        examination: The results of the checks.
        registry: The registry with the plugins that were used.
    """
    subject, report = examination.subject, examination.report
    return Passport(
        guide=subject.guide,
        on=subject.today,
        sha256=_hash_text(dump_canonical_json(subject.guide.content)),
        acucontent=__version__,
        python=platform.python_version(),
        plugins=tuple(_list_plugins(registry)),
        libraries=tuple(_list_libraries()),
        checks=tuple(check.code for check in report.checks),
        skipped=tuple(check.code for check in (*report.skipped, *report.unjudged)),
        formats=report.formats,
        files=tuple(map(_make_file, subject.rendered_texts)),
        findings=tuple(report.open_findings),
        accepted=tuple(finding for finding in report.findings if finding.accepted),
        scores=tuple(_make_scores(subject)),
        grades=tuple(_list_grades(subject.guide)),
        items=judge_items(subject),
        sources=tuple(get_instrument_sources().items()),
    )


def _hash_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _make_file(finished: RenderedText) -> RenderedFile:
    return RenderedFile(finished.edition.handout.id, finished.format, len(finished.words), _hash_text(finished.words))


def _make_scores(subject: Subject) -> Iterator[Score]:
    terms = list_glossary_terms(subject.guide)
    for edition, reading in measure_handouts(subject):
        with_terms = reading.measure_with_known_terms(terms)
        yield Score(
            edition.handout.id,
            edition.handout.title,
            len(reading.sentences),
            _round_smog(reading),
            SMOG_ERROR,
            round(reading.flesch_kincaid, 1),
            _round_smog(with_terms),
            round(with_terms.flesch_kincaid, 1),
            get_max_grade(edition.handout),
        )


def _round_smog(reading: Readability) -> float | None:
    return round(reading.smog, 1) if reading.has_enough_sentences else None


def _list_grades(guide: Guide) -> Iterator[EvidenceGrade]:
    for statement in guide.evidence.statements:
        for certainty in statement.certainty:
            yield EvidenceGrade(statement.title, statement.about, certainty.level, certainty.graded_by)


def _list_plugins(registry: Registry) -> Iterator[Component]:
    for plugin in registry.plugins:
        names = [
            *(exporter.name for exporter in plugin.exporters),
            *(guide.id for guide in plugin.guides),
            *([f"{len(plugin.checks)} checks"] if plugin.checks else []),
        ]
        yield Component(f"{plugin.name} of {plugin.distribution}", plugin.version, ", ".join(names))


def _list_libraries() -> Iterator[Component]:
    """Yield the installed libraries that acucontent requires."""
    names = sorted({requirement.name for requirement in _read_requirements()}, key=str.casefold)
    for name in names:
        try:
            yield Component(name, version(name))
        except PackageNotFoundError:
            continue


def _read_requirements() -> Iterable[Requirement]:
    for text in requires("acucontent") or ():
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in EXTRAS):
            yield requirement


__all__ = ["Component", "EvidenceGrade", "Passport", "RenderedFile", "Score", "make_passport"]
