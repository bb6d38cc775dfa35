"""Change valid files at random: their bytes, the members of archives, the objects of PDFs, and the lines of text."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import TypeAlias

import pikepdf

Mutation: TypeAlias = Callable[[bytes, Random], bytes]

_BYTES = (
    b"\x00",
    b"\xff",
    b"\x1b[2J",
    b"\xc3\xa9",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"\r",
    b"\n\n",
    b"\t",
    b'"',
    b"'",
)
_NUMBERS = (b"-1", b"0", b"65536", b"2147483648", b"99999999999999999999", b"1e308", b"NaN", b"0x41")
_MARKUP = (
    b"<",
    b">",
    b"&",
    b"&lt;",
    b"&#0;",
    b"&a;",
    b"]]>",
    b"<!--",
    b"<!DOCTYPE a [<!ENTITY a 'b'>]>",
    b"</",
    b"<a>",
)
_PDF_WORDS = (
    b"<<",
    b">>",
    b"[",
    b"]",
    b"obj",
    b"endobj",
    b"stream",
    b"endstream",
    b"1 0 R",
    b"/Kids",
    b"/Length",
    b"(",
)
_YAML_WORDS = (
    b"- ",
    b": ",
    b"? ",
    b"&a ",
    b"*a",
    b"!!int ",
    b"<<: *a",
    b"---\n",
    b"|\n",
    b">-\n",
    b"{",
    b"[",
    b"# ",
    b"%",
)
_CELL_WORDS = (
    b",",
    b";",
    b'""',
    b"sep=|\n",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"=1+1",
    b"#REF!",
    b"{{x}}",
    b"14.30",
    b"\x85",
)
_WORDS = (*_BYTES, *_NUMBERS, *_MARKUP, *_PDF_WORDS, *_YAML_WORDS, *_CELL_WORDS)
_LONGEST = 100_000
"""The most bytes that one mutation adds."""


def _mutate_once(data: bytes, chance: Random) -> bytes:
    """Return bytes with one change: a part is removed, repeated, moved, flipped or replaced."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + int(chance.expovariate(1 / chance.choice((2, 20, 400)))) + 1)
    part = data[start:end]
    times = min(chance.choice((2, 2, 3, 50, 5_000)), _LONGEST // max(len(part), 1) + 1)
    replacements: tuple[Callable[[], bytes], ...] = (
        lambda: b"",
        lambda: part * times,
        lambda: chance.choice(_WORDS),
        lambda: part + chance.choice(_WORDS),
        lambda: chance.choice(_WORDS) * times,
        lambda: bytes(byte ^ 1 << chance.randrange(8) for byte in part),
        lambda: chance.randbytes(len(part)),
        lambda: data[: chance.randrange(len(data) + 1)][-400:],
    )
    return data[:start] + chance.choice(replacements)() + data[end:]


def mutate_bytes(data: bytes, chance: Random) -> bytes:
    """Return bytes with a few changes; sometimes their beginning, and sometimes bytes that are all random."""
    if chance.random() < 0.02:
        return data[:8] + chance.randbytes(chance.randrange(2_000))
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        data = _mutate_once(data, chance)
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.05 else data


def mutate_lines(data: bytes, chance: Random) -> bytes:
    """Return text whose lines are removed, repeated, moved, indented or joined."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        index, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[index]
        changes: tuple[list[bytes], ...] = (
            [],
            [line] * chance.choice((2, 3, 300)),
            [lines[other], line],
            [b" " * chance.randrange(1, 9) + line],
            [line.lstrip()],
            [line.partition(b":")[0] + b": " + chance.choice(_WORDS)],
            [line + b" " + lines[other]],
        )
        lines[index : index + 1] = chance.choice(changes)
        lines = lines or [b""]
    return b"\n".join(lines)


def mutate_archive(data: bytes, chance: Random) -> bytes:
    """Return an archive whose members are changed, removed, repeated, renamed or emptied."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(each.filename, archive.read(each)) for each in archive.infolist()]
    for _ in range(chance.choice((1, 1, 2, 4))):
        index = chance.randrange(len(members))
        name, content = members[index]
        changes: tuple[list[tuple[str, bytes]], ...] = (
            [(name, mutate_bytes(content, chance))],
            [(name, mutate_bytes(content, chance))],
            [(name, mutate_lines(content.replace(b">", b">\n"), chance))],
            [],
            [(name, content), (name, mutate_bytes(content, chance))],
            [(name + chance.choice(("x", "/", "/../a", "\u00e9")), content)],
            [(name, b"")],
            [(name, chance.choice(members)[1])],
        )
        members[index : index + 1] = chance.choice(changes)
        members = members or [("a", b"")]
    packed = io.BytesIO()
    how = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(packed, "w", how) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, how)
    made = packed.getvalue()
    return _mutate_once(made, chance) if chance.random() < 0.1 else made


def _make_value(pdf: pikepdf.Pdf, chance: Random, depth: int = 0) -> pikepdf.Object | int | bool | str:
    """Return a random value for an entry of a PDF."""
    objects = list(pdf.objects)
    makers: tuple[Callable[[], object], ...] = (
        lambda: chance.choice((-1, 0, 1, 7, 2**31 - 1, -(2**31))),
        lambda: chance.choice((True, False)),
        lambda: pikepdf.Name(chance.choice(("/Type", "/Kids", "/Page", "/FlateDecode", "/Sig", "/Widget", "/\u00e9"))),
        lambda: pikepdf.String(chance.randbytes(chance.randrange(40))),
        lambda: chance.choice(objects),
        lambda: chance.choice(objects),
        lambda: pikepdf.Array([_make_value(pdf, chance, depth + 1)] * chance.choice((0, 1, 4, 500))),
        lambda: pikepdf.Dictionary({"/Kids": _make_value(pdf, chance, depth + 1)}),
    )
    return chance.choice(makers[:6] if depth > 2 else makers)()  # type: ignore[return-value]


def _mutate_object(pdf: pikepdf.Pdf, chance: Random) -> None:
    """Change one entry of a random object, or the content of a stream."""
    found = chance.choice(
        [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)]
    )
    if isinstance(found, pikepdf.Stream) and chance.random() < 0.6:
        found.write(mutate_bytes(found.read_bytes(), chance))
    elif isinstance(found, pikepdf.Array):
        if len(found):
            found[chance.randrange(len(found))] = _make_value(pdf, chance)
    else:
        key = chance.choice([*found.keys(), "/Kids"])
        if chance.random() < 0.2 and key in found:
            del found[key]
        else:
            found[key] = _make_value(pdf, chance)


def mutate_pdf(data: bytes, chance: Random) -> bytes:
    """Return a PDF whose objects are changed, as another program saves it."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for _ in range(chance.choice((1, 1, 2, 6))):
            with suppress(pikepdf.PikepdfError, ValueError, TypeError, NotImplementedError):
                _mutate_object(pdf, chance)
        pdf.save(made, fix_metadata_version=False, object_stream_mode=chance.choice(tuple(pikepdf.ObjectStreamMode)))
    saved = made.getvalue()
    return _mutate_once(saved, chance) if chance.random() < 0.1 else saved


def mutate(data: bytes, mutations: Sequence[Mutation], chance: Random) -> bytes:
    """Return a file changed by one of some mutations, or by its bytes if it is too damaged for that."""
    with suppress(Exception):  # a seed can be a damaged file
        return chance.choice(mutations)(data, chance)
    return mutate_bytes(data, chance)
