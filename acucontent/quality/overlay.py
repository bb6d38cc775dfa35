"""Check the texts of a clinic's overlay with the sentence checks of safety and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from acucontent.clinic import Clinic, Overlay
from acucontent.errors import AcucontentError
from acucontent.model.prose import Prose
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.evidence import CHECKS as EVIDENCE
from acucontent.quality.checks.safety import CHECKS as SAFETY
from acucontent.quality.languages import LANGUAGE_CHECKS
from acucontent.quality.passages import make_passage
from acucontent.quality.phrases import load_grammar
from acucontent.quality.sentence_finder import SentenceFinder

_CHECKS = tuple((each, each.find) for each in (*SAFETY, *EVIDENCE) if isinstance(each.find, SentenceFinder))
"""The checks that need no guide, with their finders."""


class UnsafeOverlay(AcucontentError, ValueError):
    """An overlay has sentences that no handout may have; the message lists each with its place, code and fix."""


@dataclass(frozen=True)
class UnsafeText:
    """A text of an overlay that no handout may have."""

    path: str
    """The path of the text, such as `notes.0.text`."""
    message: str
    """The code of the check, what is wrong, and how to fix it."""


def check_overlay(overlay: Overlay, language: str) -> None:
    """Check every text of an overlay that readers see.

    Args:
        overlay: The overlay.
        language: The language of the handouts, as a BCP 47 tag.

    Raises:
        UnsafeOverlay: A sentence is unsafe or misleading, or a note is in a language without word lists.
    """
    problems = [
        ": ".join(filter(None, (overlay.locations.get(each.path), each.path, each.message)))
        for each in find_unsafe_texts(overlay, language)
    ]
    if problems:
        raise UnsafeOverlay("\n".join(problems))


def find_unsafe_texts(overlay: Overlay, language: str) -> Iterator[UnsafeText]:
    """Yield every text of an overlay that `check_overlay` refuses.

    Args:
        overlay: The overlay.
        language: The language of the handouts, as a BCP 47 tag.
    """
    found = [each for text in _list_texts(overlay.clinic) for each in _judge_text(*text, language)]
    yield from found or (each for text in _list_joined_lines(overlay.clinic) for each in _judge_text(*text, language))


def find_broken_rules(text: str, language: str) -> Iterator[Check]:
    """Yield the sentence checks whose rule a text breaks; if its language has no word lists, the check that says so.

    Args:
        text: A text that is printed on a handout, such as a note for a patient.
        language: Its language, as a BCP 47 tag.
    """
    if load_grammar(language) is None:
        yield LANGUAGE_CHECKS["S"]
        return
    passage = make_passage("", text)
    yield from (check for check, finder in _CHECKS if any(finder.find_in(passage, language)))


def _judge_text(path: str, text: str | Prose, language: str) -> Iterator[UnsafeText]:
    if load_grammar(language) is not None:
        passage = make_passage(path, text, is_name=isinstance(text, str))
        for check, finder in _CHECKS:
            yield from (UnsafeText(path, _describe(check, found)) for found in finder.find_in(passage, language))
    elif isinstance(text, Prose):
        yield UnsafeText(
            path,
            f"S100: The safety wording of the note is not checked in {language}. "
            f"To fix it, remove the note, or install the word lists of {language}.",
        )


def _list_texts(clinic: Clinic) -> Iterator[tuple[str, str | Prose]]:
    """Yield each text of an overlay that its writer chose freely, with its path."""
    yield "name", clinic.name
    for field in ("address", "hours"):
        yield from ((f"{field}.{index}", line) for index, line in enumerate(getattr(clinic, field)))
    for index, one in enumerate(clinic.practitioners):
        for name in ("name", "credentials", "licence"):
            yield f"practitioners.{index}.{name}", getattr(one, name) or ""
    yield from ((f"notes.{index}.text", note.text) for index, note in enumerate(clinic.notes))
    yield from ((f"labels.{name}", words) for name, words in clinic.labels.pairs)


def _list_joined_lines(clinic: Clinic) -> Iterator[tuple[str, str]]:
    """Yield the lines that are printed one below the other as one text, with their path: a sentence can span them."""
    yield "address", " ".join((clinic.name, *clinic.address))
    yield "hours", " ".join(clinic.hours)


def _describe(check: Check, found: Found) -> str:
    return f"{check.code}: {found.message} To fix it: {found.fix or check.fix}"
