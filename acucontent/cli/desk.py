"""`acucontent desk`: print sheets from a page in the browser."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from acucontent.cli.build import cache_option
from acucontent.cli.context import get_registry, warn_about_plugins
from acucontent.cli.date_option import get_date
from acucontent.cli.serving import check_requirements, serve_pages, server_options
from acucontent.errors import AcucontentError
from acucontent.hooks import GuideSource
from acucontent.registry import Registry
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Exporter

if TYPE_CHECKING:  # packages of the extra `desk`
    from acucontent.desk.desk import Desk

_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")

DEFAULT_PORT = 8765


@click.command
@click.argument("guides", metavar="[GUIDE]...", nargs=-1)
@click.option(
    "--clinics",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with the overlays of your clinics (default: a folder of the user's settings).",
)
@cache_option
@server_options(DEFAULT_PORT)
@click.pass_context
def run_command(
    ctx: click.Context, /, guides: tuple[str, ...], clinics: Path | None, cache: bool, **choices: Any
) -> None:
    """Open a page in the browser for printing sheets.

    GUIDE is a guide folder or file, in addition to the installed guides. Only this machine can reach the page, unless
    --host or --address is given. Patient data stays in memory. To stop it, press Ctrl-C.
    """
    check_requirements()
    registry = get_registry(ctx)
    warn_about_plugins(registry)
    sources = [find_source(registry, name) for name in guides]
    _refuse_same_id(guides, sources)
    from acucontent.desk.web.app import make_app  # imports what may be missing

    with _open_desk(registry, sources, clinics, Cache.of_user() if cache else None) as desk:
        serve_pages(lambda guard: make_app(desk, guard), "desk", **choices)


def _refuse_same_id(names: Sequence[str], sources: Sequence[GuideSource]) -> None:
    """Raise an error if two arguments are guides with the same id, of which the desk could show only one."""
    seen: dict[str, str] = {}
    for name, source in zip(names, sources, strict=True):
        if source.id in seen and seen[source.id] != name:
            raise click.UsageError(
                f"{seen[source.id]} and {name} have the same id {source.id!r}. To fix it, leave one of them out"
            )
        seen[source.id] = name


@contextmanager
def _open_desk(
    registry: Registry, sources: Sequence[GuideSource], clinics: Path | None, cache: Cache | None
) -> Iterator[Desk]:
    """Yield a desk, and end its processes afterwards."""
    from acucontent.desk.clinics import Clinics
    from acucontent.desk.desk import Desk
    from acucontent.desk.guides import GuideShelf
    from acucontent.desk.sheets import SheetMaker
    from acucontent.desk.storage.folder import find_user_folder
    from acucontent.desk.storage.store import Store
    from acucontent.rendering.service import RenderService

    with Store.open(find_user_folder()) as store, RenderService(cache, exporters=_list_formats(registry)) as service:
        shelf = GuideShelf(registry, service, sources)
        home = find_user_folder()  # also one that cannot be written: what is in it is used
        usual = home / "clinics" if home else None
        found = Clinics(clinics) if clinics else Clinics(store.settings.read().clinics_folder or usual, usual)
        sheets = SheetMaker(shelf, service, found, get_date)
        store.delete_expired(get_date())
        yield Desk(registry, service, shelf, sheets, store, found, get_date, _get_time)


def _list_formats(registry: Registry) -> list[Exporter[Any]]:
    """Return the formats whose libraries are loaded at the start: those that every preview needs."""
    return [registry[name] for name in ("pdf", "text") if name in registry]


def _get_time() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def find_source(registry: Registry, name: str) -> GuideSource:
    """Return the source of a guide that an argument names. One with problems is named after its folder or file."""
    if name in registry.guides and registry.find_source(name) == registry.guides[name].root:
        return registry.guides[name]
    root = registry.find_source(name)
    try:
        key = registry.load(name).id
    except AcucontentError:
        key = _NOT_IN_AN_ID.sub("-", Path(name).resolve().stem.lower()).strip("-") or "guide"
    return GuideSource(key, root)
