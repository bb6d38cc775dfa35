"""The fields of a record by the keys of a document, and the type of each field."""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError, create_model
from pydantic.fields import FieldInfo

from acucontent.model.base import Record, Records
from acucontent.model.paths import get_field_names


@cache
def get_fields(record: type[Record]) -> Mapping[str, FieldInfo]:
    """Return the fields of a record by the keys that documents write."""
    return {key: record.model_fields[name] for key, name in get_field_names(record).items()}


def get_record_type(field: FieldInfo) -> type[Record] | None:
    """Return the type of the record or records that a field holds; None if it holds no record."""
    annotation: Any = field.annotation
    return _find_record_type(annotation)


def is_list(field: FieldInfo) -> bool:
    """Return whether a field holds a list."""
    origin = get_origin(_strip_annotation(field.annotation))
    return origin is tuple or origin is Records


def has_ids(field: FieldInfo) -> bool:
    """Return whether a field holds a list of records that are named by their ids."""
    return get_origin(_strip_annotation(field.annotation)) is Records


def get_id_key(record: type[Record]) -> str:
    """Return the key under which a document writes the id of a record."""
    return record.model_fields[record.key_field].alias or record.key_field


def normalize_id(value: object, record: type[Record]) -> str | None:
    """Return the id of a record in its canonical form; None if it is invalid."""
    if not isinstance(value, str):
        return None
    try:
        return str(_get_id_type(record).validate_python(value.strip()))
    except ValidationError:
        return None


@cache
def _get_id_type(record: type[Record]) -> TypeAdapter[str]:
    return TypeAdapter(record.model_fields[record.key_field].rebuild_annotation())


@cache
def _find_record_type(annotation: Any) -> type[Record] | None:
    bare = _strip_annotation(annotation)
    if get_origin(bare) in (Records, tuple):
        return _find_record_type(get_args(bare)[0])
    return bare if isinstance(bare, type) and issubclass(bare, Record) else None


def _strip_annotation(annotation: Any) -> Any:
    """Return a type without its constraints, and without the None that makes it optional."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _strip_annotation(get_args(annotation)[0])
    if origin is Union or origin is types.UnionType:
        wanted = [choice for choice in get_args(annotation) if choice is not type(None)]
        return _strip_annotation(wanted[0]) if len(wanted) == 1 else annotation
    return annotation


class _SingleFieldRecord(Record, use_attribute_docstrings=False):
    """The base of record types with one field of another record, whose description is known already."""


@cache
def make_single_field_record(record: type[Record], name: str) -> type[Record]:
    """Return a record type with one field of another, to validate this field although others are invalid."""
    field = record.model_fields[name]
    definition: dict[str, Any] = {name: (field.rebuild_annotation(), field)}
    return create_model(f"{record.__name__}.{name}", __base__=_SingleFieldRecord, **definition)
