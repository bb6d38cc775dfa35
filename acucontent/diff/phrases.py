"""The nouns for records and fields in a sentence about a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from acucontent.model.base import Record


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """The nouns for one kind of record and its fields."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """The noun of each field, with its article."""
    noun: str | None = None
    """The noun for the kind of record; the record's name follows it."""
    name_field: str | None = None
    """The field that holds a record's name."""
    default_name: str = "nobody"
    """The name of a record whose name field is empty."""
    details: tuple[str, ...] = ()
    """The fields shown in brackets when a record is added or removed."""
    is_omitted: bool = False
    """Whether sentences leave the record out, because the nouns of its fields are clear without it."""
    is_named_by_list: bool = False
    """Whether a record is named together with the list that holds it."""

    def get_field_noun(self, name: str) -> str:
        """Return the noun of a field, or "the" and the field's name if it has none."""
        return self.fields.get(name, f"the {name.replace('_', ' ')}")


def get_phrases(kind: type[Record]) -> Phrases:
    """Return the phrases for a kind of record, or defaults if phrases.yaml has no entry for it."""
    return _load_phrases().get(kind.__name__, Phrases())


@cache
def _load_phrases() -> Mapping[str, Phrases]:
    text = files("acucontent.diff").joinpath("phrases.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    return {name: Phrases(**{**entry, "details": tuple(entry.get("details", ()))}) for name, entry in entries.items()}
