"""The cache of rendered artifacts: its storage, and the fingerprints of artifacts and of the environment."""
