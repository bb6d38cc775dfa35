"""Render the edition of a file again, compare the two, and describe the differences."""
