"""Reading: YAML in, a guide out, or every problem of the documents at its line."""

from acucontent.reading.places import Place, Places
from acucontent.reading.problems import GuideProblems, NotReadable, Problem
from acucontent.reading.read import read_guide, read_ledger, read_with_places

__all__ = [
    "GuideProblems",
    "NotReadable",
    "Place",
    "Places",
    "Problem",
    "read_guide",
    "read_ledger",
    "read_with_places",
]
