"""Find every place where two guides differ.

Records are matched by their ids. Records without ids are matched by their names, prose by its order and similarity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, TypeAlias

from acucontent.diff.phrases import get_phrases
from acucontent.model.acupoints import Diagram, MapPosition
from acucontent.model.base import Record, Records
from acucontent.model.costs import Price
from acucontent.model.guide import Guide
from acucontent.model.outcomes import Arm
from acucontent.model.paths import Path, get_field_names, walk_values
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate, Quantity, Rate
from acucontent.model.references import Name, PartialDate

GROUPS: dict[type[Record], tuple[str, ...]] = {
    Quantity: ("low", "high", "unit"),
    Rate: ("count", "of", "unit", "low", "high"),
    Estimate: ("value", "low", "high", "interval_percent", "kind"),
    Arm: ("count", "low", "high"),
    Price: ("low", "high", "currency", "per"),
    Diagram: tuple(Diagram.model_fields),
    PartialDate: tuple(PartialDate.model_fields),
    Name: tuple(Name.model_fields),
}
"""Fields that form one value together: a difference in any of them is one difference of the record."""

_COMPARED_AS_VALUES = (Name, MapPosition)
"""Records that are compared as values, not field by field, if a list holds them."""

_LEAST_SIMILARITY = 0.7
"""The least similarity at which an added record may be a removed one under a new id, from 0 to 1."""
_MOST_PAIRS = 400
"""The most pairs of records whose similarity is measured, because each pair takes time."""


@dataclass(frozen=True)
class Pair:
    """The old and new version of a record, and the field of the parent record that holds it."""

    field: str
    old: Record
    new: Record


@dataclass(frozen=True)
class SimilarRecord:
    """A similar record in the other version, under another id."""

    id: str
    same: bool
    """Whether the records are equal except for their ids."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference between two guides."""

    kind: Literal["added", "removed", "changed", "reordered"]
    path: Path
    parents: tuple[Pair, ...]
    """The records on the path, the guide first."""
    field: str
    """The field of the innermost record; empty for a group of its fields."""
    before: Any = None
    after: Any = None
    similar: SimilarRecord | None = None
    """The added record that a removed one may have become, or the other way round."""

    @property
    def holder(self) -> type[Record]:
        """The class of the innermost record."""
        return type(self.parents[-1].new)


_Around: TypeAlias = tuple[Pair, ...]


def find_differences(old: Guide, new: Guide) -> Iterator[Difference]:
    """Yield every difference between two guides in the order of the model, removed records before added ones."""
    yield from _compare_records((Pair("", old, new),), ())


def _compare_records(around: _Around, path: Path) -> Iterator[Difference]:
    old, new = around[-1].old, around[-1].new
    group = GROUPS.get(type(new), ())
    if any(getattr(old, name) != getattr(new, name) for name in group):
        yield Difference(kind="changed", path=path, parents=around, field="", before=old, after=new)
    for key, name in get_field_names(type(new)).items():
        if name not in group:
            yield from _compare_values(getattr(old, name), getattr(new, name), around, (*path, key), name)


def _compare_values(old: Any, new: Any, around: _Around, path: Path, field: str) -> Iterator[Difference]:
    if old == new:
        return
    match old, new:
        case Record(), Record():
            yield from _compare_records((*around, Pair(field, old, new)), path)
        case Records(), Records():
            yield from _compare_record_lists(old, new, around, path, field)
        case tuple(), tuple() if _has_item_of(Prose, old, new):
            yield from _compare_prose_lists(old, new, around, path, field)
        case tuple(), tuple() if _has_item_of(Record, old, new) and not _has_item_of(_COMPARED_AS_VALUES, old, new):
            yield from _compare_unkeyed_lists(old, new, around, path, field)
        case _:
            yield Difference(kind="changed", path=path, parents=around, field=field, before=old, after=new)


def _has_item_of(kind: type[Any] | tuple[type[Any], ...], *lists: tuple[Any, ...]) -> bool:
    return any(isinstance(item, kind) for items in lists for item in items)


