"""Make the sheets of a choice, with or without the words of a patient.

Without words a sheet has the bytes that `acucontent build` writes, with words those of `acucontent batch` for the same
row. The words stay in memory: nothing here stores them, and no error quotes them.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from acucontent.batch.dates import BadDate, parse_time
from acucontent.batch.notes import explain_unsafe_note
from acucontent.batch.rows import BadWords, format_words
from acucontent.checked_edition import make_edition
from acucontent.clinic import Overlay
from acucontent.desk.choices import PatientWords, SheetChoice
from acucontent.desk.guides import GuideShelf
from acucontent.desk.page_images import DrawTask
from acucontent.document.blocks import Form
from acucontent.edition import Edition
from acucontent.errors import AcucontentError
from acucontent.model.decision_selection import has_selectable_options
from acucontent.model.guide import Guide
from acucontent.model.spelling import spell_language
from acucontent.rendering.exporter import Artifact, DoesNotFit, Exporter
from acucontent.rendering.prepared_sheet import FilledSheet, FillTask, PreparedSheet
from acucontent.rendering.render import JoinTask, RenderJob
from acucontent.rendering.service import Purpose, RenderService, compute_job_key

SHEET_FORMAT = "pdf"
"""The format of the sheets."""


class InvalidWords(AcucontentError, ValueError):
    """Words for a patient cannot be printed; the message says why and does not quote them."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        """Make an error.

        Args:
            reasons: Why words cannot be printed, by the name of their field.
        """
        self.reasons = dict(reasons)
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in self.reasons.items()))

    def __reduce__(self) -> tuple[type[InvalidWords], tuple[dict[str, str]]]:
        return InvalidWords, (self.reasons,)

    @property
    def field(self) -> str:
        """The first field, such as `next_visit`."""
        return next(iter(self.reasons))


class Overlays(Protocol):
    """The overlays of the clinics, by file name."""

    def read(self, name: str, /) -> Overlay:
        """Return the overlay in a file."""
        raise NotImplementedError


@dataclass(frozen=True)
class Sheet:
    """A finished sheet."""

    handout: str
    """The id of the handout."""
    title: str
    data: bytes = field(repr=False)
    """The PDF."""
    pages: int
    """The number of pages."""
    edition: str
    """The version of the guide."""
    content_hash: str
    """The short hash of the guide's content, which is printed on the sheet."""
    blank_sha256: str
    """The SHA-256 of the sheet without words."""
    notes: tuple[str, ...]
    """Notes for the person who prints it, one sentence each."""
    blanks: tuple[str, ...]
    """A message for each field that stays blank, to be written by hand."""
    takes_words: bool
    """Whether it has lines for the words of a patient."""


@dataclass(frozen=True)
class _Facts:
    """What the document of an edition says about its sheet."""

    title: str
    content_hash: str
    labels: Mapping[str, str]
    """The label of each line to fill in, by the name of its field; empty if it has none."""


@dataclass(frozen=True)
class _DescribeTask:
    """Composes the document of an edition."""

    edition: Edition

    def __call__(self) -> _Facts:
        document = self.edition.document
        forms = (block for block in document.walk_blocks() if isinstance(block, Form))
        labels = {blank.name: blank.label for form in forms for blank in form.blanks}
        return _Facts(document.about.title, document.about.content_hash, labels)


