"""The versions of the native libraries that determine line breaks and compression.

Loading the libraries directly takes a millisecond; importing WeasyPrint, which loads the same ones, takes most of a
second.
"""

from __future__ import annotations

import ctypes
import sys
import zlib
from types import MappingProxyType

_LIBRARIES = MappingProxyType(
    {
        "linux": ("libpango-1.0.so.0", "libharfbuzz.so.0"),
        "darwin": ("libpango-1.0.dylib", "libharfbuzz.0.dylib"),
        "win32": ("libpango-1.0-0.dll", "libharfbuzz-0.dll"),
    }
)


_SUBSET_LIBRARIES = MappingProxyType(
    {"linux": "libharfbuzz-subset.so.0", "darwin": "libharfbuzz-subset.0.dylib", "win32": "libharfbuzz-subset-0.dll"}
)


def get_native_versions() -> dict[str, str]:
    """Return the versions of Pango, HarfBuzz and zlib.

    Raises:
        OSError: One of them is not on the search path of the system.
    """
    pango, harfbuzz = map(ctypes.CDLL, _LIBRARIES.get(sys.platform, _LIBRARIES["linux"]))
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    return describe_versions(pango.pango_version(), harfbuzz.hb_version_string().decode("ascii"))


def describe_versions(pango: int, harfbuzz: str) -> dict[str, str]:
    """Return the versions by name, with that of zlib, and that the library for subsets is missing if it is."""
    versions = {"pango": str(pango), "harfbuzz": harfbuzz, "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return versions if _can_subset() else {**versions, "harfbuzz-subset": "none"}


def _can_subset() -> bool:
    """Return whether HarfBuzz can subset fonts. Otherwise fontTools does, with other bytes."""
    try:
        ctypes.CDLL(_SUBSET_LIBRARIES.get(sys.platform, _SUBSET_LIBRARIES["linux"]))
    except OSError:
        return False
    return True
