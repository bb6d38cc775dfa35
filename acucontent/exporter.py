"""What an exporter is: a value with a name, options and a function from an edition to bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from acucontent.document.blocks import BlockId
from acucontent.edition import Edition


class Options(BaseModel):
    """The options of an exporter: a flat model, from which the command line and the documentation are made."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


O = TypeVar("O", bound=Options)  # noqa: E741 - the options of one exporter


@dataclass(frozen=True)
class Artifact:
    """What an exporter gives: the bytes, and for a paged format the page (from 1) on which each block starts."""

    data: bytes
    pages: Mapping[BlockId, int] = field(default_factory=lambda: MappingProxyType({}))
    page_count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Exporter(Generic[O]):
    """One format. It is pure: equal editions and options give equal bytes; it writes, reads and fetches nothing."""

    name: str
    """The format's name on the command line."""
    title: str
    """The format's name for people."""
    suffix: str
    """The end of its file names, with the dot."""
    media_type: str
    """Its media type."""
    options: type[O]
    """Its options; each field has a default."""
    export: Callable[[Edition, O], Artifact]
    """Makes the artifact."""
    extra: str | None = None
    """What to install when an import fails: `acucontent[pdf]`."""
    each_handout: bool = False
    """Whether a build makes one file a handout; otherwise one file for the whole guide."""


class ExportFailed(RuntimeError):
    """An edition cannot be rendered; the message says what, where and how to mend it. Nothing is lost in silence."""


class MissingLibrary(ExportFailed):
    """A library that the exporter needs is not installed; the message says how to install it."""
