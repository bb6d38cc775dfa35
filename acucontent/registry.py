"""The formats, guides and checks that plugins give: found afresh on each call, and passed down as a value."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from acucontent.clinic import Overlay
from acucontent.edition import Edition
from acucontent.errors import AcucontentError
from acucontent.hooks import GuideSource
from acucontent.model.guide import Guide
from acucontent.model.suggestions import describe_unknown
from acucontent.plugins import Plugin, PluginProblem, plugins
from acucontent.quality.check import Check
from acucontent.reading import read_guide
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import BadOptions, Exporter
from acucontent.rendering.render import RenderJob, render_artifact

CLASH = "Uninstall one of the two, or ask an author to choose another name"
"""What to do when two plugins give the same."""


class UnknownFormat(AcucontentError, LookupError):
    """No plugin gives a format of this name; the message names the nearest ones, and all."""


class UnknownGuide(AcucontentError, LookupError):
    """No plugin gives a guide of this id, and nothing stands at this path."""


@dataclass(frozen=True)
class Registry(Mapping[str, Exporter[Any]]):
    """The exporters by name, with them the guides and checks, the plugins that gave them, and what was left out."""

    exporters: Mapping[str, Exporter[Any]] = field(default_factory=dict)
    guides: Mapping[str, GuideSource] = field(default_factory=dict)
    plugins: tuple[Plugin, ...] = ()
    problems: tuple[PluginProblem, ...] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)
    """The checks by code, in the order of codes."""

    def __getitem__(self, name: str) -> Exporter[Any]:
        return self.exporters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.exporters)

    def __len__(self) -> int:
        return len(self.exporters)

    def exporter(self, name: str) -> Exporter[Any]:
        """The exporter of a format.

        Raises:
            UnknownFormat: there is none of this name.
        """
        if name not in self.exporters:
            raise UnknownFormat(describe_unknown("format", name, self.exporters))
        return self.exporters[name]

    def load(self, guide: str | Path) -> Guide:
        """A guide that a plugin gives, by its id, or the one in a folder or file.

        An id comes before a folder of that name: write `./back-pain` for the folder.

        Raises:
            UnknownGuide: there is no such guide, and nothing at such a path.
            GuideProblems: the guide does not hold together; every problem is told.
            NotReadable: a file cannot be read.
        """
        return read_guide(self.source(guide))

    def source(self, guide: str | Path) -> Traversable:
        """Where a guide stands that `load` would read.

        Raises:
            UnknownGuide: there is no such guide, and nothing at such a path.
        """
        if isinstance(guide, str) and guide in self.guides:
            return self.guides[guide].root
        if not Path(guide).exists():
            raise UnknownGuide(describe_unknown("guide", str(guide), self.guides, qualifier=", file or folder"))
        return Path(guide)


def discover() -> Registry:
    """What the installed plugins give, ours first. What is broken or clashes is left out and stands in `problems`."""
    joined = _Joined()
    for found in plugins():
        if isinstance(found, PluginProblem):
            joined.problems.append(found)
        else:
            joined.add(found)
    checks = dict(sorted(joined.checks.items()))
    return Registry(joined.exporters, joined.guides, tuple(joined.plugins), tuple(joined.problems), checks)


class _Joined:
    """What was found so far. A name, and the end of a file's name, belongs to the first who claims it."""

    def __init__(self) -> None:
        self.exporters: dict[str, Exporter[Any]] = {}
        self.guides: dict[str, GuideSource] = {}
        self.checks: dict[str, Check] = {}
        self.plugins: list[Plugin] = []
        self.problems: list[PluginProblem] = []
        self._claimed: dict[str, Plugin] = {}

    def add(self, plugin: Plugin) -> None:
        exporters = tuple(
            each if plugin.is_ours else replace(each, plugin=str(plugin))
            for each in plugin.exporters
            if self._free(plugin, f"the format '{each.name}'", f"files that end in '{each.suffix}'")
        )
        guides = tuple(each for each in plugin.guides if self._free(plugin, f"the guide '{each.id}'"))
        checks = tuple(each for each in plugin.checks if self._free(plugin, f"the check '{each.code}'"))
        self.exporters |= {exporter.name: exporter for exporter in exporters}
        self.guides |= {guide.id: guide for guide in guides}
        self.checks |= {check.code: check for check in checks}
        self.plugins.append(replace(plugin, exporters=exporters, guides=guides, checks=checks))

    def _free(self, plugin: Plugin, *claims: str) -> bool:
        for claim in claims:
            if claim in self._claimed:
                reason = f"it gives {claim}, and so does {self._claimed[claim]}, which comes first"
                self.problems.append(PluginProblem.of(plugin, reason, CLASH))
                return False
        self._claimed |= dict.fromkeys(claims, plugin)
        return True


def load(guide: str | Path, *, registry: Registry | None = None) -> Guide:
    """A guide by its id, or from a folder or file: `load("back-pain")`, `load("my-guide/")`.

    Raises:
        UnknownGuide: there is no such guide, and nothing at such a path.
        GuideProblems: the guide does not hold together; every problem is told.
        NotReadable: a file cannot be read.
    """
    return (discover() if registry is None else registry).load(guide)


def export(  # noqa: PLR0913 - each has a name and a default
    guide: Guide,
    name: str,
    /,
    *,
    handout: str | None = None,
    region: str | None = None,
    language: str | None = None,
    overlay: Overlay | None = None,
    today: datetime.date | None = None,
    registry: Registry | None = None,
    cache: Cache | None = None,
    **options: Any,
) -> bytes:
    """A guide in a format, as bytes: `export(guide, "pdf", handout="first-visit", paper="a4")`.

    Args:
        guide: The guide.
        name: The format.
        handout: The id of a handout; the guide's first one unless told.
        region: The code of a region of the guide; its first one unless told.
        language: The BCP 47 tag of a language that the guide is available in (default: the guide's own).
        overlay: The overlay of the clinic that hands it out.
        today: The day of printing: what is past its review then is stamped so. Unless told, nothing is.
        registry: Where to look for the format; what is installed unless told.
        cache: Where to look for the file, and to store it (default: nowhere).
        **options: The options of the format.

    Raises:
        UnknownFormat: no plugin gives the format.
        BadOptions: the format has no such option, or it does not take the value, or it takes no handout.
        NoSuchRecord: the guide has no such handout or region, or no handout that the overlay has a note for.
        UnknownLanguage: The guide is not available in the language.
        UnvalidatedGuide: the guide was changed without validation.
        MissingLibrary: a library that the format needs is not installed.
        ExportFailed: the handout cannot be rendered.
    """
    exporter = (discover() if registry is None else registry).exporter(name)
    if handout is not None and exporter.scope == "guide":
        raise BadOptions(f"The format '{name}' holds the whole guide: it takes no handout.")
    chosen = exporter.options_from(options)
    edition = Edition.of(guide, handout, region, language=language, overlay=overlay, today=today)
    return render_artifact(RenderJob(exporter, edition, chosen), cache).data
