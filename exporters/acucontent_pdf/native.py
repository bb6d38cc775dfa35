"""The native libraries by which the lines of a page break, asked for their versions.

Asked directly, they answer in a millisecond; WeasyPrint, which loads the same ones, takes most of a second to import.
"""

from __future__ import annotations

import ctypes
import sys
from types import MappingProxyType

_FILES = MappingProxyType(
    {
        "linux": ("libpango-1.0.so.0", "libharfbuzz.so.0"),
        "darwin": ("libpango-1.0.dylib", "libharfbuzz.0.dylib"),
        "win32": ("libpango-1.0-0.dll", "libharfbuzz-0.dll"),
    }
)


def native_versions() -> str:
    """The versions of Pango and HarfBuzz.

    Raises:
        OSError: one of them is not where the system looks for libraries.
    """
    pango, harfbuzz = map(ctypes.CDLL, _FILES.get(sys.platform, _FILES["linux"]))
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    return f"pango {pango.pango_version()} harfbuzz {harfbuzz.hb_version_string().decode('ascii')}"
