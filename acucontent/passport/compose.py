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
from acucontent.document.labels import Labels, labels_for
from acucontent.edition import Edition
from acucontent.model.canonical import HASH_LENGTH
from acucontent.passport.facts import GRADE, Passport, Score
from acucontent.quality.finding import Finding
from acucontent.quality.instruments import Item, Verdict

LANGUAGE = "en"
"""The language of a passport, which is for the makers of a guide: that of the program."""

VERDICTS: dict[Verdict, str] = {"passed": "passed", "person": "person", "failed": "failed", "does not apply": "none"}
"""The name of the text of each verdict."""

_WORDS_SHOWN = 5


@dataclass(frozen=True)
class ReportEdition(Edition):
    """An edition whose document is a report on the guide instead of a handout; exporters render it like any other."""

    report: Document | None = None

    @cached_property
    def document(self) -> Document:
        """The report."""
        assert self.report is not None
        return self.report


def edition(passport: Passport) -> ReportEdition:
    """Make an edition of the guide whose document is the passport."""
    plain = Edition.of(passport.guide)
    handout = plain.handout.model_copy(update={"page_limit": None, "large_print_page_limit": None})
    return ReportEdition(plain.guide, handout, plain.region, plain.language, report=document(passport))


def document(passport: Passport) -> Document:
    """Compose the document of a passport."""
    plain = Edition.of(passport.guide).document
    composer = _Composer(passport)
    own = passport.guide.language.split("-")[0] == LANGUAGE
    about = replace(
        plain.about,
        title=words()("title"),
        subtitle=None,
        description=words()("description", title=passport.guide.title),
        language=passport.guide.language if own else LANGUAGE,
        complete=False,
        report="passport",
    )
    identity = (block for block in plain.opening if isinstance(block, Paragraph) and block.role == "identity")
    return Document(
        about=about,
        opening=(*composer.opening(), *identity),
        sections=tuple(composer.sections()),
        labels=labels_for(LANGUAGE),
        imprint=plain.imprint,
    )


@cache
def words() -> Labels:
    """Load the fixed texts of a passport."""
    text = files("acucontent.passport").joinpath("words.yaml").read_text(encoding="utf-8")
    return Labels("passport", yaml.load(text, Loader=yaml.BaseLoader))


def _line(text: str) -> Inlines:
    return (Words(text),)


def _said(name: str, **values: object) -> Inlines:
    return _line(words()(name, **values))


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


