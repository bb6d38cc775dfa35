"""Words that replace labels, in a guide, in one of its regions or in a clinic's overlay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from acucontent.model.base import Text
from acucontent.model.label_rules import LabelFault, find_clinic_fault, find_guide_fault


@dataclass(frozen=True)
class LabelWords:
    """Words by the names of the labels that they replace. A document writes them as a mapping.

    It is one value: its path is that of the field, because names of labels contain dots.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    """The name and the words of each label, sorted by name."""

    find_fault: ClassVar[Callable[[str, str], LabelFault | None]] = staticmethod(find_guide_fault)

    @property
    def words(self) -> dict[str, str]:
        """The words by the names of the labels."""
        return dict(self.pairs)

    def __str__(self) -> str:
        return "; ".join(f"{name}: {words}" for name, words in self.pairs) or "nothing"

    @classmethod
    def _validate(cls, value: Any, validate: Callable[[Any], Mapping[str, str]]) -> Self:
        if isinstance(value, cls):
            return value
        words = validate(value)
        faults = {name: fault for name, text in words.items() if (fault := cls.find_fault(name, text))}
        if faults:
            details = [_make_error_detail(name, words[name], fault) for name, fault in faults.items()]
            raise ValidationError.from_exception_data(cls.__name__, details)
        return cls(tuple(sorted(words.items())))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate and serialize the words as a mapping."""
        mapping = core_schema.dict_schema(core_schema.str_schema(max_length=80), handler.generate_schema(Text))
        return core_schema.no_info_wrap_validator_function(
            cls._validate,
            mapping,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value.words, return_schema=mapping
            ),
        )


@dataclass(frozen=True)
class ClinicLabelWords(LabelWords):
    """Words for the labels that a clinic can replace: those of its own section."""

    find_fault: ClassVar[Callable[[str, str], LabelFault | None]] = staticmethod(find_clinic_fault)


def _make_error_detail(name: str, words: str, fault: LabelFault) -> InitErrorDetails:
    message = {"message": fault.message}
    return InitErrorDetails(type=PydanticCustomError(fault.code, "{message}", message), loc=(name,), input=words)
