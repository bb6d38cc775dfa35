"""The base class of all records, lists of records, and the types of text and links that records hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, get_args, overload

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from acucontent.errors import AcucontentError
from acucontent.model.characters import normalize_text
from acucontent.model.citation_key import CitationKey
from acucontent.model.suggestions import describe_unknown

MAX_TEXT = 400
"""The longest plain text of one line, in characters."""


_REGIONS = re.compile(r"\s*\{\s*[A-Z]{2}(?:\s*,\s*[A-Z]{2})*\s*\}")
"""Codes of regions in braces, as at the start of a paragraph of prose."""


def require_one_line(text: str) -> str:
    """Return the text without surrounding spaces.

    Raises:
        PydanticCustomError: The text has a line break or a tab, regions in braces, or nothing that can be seen.
    """
    if "\n" in text or "\t" in text:
        raise PydanticCustomError("text_line", "has a line break or a tab: this field must be one line")
    if _REGIONS.match(text):
        message = "begins with regions in braces, which only paragraphs of prose can have: write it for every region"
        raise PydanticCustomError("text_region", message)
    if not text.strip():
        raise PydanticCustomError("empty", "is empty: write a value, or leave the key out")
    return text.strip()


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT),
    AfterValidator(normalize_text),
    AfterValidator(require_one_line),
]
"""Plain text of one line, shown without changes. It has no markup, and no invisible characters."""

MAX_DECIMALS = 6
"""The largest number of decimals of a number, which every format prints."""

_INEXACT = 1e-9
"""The largest difference between a number and its decimals that comes from computing with it."""


def require_printable(number: float) -> float:
    """Return a number as every format prints it, without the inexactness of a computed one.

    Raises:
        PydanticCustomError: The number has too many decimals, so that formats would print another one.
    """
    printed = round(number, MAX_DECIMALS) + 0.0
    if abs(printed - number) > _INEXACT:
        raise PydanticCustomError(
            "decimals", "has more than {most} decimals, which no format prints: round it", {"most": MAX_DECIMALS}
        )
    return printed


MAX_NUMBER = 1_000_000_000
"""The largest number of a guide, which every format can print in full."""

Number = Annotated[float, Field(ge=-MAX_NUMBER, le=MAX_NUMBER), AfterValidator(require_printable)]
"""A number of either sign."""

PositiveNumber = Annotated[float, Field(ge=0, le=MAX_NUMBER), AfterValidator(require_printable)]
"""A number that is not below zero."""

SLUG_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=80)]
"""An id: lower-case letters, digits and single hyphens."""


_VALIDATED = "_validated"
"""The key in `__dict__` under which a record keeps its validated values, so that copies and pickles have them."""


class _ValidatedValues(dict[str, Any]):
    """The validated values of a record. All instances are equal, so that records are compared by their fields alone.

    A private attribute of pydantic would do the same, but would make reading a guide 10 % slower.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ValidatedValues)

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return hash(_ValidatedValues)


class Record(BaseModel):
    """One record of a guide. It is immutable and refuses unknown keys.

    `model_construct` and `model_copy(update=...)` of pydantic do not validate. A record remembers its validated values;
    if it holds others, it is validated when it becomes a part of another record.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        str_strip_whitespace=True,
        validate_default=True,
        allow_inf_nan=False,
        serialize_by_alias=True,
    )

    key_field: ClassVar[str] = "id"
    """The field that names a record within its list."""

    @property
    def is_validated(self) -> bool:
        """Whether all its values were validated."""
        values = vars(self)
        return _VALIDATED in values and values[_VALIDATED].items() <= values.items()

    @model_validator(mode="wrap")
    @classmethod
    def _validate(cls, value: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(value, cls):
            if value.is_validated:
                return value
            value = value._convert_to_document()  # noqa: SLF001 - a record of the same kind
        record = validate(value)
        values = vars(record)
        values[_VALIDATED] = _ValidatedValues(values)
        return record

    def _convert_to_document(self) -> dict[str, Any]:
        """Return the values by the keys that documents write."""
        values = vars(self)
        return {field.alias or name: values[name] for name, field in type(self).model_fields.items() if name in values}


class Link(str):
    """The id of another record of the guide. `target` is the path of the list that must hold it."""

    __slots__ = ()
    target: ClassVar[str] = ""
    pattern: ClassVar[str] = SLUG_PATTERN

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate a string that matches `pattern`, and keep this class, so that a walk over a guide finds links."""
        return core_schema.no_info_after_validator_function(
            cls,
            core_schema.str_schema(pattern=cls.pattern, max_length=80, strip_whitespace=True),
            serialization=core_schema.to_string_ser_schema(),
        )


