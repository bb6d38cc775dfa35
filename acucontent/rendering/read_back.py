"""Read the text of a rendered file from its bytes, with the function that its exporter declares."""

from __future__ import annotations

import io
import re
import unicodedata
from contextlib import redirect_stdout
from typing import Any

from acucontent.edition import Edition
from acucontent.rendering.exporter import Exporter, Options, UnreadableText
from acucontent.rendering.exporter_errors import add_plugin_name, explain_missing_library

EXTRA = "acucontent[quality]"
"""The extra that is needed to read files of the formats of acucontent."""

_LIGATURE = re.compile("[\ufb00-\ufb06]")
_BROKEN_WORD = re.compile("\\s*\u00ad\\s*")


def read_back(exporter: Exporter[Any], data: bytes) -> tuple[str, ...]:
    """Return the text of each page or part of a rendered file, in reading order.

    Each run of white space is one space, ligatures are letters, and a soft hyphen (U+00AD) joins the halves of a word
    that is broken at the end of a line.

    Args:
        exporter: The exporter of the format.
        data: The bytes of the file.

    Raises:
        UnreadableText: The format declares no `read_back`, or the file is damaged.
        MissingLibrary: The library that reads the format is not installed.
        PluginFailed: The function of a plugin raised an unexpected error or returned something else than texts.
    """
    if exporter.read_back is None:
        raise UnreadableText(f"The format {exporter.name!r} does not declare how its files are read (`read_back`).")
    with redirect_stdout(io.StringIO()), add_plugin_name(exporter.plugin), explain_missing_library(exporter, EXTRA):
        parts = exporter.read_back(data)
        if not (isinstance(parts, tuple) and all(isinstance(part, str) for part in parts)):
            raise TypeError(f"the read_back of {exporter.name!r} returned {parts!r:.80}, expected a tuple of texts")
    return tuple(map(_normalize_text, parts))


def list_added_texts(exporter: Exporter[Any], edition: Edition, options: Options) -> tuple[str, ...] | None:
    """Return the texts that a format adds to those of a document; None if it does not show the complete document.

    Raises:
        PluginFailed: The function of a plugin raised an unexpected error or returned something else than texts.
    """
    if exporter.added_texts is None:
        return None
    with redirect_stdout(io.StringIO()), add_plugin_name(exporter.plugin), explain_missing_library(exporter, EXTRA):
        added = exporter.added_texts(edition, options)
        if added is None:
            return None
        texts = tuple(added)
        if not all(isinstance(text, str) for text in texts):
            raise TypeError(f"the added_texts of {exporter.name!r} returned {texts!r:.80}, expected texts")
    return texts


def _normalize_text(text: str) -> str:
    letters = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _BROKEN_WORD.sub("\u00ad", " ".join(unicodedata.normalize("NFC", letters).split()))
