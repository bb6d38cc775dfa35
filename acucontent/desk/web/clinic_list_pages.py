"""The clinics: list, create and delete them, and choose the folder that they are in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from acucontent.desk.clinics import ChangedMeanwhile, UnknownClinic, UnusableFolder
from acucontent.desk.desk import Desk
from acucontent.desk.web.requests import get_desk, read_form
from acucontent.desk.web.security import Guard
from acucontent.desk.web.templating import render_message, render_page
from acucontent.errors import AcucontentError
from acucontent.problems import escape_unprintable

_DONE = {"deleted": "The clinic was deleted.", "folder": "The clinics of this folder are used from now on."}
"""What the list of the clinics says after an action, by the name in its address."""


async def show_clinics(request: Request) -> Response:
    """Show the clinics, and a form to create one."""
    return await answer_clinic(request, _show_clinics)


async def answer_clinic(request: Request, show: Callable[..., Response], *values: object) -> Response:
    """Return the response of a function, or the page for an error."""

    def run() -> Response:
        try:
            return show(request, get_desk(request), *values)
        except UnknownClinic as error:
            return render_message(request, "Not found", str(error), status=404)
        except AcucontentError as error:
            return render_message(request, "Not possible", str(error), status=422)

    return await run_sync(run)


def _show_clinics(
    request: Request, desk: Desk, values: Mapping[str, str] | None = None, error: str = "", wrong_folder: str = ""
) -> Response:
    """Return the page.

    Args:
        request: The request.
        desk: The desk.
        values: What was entered.
        error: Why no clinic was created.
        wrong_folder: Why a folder was not chosen.
    """
    guard: Guard = request.app.state.guard
    return render_page(
        request,
        "clinics.html",
        422 if error or wrong_folder else 200,
        clinics=desk.clinics.list(),
        folder=escape_unprintable(str(desk.clinics.folder or "")),
        can_choose=guard.is_local and desk.clinics.usual is not None,
        is_usual=desk.clinics.folder == desk.clinics.usual,
        problem=desk.clinics.problem,
        values=values or {},
        error=error,
        wrong_folder=wrong_folder,
        notice=_DONE.get(request.query_params.get("done", ""), ""),
        messages=desk.store.notices.messages,
    )


async def choose_folder(request: Request) -> Response:
    """Use the overlays of another folder from now on."""
    return await answer_clinic(request, _choose_folder, str((await read_form(request)).get("folder", "")))


def _choose_folder(request: Request, desk: Desk, text: str) -> Response:
    guard: Guard = request.app.state.guard
    if not guard.is_local:
        reason = "The folder can be chosen only at a desk that no other computer can reach."
        return _show_clinics(request, desk, wrong_folder=reason)
    try:
        desk.store.settings.save_clinics_folder(desk.clinics.choose_folder(text))
    except UnusableFolder as error:
        return _show_clinics(request, desk, {"folder": text}, wrong_folder=str(error))
    return RedirectResponse("/clinics?done=folder", status_code=303)


async def create_clinic(request: Request) -> Response:
    """Create an overlay with a name, and open its form."""
    form = await read_form(request)
    return await answer_clinic(request, _create_clinic, {name: str(form.get(name, "")) for name in ("name", "file")})


def _create_clinic(request: Request, desk: Desk, values: Mapping[str, str]) -> Response:
    try:
        if not values["name"].strip():
            return _show_clinics(request, desk, values, "Write the name of the clinic.")
        name = desk.clinics.create(values["name"], values["file"])
    except (AcucontentError, OSError) as error:
        return _show_clinics(request, desk, values, str(error))
    return RedirectResponse(f"/clinics/{quote(name)}", status_code=303)


async def ask_to_delete(request: Request) -> Response:
    """Ask whether an overlay is deleted, and say which saved sets use it."""
    return await answer_clinic(request, _ask_to_delete)


def _ask_to_delete(request: Request, desk: Desk, notice: str = "") -> Response:
    text = desk.clinics.read_text(request.path_params["file"])
    clinics = {each.name: each.title for each in desk.clinics.list()}
    sets = [name for name, choice in desk.store.sets.list_sets().items() if choice.clinic == text.name]
    return render_page(
        request,
        "delete_clinic.html",
        409 if notice else 200,
        text=text,
        title=clinics.get(text.name, text.name),
        sets=sets,
        notice=notice,
    )


async def delete_clinic(request: Request) -> Response:
    """Delete an overlay; what was printed with it can be printed again, because the record has its text."""
    return await answer_clinic(request, _delete_clinic, await read_form(request))


def _delete_clinic(request: Request, desk: Desk, form: FormData) -> Response:
    name = request.path_params["file"]
    try:
        desk.clinics.delete(name, str(form.get("sha256", "")))
    except ChangedMeanwhile as error:
        return _ask_to_delete(request, desk, str(error))
    return RedirectResponse("/clinics?done=deleted", status_code=303)


routes: list[BaseRoute] = [
    Route("/clinics", show_clinics),
    Route("/clinics/new", create_clinic, methods=["POST"]),
    Route("/clinics/folder", choose_folder, methods=["POST"]),
    Route("/clinics/{file}/delete", ask_to_delete),
    Route("/clinics/{file}/delete", delete_clinic, methods=["POST"]),
]
