"""What leaves the desk: the file to print, downloads, and the text for a chart."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from acucontent.desk.choices import SheetChoice
from acucontent.desk.desk import Desk
from acucontent.desk.sheets import SHEET_FORMAT, InvalidWords, Sheet
from acucontent.desk.storage.prints import Action, NewPrint, PrintedSheet
from acucontent.desk.web.answers import answer_once
from acucontent.desk.web.catalog import Catalog, make_catalog
from acucontent.desk.web.form import Draft
from acucontent.desk.web.main_page import fill_defaults
from acucontent.desk.web.reasons import explain_words
from acucontent.desk.web.requests import get_desk, read_form
from acucontent.desk.web.seen import list_changed, list_sources
from acucontent.desk.web.sheet_views import check_draft, explain_error, make_sheets
from acucontent.desk.web.templating import render_page
from acucontent.errors import AcucontentError

PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""The policy of a PDF, which viewers of browsers show in a page of their own, with styles of theirs."""

FORMATS: dict[str, Action] = {"epub": "epub", "html": "html"}
"""The formats of downloads besides PDF, and what the record calls them."""

CHART_OPTIONS = {"unwrapped": True, "blanks": False, "citations": False}
"""The options of plain text for a chart, which has its own line breaks, and no place to write in (docs/chart.md)."""

_FIELDS = {"next_visit": "Next visit", "notes": "Note", "patient": "Name"}
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of the files in an archive, which needs one."""


@dataclass(frozen=True)
class OutputFile:
    """A file that is sent. Its name says what it is, and never for whom."""

    name: str
    media_type: str
    data: bytes


@answer_once
async def print_sheets(request: Request) -> Response:
    """Send the sheets as one PDF that the browser shows."""
    return await _answer(request, partial(_send_pdf, "print"))


@answer_once
async def download_file(request: Request) -> Response:
    """Send the sheets as a file in a format; several files are in an archive."""
    name = request.path_params["format"]
    if name == SHEET_FORMAT:
        return await _answer(request, partial(_send_pdf, "download"))
    if name not in FORMATS:
        raise HTTPException(404, "There is no such format.")
    return await _answer(request, partial(_send_files, name))


@answer_once
async def show_chart_text(request: Request) -> Response:
    """Show the text of the sheets for the patient's chart, or send it to the script, which shows it in the page."""
    is_script = request.headers.get("accept") == PlainTextResponse.media_type

    def show(desk: Desk, draft: Draft, catalog: Catalog) -> Response:
        text = _make_chart_text(desk, draft, catalog)
        return PlainTextResponse(text) if is_script else render_page(request, "chart.html", text=text)

    return await _answer(request, show, was_seen=False)


async def _answer(
    request: Request, make: Callable[[Desk, Draft, Catalog], Response], *, was_seen: bool = True
) -> Response:
    """Return the response that a function makes from the form, or a page with the reason why there is none.

    Args:
        request: The request.
        make: The function.
        was_seen: Whether the response is what the person saw before, so that it must not have other words.
    """
    current, draft = get_desk(request), Draft.of_form(await read_form(request))

    def run() -> Response:
        desk = current.freeze()
        catalog = make_catalog(desk)
        filled = fill_defaults(draft, catalog)
        problems = list(check_draft(filled, catalog).values())
        if not filled.sheets:
            problems = ["No sheet is chosen. Tick a sheet first."]
        changed = list(list_changed(list_sources(desk, filled), filled.seen)) if was_seen else []
        if changed and not problems:
            return render_page(request, "changed.html", 409, changed=changed)
        try:
            if not problems:
                return make(desk, filled, catalog)
        except InvalidWords as error:
            problems = [f"{_FIELDS.get(name, name.title())}: {reason}" for name, reason in explain_words(error).items()]
        except AcucontentError as error:
            problems = [explain_error(error)]
        return render_page(request, "refused.html", 422, problems=problems)

    return await run_sync(run)


