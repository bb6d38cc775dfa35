"""The form of a clinic: its overlay is edited with live errors and a sheet beside the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from acucontent.clinic import MAX_NOTES
from acucontent.desk.clinics import ChangedMeanwhile, ClinicText, UnknownClinic, is_overlay_name
from acucontent.desk.desk import Desk
from acucontent.desk.overlay_form import (
    PRACTITIONERS,
    REMOVED,
    FormErrors,
    FormField,
    JudgedOverlay,
    apply_form,
    count_notes,
    judge_overlay,
    list_color_fields,
    list_contact_fields,
    list_handout_choices,
    list_hidden_values,
    list_label_fields,
    list_note_fields,
    list_practitioner_fields,
    parse_values,
    read_values,
)
from acucontent.desk.web.catalog import make_catalog
from acucontent.desk.web.clinic_list_pages import answer_clinic
from acucontent.desk.web.overlay_preview import PreviewChoice, ShownSheet, list_handout_titles, show_sheet
from acucontent.desk.web.reasons import explain_rule
from acucontent.desk.web.templating import render_page
from acucontent.desk.yaml_edit import EditedText
from acucontent.logo import MAX_LOGO_BYTES, BadLogo, clean_logo
from acucontent.problems import quote_text

_LOGO = "logo_file"
"""The field with the file of a logo."""
_EMPTY = b"{}\n"
"""The text to which a form is applied when that of the file is gone or cannot be read any more."""

_SAVED = {
    "1": "Saved.",
    "rewritten": "Saved. The whole file was written again, without its comments.",
}
"""What the page says after a save, by the value in its address."""
_STILL_BROKEN = "It was not saved, because it still has problems."


@dataclass(frozen=True)
class _Sent:
    """What a form of a clinic sent."""

    values: Mapping[str, str]
    logo: bytes | None = None
    """The file of a logo; None if none was chosen."""
    logo_name: str = ""

    @property
    def fields(self) -> Mapping[str, str]:
        """The fields for the text of the overlay: a logo that was sent replaces the one in the text."""
        return self.values if self.logo is None else {**self.values, f"{REMOVED}logo": "on"}

    def get(self, name: str) -> str:
        """Return a field; an empty text if it was not sent."""
        return self.values.get(name, "")

    def apply(self, text: ClinicText) -> bytes:
        """Return the text of a file with the fields, as `edit` does."""
        return self.edit(text).text.encode("utf-8")

    def edit(self, text: ClinicText, logo: str = "") -> EditedText:
        """Return the text of a file with the fields. One that is gone or cannot be read is replaced by the fields.

        Args:
            text: The text in the file.
            logo: The name of the file of a new logo; empty for none.
        """
        base, fields = text.content, self.fields
        if not isinstance(parse_values(base, text.name), dict):
            base = _EMPTY
            if f"{REMOVED}logo" not in fields:
                fields = {**fields, "logo": self.get("opened_logo")}
        return apply_form(base, {**fields, "logo": logo} if logo else fields)

    def explain_change(self, text: ClinicText) -> str:
        """Return what happened to a file since the form was opened; an empty text if it is as it was."""
        if text.is_missing:
            return f"{text.name} was deleted after you opened it."
        if text.sha256 in (self.get("sha256"), self.get("overwrite")):
            return ""
        return f"{text.name} was changed by another program, or in another tab, after you opened it."


async def show_clinic(request: Request) -> Response:
    """Show the form of an overlay; the text of one that is not valid YAML."""
    return await answer_clinic(request, _show_clinic)


def _show_clinic(request: Request, desk: Desk) -> Response:
    text = desk.clinics.read_text(request.path_params["file"])
    values = parse_values(text.content, text.name)
    choice = PreviewChoice.find(desk, "")
    errors = _judge(desk, text, text.content, choice).errors
    if not isinstance(values, dict):
        return _show_text(request, text, text.decode(), errors)
    page = _Page(request, desk, text, _Sent(read_values(values)), errors, choice)
    return page.show(notice=_SAVED.get(request.query_params.get("saved", ""), ""))


def _judge(desk: Desk, text: ClinicText, content: bytes, choice: PreviewChoice) -> JudgedOverlay:
    assert desk.clinics.folder is not None  # a text was read from it
    return judge_overlay(content, text.name, desk.clinics.folder, choice.judged_language)


def _show_text(  # noqa: PLR0913 - the parts of the page
    request: Request,
    text: ClinicText,
    content: str,
    errors: FormErrors,
    *,
    notice: str = "",
    sent: _Sent | None = None,
    conflict: ClinicText | None = None,
) -> Response:
    """Return the page with the text of a file that has no form.

    Args:
        request: The request.
        text: The text in the file.
        content: The text in the field.
        errors: The problems of the text in the field.
        notice: Why it was not saved.
        sent: What was sent; None if the page is opened.
        conflict: The text that another program saved in the meantime.
    """
    return render_page(
        request,
        "clinic_text.html",
        409 if conflict else 422 if sent else 200,
        text=text,
        content=content,
        problems=_list_messages(errors),
        notice=notice,
        opened=sent.get("sha256") if sent else text.sha256,
        conflict=conflict,
        conflict_text=conflict.decode() if conflict else "",
        is_unsaved=sent is not None,
    )


def _join_messages(errors: FormErrors) -> dict[str, str]:
    """Return the messages of each field as sentences."""
    return {
        path: " ".join(text[:1].upper() + text[1:] for text in map(explain_rule, messages))
        for path, messages in errors.fields.items()
    }


def _list_messages(errors: FormErrors) -> list[str]:
    return [*errors.others, *(message for messages in errors.fields.values() for message in messages)]


@dataclass(frozen=True)
class _Page:
    """The page with the form of an overlay."""

    request: Request
    desk: Desk
    text: ClinicText
    """The text in the file."""
    sent: _Sent
    """The values of the fields."""
    errors: FormErrors
    """The problems of the values."""
    choice: PreviewChoice
    """The sheet that is shown beside the form."""

    def show(  # noqa: PLR0913 - the parts of the page
        self,
        *,
        notice: str = "",
        failure: str = "",
        conflict: ClinicText | None = None,
        shown: ShownSheet | None = None,
        notes: int = 0,
        status: int = 200,
    ) -> Response:
        """Return the page.

        Args:
            notice: What was done.
            failure: What could not be done.
            conflict: The text that another program saved in the meantime.
            shown: The sheet with the values, if it was made.
            notes: How many notes there are places for, at least.
            status: The status of the response.
        """
        return render_page(
            self.request,
            "clinic.html",
            status,
            **self._describe_fields(notes),
            text=self.text,
            values=self.sent.values,
            errors=_join_messages(self.errors),
            others=self.errors.others,
            choice=self.choice,
            preview_choices=make_catalog(self.desk).guides,
            shown=shown,
            notice=notice,
            failure=failure or self._explain_lost_logo(),
            opened=self.sent.get("sha256") or self.text.sha256,
            opened_logo=self.sent.get("opened_logo") or self._find_logo(),
            conflict=conflict,
            conflict_text=conflict.decode() if conflict else "",
            is_unsaved=bool(self.sent.get("sha256")),
            messages=self.desk.store.notices.messages,
        )

    def _explain_lost_logo(self) -> str:
        """Return what is said of a new logo that was sent: a page cannot put a file into a field again."""
        is_lost = self.sent.logo is not None and "logo" not in self.errors.fields
        return "The new logo is not saved yet. Choose its file again." if is_lost else ""

    def _find_logo(self) -> str:
        """Return the file of the logo that the text names."""
        document = parse_values(self.text.content, self.text.name)
        return str(document.get("logo", "")) if isinstance(document, dict) else ""

    def _describe_fields(self, notes: int) -> dict[str, Any]:
        values, document = self.sent.values, parse_values(self.text.content, self.text.name)
        places = min(max(count_notes((*values, *self.errors.fields)), notes, 1), MAX_NOTES)
        handouts = list_handout_titles(self.desk)
        return {
            "contacts": list_contact_fields(),
            "colors": list_color_fields(),
            "practitioners": [list_practitioner_fields(place) for place in range(PRACTITIONERS)],
            "notes": [_describe_note(place, values, handouts) for place in range(places)],
            "can_add_note": places < MAX_NOTES,
            "labels": list_label_fields(),
            "hidden": () if document is None else list_hidden_values(document),
            "logo": self._find_logo(),
            "logo_bytes": MAX_LOGO_BYTES,
        }


def _describe_note(
    place: int, values: Mapping[str, str], handouts: list[tuple[str, str]]
) -> tuple[FormField, FormField, list[tuple[str, str]]]:
    """Return the two fields of a note, and the handouts that it can be for. None is chosen for a text without one."""
    handout, text = list_note_fields(place)
    chosen = values.get(handout.path, "")
    placeholder = [("", "Choose a sheet")] if values.get(text.path) and not chosen else []
    return handout, text, placeholder + list_handout_choices(handouts, chosen)


async def _read_sent(request: Request) -> _Sent:
    """Return what a form sent: text, and the file of a logo of at most two megabytes."""
    async with request.form(max_fields=500, max_files=1) as form:
        file = form.get(_LOGO)
        values = {name: value for name, value in form.items() if isinstance(value, str)}
        if not isinstance(file, UploadFile) or not file.filename:
            return _Sent(values)
        return _Sent(values, await file.read(MAX_LOGO_BYTES + 1), file.filename)


async def save_clinic(request: Request) -> Response:
    """Save the form of an overlay, add a place for a note, or show the sheet."""
    return await answer_clinic(request, _save_clinic, await _read_sent(request))


def _save_clinic(request: Request, desk: Desk, sent: _Sent) -> Response:
    text = _read_opened(request, desk, sent)
    choice = PreviewChoice.find(desk, sent.get("preview"))
    content = sent.apply(text)
    judged = _judge(desk, text, content, choice)
    logo, errors = _add_logo(sent, judged.errors)
    page = _Page(request, desk, text, sent, errors, choice)
    if "add_note" in sent.values:
        return page.show(notes=count_notes(sent.values) + 1)
    if "show" in sent.values:
        shown = show_sheet(desk, choice, judged.overlay, logo) if not errors else None
        return page.show(shown=shown)
    if errors:
        return page.show(status=422)
    if sent.explain_change(text) and sent.get("overwrite") != text.sha256:
        return page.show(conflict=text, status=409)
    return _write(page, logo)


def _read_opened(request: Request, desk: Desk, sent: _Sent) -> ClinicText:
    """Return the text of a file that a form was opened with; that of a file that was deleted meanwhile is empty.

    Raises:
        UnknownClinic: The folder has no such file, and no form was opened with it.
    """
    name = request.path_params["file"]
    try:
        return desk.clinics.read_text(name)
    except UnknownClinic:
        if not sent.get("sha256") or not is_overlay_name(name):
            raise
        return ClinicText(name, b"", is_missing=True)


def _add_logo(sent: _Sent, errors: FormErrors) -> tuple[bytes | None, FormErrors]:
    """Return the checked logo that was sent, and the errors with those of the logo."""
    if sent.logo is None:
        return None, errors
    try:
        return clean_logo(sent.logo, quote_text(sent.logo_name)), errors
    except BadLogo as error:
        return None, FormErrors({**errors.fields, "logo": [str(error)]}, errors.others)


def _write(page: _Page, logo: bytes | None) -> Response:
    """Save the logo and the text; the text that names the logo is written last."""
    desk, text = page.desk, page.text
    edited = page.sent.edit(text)
    try:
        if text.is_missing:
            desk.clinics.restore(text.name, edited.text.encode("utf-8"))
            text = desk.clinics.read_text(text.name)
        if logo is not None:
            edited = page.sent.edit(page.text, desk.clinics.save_logo(text.name, logo))
        desk.clinics.save(text.name, edited.text.encode("utf-8"), text.sha256)
    except (ChangedMeanwhile, UnknownClinic):
        return page.show(conflict=_read_opened(page.request, desk, page.sent), status=409)
    except OSError as error:
        return page.show(failure=f"It was not saved. {error}", status=422)
    saved = "rewritten" if edited.is_rewritten and b"#" in text.content else "1"
    return RedirectResponse(f"/clinics/{quote(text.name)}?saved={saved}", status_code=303)


async def save_text(request: Request) -> Response:
    """Save the text of an overlay whose YAML is broken, if it can be read afterwards."""
    return await answer_clinic(request, _save_text, await _read_sent(request))


def _save_text(request: Request, desk: Desk, sent: _Sent) -> Response:
    text = _read_opened(request, desk, sent)
    written = sent.get("content").replace("\r\n", "\n")
    content = written.encode("utf-8")
    if not isinstance(parse_values(content, text.name), dict):
        errors = _judge(desk, text, content, PreviewChoice.find(desk, "")).errors
        return _show_text(request, text, written, errors, notice=_STILL_BROKEN, sent=sent)
    if sent.explain_change(text) and sent.get("overwrite") != text.sha256:
        return _show_text(request, text, written, FormErrors(), sent=sent, conflict=text)
    try:
        if text.is_missing:
            desk.clinics.restore(text.name, content)
        else:
            desk.clinics.save(text.name, content, text.sha256)
    except (ChangedMeanwhile, UnknownClinic, OSError) as error:
        return _show_text(request, text, written, FormErrors(), notice=f"It was not saved. {error}", sent=sent)
    return RedirectResponse(f"/clinics/{quote(text.name)}?saved=1", status_code=303)


async def check_clinic(request: Request) -> Response:
    """Return the problems of the form as JSON, by field, for the script of the page."""
    return await answer_clinic(request, _check_clinic, await _read_sent(request))


def _check_clinic(request: Request, desk: Desk, sent: _Sent) -> Response:
    text = _read_opened(request, desk, sent)
    errors = _judge(desk, text, sent.apply(text), PreviewChoice.find(desk, sent.get("preview"))).errors
    change = sent.explain_change(text)
    others = [*errors.others, *([f"{change} “Save” asks what to do."] if change else [])]
    return JSONResponse({"fields": _join_messages(errors), "others": others})


async def preview_clinic(request: Request) -> Response:
    """Return a sheet with the values of the form, which are not saved, as a part of the page for its script."""
    return await answer_clinic(request, _preview_clinic, await _read_sent(request))


def _preview_clinic(request: Request, desk: Desk, sent: _Sent) -> Response:
    text = _read_opened(request, desk, sent)
    choice = PreviewChoice.find(desk, sent.get("preview"))
    judged = _judge(desk, text, sent.apply(text), choice)
    logo, errors = _add_logo(sent, judged.errors)
    shown = None if errors else show_sheet(desk, choice, judged.overlay, logo)
    wrong_logo = " ".join(errors.fields.get("logo", ())) if sent.logo is not None else ""
    return render_page(request, "clinic_preview.html", shown=shown, has_errors=bool(errors), wrong_logo=wrong_logo)


routes: list[BaseRoute] = [
    Route("/clinics/{file}", show_clinic),
    Route("/clinics/{file}", save_clinic, methods=["POST"]),
    Route("/clinics/{file}/text", save_text, methods=["POST"]),
    Route("/clinics/{file}/check", check_clinic, methods=["POST"]),
    Route("/clinics/{file}/preview", preview_clinic, methods=["POST"]),
]
