"""What changed between two versions of a guide, in words that a reviewer signs."""
