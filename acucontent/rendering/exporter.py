"""The exporter protocol: a value with a name, options and a function from an edition to an artifact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Literal, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from acucontent.document.anchors import Anchor
from acucontent.document.document import Document
from acucontent.edition import Edition
from acucontent.errors import AcucontentError
from acucontent.model.base import SLUG_PATTERN
from acucontent.model.suggestions import describe_unknown
from acucontent.rendering.template import Template

RESERVED = frozenset(
    {
        "address",
        "cache",
        "clinic",
        "clinics",
        "date",
        "decision_option",
        "decision_options",
        "folder",
        "format",
        "formats",
        "guide",
        "guides",
        "handout",
        "handouts",
        "help",
        "language",
        "languages",
        "merge",
        "on_progress",
        "options",
        "out",
        "overlay",
        "overwrite",
        "region",
        "regions",
        "registry",
        "resume",
        "scheduler",
        "table",
        "sign",
        "sign_password_file",
        "signer",
        "today",
        "version",
        "workers",
    }
)
"""Names that an option cannot have, because commands and functions of acucontent use them."""

_OPTION_NAME = re.compile(r"(?!no_)[a-z][a-z0-9_]{0,79}")
"""The name of an option. Names with `no_` are reserved, because `--no-cache` is the opposite of `--cache`."""

_SUFFIX = re.compile(r"(\.[a-z0-9]+)+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*(; *charset=utf-8)?")
_SCALARS = ("boolean", "integer", "number", "string")


class Options(BaseModel):
    """The options of an exporter, without nesting. Command-line flags and documentation are generated from them."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    companion_options: ClassVar[frozenset[str]] = frozenset()
    """The names of the options that only add companion files and do not change the artifact."""
    version_options: ClassVar[frozenset[str]] = frozenset()
    """The names of the options in which two versions of a file can differ. A build replaces a file that has other
    values of them; with another value of any other option it is another file."""

    def get_non_defaults(self, region: str) -> dict[str, Any]:
        """Return the options that change the artifact and differ from their defaults, by name, as JSON values.

        An option that is given with the value that is its default in the region does not differ.

        Args:
            region: The code of the region of the edition.
        """
        defaults = self.get_defaults(region)
        given = self.model_dump(mode="json", exclude_defaults=True, exclude=set(self.companion_options))
        return {name: value for name, value in given.items() if value != defaults[name]}

    @classmethod
    def get_defaults(cls, region: str) -> dict[str, Any]:
        """Return the default of each option by name, as JSON values.

        Args:
            region: The code of the region of the edition.
        """
        return {**cls().model_dump(mode="json"), **cls.get_regional_defaults(region)}

    @classmethod
    def get_regional_defaults(cls, region: str) -> Mapping[str, Any]:
        """Return the value of each option that is None by default, because its default depends on the region."""
        return {}

    @classmethod
    def describe_options(cls) -> dict[str, dict[str, Any]]:
        """Return the JSON Schema of each option by name. For an optional value it is the schema of the value."""
        return {name: _drop_none(schema) for name, schema in _get_properties(cls).items()}


def _get_properties(options: type[Options]) -> dict[str, dict[str, Any]]:
    properties: dict[str, dict[str, Any]] = options.model_json_schema().get("properties", {})
    return properties


def _drop_none(schema: dict[str, Any]) -> dict[str, Any]:
    given = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    return {**schema, **given[0]} if len(given) == 1 else schema


_ANNOTATIONS = frozenset({"default", "description", "examples", "title"})
"""Keywords of a schema that describe an option but do not constrain its value."""


