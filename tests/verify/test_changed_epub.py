"""Every change of an EPUB is noticed, with the file in it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable

import pytest

from acucontent import CannotBeCompared, Changed, Unchanged
from acucontent.identity import IDENTITY
from tests.verify.artifacts import Members, change_epub, edit_versions, pack, unpack
from tests.verify.conftest import Verify

Change = Callable[[Members], object]
SAFETY, BOOK, OPF = "EPUB/safety.xhtml", "EPUB/book.css", "EPUB/content.opf"


def _replace(name: str, old: bytes, new: bytes) -> Change:
    """Return a change of the words in a member."""

    def change(members: Members) -> None:
        assert old in members[name]
        members[name] = members[name].replace(old, new)

    return change


def _drop_chapter(members: Members) -> None:
    """Leave out a chapter wherever it is listed."""
    del members[SAFETY]
    members[OPF] = re.sub(
        rb'<item [^>]*href="safety.xhtml"[^>]*/>|<itemref idref="file-safety.xhtml"/>', b"", members[OPF]
    )


def _reorder(members: Members) -> None:
    first, second = b'<itemref idref="file-safety.xhtml"/>', b'<itemref idref="file-conditions.xhtml"/>'
    assert first in members[OPF]
    members[OPF] = members[OPF].replace(first, b"%%").replace(second, first).replace(b"%%", second)


def _add_chapter(members: Members) -> None:
    members["EPUB/more.xhtml"] = members[SAFETY]


def _add_font(members: Members) -> None:
    members["EPUB/fonts/more.ttf"] = b"font"


CHANGES: dict[str, tuple[Change, str]] = {
    "words": (_replace(SAFETY, b"call 911", b"stay at home"), r"safety.xhtml: “.*call 911 .*” expected, “.*stay at"),
    "hidden-by-style": (_replace(BOOK, b"}", b"} #safety { display: none }"), r"EPUB/book.css: differs"),
    "hidden-by-attribute": (_replace(SAFETY, b"<section", b"<section hidden='hidden'"), r"safety.xhtml: differs"),
    "dropped": (_drop_chapter, r"safety.xhtml: missing; reading order: EPUB/safety.xhtml expected"),
    "added": (_add_chapter, r"EPUB/more.xhtml: added"),
    "reordered": (_reorder, r"reading order: EPUB/safety.xhtml expected, EPUB/conditions.xhtml found"),
    "link": (
        _replace("EPUB/practitioners.xhtml", b"example.org/hummers", b"example.org/else"),
        r"practitioners.xhtml: ",
    ),
    "cover": (_replace("EPUB/cover.png", b"IDAT", b"IDAX"), r"EPUB/cover.png: differs"),
    "font": (_add_font, r"EPUB/fonts/more.ttf: added"),
    "not-xml": (_replace(SAFETY, b"</html>", b""), r"safety.xhtml: is not well-formed"),
}


@pytest.mark.parametrize(("change", "place"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed(change: Change, place: str, epub: bytes, verify_bytes: Verify) -> None:
    """A changed EPUB is changed, with the file in it."""
    answer = verify_bytes(change_epub(epub, change)).answer

    assert isinstance(answer, Changed)
    assert re.search(place, str(answer))


@pytest.mark.parametrize("change", [change for change, _ in CHANGES.values()], ids=CHANGES)
def test_edited_versions_hide_no_change(change: Change, epub: bytes, verify_bytes: Verify) -> None:
    """With other versions, changed words are changed, and changes that cannot be judged cannot be compared."""

    def change_all(members: Members) -> None:
        change(members)
        _edit_versions(members)

    answer = verify_bytes(change_epub(epub, change_all)).answer

    assert isinstance(answer, Changed | CannotBeCompared)


def _edit_versions(members: Members) -> None:
    members[f"META-INF/{IDENTITY}"] = edit_versions(members[f"META-INF/{IDENTITY}"])


def test_another_version_alone_is_unchanged(epub: bytes, verify_bytes: Verify) -> None:
    """If every other file is the same, the versions are named."""
    answer = verify_bytes(change_epub(epub, _edit_versions)).answer

    assert isinstance(answer, Unchanged)
    assert "fonttools 1.0" in answer.comparison


def test_a_compressed_ebook_is_unchanged(epub: bytes, verify_bytes: Verify) -> None:
    """Another program may have packed the ebook again."""
    answer = verify_bytes(pack(unpack(epub), zipfile.ZIP_DEFLATED)).answer

    assert str(answer) == "compared every file in the EPUB; another program packed it again"


def test_a_file_between_the_files_is_noticed(epub: bytes, verify_bytes: Verify) -> None:
    """Some programs read an archive from its beginning, where other files can be hidden."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("hidden.xhtml", "hidden")
        for name, content in unpack(epub).items():
            book.writestr(name, content)
        del book.NameToInfo["hidden.xhtml"]
        book.filelist.pop(0)

    assert isinstance(verify_bytes(made.getvalue()).answer, CannotBeCompared)


@pytest.mark.parametrize("field", [0x7075, 0x0001, 0x4242], ids=hex)
def test_a_second_name_of_a_file_is_noticed(field: int, epub: bytes, verify_bytes: Verify) -> None:
    """Some programs take the name of a file from an extra field, which Python ignores."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for name, content in unpack(epub).items():
            member = zipfile.ZipInfo(name)
            member.extra = struct.pack("<HH", field, 4) + b"name" if name == SAFETY else b""
            book.writestr(member, content)

    assert not isinstance(verify_bytes(made.getvalue()).answer, Unchanged)


def test_bytes_after_the_archive_are_noticed(epub: bytes, verify_bytes: Verify) -> None:
    """Some programs read an archive from its end, where another one can follow."""
    assert isinstance(verify_bytes(epub + b"more").answer, CannotBeCompared)


def test_folders_and_times_in_an_archive_are_harmless(epub: bytes, verify_bytes: Verify) -> None:
    """An ebook that `zip -r` packed again is unchanged."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("EPUB/", b"")
        for name, content in unpack(epub).items():
            member = zipfile.ZipInfo(name)
            member.extra = struct.pack("<HHBI", 0x5455, 5, 1, 0)
            book.writestr(member, content)

    assert isinstance(verify_bytes(made.getvalue()).answer, Unchanged)
