"""The fixed words of documents, such as "References" and "Page 2 of 6", in layers that replace each other.

The layers are the files of the language and of the region, and the words of the guide, of its region and of a clinic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import MappingProxyType

from acucontent.errors import AcucontentError
from acucontent.label_files import find_label_files, list_label_files, read_label_file
from acucontent.model.guide import Guide, Region
from acucontent.model.label_rules import TERM
from acucontent.model.label_words import LabelWords


class NoLabels(AcucontentError, LookupError):
    """A language has no labels file, or the file has no label with a given name."""


@dataclass(frozen=True)
class Labels:
    """The fixed words of one document.

    Call it with the name of a label and the values for its placeholders: `labels("page_of", page=2, pages=6)`.
    """

    language: str
    words: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)
    """The values of placeholders that every label can have: the words for the condition of the guide."""

    def __call__(self, name: str, **values: object) -> str:
        """Return a label with its placeholders replaced by values.

        Raises:
            NoLabels: The file has no label with this name.
        """
        return self.find_template(name).format(**{**self.shared_values, **values})

    def find_template(self, name: str) -> str:
        """Return a label as it is in the file, with its placeholders in braces.

        Raises:
            NoLabels: The file has no label with this name.
        """
        if name not in self.words:
            raise NoLabels(f"Label '{name}' not found in labels/{self.language}.yaml. To fix it, add it to the file.")
        return self.words[name]

    @cached_property
    def shared_values(self) -> dict[str, str]:
        """The values of placeholders that every label can have: `fields`, and the terms among the labels."""
        terms = {name.removeprefix(TERM): words for name, words in self.words.items() if name.startswith(TERM)}
        return {**terms, **self.fields}

    def add_layer(self, layer: LabelWords) -> Labels:
        """Return the labels with some of their words replaced."""
        return replace(self, words={**self.words, **layer.words}) if layer.pairs else self


def layer_labels(guide: Guide, region: Region, language: str, clinic: LabelWords | None = None) -> Labels:
    """Return the labels of an edition, in which each layer replaces words of those before it.

    The layers are the language, the region, the guide, its region, and the clinic.

    Args:
        guide: The guide.
        region: The region of the edition.
        language: The language of the edition, as a BCP 47 tag.
        clinic: The words of a clinic (default: none).

    Raises:
        NoLabels: The language has no labels file.
    """
    labels = replace(load_labels(language, region.code), fields=guide.condition.fields)
    for layer in (guide.labels, region.labels, clinic or LabelWords()):
        labels = labels.add_layer(layer)
    return labels


@cache
def load_labels(language: str, region: str | None = None) -> Labels:
    """Load the labels of a language as they are used in a region, without those of a guide.

    Args:
        language: A BCP 47 tag.
        region: A country, EU or international (default: the region of the language tag).

    Raises:
        NoLabels: Neither the language nor its primary language has a file.
    """
    tags = find_label_files(language, region)
    if not tags:
        known = ", ".join(sorted(tag for tag in list_label_files() if "-" not in tag))
        raise NoLabels(f"No labels for the language '{language}'. Languages with labels: {known}")
    words = {name: text for tag in tags for name, text in read_label_file(tag).items()}
    return Labels(tags[0], MappingProxyType(words))
