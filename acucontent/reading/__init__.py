"""Reading: YAML in, a guide out, or every problem of the documents at its line."""

from acucontent.reading.problems import GuideProblems, NotReadable, Problem
from acucontent.reading.read import read_guide, read_ledger

__all__ = ["GuideProblems", "NotReadable", "Problem", "read_guide", "read_ledger"]