def _send_pdf(action: Action, desk: Desk, draft: Draft, catalog: Catalog) -> Response:
    """Send the sheets as one PDF, which is shown for printing or saved as a download."""
    made = make_sheets(desk, draft, catalog)
    every = [sheet for _, sheets in made for sheet in sheets]
    data = desk.sheets.join(every)
    for choice, sheets in made:
        _record(desk, choice, sheets, action, filled=bool(draft.words.for_sheets))
    file = OutputFile(_name_file(desk, draft.sheets, ".pdf"), "application/pdf", data)
    return _send(file, "inline" if action == "print" else "attachment")


def _send_files(name: str, desk: Desk, draft: Draft, catalog: Catalog) -> Response:
    """Send the sheets in a format without a patient's words: one file, or an archive of several."""
    exporter = desk.registry.get_exporter(name)
    files = {}
    for choice in draft.list_choices(catalog):
        for handout in choice.handouts:
            data = desk.sheets.render_format(choice, handout, name).data
            files[_name_file(desk, [f"{choice.guide}/{handout}"], exporter.suffix)] = data
    _record_formats(desk, draft, catalog, FORMATS[name])
    if len(files) == 1:
        ((file, data),) = files.items()
        return _send(OutputFile(file, exporter.media_type, data), "attachment")
    archive = OutputFile(_name_file(desk, draft.sheets, ".zip"), "application/zip", _make_archive(files))
    return _send(archive, "attachment")


def _make_chart_text(desk: Desk, draft: Draft, catalog: Catalog) -> str:
    texts = [
        desk.sheets.render_format(choice, handout, "text", CHART_OPTIONS).data.decode("utf-8").strip()
        for choice in draft.list_choices(catalog)
        for handout in choice.handouts
    ]
    _record_formats(desk, draft, catalog, "text")
    return "\n\n\n".join(texts) + "\n"


def _record_formats(desk: Desk, draft: Draft, catalog: Catalog, action: Action) -> None:
    """Record files that have no words; the record describes them by the sheets of the same choice.

    The files are sent in any case: a sheet may not fit on its paper where the text for a chart has no paper.
    """
    try:
        made = make_sheets(desk, draft.clear(), catalog)
    except AcucontentError as error:
        desk.store.notices.report(f"A download is missing from the record. {explain_error(error)}")
        return
    for choice, sheets in made:
        _record(desk, choice, sheets, action, filled=False)


def _record(desk: Desk, choice: SheetChoice, sheets: Sequence[Sheet], action: Action, *, filled: bool) -> None:
    """Record what was printed, without words, and remember the choice for the next time."""
    desk.store.record.add(
        NewPrint(
            action=action,
            choice=choice,
            sheets=tuple(map(PrintedSheet.of, sheets)),
            guide=desk.shelf.get(choice.guide),
            overlay=None if choice.clinic is None else desk.clinics.read(choice.clinic),
            at=desk.now(),
            day=desk.today(),
            made_for=desk.today(),
            filled=filled and any(sheet.takes_words for sheet in sheets),
        )
    )
    desk.store.settings.save_last_choice(choice)


def _name_file(desk: Desk, keys: Sequence[str], suffix: str) -> str:
    """Return the name of a file, as `build` names it; for several handouts it has only the guide."""
    if len(keys) == 1:
        guide, _, handout = keys[0].partition("/")
        is_first = handout == desk.shelf.get(guide).handouts[0].id
        return f"{guide}{suffix}" if is_first else f"{guide}-{handout}{suffix}"
    guides = {key.partition("/")[0] for key in keys}
    return f"{guides.pop() if len(guides) == 1 else 'guides'}-sheets{suffix}"


def _make_archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _send(file: OutputFile, disposition: str) -> Response:
    headers = {"Content-Disposition": f'{disposition}; filename="{file.name}"'}
    if file.media_type == "application/pdf":
        headers["Content-Security-Policy"] = PDF_POLICY
    return Response(file.data, media_type=file.media_type, headers=headers)


routes: list[BaseRoute] = [
    Route("/print", print_sheets, methods=["POST"]),
    Route("/download/{format}", download_file, methods=["POST"]),
    Route("/chart", show_chart_text, methods=["POST"]),
]
