"""Decide what was changed in a file after it was signed."""

from __future__ import annotations

from acucontent.verification.answers import Answer, CannotBeCompared, Changed, Unchanged, make_changed
from acucontent.verification.pdf_answer import PdfCase, answer_for_pdf
from acucontent.verification.signed_files import SignedFile


def add_later_changes(answer: Answer, file: SignedFile) -> Answer:
    """Return the answer for a whole file.

    Two libraries decide about what was added later, so that no file can look different to each of them: one compares
    objects and the other pages.

    Args:
        answer: The answer for the file as it was signed.
        file: The file.

    Raises:
        BadContainer: The file is damaged, or contains too much.
        Unreadable: It needs too much time or memory to be read.
    """
    if file.signed == file.data:
        return answer
    later = answer_for_pdf(file.signed, file.data, PdfCase(versions=""))
    places = _list_places(later, file)
    if places:
        return make_changed(*(answer.places if isinstance(answer, Changed) else ()), *places)
    if isinstance(answer, Unchanged):
        filled_in = Unchanged(f"{answer.comparison}, as it was signed; form fields were filled in later")
        return later if isinstance(later, CannotBeCompared) else filled_in
    return answer


def _list_places(later: Answer, file: SignedFile) -> tuple[str, ...]:
    if isinstance(later, Changed):
        return tuple(f"after the signature: {place}" for place in later.places)
    return () if file.only_filled_in else ("after the signature: more than the values of form fields was changed",)
