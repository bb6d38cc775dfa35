"""The fixed words of a document, one file per language: "References", "Page 2 of 6", the words for certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from acucontent.errors import AcucontentError


class NoLabels(AcucontentError, LookupError):
    """There is no labels file for a language, or no label of a name in it."""


@dataclass(frozen=True)
class Labels:
    """The fixed words of one language: `labels("page", number=2)`."""

    language: str
    words: Mapping[str, str]

    def __call__(self, name: str, **values: object) -> str:
        """The words of a name, with values put in.

        Raises:
            NoLabels: the file has no such name.
        """
        return self.find_template(name).format(**values)

    def find_template(self, name: str) -> str:
        """Return the words of a name as they are in the file, with the names of values in braces.

        Raises:
            NoLabels: the file has no such name.
        """
        if name not in self.words:
            raise NoLabels(f"No label '{name}' in labels/{self.language}.yaml. Add it there.")
        return self.words[name]


@cache
def labels_for(language: str) -> Labels:
    """The labels of a language; en-US uses those of en.

    Raises:
        NoLabels: there is no file for the language.
    """
    primary = language.split("-")[0]
    folder = files("acucontent.document.labels")
    for name in (language, primary):
        path = folder / f"{name}.yaml"
        if path.is_file():
            return Labels(name, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    known = sorted(path.name.removesuffix(".yaml") for path in folder.iterdir() if path.name.endswith(".yaml"))
    raise NoLabels(f"No labels for the language '{language}'. There are labels for: {', '.join(known)}.")
