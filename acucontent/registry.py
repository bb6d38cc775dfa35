"""The registry of the formats, guides and checks that plugins provide."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from acucontent.checked_edition import make_edition
from acucontent.clinic import Overlay
from acucontent.errors import AcucontentError
from acucontent.hooks import GuideSource
from acucontent.model.guide import Guide
from acucontent.model.suggestions import describe_unknown
from acucontent.plugins import Plugin, PluginProblem, find_plugins
from acucontent.quality.check import Check
from acucontent.reading import read_guide
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import BadOptions, Exporter, select_constraints
from acucontent.rendering.render import RenderJob, render_artifact

CLASH = "Uninstall one of the two, or ask an author to choose another name"
"""How to fix a name that two plugins provide."""


_LANGUAGE = re.compile(r"^\.[a-z]{2,3}(?=\.)")
"""The part of a suffix that is read as a language: `back-pain.es.pdf` is the Spanish file of the format with `.pdf`."""


class UnknownFormat(AcucontentError, LookupError):
    """No plugin provides a format with this name; the message suggests similar names and lists all."""


class UnknownGuide(AcucontentError, LookupError):
    """No plugin provides a guide with this id, and there is no file or folder at this path."""


@dataclass(frozen=True)
class Registry(Mapping[str, Exporter[Any]]):
    """The exporters by name, with the guides, checks, plugins and plugin problems."""

    exporters: Mapping[str, Exporter[Any]] = field(default_factory=dict)
    guides: Mapping[str, GuideSource] = field(default_factory=dict)
    plugins: tuple[Plugin, ...] = ()
    problems: tuple[PluginProblem, ...] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)
    """The checks, sorted by code."""

    def __getitem__(self, name: str) -> Exporter[Any]:
        return self.exporters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.exporters)

    def __len__(self) -> int:
        return len(self.exporters)

    def get_exporter(self, name: str) -> Exporter[Any]:
        """Return the exporter of a format.

        Raises:
            UnknownFormat: There is no format with this name.
        """
        if name not in self.exporters:
            raise UnknownFormat(describe_unknown("format", name, self.exporters))
        return self.exporters[name]

    def load(self, guide: str | Path | GuideSource) -> Guide:
        """Load a guide from a folder or file, or an installed guide by id.

        A folder in the current folder has precedence over an installed guide with the same name, because it is what the
        user sees. A folder with other files only, such as the output of a build, is not a guide.

        Raises:
            UnknownGuide: There is no such guide, file or folder.
            GuideProblems: The guide is invalid; the error lists every problem.
            NotReadable: A file cannot be read.
        """
        return read_guide(self.find_source(guide))

    def load_installed(self, name: str) -> Guide:
        """Load an installed guide by id, whatever the current folder contains.

        Raises:
            UnknownGuide: No plugin provides the guide.
            GuideProblems: The guide is invalid; the error lists every problem.
            NotReadable: A file cannot be read.
        """
        if name not in self.guides:
            raise UnknownGuide(describe_unknown("guide", name, self.guides))
        return self.load(self.guides[name])

    def list_handouts(self) -> Set[str]:
        """Return the ids of the handouts of all installed guides that can be read."""
        found: set[str] = set()
        for name in self.guides:
            with suppress(AcucontentError):
                found.update(self.load_installed(name).handouts.ids)
        return found

    def find_source(self, guide: str | Path | GuideSource) -> Traversable:
        """Return the folder or file from which `load` reads a guide.

        Raises:
            UnknownGuide: There is no such guide, file or folder.
        """
        if isinstance(guide, GuideSource):
            return guide.root
        if isinstance(guide, str) and guide in self.guides and not _can_be_guide(Path(guide)):
            return self.guides[guide].root
        if not Path(guide).exists():
            raise UnknownGuide(describe_unknown("guide", str(guide), self.guides, qualifier=": no such file or folder"))
        return Path(guide)


def _can_be_guide(place: Path) -> bool:
    """Return whether a user who names an existing path can mean it, and not an installed guide of that name."""
    try:
        names = [child.name.lower() for child in place.iterdir()]
    except OSError:
        return place.exists()
    return not names or any(name.endswith((".yaml", ".yml")) for name in names)


def discover() -> Registry:
    """Return a new registry of everything that the installed plugins provide, with that of acucontent first.

    Broken plugins, and names that another plugin already provides, are skipped and listed in `Registry.problems`.
    """
    builder = _RegistryBuilder()
    for found in find_plugins():
        if isinstance(found, PluginProblem):
            builder.problems.append(found)
        else:
            builder.add(found)
    checks = dict(sorted(builder.checks.items()))
    return Registry(builder.exporters, builder.guides, tuple(builder.plugins), tuple(builder.problems), checks)


class _RegistryBuilder:
    """Collects what plugins provide. A name or a file suffix belongs to the first plugin that claims it."""

    def __init__(self) -> None:
        self.exporters: dict[str, Exporter[Any]] = {}
        self.guides: dict[str, GuideSource] = {}
        self.checks: dict[str, Check] = {}
        self.plugins: list[Plugin] = []
        self.problems: list[PluginProblem] = []
        self._claimed: dict[str, Plugin] = {}
        self._options: dict[str, tuple[Plugin, dict[str, Any]]] = {}

    def add(self, plugin: Plugin) -> None:
        """Add what a plugin provides, except names that are already claimed."""
        exporters = tuple(
            each if plugin.is_built_in else replace(each, plugin=str(plugin))
            for each in plugin.exporters
            if self._has_free_files(plugin, each)
            and self._has_shared_options(plugin, each)
            and self._claim_names(plugin, f"the format '{each.name}'", *map(_name_suffix, _list_suffixes(each)))
        )
        guides = tuple(each for each in plugin.guides if self._claim_names(plugin, f"the guide '{each.id}'"))
        checks = tuple(each for each in plugin.checks if self._claim_names(plugin, f"the check '{each.code}'"))
        self.exporters |= {exporter.name: exporter for exporter in exporters}
        self.guides |= {guide.id: guide for guide in guides}
        self.checks |= {check.code: check for check in checks}
        self.plugins.append(replace(plugin, exporters=exporters, guides=guides, checks=checks))

    def _has_free_files(self, plugin: Plugin, exporter: Exporter[Any]) -> bool:
        """Return whether no file of an exporter is named as a translation of another; record a problem otherwise."""
        for suffix in _list_suffixes(exporter):
            claim = _name_suffix(_LANGUAGE.sub("", suffix))
            if claim != _name_suffix(suffix) and claim in self._claimed:
                reason = f"the suffix '{suffix}' is that of translations with {claim} of {self._claimed[claim]}"
                self.problems.append(PluginProblem.of(plugin, reason, CLASH))
                return False
        return True

    def _has_shared_options(self, plugin: Plugin, exporter: Exporter[Any]) -> bool:
        """Return whether options that other exporters have, too, accept the same values; record a problem otherwise."""
        described = {name: select_constraints(schema) for name, schema in exporter.options.describe_options().items()}
        for name, constraints in described.items():
            owner, expected = self._options.get(name, (plugin, constraints))
            if constraints != expected:
                reason = (
                    f"the option '{name}' of the format '{exporter.name}' accepts other values than that of {owner}"
                )
                self.problems.append(PluginProblem.of(plugin, reason, CLASH))
                return False
        self._options |= {name: (plugin, each) for name, each in described.items() if name not in self._options}
        return True

    def _claim_names(self, plugin: Plugin, *claims: str) -> bool:
        """Claim names for a plugin; return False, and record a problem, if one is already claimed."""
        for claim in claims:
            if claim in self._claimed:
                reason = f"{claim} is already provided by {self._claimed[claim]}"
                self.problems.append(PluginProblem.of(plugin, reason, CLASH))
                return False
        self._claimed |= dict.fromkeys(claims, plugin)
        return True


def _list_suffixes(exporter: Exporter[Any]) -> tuple[str, ...]:
    return exporter.suffix, *exporter.companion_suffixes


def _name_suffix(suffix: str) -> str:
    return f"the suffix '{suffix}'"


def load(guide: str | Path, *, registry: Registry | None = None) -> Guide:
    """Load an installed guide by id, or a guide from a folder or file: `load("back-pain")`, `load("my-guide/")`.

    A folder in the current folder has precedence over an installed guide with the same name.

    Raises:
        UnknownGuide: There is no such guide, file or folder.
        GuideProblems: The guide is invalid; the error lists every problem.
        NotReadable: A file cannot be read.
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
    decision_options: Sequence[str] = (),
    registry: Registry | None = None,
    cache: Cache | None = None,
    **options: Any,
) -> bytes:
    """Render a guide in a format and return the bytes: `export(guide, "pdf", handout="first-visit", paper="a4")`.

    Args:
        guide: The guide.
        name: The name of the format.
        handout: The id of a handout (default: the guide's first handout).
        region: The code of a region of the guide (default: its first region).
        language: The BCP 47 tag of a language of the guide (default: the guide's own language).
        overlay: The overlay of the clinic that hands it out (default: none).
        today: The date of printing. An edition whose review was due before it is marked as overdue (default: no edition
            is marked).
        decision_options: The ids of the options that a decision aid shows (default: all of the region).
        registry: The formats (default: the installed ones).
        cache: The cache of rendered files (default: none).
        **options: The options of the format.

    Raises:
        UnknownFormat: No plugin provides the format.
        BadOptions: An option is unknown or its value is invalid, or the format has no handouts.
        NoSuchRecord: The guide has no such handout, region or option of a decision, or the overlay has a note for a
            handout that no installed guide has.
        BadDecisionOptions: The handout is no decision aid, the region does not have an option, or fewer than two
            remain, or not the one of no new treatment.
        UnknownLanguage: The guide is not available in the language.
        UnsafeOverlay: The overlay has an unsafe or misleading sentence, or cannot be checked.
        UnvalidatedGuide: The guide was changed without validation.
        MissingLibrary: A library that the format needs is not installed.
        ExportFailed: The handout cannot be rendered.
    """
    registry = discover() if registry is None else registry
    exporter = registry.get_exporter(name)
    if handout is not None and exporter.scope == "guide":
        raise BadOptions(f"The format '{name}' always contains the whole guide: `handout` is not supported.")
    chosen = exporter.make_options(options)
    edition = make_edition(
        guide,
        handout,
        region,
        language=language,
        overlay=overlay,
        today=today,
        decision_options=decision_options,
        list_handouts=registry.list_handouts,
    )
    return render_artifact(RenderJob(exporter, edition, chosen), cache).data
