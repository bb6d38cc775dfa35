"""The files of a site: for each guide and region what `build` makes, and each handout as a web page."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from acucontent.build import PlannedFile, plan_files, require_names
from acucontent.checked_edition import check_notes
from acucontent.clinic import Overlay
from acucontent.edition import Edition
from acucontent.file_names import make_file_name
from acucontent.model.base import NoSuchRecord
from acucontent.model.guide import Guide
from acucontent.model.identifiers import standardize_language
from acucontent.model.suggestions import describe_unknown
from acucontent.quality.overlay import check_overlay
from acucontent.registry import Registry, UnknownGuide
from acucontent.rendering.exporter import BadOptions, ExportFailed
from acucontent.site.address import add_guide_address, find_site_address

PAGE_FORMAT = "html"
"""The name of the format of the pages."""

PAGE_OPTIONS: Mapping[str, bool] = {"fragment": False, "site_link": True}
"""The options of the pages, which a site sets: its pages are complete, and lead to the index."""


@dataclass(frozen=True)
class PlannedGuide:
    """The files of one guide for one region in one language."""

    guide: Guide
    files: tuple[PlannedFile, ...]

    @property
    def folder(self) -> Path:
        """The folder of the region."""
        return self.files[0].path.parent

    @property
    def pages(self) -> tuple[PlannedFile, ...]:
        """The web page of each handout, in the order of the guide."""
        return tuple(each for each in self.files if each.exporter.name == PAGE_FORMAT)


def plan_site(  # noqa: PLR0913 - the arguments of build_site
    guides: Sequence[Guide],
    registry: Registry,
    folder: Path,
    *,
    formats: Sequence[str] = (),
    regions: Sequence[str] = (),
    languages: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
    overlay: Overlay | None = None,
    address: str | None = None,
    today: datetime.date | None = None,
) -> tuple[PlannedGuide, ...]:
    """Return the files of each guide, region and language, with those of a guide next to each other."""
    require_names("formats", formats, "pdf")
    require_names("regions", regions, "US")
    require_names("languages", languages, "en-US")
    _check_options(options or {})
    if not guides:
        raise UnknownGuide("A site needs a guide, and none is installed. To see why, run: acucontent list")
    _check_overlay(guides, overlay, registry)
    names = tuple(dict.fromkeys((PAGE_FORMAT, *(formats or registry))))
    suffix, site = registry.get_exporter(PAGE_FORMAT).suffix, find_site_address(address, overlay)
    planned = []
    for guide, region, language in _list_editions(guides, regions, languages):
        first = Edition.of(guide, None, region, language=language)
        page = f"{name_folder(region)}/{make_file_name(first, suffix)}"
        files = plan_files(
            guide,
            registry,
            folder / name_folder(region),
            formats=names,
            region=region,
            language=language,
            options={**(options or {}), **PAGE_OPTIONS},
            overlay=add_guide_address(overlay, guide, site, page),
            today=today,
        )
        planned.append(PlannedGuide(guide, files))
    _check_paths(planned)
    return tuple(planned)


def name_folder(region: str) -> str:
    """Return the name of the folder of a region: its code in small letters, as addresses are usually written."""
    return region.lower()


def _check_options(options: Mapping[str, Any]) -> None:
    """Check that no option is one that a site sets.

    Raises:
        BadOptions: One is.
    """
    for name in options:
        if name in PAGE_OPTIONS:
            raise BadOptions(f"The option '{name}' is not supported by a site, which sets it for its pages.")


def _list_editions(
    guides: Sequence[Guide], regions: Sequence[str], languages: Sequence[str]
) -> Iterator[tuple[Guide, str, str]]:
    """Yield each guide with each region and language.

    Raises:
        NoSuchRecord: A guide has no such region.
    """
    tags = tuple(dict.fromkeys(map(standardize_language, languages)))
    for guide in guides:
        for region in dict.fromkeys(regions or (each.code for each in guide.regions)):
            if region not in guide.regions.ids:
                raise NoSuchRecord(
                    describe_unknown("region", region, guide.regions.ids, qualifier=f" for the guide '{guide.id}'")
                )
            yield from ((guide, region, language) for language in tags or guide.languages)


def _check_overlay(guides: Sequence[Guide], overlay: Overlay | None, registry: Registry) -> None:
    """Check the words of an overlay, and that each of its notes is for a handout of a guide.

    Raises:
        NoSuchRecord: The overlay has a note for a handout that no guide of the site and no installed guide has.
        UnsafeOverlay: The overlay has an unsafe or misleading sentence, or cannot be checked.
    """
    if overlay is None:
        return
    check_notes(overlay, (key for guide in guides for key in guide.handouts.ids), registry.list_handouts)
    for language in dict.fromkeys(language for guide in guides for language in guide.languages):
        check_overlay(overlay, language)


def _check_paths(planned: Sequence[PlannedGuide]) -> None:
    """Check that no two files of the site have the same path.

    Raises:
        ExportFailed: Two files have the same path.
    """
    counts = Counter(each.path for guide in planned for each in guide.files)
    for path, count in counts.items():
        if count > 1:
            raise ExportFailed(f"{path}: two guides have a file with this name. To fix it, put them into two sites.")
