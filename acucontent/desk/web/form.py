"""The form of the main page: what it holds, and what is chosen with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import groupby

from starlette.datastructures import FormData

from acucontent.desk.choices import PatientWords, SheetChoice
from acucontent.desk.web.catalog import Catalog

MAX_CHOSEN = 50
"""The most sheets that can be chosen at once."""


@dataclass(frozen=True, repr=False)
class Words:
    """What was written for a patient, as it is in the form. No representation shows it."""

    patient: str = ""
    date: str = ""
    time: str = ""
    practitioner: str = ""
    next_visit: str = ""
    next_time: str = ""
    notes: str = ""

    @property
    def for_sheets(self) -> PatientWords:
        """The words as the sheets take them: the date and the time of the next visit are one text there."""
        next_visit = " ".join(filter(None, (self.next_visit.strip(), self.next_time.strip())))
        return PatientWords(
            patient=self.patient,
            date=self.date,
            time=self.time,
            next_visit=next_visit,
            practitioner=self.practitioner,
            notes=self.notes,
        )


@dataclass(frozen=True)
class Draft:
    """What is chosen in the form. It may not be complete yet."""

    sheets: tuple[str, ...] = ()
    """The chosen sheets as `guide/handout`, in the order of printing."""
    region: str = ""
    language: str = ""
    paper: str = ""
    """`letter`, `a4`, or empty for that of the region."""
    clinic: str = ""
    """The file name of an overlay; empty for none."""
    large_print: bool = False
    grey: bool = False
    options: tuple[str, ...] = ()
    """The options of decision aids that are shown, as `guide/option`; for a guide without any, all are."""
    seen: tuple[str, ...] = ()
    """What the pages on the screen were made from (`seen.format_seen`); empty if there are none."""
    words: Words = field(default_factory=Words)

    @classmethod
    def of_choice(cls, choice: SheetChoice) -> Draft:
        """Return the form for a choice that was saved."""
        return cls(
            sheets=tuple(f"{choice.guide}/{each}" for each in choice.handouts),
            region=choice.region,
            language=choice.language,
            paper=choice.paper or "",
            clinic=choice.clinic or "",
            large_print=choice.large_print,
            grey=choice.grey,
            options=tuple(f"{choice.guide}/{each}" for each in choice.decision_options),
        )

    @classmethod
    def of_form(cls, form: FormData) -> Draft:
        """Return what a form holds. Sheets that were ticked last are printed last, unless they are moved."""
        ticked = dict.fromkeys(_read_texts(form, "sheet"))
        ordered = [each for each in dict.fromkeys(_read_texts(form, "order")) if each in ticked]
        sheets = (*ordered, *(each for each in ticked if each not in ordered))
        texts = {name: _read_text(form, name) for name in ("region", "language", "paper", "clinic")}
        return cls(
            **texts,
            sheets=sheets[:MAX_CHOSEN],
            large_print="large_print" in form,
            grey="grey" in form,
            options=tuple(dict.fromkeys(_read_texts(form, "option"))),
            seen=tuple(_read_texts(form, "seen")),
            words=Words(**{each.name: _read_text(form, each.name) for each in fields(Words)}),
        )

    def apply(self, choice: SheetChoice) -> Draft:
        """Return the form with another choice and the same words."""
        return replace(Draft.of_choice(choice), words=self.words)

    def clear(self) -> Draft:
        """Return the form for the next patient: the same choice without words."""
        return replace(self, words=Words())

    def move(self, sheet: str, by: int) -> Draft:
        """Return the form with a sheet printed earlier (-1) or later (1)."""
        sheets = list(self.sheets)
        if sheet in sheets:
            place = sheets.index(sheet)
            sheets.remove(sheet)
            sheets.insert(max(0, place + by), sheet)
        return replace(self, sheets=tuple(sheets))

    def list_choices(self, catalog: Catalog) -> tuple[SheetChoice, ...]:
        """Return the choices, in the order of printing: one for each run of sheets of a guide.

        Raises:
            InvalidChoice: A value is invalid.
        """
        return tuple(self._make_choice(catalog, guide, tuple(handouts)) for guide, handouts in _group(self.sheets))

    def list_shown_options(self, catalog: Catalog, guide: str) -> tuple[str, ...]:
        """Return the ids of the options that the decision aid of a guide shows; empty for all."""
        known = catalog.list_options(guide, self.region)
        if not any(option.key in self.options for option in known):
            return ()
        shown = tuple(option for option in known if option.is_required or option.key in self.options)
        return () if shown == known else tuple(option.key.partition("/")[2] for option in shown)

    def _make_choice(self, catalog: Catalog, guide: str, handouts: tuple[str, ...]) -> SheetChoice:
        return SheetChoice(
            guide=guide,
            handouts=handouts,
            region=self.region,
            language=self.language,
            paper=self.paper or None,
            large_print=self.large_print,
            grey=self.grey,
            clinic=self.clinic or None,
            decision_options=self.list_shown_options(catalog, guide),
        )


def _group(sheets: Sequence[str]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield each guide with its handouts; a guide comes twice if sheets of another are between its own."""
    pairs = [sheet.partition("/") for sheet in sheets]
    for guide, run in groupby(pairs, key=lambda pair: pair[0]):
        yield guide, dict.fromkeys(handout for _, _, handout in run)


def _read_text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _read_texts(form: FormData, name: str) -> Iterator[str]:
    return (value for value in form.getlist(name) if isinstance(value, str) and "/" in value)
