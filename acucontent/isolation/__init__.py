"""Run a function that reads a file from anyone in a child process, with limits on time and memory.

    words = run_isolated(read_words, data, errors=(UnrecognizedFile,))

The child is not trusted after it has read the file: it answers with JSON values and bytes, which are never unpickled,
and its answer is limited in size. It gets no environment variable of acucontent, and what libraries print is dropped.
"""

from acucontent.isolation.child_process import CrashedReader, TooExpensive, Unreadable, run_isolated
from acucontent.isolation.limits import MEMORY, SECONDS

__all__ = ["MEMORY", "SECONDS", "CrashedReader", "TooExpensive", "Unreadable", "run_isolated"]
