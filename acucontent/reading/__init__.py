"""Read guides from YAML and JSON, and report every problem at its line."""

from acucontent.problems import GuideProblems, Problem
from acucontent.reading.collected_problems import NotReadable
from acucontent.reading.locations import Location, Locations
from acucontent.reading.reader import read_guide, read_ledger, read_with_locations

__all__ = [
    "GuideProblems",
    "Location",
    "Locations",
    "NotReadable",
    "Problem",
    "read_guide",
    "read_ledger",
    "read_with_locations",
]
