"""The versions of the native libraries that determine line breaks.

Loading the libraries directly takes a millisecond; importing WeasyPrint, which loads the same ones, takes most of a
second.
"""

from __future__ import annotations

import ctypes
import sys
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
"""The library that subsets fonts. Without it, fontTools does, with other bytes."""


def get_native_versions() -> str:
    """Return the versions of Pango and HarfBuzz, and whether HarfBuzz can subset fonts.

    Raises:
        OSError: One of them is not on the search path of the system.
    """
    pango, harfbuzz = map(ctypes.CDLL, _LIBRARIES.get(sys.platform, _LIBRARIES["linux"]))
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    subset = "with" if _can_load(_SUBSET_LIBRARIES.get(sys.platform, _SUBSET_LIBRARIES["linux"])) else "without"
    return f"pango {pango.pango_version()} harfbuzz {harfbuzz.hb_version_string().decode('ascii')} {subset} subset"


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
