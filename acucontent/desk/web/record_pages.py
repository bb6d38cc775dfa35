"""The record: what was printed, print it again, take its choices, and delete what is old."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from babel.dates import format_date
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from acucontent.desk.desk import Desk
from acucontent.desk.reprint import Installed, Reprint, compare_installed, make_again
from acucontent.desk.storage import NewPrint, Print, PrintedSheet, UnknownPrint
from acucontent.desk.storage.settings import MAX_DAYS
from acucontent.desk.web.answers import answer_once
from acucontent.desk.web.choice_words import describe_choice
from acucontent.desk.web.output import PDF_POLICY
from acucontent.desk.web.requests import get_desk, read_form
from acucontent.desk.web.sheet_views import explain_error, format_pages
from acucontent.desk.web.templating import render_message, render_page
from acucontent.errors import AcucontentError

ACTIONS = {
    "print": "Printed",
    "download": "Downloaded as PDF",
    "epub": "Downloaded as EPUB",
    "html": "Downloaded as a web page",
    "text": "Text for the chart",
    "again": "Printed again",
}
"""What the page calls each action."""

_NO_DAY = "Choose the day before which prints are deleted."
_KEEP_CHOICES = {"": "For ever", "31": "One month", "92": "Three months", "366": "One year", "3653": "Ten years"}


@dataclass(frozen=True)
class PrintView:
    """A print as the page shows it."""

    printed: Print
    time: str
    """The local time, such as 14:05."""
    day: str
    """The local day, such as Mar 4, 2026."""
    action: str
    guide: str
    """The title of the guide."""
    options: tuple[str, ...]
    """The options in words."""
    installed: Installed
    """How the installed guide compares with that of the print."""
    installed_edition: str


async def show_record(request: Request) -> Response:
    """Show a page of the record, newest first."""
    return await _answer(request, _show_record)


async def _answer(request: Request, show: Callable[..., Response], *values: object) -> Response:
    """Return the response of a function that needs the record, or the page for an error."""

    def run() -> Response:
        try:
            return show(request, get_desk(request), *values)
        except UnknownPrint as error:
            return render_message(request, "Not in the record", str(error), status=404)
        except AcucontentError as error:
            return render_message(request, "Not possible", explain_error(error), status=422)

    return await run_sync(run)


def _show_record(request: Request, desk: Desk, error: str = "") -> Response:
    query = request.query_params
    day, wrong = _read_day(query.get("day", ""))
    guide, _, handout = query.get("sheet", "").partition("/")
    record = desk.store.record
    desk.store.delete_expired(desk.today())
    found = record.list_prints(_read_number(query.get("page", ""), 1), guide=guide, handout=handout, day=day)
    days = desk.store.settings.read().keep_days
    return render_page(
        request,
        "record.html",
        found=found,
        prints=[_view_print(desk, each) for each in found.prints],
        sheets=_group_sheets(desk),
        chosen={"sheet": query.get("sheet", ""), "day": day.isoformat() if day else ""},
        keep=_list_keep_choices(days),
        keep_days=str(days or ""),
        newer=_make_address(query, found.page - 1) if found.page > 1 else "",
        older=_make_address(query, found.page + 1) if found.page < found.pages else "",
        messages=desk.store.notices.messages,
        today=desk.today().isoformat(),
        format_pages=format_pages,
        notice=_describe_done(query, days),
        error=error or wrong,
    )


def _group_sheets(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    """Return the key and the title of each sheet in the record, by the title of its guide."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for guide, handout, title in desk.store.record.list_sheets():
        groups.setdefault(_get_guide_title(desk, guide), []).append((f"{guide}/{handout}", title))
    return groups


def _get_guide_title(desk: Desk, key: str) -> str:
    """Return the title of an installed guide; the id of one that cannot be read."""
    try:
        return desk.shelf.get(key).title
    except AcucontentError:
        return key


def _read_day(text: str) -> tuple[datetime.date | None, str]:
    """Return a day, and what is wrong with the text of one."""
    if not text.strip():
        return None, ""
    try:
        return datetime.date.fromisoformat(text.strip()), ""
    except ValueError:
        return None, "The day cannot be read. Write it as year-month-day, such as 2026-03-04."


def _read_number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else default


def _list_keep_choices(days: int | None) -> dict[str, str]:
    """Return how long the record can be kept, with a time that was set in another way."""
    own = {} if days is None or str(days) in _KEEP_CHOICES else {str(days): f"{days} days"}
    return _KEEP_CHOICES | own


def _make_address(query: QueryParams, page: int) -> str:
    kept = {name: query[name] for name in ("sheet", "day") if query.get(name)}
    return f"/record?{urlencode({**kept, 'page': page})}"


def _view_print(desk: Desk, printed: Print) -> PrintView:
    local = printed.at.astimezone()  # by the rules of the system for that day, such as summer time
    installed, edition = compare_installed(desk, printed)
    return PrintView(
        printed,
        time=f"{local:%H:%M}",
        day=format_date(local, "medium", locale="en"),
        action=ACTIONS[printed.action],
        guide=_get_guide_title(desk, printed.choice.guide),
        options=tuple(_describe_options(desk, printed)),
        installed=installed,
        installed_edition=edition,
    )


