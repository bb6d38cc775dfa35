"""Compare two versions of a guide and describe each change in a sentence."""
