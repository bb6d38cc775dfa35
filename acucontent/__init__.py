"""Patient guides as validated data, rendered to many formats. Only the names in `__all__` are public.

    guide = acucontent.load("back-pain")
    sheet = acucontent.export(guide, "pdf", handout="first-visit", paper="a4")

Each name is imported when it is first used, so that `import acucontent` is fast.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from acucontent._version import __version__

if TYPE_CHECKING:
    from acucontent.build import BuildFailed, Built, build
    from acucontent.check_run import CheckRun, check_guide
    from acucontent.clinic import Clinic, Overlay
    from acucontent.document.document import Document
    from acucontent.edition import Edition, UnknownLanguage
    from acucontent.embedded_files import UnrecognizedFile
    from acucontent.errors import AcucontentError
    from acucontent.files import CannotWrite
    from acucontent.hooks import GuideSource, hookimpl
    from acucontent.identity import make_embedded_files
    from acucontent.model.base import NoSuchRecord
    from acucontent.model.decision_selection import BadDecisionOptions
    from acucontent.model.guide import Guide, UnvalidatedGuide
    from acucontent.model.paths import NoSuchPart
    from acucontent.output_folder import WouldOverwrite
    from acucontent.plugins import Plugin, PluginProblem
    from acucontent.quality.check import BadCheck, Check, Found
    from acucontent.quality.finding import Report
    from acucontent.quality.overlay import UnsafeOverlay
    from acucontent.quality.retractions import BadRetractions, read_retractions
    from acucontent.quality.selection import UnknownCheck
    from acucontent.quality.subject import RenderedText, Subject
    from acucontent.reading import GuideProblems, NotReadable, Problem, read_guide
    from acucontent.reading.clinic import read_clinic
    from acucontent.reading.memory import loads
    from acucontent.registry import Registry, UnknownFormat, UnknownGuide, discover, export, load
    from acucontent.rendering.cache.storage import Cache
    from acucontent.rendering.exporter import (
        Artifact,
        BadExporter,
        BadOptions,
        Exporter,
        ExportFailed,
        MissingLibrary,
        Options,
        PluginFailed,
        UnreadableText,
    )
    from acucontent.verification.answers import CannotBeCompared, Changed, Unchanged
    from acucontent.verification.sources import VerifyResult
    from acucontent.verify import Verdict, verify

__all__ = [
    "AcucontentError",
    "Artifact",
    "BadCheck",
    "BadDecisionOptions",
    "BadExporter",
    "BadOptions",
    "BadRetractions",
    "BuildFailed",
    "Built",
    "Cache",
    "CannotBeCompared",
    "CannotWrite",
    "Changed",
    "Check",
    "CheckRun",
    "Clinic",
    "Document",
    "Edition",
    "ExportFailed",
    "Exporter",
    "Found",
    "Guide",
    "GuideProblems",
    "GuideSource",
    "MissingLibrary",
    "NoSuchPart",
    "NoSuchRecord",
    "NotReadable",
    "Options",
    "Overlay",
    "Plugin",
    "PluginFailed",
    "PluginProblem",
    "Problem",
    "Registry",
    "RenderedText",
    "Report",
    "Subject",
    "Unchanged",
    "UnknownCheck",
    "UnknownFormat",
    "UnknownGuide",
    "UnknownLanguage",
    "UnreadableText",
    "UnrecognizedFile",
    "UnsafeOverlay",
    "UnvalidatedGuide",
    "Verdict",
    "VerifyResult",
    "WouldOverwrite",
    "__version__",
    "build",
    "check_guide",
    "discover",
    "export",
    "hookimpl",
    "load",
    "loads",
    "make_embedded_files",
    "read_clinic",
    "read_guide",
    "read_retractions",
    "verify",
]

_NAMES = {
    "build": ("BuildFailed", "Built", "build"),
    "check_run": ("CheckRun", "check_guide"),
    "clinic": ("Clinic", "Overlay"),
    "document.document": ("Document",),
    "edition": ("Edition", "UnknownLanguage"),
    "embedded_files": ("UnrecognizedFile",),
    "errors": ("AcucontentError",),
    "files": ("CannotWrite",),
    "hooks": ("GuideSource", "hookimpl"),
    "identity": ("make_embedded_files",),
    "model.base": ("NoSuchRecord",),
    "model.decision_selection": ("BadDecisionOptions",),
    "model.guide": ("Guide", "UnvalidatedGuide"),
    "model.paths": ("NoSuchPart",),
    "output_folder": ("WouldOverwrite",),
    "plugins": ("Plugin", "PluginProblem"),
    "quality.check": ("BadCheck", "Check", "Found"),
    "quality.selection": ("UnknownCheck",),
    "quality.finding": ("Report",),
    "quality.overlay": ("UnsafeOverlay",),
    "quality.retractions": ("BadRetractions", "read_retractions"),
    "quality.subject": ("RenderedText", "Subject"),
    "reading": ("GuideProblems", "NotReadable", "Problem", "read_guide"),
    "reading.clinic": ("read_clinic",),
    "reading.memory": ("loads",),
    "registry": ("Registry", "UnknownFormat", "UnknownGuide", "discover", "export", "load"),
    "rendering.cache.storage": ("Cache",),
    "rendering.exporter": (
        "Artifact",
        "BadExporter",
        "BadOptions",
        "Exporter",
        "ExportFailed",
        "MissingLibrary",
        "Options",
        "PluginFailed",
        "UnreadableText",
    ),
    "verification.answers": ("CannotBeCompared", "Changed", "Unchanged"),
    "verification.sources": ("VerifyResult",),
    "verify": ("Verdict", "verify"),
}
"""The public names that each module defines."""

_MODULES = {name: f"acucontent.{module}" for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name from its module."""
    if name not in _MODULES:
        raise AttributeError(f"module 'acucontent' has no attribute {name!r}")
    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keep `acucontent.build` the function, which Python replaces by the module of that name on import."""

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and _MODULES.get(name) == value.__name__:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