def _describe_options(desk: Desk, printed: Print) -> Iterator[str]:
    """Yield the choice in words, and whether the sheets were filled in."""
    yield from describe_choice(desk, printed.choice)
    if printed.filled:
        yield "filled in for a patient"


async def show_print(request: Request) -> Response:
    """Show one print with all its hashes."""
    return await _answer(request, _show_print)


def _show_print(request: Request, desk: Desk) -> Response:
    printed = desk.store.record.get(request.path_params["number"])
    return render_page(request, "print.html", view=_view_print(desk, printed), format_pages=format_pages)


@answer_once
async def print_again(request: Request) -> Response:
    """Send the sheets of a print again, or a page that says what is different and asks."""
    form = await read_form(request)
    return await _answer(request, _print_again, form)


def _print_again(request: Request, desk: Desk, form: FormData) -> Response:
    printed = desk.store.record.get(request.path_params["number"])
    made = make_again(desk, printed)
    view = _view_print(desk, printed)
    if "confirmed" not in form and (made.changed or view.installed == "newer"):
        return render_page(request, "print_again.html", view=view, changed=made.changed)
    data = desk.sheets.join(made.sheets)
    _record_again(desk, printed, made)
    name = f"{printed.choice.guide}-sheets-{printed.made_for.isoformat()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Content-Security-Policy": PDF_POLICY}
    return Response(data, media_type="application/pdf", headers=headers)


def _record_again(desk: Desk, printed: Print, made: Reprint) -> None:
    desk.store.record.add(
        NewPrint(
            action="again",
            choice=printed.choice,
            sheets=tuple(map(PrintedSheet.of, made.sheets)),
            guide=made.guide,
            overlay=made.overlay,
            at=desk.now(),
            day=desk.today(),
            made_for=printed.made_for,
            filled=False,
        )
    )


async def use_choices(request: Request) -> Response:
    """Open the main page with the choices of a print."""
    await read_form(request)
    return await _answer(request, _use_choices)


def _use_choices(request: Request, desk: Desk) -> Response:
    printed = desk.store.record.get(request.path_params["number"])
    desk.store.settings.save_last_choice(printed.choice)
    return RedirectResponse("/", status_code=303)


async def save_keep_days(request: Request) -> Response:
    """Set how long prints stay in the record."""
    return await _answer(request, _save_keep_days, await read_form(request))


def _save_keep_days(request: Request, desk: Desk, form: FormData) -> Response:
    days = _read_number(str(form.get("days", "")), 0)
    if days > MAX_DAYS:
        return _show_record(request, desk, f"The record can be kept for at most {MAX_DAYS:,} days, or for ever.")
    desk.store.settings.save_keep_days(days or None)
    return _redirect(kept=1, deleted=desk.store.delete_expired(desk.today()))


def _redirect(**done: int) -> Response:
    """Show the record at an address of its own, so that Back and Reload do nothing again."""
    return RedirectResponse(f"/record?{urlencode(done)}", status_code=303)


def _describe_done(query: QueryParams, days: int | None) -> str:
    """Return what was done before the record was shown, which its address says."""
    deleted = _read_number(query.get("deleted", ""), 0)
    kept = f"The record is kept: {_list_keep_choices(days)[str(days or '')].lower()}." if "kept" in query else ""
    return " ".join(filter(None, (kept, f"{_count(deleted)} deleted." if deleted else "")))


async def ask_to_delete(request: Request) -> Response:
    """Ask whether the prints before a day are deleted."""
    return await _answer(request, _ask_to_delete)


def _ask_to_delete(request: Request, desk: Desk) -> Response:
    day, wrong = _read_day(request.query_params.get("before", ""))
    if day is None:
        return _show_record(request, desk, wrong or _NO_DAY)
    count = desk.store.record.count_before(day)
    if not count:
        return _show_record(request, desk, f"There are no prints before {day.isoformat()}.")
    return render_page(request, "delete_prints.html", count=_count(count), day=day.isoformat())


async def delete_prints(request: Request) -> Response:
    """Delete the prints before a day."""
    return await _answer(request, _delete_prints, await read_form(request))


def _delete_prints(request: Request, desk: Desk, form: FormData) -> Response:
    day, wrong = _read_day(str(form.get("before", "")))
    if day is None:
        return _show_record(request, desk, wrong or _NO_DAY)
    return _redirect(deleted=desk.store.record.delete_before(day))


def _count(prints: int) -> str:
    return "1 print" if prints == 1 else f"{prints:,} prints"


routes: list[BaseRoute] = [
    Route("/record", show_record),
    Route("/record/keep", save_keep_days, methods=["POST"]),
    Route("/record/delete", ask_to_delete),
    Route("/record/delete", delete_prints, methods=["POST"]),
    Route("/record/{number:int}", show_print),
    Route("/record/{number:int}/print", print_again, methods=["POST"]),
    Route("/record/{number:int}/use", use_choices, methods=["POST"]),
]
