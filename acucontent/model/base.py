"""What every record of a guide has in common: frozen, closed to unknown keys, each field described."""

from __future__ import annotations

import unicodedata
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
from acucontent.model.suggestions import describe_unknown

MAX_TEXT = 400
"""The longest plain text of one line, in characters."""

_ALLOWED_CONTROLS = "\n\t"
_REFUSED_CATEGORIES = {
    "Cc": "a control character",
    "Cs": "half of a surrogate pair",
    "Co": "a private-use character",
    "Cn": "a code point that is not a character",
}
_BIDI_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def normalize_text(text: str) -> str:
    """The text in NFC, or an error that names the first character no page can show.

    Refused: control characters other than newline and tab, surrogates, private-use and unassigned code points,
    and direction controls, which can make a reader see other words than the ones stored (Unicode TR 36).
    """
    for index, character in enumerate(text):
        kind = _describe_refusal(character)
        if kind:
            raise PydanticCustomError(
                "text_character",
                "has {kind} (U+{code}) at character {place}: delete it",
                {"kind": kind, "code": f"{ord(character):04X}", "place": index + 1},
            )
    return unicodedata.normalize("NFC", text)


def _describe_refusal(character: str) -> str | None:
    if character in _ALLOWED_CONTROLS:
        return None
    if character in _BIDI_CONTROLS:
        return "a direction control"
    return _REFUSED_CATEGORIES.get(unicodedata.category(character))


def _require_one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise PydanticCustomError("text_line", "has a line break or a tab: this field holds one line")
    return text


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT),
    AfterValidator(normalize_text),
    AfterValidator(_require_one_line),
]
"""Plain text of one line, shown as it is: no markup, no control characters."""

SLUG_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=80)]
"""An id: lower-case letters, digits and single hyphens."""


_VALIDATED = "_validated"
"""Where a record keeps the values that were validated: beside its fields, so that copies and pickles have it."""


class _ValidatedValues(dict[str, Any]):
    """The values of a record that were validated. Each equals any other, so that records are compared by their fields.

    A private attribute of pydantic would do the same, but make reading a guide 10 % slower.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ValidatedValues)

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return hash(_ValidatedValues)


class Record(BaseModel):
    """One record of a guide: immutable, and closed to keys it does not know.

    `model_construct` and `model_copy(update=...)` of pydantic validate nothing. A record remembers which values were
    validated; one that holds others is validated when it becomes a part of another record.
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
        """Whether every value that it holds was validated."""
        held = vars(self)
        return _VALIDATED in held and held[_VALIDATED].items() <= held.items()

    @model_validator(mode="wrap")
    @classmethod
    def _validate(cls, value: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(value, cls):
            if value.is_validated:
                return value
            value = value._convert_to_document()  # noqa: SLF001 - a record of the same kind
        record = validate(value)
        held = vars(record)
        held[_VALIDATED] = _ValidatedValues(held)
        return record

    def _convert_to_document(self) -> dict[str, Any]:
        """Return the values under the keys that a document has for them."""
        held = vars(self)
        return {field.alias or name: held[name] for name, field in type(self).model_fields.items() if name in held}


class Link(str):
    """The id of a record elsewhere in the guide; `target` is the path of the list that must hold it."""

    __slots__ = ()
    target: ClassVar[str] = ""
    pattern: ClassVar[str] = SLUG_PATTERN

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """A string that matches `pattern`, kept as this class so that links can be found by walking."""
        return core_schema.no_info_after_validator_function(
            cls,
            core_schema.str_schema(pattern=cls.pattern, max_length=80, strip_whitespace=True),
            serialization=core_schema.to_string_ser_schema(),
        )


class StatementId(Link):
    """The id of an evidence statement."""

    __slots__ = ()
    target = "evidence.statements"


class RecommendationId(Link):
    """The id of a recommendation."""

    __slots__ = ()
    target = "evidence.recommendations"


class ReferenceKey(Link):
    """The id of a reference, as in a citation."""

    __slots__ = ()
    target = "references"


Citations = Annotated[
    tuple[ReferenceKey, ...],
    Field(default=(), description="Ids of the references that this record rests on."),
]

R_co = TypeVar("R_co", bound=Record, covariant=True)


class NoSuchRecord(AcucontentError, LookupError):
    """A list of records was asked for an id that it does not hold."""


class Records(Sequence[R_co], Generic[R_co]):
    """Records in order, each also found by its id: `guide.acupoints["BL40"]`, `guide.references[0]`."""

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
        """The record at a place or with an id, or the records of a slice.

        Raises:
            NoSuchRecord: there is no record with this id; the message names the nearest ones.
            IndexError: there is no record at this place.
        """
        if isinstance(key, slice):
            return Records(self._items[key])
        if isinstance(key, int):
            return self._items[key]
        if key not in self._index:
            raise NoSuchRecord(describe_unknown("record", key, self._index, listed=False))
        return self._index[key]

    def get(self, key: str) -> R_co | None:
        """The record with an id, or none."""
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
        """An array of the records, in JSON as in YAML."""
        (item,) = get_args(source)
        items = core_schema.tuple_variable_schema(handler.generate_schema(item))
        return core_schema.no_info_wrap_validator_function(
            lambda value, validate: cls(validate(tuple(value) if isinstance(value, Records) else value)),
            items,
            serialization=core_schema.plain_serializer_function_ser_schema(tuple, return_schema=items),
        )
