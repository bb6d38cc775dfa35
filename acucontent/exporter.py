"""What an exporter is: a value with a name, options and a function from an edition to bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, BinaryIO, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from acucontent.document.anchors import Anchor
from acucontent.edition import Edition
from acucontent.model.base import SLUG_PATTERN
from acucontent.model.names import unknown

RESERVED = frozenset(
    {
        "cache",
        "clinic",
        "date",
        "format",
        "handout",
        "help",
        "options",
        "out",
        "overlay",
        "region",
        "registry",
        "today",
        "workers",
    }
)
"""Names that an option cannot have: the program and its functions use them."""

_SUFFIX = re.compile(r"(\.[a-z0-9]+)+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*(; *charset=utf-8)?")
_SCALARS = ("boolean", "integer", "number", "string")


class Options(BaseModel):
    """The options of an exporter: a flat model, from which the command line and the documentation are made."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @classmethod
    def described(cls) -> dict[str, dict[str, Any]]:
        """The JSON Schema of each option by its name; of one that may be none, the other schema."""
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
    """What an exporter gives: the bytes, and what a paged format knows of its pages."""

    data: bytes
    pages: Mapping[Anchor, int] = field(default_factory=lambda: MappingProxyType({}))
    """The page, from 1, of each block and each other anchor (`acucontent.document.anchors`), in reading order."""
    page_count: int | None = None
    notes: tuple[str, ...] = ()
    """What a person who builds should know of it: a claim that it does not make, and why. One sentence each."""
    beside: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Files that go with it, asked for by an option: each by the end of its name, as `.onix.xml`."""


class BadExporter(ValueError):
    """An exporter cannot be used as it is declared; the message lists everything that is wrong with it."""


class BadOptions(ValueError):
    """An exporter was given an option that it does not have, or a value that the option does not take."""


class ExportFailed(RuntimeError):
    """An edition cannot be rendered; the message says what, where and how to mend it. Nothing is lost in silence."""


class MissingLibrary(ExportFailed):
    """A library that the exporter needs is not installed; the message says how to install it."""


class DoesNotFit(ExportFailed):
    """What is to be filled in has no room on the sheet, or no shape in its font; the message says what, and why."""


class Binder(Protocol):
    """Writes many filled sheets as one file for the printer, with a bookmark for each."""

    def add(self, title: str, words: Mapping[str, str]) -> None:
        """Add a sheet under a bookmark of this title.

        Raises:
            DoesNotFit: words have no room, or no shape in the font.
        """
        raise NotImplementedError

    def close(self) -> None:
        """End the file; before, it is not whole."""
        raise NotImplementedError


class Template(Protocol):
    """A sheet set in type once and filled in as often as there are patients. It can be sent to another process."""

    @property
    def names(self) -> tuple[str, ...]:
        """What can be filled in, such as `patient`."""
        raise NotImplementedError

    def fill(self, words: Mapping[str, str]) -> bytes:
        """The sheet with these words, by what they fill in.

        Raises:
            DoesNotFit: words have no room, or no shape in the font.
        """
        raise NotImplementedError

    def binder(self, out: BinaryIO) -> Binder:
        """Writes many filled sheets as one file for the printer."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Exporter(Generic[O]):
    """One format. It is pure: equal editions and options give equal bytes; it writes, reads and fetches nothing.

    Raises:
        BadExporter: a name, suffix, media type or option that the program cannot use.
    """

    name: str
    """The format's name on the command line."""
    title: str
    """The format's name for people."""
    suffix: str
    """The end of its file names, with the dot; each format has its own."""
    media_type: str
    """Its media type."""
    options: type[O]
    """Its options; each field has a default."""
    export: Callable[[Edition, O], Artifact]
    """Makes the artifact."""
    template: Callable[[Edition, O], Template] | None = None
    """Makes a sheet to be filled in for many patients; none where the format has no such sheets."""
    beneath: Callable[[], str] | None = None
    """Tells the versions of what lies beneath it and is no Python distribution, such as a native library."""
    extra: str | None = None
    """What to install when an import fails: `acucontent[pdf]`."""
    by_default: Literal["guide", "first handout", "every handout"] = "first handout"
    """The files of a build that names no handout: one for the whole guide, to which handouts do not apply; one for
    its first handout; or one for each handout."""
    paged: bool = False
    """Whether it tells on which page each block starts. A build makes it first and hands its pages on, as
    `Edition.printed`, to the formats that have none."""

    def __post_init__(self) -> None:
        """Refuse what the command line or a file name cannot be made from."""
        wrong = "; ".join(_faults(self))
        if wrong:
            raise BadExporter(f"exporter {self.name!r}: {wrong}")

    def options_from(self, given: Mapping[str, Any]) -> O:
        """The options with these values.

        Raises:
            BadOptions: there is no such option, or it does not take the value.
        """
        known = self.options.model_fields
        for name in given:
            if name not in known:
                raise BadOptions(unknown("option", name, known, also=f" of {self.name}"))
        try:
            return self.options.model_validate(dict(given))
        except ValidationError as error:
            raise BadOptions("\n".join(_bad_values(self.name, error))) from None

    def render(self, edition: Edition, options: O) -> Artifact:
        """The artifact of an edition; like `export`, but a failed import says how to mend it.

        Raises:
            MissingLibrary: a library is not installed, or not the native one behind it.
            ExportFailed: the edition cannot be rendered.
        """
        with self._libraries():
            return self.export(edition, options)

    @contextmanager
    def _libraries(self) -> Iterator[None]:
        """Says of a library that cannot be loaded how to mend it."""
        try:
            yield
        except ImportError as error:
            raise MissingLibrary(f"The format {self.name!r} cannot be made: {error}. {self._mend()}") from error
        except OSError as error:
            if error.errno is not None:
                raise
            # A native library that cannot be loaded has a message but, unlike a file, no number.
            raise MissingLibrary(f"The format {self.name!r} cannot be made: {_sentence(error)} {_DOCTOR}") from error

    def prepared(self, edition: Edition, options: O) -> Template:
        """The sheet of an edition to be filled in for many patients.

        Raises:
            MissingLibrary: a library is not installed, or not the native one behind it.
            ExportFailed: the format has no such sheets, or the edition cannot be rendered.
        """
        if self.template is None:
            raise ExportFailed(f"The format {self.name!r} has no sheets to fill in.")
        with self._libraries():
            return self.template(edition, options)

    def _mend(self) -> str:
        return f"Install it: pip install '{self.extra}'" if self.extra else _DOCTOR


_DOCTOR = "To see what is missing, run: acucontent doctor"


def _sentence(error: Exception) -> str:
    return str(error).split("\n")[0].split("  ")[0].rstrip(".") + "."


def _bad_values(format_name: str, error: ValidationError) -> Iterator[str]:
    for wrong in error.errors():
        name = ".".join(str(part) for part in wrong["loc"]) or "options"
        expected = wrong.get("ctx", {}).get("expected")
        why = f"is not one of: {expected}" if expected else f"will not do. {wrong['msg']}"
        yield f"{format_name}: {name}: {wrong['input']!r} {why}"


def _faults(exporter: Exporter[Any]) -> Iterator[str]:
    """Everything that keeps an exporter from being used."""
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
