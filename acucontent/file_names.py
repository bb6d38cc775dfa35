"""File names of editions."""

from __future__ import annotations

from acucontent.edition import Edition


def make_stem(edition: Edition) -> str:
    """Return the start of a file name: the id of the guide and, except for the first handout, that of the handout."""
    first = edition.handout.id == edition.guide.handouts[0].id
    return edition.guide.id if first else f"{edition.guide.id}-{edition.handout.id}"


def make_suffix(edition: Edition, suffix: str) -> str:
    """Return the end of a file name: the language, unless it is the guide's own, and the suffix.

    Args:
        edition: The edition of the file.
        suffix: The suffix of the format or of a companion file, such as `.pdf` or `.onix.xml`.
    """
    own = edition.language == edition.guide.language
    return suffix if own else f".{edition.language}{suffix}"


def make_file_name(edition: Edition, suffix: str) -> str:
    """Return the name of a file of an edition, such as `back-pain-first-visit.es.pdf`.

    Args:
        edition: The edition of the file.
        suffix: The suffix of the format or of a companion file, such as `.pdf` or `.onix.xml`.
    """
    return make_stem(edition) + make_suffix(edition, suffix)
