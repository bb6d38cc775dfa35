"""Every label that the code uses exists, and every label is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from acucontent.document.blocks import Callout
from acucontent.document.drawings import View
from acucontent.document.labels import Labels, NoLabels, load_labels
from acucontent.label_files import list_label_files, read_label_file
from acucontent.model.acupoints import Acupoint
from acucontent.model.conditions import Condition
from acucontent.model.costs import Price
from acucontent.model.evidence import CertaintyLevel, Recommendation, Statement
from acucontent.model.guide import Review
from acucontent.model.label_rules import TERM, get_shared_fields, list_fields
from acucontent.model.mechanisms import Mechanism, Standing
from acucontent.model.outcomes import Direction
from acucontent.model.practitioners import Credential
from acucontent.model.ranges import EffectSize, EstimateKind, Frequency, Rate, Unit
from acucontent.model.risks import Precaution, Severity, Urgency
from acucontent.model.sessions import Amounts, Phase
from acucontent.model.situations import SITUATIONS

ROOT = Path(__file__).parents[2]
LABELS = load_labels("en")

UNUSED: frozenset[str] = frozenset()
"""Labels for code that does not exist yet; remove a label from this set when the code uses it."""


def list_field_words(record: Any, field: str) -> tuple[str, ...]:
    """Return the words that a field can have as its value."""
    annotation = record.model_fields[field].annotation
    return get_args(annotation)


BENEFITS = ("lower", "higher", "fewer", "more")
"""The words for a result that is better for the patient."""

WORDS: dict[str, tuple[str, ...]] = {
    "certainty.": get_args(CertaintyLevel),
    "certainty_means.": tuple(level for level in get_args(CertaintyLevel) if level != "low or very low"),
    "direction.": list_field_words(Statement, "direction"),
    "verdict.": list_field_words(Condition, "verdict"),
    "position.": list_field_words(Recommendation, "position"),
    "status.": list_field_words(Recommendation, "status"),
    "mechanism.": list_field_words(Mechanism, "kind"),
    "mechanism_status.": get_args(Standing),
    "mechanism_statuses.": get_args(Standing),
    "severity.": get_args(Severity),
    "frequency.": get_args(Frequency),
    "frequency_means.": tuple(word for word in get_args(Frequency) if word != "not known"),
    "unit.": list_field_words(Rate, "unit"),
    "action.": list_field_words(Precaution, "action"),
    "units.": get_args(Unit),
    "unit_one.": get_args(Unit),
    "amount.": tuple(Amounts.model_fields),
    "phase_": get_args(Phase),
    "region_name.": list_field_words(Acupoint, "region"),
    "map_view.": get_args(View),
    "pregnancy.": tuple(word for word in list_field_words(Acupoint, "pregnancy") if word != "none found"),
    "credential.": list_field_words(Credential, "kind"),
    "region_word.": ("international", "EU"),
    "per.": list_field_words(Price, "per"),
    "estimate_kind.": get_args(EstimateKind),
    "effect_size.": get_args(EffectSize),
    **dict.fromkeys(
        ("estimate_better.", "estimate_favors.", "estimate_ratio.", "chart_important."), get_args(Direction)
    ),
    **dict.fromkeys(("chart_caption.", "chart_axis.", "chart_word.", "chart_difference."), BENEFITS),
    "review.": list_field_words(Review, "status"),
    **dict.fromkeys(("emergency_at.", "urgent_at.", "soon_at.", "caution_at."), SITUATIONS),
    "": get_args(get_type_hints(Callout)["kind"]),
}
"""The words of the model that are shown, by the prefix of their labels."""
NEEDED = [f"{prefix}{word}" for prefix, words in WORDS.items() for word in words]


def test_the_words_of_the_model_are_found() -> None:
    """The parametrized test below has cases."""
    assert all(WORDS.values())
    assert {"emergency", "certainty.very low", "pregnancy.with caution", "unit.courses"} <= set(NEEDED)


@pytest.mark.parametrize("name", NEEDED)
def test_every_word_of_the_model_has_its_label(name: str) -> None:
    """Every word of the model has a label that is not empty."""
    assert LABELS.words[name].strip()


@pytest.mark.parametrize("urgency", get_args(Urgency))
def test_every_urgency_has_its_labels(urgency: str) -> None:
    """Each urgency has titles and an introduction."""
    assert {f"{urgency}_title", f"{urgency}_lead", f"aftercare_{urgency}"} <= set(LABELS.words)


def test_every_label_of_a_model_word_is_used() -> None:
    """No label is for a word that the model no longer has."""
    prefixes = tuple(prefix for prefix in WORDS if prefix)

    assert {name for name in LABELS.words if name.startswith(prefixes)} - set(NEEDED) == set()


def test_every_label_is_used() -> None:
    """Each label is used somewhere, by its name or by a formatted name."""
    exact, patterns = _find_used_names()
    exact |= {f"{TERM}{field}" for words in LABELS.words.values() for field in list_fields(words)}

    unused = {name for name in LABELS.words if name not in exact and not any(p.fullmatch(name) for p in patterns)}

    assert unused == UNUSED


def _find_used_names() -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the strings of the source files, and patterns for the formatted strings."""
    exact: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for path in _list_sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            exact |= set(re.findall(r"[\"']([\w .]+)[\"']", text))
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                exact.add(node.value)
            elif isinstance(node, ast.JoinedStr) and len(fixed := _make_pattern(node)) >= 2:
                patterns.append(re.compile(fixed))
    return exact, patterns


