"""A signed form can be filled in; every other later change is noticed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest

from acucontent import Changed, Unchanged, export
from acucontent.signing import Signer, read_signatures, sign_pdf
from tests.signing.conftest import make_signer
from tests.signing.keys import NOW, Key, make_key
from tests.verify import updates
from tests.verify.conftest import GUIDE, Verify
from tests.verify.updates import Update, append_update, fill_in


@pytest.fixture(scope="module")
def key() -> Key:
    """Return a key with a self-signed certificate."""
    return make_key()


@pytest.fixture(scope="module")
def signer(key: Key, tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """Return a signer with that key."""
    return make_signer(key, tmp_path_factory.mktemp("key"))


@pytest.fixture(scope="module")
def signed(form: bytes, signer: Signer) -> bytes:
    """Return a signed form."""
    return sign_pdf(form, signer)


def test_a_signed_form_allows_to_fill_in_fields(signed: bytes, pdf: bytes, signer: Signer) -> None:
    """It is certified with the permission to fill in fields; a sheet without fields has a plain signature."""
    form, sheet = (pikepdf.open(io.BytesIO(data)) for data in (signed, sign_pdf(pdf, signer)))
    permission = form.Root.Perms.DocMDP.Reference[0]

    assert (permission.TransformMethod, permission.TransformParams.P) == ("/DocMDP", 2)
    assert "/Perms" not in sheet.Root


def test_a_filled_in_form_is_unchanged(signed: bytes, key: Key, verify_bytes: Verify) -> None:
    """What viewers save is unchanged, and the report says what the signature covers."""
    filled = append_update(signed, fill_in)

    for data in (filled, append_update(filled, fill_in)):
        verdict = verify_bytes(data, trusted=(key.pem,))
        assert verdict.answer == Unchanged("byte for byte, as it was signed; form fields were filled in later")
        assert [result.code for result in verdict.results] == ["current", "signed"]
        assert "it covers the form as it was signed, and fields were filled in later" in verdict.results[1].message
        assert verdict.passed


ATTACKS: dict[str, tuple[Update, str]] = {
    "page": (updates.overlay_page, "page 1: "),
    "outside": (updates.draw_outside, "field .* draws outside its box"),
    "larger": (updates.enlarge_drawing, "field .* draws outside its box"),
    "spoken-name": (updates.change_name, "page 1: field changed"),
    "signature-field": (updates.show_signature, "page 1: field changed"),
    "signature-drawing": (updates.draw_in_signature, "field Signature draws outside its box"),
    "permission": (updates.drop_permission, "more than the values of form fields was changed"),
    "attachments": (updates.replace_attachments, "attached file guide.json: changed"),
    "annotation": (updates.add_stamp, "page 1: square changed or added"),
    "field": (updates.add_field, "page 1: field changed or added"),
}


@pytest.mark.parametrize(("attack", "place"), ATTACKS.values(), ids=ATTACKS)
def test_other_later_changes_are_noticed(
    attack: Update, place: str, signed: bytes, key: Key, verify_bytes: Verify
) -> None:
    """Who changes more than the values of fields after the signature gets the answer `changed`, with the place."""
    verdict = verify_bytes(append_update(append_update(signed, fill_in), attack), trusted=(key.pem,))

    assert isinstance(verdict.answer, Changed)
    assert re.search(f"after the signature: .*{place}", str(verdict.answer))
    assert not verdict.passed


def test_bytes_that_are_no_update_are_noticed(signed: bytes, verify_bytes: Verify) -> None:
    """Bytes after the last revision, which libraries may read differently, are a change."""
    for data in (signed + b"% a note\n", append_update(signed, fill_in) + b"% a note\n"):
        assert isinstance(verify_bytes(data).answer, Changed)


def test_a_later_signature_hides_no_change(
    pdf: bytes, signer: Signer, verify_bytes: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change between two signatures is a change."""
    changed = append_update(sign_pdf(pdf, signer), updates.overlay_page)
    monkeypatch.setattr("acucontent.signing.pkcs12.FIELD", "Second")

    assert isinstance(verify_bytes(signer.key.sign(changed, NOW)).answer, Changed)


def test_a_signed_forgery_that_is_filled_in_is_changed(signer: Signer, verify_bytes: Verify) -> None:
    """Filled-in fields do not make another form the one that is made again."""
    other = append_update(export(GUIDE, "pdf", handout="sheet", fillable=True), updates.overlay_page)

    assert isinstance(verify_bytes(append_update(sign_pdf(other, signer), fill_in)).answer, Changed)


def test_reports_tell_filled_in_forms_from_changed_ones(signed: bytes, tmp_path: Path) -> None:
    """A filled-in form does not fail, and a changed one does."""
    (filled,), (changed,) = (
        read_signatures(append_update(signed, update)) for update in (fill_in, updates.overlay_page)
    )

    assert (filled.covers_file, filled.filled_in, filled.failed) == (False, True, False)
    assert filled.signed_length == changed.signed_length == len(signed)
    assert (changed.filled_in, changed.failed) == (False, True)