@dataclass(frozen=True)
class _Composer:
    """Compose the sections of one passport."""

    passport: Passport

    def opening(self) -> Blocks:
        title = self.passport.guide.title
        return (Paragraph(_said("lead", title=title), "lead"), Paragraph((Strong(_said("no_score")),)))

    def sections(self) -> Iterator[Section]:
        yield self._result()
        yield self._findings()
        yield self._accepted()
        yield from self._instruments()
        yield self._reading()
        yield self._grades()
        yield self._identity()
        yield self._notes()
        yield self._signing()

    def _result(self) -> Section:
        return Section("result", _said("result"), (*self._callouts(), self._figures(), self._by_instrument()))

    def _callouts(self) -> Iterator[Callout]:
        told = self.passport
        if told.wrong:
            warnings = len(told.wrong) - len(told.errors)
            counts = {"errors": _counted(len(told.errors), "error"), "warnings": _counted(warnings, "warning")}
            text = words()("open", **counts)
            yield Callout("open", "caution", words()("open_title"), (Paragraph(_line(f"{text[0].upper()}{text[1:]}")),))
        else:
            people = _counted(sum(item.verdict == "person" for item in told.items), "item")
            text = words()("clean", people=people)
            if told.guide.review.status != "reviewed":
                text = f"{text} {words()('not_reviewed')}"
            yield Callout("clean", "note", words()("clean_title"), (Paragraph(_line(text)),))
        if told.left_out or not told.formats:
            text = words()("not_looked", codes=", ".join(told.left_out) or "every check of finished files")
            yield Callout("not_looked", "caution", words()("not_looked_title"), (Paragraph(_line(text)),))

    def _figures(self) -> Facts:
        told, verdicts = self.passport, Counter(item.verdict for item in self.passport.items)
        items = {word: verdicts[verdict] for verdict, word in VERDICTS.items()}
        errors = len(told.errors)
        findings = words()(
            "findings_counted",
            errors=_counted(errors, "error"),
            warnings=_counted(len(told.wrong) - errors, "warning"),
            notes=_counted(len(told.notes), "note"),
            accepted=len(told.accepted),
        )
        rows = {
            "fact_items": words()("items_counted", **items),
            "fact_findings": findings,
            "fact_reading": self._hardest(),
            "fact_review": told.guide.review.status,
        }
        return _facts("result_facts", "facts", rows)

    def _hardest(self) -> str:
        if not self.passport.scores:
            return words()("reading_unknown")
        hardest = max(self.passport.scores, key=Score.highest)
        return words()("reading_counted", grade=f"{hardest.highest():.1f}", title=hardest.title, aim=GRADE)

    def _by_instrument(self) -> Table:
        counts = Counter((item.instrument, item.verdict) for item in self.passport.items)
        rows = [
            (name, *(str(counts[name, verdict] or "–") for verdict in VERDICTS)) for name, _ in self.passport.sources
        ]
        return _table("by_instrument", "by_instrument", ("instrument", *VERDICTS.values()), rows)

    def _findings(self) -> Section:
        if not self.passport.wrong:
            nothing = Paragraph(_said("no_findings", notes=len(self.passport.notes) or "none"))
            return Section("findings", _said("findings"), (nothing,))
        rows = [(_where(finding), finding.message, finding.fix) for finding in self.passport.wrong]
        head = ("finding_place", "finding_what", "finding_fix")
        return Section("findings", _said("findings"), (_table("findings_table", "findings_table", head, rows),))

    def _accepted(self) -> Section:
        if not self.passport.accepted:
            return Section("accepted", _said("accepted"), (Paragraph(_said("no_accepted")),))
        rows = []
        for finding in self.passport.accepted:
            if finding.accepted:
                decided = words()("decided", role=finding.accepted.role, on=_date(finding.accepted.on))
                rows.append((f"{_where(finding)}: {finding.message}", finding.accepted.reason, decided))
        head = ("accepted_what", "accepted_why", "accepted_by")
        table = _table("accepted_table", "accepted_table", head, rows)
        return Section("accepted", _said("accepted"), (Paragraph(_said("accepted_lead")), table))

    def _instruments(self) -> Iterator[Section]:
        for place, (name, source) in enumerate(self.passport.sources, start=1):
            items = [item for item in self.passport.items if item.instrument == name]
            blocks = [*self._items(f"instrument_{place}", name, items), Paragraph(_line(source), "small")]
            yield Section(f"instrument_{place}", _line(name), tuple(blocks))

    def _items(self, path: str, instrument: str, items: list[Item]) -> Iterator[Block]:
        by = {verdict: [item for item in items if item.verdict == verdict] for verdict in VERDICTS}
        if by["failed"]:
            yield _items(f"{path}_failed", "failed_items", "failed_why", by["failed"])
        if by["person"]:
            lead = words()("sign_lead", count=len(by["person"]), all=len(items), instrument=instrument)
            yield Paragraph(_line(lead))
            rows = [(_item(item, item.question or item.because), words()("boxes"), "") for item in by["person"]]
            yield _table(f"{path}_sign", "sign", ("question", "answer", "signed"), rows)
        if by["passed"]:
            yield _items(f"{path}_passed", "passed_items", "passed_why", by["passed"])
        if by["does not apply"]:
            yield _items(f"{path}_other", "other_items", "other_why", by["does not apply"])

    def _reading(self) -> Section:
        lead = Paragraph(
            _said("reading_lead", error=self.passport.scores[0].smog_error if self.passport.scores else "")
        )
        if not self.passport.scores:
            return Section("reading", _said("reading"), (Paragraph(_said("reading_unknown")),))
        head = ("handout", "smog", "smog_known", "flesch_kincaid", "flesch_kincaid_known", "sentences")
        rows = [
            (
                score.title,
                _range(score.smog, score.smog_error),
                _range(score.smog_with_terms, score.smog_error),
                f"{score.flesch_kincaid:.1f}",
                f"{score.flesch_kincaid_with_terms:.1f}",
                str(score.sentences),
            )
            for score in self.passport.scores
        ]
        return Section("reading", _said("reading"), (lead, _table("reading_table", "reading_table", head, rows)))

    def _grades(self) -> Section:
        rows = [
            (grade.finding, grade.certainty, grade.graded_by or words()("nobody")) for grade in self.passport.grades
        ]
        table = _table("grades_table", "grades_table", ("grade_finding", "grade_certainty", "grade_by"), rows)
        return Section("grades", _said("grades"), (Paragraph(_said("grades_lead")), table))

    def _identity(self) -> Section:
        told, guide = self.passport, self.passport.guide
        handouts = _counted(len({file.handout for file in told.files}), "handout")
        made = words()("formats", formats=", ".join(told.formats), handouts=handouts)
        rows = {
            "fact_guide": f"{guide.title} ({guide.id})",
            "fact_edition": words()("edition", edition=guide.edition, published=_date(guide.published)),
            "fact_language": guide.language,
            "fact_evidence_to": _date(guide.evidence_to),
            "fact_hash": guide.content_hash,
            "fact_sha256": _parted(told.sha256),
            "fact_on": _date(told.on),
            "fact_program": words()("program", version=told.acucontent, python=told.python),
            "fact_formats": made if told.formats else words()("no_formats"),
            "fact_checks": ", ".join(told.checks),
            "fact_plugins": "; ".join(
                words()("plugin", plugin=each.name, version=each.version, gives=each.gives) for each in told.plugins
            ),
            "fact_libraries": ", ".join(f"{each.name} {each.version}" for each in told.libraries),
        }
        facts = _facts("identity_facts", "identity", {label: value for label, value in rows.items() if value})
        return Section("identity", _said("identity"), (facts, *self._files()))

    def _files(self) -> Iterator[Block]:
        if not self.passport.files:
            return
        rows = [
            (file.handout, file.format, f"{file.characters:,}", file.sha256[:HASH_LENGTH])
            for file in self.passport.files
        ]
        yield Paragraph(_said("files_lead"))
        yield _table("files_table", "files", ("handout", "format", "characters", "words_hash"), rows)

    def _notes(self) -> Section:
        if not self.passport.notes:
            return Section("notes", _said("notes"), (Paragraph(_said("no_notes")),))
        by_code: dict[str, list[Finding]] = {}
        for finding in self.passport.notes:
            by_code.setdefault(f"{finding.code} {finding.check.title}", []).append(finding)
        rows = [(title, str(len(found)), _places(found)) for title, found in sorted(by_code.items())]
        table = _table("notes_table", "notes_table", ("note_code", "note_times", "note_where"), rows)
        return Section("notes", _said("notes"), (Paragraph(_said("notes_lead")), table))

    def _signing(self) -> Section:
        names = {"role": 1, "name": 1, "date": 1, "remarks": 3}
        blanks = tuple(Blank(name, words()(f"blank_{name}"), lines) for name, lines in names.items())
        form = Form("signing_form", words()("signing"), blanks)
        return Section("signing", _said("signing"), (Paragraph(_said("signing_lead")), form))


