"""The passport of the tiny guide, which has errors, warnings, failed items and one accepted finding."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from acucontent import discover
from acucontent.check_run import check_guide
from acucontent.edition import Edition
from acucontent.passport.contents import Passport, make_passport
from acucontent.quality.subject import RenderedText
from tests.factories import make_guide

ACCEPTED = {
    "code": "P115",
    "at": "evidence.statements",
    "reason": "Nobody hums alone.",
    "role": "choir lead",
    "on": "2030-02-03",
}


@pytest.fixture(scope="session")
def tiny_passport() -> Passport:
    """Return the passport, with one rendered file that was checked."""
    registry = discover()
    examined = check_guide(make_guide(accepted=[ACCEPTED]), registry, today=datetime.date(2030, 6, 1), quick=True)
    file = RenderedText(Edition.of(examined.subject.guide), "pdf", ("All the words of the file.",))
    subject = replace(examined.subject, rendered_texts=(file,))
    return make_passport(
        replace(examined, subject=subject, report=replace(examined.report, formats=("pdf",))), registry
    )
