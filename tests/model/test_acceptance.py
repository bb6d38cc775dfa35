"""What is accepted leads somewhere, names no person, and changes no sheet."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from acucontent.edition import Edition
from acucontent.identity import SOURCE, embedded
from acucontent.model.canonical import canonical_json, content_hash
from acucontent.model.guide import Guide
from tests.factories import make_acceptance, make_guide


@pytest.mark.parametrize("role", ["clinical lead", "GP", "GP partner", "lead for EPUB 3", "patient-reviewer"])
def test_a_role_is_taken(role: str) -> None:
    """Words in lower case, abbreviations and numbers name a role."""
    assert make_acceptance(role=role).role == role


@pytest.mark.parametrize("role", ["Jane Smith", "Dr smith", "clinical lead, J. Smith", "O'Neil"])
def test_a_name_is_refused(role: str) -> None:
    """What begins with a capital looks like a person's name, and the message says how to write a role."""
    with pytest.raises(ValidationError, match="write the role alone, in lower case, such as clinical lead"):
        make_acceptance(role=role)


def test_it_ends_after_it_begins() -> None:
    """An acceptance that ends before it is made is a slip."""
    with pytest.raises(ValidationError, match="until 2029-01-01 is before on 2030-01-01"):
        make_acceptance(until="2029-01-01")


@pytest.mark.parametrize("at", ["key_points.0", "risks.red_flags.blue-lips.sign", "references.hum1999.issue", None])
def test_a_place_is_found(at: str | None) -> None:
    """Fields, ids and places in lists lead to a place; none is the whole guide."""
    assert make_guide(accepted=[make_acceptance(at=at)]).accepted[0].at == at


@pytest.mark.parametrize("at", ["key_points.9", "risks.red_flags.blue-lip", "title.length", "risks.red_flags.0"])
def test_a_place_that_is_none_is_told(at: str) -> None:
    """An acceptance of nothing is a problem of the guide, with the nearest place."""
    with pytest.raises(ValidationError, match=f"'{at}' not found"):
        make_guide(accepted=[make_acceptance(at=at)])


def test_the_content_hash_leaves_it_out() -> None:
    """What is accepted changes neither the hash on a sheet nor the guide that a file carries."""
    plain, accepting = make_guide(), make_guide(accepted=[make_acceptance()])

    assert accepting != plain
    assert accepting.content_hash == plain.content_hash == content_hash(canonical_json(plain))
    assert embedded(Edition.of(accepting)) == embedded(Edition.of(plain))
    assert content_hash(embedded(Edition.of(accepting))[SOURCE].decode()) == accepting.content_hash


def test_the_guide_as_json_keeps_it() -> None:
    """Nothing of a guide is lost on the way through its JSON."""
    accepting = make_guide(accepted=[make_acceptance()])

    assert Guide.model_validate_json(canonical_json(accepting)) == accepting