class SheetMaker:
    """Makes the sheets of choices. All methods can be called by several threads at once.

    Every method that makes an edition can raise what `GuideShelf.get`, `Overlays.read` and
    `acucontent.checked_edition.make_edition` raise, and every method that renders what `RenderService.render` does.
    """

    def __init__(
        self, shelf: GuideShelf, service: RenderService, clinics: Overlays, today: Callable[[], datetime.date]
    ) -> None:
        """Make a maker of sheets.

        Args:
            shelf: The guides.
            service: The service that renders.
            clinics: The overlays.
            today: The function that returns the date of printing, after which an overdue edition is marked.
        """
        self._shelf, self._service, self._clinics, self._today = shelf, service, clinics, today

    def make_sheet(self, choice: SheetChoice, handout: str, words: PatientWords) -> Sheet:
        """Return a finished sheet.

        Args:
            choice: The choice.
            handout: The id of the handout, which need not be one of the choice.
            words: The words for the patient; they are ignored if the sheet has no lines for them.

        Raises:
            InvalidWords: Words cannot be printed, such as an invalid date or an unsafe note.
            BadDecisionOptions: The decision options of the choice cannot be selected.
        """
        job = self._make_job(choice, handout, SHEET_FORMAT)
        language = spell_language(job.edition.language, job.edition.region.code)
        formatted = _format_words(words, language) if words else {}
        rendered = self._service.render(job)
        facts = self._describe(job).result()
        if not formatted or not facts.labels:
            return _make_sheet(job.edition, facts, rendered.result())
        prepared = self._service.prepare(job).result()
        shown = {name: text for name, text in formatted.items() if name in prepared.names}
        filled = self._fill(prepared, shown)
        blank = _make_sheet(job.edition, facts, rendered.result())
        missing = [name for name in words.by_field if name in formatted and name not in shown]
        return _fill_in(blank, facts, prepared, filled, missing)

    def _describe(self, job: RenderJob) -> Future[_Facts]:
        key, task = compute_job_key("describe", job), _DescribeTask(job.edition)
        return self._service.run(task) if key is None else self._service.recall(key, task, _measure_facts)

    def _fill(self, prepared: PreparedSheet, words: Mapping[str, str]) -> FilledSheet:
        try:
            return self._service.run(FillTask(prepared, words)).result()
        except DoesNotFit as error:
            name, _, reason = str(error).partition(": ")
            if name not in words:
                raise
        raise InvalidWords({name: reason})

    def join(self, sheets: Sequence[Sheet]) -> bytes:
        """Return sheets as one PDF for a printer, with a bookmark for each; one sheet alone keeps its bytes.

        Raises:
            ValueError: There are no sheets.
        """
        if not sheets:
            raise ValueError("expected one sheet or more")
        if len(sheets) == 1:
            return sheets[0].data
        files = tuple((sheet.title, sheet.data) for sheet in sheets)
        return self._service.run(JoinTask(self._shelf.registry.get_exporter(SHEET_FORMAT), files)).result()

    def render_format(
        self, choice: SheetChoice, handout: str, name: str, options: Mapping[str, Any] | None = None
    ) -> Artifact:
        """Return a handout in any format, as `acucontent build` makes it.

        Args:
            choice: The choice. Its options are passed on to a format that has them.
            handout: The id of the handout; a format of the whole guide ignores it.
            name: The name of the format, such as `epub`, `html` or `text`.
            options: More options of the format (default: none).

        Raises:
            UnknownFormat: There is no such format.
            BadOptions: An option is unknown or its value is invalid.
        """
        return self._service.render(self._make_job(choice, handout, name, options)).result()

    def draw_pages(self, data: bytes, dpi: int = 110, most: int | None = None) -> tuple[bytes, ...]:
        """Return a PNG for each page of a PDF.

        Args:
            data: The PDF.
            dpi: The dots per inch of the pictures.
            most: The most pages to draw, from the first (default: all).

        Raises:
            UndrawablePages: The PDF is damaged.
        """
        return self._service.run(DrawTask(data, dpi, most)).result()

    def prefetch(self, choice: SheetChoice) -> None:
        """Make the sheets of a choice in advance while nothing else is being done, then those of the other handouts.

        It returns at once. Errors are dropped; they are raised when a sheet is made.
        """
        self._service.prefetch(self._list_jobs(choice))

    def _list_jobs(self, choice: SheetChoice) -> Iterator[tuple[Purpose, RenderJob]]:
        """Yield the jobs of a choice and those of the other sheets of its guide."""
        guide = self._shelf.get(choice.guide)
        others = [one.id for one in guide.handouts if not one.is_volume and one.id not in choice.handouts]
        stages: list[tuple[Purpose, Sequence[str]]] = [
            ("render", choice.handouts),
            ("prepare", choice.handouts),
            ("render", others),
        ]
        for purpose, handouts in stages:
            for handout in handouts:
                with suppress(AcucontentError):
                    yield purpose, self._make_job(choice, handout, SHEET_FORMAT)

    def _make_job(
        self, choice: SheetChoice, handout: str, name: str, options: Mapping[str, Any] | None = None
    ) -> RenderJob:
        exporter = self._shelf.registry.get_exporter(name)
        chosen = {key: value for key, value in _list_options(choice) if key in exporter.options.model_fields}
        values = exporter.make_options({**chosen, **(options or {})})
        return RenderJob(exporter, self._make_edition(choice, handout, exporter), values)

    def _make_edition(self, choice: SheetChoice, handout: str, exporter: Exporter[Any]) -> Edition:
        guide = self._shelf.get(choice.guide)
        key = guide.handouts.ids[0] if exporter.scope == "guide" else handout
        return make_edition(
            guide,
            key,
            choice.region,
            language=choice.language,
            overlay=None if choice.clinic is None else self._clinics.read(choice.clinic),
            today=self._today(),
            decision_options=choice.decision_options if _shows_options(guide, key) else (),
            list_handouts=self._shelf.list_handouts,
        )


