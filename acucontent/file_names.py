"""The names of the files made from an edition."""

from __future__ import annotations

from acucontent.edition import Edition


def make_stem(edition: Edition) -> str:
    """Return the start of a file's name: the guide's id, for all but its first handout followed by the handout's."""
    first = edition.handout.id == edition.guide.handouts[0].id
    return edition.guide.id if first else f"{edition.guide.id}-{edition.handout.id}"


def make_suffix(edition: Edition, suffix: str) -> str:
    """Return the end of a file's name: the format's suffix, preceded by the language if it is not the guide's own.

    Args:
        edition: The edition that the file holds.
        suffix: The suffix of the format or of a companion file, such as `.pdf` or `.onix.xml`.
    """
    own = edition.language == edition.guide.language
    return suffix if own else f".{edition.language}{suffix}"


def make_file_name(edition: Edition, suffix: str) -> str:
    """Return the name of a file, such as `back-pain-first-visit.es.pdf`.

    Args:
        edition: The edition that the file holds.
        suffix: The suffix of the format or of a companion file, such as `.pdf` or `.onix.xml`.
    """
    return make_stem(edition) + make_suffix(edition, suffix)
