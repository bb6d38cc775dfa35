"""The main page: the choices on one side, the pages on the other. Every button works as a plain form, too."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from anyio import move_on_after
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from acucontent.batch.rows import MAX_NAME
from acucontent.desk.choices import PAPERS
from acucontent.desk.clinics import ClinicFile
from acucontent.desk.desk import Desk
from acucontent.desk.storage.saved_sets import MAX_NAME as MAX_SET_NAME
from acucontent.desk.storage.saved_sets import UnknownSet
from acucontent.desk.web.buttons import Outcome, describe_set, press_button, read_button
from acucontent.desk.web.catalog import Catalog, make_catalog
from acucontent.desk.web.form import Draft
from acucontent.desk.web.requests import get_desk, read_form, watch_connection
from acucontent.desk.web.sheet_views import Disconnected, Preview, format_pages, make_preview
from acucontent.desk.web.templating import render_page
from acucontent.errors import AcucontentError

WAIT = 1.0
"""How long the page waits for guides that are being read, in seconds, before it says so."""
MAX_NOTE = 600
"""The longest note for a patient, in characters; most sheets have lines for less and then say so."""
_PAPER_NAMES = {"letter": "Letter", "a4": "A4"}


async def show_main_page(request: Request) -> Response:
    """Show the page as it was used last, or with a saved set; it has no words."""
    desk, name = get_desk(request), request.query_params.get("set", "")
    with move_on_after(WAIT):
        catalog = await run_sync(make_catalog, desk, abandon_on_cancel=True)
        return await run_sync(_open_page, request, desk, catalog, name)
    return render_page(request, "waiting.html", headers={"Refresh": "1"})


def _open_page(request: Request, desk: Desk, catalog: Catalog, name: str) -> Response:
    notice = ""
    last = desk.store.settings.read().last_choice
    draft = Draft.of_choice(last) if last else Draft()
    if name:
        try:
            draft = Draft.of_choice(desk.store.sets.get(name))
            notice = describe_set(draft, name, catalog)
        except UnknownSet as error:
            notice = str(error)
    draft = fill_defaults(draft, catalog)
    _prefetch(desk, draft, catalog)
    return render_main(request, desk, catalog, Outcome(draft, notice), None)


def _prefetch(desk: Desk, draft: Draft, catalog: Catalog) -> None:
    """Make the sheets that are likely to be chosen while nothing else is done."""
    with suppress(AcucontentError):
        shown = draft if draft.sheets else replace(draft, sheets=tuple(catalog.sheets)[:1])
        for choice in shown.list_choices(catalog)[:1]:
            desk.sheets.prefetch(choice)


async def change_main_page(request: Request) -> Response:
    """Show the page again after one of its buttons, with everything that was entered."""
    desk, form = get_desk(request), await read_form(request)
    draft, button, has_script = Draft.of_form(form), read_button(form), bool(form.get("script"))
    return await run_sync(partial(_change_page, request, desk, draft, button, has_script=has_script))


def _change_page(
    request: Request, desk: Desk, draft: Draft, button: Mapping[str, str], *, has_script: bool
) -> Response:
    outcome = press_button(desk, draft, button)
    desk = desk.freeze()
    catalog = make_catalog(desk)
    outcome = replace(outcome, draft=fill_defaults(outcome.draft, catalog))
    preview = None if has_script else make_preview(desk, outcome.draft, catalog)
    return render_main(request, desk, catalog, outcome, preview)


async def show_pages(request: Request) -> Response:
    """Return the pages of what is chosen, as a part of the main page for its script."""
    desk, form = get_desk(request), await read_form(request)
    async with watch_connection(request) as is_connected:
        return await run_sync(_show_pages, request, desk.freeze(), Draft.of_form(form), is_connected)


def _show_pages(request: Request, desk: Desk, draft: Draft, is_connected: Callable[[], bool]) -> Response:
    catalog = make_catalog(desk)
    draft = fill_defaults(draft, catalog)
    try:
        preview = make_preview(desk, draft, catalog, is_connected)
    except Disconnected:
        return Response(status_code=204)  # nobody gets it
    return render_page(request, "pages.html", **_describe_pages(desk, catalog, draft, preview))


def fill_defaults(draft: Draft, catalog: Catalog) -> Draft:
    """Return the form with a region and a language: those of the first guide if none is chosen."""
    region = draft.region or next(iter(catalog.regions), "")
    language = draft.language or next(iter(catalog.languages), "")
    return replace(draft, region=region, language=language)


def render_main(request: Request, desk: Desk, catalog: Catalog, outcome: Outcome, preview: Preview | None) -> Response:
    """Return the main page. Without a preview its script asks for the pages, so that it is there at once."""
    draft, clinics = outcome.draft, [each for each in desk.clinics.list() if each.has_usable_name]
    return render_page(
        request,
        "main.html",
        draft=draft,
        sets=desk.store.sets.list_sets(),
        clinics={each.name: f"{each.title} (has problems)" if each.problems else each.title for each in clinics},
        practitioners=_list_practitioners(clinics, draft.clinic),
        papers={each: _PAPER_NAMES[each] for each in PAPERS},
        max_name=MAX_NAME,
        max_note=MAX_NOTE,
        max_set_name=MAX_SET_NAME,
        outcome=outcome,
        preview_is_made=preview is not None,
        **_describe_pages(desk, catalog, draft, preview),
    )


def _list_practitioners(clinics: Sequence[ClinicFile], name: str) -> list[str]:
    """Return the names of the practitioners of the chosen clinic, to choose from."""
    chosen = (each.overlay.clinic for each in clinics if each.name == name and each.overlay)
    return [one.name for clinic in chosen for one in clinic.practitioners]


def _describe_pages(desk: Desk, catalog: Catalog, draft: Draft, preview: Preview | None) -> dict[str, Any]:
    used = {key.partition("/")[0] for key in draft.sheets}
    return {
        "catalog": catalog,
        "preview": preview or Preview(),
        "is_waiting": preview is None and bool(draft.sheets),
        "used": used,
        "guides": [guide for guide in catalog.guides if guide.id in used or (guide.is_outdated and not used)],
        "messages": (*desk.store.notices.messages, *filter(None, (desk.clinics.problem,))),
        "format_pages": format_pages,
        "stock": _compute_stock(desk, catalog),
    }


def _compute_stock(desk: Desk, catalog: Catalog) -> str:
    """Return a digest of everything that the form offers, by which its script knows that it has changed."""
    clinics = [
        (each.name, each.title, [one.name for one in each.overlay.clinic.practitioners] if each.overlay else None)
        for each in desk.clinics.list()
    ]
    guides = [(each.id, each.edition, each.title, each.sheets, each.options, each.regions) for each in catalog.guides]
    offered = repr((list(desk.store.sets.list_sets()), clinics, guides))
    return hashlib.sha256(offered.encode()).hexdigest()[:16]


routes: list[BaseRoute] = [
    Route("/", show_main_page),
    Route("/", change_main_page, methods=["POST"]),
    Route("/pages", show_pages, methods=["POST"]),
]
