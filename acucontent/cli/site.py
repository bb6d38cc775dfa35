"""`acucontent site`: build a static site of guides."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import click

from acucontent.build import BuildFailed
from acucontent.cli.build import cache_option, check_formats, overlay_option, print_files, print_notes, workers_option
from acucontent.cli.context import get_registry, warn_about_plugins
from acucontent.cli.date_option import date_option
from acucontent.cli.flags import FormatCommand, select_given
from acucontent.cli.formatting import align_columns, format_count, format_size
from acucontent.cli.output import print_line, print_lines
from acucontent.cli.output_path import OutputFolderPath
from acucontent.cli.progress import show_progress
from acucontent.cli.sign_options import read_signer_of, sign_options
from acucontent.model.guide import Guide
from acucontent.registry import Registry
from acucontent.rendering.cache.storage import Cache
from acucontent.site.build import Site, build_site
from acucontent.site.plan import PAGE_FORMAT, PAGE_OPTIONS

_ARGUMENTS = ("formats", "regions", "languages", "overlay", "address", "today", "workers", "overwrite")
"""The options that are passed on to `build_site` under their own names."""


class SiteCommand(FormatCommand):
    """The command with a flag for each option of the formats, except those that a site sets for its pages."""

    fixed_options = frozenset(PAGE_OPTIONS)


@click.command(cls=SiteCommand)
@click.argument("folder", metavar="DIR", type=OutputFolderPath(path_type=Path))
@click.argument("guides", metavar="[GUIDE]...", nargs=-1)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME",
    callback=check_formats,
    help="Format to offer beside the web pages; may be given several times (default: all).",
)
@click.option(
    "--region",
    "regions",
    multiple=True,
    metavar="CODE",
    help="Region of the handouts; may be given several times (default: all regions of each guide).",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Language of the handouts, as a BCP 47 tag; may be given several times (default: all languages of each "
    "guide).",
)
@overlay_option
@click.option(
    "--address",
    metavar="URL",
    help="Web address of DIR, to which the QR codes of sheets lead (default: guide_web of the clinic overlay).",
)
@date_option
@workers_option
@cache_option
@click.option("--overwrite", is_flag=True, help="Overwrite files of another edition and edited files.")
@sign_options
@click.pass_context
def run_command(
    ctx: click.Context,
    /,
    folder: Path,
    guides: tuple[str, ...],
    sign: Path | None,
    sign_password_file: Path | None,
    **choices: Any,
) -> None:
    """Build a static site: an index with a search, and each handout as a web page and in the other formats.

    DIR is the folder of the site; each region has a folder in it. To read the site, open DIR/index.html: it needs no
    server and no network. GUIDE is the id of an installed guide, a folder or a file (default: all installed guides).

    The exit status is 0 if the site was built, 1 if a guide has problems, 2 if a file could not be built for another
    reason; the index is then not changed.
    """
    registry = get_registry(ctx)
    warn_about_plugins(registry)
    chosen = {name: choices.pop(name) for name in _ARGUMENTS}
    chosen["cache"] = Cache.of_user() if choices.pop("cache") else None
    if chosen["address"] is not None and chosen["overlay"] is None:
        raise click.UsageError("--address applies only with a clinic overlay. To fix it, add --clinic FILE")
    options = select_given(choices, chosen["formats"] and (PAGE_FORMAT, *chosen["formats"]), registry)
    chosen["signer"] = read_signer_of(sign, sign_password_file)
    loaded = list(_load_guides(registry, guides))
    try:
        # A library may print when it fails to load; the error message of acucontent replaces that output.
        with show_progress() as report_file, redirect_stdout(io.StringIO()):
            site = build_site(loaded, registry, folder, **chosen, options=options, on_progress=report_file)
    except BuildFailed as error:
        print_files(error.built)
        raise
    _print_site(site, loaded)


def _load_guides(registry: Registry, names: Sequence[str]) -> Iterator[Guide]:
    """Yield the named guides, or all that are installed, each once."""
    if names:
        yield from {guide.id: guide for guide in map(registry.load, names)}.values()
    else:
        yield from map(registry.load_installed, registry.guides)


def _print_site(site: Site, guides: Sequence[Guide]) -> None:
    """Print the number and size of the files by format, and the index. Notes are printed on stderr."""
    formats = dict.fromkeys(each.format for each in site.files)
    sizes = {name: [each.size for each in site.files if each.format == name] for name in formats}
    rows = [(name, format_count(len(each), "file"), format_size(sum(each))) for name, each in sizes.items()]
    parts = [size for _, size in site.parts]
    print_lines(align_columns([*rows, ("index", format_count(len(parts), "file"), format_size(sum(parts)))]))
    total = sum(parts) + sum(each.size for each in site.files)
    print_line(f"{site.index}: {format_count(len(guides), 'guide')}, {format_size(total)}")
    print_notes(site.files)
    if site.leftovers:
        names = ", ".join(map(str, site.leftovers))
        print_line(f"Files of an earlier build that are no longer part of the site: {names}. Remove them.", error=True)