def _list_sources() -> Iterator[Path]:
    for folder in ("acucontent", "exporters"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".html", ".xhtml", ".xml"))


def _make_pattern(node: ast.JoinedStr) -> str:
    """Return a pattern for a formatted string, or an empty one if it cannot be the name of a label."""
    parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    text = "".join(part for part in parts if isinstance(part, str))
    if not re.fullmatch(r"[a-z_.]{4,}", text):
        return ""
    return "".join("[A-Za-z_ ]*" if part is None else re.escape(str(part)) for part in parts)


def test_placeholders_are_replaced() -> None:
    """Each placeholder of a label is replaced by its value."""
    assert LABELS("page_of", page=2, pages=6) == "Page 2 of 6"


def test_a_missing_label_is_an_error() -> None:
    """The message names the label and the file in which to add it."""
    with pytest.raises(NoLabels, match=r"Label 'no_such' not found in labels/en\.yaml\. To fix it, add"):
        LABELS("no_such")


def test_an_unknown_language_is_an_error() -> None:
    """The message lists the languages that have labels."""
    with pytest.raises(NoLabels, match=r"No labels for the language 'tlh'\. Languages with labels: .*en"):
        load_labels("tlh")


LANGUAGES = sorted(tag for tag in list_label_files() if "-" not in tag)
REGIONAL = sorted(list_label_files() - set(LANGUAGES))


def test_the_label_files_are_found() -> None:
    """The parametrized tests below have cases."""
    assert "en" in LANGUAGES
    assert {"en-001", "en-GB"} <= set(REGIONAL)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_the_same_names(tag: str) -> None:
    """No language lacks a label that another has."""
    assert set(read_label_file(tag)) == set(LABELS.words)


@pytest.mark.parametrize("tag", REGIONAL)
def test_the_file_of_a_region_replaces_known_labels(tag: str) -> None:
    """Each label of a regional file is a label of its language with the same fields, apart from shared ones."""
    built_in, shared = read_label_file(tag.split("-")[0]), get_shared_fields()

    for name, words in read_label_file(tag).items():
        assert list_fields(words) - shared == list_fields(built_in[name]) - shared, name


AMERICAN_SPELLING = re.compile(r"licens(?!ed)|color|favor|center", re.IGNORECASE)
AMERICAN = re.compile(f"{AMERICAN_SPELLING.pattern}|emergency room", re.IGNORECASE)
"""Words that British English spells differently; the name of a licence of software stays as it is."""


@pytest.mark.parametrize("region", ["GB", "AU", "CA", "EU", "NZ"])
def test_other_regions_have_their_spelling(region: str) -> None:
    """No label for another region than the United States has American spelling."""
    words = {name: text for name, text in load_labels("en-US", region).words.items() if name != "typeface"}
    pattern = AMERICAN_SPELLING if region == "CA" else AMERICAN

    assert [name for name, text in words.items() if pattern.search(re.sub(r"{.*?}", "", text))] == []


def test_labels_are_strings() -> None:
    """YAML does not convert labels to numbers or booleans: each is a string, as written."""
    labels = Labels("xx", {"yes": "No"})

    assert labels("yes") == "No"
    assert {type(words) for words in LABELS.words.values()} == {str}


@pytest.mark.parametrize("kind", get_args(Urgency))
@pytest.mark.parametrize("title", ["{}_title", "aftercare_{}"])
def test_urgent_boxes_have_their_kind_in_their_titles(kind: str, title: str) -> None:
    """These titles begin with the kind, because formats without colors add it only to the titles of other boxes."""
    assert LABELS(title.format(kind), number="112").startswith(LABELS(kind))