def _table(
    path: str, caption: str, head: Iterable[str], rows: Iterable[tuple[str, ...] | tuple[Inlines | str, ...]]
) -> Table:
    cells = tuple(tuple(_cell(cell) for cell in row) for row in rows)
    return Table(path, _said(caption), tuple(Column(each, _said(each)) for each in head), cells)


def _cell(cell: Inlines | str) -> Inlines:
    return (_line(cell) if cell else ()) if isinstance(cell, str) else cell


def _facts(path: str, title: str, rows: dict[str, str]) -> Facts:
    return Facts(path, words()(title), tuple(Fact(key, words()(key), _line(value)) for key, value in rows.items()))


def _items(path: str, caption: str, why: str, items: list[Item]) -> Table:
    rows = [(words()("item", id=item.id, asks=item.asks), item.because) for item in items]
    return _table(path, caption, ("items_head", why), rows)


def _item(item: Item, question: str) -> Inlines:
    return (Words(words()("item", id=item.id, asks=item.asks) + " "), Strong(_line(question)))


def _range(grade: float | None, error: float) -> str:
    if grade is None:
        return words()("too_short")
    return words()("range", low=f"{grade - error:.1f}", high=f"{grade + error:.1f}", grade=f"{grade:.1f}")


def _where(finding: Finding) -> str:
    line = f", {PurePath(finding.file).name}:{finding.line}" if finding.file and finding.line else ""
    return f"{finding.code} {finding.path}{line}".strip()


def _places(found: list[Finding]) -> str:
    places = list(dict.fromkeys(finding.path or "the whole guide" for finding in found))
    more = len(places) - _WORDS_SHOWN
    return ", ".join(places[:_WORDS_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _parted(digest: str) -> str:
    """Return a digest in groups of eight digits, so that it is readable and can wrap."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _date(day: datetime.date) -> str:
    return str(format_date(day, format="long", locale="en"))
