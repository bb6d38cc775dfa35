"""The only way from an edition to bytes: the exporter protocol, the renderer, its worker processes and its cache."""
