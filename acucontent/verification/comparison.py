"""Compare a file with the one that acucontent makes of the same edition."""

from __future__ import annotations

from acucontent.clinic import Overlay
from acucontent.containers import HTML, PDF, ZIP, BadContainer
from acucontent.errors import AcucontentError, describe_error
from acucontent.identity import Identity
from acucontent.isolation import Unreadable
from acucontent.model.guide import Guide
from acucontent.registry import Registry
from acucontent.verification.answers import Answer, CannotBeCompared, Unchanged, make_changed
from acucontent.verification.epub_answer import answer_for_epub
from acucontent.verification.html_answer import answer_for_html
from acucontent.verification.pdf_answer import PdfCase, answer_for_pdf
from acucontent.verification.remaking import (
    RemadeEdition,
    compare_identities,
    describe_other_versions,
    remake_edition,
)


def compare_file(data: bytes, identity: Identity, guide: Guide, overlay: Overlay | None, registry: Registry) -> Answer:
    """Return whether a file is as acucontent makes it.

    Args:
        data: The bytes of the file.
        identity: The identity that it claims.
        guide: The guide to make the edition from.
        overlay: The overlay of the clinic.
        registry: The formats.

    Raises:
        BadContainer: The file is damaged, or contains too much.
        Unreadable: It needs too much time or memory to be read.
    """
    try:
        remade = remake_edition(identity, guide, overlay, registry)
        claims = list(compare_identities(identity, remade.identity))
        return make_changed(*claims) if claims else _compare(data, identity, remade)
    except (BadContainer, Unreadable):
        raise
    except AcucontentError as error:
        return CannotBeCompared(f"its edition cannot be made again: {describe_error(error)}")


def _compare(data: bytes, identity: Identity, remade: RemadeEdition) -> Answer:
    versions = describe_other_versions(identity, remade.identity)
    if identity.sheet:
        return _compare_sheet(data, remade, versions)
    if data == remade.data:
        return Unchanged("byte for byte")
    if data[: len(ZIP)] != remade.data[: len(ZIP)]:
        return make_changed("acucontent.json: format")
    if data.startswith(PDF):
        return answer_for_pdf(remade.data, data, PdfCase(versions))
    if data.startswith(HTML):
        return answer_for_html(remade.data, data, versions)
    return answer_for_epub(remade.data, data, versions)


def _compare_sheet(data: bytes, remade: RemadeEdition, versions: str) -> Answer:
    """Compare a sheet that `acucontent batch` filled in with its template."""
    template = remade.template
    if template.is_filled_sheet(data):
        return Unchanged("byte for byte, outside the filled-in fields")
    if not data.startswith(PDF):
        return make_changed("acucontent.json: format")
    answer = answer_for_pdf(template.content, data, PdfCase(versions, areas=template.areas))
    if isinstance(answer, CannotBeCompared) and data.startswith(template.content):
        return make_changed("the file ends with an update that does more than fill in the fields")
    return answer
