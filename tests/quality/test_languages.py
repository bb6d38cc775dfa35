"""A check that cannot judge the language of a guide says so."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from acucontent.model.guide import Guide
from acucontent.quality.finding import Report
from acucontent.quality.languages import LANGUAGE_CHECKS
from acucontent.quality.run import run_checks
from acucontent.quality.subject import Subject
from acucontent.reading import read_guide
from tests.factories import make_guide
from tests.quality.goldens import CHECKS, load_example, make_changed_guide
from tests.quality.test_run import make_constant_check

TODAY = datetime.date(2030, 6, 1)
NOTICES = {check.code for check in LANGUAGE_CHECKS.values()}
WORDLESS = sorted(
    code
    for code, check in CHECKS.items()
    if not check.languages and not check.needs_rendered_files and check.family != "Q"
)
"""The checks that do not depend on a language."""
DANGEROUS = "Deje de tomar sus anticoagulantes. Las agujas son totalmente seguras."


def run_codes(guide: Guide, *codes: str) -> Report:
    """Run some checks, or all of them."""
    return run_checks(Subject(guide, TODAY), [CHECKS[code] for code in codes or CHECKS])


def accept(code: str) -> dict[str, str]:
    """Make the acceptance of the language by a role."""
    return {"code": code, "at": "language", "reason": "Read.", "role": "clinical lead", "on": "2030-01-01"}


@pytest.mark.parametrize("language", ["es", "fr-FR", "pt-BR", "zh-Hans"])
def test_a_guide_in_another_language_does_not_pass_unjudged(language: str) -> None:
    """Each family reports one error that names what it judges and the language."""
    found = run_codes(make_guide(language=language, summary=DANGEROUS)).open_findings

    errors = {one.code: one.message for one in found if one.code in NOTICES and one.severity == "error"}
    assert errors.keys() == NOTICES
    assert errors["S100"] == (
        f"Safety wording is not checked in {language}: have a qualified person accept it, or install word lists."
    )


def test_one_unjudged_check_is_enough() -> None:
    """Who runs only one check of words hears that it judged nothing; it does not count as run."""
    found = run_codes(make_guide(language="es", summary=DANGEROUS), "S110", "S103")

    assert [one.code for one in found.open_findings] == ["S100"]
    assert [check.code for check in found.checks] == ["S103"]
    assert [check.code for check in found.unjudged] == ["S110"]


def test_an_english_guide_has_no_such_error() -> None:
    """British English is English."""
    found = run_codes(make_guide(language="en-GB"))

    assert not found.unjudged
    assert NOTICES.isdisjoint(one.code for one in found.findings)


def test_a_role_can_accept_one_family() -> None:
    """The acceptance of a family leaves the other families open."""
    found = run_codes(make_guide(language="es", accepted=[accept("S100")]), "S110", "E101")

    assert [one.code for one in found.open_findings] == ["E100"]
    assert [(one.code, one.accepted.role) for one in found.findings if one.accepted] == [("S100", "clinical lead")]


def test_the_family_of_a_plugin_is_reported() -> None:
    """A plugin's check that declares its languages is not skipped silently."""
    check = make_constant_check(code="T101", languages=("en",))

    found = run_checks(Subject(make_guide(language="es"), TODAY), [check])

    assert [one.code for one in found.open_findings] == ["Q105"]
    assert "family T" in next(found.open_findings).message


@pytest.mark.parametrize("code", WORDLESS)
def test_a_check_without_languages_judges_every_language(code: str, tmp_path: Path) -> None:
    """What it finds in English it finds in Spanish, or it fails because no handout can be composed: never silence."""
    bad = load_example(code, "bad")
    file = tmp_path / "guide.yaml"
    file.write_text(yaml.safe_dump(make_changed_guide({"language": "es", **bad.changes}), allow_unicode=True), "utf-8")
    subject = Subject(read_guide(file), bad.today, retracted=bad.settings.get("retracted", {}))

    found = run_checks(subject, [CHECKS[code]]).findings

    assert {one.code for one in found} & {code, "Q101", "Q107"}
