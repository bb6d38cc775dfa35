"""A limit on the length of a text that must fit on a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema


@dataclass(frozen=True)
class MaxLength:
    """Limits the length of a text in characters, before its other rules, so that the first message names the limit."""

    most: int

    def check(self, text: str) -> str:
        """Return a text that is short enough.

        Raises:
            PydanticCustomError: The text is longer than the limit.
        """
        if len(text) > self.most:
            raise PydanticCustomError(
                "text_too_long",
                "has {length} characters, but only {most} fit on a sheet: shorten it by {excess}",
                {"length": f"{len(text):,}", "most": self.most, "excess": f"{len(text) - self.most:,}"},
            )
        return text

    def _check_input(self, value: Any) -> Any:
        """Return the input if it is a text that is short enough, or no text at all."""
        return self.check(value.strip()) if isinstance(value, str) else value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Check the length before the rules of the type."""
        return core_schema.no_info_before_validator_function(self._check_input, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the limit to the JSON Schema."""
        return {**handler(schema), "maxLength": self.most}
