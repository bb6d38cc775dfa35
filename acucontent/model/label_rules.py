"""The rules for words that replace labels: which labels can be replaced, and which fields their words must have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType
from typing import Any, LiteralString

import yaml

from acucontent.label_files import read_label_file
from acucontent.model.suggestions import describe_unknown, find_nearest, suggest

MODEL_LANGUAGE = "en"
"""The language whose file defines the names of labels and their fields; all others have the same."""

TERM = "term."
"""The beginning of the names of terms: labels that other labels contain, `{doctor}` for `term.doctor`."""

MAX_CLINIC_LABEL = 60
"""The longest label of a clinic, in characters."""

_CONDITION_FIELDS = frozenset({"condition", "short", "people", "measured"})
"""The fields of `ConditionWords`, by the names that labels use."""
_SENTENCE_SIGNS = frozenset(".,:;!?{}()[]")


@dataclass(frozen=True)
class LabelFault:
    """Why words cannot replace a label."""

    code: LiteralString
    message: str


def find_guide_fault(name: str, words: str) -> LabelFault | None:
    """Return why a guide cannot replace a label with these words; None if it can."""
    return _find_name_fault(name) or _find_words_fault(name, words)


def find_clinic_fault(name: str, words: str) -> LabelFault | None:
    """Return why a clinic cannot replace a label with these words; None if it can."""
    allowed = [known for known in get_templates() if _matches(known, "clinic")]
    if name not in allowed:
        return LabelFault("unknown_label", describe_unknown("label", name, allowed, qualifier=" of a clinic"))
    return _find_clinic_words_fault(words)


@cache
def get_templates() -> Mapping[str, str]:
    """Return the built-in words of each label, with their fields in braces."""
    return read_label_file(MODEL_LANGUAGE)


def is_locked(name: str) -> bool:
    """Return whether a label warns, or says how far to trust the text, so that no guide can replace it."""
    return _matches(name, "locked")


@cache
def get_shared_fields() -> frozenset[str]:
    """Return the fields that every label can have: the words of the condition, and the terms."""
    terms = (name.removeprefix(TERM) for name in get_templates() if name.startswith(TERM))
    return frozenset({*_CONDITION_FIELDS, *terms})


def list_fields(template: str) -> frozenset[str]:
    """Return the names of the fields of a template.

    Raises:
        ValueError: Its braces are wrong, or a field has a format.
    """
    fields: set[str] = set()
    for _, name, format_, conversion in Formatter().parse(template):
        if name is None:
            continue
        if format_ or conversion or not name.isidentifier():
            whole = name + (f"!{conversion}" if conversion else "") + (f":{format_}" if format_ else "")
            raise ValueError(f"'{{{whole}}}' is not a field")
        fields.add(name)
    return frozenset(fields)


def _find_name_fault(name: str) -> LabelFault | None:
    if name not in get_templates():
        return LabelFault("unknown_label", describe_unknown("label", name, get_templates(), listed=False))
    if is_locked(name):
        terms = " or ".join(f"'{each}'" for each in get_templates() if each.startswith(TERM))
        return LabelFault(
            "safety_label",
            f"the label '{name}' warns, or says how far to trust the text or what a number means: "
            f"a guide cannot replace it. "
            f"To fix it, delete it. A guide can replace the names in such labels: {terms}",
        )
    return None


def _find_words_fault(name: str, words: str) -> LabelFault | None:
    if name.startswith(TERM):
        return _find_term_fault(name, words)
    try:
        found = list_fields(words)
    except ValueError as error:
        return LabelFault("label_field", f"has wrong braces: {error}. Write a field as {{name}}, and a brace as {{{{")
    needed = list_fields(get_templates()[name])
    known = needed | get_shared_fields()
    unknown, missing = sorted(found - known), sorted(needed - get_shared_fields() - found)
    if unknown:
        meant = suggest(f"{{{field}}}" for field in find_nearest(unknown[0], known, count=1))
        advice = meant or f"Fields: {_quote(known)}"
        return LabelFault("label_field", f"has the unknown field {{{unknown[0]}}}. {advice}")
    if missing:
        return LabelFault("label_field", f"lacks {_quote(missing)}, whose value would be lost: add it")
    return None


def _find_term_fault(name: str, words: str) -> LabelFault | None:
    """Return why words are no term; a list of words keeps the meaning of the warnings that contain it."""
    rules = _load_rules()["terms"][name]
    main, other = (_split_list(rules[kind]) for kind in ("main", "other"))
    written = words.split()
    unknown = [word for word in written if word not in main + other]
    if unknown:
        allowed = ", ".join((*main, *other))
        return LabelFault("label_term", f"has '{unknown[0]}', but warnings contain this term. Write it with: {allowed}")
    if not set(main).intersection(written):
        return LabelFault(
            "label_term", f"has none of the words {', '.join(main)}: add one, as warnings contain this term"
        )
    return _find_order_fault(written, main if rules.get("each") else ())


def _find_order_fault(written: Sequence[str], needed: Sequence[str]) -> LabelFault | None:
    """Return why words in this order are no name of a place or person; None if they may be.

    Args:
        written: The words.
        needed: Words of which each choice ('one or another') needs one; empty if all words are allowed.
    """
    joining, introducing = (_split_list(_load_rules()[kind]) for kind in ("joining", "introducing"))
    for before, word in zip(("or", *written), (*written, "or"), strict=True):
        if word in joining and before in (*joining, *introducing):
            message = "has words in an order without meaning, but warnings contain this term"
            return LabelFault("label_term", f"{message}. Write it as a name, such as 'the nearest hospital'")
    for choice in " ".join(written).split(" or "):
        if needed and not set(needed).intersection(choice.split()):
            return LabelFault(
                "label_term",
                f"has the choice '{choice}', but a warning sends people there: remove it, or name the place",
            )
    return None


def _find_clinic_words_fault(words: str) -> LabelFault | None:
    signs = sorted(_SENTENCE_SIGNS.intersection(words))
    if signs or len(words) > MAX_CLINIC_LABEL:
        why = f"has '{signs[0]}'" if signs else f"is longer than {MAX_CLINIC_LABEL} characters"
        return LabelFault("label_words", f"{why}, but a label of a clinic is a short name, such as 'Front desk'")
    return None


def _split_list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


def _quote(fields: Iterable[str]) -> str:
    return ", ".join(f"{{{field}}}" for field in sorted(fields))


def _matches(name: str, kind: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _load_rules()[kind])


@cache
def _load_rules() -> Mapping[str, Any]:
    text = files("acucontent.model").joinpath("label_rules.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.safe_load(text))
