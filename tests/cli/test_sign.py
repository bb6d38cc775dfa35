"""`acucontent build --sign` signs PDFs, and never shows the password."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent.signing import read_signatures
from tests.cli.conftest import Run
from tests.signing.keys import PASSWORD, Key, make_key

BUILD = ("build", "--format", "pdf", "--handout", "aftercare", "--no-cache", "--out", "out")
SHEET = Path("out/back-pain-aftercare.pdf")


@pytest.fixture(autouse=True)
def key(run: Run, monkeypatch: pytest.MonkeyPatch) -> Key:
    """Write a key that is valid today, and its password, to the current folder."""
    key = make_key(days=36_500)
    Path("key.p12").write_bytes(key.dump())
    Path("key.pem").write_bytes(key.pem)
    Path("password").write_text(PASSWORD + "\n")
    Path("wrong").write_text("incorrect")
    monkeypatch.delenv("ACUCONTENT_SIGN_PASSWORD", raising=False)
    return key


def test_a_signed_build_can_be_repeated(run: Run) -> None:
    """A second build knows its signed file, which differs in each build; an edited one is not overwritten."""
    first = run(*BUILD, "--sign", "key.p12", "--sign-password-file", "password")
    data = SHEET.read_bytes()
    second = run(*BUILD, "--sign", "key.p12", "--sign-password-file", "password")

    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert SHEET.read_bytes() != data
    assert PASSWORD not in first.output + first.stderr + Path("out/.acucontent.json").read_text()
    SHEET.write_bytes(data + b" ")
    assert "was changed after acucontent build wrote it" in run(*BUILD).stderr


def test_the_signed_file_begins_with_the_unsigned_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The password can be in the environment; the bytes before the signature are those of a build without it."""
    monkeypatch.setenv("ACUCONTENT_SIGN_PASSWORD", PASSWORD)
    run(*BUILD, "--date", "2026-11-28", "--sign", "key.p12")
    signed = SHEET.read_bytes()
    run(*BUILD, "--date", "2026-11-28")

    (report,) = read_signatures(signed)

    assert signed[: report.unsigned_length] == SHEET.read_bytes()
    assert not report.failed


BAD = {
    "wrong": (("--sign", "key.p12", "--sign-password-file", "wrong"), "the password is wrong"),
    "none": (("--sign", "key.p12"), "needs a password"),
    "missing": (("--sign", "none.p12"), "none.p12: cannot be read: No such file"),
    "no-file": (("--sign", "key.p12", "--sign-password-file", "none"), "none: cannot be read: No such file"),
    "password-alone": (("--sign-password-file", "password"), "applies only to --sign"),
}


@pytest.mark.parametrize(("options", "message"), BAD.values(), ids=BAD)
def test_errors_come_before_rendering(options: tuple[str, ...], message: str, run: Run) -> None:
    """A key that cannot be used is one clear error, and nothing is written."""
    result = run(*BUILD, *options)

    assert result.exit_code == 2
    assert message in result.stderr
    assert "incorrect" not in result.output
    assert not Path("out").exists()


def test_only_pdf_is_signed(run: Run) -> None:
    """A build without PDF cannot be signed."""
    result = run("build", "--format", "text", "--out", "out", "--sign", "key.p12", "--sign-password-file", "password")

    assert result.exit_code == 2
    assert "Only PDF files can be signed" in result.stderr


def test_a_signed_sheet_is_verified(run: Run) -> None:
    """The sheet is unchanged before its signature, which is trusted only with its certificate."""
    run(*BUILD, "--sign", "key.p12", "--sign-password-file", "password")

    untrusted, trusted = run("verify", SHEET), run("verify", SHEET, "--trust", "key.pem")

    assert "signature not trusted: intact, by Example Clinic, not trusted (give its certificate with --trust)" in untrusted.output
    assert "signed: intact, by Example Clinic, trusted" in trusted.output
    assert "ok        unchanged" in trusted.output
    assert (untrusted.exit_code, trusted.exit_code) == (0, 0)


def test_a_broken_signature_fails(run: Run) -> None:
    """A signed sheet to which something was added fails, and so does a broken signature."""
    run(*BUILD, "--sign", "key.p12", "--sign-password-file", "password")
    signed = SHEET.read_bytes()
    at = signed.find(b"/Contents <") + 600

    SHEET.write_bytes(signed + b"% added")
    added = run("verify", SHEET, "--trust", "key.pem")
    SHEET.write_bytes(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :])
    broken = run("verify", SHEET, "--trust", "key.pem")

    assert "FAILED" in added.output
    assert "does not cover what was added" in added.output
    assert (added.exit_code, broken.exit_code) == (1, 1), broken.output


def test_a_file_without_a_certificate_is_an_error(run: Run) -> None:
    """A file for --trust that has no certificate is one clear error."""
    run(*BUILD, "--sign", "key.p12", "--sign-password-file", "password")

    result = run("verify", SHEET, "--trust", "password")

    assert (result.exit_code, "is not a certificate" in result.stderr) == (2, True)