def select_constraints(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of the schema of an option that constrains its value."""
    return {key: value for key, value in schema.items() if key not in _ANNOTATIONS}


Scope: TypeAlias = Literal["guide", "first handout", "every handout"]

O = TypeVar("O", bound=Options)  # noqa: E741 - the options of one exporter


@dataclass(frozen=True)
class Artifact:
    """A rendered file: its bytes and, in a paged format, its pages."""

    data: bytes
    pages: Mapping[Anchor, int] = field(default_factory=lambda: MappingProxyType({}))
    """The page on which each anchor (`acucontent.document.anchors`) starts, counted from 1, in reading order."""
    page_count: int | None = None
    notes: tuple[str, ...] = ()
    """Notes for the person who runs the build, one sentence each, such as the reason for a missing claim."""
    companions: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Companion files that an option adds, by suffix, such as `.onix.xml`."""
    layout: str = ""
    """What the exporter chose to make it fit on its pages, in a few words such as `text 13 pt`."""
    measures: str = ""
    """The same in full, as text that only the exporter reads: a draft of the next version starts with it."""


class BadExporter(AcucontentError, ValueError):
    """An exporter is invalid; the message lists every problem."""


class BadOptions(AcucontentError, ValueError):
    """An option is unknown, or its value is invalid."""


class ExportFailed(AcucontentError, RuntimeError):
    """An edition cannot be rendered; the message says what is wrong, where, and how to fix it."""


class MissingLibrary(ExportFailed):
    """A required library is not installed; the message says how to install it."""


class PluginFailed(ExportFailed):
    """The exporter of a plugin raised an unexpected error, which is a bug of that plugin; the message names it."""


class UnreadableText(AcucontentError, ValueError):
    """The text of a rendered file cannot be extracted; the message says why and how to fix it."""


class DoesNotFit(ExportFailed):
    """Text does not fit on a sheet to fill in; the message names the field."""


@dataclass(frozen=True, kw_only=True)
class Exporter(Generic[O]):
    """A format. Its functions are pure: equal editions and options give equal bytes, and nothing is read or written.

    Only `acucontent.rendering.render` calls its functions.

    Raises:
        BadExporter: The name, suffix, media type, scope or an option is invalid.
    """

    name: str
    """The name of the format on the command line."""
    title: str
    """The name of the format in menus and lists."""
    suffix: str
    """The suffix of its files, with the dot. Each format has its own."""
    media_type: str
    """The media type of its files, such as `application/pdf`."""
    options: type[O]
    """The class of its options. Each option needs a default."""
    export: Callable[[Edition, O], Artifact]
    """The function that renders an edition."""
    draft: Callable[[Edition, O, str], Artifact] | None = None
    """The function that renders an edition quickly, to be looked at while the file itself is rendered. A draft may lack
    what cannot be seen. The function gets the `measures` of the last artifact, or an empty text, and a draft may differ
    slightly from the file because of them. None if the format needs no drafts."""
    check_editions: Callable[[Sequence[Edition], O], None] | None = None
    """The function that raises `BadOptions` if options do not suit the editions of a build, such as the name of a part
    that they lack. A build calls it once, before anything is rendered. None if all options suit all editions."""
    template: Callable[[Edition, O], Template] | None = None
    """The function that renders a sheet to fill in for many patients; None if the format does not support it."""
    read_back: Callable[[bytes], tuple[str, ...]] | None = None
    """The function that returns the text of each page (in a paged format) or of each part, such as a chapter, of a file
    of this format, in reading order and without running heads and page numbers. A word that is broken at the end of a
    line has a soft hyphen (U+00AD) there. It raises `UnreadableText` for a damaged file. Checks use it to prove that
    the warnings are in the file; None if files cannot be read, which checks report as an error."""
    added_texts: Callable[[Edition, O], Iterable[str] | None] | None = None
    """The function that returns the texts that its files add to the words of the document, such as
    a table of contents or the markers of list items; in them, `0` stands for any number. Checks then prove that a file
    has every word of its document in order, and nothing else. The text `*` stands for anything before each text of the
    document. None, also as its result, if files do not show the complete document: checks then prove only that they
    have the warnings."""
    join: Callable[[Sequence[tuple[str, bytes]]], bytes] | None = None
    """The function that joins finished files of this format into one file for a printer. It is given the title and the
    bytes of each file, in order. In a paged format, a blank page follows a file with an odd number of pages, so that
    each file begins on new paper. None if the format does not support it."""
    warm_up: Callable[[], None] | None = None
    """The function that loads the libraries of the format, which a program that keeps running calls when it starts, so
    that the first file takes no longer than the others. It may raise ImportError or OSError. None if it is not worth
    it."""
    native_versions: Callable[[], Mapping[str, str]] | None = None
    """The function that returns the versions of its native libraries by name, on which the bytes depend, too; None if
    it uses only Python distributions."""
    used_packages: Callable[[Edition], Iterable[str]] | None = None
    """The function that returns the distributions, besides those of `extra`, from which an edition is made, such as the
    fonts of its scripts. Their versions are part of the identity of its artifacts, too."""
    extra: str | None = None
    """The requirement that installs its libraries, such as `acucontent[pdf]`; None if it needs none. Their versions are
    part of the identity of its artifacts."""
    companion_suffixes: tuple[str, ...] = ()
    """The suffixes of the companion files that its options can add. No other format has them."""
    scope: Scope = "first handout"
    """The files that a build makes by default: one of the whole guide, which has no handouts; one of the first handout;
    or one of each handout."""
    paged: bool = False
    """Whether its artifacts have pages. A build renders paged formats first and passes their pages to the other formats
    as `Edition.printed`."""
    joins_volumes: bool = False
    """Whether its file of the guide for patients also contains the reference volume: it then renders `Edition.book`
    instead of `Edition.document`."""
    plugin: str | None = None
    """The plugin that provides it, for error messages; None for a format of acucontent. The registry sets it."""

    def __post_init__(self) -> None:
        """Reject invalid values."""
        problems = "; ".join(_find_problems(self))
        if problems:
            raise BadExporter(f"exporter {self.name!r} is invalid: {problems}")

    def get_document(self, edition: Edition) -> Document:
        """Return the document of which its file of an edition consists."""
        return edition.book if self.joins_volumes else edition.document

    def make_options(self, given: Mapping[str, Any]) -> O:
        """Return options with these values, and defaults for all others.

        Raises:
            BadOptions: An option is unknown, or its value is invalid.
        """
        known = self.options.model_fields
        for name in given:
            if name not in known:
                raise BadOptions(describe_unknown("option", name, known, qualifier=f" for {self.name}"))
        try:
            return self.options.model_validate(dict(given))
        except ValidationError as error:
            raise BadOptions("\n".join(_describe_bad_values(self.name, error))) from None


def _describe_bad_values(format_name: str, error: ValidationError) -> Iterator[str]:
    """Yield a message for each invalid value of an option."""
    for wrong in error.errors():
        name = ".".join(str(part) for part in wrong["loc"]) or "options"
        expected = wrong.get("ctx", {}).get("expected")
        why = f"is not one of: {expected}" if expected else f"is invalid. {wrong['msg']}"
        yield f"{format_name}: {name}: {wrong['input']!r} {why}"


def _find_problems(exporter: Exporter[Any]) -> Iterator[str]:
    """Yield every problem of an exporter."""
    if not re.fullmatch(SLUG_PATTERN, str(exporter.name)):
        yield "its name is invalid: expected lower-case letters, digits and hyphens"
    if not _SUFFIX.fullmatch(str(exporter.suffix)):
        yield f"its suffix {exporter.suffix!r} is invalid: expected a dot and lower-case letters, such as '.pdf'"
    if not _MEDIA_TYPE.fullmatch(str(exporter.media_type)):
        yield f"its media type {exporter.media_type!r} is invalid: expected a type such as 'application/pdf'"
    if not (isinstance(exporter.title, str) and exporter.title.strip() and exporter.title.isprintable()):
        yield f"its title {exporter.title!r:.40} is invalid: expected a text on one line"
    if not (exporter.extra is None or isinstance(exporter.extra, str)):
        yield f"its extra {exporter.extra!r:.40} is not text"
    yield from _find_companion_problems(exporter)
    yield from _find_function_problems(exporter)
    if exporter.scope not in get_args(Scope):
        yield f"its scope {exporter.scope!r} is invalid: expected first handout, every handout or guide"
    if not (isinstance(exporter.options, type) and issubclass(exporter.options, Options)):
        yield "its options are not a subclass of acucontent.Options"
    else:
        yield from _find_option_problems(exporter.options)


def _find_companion_problems(exporter: Exporter[Any]) -> Iterator[str]:
    for suffix in exporter.companion_suffixes:
        if not _SUFFIX.fullmatch(str(suffix)) or suffix == exporter.suffix:
            yield f"its companion suffix {suffix!r:.40} is invalid: expected another suffix, such as '.onix.xml'"


_FUNCTIONS = (
    "draft",
    "check_editions",
    "template",
    "join",
    "warm_up",
    "native_versions",
    "read_back",
    "added_texts",
    "used_packages",
)
"""The names of the optional functions of an exporter."""


def _find_function_problems(exporter: Exporter[Any]) -> Iterator[str]:
    if not callable(exporter.export):
        yield "its export is not a function"
    for name in _FUNCTIONS:
        if getattr(exporter, name) is not None and not callable(getattr(exporter, name)):
            yield f"its {name} is not a function"
    if exporter.added_texts is not None and exporter.read_back is None:
        yield "it has added_texts but no read_back"


def _find_option_problems(options: type[Options]) -> Iterator[str]:
    for name, declared in options.model_fields.items():
        if declared.is_required():
            yield f"option {name!r} has no default"
        if declared.default_factory is not None:
            yield f"option {name!r} has a default that is computed: expected a value"
        if name in RESERVED or name in dir(Options):
            yield f"option {name!r} has a reserved name"
        elif not _OPTION_NAME.fullmatch(name):
            yield f"option {name!r} has an invalid name: expected lower-case letters, digits and _, and no 'no_' first"
    for name, schema in options.describe_options().items():
        if "enum" not in schema and "const" not in schema and schema.get("type") not in _SCALARS:
            yield f"option {name!r} has an unsupported type: expected bool, int, float, str or Literal"
