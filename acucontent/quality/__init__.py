"""The checks of a guide: run them, and report what they find."""
