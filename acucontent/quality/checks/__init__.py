"""The built-in checks, one module or package for each family. They are registered through the same hook as plugins."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from acucontent.hooks import hookimpl
from acucontent.quality.check import Check
from acucontent.quality.checks.access import CHECKS as ACCESS
from acucontent.quality.checks.contents import CHECKS as CONTENTS
from acucontent.quality.checks.evidence import CHECKS as EVIDENCE
from acucontent.quality.checks.freshness import CHECKS as FRESHNESS
from acucontent.quality.checks.reading import CHECKS as READING
from acucontent.quality.checks.safety import CHECKS as SAFETY
from acucontent.quality.checks.understanding import CHECKS as UNDERSTANDING
from acucontent.quality.self_checks import CHECKS as CHECKING


@hookimpl
def acucontent_checks() -> Iterator[Check]:
    """Return the checks of all families."""
    return chain(SAFETY, EVIDENCE, CONTENTS, READING, UNDERSTANDING, ACCESS, FRESHNESS, CHECKING)
