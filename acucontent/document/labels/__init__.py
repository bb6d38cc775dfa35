"""The fixed words of documents, such as "References" and "Page 2 of 6", in one file per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from acucontent.errors import AcucontentError


class NoLabels(AcucontentError, LookupError):
    """A language has no labels file, or the file has no label with a given name."""


@dataclass(frozen=True)
class Labels:
    """The fixed words of one language.

    Call it with the name of a label and the values for its placeholders: `labels("page_of", page=2, pages=6)`.
    """

    language: str
    words: Mapping[str, str]

    def __call__(self, name: str, **values: object) -> str:
        """Return a label with its placeholders replaced by values.

        Raises:
            NoLabels: The file has no label with this name.
        """
        return self.find_template(name).format(**values)

    def find_template(self, name: str) -> str:
        """Return a label as it is in the file, with its placeholders in braces.

        Raises:
            NoLabels: The file has no label with this name.
        """
        if name not in self.words:
            raise NoLabels(f"Label '{name}' not found in labels/{self.language}.yaml. To fix it, add it to the file.")
        return self.words[name]


@cache
def load_labels(language: str) -> Labels:
    """Load the labels of a language.

    A language without a file of its own, such as en-US, uses the labels of its primary language.

    Args:
        language: A BCP 47 tag.

    Raises:
        NoLabels: Neither the language nor its primary language has a file.
    """
    primary = language.split("-")[0]
    folder = files("acucontent.document.labels")
    for name in (language, primary):
        path = folder / f"{name}.yaml"
        if path.is_file():
            return Labels(name, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    known = sorted(path.name.removesuffix(".yaml") for path in folder.iterdir() if path.name.endswith(".yaml"))
    raise NoLabels(f"No labels for the language '{language}'. Languages with labels: {', '.join(known)}")
