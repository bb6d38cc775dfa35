"""The readers of files that come from anyone, each with valid files to start from and the errors that it may raise."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from acucontent.errors import AcucontentError
from tests.fuzz.mutations import Mutation, mutate_archive, mutate_bytes, mutate_lines, mutate_pdf


@dataclass(frozen=True)
class FuzzedReader:
    """A reader with the files that it can read."""

    make_seeds: Callable[[], Mapping[str, bytes]]
    """Returns valid files by name."""
    mutations: tuple[Mutation, ...]
    read: Callable[[Path, int], object]
    """Reads a file; the number of the example chooses between ways to read it. It raises `AcucontentError` only."""


class UnreadableMessage(AssertionError):
    """A message cannot be shown on a terminal."""


def _check_message(message: str) -> None:
    """Check that a message cannot change a terminal."""
    if not message.replace("\n", "").isprintable():
        raise UnreadableMessage(ascii(message))


_HEADINGS = "Patient;Date;Time;Next visit;Treated by;Notes"
_ROWS = (
    "Åse Öberg;2026-12-01;14:30;2026-12-08 09:15;Dr. Li;Rest well.",
    "王小明;1 December 2026;2:30 PM;;;'Drink'",
    "'O\"Neill;;;;;a\u00adb'",
)


def _make_tables() -> dict[str, bytes]:
    text = "\r\n".join((_HEADINGS, *_ROWS, ""))
    quoted = "\n".join(
        ",".join(f'"{cell}"' for cell in line.replace('"', '""').split(";")) for line in text.split("\r\n")
    )
    return {
        "semicolons": text.encode(),
        "quoted": quoted.encode("utf-8-sig"),
        "utf-16": text.replace(";", "\t").encode("utf-16"),
        "separator": ("sep=;\r\n" + text).encode(),
    }


def _make_workbooks() -> dict[str, bytes]:
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    day = datetime.date(2026, 12, 1)
    for row in (
        _HEADINGS.split(";"),
        ["José", day, datetime.time(14, 30), day, "Dr. Li", "=1+1"],
        ["王", None, 7, True, 0.5],
    ):
        sheet.append(row)
    sheet.freeze_panes = "A2"
    book.create_sheet("Other").append(["a"])
    file = io.BytesIO()
    book.save(file)
    return {"workbook": file.getvalue()}


def _read_table(path: Path, number: int) -> None:
    from acucontent.batch import BadRow, check_table, open_table_file
    from tests.batch.test_rows import LABELS

    with open_table_file(path) as file:
        table = check_table(file, LABELS, LABELS, "en-US")
        for row in table.read_rows():
            if isinstance(row, BadRow):
                _check_message(str(row))
        for note in table.notes:
            _check_message(note)


_OVERLAY = """\
name: Example Clinic
address:
  - 12 Market Street
  - Springfield
