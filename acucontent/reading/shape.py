"""What the model wants where: the keys of a record, and what stands under each."""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import create_model
from pydantic.fields import FieldInfo

from acucontent.model.base import Record, Records
from acucontent.model.paths import field_names


@cache
def fields(record: type[Record]) -> Mapping[str, FieldInfo]:
    """The fields of a record by the key that a document writes."""
    return {key: record.model_fields[name] for key, name in field_names(record).items()}


def record_in(field: FieldInfo) -> type[Record] | None:
    """The kind of record that a field holds, one or many; none where it holds no record."""
    return _record(field.annotation)


def many(field: FieldInfo) -> bool:
    """Whether a field holds a list."""
    origin = get_origin(_bare(field.annotation))
    return origin is tuple or origin is Records


def has_ids(field: FieldInfo) -> bool:
    """Whether a field holds a list of records that are named by their ids."""
    return get_origin(_bare(field.annotation)) is Records


def _record(annotation: Any) -> type[Record] | None:
    bare = _bare(annotation)
    if get_origin(bare) in (Records, tuple):
        return _record(get_args(bare)[0])
    return bare if isinstance(bare, type) and issubclass(bare, Record) else None


def _bare(annotation: Any) -> Any:
    """The type without its constraints, and without the None that makes it optional."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _bare(get_args(annotation)[0])
    if origin is Union or origin is types.UnionType:
        wanted = [choice for choice in get_args(annotation) if choice is not type(None)]
        return _bare(wanted[0]) if len(wanted) == 1 else annotation
    return annotation


@cache
def alone(record: type[Record], name: str) -> type[Record]:
    """A record with one field of another, so that this field can be validated when others are unsound."""
    field = record.model_fields[name]
    definition: dict[str, Any] = {name: (field.rebuild_annotation(), field)}
    return create_model(f"{record.__name__}.{name}", __base__=Record, **definition)
