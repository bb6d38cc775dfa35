"""The preview for authors: it shows a handout and its findings again each time a file of the guide is saved."""
