"""Saved sets: apply, rename and delete them. They are saved on the main page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from acucontent.desk.choices import SheetChoice
from acucontent.desk.desk import Desk
from acucontent.desk.storage.saved_sets import MAX_NAME, UnknownSet
from acucontent.desk.web.choice_words import describe_choice
from acucontent.desk.web.requests import get_desk, read_form
from acucontent.desk.web.templating import render_page
from acucontent.errors import AcucontentError

_DONE = {"renamed": "The set has its new name.", "deleted": "The set was deleted."}
"""What the page says after an action, by the name in its address."""


async def show_sets(request: Request) -> Response:
    """Show the saved sets."""
    return await run_sync(_show_sets, request, get_desk(request), "", "")


def _show_sets(request: Request, desk: Desk, error: str, wrong: str) -> Response:
    """Return the page.

    Args:
        request: The request.
        desk: The desk.
        error: What could not be done.
        wrong: The set whose new name is refused.
    """
    sets = desk.store.sets.list_sets()
    return render_page(
        request,
        "sets.html",
        422 if error else 200,
        sets={name: _list_titles(desk, choice) for name, choice in sets.items()},
        details={name: list(_describe_set(desk, choice)) for name, choice in sets.items()},
        max_name=MAX_NAME,
        messages=desk.store.notices.messages,
        notice=_DONE.get(request.query_params.get("done", ""), ""),
        error=error,
        wrong=wrong,
    )


def _describe_set(desk: Desk, choice: SheetChoice) -> Iterator[str]:
    yield _get_guide_title(desk, choice.guide)
    yield from describe_choice(desk, choice)
    if choice.clinic:
        yield choice.clinic


def _get_guide_title(desk: Desk, key: str) -> str:
    try:
        return desk.shelf.get(key).title
    except AcucontentError:
        return f"{key} (not installed)"


def _list_titles(desk: Desk, choice: SheetChoice) -> list[str]:
    """Return the titles of the sheets of a set; the id of one that the installed guide does not have."""
    try:
        handouts = desk.shelf.get(choice.guide).handouts
    except AcucontentError:
        return list(choice.handouts)
    titles = {one.id: one.title for one in handouts}
    return [titles.get(each, f"{each} (not in the installed guide)") for each in choice.handouts]


async def rename_set(request: Request) -> Response:
    """Give a set another name."""

    def rename(desk: Desk, form: FormData) -> None:
        desk.store.sets.rename(str(form.get("name", "")), str(form.get("new", "")))

    return await _change(request, rename, "renamed")


async def ask_to_delete(request: Request) -> Response:
    """Ask whether a set is deleted."""
    return render_page(request, "delete_set.html", name=request.query_params.get("name", ""))


async def delete_set(request: Request) -> Response:
    """Delete a set. One that is not there is deleted already, as after a second click."""

    def delete(desk: Desk, form: FormData) -> None:
        with suppress(UnknownSet):
            desk.store.sets.delete(str(form.get("name", "")))

    return await _change(request, delete, "deleted")


async def _change(request: Request, change: Callable[[Desk, FormData], None], done: str) -> Response:
    """Change the sets, and show them at an address of their own, so that Back and Reload change nothing again."""
    desk, form = get_desk(request), await read_form(request)

    def run() -> Response:
        try:
            change(desk, form)
        except AcucontentError as error:
            return _show_sets(request, desk, str(error), str(form.get("name", "")))
        return RedirectResponse(f"/sets?done={done}", status_code=303)

    return await run_sync(run)


routes: list[BaseRoute] = [
    Route("/sets", show_sets),
    Route("/sets/rename", rename_set, methods=["POST"]),
    Route("/sets/delete", ask_to_delete),
    Route("/sets/delete", delete_set, methods=["POST"]),
]
