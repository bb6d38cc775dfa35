"""The accessibility claims of an ebook. Each claim is confirmed by checks of the finished pages in the same build.

The terms are those of EPUB Accessibility 1.1: discovery metadata from schema.org, and a conformance claim that depends
on every success criterion of WCAG 2.2, level AA. If a check finds a fault, the claims that depend on it are left out
and a note gives the reason.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from acucontent.document.labels import Labels
from acucontent.model.publishing import AccessEvaluation
from acucontent.quality.check import Found
from acucontent_epub.checks import CHECKS, Book
from acucontent_epub.checks.navigation import has_page_breaks, has_page_list
from acucontent_epub.checks.pictures import has_figures, has_pictures
from acucontent_epub.checks.structure import has_roles
from acucontent_epub.criteria import CRITERIA, find_criteria, list_manual_criteria

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""The conformance claim, in the wording that the standard requires."""

_MAX_FINDINGS = 3
"""The maximum number of findings that a note quotes."""

Findings = Mapping[str, tuple[Found, ...]]
"""The findings of each check, by its code."""


@dataclass(frozen=True)
class Claim:
    """One accessibility claim that a book can make."""

    term: str
    """The property, without the prefix of its vocabulary."""
    value: str
    checks: tuple[str, ...] = ()
    """The checks that must find nothing."""
    applies_to: Callable[[Book], bool] = lambda book: True
    """Whether the claim makes sense for a book: a book without pictures neither makes nor lacks a claim about them."""
    fallback: str = ""
    """The value to claim instead if a check finds a fault. If empty, the claim is left out."""
    summary: str = ""
    """The label key of the sentence about this claim in the accessibility summary."""


CLAIMS = (
    Claim("accessMode", "textual"),
    Claim("accessMode", "visual", applies_to=has_figures),
    Claim("accessModeSufficient", "textual", ("alternatives",), summary="access_words"),
    Claim("accessibilityFeature", "alternativeText", ("alternatives",), has_pictures, summary="access_pictures"),
    Claim("accessibilityFeature", "longDescription", ("descriptions",), has_figures),
    Claim("accessibilityFeature", "structuralNavigation", ("headings", "tables"), summary="access_structure"),
    Claim("accessibilityFeature", "tableOfContents", ("contents",)),
    Claim("accessibilityFeature", "readingOrder", ("order", "contents")),
    Claim("accessibilityFeature", "ARIA", ("ids",), has_roles),
    Claim("accessibilityFeature", "pageNavigation", ("page list",), has_page_list, summary="access_pages"),
    Claim("accessibilityFeature", "pageBreakMarkers", ("page list",), has_page_breaks),
    Claim("accessibilityFeature", "displayTransformability", ("resizing", "reflow"), summary="access_display"),
    Claim("accessibilityHazard", "none", ("motion",), fallback="unknown", summary="access_still"),
)
"""Every claim except the conformance, which depends on more than checks."""


@dataclass(frozen=True)
class AccessibilityClaims:
    """The claims that a book makes, and the reasons for those that it leaves out."""

    terms: tuple[tuple[str, str], ...]
    """Each property with its value. The last is the summary for readers."""
    evaluation: AccessEvaluation | None
    """The evaluation that supports the conformance claim; None if conformance is not claimed."""
    notes: tuple[str, ...]
    """The reasons for claims that are left out, one line for each check."""
    passed_checks: frozenset[str]
    """The codes of the checks without findings."""

    def has_claim(self, value: str, term: str = "accessibilityFeature") -> bool:
        """Return whether the book makes a claim."""
        return (term, value) in self.terms


@dataclass(frozen=True)
class EvaluationStatus:
    """The accessibility evaluation that a guide names, and the edition that it must cover."""

    evaluation: AccessEvaluation | None
    published: datetime.date
    clinic: str | None = None
    """The clinic that added its own text."""

    @property
    def problem(self) -> str:
        """The reason why no evaluation covers this book; empty if one does."""
        if self.evaluation is None:
            numbers = ", ".join(list_manual_criteria())
            return (
                f"the guide names no accessibility evaluation, and no program can decide WCAG {numbers}. "
                "To fix it, have the guide evaluated and add 'access' to it"
            )
        if self.evaluation.on < self.published:
            return (
                f"its accessibility was evaluated on {self.evaluation.on}, before this edition of {self.published}. "
                "To fix it, evaluate this edition and update 'access' in the guide"
            )
        return f"the text that {self.clinic} added has not been evaluated" if self.clinic else ""


def evaluate_claims(book: Book, labels: Labels, status: EvaluationStatus, subject: str = "") -> AccessibilityClaims:
    """Return the claims that a book can make.

    Args:
        book: The finished pages and styles.
        labels: The labels of the book's language, for the summary.
        status: The evaluation by a person.
        subject: A sentence that says which part of a guide the summary is about; empty for a complete guide.
    """
    found = {code: tuple(check.find(book)) for code, check in CHECKS.items()}
    made = [claim for claim in CLAIMS if claim.applies_to(book)]
    conforms = not status.problem and not any(found[check] for each in CRITERIA for check in each.checks)
    limits = () if has_page_list(book) else (labels("access_no_pages"),)
    summary = " ".join(filter(None, (subject, _summarize_claims(made, found, labels), *limits)))
    return AccessibilityClaims(
        terms=(*_list_terms(made, found), ("accessibilitySummary", summary)),
        evaluation=status.evaluation if conforms else None,
        notes=tuple(_explain_missing_claims(made, found, status.problem)),
        passed_checks=frozenset(name for name, findings in found.items() if not findings),
    )


def _is_supported(claim: Claim, found: Findings) -> bool:
    return not any(found[check] for check in claim.checks)


def _list_terms(claims: Iterable[Claim], found: Findings) -> Iterator[tuple[str, str]]:
    for claim in claims:
        value = claim.value if _is_supported(claim, found) else claim.fallback
        if value:
            yield claim.term, value


def _summarize_claims(claims: Iterable[Claim], found: Findings, labels: Labels) -> str:
    sentences = [labels(claim.summary) for claim in claims if claim.summary and _is_supported(claim, found)]
    return " ".join(sentences) or labels("access_unknown")


def _explain_missing_claims(claims: Iterable[Claim], found: Findings, problem: str) -> Iterator[str]:
    """Yield a line for each check with findings and the claims that depend on it, and one for a missing evaluation."""
    made = tuple(claims)
    for check, findings in found.items():
        lost = [f"{claim.term} {claim.value}" for claim in made if check in claim.checks]
        criteria = find_criteria(check)
        if criteria:
            lost.append(f"{CONFORMANCE} (criteria {', '.join(criteria)})")
        if findings and lost:
            yield f"not claimed: {'; '.join(lost)}. Reason: {_format_findings(findings)}"
    if problem:
        yield f"not claimed: {CONFORMANCE}. Reason: {problem}"


def _format_findings(findings: tuple[Found, ...]) -> str:
    shown = "; ".join(f"{found.path}: {found.message}" for found in findings[:_MAX_FINDINGS])
    rest = len(findings) - _MAX_FINDINGS
    return shown + (f"; and {rest} more" if rest > 0 else "")