class StatementId(Link):
    """The id of an evidence statement."""

    __slots__ = ()
    target = "evidence.statements"


class OutcomeId(Link):
    """The id of an outcome."""

    __slots__ = ()
    target = "evidence.outcomes"


class ConditionId(Link):
    """The id of a condition."""

    __slots__ = ()
    target = "conditions"


class RecommendationId(Link):
    """The id of a recommendation."""

    __slots__ = ()
    target = "evidence.recommendations"


class ReferenceKey(Link):
    """The id of a reference; a field of this type accepts every citation key."""

    __slots__ = ()
    target = "references"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate a citation key, and keep this class, so that a walk over a guide finds links."""
        return core_schema.no_info_after_validator_function(
            cls, handler.generate_schema(CitationKey), serialization=core_schema.to_string_ser_schema()
        )


Citations = Annotated[
    tuple[ReferenceKey, ...],
    Field(default=(), description="Ids of the references that this record rests on."),
]

R_co = TypeVar("R_co", bound=Record, covariant=True)


class NoSuchRecord(AcucontentError, LookupError):
    """A list of records has no record with an id."""


class Records(Sequence[R_co], Generic[R_co]):
    """A list of records, which also finds a record by its id: `guide.references[0]`, `guide.acupoints["BL40"]`."""

    __slots__ = ("_index", "_items")

    def __init__(self, items: Iterable[R_co] = ()) -> None:
        self._items: tuple[R_co, ...] = tuple(items)
        self._index: dict[str, R_co] = {}
        for item in self._items:
            self._index.setdefault(str(getattr(item, item.key_field)), item)

    @overload
    def __getitem__(self, key: int | str) -> R_co: ...
    @overload
    def __getitem__(self, key: slice) -> Records[R_co]: ...
    def __getitem__(self, key: int | str | slice) -> R_co | Records[R_co]:
        """Return the record at a place or with an id, or the records of a slice.

        Raises:
            NoSuchRecord: No record has this id. The message names the nearest ids.
            IndexError: No record is at this place.
        """
        if isinstance(key, slice):
            return Records(self._items[key])
        if isinstance(key, int):
            return self._items[key]
        if key not in self._index:
            raise NoSuchRecord(describe_unknown("record", key, self._index, listed=False))
        return self._index[key]

    def get(self, key: str) -> R_co | None:
        """Return the record with an id, or None."""
        return self._index.get(key)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[R_co]:
        return iter(self._items)

    def __contains__(self, value: object) -> bool:
        return value in self._index if isinstance(value, str) else value in self._items

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Records) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"Records({list(self.ids)})"

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in the order of the records."""
        return tuple(str(getattr(item, item.key_field)) for item in self._items)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate and serialize the records as an array."""
        (item,) = get_args(source)
        items = core_schema.tuple_variable_schema(handler.generate_schema(item))
        return core_schema.no_info_wrap_validator_function(
            lambda value, validate: cls(validate(tuple(value) if isinstance(value, Records) else value)),
            items,
            serialization=core_schema.plain_serializer_function_ser_schema(tuple, return_schema=items),
        )
