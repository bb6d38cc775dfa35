"""Acceptances refer to places that exist, name no person, and do not change the output."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from acucontent.edition import Edition
from acucontent.identity import SOURCE, make_embedded_files
from acucontent.model.canonical import compute_content_hash, dump_canonical_json
from acucontent.model.guide import Guide
from acucontent_epub import EXPORTER, EpubOptions
from tests.factories import make_acceptance, make_guide


@pytest.mark.parametrize("role", ["clinical lead", "GP", "GP partner", "lead for EPUB 3", "patient-reviewer"])
def test_a_role_is_accepted(role: str) -> None:
    """A role may contain words in lower case, abbreviations and numbers."""
    assert make_acceptance(role=role).role == role


@pytest.mark.parametrize("role", ["Jane Smith", "Dr smith", "clinical lead, J. Smith", "O'Neil"])
def test_a_name_is_rejected(role: str) -> None:
    """A capitalized word looks like a name; the message says how to write a role."""
    with pytest.raises(ValidationError, match="write only the role, in lower case, such as clinical lead"):
        make_acceptance(role=role)


def test_the_end_must_not_precede_the_start() -> None:
    """An acceptance cannot end before it was decided."""
    with pytest.raises(ValidationError, match=r"until \(2029-01-01\) is earlier than on \(2030-01-01\)"):
        make_acceptance(until="2029-01-01")


@pytest.mark.parametrize("at", ["key_points.0", "risks.red_flags.blue-lips.sign", "references.hum1999.issue", None])
def test_a_place_is_found(at: str | None) -> None:
    """A place is a path of fields, ids and list positions; None is the whole guide."""
    assert make_guide(accepted=[make_acceptance(at=at)]).accepted[0].at == at


@pytest.mark.parametrize("at", ["key_points.9", "risks.red_flags.blue-lip", "title.length", "risks.red_flags.0"])
def test_an_unknown_place_is_reported(at: str) -> None:
    """An acceptance for an unknown place is a problem of the guide; the message suggests the nearest one."""
    with pytest.raises(ValidationError, match=f"'{at}' not found"):
        make_guide(accepted=[make_acceptance(at=at)])


def test_acceptances_do_not_change_the_content_hash() -> None:
    """Acceptances change neither the hash on a sheet nor the guide embedded in a file."""
    plain, accepting = make_guide(), make_guide(accepted=[make_acceptance()])

    assert accepting != plain
    assert accepting.content_hash == plain.content_hash == compute_content_hash(dump_canonical_json(plain))
    embedded = [make_embedded_files(Edition.of(guide), EXPORTER, EpubOptions()) for guide in (accepting, plain)]
    assert embedded[0] == embedded[1]
    assert compute_content_hash(embedded[0][SOURCE].decode()) == accepting.content_hash


def test_json_keeps_acceptances() -> None:
    """A guide written as JSON and read again keeps its acceptances."""
    accepting = make_guide(accepted=[make_acceptance()])

    assert Guide.model_validate_json(dump_canonical_json(accepting)) == accepting
