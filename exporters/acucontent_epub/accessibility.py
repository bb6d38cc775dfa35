"""What the ebook claims of its own accessibility: only what checks found in its finished pages, in this build.

The terms are those of EPUB Accessibility 1.1: discovery metadata from schema.org, and a conformance that rests on every
success criterion of WCAG 2.2, level AA. A claim whose checks find something is left out, and a note says why.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from acucontent.document.labels import Labels
from acucontent.model.publishing import AccessEvaluation
from acucontent.quality.check import Found
from acucontent_epub.checks import CHECKS, Book
from acucontent_epub.checks.navigation import has_page_list, has_page_marks
from acucontent_epub.checks.pictures import has_figures, has_pictures
from acucontent_epub.checks.structure import has_roles
from acucontent_epub.criteria import CRITERIA, judged, rest_on

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""The conformance, in the words that the standard asks for."""

_SHOWN = 3
"""How many findings of a check a note repeats."""

Findings = Mapping[str, tuple[Found, ...]]
"""What each check found, by its code."""


@dataclass(frozen=True)
class Claim:
    """One claim that a book may make."""

    term: str
    """The property, without its vocabulary."""
    value: str
    checks: tuple[str, ...] = ()
    """The checks that must find nothing."""
    applies: Callable[[Book], bool] = lambda book: True
    """Whether a book has what is claimed at all: one without pictures makes no claim of alternatives, nor lacks it."""
    otherwise: str = ""
    """What is said when a check finds something; nothing unless told."""
    summary: str = ""
    """The label of the sentence that says it to people."""


CLAIMS = (
    Claim("accessMode", "textual"),
    Claim("accessMode", "visual", applies=has_figures),
    Claim("accessModeSufficient", "textual", ("alternatives",), summary="access_words"),
    Claim("accessibilityFeature", "alternativeText", ("alternatives",), has_pictures, summary="access_pictures"),
    Claim("accessibilityFeature", "longDescription", ("descriptions",), has_figures),
    Claim("accessibilityFeature", "structuralNavigation", ("headings", "tables"), summary="access_structure"),
    Claim("accessibilityFeature", "tableOfContents", ("contents",)),
    Claim("accessibilityFeature", "readingOrder", ("order", "contents")),
    Claim("accessibilityFeature", "ARIA", ("identity",), has_roles),
    Claim("accessibilityFeature", "pageNavigation", ("page list",), has_page_list, summary="access_pages"),
    Claim("accessibilityFeature", "pageBreakMarkers", ("page list",), has_page_marks),
    Claim("accessibilityFeature", "displayTransformability", ("resizing", "reflow"), summary="access_display"),
    Claim("accessibilityHazard", "none", ("still",), otherwise="unknown", summary="access_still"),
)
"""Every claim but the conformance, which rests on more than checks."""


@dataclass(frozen=True)
class Claimed:
    """What a book claims, and what it does not, and why."""

    terms: tuple[tuple[str, str], ...]
    """Each property with its value; the summary in words is the last."""
    evaluation: AccessEvaluation | None
    """Who answers for the conformance; none where it is not claimed."""
    notes: tuple[str, ...]
    """Why claims are left out, one sentence each."""
    sound: frozenset[str]
    """The checks that found nothing."""

    def holds(self, value: str, term: str = "accessibilityFeature") -> bool:
        """Whether a claim is made."""
        return (term, value) in self.terms


@dataclass(frozen=True)
class Judgement:
    """What the guide says of whoever judged its accessibility, and what was judged."""

    evaluation: AccessEvaluation | None
    published: datetime.date
    clinic: str | None = None
    """The clinic that added words of its own."""

    @property
    def missing(self) -> str:
        """Why nobody can answer for this book; empty when somebody does."""
        if self.evaluation is None:
            numbers = ", ".join(judged())
            return f"nobody is named who judged what no check can see, WCAG {numbers}: add 'access' to the guide"
        if self.evaluation.on < self.published:
            return (
                f"its access was judged on {self.evaluation.on}, and this edition is of {self.published}: judge it anew"
            )
        return f"nobody judged what {self.clinic} adds to it" if self.clinic else ""


def accessibility(book: Book, labels: Labels, judgement: Judgement) -> Claimed:
    """What a book may claim."""
    found = {code: tuple(check.find(book)) for code, check in CHECKS.items()}
    made = [claim for claim in CLAIMS if claim.applies(book)]
    conforms = not judgement.missing and not any(found[check] for each in CRITERIA for check in each.checks)
    return Claimed(
        terms=(*_terms(made, found), ("accessibilitySummary", _summary(made, found, labels))),
        evaluation=judgement.evaluation if conforms else None,
        notes=tuple(_notes(made, found, judgement.missing)),
        sound=frozenset(name for name, findings in found.items() if not findings),
    )


def _holds(claim: Claim, found: Findings) -> bool:
    return not any(found[check] for check in claim.checks)


def _terms(claims: Iterable[Claim], found: Findings) -> Iterator[tuple[str, str]]:
    for claim in claims:
        value = claim.value if _holds(claim, found) else claim.otherwise
        if value:
            yield claim.term, value


def _summary(claims: Iterable[Claim], found: Findings, labels: Labels) -> str:
    said = [labels(claim.summary) for claim in claims if claim.summary and _holds(claim, found)]
    return " ".join(said) or labels("access_unknown")


def _notes(claims: Iterable[Claim], found: Findings, missing: str) -> Iterator[str]:
    """A sentence for each check that found something, with the claims that rest on it; one for what nobody judged."""
    made = tuple(claims)
    for check, findings in found.items():
        lost = [f"{claim.term} {claim.value}" for claim in made if check in claim.checks]
        criteria = rest_on(check)
        if criteria:
            lost.append(f"{CONFORMANCE} (criteria {', '.join(criteria)})")
        if findings and lost:
            yield f"it does not claim {'; '.join(lost)}, because {_told(findings)}"
    if missing:
        yield f"it does not claim {CONFORMANCE}, because {missing}"


def _told(findings: tuple[Found, ...]) -> str:
    shown = "; ".join(f"{found.path}: {found.message}" for found in findings[:_SHOWN])
    rest = len(findings) - _SHOWN
    return shown + (f"; and {rest} more" if rest > 0 else "")
