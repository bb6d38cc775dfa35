"""The exporter protocol: a value with a name, options and a function from an edition to an artifact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from acucontent.document.anchors import Anchor
from acucontent.edition import Edition
from acucontent.errors import AcucontentError
from acucontent.model.base import SLUG_PATTERN
from acucontent.model.suggestions import describe_unknown
from acucontent.rendering.template import Template

RESERVED = frozenset(
    {
        "cache",
        "clinic",
        "date",
        "format",
        "handout",
        "help",
        "language",
        "options",
        "out",
        "overlay",
        "overwrite",
        "region",
        "registry",
        "today",
        "workers",
    }
)
"""Names that an option cannot have, because the program and its functions use them."""

_SUFFIX = re.compile(r"(\.[a-z0-9]+)+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*(; *charset=utf-8)?")
_SCALARS = ("boolean", "integer", "number", "string")


class Options(BaseModel):
    """The options of an exporter: a flat model. The command line and the documentation are generated from it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    companion_options: ClassVar[frozenset[str]] = frozenset()
    """The options that only add companion files: they leave the artifact as it is."""

    @property
    def non_defaults(self) -> dict[str, Any]:
        """The options by name that differ from their defaults and shape the artifact, as JSON has them."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude=set(self.companion_options))

    @classmethod
    def described(cls) -> dict[str, dict[str, Any]]:
        """Return the JSON Schema of each option by its name; for an option that may be None, the other schema."""
        return {name: _not_none(schema) for name, schema in _properties(cls).items()}


def _properties(options: type[Options]) -> dict[str, dict[str, Any]]:
    properties: dict[str, dict[str, Any]] = options.model_json_schema().get("properties", {})
    return properties


def _not_none(schema: dict[str, Any]) -> dict[str, Any]:
    given = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    return {**schema, **given[0]} if len(given) == 1 else schema


O = TypeVar("O", bound=Options)  # noqa: E741 - the options of one exporter


@dataclass(frozen=True)
class Artifact:
    """A rendered file: its bytes and, in a paged format, its pages."""

    data: bytes
    pages: Mapping[Anchor, int] = field(default_factory=lambda: MappingProxyType({}))
    """The page, from 1, on which each block and each spot (`acucontent.document.spots`) starts, in reading order."""
    page_count: int | None = None
    notes: tuple[str, ...] = ()
    """Remarks for the person who builds it, such as a claim that it does not make and why. One sentence each."""
    companions: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Files that an option adds, each by the end of its name, such as `.onix.xml`."""


class BadExporter(AcucontentError, ValueError):
    """An exporter is declared wrongly; the message lists every fault."""


class BadOptions(AcucontentError, ValueError):
    """An option is unknown, or its value is invalid."""


class ExportFailed(AcucontentError, RuntimeError):
    """An edition cannot be rendered; the message says what is wrong, where, and how to fix it."""


class MissingLibrary(ExportFailed):
    """A library that is needed is not installed; the message says how to install it."""


class PluginFailed(ExportFailed):
    """The exporter of a plugin raised an unexpected error: a defect of that plugin, which the message names."""


class DoesNotFit(ExportFailed):
    """What is filled in does not fit on the sheet, or the font lacks a character; the message says what and why."""


@dataclass(frozen=True, kw_only=True)
class Exporter(Generic[O]):
    """One format. It is pure: equal editions and options give equal bytes; it writes, reads and downloads nothing.

    Only `acucontent.rendering.render` calls its functions.

    Raises:
        BadExporter: a name, suffix, media type or option that the program cannot use.
    """

    name: str
    """The format's name on the command line."""
    title: str
    """The format's name in menus and lists."""
    suffix: str
    """The end of its file names, with the dot. No two formats share one."""
    media_type: str
    """Its media type."""
    options: type[O]
    """The class of its options; each field has a default."""
    export: Callable[[Edition, O], Artifact]
    """Renders an edition."""
    template: Callable[[Edition, O], Template] | None = None
    """Renders a sheet to be filled in for many patients; None if the format has no such sheets."""
    native_versions: Callable[[], str] | None = None
    """Returns the versions of what it uses that is no Python distribution, such as a native library."""
    extra: str | None = None
    """What to install when an import fails, such as `acucontent[pdf]`."""
    scope: Literal["guide", "first handout", "every handout"] = "first handout"
    """The files of a build that names no handout: one for the whole guide, to which handouts do not apply; one for
    its first handout; or one for each handout."""
    paged: bool = False
    """Whether its artifacts have pages. A build renders it first and passes the pages on, as `Edition.printed`, to
    the formats that have none."""
    plugin: str | None = None
    """The plugin that it comes from, which its errors then name; None for ours. The registry sets it."""

    def __post_init__(self) -> None:
        """Refuse values that the command line or a file name cannot use."""
        wrong = "; ".join(_faults(self))
        if wrong:
            raise BadExporter(f"exporter {self.name!r}: {wrong}")

    def options_from(self, given: Mapping[str, Any]) -> O:
        """Return options with these values; the others have their defaults.

        Raises:
            BadOptions: an option is unknown, or its value is invalid.
        """
        known = self.options.model_fields
        for name in given:
            if name not in known:
                raise BadOptions(describe_unknown("option", name, known, qualifier=f" of {self.name}"))
        try:
            return self.options.model_validate(dict(given))
        except ValidationError as error:
            raise BadOptions("\n".join(_bad_values(self.name, error))) from None


def _bad_values(format_name: str, error: ValidationError) -> Iterator[str]:
    for wrong in error.errors():
        name = ".".join(str(part) for part in wrong["loc"]) or "options"
        expected = wrong.get("ctx", {}).get("expected")
        why = f"is not one of: {expected}" if expected else f"is invalid. {wrong['msg']}"
        yield f"{format_name}: {name}: {wrong['input']!r} {why}"


def _faults(exporter: Exporter[Any]) -> Iterator[str]:
    """Yield every fault of an exporter."""
    if not re.fullmatch(SLUG_PATTERN, str(exporter.name)):
        yield "its name is not lower-case letters, digits and hyphens"
    if not _SUFFIX.fullmatch(str(exporter.suffix)):
        yield f"its suffix {exporter.suffix!r} is not a dot and lower-case letters or digits, such as '.pdf'"
    if not _MEDIA_TYPE.fullmatch(str(exporter.media_type)):
        yield f"its media type {exporter.media_type!r} is not like 'application/pdf'"
    if not callable(exporter.export):
        yield "its export is not a function"
    if not (isinstance(exporter.options, type) and issubclass(exporter.options, Options)):
        yield "its options are not a subclass of acucontent.Options"
    else:
        yield from _option_faults(exporter.options)


def _option_faults(options: type[Options]) -> Iterator[str]:
    for name, declared in options.model_fields.items():
        if declared.is_required():
            yield f"option {name!r} has no default"
        if name in RESERVED:
            yield f"option {name!r} has a name that the program uses itself"
    for name, schema in options.described().items():
        if "enum" not in schema and "const" not in schema and schema.get("type") not in _SCALARS:
            yield f"option {name!r} is not a bool, a number, a string or a Literal"
