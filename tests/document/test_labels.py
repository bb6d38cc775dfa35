"""The fixed words: each that is asked for is there, and each that is there is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from acucontent.document.blocks import Callout
from acucontent.document.labels import Labels, NoLabels, labels_for
from acucontent.model.acupoints import Acupoint
from acucontent.model.alternatives import Alternative
from acucontent.model.conditions import Condition
from acucontent.model.costs import Price
from acucontent.model.evidence import CertaintyLevel, Recommendation, Statement
from acucontent.model.guide import Review
from acucontent.model.mechanisms import Mechanism, Standing
from acucontent.model.practitioners import Credential
from acucontent.model.ranges import Estimate, Frequency, Quantity, Rate
from acucontent.model.risks import Precaution, RedFlag, Severity
from acucontent.model.sessions import Amounts, Phase

ROOT = Path(__file__).parents[2]
LABELS = labels_for("en")

NOT_ASKED_FOR: frozenset[str] = frozenset()
"""Labels that stand ready for code that is still to come; one that is asked for must leave this list."""


def words_of(record: Any, field: str) -> tuple[str, ...]:
    """The words that a field can hold."""
    annotation = record.model_fields[field].annotation
    return get_args(get_args(annotation)[0] if field == "used_for" else annotation)


WORDS: dict[str, tuple[str, ...]] = {
    "certainty.": get_args(CertaintyLevel),
    "certainty_means.": tuple(level for level in get_args(CertaintyLevel) if level != "low or very low"),
    "direction.": words_of(Statement, "direction"),
    "verdict.": words_of(Condition, "verdict"),
    "position.": words_of(Recommendation, "position"),
    "status.": words_of(Recommendation, "status"),
    "mechanism.": words_of(Mechanism, "kind"),
    "mechanism_status.": get_args(Standing),
    "mechanism_statuses.": get_args(Standing),
    "severity.": get_args(Severity),
    "frequency.": get_args(Frequency),
    "frequency_means.": tuple(word for word in get_args(Frequency) if word != "not known"),
    "unit.": words_of(Rate, "unit"),
    "action.": words_of(Precaution, "action"),
    "units.": words_of(Quantity, "unit"),
    "unit_one.": words_of(Quantity, "unit"),
    "amount.": tuple(Amounts.model_fields),
    "phase_": get_args(Phase),
    "region_name.": words_of(Acupoint, "region"),
    "pain.": words_of(Acupoint, "used_for"),
    "pregnancy.": words_of(Acupoint, "pregnancy"),
    "credential.": words_of(Credential, "kind"),
    "region_word.": ("international", "EU"),
    "per.": words_of(Price, "per"),
    "therapy_for.": words_of(Alternative, "pain"),
    "estimate_kind.": words_of(Estimate, "kind"),
    "review.": words_of(Review, "status"),
    "": get_args(get_type_hints(Callout)["kind"]),
}
"""The words of the model that are shown, under the beginning of their labels."""
NEEDED = [f"{prefix}{word}" for prefix, words in WORDS.items() for word in words]


def test_the_words_of_the_model_are_found() -> None:
    """The loop below does not pass on nothing."""
    assert all(WORDS.values())
    assert {"emergency", "certainty.very low", "pain.sciatica", "unit.courses"} <= set(NEEDED)


@pytest.mark.parametrize("name", NEEDED)
def test_every_word_of_the_model_has_its_label(name: str) -> None:
    """No fixed word of a guide is without words for a reader."""
    assert LABELS.words[name].strip()


@pytest.mark.parametrize("urgency", words_of(RedFlag, "urgency"))
def test_every_urgency_says_what_to_do(urgency: str) -> None:
    """Each urgency has its title and its opening words."""
    assert {f"{urgency}_title", f"{urgency}_lead", f"aftercare_{urgency}"} <= set(LABELS.words)


def test_no_word_of_the_model_is_left_over() -> None:
    """A label for a word that the model has dropped is dropped too."""
    prefixes = tuple(prefix for prefix in WORDS if prefix)

    assert {name for name in LABELS.words if name.startswith(prefixes)} - set(NEEDED) == set()


def test_no_label_is_left_over() -> None:
    """Each label is asked for somewhere: by its name, or by a name that is put together."""
    exact, patterns = _asked_for()

    unused = {name for name in LABELS.words if name not in exact and not any(p.fullmatch(name) for p in patterns)}

    assert unused == NOT_ASKED_FOR


def _asked_for() -> tuple[set[str], list[re.Pattern[str]]]:
    """The strings of the sources, and patterns for those that are put together at run time."""
    exact: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            exact |= set(re.findall(r"[\"']([\w .]+)[\"']", text))
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                exact.add(node.value)
            elif isinstance(node, ast.JoinedStr) and len(fixed := _fixed(node)) >= 2:
                patterns.append(re.compile(fixed))
    return exact, patterns


def _sources() -> Iterator[Path]:
    for folder in ("acucontent", "exporters"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".html", ".xhtml", ".xml"))


def _fixed(node: ast.JoinedStr) -> str:
    """A pattern of a string that is put together; empty when it says too little to be a label's name."""
    parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    said = "".join(part for part in parts if isinstance(part, str))
    if not re.fullmatch(r"[a-z_.]{4,}", said):
        return ""
    return "".join("[A-Za-z_ ]*" if part is None else re.escape(str(part)) for part in parts)


def test_values_are_put_in() -> None:
    """A label with a place for a value takes it."""
    assert LABELS("page_of", page=2, pages=6) == "Page 2 of 6"


def test_a_missing_label_is_an_error() -> None:
    """A word that nobody wrote stops the build and says where to add it."""
    with pytest.raises(NoLabels, match=r"No label 'no_such' in labels/en\.yaml\. Add it there\."):
        LABELS("no_such")


@pytest.mark.parametrize("language", ["en", "en-US", "en-GB"])
def test_a_language_of_a_region_has_the_words_of_its_language(language: str) -> None:
    """American and British English share one file until they differ."""
    assert labels_for(language).language == "en"


def test_an_unknown_language_is_an_error() -> None:
    """The message lists the languages that there are."""
    with pytest.raises(NoLabels, match=r"No labels for the language 'tlh'\. There are labels for: .*en"):
        labels_for("tlh")


def test_every_language_has_the_same_names() -> None:
    """No language lacks a word that another has."""
    names = [path.name for path in files("acucontent.document.labels").iterdir() if path.name.endswith(".yaml")]

    assert "en.yaml" in names
    for name in names:
        assert set(labels_for(name.removesuffix(".yaml")).words) == set(LABELS.words), name


def test_labels_are_words() -> None:
    """YAML makes no label a number or a truth: each is a string, as written."""
    labels = Labels("xx", {"yes": "No"})

    assert labels("yes") == "No"
    assert {type(words) for words in LABELS.words.values()} == {str}


@pytest.mark.parametrize("kind", ["emergency", "urgent"])
@pytest.mark.parametrize("title", ["{}_title", "aftercare_{}"])
def test_urgent_boxes_have_their_kind_in_their_titles(kind: str, title: str) -> None:
    """A format that has no colors writes the kind before the title of other boxes, and relies on this for these."""
    assert LABELS(title.format(kind), number="112").startswith(LABELS(kind))
