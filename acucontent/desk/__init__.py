"""The desk: a page on this machine, from which a clerk prints sheets without a terminal."""
