"""How records and fields are called in a sentence about what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from acucontent.model.base import Record


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """How one kind of record is called."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """Each field as a noun with its article."""
    called: str | None = None
    """The kind as a noun, before the name."""
    by: str | None = None
    """The field that names a record."""
    nameless: str = "nobody"
    """The name of one without a name."""
    tells: tuple[str, ...] = ()
    """Fields said in brackets when a record is added or removed."""
    silent: bool = False
    """Whether the record is left out of a sentence: its fields' phrases say enough."""
    among: bool = False
    """Whether a record is named with the list it stands in."""

    def noun(self, name: str) -> str:
        """A field as a noun; of one without a phrase, its own name."""
        return self.fields.get(name, f"the {name.replace('_', ' ')}")


def phrases_of(kind: type[Record]) -> Phrases:
    """The phrases for a kind of record; none of its own where phrases.yaml has none."""
    return _all().get(kind.__name__, Phrases())


@cache
def _all() -> Mapping[str, Phrases]:
    text = files("acucontent.diff").joinpath("phrases.yaml").read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    return {name: Phrases(**{**each, "tells": tuple(each.get("tells", ()))}) for name, each in said.items()}