def _compare_record_lists(
    old: Records[Record], new: Records[Record], around: _Around, path: Path, field: str
) -> Iterator[Difference]:
    """Compare two lists of records with ids."""
    before, after = set(old.ids), set(new.ids)
    gone, come = [key for key in old.ids if key not in after], [key for key in new.ids if key not in before]
    like = _match_similar_records([old[key] for key in gone], [new[key] for key in come])
    back = {found.id: SimilarRecord(before, found.same) for before, found in like.items()}
    for key in gone:
        yield Difference(
            kind="removed", path=(*path, key), parents=around, field=field, before=old[key], similar=like.get(key)
        )
    for key in come:
        yield Difference(
            kind="added", path=(*path, key), parents=around, field=field, after=new[key], similar=back.get(key)
        )
    kept = [key for key in new.ids if key in before]
    if kept != [key for key in old.ids if key in after]:
        yield Difference(kind="reordered", path=path, parents=around, field=field, before=old.ids, after=new.ids)
    for key in kept:
        yield from _compare_values(old[key], new[key], around, (*path, key), field)


def _match_similar_records(gone: Sequence[Record], come: Sequence[Record]) -> dict[str, SimilarRecord]:
    """Return the id of each removed record with the added record that it may have become."""
    if not gone or len(gone) * len(come) > _MOST_PAIRS:
        return {}
    pairs = (
        (measure_similarity(before, after), _get_key(before), _get_key(after)) for before in gone for after in come
    )
    found: dict[str, SimilarRecord] = {}
    taken: set[str] = set()
    for alike, before, after in sorted(pairs, key=lambda pair: -pair[0]):
        if alike >= _LEAST_SIMILARITY and before not in found and after not in taken:
            found[before] = SimilarRecord(after, alike == 1)
            taken.add(after)
    return found


def measure_similarity(one: Record, other: Record) -> float:
    """Return the similarity of two records from 0 to 1, measured on their values without the ids."""
    values = [list(_list_values(record.model_copy(update={record.key_field: ""}))) for record in (one, other)]
    if values[0] == values[1]:
        return 1
    matcher = SequenceMatcher(None, " ".join(values[0]), " ".join(values[1]), autojunk=False)
    return min(0.99, matcher.ratio()) if matcher.quick_ratio() >= _LEAST_SIMILARITY else 0


def _list_values(value: Any) -> Iterator[str]:
    """Yield the values of a record as text, without empty ones."""
    for _, one in walk_values(value):
        if not isinstance(one, Record | Records | tuple) and one not in (None, ""):
            yield str(one)


def _get_key(record: Record) -> str:
    return str(getattr(record, record.key_field))


def _compare_unkeyed_lists(
    old: tuple[Record, ...], new: tuple[Record, ...], around: _Around, path: Path, field: str
) -> Iterator[Difference]:
    """Compare two lists of records without ids, matched by name and by their order among records of the same name."""
    before, after = _index_by_name(old), _index_by_name(new)
    for name, index in before.items():
        if name not in after:
            yield Difference(kind="removed", path=(*path, index), parents=around, field=field, before=old[index])
    for name, index in after.items():
        if name not in before:
            yield Difference(kind="added", path=(*path, index), parents=around, field=field, after=new[index])
    kept = [name for name in after if name in before]
    if kept != [name for name in before if name in after]:
        yield Difference(kind="reordered", path=path, parents=around, field=field, before=old, after=new)
    for name in kept:
        yield from _compare_values(old[before[name]], new[after[name]], around, (*path, after[name]), field)


def _index_by_name(items: tuple[Record, ...]) -> dict[tuple[str, int], int]:
    """Return the index of each record by its name and its order among records of the same name."""
    turns: Counter[str] = Counter()
    named: dict[tuple[str, int], int] = {}
    for index, item in enumerate(items):
        name_field = get_phrases(type(item)).name_field
        name = str(getattr(item, name_field)) if name_field else ""
        named[name, turns[name]] = index
        turns[name] += 1
    return named


def _compare_prose_lists(
    old: tuple[Prose, ...], new: tuple[Prose, ...], around: _Around, path: Path, field: str
) -> Iterator[Difference]:
    """Compare two lists of prose, matched by their order."""
    matcher = SequenceMatcher(None, [prose.source for prose in old], [prose.source for prose in new], autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        both = min(end - start, other_end - other_start)
        for step in range(both):
            place = (*path, other_start + step)
            yield from _compare_values(old[start + step], new[other_start + step], around, place, field)
        for index in range(start + both, end):
            yield Difference(kind="removed", path=(*path, index), parents=around, field=field, before=old[index])
        for index in range(other_start + both, other_end):
            yield Difference(kind="added", path=(*path, index), parents=around, field=field, after=new[index])
