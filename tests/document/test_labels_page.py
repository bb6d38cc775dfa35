"""The page on the condition and the labels tells the truth: its examples load, and its lists are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from acucontent.model.label_rules import TERM, find_clinic_fault, get_templates
from tests.factories import make_guide

PAGE = (Path(__file__).parents[2] / "docs" / "labels.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_page_has_examples() -> None:
    """The parametrized test below has cases."""
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_valid(example: str) -> None:
    """A guide with the values of an example loads."""
    values = yaml.safe_load(example)

    guide = make_guide(**values)

    assert set(values) <= set(guide.model_fields_set)


def test_each_term_is_on_the_page() -> None:
    """The table of terms has their built-in words."""
    terms = {name: words for name, words in get_templates().items() if name.startswith(TERM)}

    for name, words in terms.items():
        assert f"| `{name}` | `{{{name.removeprefix(TERM)}}}` | {words} |" in PAGE


def test_each_label_of_a_clinic_is_on_the_page() -> None:
    """The page lists all labels that a clinic can replace, and no others."""
    (part,) = re.findall(r"^## Words of a clinic\n(.*?)^## ", PAGE, re.MULTILINE | re.DOTALL)

    replaceable = {name for name in get_templates() if find_clinic_fault(name, "Words") is None}

    assert set(re.findall(r"`(clinic_\w+)`", part)) == replaceable
