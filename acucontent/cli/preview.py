"""`acucontent preview`: see a guide change in the browser while it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from acucontent.cli.context import get_registry, warn_about_plugins
from acucontent.cli.date_option import get_date
from acucontent.cli.serving import check_requirements, serve_pages, server_options
from acucontent.reading import NotReadable
from acucontent.registry import Registry

DEFAULT_PORT = 8766
_TIME_LIMIT = 120.0
"""How long the checks of a guide may take, in seconds, on a busy machine."""


@click.command
@click.argument("guide", metavar="GUIDE")
@click.option("--handout", metavar="ID", help="Handout to show first (default: the guide's first).")
@click.option("--format", metavar="NAME", default="pdf", help="Format to show first (default: pdf).")
@click.option("--region", metavar="CODE", help="Region to show first (default: the guide's first).")
@click.option("--language", metavar="TAG", help="Language to show first (default: the guide's own).")
@click.option("--large-print", is_flag=True, help="Start in large print.")
@click.option(
    "--clinic",
    "overlay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Clinic overlay for the handouts; its changes are shown, too.",
)
@server_options(DEFAULT_PORT)
@click.pass_context
def run_command(
    ctx: click.Context,
    /,
    guide: str,
    overlay: Path | None,
    **choices: Any,
) -> None:
    """Show a guide in the browser while it is written, with the findings of the checks.

    GUIDE is a folder, a file or the id of an installed guide. A change is shown when its file is saved, in any handout,
    format, region and language, and in large print. If the guide has problems, they are shown until they are fixed. To
    stop it, press Ctrl-C.
    """
    check_requirements()
    from acucontent.desk.preview.guide_source import GuideSource  # imports what may be missing
    from acucontent.desk.preview.pages import make_preview_app
    from acucontent.desk.preview.preview import Preview
    from acucontent.desk.preview.view import View
    from acucontent.rendering.service import RenderService

    registry = get_registry(ctx)
    warn_about_plugins(registry)
    usual = View(**{name: choices.pop(name) for name in ("handout", "format", "region", "language", "large_print")})
    registry.get_exporter(usual.format)
    source = GuideSource(_find_folder(registry, guide), overlay)
    with (
        RenderService(None, 1, _TIME_LIMIT, exporters=registry.values()) as drafts,
        RenderService(None, 1, _TIME_LIMIT) as files,
    ):
        preview = Preview(source, usual, drafts=drafts, files=files, today=get_date)
        serve_pages(lambda guard: make_preview_app(preview, registry, guard), "preview", **choices)


def _find_folder(registry: Registry, guide: str) -> Path:
    """Return the folder or file of a guide.

    Raises:
        UnknownGuide: There is no such guide, file or folder.
        NotReadable: The guide of a plugin is not in a folder.
    """
    place = registry.find_source(guide)
    if not isinstance(place, Path):
        raise NotReadable(f"The guide {guide!r} is in a package without folders. To fix it, copy it into a folder.")
    return place
