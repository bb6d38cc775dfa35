"""The cache of rendered artifacts: where they are stored, what identifies them, and which programs made them."""
