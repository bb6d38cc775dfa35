"""Document and its blocks: what every format renders."""
