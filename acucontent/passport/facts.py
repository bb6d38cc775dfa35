"""What a passport tells: values, gathered from an examination of a guide."""

from __future__ import annotations

import datetime
import hashlib
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from acucontent._version import __version__
from acucontent.examine import Examination
from acucontent.model.canonical import canonical_json
from acucontent.model.guide import Guide
from acucontent.quality.checks.reading.grade import GRADE, handout_readings, known_terms
from acucontent.quality.finding import Finding
from acucontent.quality.instruments import Item, judge_items, sources
from acucontent.quality.reading import SMOG_ERROR, Reading
from acucontent.quality.subject import Finished, Subject
from acucontent.registry import Registry

EXTRAS = ("", "pdf", "epub", "quality")
"""The extras whose libraries have a part in what is checked; the first stands for none."""


@dataclass(frozen=True)
class Score:
    """How hard a handout is to read, in US school grades."""

    handout: str
    title: str
    sentences: int
    smog: float | None
    """The SMOG grade; none where there are too few sentences for it."""
    smog_error: float
    """How far off SMOG may be, up or down."""
    flesch_kincaid: float
    smog_with_terms: float | None
    """The SMOG grade for a reader who knows the words that the glossary explains."""
    flesch_kincaid_with_terms: float

    def highest(self) -> float:
        """The higher of its two grades."""
        return max(self.smog or 0, self.flesch_kincaid)


@dataclass(frozen=True)
class File:
    """One finished file that was looked into."""

    handout: str
    format: str
    characters: int
    """How long its words are."""
    sha256: str
    """Of the words taken out of it."""


@dataclass(frozen=True)
class Grade:
    """Who graded a finding of the guide, and how."""

    finding: str
    about: str
    certainty: str
    graded_by: str | None


@dataclass(frozen=True)
class Part:
    """A program that had a part in the checking."""

    name: str
    version: str
    gives: str = ""
    """What a plugin gives."""


@dataclass(frozen=True)
class Passport:
    """Everything that a passport tells, in the order of the paper."""

    guide: Guide
    on: datetime.date
    """The day of the checking."""
    sha256: str
    """Of the guide's content as canonical JSON, whole."""
    acucontent: str
    python: str
    plugins: tuple[Part, ...]
    libraries: tuple[Part, ...]
    checks: tuple[str, ...]
    """The codes of the checks that ran."""
    left_out: tuple[str, ...]
    """The codes of the checks that did not run for want of finished files."""
    formats: tuple[str, ...]
    files: tuple[File, ...]
    findings: tuple[Finding, ...]
    """What was found and nobody has accepted."""
    accepted: tuple[Finding, ...]
    scores: tuple[Score, ...]
    grades: tuple[Grade, ...]
    items: tuple[Item, ...]
    sources: tuple[tuple[str, str], ...]
    """Each instrument with where it is published."""

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """The errors and warnings that are open."""
        return tuple(finding for finding in self.findings if finding.severity != "note")

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The errors that are open."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The notes that are open."""
        return tuple(finding for finding in self.findings if finding.severity == "note")


def passport(examination: Examination, registry: Registry) -> Passport:
    """The passport of a guide that was examined with what a registry holds."""
    subject, report = examination.subject, examination.report
    return Passport(
        guide=subject.guide,
        on=subject.today,
        sha256=_sha256(canonical_json(subject.guide.content)),
        acucontent=__version__,
        python=platform.python_version(),
        plugins=tuple(_plugins(registry)),
        libraries=tuple(_libraries()),
        checks=tuple(check.code for check in report.checks),
        left_out=tuple(check.code for check in report.left_out),
        formats=report.formats,
        files=tuple(map(_file, subject.finished)),
        findings=tuple(report.open),
        accepted=tuple(finding for finding in report.findings if finding.accepted),
        scores=tuple(_scores(subject)),
        grades=tuple(_grades(subject.guide)),
        items=judge_items(subject),
        sources=tuple(sources().items()),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _file(finished: Finished) -> File:
    return File(finished.edition.handout.id, finished.format, len(finished.words), _sha256(finished.words))


def _scores(subject: Subject) -> Iterator[Score]:
    terms = known_terms(subject.guide)
    for edition, counted in handout_readings(subject):
        known = counted.knowing(terms)
        yield Score(
            edition.handout.id,
            edition.handout.title,
            len(counted.sentences),
            _smog(counted),
            SMOG_ERROR,
            round(counted.flesch_kincaid, 1),
            _smog(known),
            round(known.flesch_kincaid, 1),
        )


def _smog(counted: Reading) -> float | None:
    return round(counted.smog, 1) if counted.enough else None


def _grades(guide: Guide) -> Iterator[Grade]:
    for statement in guide.evidence.statements:
        for certainty in statement.certainty:
            yield Grade(statement.title, statement.about, certainty.level, certainty.graded_by)


def _plugins(registry: Registry) -> Iterator[Part]:
    for plugin in registry.plugins:
        names = [
            *(exporter.name for exporter in plugin.exporters),
            *(guide.id for guide in plugin.guides),
            *([f"{len(plugin.checks)} checks"] if plugin.checks else []),
        ]
        yield Part(f"{plugin.name} of {plugin.distribution}", plugin.version, ", ".join(names))


def _libraries() -> Iterator[Part]:
    """The libraries that acucontent asks for and that are installed."""
    wanted = sorted({requirement.name for requirement in _requirements()}, key=str.casefold)
    for name in wanted:
        try:
            yield Part(name, version(name))
        except PackageNotFoundError:
            continue


def _requirements() -> Iterable[Requirement]:
    for text in requires("acucontent") or ():
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in EXTRAS):
            yield requirement


__all__ = ["GRADE", "File", "Grade", "Part", "Passport", "Score", "passport"]
