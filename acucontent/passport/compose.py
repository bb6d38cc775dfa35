"""A passport as a document with the same blocks as a handout, so that every format can render it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import PurePath

import yaml
from babel.dates import format_date

from acucontent.document.blocks import (
    Blank,
    Block,
    Blocks,
    Callout,
    Column,
    Fact,
    Facts,
    Form,
    Inlines,
    Paragraph,
    Section,
    Strong,
    Table,
    Words,
)
from acucontent.document.document import Document
from acucontent.document.labels import Labels, load_labels
from acucontent.edition import Edition
from acucontent.model.canonical import HASH_LENGTH
from acucontent.passport.contents import Passport, Score
from acucontent.quality.finding import Finding
from acucontent.quality.instruments import InstrumentItem, Verdict

LANGUAGE = "en"
"""The language of a passport: English, since a passport is for the authors of a guide, not for patients."""

VERDICTS: dict[Verdict, str] = {"passed": "passed", "person": "person", "failed": "failed", "does not apply": "none"}
"""The name of the fixed text for each verdict."""

_MAX_PLACES = 5
"""The most places that are listed for a note."""


@dataclass(frozen=True)
class ReportEdition(Edition):
    """An edition whose document is a report on the guide instead of a handout; exporters render it like any edition."""

    report: Document | None = None

    @cached_property
    def book(self) -> Document:
        """The report, which has no volumes."""
        return self.document

    @cached_property
    def document(self) -> Document:
        """The report."""
        assert self.report is not None
        return self.report


def make_edition(passport: Passport) -> ReportEdition:
    """Make an edition of the guide whose document is the passport."""
    plain = Edition.of(passport.guide)
    return ReportEdition(plain.guide, plain.handout, plain.region, plain.language, report=compose_passport(passport))


def compose_passport(passport: Passport) -> Document:
    """Compose the document of a passport."""
    plain = Edition.of(passport.guide).document
    composer = _Composer(passport)
    is_english = passport.guide.language.split("-")[0] == LANGUAGE
    about = replace(
        plain.about,
        title=load_texts()("title"),
        subtitle=None,
        description=load_texts()("description", title=passport.guide.title),
        language=passport.guide.language if is_english else LANGUAGE,
        kind="sheet",
        report="passport",
    )
    identity = (block for block in plain.opening if isinstance(block, Paragraph) and block.role == "identity")
    return Document(
        about=about,
        opening=(*composer.compose_opening(), *identity),
        sections=tuple(composer.compose_sections()),
        labels=load_labels(LANGUAGE),
        imprint=plain.imprint,
    )


@cache
def load_texts() -> Labels:
    """Load the fixed texts of a passport."""
    text = files("acucontent.passport").joinpath("words.yaml").read_text(encoding="utf-8")
    return Labels("passport", yaml.load(text, Loader=yaml.BaseLoader))


def _make_line(text: str) -> Inlines:
    return (Words(text),)


def _make_text(name: str, **values: object) -> Inlines:
    return _make_line(load_texts()(name, **values))


def _format_count(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


@dataclass(frozen=True)
class _Composer:
    """Composes the blocks of one passport."""

    passport: Passport

    def compose_opening(self) -> Blocks:
        title = self.passport.guide.title
        return (Paragraph(_make_text("lead", title=title), "lead"), Paragraph((Strong(_make_text("no_score")),)))

    def compose_sections(self) -> Iterator[Section]:
        yield self._compose_result()
        yield self._compose_findings()
        yield self._compose_accepted()
        yield from self._compose_instruments()
        yield self._compose_reading()
        yield self._compose_grades()
        yield self._compose_identity()
        yield self._compose_notes()
        yield self._compose_signing()

    def _compose_result(self) -> Section:
        return Section(
            "result",
            _make_text("result"),
            (*self._compose_callouts(), self._compose_figures(), self._count_by_instrument()),
        )

    def _compose_callouts(self) -> Iterator[Callout]:
        passport = self.passport
        if passport.open_problems:
            warnings = len(passport.open_problems) - len(passport.errors)
            counts = {
                "errors": _format_count(len(passport.errors), "error"),
                "warnings": _format_count(warnings, "warning"),
            }
            text = load_texts()("open", **counts)
            yield Callout(
                "open", "caution", load_texts()("open_title"), (Paragraph(_make_line(f"{text[0].upper()}{text[1:]}")),)
            )
        else:
            people = _format_count(sum(item.verdict == "person" for item in passport.items), "item")
            text = load_texts()("clean", people=people)
            if passport.guide.review.status != "reviewed":
                text = f"{text} {load_texts()('not_reviewed')}"
            yield Callout("clean", "note", load_texts()("clean_title"), (Paragraph(_make_line(text)),))
        if passport.skipped or not passport.formats:
            text = load_texts()("skipped", codes=", ".join(passport.skipped) or "checks of rendered files")
            yield Callout("skipped", "caution", load_texts()("skipped_title"), (Paragraph(_make_line(text)),))

    def _compose_figures(self) -> Facts:
        passport = self.passport
        verdicts = Counter(item.verdict for item in passport.items)
        items = {name: verdicts[verdict] for verdict, name in VERDICTS.items()}
        errors = len(passport.errors)
        findings = load_texts()(
            "findings_counted",
            errors=_format_count(errors, "error"),
            warnings=_format_count(len(passport.open_problems) - errors, "warning"),
            notes=_format_count(len(passport.notes), "note"),
            accepted=len(passport.accepted),
        )
        rows = {
            "fact_items": load_texts()("items_counted", **items),
            "fact_findings": findings,
            "fact_reading": self._describe_hardest(),
            "fact_review": passport.guide.review.status,
        }
        return _make_facts("result_facts", "facts", rows)

    def _describe_hardest(self) -> str:
        if not self.passport.scores:
            return load_texts()("reading_unknown")
        hardest = max(self.passport.scores, key=Score.find_margin)
        grade = f"{hardest.find_highest():.1f}"
        return load_texts()("reading_counted", grade=grade, title=hardest.title, aim=hardest.max_grade)

    def _count_by_instrument(self) -> Table:
        counts = Counter((item.instrument, item.verdict) for item in self.passport.items)
        rows = [
            (name, *(str(counts[name, verdict] or "–") for verdict in VERDICTS)) for name, _ in self.passport.sources
        ]
        return _make_table("by_instrument", "by_instrument", ("instrument", *VERDICTS.values()), rows)

    def _compose_findings(self) -> Section:
        if not self.passport.open_problems:
            empty = Paragraph(_make_text("no_findings", notes=len(self.passport.notes) or "none"))
            return Section("findings", _make_text("findings"), (empty,))
        rows = [(_format_place(finding), finding.message, finding.fix) for finding in self.passport.open_problems]
        head = ("finding_place", "finding_what", "finding_fix")
        return Section(
            "findings", _make_text("findings"), (_make_table("findings_table", "findings_table", head, rows),)
        )

    def _compose_accepted(self) -> Section:
        if not self.passport.accepted:
            return Section("accepted", _make_text("accepted"), (Paragraph(_make_text("no_accepted")),))
        rows = []
        for finding in self.passport.accepted:
            if finding.accepted:
                decided = load_texts()("decided", role=finding.accepted.role, on=_format_date(finding.accepted.on))
                rows.append((f"{_format_place(finding)}: {finding.message}", finding.accepted.reason, decided))
        head = ("accepted_what", "accepted_why", "accepted_by")
        table = _make_table("accepted_table", "accepted_table", head, rows)
        return Section("accepted", _make_text("accepted"), (Paragraph(_make_text("accepted_lead")), table))

    def _compose_instruments(self) -> Iterator[Section]:
        for number, (name, source) in enumerate(self.passport.sources, start=1):
            items = [item for item in self.passport.items if item.instrument == name]
            blocks = [*self._compose_items(f"instrument_{number}", name, items), Paragraph(_make_line(source), "small")]
            yield Section(f"instrument_{number}", _make_line(name), tuple(blocks))

    def _compose_items(self, path: str, instrument: str, items: list[InstrumentItem]) -> Iterator[Block]:
        by_verdict = {verdict: [item for item in items if item.verdict == verdict] for verdict in VERDICTS}
        if by_verdict["failed"]:
            yield _make_items(f"{path}_failed", "failed_items", "failed_why", by_verdict["failed"])
        if by_verdict["person"]:
            lead = load_texts()("sign_lead", count=len(by_verdict["person"]), all=len(items), instrument=instrument)
            yield Paragraph(_make_line(lead))
            rows = [
                (_format_item(item, item.question or item.reason), load_texts()("boxes"), "")
                for item in by_verdict["person"]
            ]
            yield _make_table(f"{path}_sign", "sign", ("question", "answer", "signed"), rows)
        if by_verdict["passed"]:
            yield _make_items(f"{path}_passed", "passed_items", "passed_why", by_verdict["passed"])
        if by_verdict["does not apply"]:
            yield _make_items(f"{path}_other", "other_items", "other_why", by_verdict["does not apply"])

    def _compose_reading(self) -> Section:
        lead = Paragraph(
            _make_text("reading_lead", error=self.passport.scores[0].smog_error if self.passport.scores else "")
        )
        if not self.passport.scores:
            return Section("reading", _make_text("reading"), (Paragraph(_make_text("reading_unknown")),))
        head = ("handout", "smog", "smog_known", "flesch_kincaid", "flesch_kincaid_known", "sentences")
        rows = [
            (
                score.title,
                _format_range(score.smog, score.smog_error),
                _format_range(score.smog_with_terms, score.smog_error),
                f"{score.flesch_kincaid:.1f}",
                f"{score.flesch_kincaid_with_terms:.1f}",
                str(score.sentences),
            )
            for score in self.passport.scores
        ]
        return Section(
            "reading", _make_text("reading"), (lead, _make_table("reading_table", "reading_table", head, rows))
        )

    def _compose_grades(self) -> Section:
        rows = [
            (grade.finding, grade.certainty, grade.graded_by or load_texts()("nobody"))
            for grade in self.passport.grades
        ]
        table = _make_table("grades_table", "grades_table", ("grade_finding", "grade_certainty", "grade_by"), rows)
        return Section("grades", _make_text("grades"), (Paragraph(_make_text("grades_lead")), table))

    def _compose_identity(self) -> Section:
        passport, guide = self.passport, self.passport.guide
        handouts = _format_count(len({file.handout for file in passport.files}), "handout")
        formats = load_texts()("formats", formats=", ".join(passport.formats), handouts=handouts)
        rows = {
            "fact_guide": f"{guide.title} ({guide.id})",
            "fact_edition": load_texts()("edition", edition=guide.edition, published=_format_date(guide.published)),
            "fact_language": guide.language,
            "fact_evidence_to": _format_date(guide.evidence_to),
            "fact_hash": guide.content_hash,
            "fact_sha256": _group_digits(passport.sha256),
            "fact_on": _format_date(passport.on),
            "fact_program": load_texts()("program", version=passport.acucontent, python=passport.python),
            "fact_formats": formats if passport.formats else load_texts()("no_formats"),
            "fact_checks": ", ".join(passport.checks),
            "fact_plugins": "; ".join(
                load_texts()("plugin", plugin=each.name, version=each.version, contents=each.contents)
                for each in passport.plugins
            ),
            "fact_libraries": ", ".join(f"{each.name} {each.version}" for each in passport.libraries),
        }
        facts = _make_facts("identity_facts", "identity", {label: value for label, value in rows.items() if value})
        return Section("identity", _make_text("identity"), (facts, *self._compose_files()))

    def _compose_files(self) -> Iterator[Block]:
        if not self.passport.files:
            return
        rows = [
            (file.handout, file.format, f"{file.characters:,}", file.sha256[:HASH_LENGTH])
            for file in self.passport.files
        ]
        yield Paragraph(_make_text("files_lead"))
        yield _make_table("files_table", "files", ("handout", "format", "characters", "text_hash"), rows)

    def _compose_notes(self) -> Section:
        if not self.passport.notes:
            return Section("notes", _make_text("notes"), (Paragraph(_make_text("no_notes")),))
        by_code: dict[str, list[Finding]] = {}
        for finding in self.passport.notes:
            by_code.setdefault(f"{finding.code} {finding.check.title}", []).append(finding)
        rows = [(title, str(len(findings)), _join_places(findings)) for title, findings in sorted(by_code.items())]
        table = _make_table("notes_table", "notes_table", ("note_code", "note_times", "note_where"), rows)
        return Section("notes", _make_text("notes"), (Paragraph(_make_text("notes_lead")), table))

    def _compose_signing(self) -> Section:
        names = {"role": 1, "name": 1, "date": 1, "remarks": 3}
        blanks = tuple(Blank(name, load_texts()(f"blank_{name}"), lines) for name, lines in names.items())
        form = Form("signing_form", load_texts()("signing"), blanks)
        return Section("signing", _make_text("signing"), (Paragraph(_make_text("signing_lead")), form))


def _make_table(
    path: str, caption: str, head: Iterable[str], rows: Iterable[tuple[str, ...] | tuple[Inlines | str, ...]]
) -> Table:
    cells = tuple(tuple(_make_cell(cell) for cell in row) for row in rows)
    return Table(path, _make_text(caption), tuple(Column(each, _make_text(each)) for each in head), cells)


def _make_cell(cell: Inlines | str) -> Inlines:
    return (_make_line(cell) if cell else ()) if isinstance(cell, str) else cell


def _make_facts(path: str, title: str, rows: dict[str, str]) -> Facts:
    return Facts(
        path, load_texts()(title), tuple(Fact(key, load_texts()(key), _make_line(value)) for key, value in rows.items())
    )


def _make_items(path: str, caption: str, why: str, items: list[InstrumentItem]) -> Table:
    rows = [(load_texts()("item", id=item.id, asks=item.asks), item.reason) for item in items]
    return _make_table(path, caption, ("items_head", why), rows)


def _format_item(item: InstrumentItem, question: str) -> Inlines:
    return (Words(load_texts()("item", id=item.id, asks=item.asks) + " "), Strong(_make_line(question)))


def _format_range(grade: float | None, error: float) -> str:
    if grade is None:
        return load_texts()("too_short")
    return load_texts()("range", low=f"{grade - error:.1f}", high=f"{grade + error:.1f}", grade=f"{grade:.1f}")


def _format_place(finding: Finding) -> str:
    line = f", {PurePath(finding.file).name}:{finding.line}" if finding.file and finding.line else ""
    return f"{finding.code} {finding.path}{line}".strip()


def _join_places(findings: list[Finding]) -> str:
    places = list(dict.fromkeys(finding.path or "the whole guide" for finding in findings))
    more = len(places) - _MAX_PLACES
    return ", ".join(places[:_MAX_PLACES]) + (f" and {more} more" if more > 0 else "")


def _group_digits(digest: str) -> str:
    """Return a digest in groups of eight digits, so that it is readable and can wrap."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _format_date(day: datetime.date) -> str:
    return str(format_date(day, format="long", locale="en"))
