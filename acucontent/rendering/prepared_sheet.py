"""A template that stays packed: a program that keeps running sends it to its worker processes, which fill it in."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field

from acucontent.errors import AcucontentError
from acucontent.rendering.exporter import DoesNotFit, ExportFailed
from acucontent.rendering.template import Template


@dataclass(frozen=True)
class FilledSheet:
    """A sheet that was filled in."""

    data: bytes = field(repr=False)
    blanks: Mapping[str, str]
    """Why fields stay blank, to be written by hand, by field name."""


@dataclass(frozen=True)
class PreparedSheet:
    """A template as bytes, with what is known of it. Only a worker process unpacks it."""

    names: tuple[str, ...]
    """The names of the fields to fill in, such as `patient`."""
    notes: tuple[str, ...]
    """Notes for the person who prints it, as those of an artifact."""
    packed: bytes = field(repr=False)


def pack_template(template: Template) -> PreparedSheet:
    """Return a template as bytes."""
    return PreparedSheet(tuple(template.names), tuple(template.notes), pickle.dumps(template))


@dataclass(frozen=True)
class FillTask:
    """Fills in a sheet. It runs in a worker process, and no error of it quotes the words.

    Raises:
        DoesNotFit: The words do not fit on the sheet; the message begins with the name of the field.
        ExportFailed: The template failed.
    """

    sheet: PreparedSheet
    words: Mapping[str, str] = field(repr=False)
    """The text of each field, by field name."""

    def __call__(self) -> FilledSheet:
        """Return the filled sheet."""
        template: Template = pickle.loads(self.sheet.packed)
        try:
            return FilledSheet(template.fill(self.words), dict(template.explain_blanks(self.words)))
        except DoesNotFit as error:
            if error.plugin is None:
                raise
            failed = _make_silent_error("The words do not fit on the sheet.", error)
        except AcucontentError as error:
            failed = _make_silent_error("The sheet cannot be filled in.", error)
        except Exception as error:  # of a library, whose message may quote the words
            failed = _make_silent_error(f"The sheet cannot be filled in: {type(error).__name__}.", error)
        raise failed


def _make_silent_error(message: str, error: Exception) -> ExportFailed:
    """Return an error without the message of another one, which may quote the words."""
    failed = ExportFailed(message)
    failed.plugin = getattr(error, "plugin", None)
    return failed