phone: 555-0100 ext. 3
email: clinic@example.org
web: https://example.org/visit
color: "#1f5a7a"
logo: logo.png
notes:
  - handout: all
    text: Please come **ten minutes** early.
  - handout: aftercare
    text: >-
      Call us, or see [our page](https://example.org).
"""


def _make_overlays() -> dict[str, bytes]:
    from tests.reading.test_clinic import png

    return {
        "yaml": _OVERLAY.encode(),
        "json": b'{"name": "Example", "color": "#1f5a7a"}',
        "logo": png(),
        "photo": _make_photo(),
    }


def _make_photo() -> bytes:
    from PIL import Image

    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("CMYK", (30, 20), "#1f5a7a").save(file, "JPEG", exif=exif)
    return file.getvalue()


def _read_overlay(path: Path, number: int) -> None:
    from acucontent.reading.clinic import read_clinic
    from tests.reading.test_clinic import png

    data = path.read_bytes()
    path.with_name("logo.png").write_bytes(png())
    if data[:2] in (b"\x89P", b"\xff\xd8"):
        path.with_name("logo.png").write_bytes(data)
        path.with_name("clinic.yaml").write_bytes(b"name: Example\nlogo: logo.png\n")
    else:
        path.with_name("clinic.yaml").write_bytes(data)
    read_clinic(path.with_name("clinic.yaml"))


def _export(name: str) -> dict[str, bytes]:
    from acucontent import export
    from tests.verify.conftest import GUIDE
    from tests.verify.test_unchanged import CLINIC

    options: dict[str, dict[str, object]] = {"plain": {}, "clinic": {"overlay": CLINIC}}
    if name == "pdf":
        options["form"] = {"handout": "sheet", "fillable": True}
    return {key: export(GUIDE, name, **each) for key, each in options.items()}  # type: ignore[arg-type]


def _make_pdfs() -> dict[str, bytes]:
    from acucontent.signing import read_signer, sign_pdf
    from tests.signing.keys import NOW, PASSWORD, make_key

    made = _export("pdf")
    path = Path("key.p12")
    path.write_bytes(make_key().dump())
    return made | {"signed": sign_pdf(made["form"], read_signer(path, PASSWORD, NOW))}


def _verify(path: Path) -> None:
    from acucontent import Registry, discover, verify
    from tests.verify.conftest import GUIDE

    verdict = verify(path, registry=Registry(exporters=discover().exporters), source=GUIDE)
    for message in (str(verdict.answer), *map(str, verdict.results)):
        _check_message(message)


def _read_parts(name: str, path: Path, number: int) -> None:
    """Read a file as the child processes of `verify` do, or now and then with `verify` itself, which takes longer."""
    if number % 20 == 0:
        _verify(path)
        return
    data = path.read_bytes()
    seed = Path("seeds", "plain").read_bytes()
    for function in _list_functions(name, data, seed):
        function()


def _list_functions(name: str, data: bytes, seed: bytes) -> list[Callable[[], object]]:
    from acucontent.containers import read_named_files
    from acucontent.identity import IDENTITY, OVERLAY, SOURCE
    from acucontent.untrusted.guides import check_overlay, check_source

    _, (source, _), (overlay, _) = read_named_files(data, IDENTITY, SOURCE, OVERLAY)
    functions: list[Callable[[], object]] = []
    if source is not None:
        functions.append(partial(check_source, source))
    if overlay is not None:
        functions.append(partial(check_overlay, overlay))
    if name == "html":
        from acucontent.untrusted.html_comparison import compare_pages as compare_web_pages

        return [*functions, partial(compare_web_pages, seed, data)]
    if name == "epub":
        from acucontent.untrusted.epub_comparison import compare_epubs

        return [*functions, partial(compare_epubs, seed, data)]
    from acucontent.signing.reports import is_signed
    from acucontent.signing.signatures import list_signatures
    from acucontent.untrusted.pdf_pages import compare_pages
    from acucontent.untrusted.pdf_parts import compare_parts

    if is_signed(data):
        functions.append(partial(list_signatures, data))
    return [partial(compare_parts, seed, data), partial(compare_pages, seed, data, "[]"), *functions]


READERS = {
    "csv": FuzzedReader(_make_tables, (mutate_bytes, mutate_lines), _read_table),
    "xlsx": FuzzedReader(_make_workbooks, (mutate_archive, mutate_archive, mutate_bytes), _read_table),
    "overlay": FuzzedReader(_make_overlays, (mutate_bytes, mutate_lines), _read_overlay),
    "pdf": FuzzedReader(_make_pdfs, (mutate_pdf, mutate_pdf, mutate_bytes), partial(_read_parts, "pdf")),
    "epub": FuzzedReader(
        partial(_export, "epub"), (mutate_archive, mutate_archive, mutate_bytes), partial(_read_parts, "epub")
    ),
    "html": FuzzedReader(partial(_export, "html"), (mutate_lines, mutate_bytes), partial(_read_parts, "html")),
}
"""The readers by name."""

EXPECTED = (AcucontentError, MemoryError)
"""The errors that a reader may raise; a child process turns a lack of memory into one of ours."""