def _shows_options(guide: Guide, handout: str) -> bool:
    """Return whether a choice of decision options applies to a handout; the others are made as they are."""
    return handout in guide.handouts.ids and has_selectable_options(guide.handouts[handout])


def _list_options(choice: SheetChoice) -> Iterator[tuple[str, Any]]:
    """Yield the options of formats in a choice. An option with its default is not given, as in a build without it."""
    if choice.paper is not None:
        yield "paper", choice.paper
    yield "large_print", choice.large_print
    yield "grey", choice.grey


def _format_words(words: PatientWords, language: str) -> dict[str, str]:
    """Return the words by the field of the sheet, formatted for the language.

    Raises:
        InvalidWords: Words cannot be printed; the error has the reason for each field.
    """
    given = {name: text for name, text in words.by_field.items() if text.strip()}
    reasons = dict(_find_invalid(given, language))
    if reasons:
        raise InvalidWords(reasons)
    return format_words(given, language)


def _find_invalid(given: Mapping[str, str], language: str) -> Iterator[tuple[str, str]]:
    """Yield each field whose words are invalid, with the reason."""
    for name in given:
        if (name == "time" and "date" not in given) or (name == "next_visit" and _is_time(given[name])):
            yield name, "needs a date"
            continue
        together = ("date", "time") if name == "time" else (name,)
        try:
            formatted = format_words({each: given[each] for each in together}, language)
        except BadWords as error:
            wrong, _, reason = str(error).partition(": ")
            if wrong == name:
                yield name, reason
            continue
        unsafe = explain_unsafe_note(formatted.get("notes", ""), language)
        if unsafe is not None:
            yield "notes", unsafe


def _is_time(text: str) -> bool:
    """Return whether a text is a time without a date."""
    try:
        parse_time(text)
    except BadDate:
        return False
    return True


def _make_sheet(edition: Edition, facts: _Facts, artifact: Artifact) -> Sheet:
    """Return the sheet without words."""
    return Sheet(
        handout=edition.handout.id,
        title=facts.title,
        data=artifact.data,
        pages=artifact.page_count or 0,
        edition=edition.guide.edition,
        content_hash=facts.content_hash,
        blank_sha256=hashlib.sha256(artifact.data).hexdigest(),
        notes=artifact.notes,
        blanks=(),
        takes_words=bool(facts.labels),
    )


def _fill_in(
    blank: Sheet, facts: _Facts, prepared: PreparedSheet, filled: FilledSheet, missing: Sequence[str]
) -> Sheet:
    """Return the sheet with words.

    Args:
        blank: The sheet without words.
        facts: What its document says about it.
        prepared: The sheet that was filled in.
        filled: The filled sheet.
        missing: The fields with words for which the sheet has no line.
    """
    label = ", ".join(name.replace("_", " ") for name in missing)
    return replace(
        blank,
        data=filled.data,
        notes=(*prepared.notes, *([f"This sheet has no line for: {label}."] if missing else [])),
        blanks=tuple(
            f"{facts.labels.get(name, name)}: left blank, to be written by hand: {why}"
            for name, why in filled.blanks.items()
        ),
    )


def _measure_facts(facts: _Facts) -> int:
    return 1000 + 100 * len(facts.labels)
